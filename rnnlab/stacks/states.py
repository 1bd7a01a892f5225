"""The states that the directions of a stack begin with, and the order of time in each."""

import numpy as np

from rnnlab.arguments import as_float
from rnnlab.params import LSTMParams


def same(array, past):
    """The array as it is: how a forward direction reads time."""
    return array


def turned(array, past):
    """(B, T, K) with time running backwards; with `past`, within the length of each example."""
    if past is None:
        return array[:, ::-1]
    T = array.shape[1]
    steps = np.arange(T)
    ends = (~past).sum(axis=1, keepdims=True)
    return np.take_along_axis(array, np.where(past, steps, ends - 1 - steps)[..., None], axis=1)


def read_starts(stack, x, h0, c0):
    """The states before the first step of every direction: (h0,), or (h0, c0) for the LSTM."""
    if c0 is not None and stack.cell is not LSTMParams:
        raise ValueError(f"c0 is given, but a stack of {stack.cell.__name__} has no cell state.")
    n = len(stack.directions)
    names = {"h0": h0, "c0": c0} if stack.cell is LSTMParams else {"h0": h0}
    columns = []
    for name, states in names.items():
        wanted = (n, len(x), stack.H)
        states = None if states is None else as_float(name, states)
        if states is not None and states.shape != wanted:
            raise ValueError(
                f"{name} has shape {states.shape}, but with x {x.shape} and {n} directions of all layers it must be "
                f"(n, B, H) = {wanted}."
            )
        columns.append([None] * n if states is None else states)
    return list(zip(*columns, strict=True))


def with_batch(name, states):
    """(n, H) as (n, 1, H); None stays None."""
    return None if states is None else as_float(name, states)[:, None]


def without_batch(states):
    """(n, 1, H) as (n, H); None stays None."""
    return None if states is None else states[:, 0]
