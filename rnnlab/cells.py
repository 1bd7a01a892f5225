"""One step of each cell: what goes in at time t, what comes out."""

import numpy as np

from rnnlab.activations import find_activation, sigmoid
from rnnlab.arguments import read_step
from rnnlab.params import LSTMParams, RNNParams


def rnn_step(x, h, params, activation="tanh"):
    """One step of an RNN: h' = g([h, x] W_h + b_h).

    Parameters
    ----------
    x : array (B, D), or (D,)
    h : array (B, H), or (H,)
    params : RNNParams
    activation : {"tanh", "identity", "sigmoid", "relu"}

    Returns
    -------
    ndarray (B, H), or (H,)
        The next hidden state.

    Raises
    ------
    TypeError, ValueError
        When an argument is not of numbers or does not fit the others.

    Notes
    -----
    Elman, "Finding structure in time", Cognitive Science 14 (1990), in the joined form.
    """
    g = find_activation(activation)
    x, h = read_step(params, RNNParams, x, h=h)
    hx = np.concatenate([h, x], axis=-1)
    return g(hx @ params.W_h + params.b_h)


def lstm_step(x, h, c, params, output_activation="tanh"):
    """One step of an LSTM: c' = f c + i g and h' = o tanh(c').

    Parameters
    ----------
    x : array (B, D), or (D,)
    h, c : array (B, H), or (H,)
        Hidden state and cell state.
    params : LSTMParams
    output_activation : {"tanh", "identity", "sigmoid", "relu"}
        What the cell state goes through on its way to h.

    Returns
    -------
    h, c : ndarray (B, H), or (H,)
        The next hidden state and cell state.

    Raises
    ------
    TypeError, ValueError
        When an argument is not of numbers or does not fit the others.

    Notes
    -----
    Hochreiter and Schmidhuber (1997) with the forget gate of Gers et al. (2000); the equations
    are those of arXiv 1503.04069, section 2, without peepholes.
    """
    squash = find_activation(output_activation, "output_activation")
    x, h, c = read_step(params, LSTMParams, x, h=h, c=c)
    hx = np.concatenate([h, x], axis=-1)
    f, i, o, g = split_gates(hx @ params.W + params.b)
    c = f * c + i * g
    return o * squash(c), c


def split_gates(z):
    """The gates from one product: z (..., 4H) -> f, i, o (sigmoid) and g (tanh), each (..., H)."""
    z_f, z_i, z_o, z_g = np.split(z, 4, axis=-1)
    return sigmoid(z_f), sigmoid(z_i), sigmoid(z_o), np.tanh(z_g)
