"""A GRU over a whole sequence."""

from typing import NamedTuple

import numpy as np

from rnnlab.networks.arguments import read_choice, read_sequence
from rnnlab.networks.cells import RESETS
from rnnlab.networks.params import GRUParams
from rnnlab.networks.sequences.buffer import batch_first, features_first, lay_out, with_bias
from rnnlab.networks.sequences.lengths import hold_last, read_lengths


class GRUTrace(NamedTuple):
    """Everything a GRU computed, each (B, T, H) or (T, H): state h, gates r and z, candidate n."""

    h: np.ndarray
    r: np.ndarray
    z: np.ndarray
    n: np.ndarray


def gru_forward(x, params, h0=None, reset="after", lengths=None):
    """Every state and every gate of a GRU over a sequence.

    Parameters
    ----------
    x, h0, lengths
        As in `rnn_forward`: (B, T, D), (B, H) and (B,), or (T, D), (H,) and one number. Past the end
        the trace says z = 1, which is what repeats a state.
    params : GRUParams
    reset : {"after", "before"}
        Where r is multiplied in: after the product of h with W_nh, or before it.

    Returns
    -------
    GRUTrace
        h, r, z, n, each (B, T, H) or (T, H).

    Raises
    ------
    TypeError, ValueError
        As `rnn_forward`.

    Notes
    -----
    The equations of `gru_step`. Because r comes between what h and what x say to the candidate,
    the two cannot be one product: x is multiplied for all steps before the loop, and the buffer
    holds [h; 1] alone. (1 - z) n + z h is taken as n + z (h - n), one call less, so that z = 1
    keeps h up to the rounding of n.
    """
    x, h0 = read_sequence(params, GRUParams, x, h0=h0)
    after = read_choice("reset", reset, RESETS) == "after"
    past = read_lengths(lengths, x)
    if x.ndim == 2:
        return GRUTrace(*(array[0] for array in gru_forward(x[None], params, h0[None], reset, lengths)))
    (B, T, _), H, dtype = x.shape, params.H, np.result_type(x, h0, params.W)

    half = np.array(0.5, dtype)
    U = with_bias(params.W, params.b, dtype)
    U[: 2 * H] *= half
    V = U[:, [*range(H), -1]]  # what multiplies [h; 1]; x meets the rest
    V[2 * H :, -1] = params.b_hn

    trace = np.matmul(U[:, H:-1], features_first(x).astype(dtype, copy=False)).reshape(T, 3, H, B)
    trace[:, 2] += params.b_n[:, None]
    buffer = lay_out(x[..., :0], h0, dtype)
    from_h = np.empty((3 * H, B), dtype)
    rz_from_h, n_from_h = from_h[: 2 * H], from_h[2 * H :]
    reset_h1, spare = np.ones((H + 1, B), dtype), np.empty((H, B), dtype)
    add, multiply, subtract, tanh = np.add, np.multiply, np.subtract, np.tanh
    gates = trace.reshape(T, 3 * H, B)[:, : 2 * H]
    steps = zip(buffer, buffer[1:, :H], gates, trace[:, 0], trace[:, 1], trace[:, 2], strict=False)
    h = buffer[0, :H]
    for h1, h_next, rz, r, z, n in steps:
        if after:
            V.dot(h1, from_h)
        else:
            V[: 2 * H].dot(h1, rz_from_h)
        add(rz, rz_from_h, rz)
        tanh(rz, rz)
        multiply(rz, half, rz)
        add(rz, half, rz)
        if after:
            multiply(r, n_from_h, n_from_h)
        else:
            multiply(r, h, reset_h1[:H])
            V[2 * H :].dot(reset_h1, n_from_h)
        add(n, n_from_h, n)
        tanh(n, n)
        subtract(h, n, spare)
        multiply(z, spare, spare)
        add(n, spare, h_next)
        h = h_next

    h, r, z, n = map(batch_first, (buffer[1:, :H], *trace.swapaxes(0, 1)))
    if past is not None:
        hold_last(h, h0, past)
        r[past], z[past], n[past] = 0, 1, 0
    return GRUTrace(h, r, z, n)
