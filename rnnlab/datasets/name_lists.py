"""Short lines made of the elements' names, some of them in brackets."""

from rnnlab.datasets.elements import ELEMENTS
from rnnlab.datasets.requests import read_request

LINE_LETTERS = ". ()" + "".join(sorted(set("".join(ELEMENTS))))


def name_lists(count, rng):
    """Lines such as `.tin (iron zinc) gold.`: two or three parts, each a name, or one or two names in brackets.

    Parameters
    ----------
    count : int
    rng : numpy.random.Generator

    Returns
    -------
    list of str
        Each begins and ends with a dot; all letters are in LINE_LETTERS.

    Raises
    ------
    TypeError, ValueError
        Another rng; a count that is not a whole number, at least 1.
    """
    (count,) = read_request(rng, count=(count, 1))
    lines = []
    for _ in range(count):
        parts = []
        for _ in range(rng.integers(2, 4)):
            if rng.random() < 0.5:
                parts.append(ELEMENTS[rng.integers(len(ELEMENTS))])
            else:
                few = rng.integers(len(ELEMENTS), size=rng.integers(1, 3))
                parts.append(f"({' '.join(ELEMENTS[k] for k in few)})")
        lines.append(f".{' '.join(parts)}.")
    return lines
