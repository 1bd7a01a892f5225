"""The name of what is wrong: one known mistake, or one in some of what comes back, or two at once."""

from rnnlab.check.comparing import same
from rnnlab.check.exercises import as_tuple
from rnnlab.check.pairs import name_pair
from rnnlab.check.parts import name_parts


def name_mistake(exercise, outcomes, wanted):
    """Name and sentence of what explains what comes back on every example, fewer mistakes first.

    Parameters
    ----------
    exercise : Exercise
    outcomes : list of Outcome
        One for each case.
    wanted : list of tuple of ndarray

    Returns
    -------
    name, sentence : str
        Empty where nothing is found.
    whole : bool
        Whether all that is wrong is explained.
    """
    one = _name_one(exercise, outcomes)
    if one:
        return *one, True
    *pieces, whole = name_parts(exercise, outcomes, wanted) or ("", "", False)
    pair = None if whole and "; " not in pieces[0] else name_pair(exercise, outcomes, wanted)
    return (*pair, True) if pair else (*pieces, whole)


def _name_one(exercise, outcomes):
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
