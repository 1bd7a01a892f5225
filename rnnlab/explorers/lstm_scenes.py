"""The scenes of lecture 4: each computes with the package's LSTM, and draws."""

from functools import lru_cache

import numpy as np

from rnnlab.datasets import load_torch_lstm
from rnnlab.drawing.curves import draw_curves
from rnnlab.drawing.difference import draw_difference
from rnnlab.drawing.gate_curves import draw_gate_curves
from rnnlab.drawing.gate_order import draw_gate_order
from rnnlab.drawing.gate_product import draw_gate_product
from rnnlab.drawing.lstm_unit import draw_lstm_unit
from rnnlab.frameworks.gates import GATE_ORDER
from rnnlab.networks.activations import ACTIVATIONS, sigmoid
from rnnlab.networks.cells import lstm_step
from rnnlab.networks.init import init_lstm, init_rnn
from rnnlab.networks.params import GATES, LSTMParams, RNNParams
from rnnlab.networks.pinning import pin_gates
from rnnlab.networks.sequences import lstm_forward, rnn_forward
from rnnlab.networks.variants import LSTMVariant

LIBRARIES = {
    "rnnlab": "rnnlab",
    "PyTorch": "torch",
    "Keras": "keras",
    "ONNX": "onnx",
    "TensorFlow 1": "tf1",
    "CS231n": "cs231n",
}
CANDIDATES, OLD, STEPS = {3: 0.9, 7: -0.6}, 0.5, 9
DEPTH, FLOOR = 30, 1e-6


def draw_unit_over_time(f, i, o, t):
    """One unit whose gates are held, with a candidate at two steps: the cell at step t, and g, c, h over time."""
    return draw_lstm_unit(f, i, o, *unit_over_time(f, i, o), t)


def unit_over_time(f, i, o):
    """g (T,), c (T + 1,) from its start, h (T,) of a real LSTM with one unit, whose candidate sees x alone."""
    x = np.zeros((STEPS, 1))
    for t, g in CANDIDATES.items():
        x[t - 1] = np.arctanh(g)
    weights = LSTMParams(np.array([[0, 0, 0, 0], [0, 0, 0, 1.0]]), np.zeros(4))
    trace = lstm_forward(x, pin_gates(weights, f=f, i=i, o=o), c0=np.array([OLD]))
    return trace.g[:, 0], np.array([OLD, *trace.c[:, 0]]), trace.h[:, 0]


def draw_unit_from_sums(z_f, z_i, z_o, z_g):
    """The sums of one unit through sigmoid and tanh, and the step of its c, which was 0.8."""
    sums, old = np.array([z_f, z_i, z_o, z_g]), 0.8
    h, c = lstm_step(np.zeros(1), np.zeros(1), np.array([old]), LSTMParams(np.zeros((2, 4)), sums))
    f, i, o = sigmoid(sums[:3])
    return draw_gate_curves(z_f, z_i, z_o, z_g, old, dict(f=f, i=i, o=o, g=np.tanh(z_g), c=c[0], h=h[0]))


def draw_columns(block, unit, joined, seed=0):
    """[h, x] times whole-numbered weights of three units and two inputs, one column of one block lit up."""
    rng, H, D = np.random.default_rng(seed), 3, 2
    h, x = rng.integers(-1, 2, H), rng.integers(-2, 3, D)
    weights = {name: rng.integers(-2, 3, (H + D, H)) for name in GATES}
    z = np.concatenate([h, x]) @ weights[block][:, unit - 1]
    value = ACTIVATIONS["tanh" if block == "g" else "sigmoid"](float(z))
    return draw_gate_product(h, x, weights, block, unit, value, joined)


def draw_read_as(library):
    """PyTorch's saved LSTM, its four blocks read in the order of a library, and the states that come out."""
    order = GATE_ORDER[LIBRARIES[library]]
    return draw_gate_order(library, order, GATE_ORDER["torch"], states_read_as(order), load_torch_lstm()[2])


@lru_cache(maxsize=16)
def states_read_as(order):
    """h (T, H) from PyTorch's saved rows, the blocks taken to stand in `order`."""
    saved, x, _ = load_torch_lstm()
    W = np.concatenate([saved["weight_hh_l0"], saved["weight_ih_l0"]], axis=1)
    blocks = [order.index(gate) for gate in GATES]
    rows = np.arange(len(W)).reshape(4, -1)[blocks].ravel()
    return lstm_forward(x, LSTMParams(W[rows].T, (saved["bias_ih_l0"] + saved["bias_hh_l0"])[rows])).h


def draw_beside_rnn(f, i, o, output_tanh):
    """An LSTM with all gates pinned, the RNN with its candidate's weights, and their difference."""
    T, D, H = 12, 3, 4
    params, x = init_lstm(D, H, np.random.default_rng(0)), np.random.default_rng(1).normal(size=(T, D))
    variant = LSTMVariant(output_activation="tanh" if output_tanh else "identity")
    lstm_h = lstm_forward(x, pin_gates(params, f=f, i=i, o=o), variant=variant).h
    rnn_h = rnn_forward(x, RNNParams(params.W_g, params.b_g))
    return draw_difference("The LSTM with its gates pinned, and the RNN", LSTM=lstm_h, RNN=rnn_h)


def draw_two_ways_back(f, radius, squash):
    """What is left of a small change after n steps: along c it is fⁿ, through an RNN a product of W_hh.

    A logarithmic axis has no place for 0: less than FLOOR is drawn at FLOOR.
    """
    along_c, along_h = f ** np.arange(DEPTH + 1.0), change_through_rnn(radius, squash)
    return draw_curves(
        "What a small change of the old state still does, less than a millionth drawn as a millionth",
        x=np.arange(DEPTH + 1),
        x_label="steps n",
        y_label="share left",
        log=True,
        mark=10,
        size=(880, 205),
        colours={"along_c": "c", "through_h": "h"},
        along_c=np.maximum(along_c, FLOOR),
        through_h=np.maximum(along_h, FLOOR),
    )


@lru_cache(maxsize=128)
def change_through_rnn(radius, squash, H=8, D=2):
    """The size of ∂h_n/∂h_0, n = 0 … DEPTH, over all directions, in an RNN with orthogonal W_hh of this radius.

    The size is the root mean square: 1 for a change that arrives whole.
    """
    rng = np.random.default_rng(0)
    params = init_rnn(D, H, rng, spectral_radius=radius)
    states = rnn_forward(rng.normal(size=(DEPTH, D)), params, activation="tanh" if squash else "identity")
    slopes = 1 - states**2 if squash else np.ones_like(states)
    through, sizes = np.eye(H), [1.0]
    for slope in slopes:
        through = through @ params.W_hh * slope
        sizes.append(np.sqrt((through**2).sum() / H))
    return np.array(sizes)
