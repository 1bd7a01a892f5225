"""The four activations φ of the lectures, their slopes, and the tables that name them; softmax.

Each φ takes, as NumPy's own functions do, an array `out` to write its result into.
"""

import numpy as np


def identity(z, out=None):
    """z itself, into `out` if given: the network without an activation is linear."""
    return np.positive(z, out)


def sigmoid(z, out=None):
    """1 / (1 + exp(-z)), written as a tanh so that no z overflows.

    Source: tanh(z/2) = (1 - exp(-z)) / (1 + exp(-z)), solved for the sigmoid.
    Exact at both infinities: sigmoid(-inf) = 0 and sigmoid(inf) = 1.

    Parameters
    ----------
    z : array of numbers, any shape
    out : array, optional

    Returns
    -------
    ndarray, same shape and dtype, values in [0, 1]
    """
    half = np.multiply(0.5, z, out)
    return np.add(0.5, np.multiply(0.5, np.tanh(half, out), out), out)


def relu(z, out=None):
    """The larger of z and 0, into `out` if given."""
    return np.maximum(z, 0, out=out)


def softmax(z):
    """exp(z) / sum exp(z) along the last axis; the largest z is taken off first, so that nothing overflows.

    Parameters
    ----------
    z : array (..., K)

    Returns
    -------
    ndarray (..., K), values in [0, 1] that add up to 1
    """
    shares = np.exp(z - z.max(axis=-1, keepdims=True))
    return shares / shares.sum(axis=-1, keepdims=True)


ACTIVATIONS = {"identity": identity, "sigmoid": sigmoid, "tanh": np.tanh, "relu": relu}


def _tanh_slope(y):
    squares = y * y
    return np.subtract(1, squares, out=squares)


def _sigmoid_slope(y):
    rest = 1 - y
    return np.multiply(y, rest, out=rest)


# The slope of each at z, from its value y = φ(z) alone: all that the backward pass has kept.
SLOPES = {
    "identity": np.ones_like,
    "sigmoid": _sigmoid_slope,
    "tanh": _tanh_slope,
    "relu": lambda y: np.heaviside(y, 0).astype(y.dtype, copy=False),
}


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
