"""Known mistakes in some of what comes back: in one array of several, or in one block of an array."""

from functools import partial

import numpy as np

from rnnlab.check.comparing import same
from rnnlab.check.exercises import as_tuple


def name_parts(exercise, outcomes, wanted):
    """Names and sentences of the known mistakes that explain what comes back piece by piece.

    A piece is an array, or one of the blocks side by side in it. Each mistake is looked for in the
    arrays as they stand, and, where that explains nothing, in those in another order.

    Parameters
    ----------
    exercise : Exercise
    outcomes : list of Outcome
        One for each case.
    wanted : list of tuple of ndarray

    Returns
    -------
    name, sentence : str
    all : bool
        Whether every wrong piece is explained. Or None where nothing is.
    """
    if len(exercise.returns) == 1 or any(len(outcome.arrays) != len(exercise.returns) for outcome in outcomes):
        return None
    mine, known = [outcome.arrays for outcome in outcomes], [(None, wanted)]
    known += [(wrong, results) for wrong in exercise.wrong if (results := _results(exercise, wrong))]
    found = _in_another_order(exercise, list(exercise.returns), mine, known)
    if found:
        return found
    cut = partial(_cut, exercise)
    names, mine = cut(exercise.returns), [cut(arrays) for arrays in mine]
    known = [(wrong, [cut(arrays) for arrays in results]) for wrong, results in known]
    return (exercise.blocks and _in_another_order(exercise, names, mine, known)) or _piece_by_piece(names, mine, known)


def _cut(exercise, arrays):
    """The pieces of some arrays, or their names."""
    pieces = []
    for array, name in zip(arrays, exercise.returns, strict=True):
        letters = exercise.blocks.get(name, "")
        if isinstance(array, str):
            pieces += [f"{name}_{letter}" for letter in letters] or [name]
        else:
            pieces += np.array_split(array, len(letters), axis=-1) if letters and array.ndim else [array]
    return pieces


def _results(exercise, wrong):
    """What a known mistake gives on every case, or None where it has no result on some."""
    try:
        return [as_tuple(wrong.function(*exercise.arguments(case)[0])) for case in exercise.cases]
    except ValueError:
        return None


def _matches(mine, other, k, j):
    """Whether my piece k is piece j of another result on every case."""
    pairs = list(zip(mine, other, strict=True))[::-1]  # the last are large: most differ there at once
    return all(same((one[k],), (another[j],)) for one, another in pairs)


def _in_another_order(exercise, names, mine, known):
    """That all pieces are right, or one mistake's, but stand in another order."""
    for wrong, other in known:
        order = []
        for k in range(len(names)):
            places = [j for j in range(len(names)) if _matches(mine, other, k, j)]
            if len(places) != 1:
                break
            order += places
        if len(set(order)) == len(names) and order != sorted(order):
            name, words = _say_order(exercise, names, [names[j] for j in order])
            return (f"{name}; {wrong.name}", f"{words} And: {wrong.sentence}", True) if wrong else (name, words, True)
    return None


def _say_order(exercise, names, found):
    moved = [name for name, wanted in zip(found, names, strict=True) if name != wanted]
    for array, letters in exercise.blocks.items():
        if all(name.startswith(f"{array}_") for name in moved):
            order = ", ".join(name[-1] for name in found if name.startswith(f"{array}_"))
            words = f"The blocks of {array} come back as {order}. They stand as {', '.join(letters)}."
            return f"block order {order}", words
    return f"{', '.join(found)} returned", f"They come back as {', '.join(found)}: return {', '.join(names)}."


def _piece_by_piece(names, mine, known):
    """The mistakes that explain the wrong pieces: first what explains most, of two what changes less."""
    (_, right), *known = known
    left = {k for k in range(len(names)) if not _matches(mine, right, k, k)}
    explained = []
    for wrong, other in known:
        hits = {k for k in left if _matches(mine, other, k, k)}
        changed = {k for k in range(len(names)) if hits and not _matches(other, right, k, k)}
        if len(changed) > 1:  # zeros can have many causes
            hits = {k for k in hits if any(pieces[k].any() for pieces in other)}
        if hits:
            explained.append((wrong, hits, changed))
    said = []
    while left and explained:
        wrong, hits, changed = max(explained, key=lambda one: (len(one[1] & left), -len(one[2])))
        if not hits & left:
            break
        said.append((wrong, "" if changed <= hits & left else _join(names, hits & left)))
        left -= hits
    if not said:
        return None
    name = "; ".join(f"{wrong.name} in {where}" if where else wrong.name for wrong, where in said)
    sentence = " ".join(f"In {where}: {wrong.sentence}" if where else wrong.sentence for wrong, where in said)
    if left:
        rest = _join(names, left)
        name, sentence = f"{name}; more in {rest}", f"{sentence} Something else is wrong in {rest}."
    return name, sentence, not left


def _join(names, numbers):
    *most, last = [names[k] for k in sorted(numbers)]
    return f"{', '.join(most)} and {last}" if most else last
