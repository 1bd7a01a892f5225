"""An LSTM over a whole sequence."""

from typing import NamedTuple

import numpy as np

from rnnlab.networks.activations import ACTIVATIONS
from rnnlab.networks.arguments import read_sequence
from rnnlab.networks.params import LSTMParams
from rnnlab.networks.sequences.buffer import batch_first, lay_out, with_bias
from rnnlab.networks.sequences.lengths import hold_last, read_lengths
from rnnlab.networks.variants import VANILLA, read_variant


class LSTMTrace(NamedTuple):
    """Everything an LSTM computed, each (B, T, H) or (T, H): states h, c, gates f, i, o, candidate g."""

    h: np.ndarray
    c: np.ndarray
    f: np.ndarray
    i: np.ndarray
    o: np.ndarray
    g: np.ndarray


def lstm_forward(x, params, h0=None, c0=None, variant=VANILLA, lengths=None):
    """Every state and every gate of an LSTM over a sequence.

    Parameters
    ----------
    x, h0, lengths
        As in `rnn_forward`: (B, T, D), (B, H) and (B,), or (T, D), (H,) and one number. Past the end
        the trace says f = 1 and i = 0, which is what repeats a state.
    params : LSTMParams
    c0 : array, as h0
        The cell state before the first step.
    variant : LSTMVariant
        Which parts the cell has.

    Returns
    -------
    LSTMTrace
        h, c, f, i, o, g, each (B, T, H) or (T, H).

    Raises
    ------
    TypeError, ValueError
        As `rnn_forward`.

    Notes
    -----
    The equations of `lstm_step`; see `rnnlab.networks.sequences.buffer` for why nothing is concatenated
    here. sigmoid(z) = (tanh(z / 2) + 1) / 2: with the half taken into the weights, all four gates
    are one tanh.
    """
    x, h0, c0 = read_sequence(params, LSTMParams, x, h0=h0, c0=c0)
    past = read_lengths(lengths, x)
    if x.ndim == 2:
        trace = lstm_forward(x[None], params, h0[None], c0[None], variant, lengths)
        return LSTMTrace(*(array[0] for array in trace))
    params = read_variant(variant).apply(params)
    squash_in, squash_out = ACTIVATIONS[variant.input_activation], ACTIVATIONS[variant.output_activation]
    (B, T, _), H, dtype = x.shape, params.H, np.result_type(x, h0, c0, params.W)

    half = np.array(0.5, dtype)  # an array, because NumPy reads a Python number anew in every call
    U = with_bias(params.W, params.b, dtype)
    U[: 3 * H] *= half
    P = None if params.p is None else half * params.p.reshape(3, H, 1).astype(dtype)
    R = None if params.R is None else half * params.R.T.astype(dtype)

    buffer = lay_out(x, h0, dtype)
    trace = np.empty((T, 5, H, B), dtype)
    now = np.zeros((5, H, B), dtype)  # the gates of one step, and under them its cell state
    f, i, o, g, c = now
    fio, fiog = now[:3].reshape(3 * H, B), now[:4].reshape(4 * H, B)
    c[:] = c0.T
    z, spare = np.empty_like(fiog), np.empty_like(c)
    z_f, z_i, z_o, z_g = z.reshape(4, H, B)
    add, multiply, tanh = np.add, np.multiply, np.tanh
    for hx1, h, kept in zip(buffer, buffer[1:, :H], trace, strict=False):
        U.dot(hx1, z)
        if R is not None:
            z[: 3 * H] += R @ fio
        if P is not None:
            z_f += P[0] * c
            z_i += P[1] * c
        tanh(z, fiog)
        if squash_in is not np.tanh:
            squash_in(z_g, g)
        multiply(fio, half, fio)
        add(fio, half, fio)
        multiply(f, c, c)
        multiply(i, g, spare)
        add(c, spare, c)
        if P is not None:
            o[:] = half * tanh(z_o + P[2] * c) + half
        squash_out(c, spare)
        multiply(o, spare, h)
        kept[:] = now

    h, f, i, o, g, c = map(batch_first, (buffer[1:, :H], *trace.swapaxes(0, 1)))
    if past is not None:
        for states, start in ((h, h0), (c, c0), (o, np.zeros_like(h0))):
            hold_last(states, start, past)
        f[past], i[past], g[past] = 1, 0, 0
    return LSTMTrace(h, c, f, i, o, g)
