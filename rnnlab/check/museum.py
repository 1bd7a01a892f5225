"""Famous bugs: a learner's assertion must hold for the right function and fail for the broken one."""

from functools import partial, wraps
from types import FunctionType

from rnnlab.check.diagnosis import ENDLESS, NO_FUNCTION, SECONDS, say_no_function, say_stopped
from rnnlab.check.faults import verdict_of
from rnnlab.check.outcomes import is_stub, shorten
from rnnlab.check.outside import steps_in
from rnnlab.check.result import EMPTY, PASSED, Result
from rnnlab.check.running import run

PIECES = {
    "stack for cat": 1,
    "W_hh not square": 1,
    "σ(2x) for σ(x)": 2,
    "never carried": 3,
    "no tanh": 3,
    "one bias for all": 4,
    "forget bias twice": 5,
    "only the last piece": 6,
    "reset on the other side": 7,
    "Adam uncorrected": 8,
    "another sigmoid": 9,
}
NAME = "museum: {}"


def judge_assertion(piece, assertion, right, wrong, seconds=SECONDS):
    """The verdict on an assertion about a function of the museum.

    Parameters
    ----------
    piece : str
        A name of PIECES.
    assertion : function of one argument
        The learner's: it is given a function, and asserts something about what that computes, or
        returns whether it holds.
    right, wrong : function
        What the assertion must accept, and what it must refuse.
    seconds : float

    Returns
    -------
    Result

    Raises
    ------
    ValueError
        A piece that is not in the museum.
    """
    if not isinstance(piece, str) or piece not in PIECES:
        raise ValueError(f"piece is {piece!r}, but it must be one of {', '.join(map(repr, PIECES))}.")
    return verdict_of(NAME.format(piece), partial(_judge, NAME.format(piece)), assertion, right, wrong, seconds)


def _judge(name, faults, assertion, right, wrong, seconds):
    if is_stub(assertion):
        return Result(name, EMPTY, "There is no assertion yet.")
    if not callable(assertion):
        return Result(name, NO_FUNCTION, say_no_function(assertion))
    asserts = _asserts(assertion)

    @wraps(assertion)
    def holds(function):
        try:
            answer = assertion(function)
        except AssertionError:
            return 0
        if answer is ... and not asserts:
            return answer
        return 1 if answer is None or answer is ... else bool(answer)

    outcomes, ended = run(holds, [([right], {}), ([wrong], {})], {"verdict": "()"}, seconds)
    printed = shorten(outcomes[0].printed, 200) if outcomes else ""

    def verdict(diagnosis, sentence):
        return Result(name, diagnosis, sentence, printed=printed)

    if len(outcomes) < 2:
        return verdict(ENDLESS, say_stopped(seconds, ended))
    with_right, with_wrong = outcomes
    if with_right.empty or with_wrong.empty:
        return verdict(EMPTY, with_right.problem or with_wrong.problem)
    if with_right.problem:
        return verdict(f"raises {with_right.raised}", f"With the right function: {with_right.problem}")
    if with_wrong.problem:
        return verdict(
            f"raises {with_wrong.raised}",
            f"It stops with an error before it can judge the broken function. {with_wrong.problem} Choose an input "
            "on which both run.",
        )
    accepts_right, accepts_wrong = (bool(outcome.arrays[0]) for outcome in outcomes)
    if not accepts_right:
        return verdict("refuses the right function", "Your assertion fails for the right function too.")
    if accepts_wrong:
        hint = "" if asserts else " Nothing is asserted in it: write assert in front of a comparison, or return it."
        return verdict("misses the bug", f"Your assertion holds for the broken function too: it sees no bug.{hint}")
    return verdict(PASSED, "Your assertion holds for the right function, and fails for the broken one.")


def _asserts(function):
    """Whether there is an assert, or a call of a function of that name, in its code."""
    if not isinstance(function, FunctionType):
        return False
    return any(
        "ASSERTION" in step.opname or str(step.argval).startswith("assert") or "AssertionError" in step.argrepr
        for step in steps_in(function.__code__)
    )
