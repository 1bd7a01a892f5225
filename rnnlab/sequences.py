"""Whole sequences: all inputs in one product before the loop, then one step after the other."""

from typing import NamedTuple

import numpy as np

from rnnlab.activations import find_activation
from rnnlab.arguments import read_sequence
from rnnlab.cells import split_gates
from rnnlab.params import LSTMParams, RNNParams


class LSTMTrace(NamedTuple):
    """Everything an LSTM computed, each (B, T, H) or (T, H): states h, c and gates f, i, o, g."""

    h: np.ndarray
    c: np.ndarray
    f: np.ndarray
    i: np.ndarray
    o: np.ndarray
    g: np.ndarray


def rnn_forward(x, params, h0=None, activation="tanh"):
    """Every hidden state of an RNN over a sequence.

    Parameters
    ----------
    x : array (B, T, D), or (T, D)
    params : RNNParams
    h0 : array (B, H), or (H,), optional
        The state before the first step; zeros when missing.
    activation : {"tanh", "identity", "sigmoid", "relu"}

    Returns
    -------
    ndarray (B, T, H), or (T, H)
        h_1 … h_T: entry t is the state after input t.

    Raises
    ------
    TypeError, ValueError
        When an argument is not of numbers or does not fit the others.

    Notes
    -----
    [h, x] W_h = h W_hh + x W_hx, so that x W_hx is taken for all t at once.
    """
    g = find_activation(activation)
    x, h = read_sequence(params, RNNParams, x, h0=h0)
    from_x = x @ params.W_hx + params.b_h
    states = np.empty(from_x.shape, np.result_type(from_x, h))
    for t in range(x.shape[-2]):
        h = g(h @ params.W_hh + from_x[..., t, :])
        states[..., t, :] = h
    return states


def lstm_forward(x, params, h0=None, c0=None, output_activation="tanh"):
    """Every state and every gate of an LSTM over a sequence.

    Parameters
    ----------
    x : array (B, T, D), or (T, D)
    params : LSTMParams
    h0, c0 : array (B, H), or (H,), optional
        The states before the first step; zeros when missing.
    output_activation : {"tanh", "identity", "sigmoid", "relu"}

    Returns
    -------
    LSTMTrace
        h, c, f, i, o, g, each (B, T, H) or (T, H).

    Raises
    ------
    TypeError, ValueError
        When an argument is not of numbers or does not fit the others.

    Notes
    -----
    The equations of `lstm_step`.
    """
    squash = find_activation(output_activation, "output_activation")
    x, h, c = read_sequence(params, LSTMParams, x, h0=h0, c0=c0)
    W_hidden, W_input = params.W[: params.H], params.W[params.H :]
    from_x = x @ W_input + params.b
    shape = (*x.shape[:-1], params.H)
    trace = LSTMTrace(*(np.empty(shape, np.result_type(from_x, h, c)) for _ in LSTMTrace._fields))
    for t in range(x.shape[-2]):
        f, i, o, g = split_gates(h @ W_hidden + from_x[..., t, :])
        c = f * c + i * g
        h = o * squash(c)
        for kept, now in zip(trace, (h, c, f, i, o, g), strict=True):
            kept[..., t, :] = now
    return trace
