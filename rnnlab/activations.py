"""The four activations g of the lectures, and the table that names them."""

import numpy as np


def identity(z):
    """z itself: the network without an activation is linear."""
    return z


def sigmoid(z):
    """1 / (1 + exp(-z)), written as a tanh so that no z overflows.

    Source: tanh(z/2) = (1 - exp(-z)) / (1 + exp(-z)), solved for the sigmoid.
    Exact at both infinities: sigmoid(-inf) = 0 and sigmoid(inf) = 1.

    Parameters
    ----------
    z : array of numbers, any shape

    Returns
    -------
    ndarray, same shape and dtype, values in [0, 1]
    """
    return 0.5 * np.tanh(np.multiply(0.5, z)) + 0.5


def relu(z):
    """The larger of z and 0."""
    return np.maximum(z, 0)


ACTIVATIONS = {"identity": identity, "sigmoid": sigmoid, "tanh": np.tanh, "relu": relu}


def find_activation(name, argument="activation"):
    """The function that `name` stands for in ACTIVATIONS; `argument` is what the caller calls it.

    Raises
    ------
    ValueError
        When the name is not in the table.
    """
    if not isinstance(name, str) or name not in ACTIVATIONS:
        known = ", ".join(repr(known) for known in ACTIVATIONS)
        hint = " It is given by its name, not as a function." if callable(name) else ""
        raise ValueError(f"{argument} is {name!r}, but it must be one of {known}.{hint}")
    return ACTIVATIONS[name]
