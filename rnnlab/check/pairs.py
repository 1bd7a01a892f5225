"""Two known mistakes at once, at two places of one function."""

from itertools import combinations
from time import process_time

from rnnlab.check.comparing import LARGEST, same
from rnnlab.check.exercises import NothingToSay, as_tuple
from rnnlab.check.places import Made

SECONDS, PROBES, LEAST = 0.15, 4, 4  # of work; random examples that are looked at first; examples that must fit


def name_pair(exercise, outcomes, wanted):
    """Names and sentences of two mistakes that together give the same on every example on which they run, or None.

    Pairs with fewer places come first; and before all others those of which neither mistake is ruled out: where
    the one changes nothing, the other alone must give what came back.
    """
    until = process_time() + SECONDS
    cases = exercise.cases
    wrong = [one for one in exercise.wrong if isinstance(one.function, Made)]
    telling = [n for n in _by_size(cases) if outcomes[n].arrays and not same(outcomes[n].arrays, wanted[n])]
    numbers = {number for n in telling for array in outcomes[n].arrays for number in array.flat[:LARGEST]}
    if len(numbers) < 2 or not wrong:  # of one number, anything can be the cause
        return None
    random = [n for n in telling if not cases[n].meaning] or telling
    probes = [*(n for n, case in enumerate(cases) if case.meaning), *random[len(random) // 4 :][:PROBES]]
    alone = [_Alone(exercise, one.function, outcomes, wanted, probes) for one in wrong]
    order = [random[len(random) // 3], *sorted(telling), *(n for n in range(len(cases)) if n not in telling)]
    for first, second in _ranked(wrong, alone):
        if process_time() > until:
            return None
        both = first.function | second.function
        if _fits(exercise, both, outcomes, list(dict.fromkeys(order))):
            return f"{first.name}; {second.name}", f"{first.sentence} And: {second.sentence}"
    return None


def _by_size(cases):
    return sorted(range(len(cases)), key=lambda n: cases[n].numbers)


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


def _fits(exercise, function, outcomes, order):
    """Whether a function gives what came back on every example on which it has a result, and that it has enough."""
    compared = 0
    for n in order:
        arrays = result_of(exercise, function, n)
        if arrays is not None and not same(outcomes[n].arrays, arrays):
            return False
        compared += bool(arrays)
    return compared >= LEAST


def result_of(exercise, function, n):
    """What a mistake gives on an example, as a tuple: an empty one where it fails, None where it says nothing."""
    try:
        return as_tuple(function(*(exercise.cases[n].arrays[name] for name in exercise.forms[0])))
    except NothingToSay:
        return None
    except ValueError:
        return ()
