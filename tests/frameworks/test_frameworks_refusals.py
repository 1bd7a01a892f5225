"""What rnnlab.frameworks refuses, word for word: nothing is lost in silence, and every refusal says what to do."""

from dataclasses import replace

import numpy as np
import pytest
from frameworks_stacks import BACKWARD, BOTH, draw_stack, refused

from rnnlab import Layer, LSTMParams, LSTMVariant, Stack
from rnnlab.frameworks import (
    from_keras,
    from_onnx,
    from_tf1,
    from_torch,
    to_keras,
    to_onnx,
    to_tf1,
    to_torch,
)

D, H = 2, 3
CUDNN = (
    " Twice as long it is the bias of a CuDNN layer, whose kernels lie in another order too: load its file into a GRU "
    "or LSTM of Keras, and take that layer's get_weights()."
)
zeros = np.zeros
TORCH_4 = {
    "weight_ih_l0": zeros((12, D)),
    "weight_hh_l0": zeros((12, H)),
    "bias_ih_l0": zeros(12),
    "bias_hh_l0": zeros(12),
}
UPPER_4 = {name.replace("l0", "l1"): zeros((12, H)) if name == "weight_ih_l0" else a for name, a in TORCH_4.items()}
KERAS_4 = [zeros((D, 12)), zeros((H, 12)), zeros(12)]
KERAS_3 = [zeros((D, 9)), zeros((H, 9)), zeros((2, 9))]
ONNX_4 = {"W": zeros((1, 12, D)), "R": zeros((1, 12, H)), "B": zeros((1, 24)), "P": zeros((1, 9))}
ONNX_3 = {"W": zeros((1, 9, D)), "R": zeros((1, 9, H))}
TF1_4 = {"kernel": zeros((D + H, 12)), "bias": zeros(12)}
TF1_3 = {
    "gates/kernel": zeros((D + H, 6)),
    "candidate/kernel": zeros((D + H, 3)),
    "gates/bias": zeros(6),
    "candidate/bias": zeros(3),
}


def but(weights, **changes):
    """The same mapping with other arrays; None takes one away. A double underscore is a slash."""
    changed = weights | {name.replace("__", "/"): array for name, array in changes.items()}
    return {name: array for name, array in changed.items() if array is not None}


def at(weights, place, array):
    return [*weights[:place], array, *weights[place + 1 :]]


