"""Two known mistakes at once, at two places of one function."""

from itertools import combinations
from time import process_time

from rnnlab.check.comparing import LARGEST, same
from rnnlab.check.exercises import NothingToSay, as_tuple
from rnnlab.check.places import Made

SECONDS, PROBES, LEAST = 0.17, 4, 4  # of work; random examples that are looked at first; examples that must fit


def name_pair(exercise, outcomes, wanted, beside=None):
    """Names and sentences of two mistakes that together give the same on every example on which they run, or None.

    Pairs with fewer places come first; and before all others those of which neither mistake is ruled out: where
    the one changes nothing, the other alone must give what came back. With `beside`, a mistake that fits where it
    says something, only another beside it is looked for, and together they must say something everywhere.
    """
    until = process_time() + SECONDS
    cases = exercise.cases
    wrong = [one for one in exercise.wrong if isinstance(one.function, Made)]
    order = telling_first(exercise, outcomes, wanted)
    numbers = {number for outcome in outcomes for a in outcome.arrays if a.size <= LARGEST for number in a.ravel()}
    if len(numbers) < 2 or not wrong or (beside and not all(outcome.arrays for outcome in outcomes)):
        return None  # of one number, anything can be the cause
    probes = [*(n for n, case in enumerate(cases) if case.meaning), *(n for n in order if not cases[n].meaning)]
    alone = [_Alone(exercise, one.function, outcomes, wanted, probes[: 3 + PROBES]) for one in wrong]
    for first, second in _ranked(wrong, alone):
        if process_time() > until:
            return None
        if beside and beside not in (first, second):
            continue
        both = first.function | second.function
        if _fits(exercise, both, outcomes, order, bool(beside)):
            return f"{first.name}; {second.name}", f"{first.sentence} And: {second.sentence}"
    return None


def telling_first(exercise, outcomes, wanted):
    """The numbers of the examples: first a random one of middle size that is wrong, then the others that are wrong."""
    cases = exercise.cases

    def silent(n):
        return not outcomes[n].arrays or same(outcomes[n].arrays, wanted[n])

    order = sorted(range(len(cases)), key=lambda n: (silent(n), bool(cases[n].meaning), cases[n].numbers))
    middle = sum(not silent(n) and not cases[n].meaning for n in order) // 3
    return [*order[middle:], *order[:middle]]


class _Alone:
    """On which probes one mistake alone gives what came back, and on which it changes nothing, as bits."""

    def __init__(self, exercise, function, outcomes, wanted, probes):
        self.fits = self.silent = 0
        for bit, n in enumerate(probes):
            arrays = result_of(exercise, function, n)
            self.fits |= (arrays is None or same(outcomes[n].arrays, arrays)) << bit
            self.silent |= (arrays is not None and same(wanted[n], arrays)) << bit


def _ranked(wrong, alone):
    """The pairs at different places, the likely ones first."""
    pairs = []
    for a, b in combinations(range(len(wrong)), 2):
        if not wrong[a].function.meets(wrong[b].function):
            against = (alone[a].silent & ~alone[b].fits).bit_count() + (alone[b].silent & ~alone[a].fits).bit_count()
            size = len(wrong[a].function.parts) + len(wrong[b].function.parts)
            pairs.append((against > 0, size, against, a, b))
    return ((wrong[a], wrong[b]) for *_, a, b in sorted(pairs))


def _fits(exercise, function, outcomes, order, everywhere):
    """Whether a function gives what came back on every example on which it has a result, and that it has enough."""
    compared = 0
    for n in order:
        arrays = result_of(exercise, function, n)
        if everywhere if arrays is None else not same(outcomes[n].arrays, arrays):
            return False
        compared += bool(arrays)
    return compared >= LEAST


def arguments_of(exercise, n):
    """The arguments of an example, for a mistake: it changes none of them."""
    return [exercise.cases[n].arrays[name] for name in exercise.forms[0]]


def result_of(exercise, function, n):
    """What a mistake gives on an example, as a tuple: an empty one where it fails, None where it says nothing."""
    try:
        return as_tuple(function(*arguments_of(exercise, n)))
    except NothingToSay:
        return None
    except ValueError:
        return ()
