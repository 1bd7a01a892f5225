"""The gradient of a GRU through time."""

from typing import NamedTuple

import numpy as np

from rnnlab.networks.activations import SLOPES
from rnnlab.networks.arguments import read_choice, read_sequence
from rnnlab.networks.backward.products import read_gradient, read_trace, side_by_side, stacks_side_by_side, towards_x
from rnnlab.networks.cells import RESETS
from rnnlab.networks.params import GRUParams
from rnnlab.networks.sequences import GRUTrace
from rnnlab.networks.sequences.buffer import features_first
from rnnlab.networks.sequences.lengths import read_lengths, without_past


class GRUGrads(NamedTuple):
    """Gradients, named after what they are the gradient of."""

    x: np.ndarray
    h0: np.ndarray
    W: np.ndarray
    b: np.ndarray
    b_hn: np.ndarray


def gru_backward(dh, x, params, trace, h0=None, reset="after", lengths=None):
    """The gradient of a loss through all steps of a GRU.

    Parameters
    ----------
    dh : array (B, T, H), or (T, H)
        As in `rnn_backward`.
    x, params, h0, reset, lengths
        As given to `gru_forward`.
    trace : GRUTrace
        What it returned.

    Returns
    -------
    GRUGrads
        As from `rnn_backward`, with respect to x, h0, W, b and b_hn.

    Raises
    ------
    TypeError, ValueError
        As `rnn_backward`.

    Notes
    -----
    The derivatives of the equations of `gru_step`. Each gate's gradient is d, the gradient with
    respect to h_t, times something that the forward pass knows: those factors are multiplied
    before the loop. Only with the reset before the product does r wait for the candidate.
    """
    x, h0 = read_sequence(params, GRUParams, x, h0=h0)
    dh, trace = read_gradient("dh", dh, x, params.H), read_trace(trace, GRUTrace, x, params.H)
    after = read_choice("reset", reset, RESETS) == "after"
    past = read_lengths(lengths, x)
    if x.ndim == 2:
        batch = GRUTrace(*(array[None] for array in trace))
        grads = gru_backward(dh[None], x[None], params, batch, h0[None], reset, lengths)
        return grads._replace(x=grads.x[0], h0=grads.h0[0])
    x, dh, dh_start = without_past(x, dh, past)
    (B, T, _), H, dtype = x.shape, params.H, np.result_type(x, dh, h0, trace.h, params.W)

    stacks = stacks_side_by_side(x, trace.h, h0, dtype)
    W_hidden, W_input = (part.astype(dtype, copy=False) for part in np.split(params.W, [H]))
    W_hn = np.ascontiguousarray(W_hidden[:, 2 * H :])
    _, r, z, n = (features_first(array) for array in trace)
    h_before = stacks[:H].reshape(H, T, B).swapaxes(0, 1)
    # The order is u, r, z, n, where u is what h says to the candidate: u, r, z go to h, r, z, n to x.
    to_z = np.empty((T, 4, H, B), dtype)
    to_u, to_r, to_z_gate, to_n = to_z.swapaxes(0, 1)
    new = 1 - z
    np.multiply(new, SLOPES["tanh"](n), to_n)
    np.subtract(h_before, n, to_z_gate)
    to_z_gate *= z
    to_z_gate *= new
    np.multiply(r, 1 - r, to_r)
    if after:
        from_h = W_hn.T.dot(stacks[:H])
        from_h += params.b_hn[:, None]
        to_r *= to_n
        to_r *= from_h.reshape(H, T, B).swapaxes(0, 1)
    else:
        to_r *= h_before
    np.multiply(to_n, r if after else 1, to_u)
    V = np.concatenate([W_hn, W_hidden[:, : 2 * H]], axis=1)
    V_gates = np.ascontiguousarray(V[:, H:])

    d_h, dz = np.array(features_first(dh), dtype, order="C"), np.empty((T, 4, H, B), dtype)
    rows = dz.reshape(T, 4 * H, B)
    carried, spare = np.zeros((H, B), dtype), np.empty((H, B), dtype)
    add, multiply = np.add, np.multiply
    backwards = (array[::-1] for array in (d_h, to_z, z, r, dz, rows[:, : 3 * H]))
    for d, d_to_z, z_t, r_t, dz_t, dz_urz in zip(*backwards, strict=True):
        add(d, carried, d)
        multiply(d, d_to_z, dz_t)
        multiply(d, z_t, spare)
        if after:
            V.dot(dz_urz, carried)
        else:
            d_reset_h = W_hn.dot(dz_t[0])
            multiply(d_reset_h, d_to_z[1], dz_t[1])
            spare += d_reset_h * r_t
            V_gates.dot(dz_urz[H:], carried)
        add(carried, spare, carried)

    flat = side_by_side(rows)
    said = stacks[:H] if after else stacks[:H] * side_by_side(r)
    dW_x, db = np.split(stacks[H:].dot(flat[H:].T), [-1])
    dW_rz, dW_hn = stacks[:H].dot(flat[H : 3 * H].T), said.dot(flat[:H].T)
    dW = np.concatenate([np.concatenate([dW_rz, dW_hn], axis=1), dW_x])
    return GRUGrads(towards_x(W_input, flat[H:], x), carried.T + dh_start, dW, db[0], stacks[-1].dot(flat[:H].T))
