"""The name of what is wrong: one known mistake, or one in some of what comes back, or two at once."""

from rnnlab.check.comparing import same
from rnnlab.check.exercises import NothingToSay, NotItsMatter, as_tuple
from rnnlab.check.pairs import arguments_of, name_pair, telling_first
from rnnlab.check.parts import name_parts

EVERYWHERE, BUT_SILENT, BUT_FAILING = "", "it says nothing", "it fails"  # on which examples a mistake gives the same


def name_mistake(exercise, outcomes, wanted, repeated=True):
    """Name and sentence of what explains what comes back on every example, fewer mistakes first.

    Parameters
    ----------
    exercise : Exercise
    outcomes : list of Outcome
        One for each case.
    wanted : list of tuple of ndarray
    repeated : bool
        Whether two equal calls gave the same; two mistakes are looked for only there.

    Returns
    -------
    name, sentence : str
        Empty where nothing is found.
    whole : bool
        Whether all that is wrong is explained.
    """
    one, match = _find_one(exercise, outcomes, telling_first(exercise, outcomes, wanted))
    if match == EVERYWHERE:
        return one.name, one.sentence, True
    *pieces, whole = (
        (one.name, one.sentence, True) if one else name_parts(exercise, outcomes, wanted) or ("", "", False)
    )
    if not repeated or (not one and whole and "; " not in pieces[0]):
        return (*pieces, whole)
    pair = name_pair(exercise, outcomes, wanted, beside=one if match == BUT_SILENT else None)
    return (*pair, True) if pair else (*pieces, whole)


def _find_one(exercise, outcomes, order):
    """The known mistake that gives the same on the examples on which it has a result, and on which others not.

    None where there is none. One that fails where something came back counts only when no other is found.
    """
    partly = None, None
    for wrong in exercise.wrong:
        match = EVERYWHERE
        for n in order:
            try:
                arrays = as_tuple(wrong.function(*arguments_of(exercise, n)))
            except ValueError as error:
                if isinstance(error, NotItsMatter):
                    match = match or BUT_SILENT
                elif outcomes[n].arrays and not isinstance(error, NothingToSay):
                    match = BUT_FAILING
                continue
            if not same(outcomes[n].arrays, arrays):
                break
        else:
            if match != BUT_FAILING:
                return wrong, match
            partly = partly if partly[0] else (wrong, match)
    return partly
