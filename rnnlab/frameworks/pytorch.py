"""Weights of PyTorch: the state dict of an nn.RNN, nn.GRU or nn.LSTM, of a cell, or of a model that has some."""

import numpy as np

from rnnlab.frameworks.joining import join_params, split_params
from rnnlab.frameworks.limits import check_forward, check_lstm, check_reset, rnn_options
from rnnlab.frameworks.listing import KINDS, RecurrentLayer, say_which
from rnnlab.frameworks.shapes import check_kind, check_shape, columns_letters, find_cell, read_array
from rnnlab.frameworks.torch_names import BIASES, SUFFIXES, WEIGHTS, find_mapping, say_none_found
from rnnlab.networks.stacks import Layer, Stack
from rnnlab.networks.stacks.stack import read_stack

ACTIVATIONS = ("tanh", "relu")


def from_torch(weights, prefix=None, activation="tanh"):
    """A stack that computes what an nn.RNN, nn.GRU or nn.LSTM, or a cell of them, computes with these weights.

    Parameters
    ----------
    weights : mapping of names to arrays
        A state dict, also of a whole model, or a checkpoint that wraps one. Read are
        `weight_ih_l0` (nH, D), `weight_hh_l0` (nH, H) and, if there are any, `bias_ih_l0` and
        `bias_hh_l0` (nH,); the same for `_l1` … and with `_reverse`. The names of a cell, such
        as an nn.LSTMCell, lack `_l0`.
    prefix : str, optional
        What stands before these names, such as "encoder.rnn"; needed where there are several
        recurrent layers.
    activation : {"tanh", "relu"}
        The `nonlinearity` of an nn.RNN, which is not among its weights.

    Returns
    -------
    Stack
        Of the cell that the shapes tell. Two biases that are always added are their sum.

    Raises
    ------
    TypeError, ValueError
        Several layers and no prefix; an array that is missing, not of floats or not of its shape; an
        LSTM that projects its h; weights that are quantised, pruned, dropped out or under a norm.

    Notes
    -----
    docs.pytorch.org, torch.nn.LSTM and torch.nn.GRU: gates i, f, g, o and r, z, n; each weight
    multiplies a column from the left. x is (T, B, D) there, and (B, T, D) with batch_first.
    """
    found, weights = _find(weights)
    called = [before for before in found if prefix in (None, before, before.removesuffix("."))]
    if len(called) != 1:
        raise ValueError(say_which(prefix, [_describe(*item, weights) for item in found.items()]))
    names, refusal = found[called[0]]
    if refusal:
        raise ValueError(f"{called[0].removesuffix('.')!r} is not read: {refusal}" if called[0] else refusal)
    cell, _, arrays = _check_shapes(names, weights)
    options = rnn_options(cell, activation, ACTIVATIONS)
    layers = []
    for layer in names:
        directions = []
        for part in layer:
            W_ih, W_hh, *biases = (read_array(name, arrays[name]) for name in part)
            directions.append(join_params(cell, "torch", W_ih.T, W_hh.T, *biases))
        layers.append(Layer(*directions))
    return Stack(layers, options)


def list_torch(weights):
    """A RecurrentLayer for each that is in a state dict, or in a checkpoint that wraps one.

    Raises
    ------
    TypeError, ValueError
        No mapping; or one that has none.
    """
    found, weights = _find(weights)
    return [_describe(*item, weights) for item in found.items()]


def to_torch(stack):
    """The state dict, of NumPy arrays, with which PyTorch computes what the stack computes.

    Parameters
    ----------
    stack : Stack

    Returns
    -------
    dict
        Names and shapes as `from_torch` reads them; our bias is `bias_ih`, and `bias_hh` is zeros
        but for the candidate of a GRU. {name: torch.from_numpy(array)} is what PyTorch loads.

    Raises
    ------
    TypeError, ValueError
        Not a stack; or what PyTorch cannot compute: LSTM variants, peepholes, a GRU with the
        reset before the product, other activations than tanh and relu, layers of other directions.
    """
    check_lstm(read_stack(stack), "PyTorch")
    check_reset(stack, "PyTorch", "after")
    if stack.options.get("activation", "tanh") not in ACTIVATIONS:
        raise ValueError(f"activation is {stack.options['activation']!r}, but an nn.RNN has only tanh and relu.")
    weights = {}
    for n, layer in enumerate(stack.layers):
        check_forward(layer, "PyTorch")
        if (layer.backward is None) != (stack.layers[0].backward is None):
            raise ValueError(f"layers 0 and {n} have not the same directions, but in PyTorch all layers have.")
        for suffix, params in zip(SUFFIXES, layer, strict=True):
            if params is not None:
                W_hx, W_hh, *biases = split_params(params, "torch")
                arrays = (np.ascontiguousarray(W_hx.T), np.ascontiguousarray(W_hh.T), *biases)
                weights |= {f"{k}_l{n}{suffix}": a for k, a in zip(WEIGHTS + BIASES, arrays, strict=True)}
    return weights


def _find(weights):
    """The recurrent layers in a mapping, and the mapping."""
    found, weights = find_mapping(weights)
    if not found:
        raise ValueError(say_none_found(weights))
    return found, weights


def _describe(before, layer, weights):
    name, (names, refusal) = before.removesuffix("."), layer
    try:
        if not refusal:
            (cell, sizes, _), directions = _check_shapes(names, weights), len(names[0])
            return RecurrentLayer(name, KINDS[cell], *sizes, len(names), directions)
    except (TypeError, ValueError) as error:
        refusal = str(error)
    return RecurrentLayer(name, refusal=refusal)


def _check_shapes(names, weights):
    """The cell of a layer, its (D, H), and its arrays by name, which are not read if they say their shapes."""
    arrays = {name: weights[name] for layer in names for part in layer for name in part}
    for name, value in arrays.items():
        check_kind(name, value)
        arrays[name] = value if hasattr(value, "shape") else read_array(name, value)
    recurrent = names[0][0][1]
    cell, n, H = find_cell(recurrent, arrays[recurrent], "(nH, H)")
    columns, nH, given = n * H, columns_letters(n), f"{recurrent} {tuple(arrays[recurrent].shape)}"
    D, D_letters = "D", "D"
    for layer in names:
        for W_ih, W_hh, *biases in layer:
            check_shape(W_ih, arrays[W_ih], (columns, D), f"({nH}, {D_letters})", given)
            check_shape(W_hh, arrays[W_hh], (columns, H), f"({nH}, H)", given)
            for bias in biases:
                check_shape(bias, arrays[bias], (columns,), f"({nH},)", given)
            D = arrays[W_ih].shape[1]
        D, D_letters = len(layer) * H, "H" if len(layer) == 1 else "2H"
    return cell, (arrays[names[0][0][0]].shape[1], H), arrays
