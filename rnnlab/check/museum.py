"""Famous bugs: a learner's assertion must hold for the right function and fail for the broken one."""

from functools import wraps

from rnnlab.check.diagnosis import ENDLESS, SECONDS, say_stopped
from rnnlab.check.outcomes import is_stub
from rnnlab.check.result import EMPTY, PASSED, Result
from rnnlab.check.running import run

PIECES = {
    "stack for cat": 1,
    "W_hh not square": 1,
    "σ(2x) for σ(x)": 2,
    "never carried": 3,
    "no tanh": 3,
    "one bias for all": 4,
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
    if piece not in PIECES:
        raise ValueError(f"piece is {piece!r}, but it must be one of {', '.join(map(repr, PIECES))}.")
    name = NAME.format(piece)
    if is_stub(assertion):
        return Result(name, EMPTY, "There is no assertion yet.")

    @wraps(assertion)
    def holds(function):
        try:
            answer = assertion(function)
        except AssertionError:
            return 0
        return answer if answer is ... else 1 if answer is None else bool(answer)

    outcomes, ended = run(holds, [([right], {}), ([wrong], {})], {"verdict": "()"}, seconds)
    if len(outcomes) < 2:
        return Result(name, ENDLESS, say_stopped(seconds, ended))
    with_right, with_wrong = outcomes
    if with_right.empty or with_wrong.empty:
        return Result(name, EMPTY, with_right.problem or with_wrong.problem)
    if with_right.problem:
        return Result(name, f"raises {with_right.raised}", f"With the right function: {with_right.problem}")
    if with_wrong.problem:
        sentence = f"With the broken function: {with_wrong.problem} Choose an input on which it runs, wrongly."
        return Result(name, f"raises {with_wrong.raised}", sentence)
    accepts_right, accepts_wrong = (bool(outcome.arrays[0]) for outcome in outcomes)
    if not accepts_right:
        return Result(name, "refuses the right function", "Your assertion fails for the right function too.")
    if accepts_wrong:
        return Result(name, "misses the bug", "Your assertion holds for the broken function too: it sees no bug.")
    return Result(name, PASSED, "Your assertion holds for the right function, and fails for the broken one.")
