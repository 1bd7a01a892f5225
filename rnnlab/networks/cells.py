"""One step of each cell: what goes in at time t, what comes out."""

import numpy as np

from rnnlab.networks.activations import ACTIVATIONS, find_activation, sigmoid
from rnnlab.networks.arguments import read_choice, read_step
from rnnlab.networks.params import GRUParams, LSTMParams, RNNParams
from rnnlab.networks.variants import VANILLA, read_variant

RESETS = ("after", "before")


def rnn_step(x, h, params, activation="tanh"):
    """One step of an RNN: h' = φ([h, x] W_h + b_h), φ the activation.

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
    squash = find_activation(activation)
    x, h = read_step(params, RNNParams, x, h=h)
    hx = np.concatenate([h, x], axis=-1)
    return squash(hx @ params.W_h + params.b_h)


def lstm_step(x, h, c, params, variant=VANILLA):
    """One step of an LSTM: c' = f c + i g and h' = o tanh(c').

    Parameters
    ----------
    x, h
        As in `rnn_step`: (B, D) and (B, H), or (D,) and (H,).
    c : array, as h
        The cell state.
    params : LSTMParams
    variant : LSTMVariant
        Which parts the cell has.

    Returns
    -------
    h, c : ndarray, as h
        The next hidden state and cell state.

    Raises
    ------
    TypeError, ValueError
        As `rnn_step`; or a variant whose gates see the gates of the step before, which one step
        alone does not know.

    Notes
    -----
    Hochreiter and Schmidhuber (1997) with the forget gate of Gers et al. (2000); the equations
    are those of arXiv 1503.04069, section 2. With peepholes, f and i look at c, o at c'.
    """
    x, h, c = read_step(params, LSTMParams, x, h=h, c=c)
    if read_variant(variant).gate_recurrence:
        raise ValueError("gate_recurrence needs the gates of the step before: run lstm_forward, also for T = 1.")
    params = variant.apply(params)
    hx = np.concatenate([h, x], axis=-1)
    z_f, z_i, z_o, z_g = np.split(hx @ params.W + params.b, 4, axis=-1)
    if params.p is not None:
        p_f, p_i, p_o = np.split(params.p, 3)
        z_f, z_i = z_f + p_f * c, z_i + p_i * c
    c = sigmoid(z_f) * c + sigmoid(z_i) * ACTIVATIONS[variant.input_activation](z_g)
    if params.p is not None:
        z_o = z_o + p_o * c
    return sigmoid(z_o) * ACTIVATIONS[variant.output_activation](c), c


def gru_step(x, h, params, reset="after"):
    """One step of a GRU: h' = (1 - z) n + z h, between the old state and the candidate n.

    The gates r and z are sigmoids of [h, x] W + b. The candidate is
    n = tanh(x W_nx + b_n + r (h W_nh + b_hn)) with the reset after the product, and
    n = tanh(x W_nx + b_n + (r h) W_nh + b_hn) with the reset before it.

    Parameters
    ----------
    x, h
        As in `rnn_step`: (B, D) and (B, H), or (D,) and (H,).
    params : GRUParams
    reset : {"after", "before"}
        Where r is multiplied in: after the product with W_nh (PyTorch, cuDNN, Keras) or before it
        (Cho et al. 2014, ONNX).

    Returns
    -------
    ndarray, as h
        The next hidden state.

    Raises
    ------
    TypeError, ValueError
        As `rnn_step`.

    Notes
    -----
    Cho et al. (2014), arXiv 1406.1078, whose z multiplies the old state, as it does in PyTorch,
    Keras and ONNX. Chung et al. (2014), arXiv 1412.3555, and many courses write it the other way
    round, h' = (1 - z) h + z n: their z is 1 - z here.
    """
    x, h = read_step(params, GRUParams, x, h=h)
    after = read_choice("reset", reset, RESETS) == "after"
    H, (W_n, b_n) = params.H, params.gate("n")
    hx = np.concatenate([h, x], axis=-1)
    r, z = np.split(sigmoid(hx @ params.W[:, : 2 * H] + params.b[: 2 * H]), 2, axis=-1)
    from_h = r * (h @ W_n[:H] + params.b_hn) if after else (r * h) @ W_n[:H] + params.b_hn
    n = np.tanh(x @ W_n[H:] + b_n + from_h)
    return (1 - z) * n + z * h
