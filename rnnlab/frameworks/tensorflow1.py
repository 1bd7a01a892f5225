"""Weights of TensorFlow 1: the cells that multiply [x, h], inputs first."""

from collections.abc import Mapping

import numpy as np

from rnnlab.frameworks import limits
from rnnlab.frameworks.gates import GATE_ORDER
from rnnlab.frameworks.joining import join_params, split_params
from rnnlab.frameworks.shapes import CUDNN, check_shape, columns_letters, read_array
from rnnlab.frameworks.tf1_names import PEEPHOLES, find_variables
from rnnlab.networks.arguments import as_float, read_choice
from rnnlab.networks.params import GRUParams, LSTMParams, RNNParams
from rnnlab.networks.stacks import Stack

CELLS = {"rnn": RNNParams, "gru": GRUParams, "lstm": LSTMParams}
# How many gates stand side by side in each array.
PARTS = {
    RNNParams: {"kernel": 1, "bias": 1},
    GRUParams: {"gates/kernel": 2, "candidate/kernel": 1, "gates/bias": 2, "candidate/bias": 1},
    LSTMParams: {"kernel": 4, "bias": 4},
}


def from_tf1(weights, cell, forget_bias=1.0, activation="tanh", prefix=None):
    """A stack of one layer that computes what a cell of TensorFlow 1 computes with these weights.

    Parameters
    ----------
    weights : mapping of names to arrays
        "kernel" (D + H, nH) and "bias" (nH,) of a BasicRNNCell, BasicLSTMCell or LSTMCell, with its
        peepholes "w_f_diag", "w_i_diag" and "w_o_diag" (H,), if it has them; "gates/kernel"
        (D + H, 2H), "gates/bias" (2H,), "candidate/kernel" (D + H, H) and "candidate/bias" (H,)
        of a GRUCell. Full names, "rnn/lstm_cell/kernel", and other variables may be there too.
    cell : {"rnn", "lstm", "gru"}
        The shapes do not tell: the kernel of an LSTM could be that of an RNN of 4H.
    forget_bias : float
        What an LSTM cell adds to f in every step, beside its bias; here it is part of b_f.
    activation : {"tanh", "identity", "sigmoid", "relu"}
        That of a BasicRNNCell, which is not among its weights.
    prefix : str, optional
        What stands before the names, such as "rnn/multi_rnn_cell/cell_0/lstm_cell"; needed where there are
        several such cells.

    Returns
    -------
    Stack

    Raises
    ------
    TypeError, ValueError
        Other names; an array not of floats or not of its shape; a forget_bias that is no number; a cell
        that projects its h.

    Notes
    -----
    tensorflow v1.15, python/ops/rnn_cell_impl.py: gates i, j, f, o with j the candidate, and r, u
    with u multiplying the old state; the reset comes before the product. The arrays of a checkpoint
    are {name: reader.get_tensor(name) for name in reader.get_variable_to_shape_map()} with reader =
    tf.train.load_checkpoint(path).
    """
    word, cell = cell, CELLS[read_choice("cell", cell, tuple(CELLS))]
    options = limits.rnn_options(cell, activation) | ({"reset": "before"} if cell is GRUParams else {})
    parts = PARTS[cell]
    if not isinstance(weights, Mapping):
        raise TypeError(f"weights is of type {type(weights).__name__}, but it must map names to arrays.")
    names = find_variables(weights, parts, word, prefix)
    arrays = {part: read_array(name, weights[name]) for part, name in names.items()}
    first = next(iter(parts))
    shape, n = arrays[first].shape, parts[first]
    if len(shape) != 2 or shape[1] % n or not 0 < shape[1] // n < shape[0]:
        raise ValueError(
            f"{names[first]} has shape {shape}, but it must be (D + H, {columns_letters(n)}): D input rows on top of "
            "the H hidden rows."
        )
    (rows, columns), given = shape, f"{names[first]} {shape}"
    H = columns // n
    for name, n in parts.items():
        if name.endswith("kernel"):
            check_shape(names[name], arrays[name], (rows, n * H), f"(D + H, {columns_letters(n)})", given)
        else:
            check_shape(names[name], arrays[name], (n * H,), f"({columns_letters(n)},)", given, CUDNN)
    kernel, bias = (
        np.concatenate([arrays[name] for name in parts if name.endswith(what)], axis=-1) for what in ("kernel", "bias")
    )
    p = None
    if cell is LSTMParams:
        bias = _add_to_f(bias, _read_number("forget_bias", forget_bias))
        if PEEPHOLES[0] in arrays:
            for name in PEEPHOLES:
                check_shape(names[name], arrays[name], (H,), "(H,)", given)
            p = np.concatenate([arrays[name] for name in PEEPHOLES])
    return Stack([join_params(cell, "tf1", kernel[:-H], kernel[-H:], bias, p=p)], options)


def to_tf1(stack, forget_bias=None):
    """The arrays with which a cell of TensorFlow 1 computes what a stack of one layer computes.

    Parameters
    ----------
    stack : Stack of one layer with a forward direction alone
    forget_bias : float
        What the BasicLSTMCell will add to f in every step: it is taken from the bias. With 0.0 every
        bit is kept; TensorFlow's own choice is 1.0, which rounds. An LSTM must have it said.

    Returns
    -------
    dict
        Names and shapes as `from_tf1` reads them; with peepholes they are an LSTMCell's.

    Raises
    ------
    TypeError, ValueError
        Not such a stack; a missing forget_bias; or what these cells cannot compute or hold: LSTM
        variants, a reset after the product, two biases of a candidate.
    """
    who = "TensorFlow 1"
    layer = limits.read_layer(stack, who)
    limits.check_forward(layer, who)
    if layer.backward is not None:
        raise ValueError(
            f"the layer has two directions, but a cell of {who} has one: convert Layer(layer.forward) and "
            "Layer(layer.backward)."
        )
    limits.check_lstm(stack, who, weights=("p",))
    limits.check_reset(stack, who, "before")
    limits.check_one_candidate_bias(stack, who)
    W_hx, W_hh, bias, _ = split_params(layer.forward, "tf1")
    kernel, gates = np.concatenate([W_hx, W_hh]), 2 * stack.H
    if stack.cell is GRUParams:
        arrays = (kernel[:, :gates], kernel[:, gates:], bias[:gates], bias[gates:])
        return {name: array.copy() for name, array in zip(PARTS[GRUParams], arrays, strict=True)}
    if stack.cell is LSTMParams:
        if forget_bias is None:
            raise ValueError(
                "forget_bias is missing: it is 1.0 for a BasicLSTMCell as TensorFlow makes it; one that is made with "
                "forget_bias=0.0 keeps every bit."
            )
        bias = _add_to_f(bias, -_read_number("forget_bias", forget_bias))
        if layer.forward.p is not None:
            limits.check_peepholes(stack, "an LSTMCell")
            return {"kernel": kernel, "bias": bias} | dict(
                zip(PEEPHOLES, np.split(layer.forward.p.copy(), 3), strict=True)
            )
    return {"kernel": kernel, "bias": bias}


def _add_to_f(bias, number):
    """A bias with the gates in TensorFlow's order and `number` added to that of f; 0 leaves every bit as it is."""
    f = np.repeat([gate == "f" for gate in GATE_ORDER["tf1"]], len(bias) // 4)
    return np.where(f, bias + number, bias) if number else bias


def _read_number(name, value):
    array = as_float(name, value)
    if array.shape != ():
        raise ValueError(f"{name} has shape {array.shape}, but it must be one number for all units.")
    return float(array)