EVERY = "every layer and direction needs weight_ih and weight_hh, and all of them both biases or none."
TORCH = {
    "no mapping": (
        lambda: from_torch([zeros((3, 3))]),
        TypeError,
        "weights is of type list, but it must map names to arrays: module.state_dict().",
    ),
    "nothing there": (
        lambda: from_torch({"fc.weight": zeros((3, 3))}),
        ValueError,
        "there is no recurrent layer under the names of PyTorch, such as 'weight_ih_l0', among its 1 names: "
        "'fc.weight'.",
    ),
    "behind another prefix": (
        lambda: from_torch({f"encoder.rnn.{name}": a for name, a in TORCH_4.items()}, "rnn."),
        ValueError,
        "it has no recurrent layer 'rnn.': 'encoder.rnn' (LSTM, D = 2, H = 3, 1 layer, 1 direction).",
    ),
    "a projection": (
        lambda: from_torch(TORCH_4 | {"weight_hr_l0": zeros((2, H))}),
        ValueError,
        "it has a weight_hr: an LSTM with proj_size projects its h, which no cell here does.",
    ),
    "a layer in the middle": (
        lambda: from_torch(TORCH_4 | {name.replace("l0", "l2"): array for name, array in TORCH_4.items()}),
        ValueError,
        f"there is no 'weight_ih_l1', but names from 'bias_hh_l0' to 'weight_ih_l2': {EVERY}",
    ),
    "the first layer": (
        lambda: from_torch(UPPER_4),
        ValueError,
        f"there is no 'weight_ih_l0', but names from 'bias_hh_l1' to 'weight_ih_l1': {EVERY}",
    ),
    "one bias of two": (
        lambda: from_torch(but(TORCH_4, bias_hh_l0=None)),
        ValueError,
        f"there is no 'bias_hh_l0', but names from 'bias_ih_l0' to 'weight_ih_l0': {EVERY}",
    ),
    "the biases of one layer": (
        lambda: from_torch(but(TORCH_4 | UPPER_4, bias_hh_l1=None, bias_ih_l1=None)),
        ValueError,
        f"there is no 'bias_ih_l1', but names from 'bias_hh_l0' to 'weight_ih_l1': {EVERY}",
    ),
    "one direction of one layer": (
        lambda: from_torch(TORCH_4 | UPPER_4 | {f"{name}_reverse": array for name, array in TORCH_4.items()}),
        ValueError,
        f"there is no 'weight_ih_l1_reverse', but names from 'bias_hh_l0' to 'weight_ih_l1': {EVERY}",
    ),
    "no cell": (
        lambda: from_torch(but(TORCH_4, weight_hh_l0=zeros((6, 3)))),
        ValueError,
        "weight_hh_l0 has shape (6, 3), but it must be (nH, H) with n = 1 gate (RNN), 3 (GRU) or 4 (LSTM): "
        "from h into h.",
    ),
    "no matrix": (
        lambda: from_torch(but(TORCH_4, weight_hh_l0=zeros(12)), "", "relu"),
        ValueError,
        "weight_hh_l0 has shape (12,), but it must be (nH, H) with n = 1 gate (RNN), 3 (GRU) or 4 (LSTM): "
        "from h into h.",
    ),
    "no units": (
        lambda: from_torch(but(TORCH_4, weight_hh_l0=zeros((0, 0)))),
        ValueError,
        "weight_hh_l0 has shape (0, 0), but it must be (nH, H) with n = 1 gate (RNN), 3 (GRU) or 4 (LSTM): "
        "from h into h.",
    ),
    "transposed": (
        lambda: from_torch(but(TORCH_4, weight_ih_l0=zeros((D, 12)))),
        ValueError,
        "weight_ih_l0 has shape (2, 12), but with weight_hh_l0 (12, 3) it must be (4H, D) = (12, D). "
        "It looks transposed.",
    ),
    "no inputs": (
        lambda: from_torch(but(TORCH_4, weight_ih_l0=zeros((12, 0)))),
        ValueError,
        "weight_ih_l0 has shape (12, 0), but with weight_hh_l0 (12, 3) it must be (4H, D) = (12, D).",
    ),
    "an upper layer of other inputs": (
        lambda: from_torch(but(TORCH_4 | UPPER_4, weight_ih_l1=zeros((12, 6)))),
        ValueError,
        "weight_ih_l1 has shape (12, 6), but with weight_hh_l0 (12, 3) it must be (4H, H) = (12, 3).",
    ),
    "an upper layer of two directions": (
        lambda: from_torch({k + s: a for k, a in (TORCH_4 | UPPER_4).items() for s in ("", "_reverse")}),
        ValueError,
        "weight_ih_l1 has shape (12, 3), but with weight_hh_l0 (12, 3) it must be (4H, 2H) = (12, 6).",
    ),
    "an upper layer of another size": (
        lambda: from_torch(but(TORCH_4 | UPPER_4, weight_hh_l1=zeros((16, 4)))),
        ValueError,
        "weight_hh_l1 has shape (16, 4), but with weight_hh_l0 (12, 3) it must be (4H, H) = (12, 3).",
    ),
    "directions of other inputs": (
        lambda: from_torch(
            {k + s: a for k, a in TORCH_4.items() for s in ("", "_reverse")} | {"weight_ih_l0_reverse": zeros((12, 5))}
        ),
        ValueError,
        "weight_ih_l0_reverse has shape (12, 5), but with weight_hh_l0 (12, 3) it must be (4H, D) = (12, 2).",
    ),
    "a bias of another size": (
        lambda: from_torch(but(TORCH_4, bias_hh_l0=zeros(3)), ""),
        ValueError,
        "bias_hh_l0 has shape (3,), but with weight_hh_l0 (12, 3) it must be (4H,) = (12,).",
    ),
    "text": (
        lambda: from_torch(but(TORCH_4, bias_hh_l0="zeros")),
        TypeError,
        "bias_hh_l0 has dtype <U5, but it must hold real numbers. It is text: convert it with float() or np.loadtxt "
        "first.",
    ),
    "an activation that it has not": (
        lambda: from_torch({"weight_ih_l0": zeros((3, 2)), "weight_hh_l0": zeros((3, 3))}, activation="sigmoid"),
        ValueError,
        "activation is 'sigmoid', but it must be one of 'tanh', 'relu'.",
    ),
    "an activation for gates": (
        lambda: from_torch(TORCH_4, activation="relu"),
        ValueError,
        "activation is 'relu', but of LSTMParams, as these weights are, it is tanh.",
    ),
}
KERAS = {
    "no list": (
        lambda: from_keras(zeros((3, 3))),
        ValueError,
        "weights is a ndarray, but it must be a list of 2 or 3, or of 4 or 6 for two directions: get_weights() of one "
        "layer, not of a whole model.",
    ),
    "five arrays": (
        lambda: from_keras(KERAS_4 + KERAS_4[:2]),
        ValueError,
        "weights has 5 arrays, but it must be a list of 2 or 3, or of 4 or 6 for two directions: get_weights() of one "
        "layer, not of a whole model.",
    ),
    "no cell": (
        lambda: from_keras(at(KERAS_4, 1, zeros((3, 6)))),
        ValueError,
        "weights[1], the recurrent_kernel, has shape (3, 6), but it must be (H, nH) with n = 1 gate (RNN), 3 (GRU) or "
        "4 (LSTM): from h into h.",
    ),
    "transposed": (
        lambda: from_keras(at(KERAS_4, 0, zeros((12, 2)))),
        ValueError,
        "weights[0], the kernel, has shape (12, 2), but with weights[1] (3, 12) it must be (D, 4H) = (D, 12). "
        "It looks transposed.",
    ),
    "two layers of one model": (
        lambda: from_keras(KERAS_4 + at(KERAS_4, 0, zeros((3, 12)))),
        ValueError,
        "weights[3], the kernel, has shape (3, 12), but with weights[1] (3, 12) it must be (D, 4H) = (2, 12)."
        " 6 arrays are read as two directions: of two layers give each its own.",
    ),
    "directions of other sizes": (
        lambda: from_keras(KERAS_4 + at(KERAS_4, 1, zeros((4, 16)))),
        ValueError,
        "weights[4], the recurrent_kernel, has shape (4, 16), but with weights[1] (3, 12) it must be (H, 4H) = "
        "(3, 12)."
        " 6 arrays are read as two directions: of two layers give each its own.",
    ),
    "a bias of another size": (
        lambda: from_keras(at(KERAS_4, 2, zeros((2, 12)))),
        ValueError,
        "weights[2], the bias, has shape (2, 12), but with weights[1] (3, 12) it must be (4H,) = (12,).",
    ),
    "a bias of cuDNN": (
        lambda: from_keras(at(KERAS_3, 2, zeros(18))),
        ValueError,
        "weights[2], the bias, has shape (18,), but with weights[1] (3, 9) it must be (3H,) = (9,)." + CUDNN,
    ),
    "three biases": (
        lambda: from_keras(at(KERAS_3, 2, zeros((3, 9)))),
        ValueError,
        "weights[2], the bias, has shape (3, 9), but with weights[1] (3, 9) it must be (2, 3H) = (2, 9).",
    ),
    "before against two biases": (
        lambda: from_keras(KERAS_3, reset="before"),
        ValueError,
        "reset is 'before', but with weights[2] (2, 9) it must be 'after': a GRU has the bias (2, 3H) where the reset "
        "comes after the product, and (3H,) where it comes before.",
    ),
    "after against one bias": (
        lambda: from_keras(at(KERAS_3, 2, zeros(9)), reset="after"),
        ValueError,
        "reset is 'after', but with weights[2] (9,) it must be 'before': a GRU has the bias (2, 3H) where the reset "
        "comes after the product, and (3H,) where it comes before.",
    ),
    "directions that reset in other places": (
        lambda: from_keras(KERAS_3 + at(KERAS_3, 2, zeros(9))),
        ValueError,
        "reset is 'after', but with weights[5] (9,) it must be 'before': a GRU has the bias (2, 3H) where the reset "
        "comes after the product, and (3H,) where it comes before."
        " 6 arrays are read as two directions: of two layers give each its own.",
    ),
    "a reset of no gate": (
        lambda: from_keras(KERAS_4, reset="before"),
        ValueError,
        "reset is 'before', but it is for a GRU, and these weights are LSTMParams.",
    ),
    "a reset in another place": (
        lambda: from_keras(KERAS_3[:2], reset="between"),
        ValueError,
        "reset is 'between', but it must be one of 'after', 'before'.",
    ),
    "an activation": (
        lambda: from_keras(KERAS_4, activation="linear"),
        ValueError,
        "activation is 'linear', but it must be one of 'identity', 'sigmoid', 'tanh', 'relu'.",
    ),
    "an activation for gates": (
        lambda: from_keras(at(KERAS_3, 2, zeros(9)), activation="relu"),
        ValueError,
        "activation is 'relu', but of GRUParams, as these weights are, it is tanh.",
    ),
    "none": (
        lambda: from_keras([None, *KERAS_4[1:]]),
        TypeError,
        "weights[0] is None, but it must be an array of numbers. Does the function that makes it lack a return?",
    ),
}
ONNX = {
    "a direction": (
        lambda: from_onnx(**ONNX_4, direction="backward"),
        ValueError,
        "direction is 'backward', but it must be one of 'forward', 'reverse', 'bidirectional'.",
    ),
    "no cell": (
        lambda: from_onnx(**but(ONNX_4, R=zeros((1, 6, 3)))),
        ValueError,
        "R has shape (1, 6, 3), but it must be (nd, nH, H) with n = 1 gate (RNN), 3 (GRU) or 4 (LSTM): from h into h.",
    ),
    "no axis of directions": (
        lambda: from_onnx(**but(ONNX_4, R=zeros((12, 3)))),
        ValueError,
        "R has shape (12, 3), but it must be (nd, nH, H) with n = 1 gate (RNN), 3 (GRU) or 4 (LSTM): from h into h.",
    ),
    "one direction of two": (
        lambda: from_onnx(**ONNX_4, direction="bidirectional"),
        ValueError,
        "R has shape (1, 12, 3), but with direction='bidirectional' it must be (nd, 4H, H) = (2, 12, 3).",
    ),
    "W": (
        lambda: from_onnx(**but(ONNX_4, W=zeros((1, 9, 2)))),
        ValueError,
        "W has shape (1, 9, 2), but with R (1, 12, 3) and direction='forward' it must be (nd, 4H, D) = (1, 12, D).",
    ),
    "B": (
        lambda: from_onnx(**but(ONNX_4, B=zeros((1, 12)))),
        ValueError,
        "B has shape (1, 12), but with R (1, 12, 3) and direction='forward' it must be (nd, 8H) = (1, 24).",
    ),
    "P": (
        lambda: from_onnx(**but(ONNX_4, P=zeros((1, 12)))),
        ValueError,
        "P has shape (1, 12), but with R (1, 12, 3) and direction='forward' it must be (nd, 3H) = (1, 9).",
    ),
    "peepholes of a GRU": (
        lambda: from_onnx(**ONNX_3, P=zeros((1, 9))),
        ValueError,
        "P is given, but only an LSTM has peepholes, and with R (1, 9, 3) these are GRUParams.",
    ),
    "hidden_size": (
        lambda: from_onnx(**ONNX_4, hidden_size=4),
        ValueError,
        "hidden_size is 4, but with R (1, 12, 3) it must be 3.",
    ),
    "clip": (
        lambda: from_onnx(**ONNX_4, clip=3.0),
        ValueError,
        "clip is 3.0, but no cell here clips what goes into its activations.",
    ),
    "linear_before_reset of an LSTM": (
        lambda: from_onnx(**ONNX_4, linear_before_reset=1),
        ValueError,
        "linear_before_reset is 1, but it is for GRUParams, and R is that of LSTMParams.",
    ),
    "input_forget of a GRU": (
        lambda: from_onnx(**ONNX_3, input_forget=1),
        ValueError,
        "input_forget is 1, but it is for LSTMParams, and R is that of GRUParams.",
    ),
    "another activation": (
        lambda: from_onnx(zeros((1, 3, 2)), zeros((1, 3, 3)), activations=["Affine"]),
        ValueError,
        "activations is ['Affine'], but it must be ['Tanh'], with Tanh, Relu or Sigmoid for Tanh, the same in each "
        "direction.",
    ),
    "other gates": (
        lambda: from_onnx(**ONNX_4, activations=["HardSigmoid", "Tanh", "Tanh"]),
        ValueError,
        "activations is ['HardSigmoid', 'Tanh', 'Tanh'], but it must be ['Sigmoid', 'Tanh', 'Tanh'], with Tanh, Relu "
        "or Sigmoid for Tanh, the same in each direction.",
    ),
    "too few activations": (
        lambda: from_onnx(**ONNX_4, activations=["Sigmoid", "Tanh"]),
        ValueError,
        "activations is ['Sigmoid', 'Tanh'], but it must be ['Sigmoid', 'Tanh', 'Tanh'], with Tanh, Relu or Sigmoid "
        "for Tanh, the same in each direction.",
    ),
    "another candidate of a GRU": (
        lambda: from_onnx(**ONNX_3, activations=["Sigmoid", "Relu"]),
        ValueError,
        "activations is ['Sigmoid', 'Relu'], but it must be ['Sigmoid', 'Tanh'].",
    ),
    "directions of other activations": (
        lambda: from_onnx(zeros((2, 3, 2)), zeros((2, 3, 3)), direction="bidirectional", activations=["Tanh", "Relu"]),
        ValueError,
        "activations is ['Tanh', 'Relu'], but it must be ['Tanh', 'Tanh'], with Tanh, Relu or Sigmoid for Tanh, the "
        "same in each direction.",
    ),
}
PROJECTION = "rnn/lstm_cell/projection/kernel"
PLAIN = "such a cell is made of 'kernel', 'bias'."
TF1 = {
    "a cell": (
        lambda: from_tf1(TF1_4, "basic_lstm"),
        ValueError,
        "cell is 'basic_lstm', but it must be one of 'rnn', 'gru', 'lstm'.",
    ),
    "other names": (
        lambda: from_tf1(TF1_3, "lstm"),
        ValueError,
        f"weights holds 'gates/kernel', 'candidate/kernel', 'gates/bias', 'candidate/bias', but {PLAIN}",
    ),
    "nothing": (lambda: from_tf1({}, "lstm"), ValueError, f"weights holds nothing, but {PLAIN}"),
    "some peepholes": (
        lambda: from_tf1(TF1_4 | {"w_f_diag": zeros(3), "w_o_diag": zeros(3)}, "lstm"),
        ValueError,
        "it has peepholes, but no 'w_i_diag': all of w_f_diag, w_i_diag, w_o_diag or none.",
    ),
    "peepholes of an RNN": (
        lambda: from_tf1({"a/kernel": zeros((15, 12)), "a/bias": zeros(12), "a/w_f_diag": zeros(3)}, "rnn"),
        ValueError,
        "it has peepholes, 'a/w_f_diag', which only an LSTM does, and cell is 'rnn'.",
    ),
    "a peephole of another size": (
        lambda: from_tf1(TF1_4 | dict.fromkeys(["w_f_diag", "w_i_diag", "w_o_diag"], zeros(12)), "lstm"),
        ValueError,
        "w_f_diag has shape (12,), but with kernel (5, 12) it must be (H,) = (3,).",
    ),
    "a projection": (
        lambda: from_tf1(
            {f"rnn/lstm_cell/{name}": a for name, a in TF1_4.items()} | {PROJECTION: zeros((3, 2))}, "lstm"
        ),
        ValueError,
        f"{PROJECTION!r} projects h (num_proj), which no cell here does.",
    ),
    "no mapping": (
        lambda: from_tf1([*TF1_4.values()], "lstm"),
        TypeError,
        "weights is of type list, but it must map names to arrays.",
    ),
    "two cells": (
        lambda: from_tf1({f"cell_{n}/{name}": a for n in (0, 1) for name, a in TF1_4.items()}, "lstm"),
        ValueError,
        "say which of its 2 cells, by prefix=: 'cell_0', 'cell_1'.",
    ),
    "a cell that is not there": (
        lambda: from_tf1(
            {f"cell_{n}/{name}": a for n in (0, 1) for name, a in TF1_4.items()}, "lstm", prefix="cell_2/"
        ),
        ValueError,
        "it has no cell 'cell_2/': 'cell_0', 'cell_1'.",
    ),
    "a bias of cuDNN": (
        lambda: from_tf1(but(TF1_4, bias=zeros(24)), "lstm"),
        ValueError,
        "bias has shape (24,), but with kernel (5, 12) it must be (4H,) = (12,)." + CUDNN,
    ),
    "integers": (
        lambda: from_tf1(but(TF1_4, kernel=np.zeros((5, 12), np.int8)), "lstm"),
        ValueError,
        "kernel holds integers (int8), as weights do that are quantised: multiply them with their scale first, or take "
        "the model before it was quantised. Whole numbers that are the weights themselves: .astype(np.float32).",
    ),
    "a GRU of one kernel": (
        lambda: from_tf1(TF1_4, "gru"),
        ValueError,
        "weights holds 'kernel', 'bias', but such a cell is made of 'gates/kernel', 'candidate/kernel', "
        "'gates/bias', 'candidate/bias'.",
    ),
    "no input rows": (
        lambda: from_tf1(but(TF1_4, kernel=zeros((3, 12))), "lstm"),
        ValueError,
        "kernel has shape (3, 12), but it must be (D + H, 4H): D input rows on top of the H hidden rows.",
    ),
    "no multiple": (
        lambda: from_tf1(but(TF1_4, kernel=zeros((5, 11))), "lstm"),
        ValueError,
        "kernel has shape (5, 11), but it must be (D + H, 4H): D input rows on top of the H hidden rows.",
    ),
    "an LSTM read as an RNN": (
        lambda: from_tf1(TF1_4, "rnn"),
        ValueError,
        "kernel has shape (5, 12), but it must be (D + H, H): D input rows on top of the H hidden rows.",
    ),
    "a bias": (
        lambda: from_tf1(but(TF1_4, bias=zeros(3)), "lstm"),
        ValueError,
        "bias has shape (3,), but with kernel (5, 12) it must be (4H,) = (12,).",
    ),
    "a candidate": (
        lambda: from_tf1(but(TF1_3, candidate__kernel=zeros((3, 5))), "gru"),
        ValueError,
        "candidate/kernel has shape (3, 5), but with gates/kernel (5, 6) it must be (D + H, H) = (5, 3). "
        "It looks transposed.",
    ),
    "a forget_bias for each unit": (
        lambda: from_tf1(TF1_4, "lstm", forget_bias=[1.0, 1.0, 1.0]),
        ValueError,
        "forget_bias has shape (3,), but it must be one number for all units.",
    ),
    "a forget_bias that is missing": (
        lambda: to_tf1(draw_stack(0, "lstm", D, H)),
        ValueError,
        "forget_bias is missing: it is 1.0 for a BasicLSTMCell as TensorFlow makes it; one that is made with "
        "forget_bias=0.0 keeps every bit.",
    ),
    "two directions": (
        lambda: to_tf1(draw_stack(0, "rnn", D, H, directions=BOTH)),
        ValueError,
        "the layer has two directions, but a cell of TensorFlow 1 has one: convert Layer(layer.forward) and "
        "Layer(layer.backward).",
    ),
    "reset after": (
        lambda: to_tf1(draw_stack(0, "gru", D, H)),
        ValueError,
        "reset is 'after', but the GRU of TensorFlow 1 multiplies r in before the product with W_nh, and no other "
        "weights make up for that.",
    ),
    "an activation of a GRU": (
        lambda: from_tf1(TF1_3, "gru", activation="relu"),
        ValueError,
        "activation is 'relu', but of GRUParams, as these weights are, it is tanh.",
    ),
    "an activation for gates": (
        lambda: from_tf1(TF1_4, "lstm", activation="relu"),
        ValueError,
        "activation is 'relu', but of LSTMParams, as these weights are, it is tanh.",
    ),
}


