"""Compare a learner's function with the right one and with every known wrong one, and name the difference."""

import numpy as np

from rnnlab.check.comparing import same, say_shape, say_values
from rnnlab.check.exercises import as_tuple
from rnnlab.check.forms import find_form, say_form
from rnnlab.check.outcomes import is_stub, say_kind, shorten
from rnnlab.check.parts import name_parts
from rnnlab.check.result import EMPTY, PASSED, Result
from rnnlab.check.running import run
from rnnlab.check.symptoms import defaults_of, globals_read, repeats, say_memory, say_other_weights, say_where

SECONDS = 2.0
HINTS = {
    "could not be broadcast": " Entry by entry (+, *) shapes must agree. Is a product meant, @, or is a .T missing?",
    "mismatch in its core": " @ is a product of matrices. Is * meant, entry by entry, or is a .T missing?",
    "math range error": " exp of a number that is too large. Can the largest be taken off all of them first?",
    "math domain error": " A logarithm of 0, or of less. Was a number rounded to 0 on the way?",
    "not aligned": " np.dot is a product of matrices. Is * meant, entry by entry, or is a .T missing?",
}
ENDLESS, NO_FUNCTION, OTHER_ARGUMENTS = "does not end", "not a function", "other arguments"


def diagnose(exercise, function, seconds=SECONDS):
    """The verdict on a learner's function.

    Parameters
    ----------
    exercise : Exercise
    function : the learner's; anything else is a verdict too
    seconds : float
        After so long it is stopped.

    Returns
    -------
    Result
    """
    if is_stub(function):
        return Result(exercise.name, EMPTY, "There is no function yet.")
    if not callable(function):
        return Result(exercise.name, NO_FUNCTION, say_no_function(function))
    form = find_form(exercise, function)
    refusal = say_form(exercise, function, form)
    if refusal:
        return Result(exercise.name, OTHER_ARGUMENTS, refusal)
    cases, defaults = exercise.cases, defaults_of(function)
    random = max(range(len(cases)), key=lambda k: cases[k].numbers)  # large: chance can hardly repeat itself
    calls = (exercise.arguments(case, form) for case in (*cases, cases[random]))
    outcomes, ended = run(function, calls, exercise.returns, seconds)
    printed = shorten(outcomes[0].printed, 200) if outcomes else ""
    if outcomes and outcomes[0].empty:
        return Result(exercise.name, EMPTY, outcomes[0].problem, printed=printed)
    if len(outcomes) <= len(cases):
        return Result(exercise.name, ENDLESS, say_stopped(seconds, ended), printed=printed)

    again = outcomes.pop()
    wanted = [exercise.wanted(case) for case in cases]
    failed = [k for k in range(len(cases)) if not same(outcomes[k].arrays, wanted[k])]
    changed = [name for name in cases[0].arrays if any(name in outcome.changed for outcome in outcomes)]
    repeated = repeats(outcomes[random], again)
    memory = say_memory(function, defaults, repeated)
    if not failed:
        found = _look_closer(outcomes, wanted, changed, "" if repeated else memory)
        return Result(exercise.name, *found, printed=printed)
    shown = min(failed, key=lambda k: (not cases[k].meaning, cases[k].numbers))
    mistake = _name_mistake(exercise, outcomes)
    *named, whole = (not mistake and name_parts(exercise, outcomes, wanted)) or ("", "", False)
    mistake = mistake or (whole and named)
    if mistake:
        shown = min(failed, key=lambda k: (not outcomes[k].arrays, not cases[k].meaning, cases[k].numbers))
    diagnosis, sentence = mistake or _find_symptom(exercise, function, form, cases[random], memory, seconds)
    if not diagnosis:
        diagnosis, sentence = named if named[0] else _say_difference(exercise, outcomes[shown], wanted[shown])
        sentence += say_where(cases, failed)
    if changed:
        sentence += f" It also changes {' and '.join(changed)} in place."
    return Result(
        exercise.name,
        diagnosis,
        sentence,
        case=cases[shown],
        wanted=wanted[shown],
        yours=outcomes[shown].arrays,
        names=tuple(exercise.returns),
        printed=shorten(outcomes[shown].printed, 200),
    )


def say_no_function(value):
    """That something is no function, in words."""
    return f"This is {say_kind(value)}, not a function: give the function itself, without calling it."


def say_stopped(seconds, ended):
    """That a function did not end, in words."""
    words = f"It did not finish within {seconds:g} seconds. Is there a loop without an end, or does it wait for input?"
    return words if ended else f"{words} It could not be stopped: restart the kernel."


def _look_closer(outcomes, wanted, changed, memory):
    """Name and sentence for a function whose numbers are all right."""
    done = f"Right on all {len(outcomes)} examples, of many shapes."
    if changed:
        return (
            f"{changed[0]} changed in place",
            f"The numbers are right, but {' and '.join(changed)} {'is' if len(changed) == 1 else 'are'} changed in "
            "place: whoever called the function has lost the old values. Make a new array instead.",
        )
    if memory:
        return "depends on the call before", memory
    for outcome, arrays in zip(outcomes, wanted, strict=True):
        for yours, right in zip(outcome.arrays, arrays, strict=True):
            if outcome.lists or yours.dtype == right.dtype or right.dtype.kind + yours.dtype.kind in ("ii", "iu"):
                continue
            if right.dtype.kind == "i":
                return PASSED, f"{done} One remark: yours is {yours.dtype}, and only whole numbers (int) can pick rows."
            words = f"yours is {yours.dtype} where the arguments are {right.dtype}"
            if not np.can_cast(right.dtype, yours.dtype):
                return "dtype changed", f"The numbers agree, but not their dtype: {words}. Keep that of the arguments."
            return PASSED, f"{done} One remark: {words}; np.empty(…, dtype=…) can keep it."
    return PASSED, done


def _name_mistake(exercise, outcomes):
    """Name and sentence of the known mistake that gives the same on every example on which it runs, or None."""
    for wrong in exercise.wrong:
        for case, outcome in zip(exercise.cases, outcomes, strict=True):
            try:
                arrays = as_tuple(wrong.function(*exercise.arguments(case)[0]))
            except ValueError:  # shapes on which this mistake has no result
                continue
            if not same(outcome.arrays, arrays):
                break
        else:
            return wrong.name, wrong.sentence
    return None


def _find_symptom(exercise, function, form, case, memory, seconds):
    """Name and sentence of what is wrong with it whatever it computes; two empty texts where nothing is."""
    found = exercise.weights and say_other_weights(exercise, function, form, case, seconds)
    if found:
        return found
    if memory:
        return "depends on the call before", memory
    outside = globals_read(function)
    if outside:
        names = " and ".join(outside)
        return "depends on a global", (
            f"It reads {names} from outside the function. Called with other sizes, that no longer fits: use the "
            "arguments alone, and take sizes from their shapes."
        )
    return "", ""


def _say_difference(exercise, outcome, wanted):
    """Name and sentence of what is wrong with the result of one example."""
    if outcome.problem:
        hint = next((hint for words, hint in HINTS.items() if outcome.raised and words in outcome.problem), "")
        return (f"raises {outcome.raised}" if outcome.raised else "no such arrays"), outcome.problem + hint
    for (name, letters), yours, right in zip(exercise.returns.items(), outcome.arrays, wanted, strict=True):
        if yours.shape != right.shape:
            return "wrong shape", say_shape(name, yours.shape, right.shape, letters)
        if not same((yours,), (right,)):
            return "wrong numbers", say_values(name, yours, right)
    raise AssertionError("this is called with a result that is wrong")
