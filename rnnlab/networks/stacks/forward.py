"""A stack run over a sequence."""

from typing import NamedTuple

import numpy as np

from rnnlab.networks.params import GRUParams, LSTMParams, RNNParams
from rnnlab.networks.sequences import gru_forward, lstm_forward, rnn_forward
from rnnlab.networks.sequences.lengths import last_state, read_lengths
from rnnlab.networks.stacks.stack import Layer
from rnnlab.networks.stacks.states import each, map_traces, read_starts, same, turned, with_batch, without_batch


class RNNTrace(NamedTuple):
    """The states of an RNN, (B, T, H), under the name that every trace has."""

    h: np.ndarray


class StackTrace(NamedTuple):
    """What a stack computed; without a batch axis where x has none.

    h (B, T, H), or (B, T, 2H) where the last layer has two directions: its states, forward ones
    first. h_T (n, B, H): the state that each of the n directions ended in, layer by layer; for a
    backward one that is the state at the first step. c_T: the same of the cell states, None
    without any. layers: a Layer of traces for each, over time as x is.
    """

    h: np.ndarray
    h_T: np.ndarray
    c_T: np.ndarray | None
    layers: tuple


FORWARD = {
    RNNParams: lambda *args, **options: RNNTrace(rnn_forward(*args, **options)),
    GRUParams: gru_forward,
    LSTMParams: lstm_forward,
}


def stack_forward(stack, x, h0=None, c0=None, lengths=None):
    """Run a stack over a sequence.

    Parameters
    ----------
    stack : Stack
    x, lengths
        As in `rnn_forward`: (B, T, D) and (B,), or (T, D) and one number. A backward direction begins
        at the last step that counts.
    h0, c0 : array (n, B, H), or (n, H), optional
        The states before the first step, one for each of the n directions, layer by layer;
        zeros when missing. c0 is for the LSTM alone.

    Returns
    -------
    StackTrace

    Raises
    ------
    TypeError, ValueError
        As `rnn_forward`.
    """
    x, h0, c0 = read_starts(stack, x, h0, c0)
    past = read_lengths(lengths, x)
    if x.ndim == 2:
        trace = stack_forward(stack, x[None], with_batch(h0), with_batch(c0), lengths)
        layers = map_traces(lambda array: array[0], trace.layers)
        return StackTrace(trace.h[0], trace.h_T[:, 0], without_batch(trace.c_T), layers)
    starts = iter(each((h0, c0)))
    layers, ends = [], []
    below = x
    for layer in stack.layers:
        traces = []
        for params, turn in zip(layer, (same, turned), strict=True):
            trace = None
            if params is not None:
                start = next(starts)
                trace = FORWARD[stack.cell](turn(below, past), params, *start, **stack.options, lengths=lengths)
                ends.append([last_state(states, s0, past) for states, s0 in zip(trace, start, strict=False)])
                trace = type(trace)(*(turn(array, past) for array in trace))
            traces.append(trace)
        layers.append(Layer(*traces))
        below = np.concatenate([trace.h for trace in traces if trace is not None], axis=-1)
    h_T, *c_T = (np.stack(states) for states in zip(*ends, strict=True))
    return StackTrace(below, h_T, c_T[0] if c_T else None, tuple(layers))