def mixed(first, second):
    """A stack of two layers, the second of which reads what the first gives."""
    lower = draw_stack(0, "rnn", D, H, directions=first)
    return Stack([*lower.layers, *draw_stack(1, "rnn", sum(first) * H, H, directions=second).layers])


def half_seeing():
    both = draw_stack(0, "lstm", D, H, directions=BOTH).layers[0]
    return Stack([Layer(both.forward, replace(both.backward, p=zeros(9)))])


def with_gate_recurrence(**options):
    (params,) = draw_stack(0, "lstm", D, H).directions
    return Stack([LSTMParams(params.W, params.b, None, zeros((9, 9)))], options)


STACKS = {
    "torch: reset before": (
        lambda: to_torch(draw_stack(0, "gru", D, H, options={"reset": "before"})),
        ValueError,
        "reset is 'before', but the GRU of PyTorch multiplies r in after the product with W_nh, and no other weights "
        "make up for that.",
    ),
    "torch: another activation": (
        lambda: to_torch(draw_stack(0, "rnn", D, H, options={"activation": "identity"})),
        ValueError,
        "activation is 'identity', but an nn.RNN has only tanh and relu.",
    ),
    "torch: layers of other directions": (
        lambda: to_torch(mixed(BOTH, (True, False))),
        ValueError,
        "layers 0 and 1 have not the same directions, but in PyTorch all layers have.",
    ),
    "onnx: identity": (
        lambda: to_onnx(draw_stack(0, "rnn", D, H, options={"activation": "identity"})),
        ValueError,
        "activation is 'identity', but of the activations of ONNX only Tanh, Relu, Sigmoid are ours too.",
    ),
    "onnx: an identity of an LSTM": (
        lambda: to_onnx(draw_stack(0, "lstm", D, H, options={"variant": LSTMVariant(output_activation="identity")})),
        ValueError,
        "output_activation is 'identity', but of the activations of ONNX only Tanh, Relu, Sigmoid are ours too.",
    ),
    "onnx: a gate that is off": (
        lambda: to_onnx(draw_stack(0, "lstm", D, H, options={"variant": LSTMVariant(forget_gate=False)})),
        ValueError,
        "variant has forget_gate=False, but ONNX has no such LSTM.",
    ),
    "onnx: gates that see gates": (
        lambda: to_onnx(with_gate_recurrence(variant=LSTMVariant(gate_recurrence=True))),
        ValueError,
        "variant has gate_recurrence=True, but ONNX has no such LSTM.",
    ),
    "onnx: peepholes that are not used": (
        lambda: to_onnx(draw_stack(0, "lstm", D, H, p=True, options={"variant": LSTMVariant(peepholes=False)})),
        ValueError,
        "the LSTM has peepholes, p, which its variant does not use, but an ONNX node would.",
    ),
    "tf1: peepholes that are not used": (
        lambda: to_tf1(draw_stack(0, "lstm", D, H, p=True, options={"variant": LSTMVariant(peepholes=False)}), 0.0),
        ValueError,
        "the LSTM has peepholes, p, which its variant does not use, but an LSTMCell would.",
    ),
    "onnx: peepholes of one direction": (
        lambda: to_onnx(half_seeing()),
        ValueError,
        "only one direction has peepholes, but P holds those of both: p=np.zeros(3 * H) are none.",
    ),
    "keras: two biases of a candidate": (
        lambda: to_keras(draw_stack(0, "gru", D, H, options={"reset": "before"})),
        ValueError,
        "b_hn is not zero, but with reset='before' Keras has one bias for the candidate, and of a sum the two cannot "
        "be found again. GRUParams with b_n + b_hn in the place of b_n, and no b_hn, computes the same.",
    ),
    "tf1: two biases of a candidate": (
        lambda: to_tf1(draw_stack(0, "gru", D, H, options={"reset": "before"})),
        ValueError,
        "b_hn is not zero, but with reset='before' TensorFlow 1 has one bias for the candidate, and of a sum the two "
        "cannot be found again. GRUParams with b_n + b_hn in the place of b_n, and no b_hn, computes the same.",
    ),
    "a reset that no GRU has": (
        lambda: to_keras(draw_stack(0, "gru", D, H, options={"reset": "between"})),
        ValueError,
        "reset is 'between', but it must be one of 'after', 'before'.",
    ),
    "a variant by its name": (
        lambda: to_torch(draw_stack(0, "lstm", D, H, options={"variant": "CIFG"})),
        TypeError,
        "variant is 'CIFG', but it must be an LSTMVariant, for example VARIANTS['CIFG'].",
    ),
}
OF_EACH = {"PyTorch": to_torch, "Keras": to_keras, "ONNX": to_onnx, "TensorFlow 1": lambda stack: to_tf1(stack, 0.0)}


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        pytest.param(*case, id=f"{name}: {what}")
        for name, cases in {"torch": TORCH, "keras": KERAS, "onnx": ONNX, "tf1": TF1, "stack": STACKS}.items()
        for what, case in cases.items()
    ],
)
def test_it_is_refused_in_words(call, kind, message):
    with refused(kind, message):
        call()


