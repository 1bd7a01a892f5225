"""A learner's function on trial: the exercise it is for, how it is called, and until when."""

from time import monotonic
from typing import NamedTuple

from rnnlab.check.exercises import Exercise
from rnnlab.check.running import run

LEAST = 0.05  # seconds; with less left, nothing more is run


class Trial(NamedTuple):
    """The exercise, the function, the number of the form of arguments that it takes, and the end of its time."""

    exercise: Exercise
    function: object
    form: int
    until: float

    def call(self, cases):
        """The outcomes of more examples; an empty list when they do not all come in what is left of the time."""
        left = self.until - monotonic()
        if left < LEAST:
            return []
        calls = (self.exercise.arguments(case, self.form) for case in cases)
        outcomes, _ = run(self.function, calls, self.exercise.returns, left)
        return outcomes if len(outcomes) == len(cases) else []
