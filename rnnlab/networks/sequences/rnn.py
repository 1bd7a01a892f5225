"""An RNN over a whole sequence."""

import numpy as np

from rnnlab.networks.activations import find_activation
from rnnlab.networks.arguments import read_sequence
from rnnlab.networks.params import RNNParams
from rnnlab.networks.sequences.buffer import batch_first, lay_out, with_bias
from rnnlab.networks.sequences.lengths import hold_last, read_lengths


def rnn_forward(x, params, h0=None, activation="tanh", lengths=None):
    """Every hidden state of an RNN over a sequence.

    Parameters
    ----------
    x : array (B, T, D), or (T, D)
    params : RNNParams
    h0 : array (B, H), or (H,), optional
        The state before the first step; zeros when missing.
    activation : {"tanh", "identity", "sigmoid", "relu"}
    lengths : whole numbers (B,), or one, optional
        How many steps of each example count; past its end the states repeat the last one.

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
    The equation of `rnn_step`; see `rnnlab.networks.sequences.buffer` for why nothing is concatenated here.
    """
    squash = find_activation(activation)
    x, h0 = read_sequence(params, RNNParams, x, h0=h0)
    past = read_lengths(lengths, x)
    if x.ndim == 2:
        return rnn_forward(x[None], params, h0[None], activation, lengths)[0]
    dtype = np.result_type(x, h0, params.W_h)

    U = with_bias(params.W_h, params.b_h, dtype)
    buffer = lay_out(x, h0, dtype)
    z = np.empty((params.H, len(x)), dtype)
    for hx1, h in zip(buffer, buffer[1:, : params.H], strict=False):
        U.dot(hx1, z)
        squash(z, h)

    h = batch_first(buffer[1:, : params.H])
    if past is not None:
        hold_last(h, h0, past)
    return h
