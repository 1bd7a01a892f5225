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
    cut, mine = partial(_cut, exercise), [outcome.arrays for outcome in outcomes]
    known = [(None, wanted), *_alike(exercise, cut, mine, wanted)]
    found = _in_another_order(exercise, list(exercise.returns), mine, known)
    if found:
        return found
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
            pieces += np.array_split(np.atleast_1d(array), len(letters), axis=-1) if letters else [array]
    return pieces


def _alike(exercise, cut, mine, wanted):
    """The mistakes that give a wrong piece on the largest case on which it is wrong, each with its results on all."""
    cases, probes = exercise.cases, {}
    for n in sorted(range(len(cases)), key=lambda n: cases[n].numbers):
        for k, pair in enumerate(zip(cut(mine[n]), cut(wanted[n]), strict=True)):
            if not same(pair[:1], pair[1:]):
                probes[k] = n

    def results(wrong, n):
        return as_tuple(wrong.function(*exercise.arguments(cases[n])[0]))

    for wrong in exercise.wrong:
        try:
            made = {n: cut(results(wrong, n)) for n in set(probes.values())}
            if any(same((cut(mine[n])[k],), (one,)) for k, n in probes.items() for one in made[n]):
                yield wrong, [results(wrong, n) for n in range(len(cases))]
        except ValueError:  # shapes on which this mistake has no result
            continue


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
    explained = [(wrong, *_explains(left, mine, right, other)) for wrong, other in known]
    said, heard = [], set()
    while left and explained:
        wrong, hits, changed = max(explained, key=lambda one: (len(one[1] & left), -len(one[2])))
        if not hits & left:
            break
        where = "" if changed <= hits & left else _join(names, hits & left)
        new = [part for part in _single(wrong) if part not in heard]
        if new:
            said.append(("; ".join(name for name, _ in new), " And: ".join(words for _, words in new), where))
        heard.update(new)
        left -= hits
    if not said:
        return None
    name = "; ".join(f"{name} in {where}" if where else name for name, _, where in said)
    sentence = " ".join(f"In {where}: {words}" if where else words for _, words, where in said)
    if left:
        rest = _join(names, left)
        name, sentence = f"{name}; more in {rest}", f"{sentence} Something else is wrong in {rest}."
    return name, sentence, not left


def _explains(left, mine, right, other):
    """Which of the pieces that are left a mistake explains, and which it changes at all."""
    hits = {k for k in left if _matches(mine, other, k, k)}
    changed = {k for k in range(len(right[0])) if hits and not _matches(other, right, k, k)}
    return hits, changed


def _single(wrong):
    """The name and the sentence of each of two mistakes at once, or of the one."""
    names, sentences = wrong.name.split("; "), wrong.sentence.split(" And: ")
    return list(zip(names, sentences, strict=True)) if len(names) == len(sentences) else [(wrong.name, wrong.sentence)]


def _join(names, numbers):
    *most, last = [names[k] for k in sorted(numbers)]
    return f"{', '.join(most)} and {last}" if most else last
