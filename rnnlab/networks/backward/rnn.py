"""The gradient of an RNN through time."""

from typing import NamedTuple

import numpy as np

from rnnlab.networks.activations import SLOPES, find_activation
from rnnlab.networks.arguments import read_sequence
from rnnlab.networks.backward.products import read_gradient, side_by_side, stacks_side_by_side, towards_x
from rnnlab.networks.params import RNNParams
from rnnlab.networks.sequences.buffer import features_first
from rnnlab.networks.sequences.lengths import read_lengths, without_past


class RNNGrads(NamedTuple):
    """Gradients, named after what they are the gradient of: x (B, T, D), h0 (B, H), W_h (H + D, H), b_h (H,)."""

    x: np.ndarray
    h0: np.ndarray
    W_h: np.ndarray
    b_h: np.ndarray


def rnn_backward(dh, x, params, h, h0=None, activation="tanh", lengths=None):
    """The gradient of a loss through all steps of an RNN.

    Parameters
    ----------
    dh : array (B, T, H), or (T, H)
        The gradient of the loss with respect to every state h.
    x, params, h0, activation, lengths
        As given to `rnn_forward`.
    h : array, as dh
        What `rnn_forward` returned.

    Returns
    -------
    RNNGrads
        The gradients with respect to x, h0, W_h and b_h, each of the shape of its namesake. Past
        the end of a sequence that of x is zero.

    Raises
    ------
    TypeError, ValueError
        As `rnn_forward`; or dh or h of another shape.

    Notes
    -----
    Backpropagation through time (Werbos, Proceedings of the IEEE 78, 1990). A state counts twice,
    in the loss and in the next step: d_t = dh_t + dz_{t+1} W_hh⊤ and dz_t = φ'(z_t) d_t. The
    gradients of W_h and b_h are sums over t, taken in one product after the loop.
    """
    find_activation(activation)
    x, h0 = read_sequence(params, RNNParams, x, h0=h0)
    dh, h = read_gradient("dh", dh, x, params.H), read_gradient("h", h, x, params.H)
    past = read_lengths(lengths, x)
    if x.ndim == 2:
        dx, dh0, *weights = rnn_backward(dh[None], x[None], params, h[None], h0[None], activation, lengths)
        return RNNGrads(dx[0], dh0[0], *weights)
    x, dh, dh_start = without_past(x, dh, past)
    dtype = np.result_type(x, dh, h, h0, params.W_h)

    W_hh, W_hx = params.W_hh.astype(dtype, copy=False), params.W_hx.astype(dtype, copy=False)
    slopes = features_first(SLOPES[activation](h))
    dz = np.array(features_first(dh), dtype, order="C")
    carried = np.zeros(dz.shape[1:], dtype)
    add, multiply = np.add, np.multiply
    for d, slope in zip(dz[::-1], slopes[::-1], strict=True):
        add(d, carried, d)
        multiply(d, slope, d)
        W_hh.dot(d, carried)

    dz = side_by_side(dz)
    dU = stacks_side_by_side(x, h, h0, dtype).dot(dz.T)
    return RNNGrads(towards_x(W_hx, dz, x), carried.T + dh_start, dU[:-1], dU[-1])
