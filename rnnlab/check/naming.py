"""The name of what is wrong: one known mistake, or one in some of what comes back, or two at once."""

from rnnlab.check.comparing import same
from rnnlab.check.exercises import NotItsMatter, as_tuple
from rnnlab.check.pairs import arguments_of, name_pair, telling_first
from rnnlab.check.parts import name_parts


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
    one, complete = _find_one(exercise, outcomes, telling_first(exercise, outcomes, wanted))
    if one and complete:
        return one.name, one.sentence, True
    *pieces, whole = (
        (one.name, one.sentence, True) if one else name_parts(exercise, outcomes, wanted) or ("", "", False)
    )
    enough = not repeated or (not one and whole and "; " not in pieces[0])
    pair = None if enough else name_pair(exercise, outcomes, wanted, beside=one)
    return (*pair, True) if pair else (*pieces, whole)


def _find_one(exercise, outcomes, order):
    """The known mistake that gives the same on every example, and whether it has something to say on each.

    On shapes on which it fails it need not. None where there is none.
    """
    for wrong in exercise.wrong:
        complete = True
        for n in order:
            try:
                arrays = as_tuple(wrong.function(*arguments_of(exercise, n)))
            except ValueError as error:
                complete = complete and not isinstance(error, NotItsMatter)
                continue
            if not same(outcomes[n].arrays, arrays):
                break
        else:
            return wrong, complete
    return None, False
