"""The states that the directions of a stack begin with, and the order of time in each."""

import numpy as np

from rnnlab.networks.arguments import as_float, read_sequence
from rnnlab.networks.params import LSTMParams
from rnnlab.networks.stacks.stack import Layer, read_stack


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
    """x, and the states h0 and c0 before the first step, checked; c0 is None for a cell without.

    Raises
    ------
    TypeError, ValueError
        As `rnn_forward`.
    """
    (x,) = read_sequence(read_stack(stack).directions[0], stack.cell, x)
    return x, read_states("h0", h0, stack, x), read_cell_states("c0", c0, stack, x)


def read_states(name, states, stack, x):
    """One state for each of the n directions, (n, B, H), or (n, H) where x has no batch; zeros when missing.

    Raises
    ------
    TypeError, ValueError
        When they are not of numbers, or of another shape.
    """
    wanted = (len(stack.directions), *x.shape[:-2], stack.H)
    if states is None:
        return np.zeros(wanted, np.result_type(x, stack.directions[0].W))
    states = as_float(name, states)
    if states.shape != wanted:
        letters = "(n, B, H)" if x.ndim == 3 else "(n, H)"
        raise ValueError(
            f"{name} has shape {states.shape}, but with x {x.shape} and {wanted[0]} directions of all layers it must "
            f"be {letters} = {wanted}."
        )
    return states


def read_cell_states(name, states, stack, x):
    """The same for the cell states of an LSTM; None for a cell without.

    Raises
    ------
    TypeError, ValueError
        As `read_states`; or states for a cell without.
    """
    if stack.cell is LSTMParams:
        return read_states(name, states, stack, x)
    if states is not None:
        raise ValueError(f"{name} is given, but a stack of {stack.cell.__name__} has no cell state.")
    return None


def with_batch(states):
    """(n, H) as (n, 1, H); None stays None."""
    return None if states is None else states[:, None]


def without_batch(states):
    """(n, 1, H) as (n, H); None stays None."""
    return None if states is None else states[:, 0]


def map_traces(function, layers):
    """`function` of every array of every trace, in layers of traces as they were; None stays None."""
    return tuple(Layer(*(trace and type(trace)(*map(function, trace)) for trace in layer)) for layer in layers)


def each(states):
    """The arguments of each direction: (h,), or (h, c) where there are cell states."""
    return list(zip(*(array for array in states if array is not None), strict=True))
