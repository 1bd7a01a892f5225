"""Two known mistakes at once, at two places of one function."""

from time import process_time

from rnnlab.check.comparing import LARGEST, same
from rnnlab.check.exercises import NothingToSay, as_tuple
from rnnlab.check.places import Made
from rnnlab.check.ranking import likely_pairs

SECONDS, LEAST = 0.17, 4  # of work; examples that must fit
MEANT, RANDOM = 3, 4  # examples on which each mistake is tried alone


def name_pair(exercise, outcomes, wanted, beside=None):
    """Names and sentences of two mistakes that together give the same on every example on which they run, or None.

    The likely pairs come first. With `beside`, a mistake that fits where it says something, only another beside it is
    looked for, and together they must say something everywhere.
    """
    until = process_time() + SECONDS
    cases = exercise.cases
    wrong = [one for one in exercise.wrong if isinstance(one.function, Made)]
    order = telling_first(exercise, outcomes, wanted)
    numbers = {number for outcome in outcomes for a in outcome.arrays if a.size <= LARGEST for number in a.ravel()}
    if len(numbers) < 2 or not wrong or (beside and not all(outcome.arrays for outcome in outcomes)):
        return None  # of one number, anything can be the cause
    meant = [n for n, case in enumerate(cases) if case.meaning][:MEANT]
    probes = [*meant, *[n for n in order if not cases[n].meaning][:RANDOM]]

    def results(one):
        return [result_of(exercise, one.function, n) for n in probes]

    yours = [outcomes[n].arrays for n in probes]
    for first, second in likely_pairs(wrong, results, yours, [wanted[n] for n in probes]):
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
