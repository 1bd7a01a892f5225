"""Run a learner's function: on copies, with what it prints kept, and stopped after a time."""

import io
import sys
import time
from contextlib import redirect_stdout, suppress
from threading import Event
from typing import NamedTuple

import numpy as np

from rnnlab.check.exercises import Exercise
from rnnlab.check.outcomes import read_error, read_value
from rnnlab.check.shared import AllPutBack
from rnnlab.check.stopping import end_in_time

LEAST = 0.05  # seconds; with less left, nothing more is run
PRINTED, MUCH = 300, 100_000  # characters that are kept, and more than anybody reads


class Beginning(io.TextIOBase):
    """A text stream that keeps the beginning of what one call prints; later it hands on to the real one.

    A learner's code may hold on to it longer than the check lasts, or close it: neither does harm.
    """

    def __init__(self, after):
        self._after, self.over = after, False
        self.begin()

    def begin(self):
        """Forget what was written."""
        self.text, self.length = "", 0

    def write(self, text):
        text = "".join([text])  # a plain one, whatever a class of the learner's makes of it
        if self.over:
            return self._after.write(text)
        self.length += len(text)
        if len(self.text) < PRINTED:
            self.text += text[: PRINTED - len(self.text)]
        return len(text)

    def close(self):
        """Stay open."""


def run(function, calls, returns, seconds, outcomes=None):
    """Call `function` once for each of `calls`, and stop it after `seconds`.

    Parameters
    ----------
    function : callable
    calls : iterable of (arguments, arrays)
        Arguments by position, and the arrays by name that must not change. They are made for this call.
    returns : dict
        The names of what comes back, and the letters of its shape.
    seconds : float
    outcomes : list, optional
        Filled as they come, so that `calls` may make the next call of the last outcome.

    Returns
    -------
    outcomes : list of Outcome
        As many as were finished.
    ended : bool
        False when the function is still running and could not be stopped.
    """
    outcomes, said = [] if outcomes is None else outcomes, Beginning(sys.stdout)
    stopping, faults = Event(), []

    def work(function):
        try:
            with suppress(SystemExit):
                for arguments, arrays in calls:
                    said.begin()
                    outcome = _call(function, arguments, arrays, returns, stopping)
                    if stopping.is_set():  # given up meanwhile: it counts no more, nor does a further example
                        break
                    outcomes.append(outcome._replace(printed=said.text, much=said.length > MUCH))
        except Exception as error:  # no fault of the function's: all that it raises is in its outcome
            faults.append(error)

    with redirect_stdout(said):
        try:
            ended = end_in_time(work, function, seconds, stopping)
        finally:
            said.over = True
    if faults:
        raise faults[0]
    return list(outcomes), ended


def _call(function, arguments, arrays, returns, stopping):
    """One call, as an Outcome. What the function raises is part of it."""
    before = {name: a.tobytes() for name, a in arrays.items() if isinstance(a, np.ndarray)}
    all_put_back = AllPutBack()
    try:
        with all_put_back, np.errstate(all="ignore"):
            value = function(*arguments)
        outcome = read_value(value, returns)
    except BaseException as error:  # a learner's sys.exit() must not end anything
        if stopping.is_set():
            raise SystemExit from None
        outcome = read_error(error, function)
    changed = (name for name, old in before.items() if old != arrays[name].tobytes())
    return outcome._replace(changed=(*changed, *all_put_back.replaced))


class Trial(NamedTuple):
    """The exercise, the function, the number of the form of arguments that it takes, and the end of its time."""

    exercise: Exercise
    function: object
    form: int
    until: float

    def call(self, cases):
        """The outcomes of more examples; an empty list when they do not all come in what is left of the time."""
        left = self.until - time.monotonic()
        if left < LEAST:
            return []
        calls = (self.exercise.arguments(case, self.form) for case in cases)
        outcomes, _ = run(self.function, calls, self.exercise.returns, left)
        return self.exercise.compared(outcomes, cases) if len(outcomes) == len(cases) else []
