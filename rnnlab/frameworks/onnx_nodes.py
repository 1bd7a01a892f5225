"""Weights of ONNX: the inputs W, R, B, P and the attributes of an RNN, GRU or LSTM node."""

import numpy as np

from rnnlab.frameworks.gates import PEEPHOLE_ORDER, reorder_gates
from rnnlab.frameworks.joining import join_params, split_params
from rnnlab.frameworks.limits import read_layer
from rnnlab.frameworks.onnx_attributes import read_attributes, write_attributes
from rnnlab.frameworks.shapes import check_shape, columns_letters, find_cell, read_array
from rnnlab.networks.arguments import read_choice
from rnnlab.networks.params import LSTMParams
from rnnlab.networks.stacks import Layer, Stack

# Which of the two places of a Layer each direction fills.
DIRECTIONS = {"forward": (0,), "reverse": (1,), "bidirectional": (0, 1)}


def from_onnx(
    W,
    R,
    B=None,
    P=None,
    direction="forward",
    hidden_size=None,
    activations=None,
    linear_before_reset=0,
    input_forget=0,
    clip=None,
):
    """A stack of one layer that computes what an RNN, GRU or LSTM node of ONNX computes.

    from_onnx(**to_onnx(stack)) is the stack again, bit for bit.

    Parameters
    ----------
    W : array (nd, nH, D)
        nd is 2 for direction="bidirectional", else 1.
    R : array (nd, nH, H)
    B : array (nd, 2nH), optional
        The bias beside W, then the one beside R; zeros when missing.
    P : array (nd, 3H), optional
        The peepholes of an LSTM, in the order i, o, f.
    direction : {"forward", "reverse", "bidirectional"}
    hidden_size : int, optional
        As in the node; R says it too.
    activations : list of str, optional
        "Tanh", "Relu" or "Sigmoid" for an RNN, and for the last two of an LSTM; else the usual ones.
    linear_before_reset : {0, 1}
        Of a GRU: 1 is reset="after", 0 is reset="before".
    input_forget : {0, 1}
        Of an LSTM: 1 is LSTMVariant(coupled=True), f = 1 - i, and the weights of f are not used.
    clip : None
        A node that clips is refused.

    Returns
    -------
    Stack
        Of the cell that the shapes tell.

    Raises
    ------
    TypeError, ValueError
        An array not of numbers or not of its shape, or an attribute that no cell here has.

    Notes
    -----
    onnx.ai/onnx/operators: gates i, o, f, c and z, r, h; each weight multiplies a column from the
    left. x is (T, B, D) there, and (B, T, D) with layout=1. Past the end of a sequence its outputs
    are 0, where here the states repeat.
    """
    if clip is not None:
        raise ValueError(f"clip is {clip}, but no cell here clips what goes into its activations.")
    places = DIRECTIONS[read_choice("direction", direction, tuple(DIRECTIONS))]
    W, R, nd = read_array("W", W), read_array("R", R), len(places)
    cell, n, H = find_cell("R", R, "(nd, nH, H)")
    nH, given = columns_letters(n), f"R {R.shape} and direction={direction!r}"
    B = np.zeros((nd, 2 * n * H), W.dtype) if B is None else read_array("B", B)
    check_shape("R", R, (nd, n * H, H), f"(nd, {nH}, H)", f"direction={direction!r}")
    check_shape("W", W, (nd, n * H, "D"), f"(nd, {nH}, D)", given)
    check_shape("B", B, (nd, 2 * n * H), f"(nd, {2 * n}H)", given)
    if hidden_size not in (None, H):
        raise ValueError(f"hidden_size is {hidden_size}, but with R {R.shape} it must be {H}.")
    options = read_attributes(cell, nd, activations, linear_before_reset, input_forget)
    if P is not None and cell is not LSTMParams:
        raise ValueError(f"P is given, but only an LSTM has peepholes, and with R {R.shape} these are {cell.__name__}.")
    if P is not None:
        P = read_array("P", P)
        check_shape("P", P, (nd, 3 * H), "(nd, 3H)", given)
        P = reorder_gates(P, PEEPHOLE_ORDER["onnx"], PEEPHOLE_ORDER["rnnlab"])
    layer = [None, None]
    for k, place in enumerate(places):
        p = None if P is None else P[k]
        layer[place] = join_params(cell, "onnx", W[k].T, R[k].T, *np.split(B[k], 2), p=p)
    return Stack([Layer(*layer)], options)


def to_onnx(stack):
    """The inputs and attributes of the node that computes what a stack of one layer computes.

    Parameters
    ----------
    stack : Stack of one layer

    Returns
    -------
    dict
        W, R, B, P where there are peepholes, and the attributes of the node: what `from_onnx` takes.

    Raises
    ------
    TypeError, ValueError
        Not a stack of one layer; or what no node can compute or hold: gates that are switched off,
        gate recurrence, the activation "identity", peepholes in one direction alone.
    """
    layer = read_layer(stack, "ONNX")
    places = tuple(k for k, params in enumerate(layer) if params is not None)
    direction = next(name for name, those in DIRECTIONS.items() if those == places)
    parts = [split_params(params, "onnx") for params in stack.directions]
    weights = {
        "W": np.ascontiguousarray([W_hx.T for W_hx, *_ in parts]),
        "R": np.ascontiguousarray([W_hh.T for _, W_hh, *_ in parts]),
        "B": np.array([np.concatenate(biases) for _, _, *biases in parts]),
    }
    attributes = write_attributes(stack)
    peepholes = [params.p for params in stack.directions if getattr(params, "p", None) is not None]
    if peepholes:
        if len(peepholes) < len(parts):
            raise ValueError("only one direction has peepholes, but P holds those of both: p=np.zeros(3 * H) are none.")
        weights["P"] = reorder_gates(np.array(peepholes), PEEPHOLE_ORDER["rnnlab"], PEEPHOLE_ORDER["onnx"])
    return {**weights, "direction": direction, "hidden_size": stack.H, **attributes}
