"""Two weights and two biases, as frameworks keep them, joined into ours, and taken apart again."""

import numpy as np

from rnnlab.frameworks.gates import GATE_ORDER, GRU_GATE_ORDER, reorder_gates
from rnnlab.networks.params import GRUParams, LSTMParams, RNNParams

ORDERS = {RNNParams: dict.fromkeys(GATE_ORDER, "h"), GRUParams: GRU_GATE_ORDER, LSTMParams: GATE_ORDER}


def join_params(cell, framework, W_hx, W_hh, b_x=None, b_h=None, p=None):
    """Our parameters of one direction; `framework` says in which order the gates stand.

    Two biases that are always added are one, and where the second is 0 the first is kept bit for
    bit, also -0. Only the candidate of a GRU keeps both: the reset gate comes between them.

    Parameters
    ----------
    cell : RNNParams, GRUParams or LSTMParams
    framework : str, of GATE_ORDER
    W_hx : array (D, nH)
    W_hh : array (H, nH)
    b_x, b_h : array (nH,), optional
        What is added to x W_hx and to h W_hh; zeros when missing.
    p : array (3H,), optional
        Peepholes, in our order.
    """
    orders = ORDERS[cell]
    source, target = orders[framework], orders["rnnlab"]
    blocks = [np.split(weight, len(source), axis=1) for weight in (W_hh, W_hx)]
    W = np.block([[row[source.index(gate)] for gate in target] for row in blocks])
    b_x, b_h = (np.zeros(W.shape[1], W.dtype) if b is None else reorder_gates(b, source, target) for b in (b_x, b_h))
    b = np.where(b_h == 0, b_x, b_x + b_h)
    if cell is not GRUParams:
        return cell(W, b) if p is None else cell(W, b, p)
    candidate = slice(2 * len(W_hh), None)
    b[candidate] = b_x[candidate]
    return cell(W, b, b_h[candidate].copy())


def split_params(params, framework):
    """What `join_params` makes the same parameters of: W_hx, W_hh, b_x, b_h, all of them new arrays."""
    orders = ORDERS[type(params)]
    b_h = np.zeros_like(params.b)
    if isinstance(params, GRUParams):
        b_h[2 * params.H :] = params.b_hn
    W, b_x, b_h = (reorder_gates(a, orders["rnnlab"], orders[framework]) for a in (params.W, params.b, b_h))
    return W[params.H :], W[: params.H], b_x, b_h
