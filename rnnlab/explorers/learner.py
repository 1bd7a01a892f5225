"""A learner's own function in an explorer: run at every move, compared, and what is to be said of it."""

from typing import NamedTuple

import numpy as np

from rnnlab.check.comparing import say_shape
from rnnlab.check.diagnosis import ENDLESS, NO_FUNCTION, OTHER_ARGUMENTS, diagnose, say_stopped
from rnnlab.check.exercises import Case, Exercise
from rnnlab.check.forms import find_form
from rnnlab.check.result import Result
from rnnlab.check.running import run
from rnnlab.drawing.card import draw_card

SECONDS, NAMELESS = 2.0, "your function"
NEVER = (ENDLESS, NO_FUNCTION, OTHER_ARGUMENTS)  # verdicts after which the function is not called again


class Learner(NamedTuple):
    """A learner's function, the exercise it is for, and the check's verdict on it."""

    exercise: Exercise
    function: object
    verdict: Result


def read_learner(exercise, function):
    """Check a learner's function once, before it drives a picture; None stays None."""
    return None if function is None else Learner(exercise, function, diagnose(exercise, function))


def reserve_room(explorer, *learners):
    """The same explorer, with room for what may be said of a learner's function: its height must not change."""
    if any(learners):
        explorer.add_class("rnnlab-driven")
    return explorer


class Unusable(Exception):
    """What the learner's function gave cannot be drawn; the message is for the learner."""


def compute(learner, arrays):
    """What the function returns for one set of arguments, as a tuple of arrays.

    Raises
    ------
    Unusable
        It raises, does not come back, or returns what has another shape than the right result.
    """
    (found,) = follow(learner, [arrays], lambda last: {})
    return found


def follow(learner, inputs, carry):
    """What the function returns for one set of arguments after the other.

    Parameters
    ----------
    learner : Learner
    inputs : list of dict
        The arguments by name, but those that come from the call before.
    carry : function
        Makes those, as a dict, from the arrays of the last call, or from None before the first.

    Returns
    -------
    list of tuple of ndarray

    Raises
    ------
    Unusable
        As `compute`.
    """
    exercise, function, verdict = learner
    if verdict.diagnosis in NEVER:
        raise Unusable(verdict.sentence)
    form, outcomes, problems = find_form(exercise, function), [], []

    def calls():
        for given in inputs:
            case = Case(given | carry(outcomes[-1].arrays if outcomes else None))
            yield exercise.arguments(case, form)
            with np.errstate(all="ignore"):
                wanted = exercise.wanted(case)
            problems.append(outcomes[-1].problem or _say_shapes(exercise, outcomes[-1].arrays, wanted))
            if problems[-1]:
                return

    _, ended = run(function, calls(), exercise.returns, SECONDS, outcomes)
    if problems and problems[-1]:
        raise Unusable(problems[-1])
    if len(outcomes) < len(inputs):
        raise Unusable(say_stopped(SECONDS, ended))
    return [outcome.arrays for outcome in outcomes]


def _say_shapes(exercise, yours, wanted):
    pairs = zip(exercise.returns.items(), yours, wanted, strict=True)
    wrong = (say_shape(name, a.shape, b.shape, letters) for (name, letters), a, b in pairs if a.shape != b.shape)
    return next(wrong, "")


def remark(learner, wrong):
    """What is said under a picture that a learner's function has computed; `wrong` marks its cells."""
    name, verdict = _name(learner), learner.verdict
    if not verdict.attempted:
        first = name.capitalize() if name == NAMELESS else name
        return f"{first} is not written yet: this picture is the package's. Write it, and run this cell again."
    known = verdict.diagnosis in {one.name for one in learner.exercise.wrong}
    sentence = verdict.sentence if known else f"The check says: {verdict.sentence}"
    count = int(np.count_nonzero(wrong))
    if count:
        cells = "1 cell differs" if count == 1 else f"{count} cells differ"
        return f"Computed by {name}: {cells} from the package's, framed in red. {sentence}"
    agrees = f"Computed by {name}: every cell agrees with the package's"
    return f"{agrees}." if verdict.passed else f"{agrees} here. {sentence}"


def _name(learner):
    name = getattr(learner.function, "__name__", "<lambda>")
    return NAMELESS if name == "<lambda>" else name


def in_its_place(learner, problem):
    """A sentence where the picture would be."""
    again = "" if learner.verdict.diagnosis in NEVER else " The sliders go on working: other sizes may show more."
    words = f"There is no picture of {_name(learner)} here"
    return draw_card(words, "wrong", [problem + again], f"{words}. {problem}{again}")
