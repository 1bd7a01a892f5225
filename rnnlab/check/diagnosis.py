"""Compare a learner's function with the right one and with every known wrong one, and name the difference."""

from time import monotonic

from rnnlab.check.comparing import LARGEST, same, say_shape, say_values
from rnnlab.check.faults import verdict_of
from rnnlab.check.forms import find_form, say_form
from rnnlab.check.naming import name_mistake
from rnnlab.check.outcomes import NOTHING, is_stub, say_kind, shorten
from rnnlab.check.outside import say_outside
from rnnlab.check.passing import look_closer
from rnnlab.check.probes import say_where, say_where_to_look
from rnnlab.check.result import EMPTY, PASSED, Result
from rnnlab.check.running import Trial, run
from rnnlab.check.symptoms import REMEMBERS, UNEQUAL, kept_by, repeats, say_memory, say_other_weights

SECONDS = 2.0
HINTS = {
    "could not be broadcast": " Entry by entry (+, *) shapes must agree. Is a product meant, @, or is a .T missing?",
    "mismatch in its core": " @ is a product of matrices. Is * meant, entry by entry, or is a .T missing?",
    "math range error": " exp of a number that is too large. Can the largest be taken off all of them first?",
    "math domain error": " A logarithm of 0, or of less. Was a number rounded to 0 on the way?",
    "not aligned": " np.dot is a product of matrices. Is * meant, entry by entry, or is a .T missing?",
}
ENDLESS, NO_FUNCTION, OTHER_ARGUMENTS = "does not end", "not a function", "other arguments"
KEEPS = "what it keeps between calls"
PRINTS = "printed, not returned", "It prints, and returns nothing. print shows a value; only return hands it back."


def diagnose(exercise, function, seconds=SECONDS):
    """The verdict on a learner's function: whatever that is and does, and whatever fails in here, there is one.

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
    return verdict_of(exercise.name, _judge, exercise, function, seconds)


def _judge(faults, exercise, function, seconds):
    if is_stub(function):
        return Result(exercise.name, EMPTY, "There is no function yet.")
    if not callable(function):
        return Result(exercise.name, NO_FUNCTION, say_no_function(function))
    form = find_form(exercise, function)
    refusal = say_form(exercise, function, form)
    if refusal:
        return Result(exercise.name, OTHER_ARGUMENTS, refusal)
    cases, kept = exercise.cases, faults.ask(KEEPS, kept_by, function, otherwise=([], {}))
    wanted = [exercise.wanted(case) for case in cases]  # before the function could put another one in NumPy's place
    trial = Trial(exercise, function, form, monotonic() + seconds)
    largest = max(range(len(cases)), key=lambda k: cases[k].numbers)  # chance can hardly repeat itself
    order = [*(k for k in range(len(cases)) if k != largest), largest]  # the last is called twice, at once
    calls = (exercise.arguments(cases[k], form) for k in (*order, largest))
    outcomes, ended = run(function, calls, exercise.returns, seconds)
    printed = shorten(outcomes[0].printed, 200) if outcomes else ""
    if outcomes and outcomes[0].empty:
        silent = not printed or outcomes[0].problem != NOTHING
        return Result(exercise.name, *((EMPTY, outcomes[0].problem) if silent else PRINTS), printed=printed)
    if len(outcomes) <= len(cases):
        sentence = say_stopped(seconds, ended, any(one.much for one in outcomes))
        return Result(exercise.name, ENDLESS, sentence, printed=printed)

    outcomes = exercise.compared(outcomes, [cases[k] for k in (*order, largest)])
    again = outcomes.pop()
    outcomes = [outcome for _, outcome in sorted(zip(order, outcomes, strict=True), key=lambda pair: pair[0])]
    failed = [k for k in range(len(cases)) if not same(outcomes[k].arrays, wanted[k])]
    changed = list(dict.fromkeys(name for outcome in outcomes for name in outcome.changed))
    repeated = repeats(outcomes[largest], again)
    memory = faults.ask(KEEPS, say_memory, function, kept, repeated, otherwise="" if repeated else UNEQUAL)
    if not failed:
        mine = [name for name in changed if name in cases[0].arrays]
        given = outcomes, wanted, mine, "" if repeated else memory
        found = faults.ask("what may still be wrong", look_closer, *given, otherwise=(PASSED, "The numbers are right."))
        return Result(exercise.name, *found, printed=printed)
    given = exercise, outcomes, wanted, repeated
    diagnosis, sentence, whole = faults.ask("a name of it", name_mistake, *given, otherwise=("", "", False))
    shown = min(failed, key=lambda k: (not _has_nan(outcomes[k]), whole and not outcomes[k].arrays, *_size(cases[k])))
    if not whole:
        part, remembers = (diagnosis, sentence), (REMEMBERS, memory) if memory else ("", "")
        given = trial, cases, cases[largest], remembers
        diagnosis, sentence = faults.ask("a sign of it", _find_symptom, *given, otherwise=remembers)
        if not diagnosis:
            diagnosis, sentence = part if part[0] else _say_difference(exercise, outcomes[shown], wanted[shown])
            sentence += faults.ask("where it is right", _say_where, trial, cases, failed, otherwise="")
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


def _has_nan(outcome):
    return any((array != array).any() for array in outcome.arrays if array.size <= LARGEST)


def _size(case):
    """How easily an example is understood: first those that mean something, then the small ones."""
    return not case.meaning, case.numbers


def say_no_function(value):
    """That something is no function, in words."""
    return f"This is {say_kind(value)}, not a function: give the function itself, without calling it."


def say_stopped(seconds, ended, much=False):
    """That a function did not end, in words, perhaps because it had much to print."""
    words = f"It did not finish within {seconds:g} seconds. Is there a loop without an end, or does it wait for input?"
    if much:
        words = (
            f"It did not finish within {seconds:g} seconds, for it prints very much: take the print out of the loop."
        )
    return words if ended else f"{words} It could not be stopped: restart the kernel."


def _find_symptom(trial, cases, largest, remembers):
    """Name and sentence of what is wrong with it whatever it computes; two empty texts where nothing is."""
    found = trial.exercise.weights and say_other_weights(trial, largest)
    if found:
        return found
    return remembers if remembers[0] else say_outside(trial, cases)


def _say_where(trial, cases, failed):
    return say_where(cases, failed) or say_where_to_look(trial, cases, failed)


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