def test_what_the_refusals_change_is_read_as_it_is():
    """So that each of them is refused for what was changed alone."""
    from_torch(TORCH_4 | UPPER_4)
    from_keras(KERAS_4)
    from_keras(KERAS_3)
    from_onnx(**ONNX_4)
    from_onnx(**ONNX_3)
    from_tf1(TF1_4, "lstm")
    from_tf1(TF1_3, "gru")


@pytest.mark.parametrize("framework", OF_EACH)
def test_what_is_no_stack_is_refused(framework):
    (params,) = draw_stack(0, "rnn", D, H).directions
    with refused(TypeError, "stack is of type RNNParams, but it must be a Stack: Stack([params])."):
        OF_EACH[framework](params)


@pytest.mark.parametrize("framework", ["Keras", "ONNX", "TensorFlow 1"])
def test_several_layers_are_refused_where_a_layer_is_a_thing_of_its_own(framework):
    message = (
        f"stack has 3 layers, but in {framework} each is a thing of its own: convert Stack([layer], stack.options) for "
        "every layer of stack.layers."
    )
    with refused(ValueError, message):
        OF_EACH[framework](draw_stack(0, "rnn", D, H, layers=3))


@pytest.mark.parametrize("framework", ["PyTorch", "Keras", "TensorFlow 1"])
def test_a_backward_direction_alone_is_refused_where_weights_cannot_say_it(framework):
    message = (
        f"a layer has only a backward direction, which the weights of {framework} cannot say: convert "
        "Layer(layer.backward), and give it x with time reversed."
    )
    with refused(ValueError, message):
        OF_EACH[framework](draw_stack(0, "rnn", D, H, directions=BACKWARD))


