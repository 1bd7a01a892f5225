"""Temporal order: two symbols far apart in a long sequence of others, and in which order they came is asked for."""

import numpy as np

from rnnlab.datasets.requests import read_request

ORDER_LETTERS = "abcdXYEB"
ORDERS = ("XX", "XY", "YX", "YY")


def temporal_order(count, T, rng):
    """Sequences of letters with two that matter, and which of the four orders it is.

    A sequence has T … T + T // 10 letters. The first is E, the last is B. At a step from T // 10 to
    T // 5, and at one from T // 2 to 3 T // 5 (counted from 1), stands X or Y, drawn apart; everything
    else is a, b, c or d.

    Parameters
    ----------
    count : int
    T : int
        The shortest length, at least 20; 100 as published.
    rng : numpy.random.Generator

    Returns
    -------
    words : list of str
    targets : ndarray (count,) of int
        The index in ORDERS.

    Raises
    ------
    TypeError, ValueError
        An rng or a size that cannot be right.

    Notes
    -----
    Hochreiter and Schmidhuber, "Long short-term memory", Neural Computation 9 (1997), experiment 6a,
    which calls the four classes Q, R, S and U.
    """
    count, T = read_request(rng, count=(count, 0), T=(T, 20))
    targets = rng.integers(len(ORDERS), size=count)
    words = []
    for target in targets:
        length = rng.integers(T, T + T // 10 + 1)
        letters = [ORDER_LETTERS[k] for k in rng.integers(4, size=length)]
        letters[0], letters[-1] = "E", "B"
        places = rng.integers(T // 10, T // 5 + 1), rng.integers(T // 2, 3 * T // 5 + 1)
        for place, letter in zip(places, ORDERS[target], strict=True):
            letters[place - 1] = letter
        words.append("".join(letters))
    return words, np.asarray(targets)
