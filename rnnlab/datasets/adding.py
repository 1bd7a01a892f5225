"""The adding problem: two numbers of a long sequence are marked, and their sum is asked for at its end."""

import numpy as np

from rnnlab.datasets.requests import read_request

MARKED, ENDS, CLOSE = 1.0, -1.0, 0.04  # the marks, and how close a sum must come to count as right


def adding_problem(count, T, rng):
    """Sequences of pairs (number, mark), and the scaled sum of the two marked numbers of each.

    The numbers are uniform from -1 to 1. A sequence has T … T + T // 10 steps. One of the first ten
    pairs is marked with 1, then one of the first T // 2 - 1 that are not marked yet. The mark of the
    first and of the last step is -1, all others are 0. If it is the first pair that was drawn, its
    number is set to 0 and its mark remains -1. The target is 0.5 + (X1 + X2) / 4, from 0 to 1.

    Parameters
    ----------
    count : int
    T : int
        The shortest length, at least 20.
    rng : numpy.random.Generator

    Returns
    -------
    x : ndarray (count, T + T // 10, 2)
        Zeros past the end of a sequence.
    targets : ndarray (count,)
    lengths : ndarray (count,) of int

    Raises
    ------
    TypeError, ValueError
        An rng or a size that cannot be right.

    Notes
    -----
    Hochreiter and Schmidhuber, "Long short-term memory", Neural Computation 9 (1997), experiment 4,
    where a sequence counts as right when the output is closer than 0.04 to the target.
    """
    count, T = read_request(rng, count=(count, 0), T=(T, 20))
    longest, each = T + T // 10, np.arange(count)
    lengths = rng.integers(T, longest + 1, count)
    x = np.zeros((count, longest, 2))
    x[..., 0] = rng.uniform(-1, 1, (count, longest)) * (np.arange(longest) < lengths[:, None])
    first = rng.integers(10, size=count)
    second = rng.integers(T // 2 - 1, size=count)  # its place among those that are not marked yet
    second += second >= first
    for place in (first, second):
        x[each, place, 1] = MARKED
        x[each[place == 0], 0, 0] = 0
    targets = 0.5 + (x[each, first, 0] + x[each, second, 0]) / 4
    x[:, 0, 1] = x[each, lengths - 1, 1] = ENDS
    return x, targets, lengths
