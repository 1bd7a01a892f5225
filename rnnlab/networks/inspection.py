"""A look inside: how long each unit remembers, which stand still, and which inputs a state depends on."""

import numpy as np

from rnnlab.networks.arguments import as_float
from rnnlab.networks.memory import half_life
from rnnlab.networks.params import LSTMParams, RNNParams
from rnnlab.networks.stacks import Stack, stack_backward, stack_forward
from rnnlab.networks.stacks.stack import read_stack

FLAT, STILL = 0.99, 1e-3


def unit_half_lives(params, trace):
    """The half-life of each unit, in steps.

    A unit of an LSTM keeps f of its cell state in a step, one of a GRU z of its state; taken here is the mean of the
    gate over all steps. It says how much is kept of c in a step in the mean, not for how long: what is left after
    several is the product of their gates, and one near 0 takes all. In an RNN no unit keeps anything alone: there each
    eigenvalue of W_hh has one, from |λ|.

    Parameters
    ----------
    params : RNNParams, LSTMParams or GRUParams
    trace : what its forward function returned
        Arrays (T, H) or (B, T, H), with at least one step. Not used for an RNN.

    Returns
    -------
    ndarray (H,)
        Infinity where nothing fades. Of an RNN in descending order.
    """
    if isinstance(params, RNNParams):
        rates = np.sort(np.abs(np.linalg.eigvals(params.W_hh)))[::-1]
        return half_life(np.minimum(rates, 1.0))
    gate = trace.f if isinstance(params, LSTMParams) else trace.z
    return half_life(np.minimum(_steps(gate).mean(axis=0), 1.0))


def saturated(states):
    """The share of steps at which each unit is beyond ±0.99.

    Parameters
    ----------
    states : array (T, H) or (B, T, H)
        What came out of a tanh: h of an RNN, g or tanh(c) of an LSTM, n of a GRU.

    Returns
    -------
    ndarray (H,), between 0 and 1
    """
    return (np.abs(_steps(states)) > FLAT).mean(axis=0)


def dead(states):
    """Which units stand still: no two of their states are more than 0.001 apart.

    Parameters
    ----------
    states : array (T, H) or (B, T, H)

    Returns
    -------
    ndarray (H,) of bool
    """
    return np.ptp(_steps(states), axis=0) <= STILL


def connectivity(stack, x, t, unit):
    """How much each input counts for one number of the output: the length of its exact gradient.

    Parameters
    ----------
    stack : Stack
    x : array (T, D)
        One sequence.
    t : int, 0 … T - 1
        The row of the output.
    unit : int, 0 … H - 1, or 2H - 1 where the last layer has two directions
        Its column.

    Returns
    -------
    ndarray (T,)
        For each row s of x the norm of ∂h[t, unit] / ∂x[s], h the states of the last layer. 0 where the output cannot
        depend on it, such as after t where all directions are forward.

    Raises
    ------
    TypeError, ValueError
        As `stack_forward`; an x that is no single sequence; a row or column that the output has not.

    Notes
    -----
    Madsen, "Visualizing memorization in RNNs" (Distill, 2019), calls it connectivity.
    """
    x = as_float("x", x)
    if x.ndim != 2:
        raise ValueError(f"x has shape {x.shape}, but it must be one sequence, (T, D): x[0] is the first of a batch.")
    trace = stack_forward(read_stack(stack), x)
    dh = np.zeros_like(trace.h)
    for name, value, size in (("t", t, dh.shape[0]), ("unit", unit, dh.shape[1])):
        if not 0 <= value < size:
            raise ValueError(f"{name} is {value}, but the output, {dh.shape}, has {name} = 0 to {size - 1}.")
    dh[t, unit] = 1
    return np.linalg.norm(stack_backward(dh, stack, x, trace).x, axis=1)


def first_layers(stack, count):
    """The stack of its first layers, whose output is the states of the last of them."""
    return Stack(read_stack(stack).layers[:count], stack.options)


def _steps(states):
    """Every state of every example, a row each."""
    states = as_float("states", states)
    return states.reshape(-1, states.shape[-1])
