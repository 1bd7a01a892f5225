"""Weights of Keras: what get_weights() of a SimpleRNN, GRU, LSTM or Bidirectional layer lists."""

import numpy as np

from rnnlab.frameworks.joining import join_params, split_params
from rnnlab.frameworks.limits import (
    check_forward,
    check_lstm,
    check_one_candidate_bias,
    read_layer,
    reset_of,
    rnn_options,
)
from rnnlab.frameworks.shapes import CUDNN, Stored, check_shape, columns_letters, find_cell, read_array
from rnnlab.networks.activations import ACTIVATIONS
from rnnlab.networks.arguments import read_choice
from rnnlab.networks.cells import RESETS
from rnnlab.networks.params import GRUParams, LSTMParams
from rnnlab.networks.stacks import Layer, Stack
from rnnlab.networks.variants import LSTMVariant


def from_keras(weights, reset=None, activation="tanh"):
    """A stack of one layer that computes what a Keras layer computes with these weights.

    Parameters
    ----------
    weights : list of 2 or 3 arrays, or of 4 or 6
        layer.get_weights(): kernel (D, nH), recurrent_kernel (H, nH) and, if there is one, bias
        (nH,), or (2, 3H) of a GRU with reset_after=True. Of a Bidirectional layer those of its
        forward direction, then those of its backward one: so are the arrays of two layers read,
        where their shapes allow it, so give each layer's own.
    reset : {"after", "before"}, optional
        Where a GRU multiplies in its reset gate. A bias says it by its shape; without a bias and
        without this it is "after", as in Keras.
    activation : {"tanh", "identity", "sigmoid", "relu"}
        That of a SimpleRNN or an LSTM, which is not among its weights; Keras calls "identity"
        "linear".

    Returns
    -------
    Stack
        Of the cell that the shapes tell.

    Raises
    ------
    TypeError, ValueError
        Another number of arrays; one not of numbers or not of its shape; a reset that contradicts
        the bias, or is not for this cell.

    Notes
    -----
    keras.io/api/layers/recurrent_layers: gates i, f, c, o and z, r, h. A layer with
    go_backwards=True is Layer(None, params) here, whose states are in the order of x; Keras
    returns them in the order in which it computed them. The gates are sigmoids here: a layer with
    recurrent_activation="hard_sigmoid", the default before Keras 2.3, computes other numbers.
    """
    if not isinstance(weights, list | tuple) or len(weights) not in (2, 3, 4, 6):
        found = f"has {len(weights)} arrays" if isinstance(weights, list | tuple) else f"is a {type(weights).__name__}"
        raise ValueError(
            f"weights {found}, but it must be a list of 2 or 3, or of 4 or 6 for two directions: get_weights() of one "
            "layer, not of a whole model."
        )
    arrays = [
        array if isinstance(array, Stored) else read_array(f"weights[{k}]", array) for k, array in enumerate(weights)
    ]
    cell, n, H = find_cell("weights[1], the recurrent_kernel,", arrays[1], "(H, nH)")
    options = _read_activation(cell, activation)
    if reset is not None and cell is not GRUParams:
        raise ValueError(f"reset is {reset!r}, but it is for a GRU, and these weights are {cell.__name__}.")
    if reset is not None:
        read_choice("reset", reset, RESETS)
    columns, nH, given = n * H, columns_letters(n), f"weights[1] {tuple(arrays[1].shape)}"
    step = len(arrays) if len(arrays) < 4 else len(arrays) // 2
    D, parts = "D", [arrays[k : k + step] for k in range(0, len(arrays), step)]
    for k, (kernel, recurrent, *biases) in zip((0, step), parts, strict=False):
        try:
            check_shape(f"weights[{k}], the kernel,", kernel, (D, columns), f"(D, {nH})", given)
            check_shape(f"weights[{k + 1}], the recurrent_kernel,", recurrent, (H, columns), f"(H, {nH})", given)
            for bias in biases:
                two = cell is GRUParams and len(bias.shape) == 2
                wanted, letters = ((2, columns), f"(2, {nH})") if two else ((columns,), f"({nH},)")
                check_shape(f"weights[{k + 2}], the bias,", bias, wanted, letters, given, CUDNN)
                if cell is GRUParams:
                    reset = _agree(reset, "after" if two else "before", f"weights[{k + 2}] {tuple(bias.shape)}")
        except ValueError as error:
            if k == 0:
                raise
            raise ValueError(
                f"{error} {len(arrays)} arrays are read as two directions: of two layers give each its own."
            ) from None
        D = kernel.shape[0]
    directions = []
    for k, part in zip((0, step), parts, strict=False):
        kernel, recurrent, *biases = (read_array(f"weights[{k + n}]", array) for n, array in enumerate(part))
        biases = biases[0] if biases and biases[0].ndim == 2 else biases
        directions.append(join_params(cell, "keras", kernel, recurrent, *biases))
    return Stack([Layer(*directions)], {"reset": reset} if reset == "before" else options)


def to_keras(stack):
    """The list of arrays with which a Keras layer computes what a stack of one layer computes.

    Parameters
    ----------
    stack : Stack of one layer

    Returns
    -------
    list of 3 arrays, or of 6 for two directions
        For layer.set_weights(), as `from_keras` reads them. What the layer must be told itself is
        the activation of an RNN, and reset_after=False for a GRU with the reset before the product.

    Raises
    ------
    TypeError, ValueError
        Not a stack of one layer with a forward direction; or what Keras cannot compute or hold:
        LSTM variants, peepholes, two biases of a candidate with the reset before the product.
    """
    check_forward(read_layer(stack, "Keras"), "Keras")
    check_lstm(stack, "Keras")
    two = stack.cell is GRUParams and reset_of(stack) == "after"
    if not two:
        check_one_candidate_bias(stack, "Keras")
    weights = []
    for params in stack.directions:
        W_hx, W_hh, b_x, b_h = split_params(params, "keras")
        weights += [W_hx, W_hh, np.stack([b_x, b_h]) if two else b_x]
    return weights


def _read_activation(cell, activation):
    """The options of a stack. An LSTM of Keras has one activation, for its candidate and for its cell state."""
    if cell is LSTMParams and read_choice("activation", activation, tuple(ACTIVATIONS)) != "tanh":
        return {"variant": LSTMVariant(input_activation=activation, output_activation=activation)}
    return rnn_options(cell, activation)


def _agree(reset, seen, given):
    if reset not in (None, seen):
        raise ValueError(
            f"reset is {reset!r}, but with {given} it must be {seen!r}: a GRU has the bias (2, 3H) where the reset "
            "comes after the product, and (3H,) where it comes before."
        )
    return seen
