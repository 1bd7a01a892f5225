"""The gradient of an LSTM through time, with its variants."""

from typing import NamedTuple

import numpy as np

from rnnlab.networks.activations import ACTIVATIONS, SLOPES
from rnnlab.networks.arguments import read_sequence, read_state
from rnnlab.networks.backward.products import read_gradient, read_trace, side_by_side, stacks_side_by_side, towards_x
from rnnlab.networks.params import LSTMParams
from rnnlab.networks.sequences import LSTMTrace
from rnnlab.networks.sequences.buffer import features_first
from rnnlab.networks.sequences.lengths import read_lengths, without_past
from rnnlab.networks.variants import VANILLA, read_variant


class LSTMGrads(NamedTuple):
    """Gradients, named after what they are the gradient of; p and R are None where the cell uses none."""

    x: np.ndarray
    h0: np.ndarray
    c0: np.ndarray
    W: np.ndarray
    b: np.ndarray
    p: np.ndarray | None = None
    R: np.ndarray | None = None


def lstm_backward(dh, x, params, trace, h0=None, c0=None, dc_T=None, variant=VANILLA, lengths=None):
    """The gradient of a loss through all steps of an LSTM.

    Parameters
    ----------
    dh : array (B, T, H), or (T, H)
        As in `rnn_backward`.
    x, params, h0, c0, variant, lengths
        As given to `lstm_forward`.
    trace : LSTMTrace
        What it returned.
    dc_T : array (B, H), or (H,), optional
        The gradient of the loss with respect to the last cell state; zeros when missing.

    Returns
    -------
    LSTMGrads
        As from `rnn_backward`, with respect to x, h0, c0, W and b, and to p and R where the variant uses them.

    Raises
    ------
    TypeError, ValueError
        As `rnn_backward`.

    Notes
    -----
    The derivatives of the equations of `lstm_step` (arXiv 1503.04069, section 2, where 1 - tanh²
    and s (1 - s) are the slopes). All that the forward pass knows is multiplied before the loop;
    in it remains what depends on the step after.
    """
    x, h0, c0 = read_sequence(params, LSTMParams, x, h0=h0, c0=c0)
    dh, trace = read_gradient("dh", dh, x, params.H), read_trace(trace, LSTMTrace, x, params.H)
    dc_T = np.zeros_like(c0) if dc_T is None else read_state("dc_T", dc_T, params, x)
    past = read_lengths(lengths, x)
    if x.ndim == 2:
        batch = (array[None] for array in trace)
        grads = lstm_backward(
            dh[None], x[None], params, LSTMTrace(*batch), h0[None], c0[None], dc_T[None], variant, lengths
        )
        return grads._replace(x=grads.x[0], h0=grads.h0[0], c0=grads.c0[0])
    x, dh, dh_start = without_past(x, dh, past)
    params = read_variant(variant).apply(params)
    (B, T, _), H, dtype = x.shape, params.H, np.result_type(x, dh, dc_T, h0, c0, trace.h, params.W)

    # d_c += to_c d_h, and dz = to_z d_c for f, i and g, but dz_o = to_z d_h
    _, c, f, i, o, g = (features_first(array) for array in trace)
    squash_in, squash_out = variant.input_activation, variant.output_activation
    squashed = ACTIVATIONS[squash_out](c)
    to_c = np.multiply(o, SLOPES[squash_out](squashed), dtype=dtype)
    to_z = np.empty((T, 4, H, B), dtype)
    for n, factors in enumerate(((f,), (i, g), (o, squashed))):
        np.subtract(1, factors[0], to_z[:, n])
        for factor in factors:
            to_z[:, n] *= factor
    to_z[:1, 0] *= c0.T
    to_z[1:, 0] *= c[:-1]
    np.multiply(i, SLOPES[squash_in](g), to_z[:, 3])

    W_hidden = params.W[:H].astype(dtype, copy=False)
    P = None if params.p is None else params.p.reshape(3, H, 1)
    R = params.R
    slopes = None if R is None else np.stack([SLOPES["sigmoid"](gate) for gate in (f, i, o)], axis=1)
    by_gates = np.zeros((3, H, B), dtype)  # what the gates of the step after say to these, through R
    d_h, d_c = np.array(features_first(dh), dtype, order="C"), dc_T.T.astype(dtype, order="C")
    carried, spare = np.zeros((H, B), dtype), np.empty((H, B), dtype)
    dz = np.empty((T, 4, H, B), dtype)
    rows = dz.reshape(T, 4 * H, B)
    add, multiply = np.add, np.multiply
    backwards = (array[::-1] for array in (d_h, to_c, to_z, to_z[:, 2], f, dz, dz[:, 2], rows))
    for t, (d, d_to_c, d_to_z, d_to_o, f_t, now, now_o, row) in enumerate(zip(*backwards, strict=True), 1):
        add(d, carried, d)
        multiply(d, d_to_c, spare)
        add(d_c, spare, d_c)
        if P is not None:
            d_c += P[2] * (d * d_to_o if R is None else d * d_to_o + by_gates[2] * slopes[-t, 2])
        multiply(d_c, d_to_z, now)
        multiply(d, d_to_o, now_o)
        if R is not None:
            now[:3] += by_gates * slopes[-t]
            by_gates = (R @ row[: 3 * H]).reshape(3, H, B)
        multiply(d_c, f_t, d_c)
        if P is not None:
            d_c += P[0] * now[0] + P[1] * now[1]
        W_hidden.dot(row, carried)

    flat = side_by_side(rows)
    dU = stacks_side_by_side(x, trace.h, h0, dtype).dot(flat.T)
    dp = dR = None
    if P is not None:
        before = np.concatenate([c0.T[None], c])[:T]
        dp = np.sum(dz[:, :3] * np.stack([before, before, c], axis=1), axis=(0, 3)).ravel()
    if R is not None:
        gates = np.concatenate([np.zeros((1, 3 * H, B), dtype), np.stack([f, i, o], axis=1).reshape(T, 3 * H, B)])
        dR = side_by_side(gates[:T]).dot(flat[: 3 * H].T)
    weights = LSTMParams(dU[:-1], dU[-1], dp, dR)
    variant.pull_back(weights)
    dx = towards_x(params.W[H:].astype(dtype, copy=False), flat, x)
    return LSTMGrads(dx, carried.T + dh_start, d_c.T, weights.W, weights.b, weights.p, weights.R)
