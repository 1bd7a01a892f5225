"""Compare a learner's function with the right one and with every known wrong one, and name the difference."""

import inspect

import numpy as np

from rnnlab.check.comparing import same, say_shape, say_values
from rnnlab.check.exercises import as_tuple
from rnnlab.check.outcomes import is_stub, say_kind, shorten
from rnnlab.check.result import EMPTY, PASSED, Result
from rnnlab.check.running import run
from rnnlab.check.symptoms import globals_read, repeats, say_where, uses_other_weights

SECONDS = 2.0
ENDLESS, OTHER_ARGUMENTS = "does not end", "other arguments"
KEEPS = (
    "Two calls with the same arguments gave different results: it keeps something from the call before, outside "
    "itself, or it draws random numbers."
)


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
        sentence = f"This is {say_kind(function)}, not a function: give the function itself, without calling it."
        return Result(exercise.name, "not a function", sentence)
    form = find_form(exercise, function)
    if form is None:
        return Result(exercise.name, OTHER_ARGUMENTS, say_form(exercise, function))
    cases = exercise.cases
    random = next(k for k, case in enumerate(cases) if case.sizes)
    calls = (exercise.arguments(case, form) for case in (*cases, cases[random]))
    outcomes, ended = run(function, calls, exercise.returns, seconds)
    if outcomes and outcomes[0].empty:
        return Result(exercise.name, EMPTY, outcomes[0].problem)
    if len(outcomes) <= len(cases):
        return Result(exercise.name, ENDLESS, say_stopped(seconds, ended))

    again = outcomes.pop()
    wanted = [exercise.wanted(case) for case in cases]
    failed = [k for k in range(len(cases)) if not same(outcomes[k].arrays, wanted[k])]
    changed = [name for name in cases[0].arrays if any(name in outcome.changed for outcome in outcomes)]
    if not failed:
        forgets = repeats(outcomes[random], again)
        diagnosis, sentence = _look_closer(exercise, outcomes, wanted, changed, forgets)
        return Result(exercise.name, diagnosis, sentence)
    shown = min(failed, key=lambda k: (not cases[k].meaning, cases[k].numbers))
    mistake = _name_mistake(exercise, outcomes, wanted)
    if mistake:
        shown = min(failed, key=lambda k: (not outcomes[k].arrays, not cases[k].meaning, cases[k].numbers))
    diagnosis, sentence = mistake or _find_symptom(exercise, function, form, outcomes[random], again, seconds)
    if not diagnosis:
        diagnosis, sentence = _say_difference(exercise, outcomes[shown], wanted[shown])
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


def find_form(exercise, function):
    """The number of the first form of arguments that the function takes, or None."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # some functions written in C do not tell
        return 0
    for k, form in enumerate(exercise.forms):
        try:
            signature.bind(*form)
        except TypeError:
            continue
        return k
    return None


def say_form(exercise, function):
    """That a function takes other arguments than it is called with."""
    wanted = " or ".join(f"({', '.join(form)})" for form in exercise.forms)
    taken = shorten(str(inspect.signature(function)), 100)
    return f"Your function takes {taken}, but it is called, by position, with {wanted}."


def say_stopped(seconds, ended):
    """That a function did not end, in words."""
    words = f"It did not come back within {seconds:g} seconds and was stopped: is there a loop without an end?"
    return words if ended else f"{words} It is still running, for nothing could stop it: restart the kernel."


def _look_closer(exercise, outcomes, wanted, changed, forgets):
    """The verdict on a function whose numbers are all right."""
    done = f"Right on all {len(outcomes)} examples, of many shapes."
    if changed:
        return (
            f"{changed[0]} changed in place",
            f"The numbers are right, but {' and '.join(changed)} {'is' if len(changed) == 1 else 'are'} changed in "
            "place: whoever called the function has lost the old values. Make a new array instead.",
        )
    if not forgets:
        return "depends on the call before", KEEPS
    for outcome, arrays in zip(outcomes, wanted, strict=True):
        for yours, right in zip(outcome.arrays, arrays, strict=True):
            if outcome.lists or yours.dtype == right.dtype:
                continue
            words = f"yours is {yours.dtype} where the arguments are {right.dtype}"
            if exercise.keeps_dtype or not np.can_cast(right.dtype, yours.dtype):
                return "dtype changed", f"The numbers agree, but not their dtype: {words}. Keep that of the arguments."
            return PASSED, f"{done} One remark: {words}; np.empty(…, dtype=x.dtype) keeps it."
    return PASSED, done


def _name_mistake(exercise, outcomes, wanted):
    """Name and sentence of the known mistake that gives the same on every example on which it runs, or None."""
    for wrong in exercise.wrong:
        seen = 0
        for case, outcome, right in zip(exercise.cases, outcomes, wanted, strict=True):
            try:
                arrays = as_tuple(wrong.function(*exercise.arguments(case)[0]))
            except ValueError:  # shapes on which this mistake has no result
                continue
            if not same(outcome.arrays, arrays):
                break
            seen += not same(arrays, right)
        else:
            if seen > 1:
                return wrong.name, wrong.sentence
    return None


def _find_symptom(exercise, function, form, first, again, seconds):
    """Name and sentence of what is wrong with it whatever it computes; two empty texts where nothing is."""
    case = next(case for case in exercise.cases if case.sizes)
    if exercise.weights and uses_other_weights(exercise, function, form, case, seconds):
        weights, name = exercise.weights
        return name, (
            f"Your result does not follow {weights}: it is made with other weights, drawn inside the function. "
            f"The same {weights}, the one given, serves every step."
        )
    if not repeats(first, again):
        return "depends on the call before", KEEPS
    outside = globals_read(function)
    if outside:
        return "depends on a global", (
            f"It reads {', '.join(outside)}, which is no argument but a variable outside the function. In other "
            "examples that is another thing, or nothing: use the arguments alone."
        )
    return "", ""


def _say_difference(exercise, outcome, wanted):
    """Name and sentence of what is wrong with the result of one example."""
    if outcome.problem:
        return (f"raises {outcome.raised}" if outcome.raised else "no such arrays"), outcome.problem
    for (name, letters), yours, right in zip(exercise.returns.items(), outcome.arrays, wanted, strict=True):
        if yours.shape != right.shape:
            return "wrong shape", say_shape(name, yours.shape, right.shape, letters)
        if not same((yours,), (right,)):
            return "wrong numbers", say_values(name, yours, right)
    raise AssertionError("this is called with a result that is wrong")
