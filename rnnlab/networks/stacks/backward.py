"""The gradient of a stack through time and layers."""

from typing import NamedTuple

import numpy as np

from rnnlab.networks.arguments import as_float
from rnnlab.networks.backward import gru_backward, lstm_backward, rnn_backward
from rnnlab.networks.params import GRUParams, LSTMParams, RNNParams
from rnnlab.networks.sequences.lengths import read_lengths
from rnnlab.networks.stacks.forward import StackTrace
from rnnlab.networks.stacks.stack import Layer
from rnnlab.networks.stacks.states import (
    each,
    map_traces,
    read_cell_states,
    read_starts,
    same,
    turned,
    with_batch,
    without_batch,
)

BACKWARD = {
    RNNParams: lambda dh, x, params, trace, *args, **options: rnn_backward(dh, x, params, trace.h, *args, **options),
    GRUParams: gru_backward,
    LSTMParams: lstm_backward,
}


class StackGrads(NamedTuple):
    """Gradients: of x (B, T, D), h0 and c0 (n, B, H), and a Layer of gradients of weights for each layer."""

    x: np.ndarray
    h0: np.ndarray
    c0: np.ndarray | None
    layers: tuple


def stack_backward(dh, stack, x, trace, h0=None, c0=None, dc_T=None, lengths=None):
    """The gradient of a loss through all steps, directions and layers of a stack.

    Parameters
    ----------
    dh : array (B, T, H) or (B, T, 2H), as trace.h
        The gradient of the loss with respect to the states of the last layer.
    stack, x, h0, c0, lengths
        As given to `stack_forward`.
    trace : StackTrace
        What it returned.
    dc_T : array (n, B, H), optional
        The gradient of the loss with respect to trace.c_T; zeros when missing.

    Returns
    -------
    StackGrads

    Raises
    ------
    TypeError, ValueError
        As `rnn_backward`.
    """
    x, h0, c0 = read_starts(stack, x, h0, c0)
    dc_T = read_cell_states("dc_T", dc_T, stack, x)
    past = read_lengths(lengths, x)
    dh = as_float("dh", dh)
    _check_trace(trace, stack)
    if dh.shape != trace.h.shape:
        raise ValueError(f"dh has shape {dh.shape}, but it must be that of trace.h, {trace.h.shape}.")
    if x.ndim == 2:
        layers = map_traces(lambda array: array[None], trace.layers)
        batch = trace._replace(h=trace.h[None], layers=layers)
        starts = map(with_batch, (h0, c0, dc_T))
        grads = stack_backward(dh[None], stack, x[None], batch, *starts, lengths)
        return StackGrads(grads.x[0], grads.h0[:, 0], without_batch(grads.c0), grads.layers)
    starts = each((h0, c0))
    ends = [{}] * len(starts) if dc_T is None else [{"dc_T": end} for end in dc_T]
    layers, d_starts = [], []
    for n in reversed(range(len(stack.layers))):
        below = x if n == 0 else np.concatenate([t.h for t in trace.layers[n - 1] if t is not None], axis=-1)
        parts = np.split(dh, sum(params is not None for params in stack.layers[n]), axis=-1)
        grads, dh = [None, None], 0
        for k in (1, 0):
            if stack.layers[n][k] is not None:
                turn = (same, turned)[k]
                direction = type(trace.layers[n][k])(*(turn(array, past) for array in trace.layers[n][k]))
                grads[k] = BACKWARD[stack.cell](
                    turn(parts.pop(), past),
                    turn(below, past),
                    stack.layers[n][k],
                    direction,
                    *starts.pop(),
                    **ends.pop(),
                    **stack.options,
                    lengths=lengths,
                )
                grads[k] = grads[k]._replace(x=turn(grads[k].x, past))
                d_starts.append([grads[k].h0, *([grads[k].c0] if stack.cell is LSTMParams else [])])
                dh = dh + grads[k].x
        layers.append(Layer(*grads))
    dh0, *dc0 = (np.stack(states[::-1]) for states in zip(*d_starts, strict=True))
    return StackGrads(dh, dh0, dc0[0] if dc0 else None, tuple(layers[::-1]))


def _check_trace(trace, stack):
    if not isinstance(trace, StackTrace):
        raise TypeError(f"trace is of type {type(trace).__name__}, but it must be the StackTrace of stack_forward.")
    layers, wanted = ([[d is not None for d in layer] for layer in layers] for layers in (trace.layers, stack.layers))
    if layers != wanted:
        raise ValueError(
            "trace is not of this stack: it must have the same layers, and in each the same directions. Its layers "
            f"have {layers} (forward, backward), those of the stack {wanted}."
        )