@pytest.mark.parametrize("framework", ["PyTorch", "Keras", "TensorFlow 1"])
@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"input_gate": False}, "input_gate=False"),
        ({"forget_gate": False}, "forget_gate=False"),
        ({"output_gate": False}, "output_gate=False"),
        ({"input_activation": "identity"}, "input_activation='identity'"),
        ({"output_activation": "relu"}, "output_activation='relu'"),
        ({"coupled": True}, "coupled=True"),
        ({"gate_recurrence": True}, "gate_recurrence=True"),
    ],
)
def test_variants_are_refused_by_what_makes_them_so(framework, how, words):
    stack = draw_stack(0, "lstm", D, H, options={"variant": LSTMVariant(**how)})
    with refused(ValueError, f"variant has {words}, but {framework} has no such LSTM."):
        OF_EACH[framework](stack)


@pytest.mark.parametrize("framework", ["PyTorch", "Keras"])
def test_peepholes_are_refused_and_a_variant_without_them_is_not(framework):
    with refused(ValueError, f"the LSTM has peepholes, p, but {framework} has no place for them."):
        OF_EACH[framework](draw_stack(0, "lstm", D, H, p=True))
    OF_EACH[framework](draw_stack(0, "lstm", D, H, options={"variant": LSTMVariant(peepholes=False)}))


@pytest.mark.parametrize("framework", OF_EACH)
def test_weights_from_gate_to_gate_are_refused(framework):
    with refused(ValueError, f"the LSTM has weights from gate to gate, R, but {framework} has no place for them."):
        OF_EACH[framework](with_gate_recurrence())
