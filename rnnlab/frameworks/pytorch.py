"""Weights of PyTorch: the state dict of an nn.RNN, nn.GRU or nn.LSTM."""

import re
from collections.abc import Mapping

import numpy as np

from rnnlab.frameworks.joining import join_params, split_params
from rnnlab.frameworks.limits import check_forward, check_lstm, check_reset, rnn_options
from rnnlab.frameworks.shapes import check_shape, columns_letters, find_cell, read_array
from rnnlab.networks.stacks import Layer, Stack
from rnnlab.networks.stacks.stack import read_stack

WEIGHTS, BIASES = ["weight_ih", "weight_hh"], ["bias_ih", "bias_hh"]
SUFFIXES = ("", "_reverse")
NAME = re.compile(r"(weight_ih|weight_hh|weight_hr|bias_ih|bias_hh)_l([0-9]+)(_reverse)?")
ACTIVATIONS = ("tanh", "relu")


def from_torch(weights, prefix="", activation="tanh"):
    """A stack that computes what an nn.RNN, nn.GRU or nn.LSTM computes with these weights.

    Parameters
    ----------
    weights : mapping of names to arrays
        A state dict. Read are `weight_ih_l0` (nH, D), `weight_hh_l0` (nH, H) and, if there are
        any, `bias_ih_l0` and `bias_hh_l0` (nH,); the same for `_l1` … and with `_reverse`.
    prefix : str
        What stands before these names, such as "encoder.rnn."
    activation : {"tanh", "relu"}
        The `nonlinearity` of an nn.RNN, which is not among its weights.

    Returns
    -------
    Stack
        Of the cell that the shapes tell. Two biases that are always added are their sum.

    Raises
    ------
    TypeError, ValueError
        An array that is missing, not of numbers or not of its shape; an LSTM that projects its h.

    Notes
    -----
    docs.pytorch.org, torch.nn.LSTM and torch.nn.GRU: gates i, f, g, o and r, z, n; each weight
    multiplies a column from the left. x is (T, B, D) there, and (B, T, D) with batch_first.
    """
    if not isinstance(weights, Mapping):
        raise TypeError(
            f"weights is of type {type(weights).__name__}, but it must map names to arrays: module.state_dict()."
        )
    names = _find_names(weights, prefix)
    arrays = {name: read_array(name, weights[name]) for layer in names for part in layer for name in part}
    recurrent = names[0][0][1]
    cell, n, H = find_cell(recurrent, arrays[recurrent], "(nH, H)")
    columns, nH, given = n * H, columns_letters(n), f"{recurrent} {arrays[recurrent].shape}"
    D, D_letters, layers = "D", "D", []
    for layer in names:
        directions = []
        for part in layer:
            W_ih, W_hh, *biases = (arrays[name] for name in part)
            check_shape(part[0], W_ih, (columns, D), f"({nH}, {D_letters})", given)
            check_shape(part[1], W_hh, (columns, H), f"({nH}, H)", given)
            for name, bias in zip(part[2:], biases, strict=True):
                check_shape(name, bias, (columns,), f"({nH},)", given)
            D = W_ih.shape[1]
            directions.append(join_params(cell, "torch", W_ih.T, W_hh.T, *biases))
        layers.append(Layer(*directions))
        D, D_letters = len(layer) * H, "H" if len(layer) == 1 else "2H"
    return Stack(layers, rnn_options(cell, activation, ACTIVATIONS))


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


def _find_names(weights, prefix):
    """The names of the arrays by layer and direction, each direction's in the order of WEIGHTS and BIASES."""
    here = [name for name in weights if name.startswith(prefix) and NAME.fullmatch(name[len(prefix) :])]
    if not here:
        others = [name for name in weights if name.endswith("weight_ih_l0")]
        hint = f" It has {others[0]!r}: prefix={others[0][: -len('weight_ih_l0')]!r}." if others else ""
        raise ValueError(f"weights has no {prefix + 'weight_ih_l0'!r} among its {len(weights)} names.{hint}")
    kinds, layers, reverse = zip(*(NAME.fullmatch(name[len(prefix) :]).groups() for name in here), strict=True)
    if "weight_hr" in kinds:
        raise ValueError("weights has a weight_hr: an LSTM with proj_size projects its h, which no cell here does.")
    kinds = WEIGHTS + (BIASES if {*kinds} & {*BIASES} else [])
    names = []
    for n in range(1 + max(map(int, layers))):
        names.append([])
        for suffix in SUFFIXES[: 1 + any(reverse)]:
            part = [f"{prefix}{kind}_l{n}{suffix}" for kind in kinds]
            for name in part:
                if name not in weights:
                    raise ValueError(
                        f"weights has no {name!r}, but names from {min(here)!r} to {max(here)!r}: every layer and "
                        "direction needs weight_ih and weight_hh, and all of them both biases or none."
                    )
            names[-1].append(part)
    return names
