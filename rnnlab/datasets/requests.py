"""What a task is asked for: how many sequences, how long, and a generator."""

import numpy as np


def read_request(rng, **sizes):
    """The sizes as ints, after a look at the generator too.

    Parameters
    ----------
    rng : numpy.random.Generator
    **sizes : pairs (value, least)
        By the argument's name.

    Returns
    -------
    list of int

    Raises
    ------
    TypeError, ValueError
        Another rng; a size that is not a whole number, or too small.
    """
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"rng is of type {type(rng).__name__}, but it must be a numpy.random.Generator: "
            "np.random.default_rng(0), with a seed of yours."
        )
    return read_sizes(**sizes)


def read_sizes(**sizes):
    """The sizes as ints: as in `read_request`, without a generator."""
    for name, (value, least) in sizes.items():
        if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, np.integer)):
            raise TypeError(f"{name} is {value!r}, but it must be a whole number, at least {least}.")
        if value < least:
            raise ValueError(f"{name} is {value}, but it must be at least {least}.")
    return [int(value) for value, _ in sizes.values()]
