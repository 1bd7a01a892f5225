"""Lecture 4: the step of an LSTM, in row form, and how it goes wrong."""

from itertools import permutations

import numpy as np

from rnnlab.activations import sigmoid
from rnnlab.cells import lstm_step
from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise, Wrong
from rnnlab.params import LSTMParams

GATES = "fiog"


def _gates(x, h, W, b, order=GATES):
    """The sums of the gates f, i, o, g, when the blocks are taken to stand in `order`."""
    blocks = np.split(np.concatenate([h, x], axis=-1) @ W + b, 4, axis=-1)
    return [blocks[order.index(gate)] for gate in GATES]


def _states(f, i, o, g, c):
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


def _in_order(order):
    return lambda x, h, c, W, b: _states(*_gates(x, h, W, b, order), c)


def _bias_of(gate, other):
    """The step in which `gate` has the bias of `other` in place of its own."""

    def step(x, h, c, W, b):
        biases = np.split(b, 4)
        biases[GATES.index(gate)] = biases[GATES.index(other)]
        return _states(*_gates(x, h, W, np.concatenate(biases)), c)

    return step


def _one_bias(gate):
    """The step in which every gate has the bias of this one."""
    return lambda x, h, c, W, b: _states(*_gates(x, h, W, np.tile(np.split(b, 4)[GATES.index(gate)], 4)), c)


def _no_tanh(x, h, c, W, b):
    f, i, o, g = _gates(x, h, W, b)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * c, c


def _old_c(x, h, c, W, b):
    f, i, o, g = _gates(x, h, W, b)
    return sigmoid(o) * np.tanh(c), sigmoid(f) * c + sigmoid(i) * np.tanh(g)


def _h_as_c(x, h, c, W, b):
    return _states(*_gates(x, h, W, b), h)


def _c_as_h(x, h, c, W, b):
    return _states(*_gates(x, c, W, b), c)


def _sigmoid_candidate(x, h, c, W, b):
    f, i, o, g = _gates(x, h, W, b)
    c = sigmoid(f) * c + sigmoid(i) * sigmoid(g)
    return sigmoid(o) * np.tanh(c), c


def _right(x, h, c, W, b):
    return lstm_step(x, h, c, LSTMParams(W, b))


STEP_WRONG = (
    Wrong(
        "f and i swapped (gate order i, f, o, g)",
        "The forget gate and the input gate are swapped: you read the blocks as i, f, o, g. Here they stand in the "
        "order f, i, o, g, and c' = f c + i g.",
        _in_order("ifog"),
    ),
    Wrong(
        "gate order i, f, g, o",
        "You read the blocks in PyTorch's and Keras's order, i, f, g, o. Here they stand in the order f, i, o, g.",
        _in_order("ifgo"),
    ),
    *(
        Wrong(
            f"gate order {', '.join(order)}",
            f"You read the blocks in the order {', '.join(order)}. Here they stand in the order f, i, o, g.",
            _in_order("".join(order)),
        )
        for order in permutations(GATES)
        if "".join(order) not in ("fiog", "ifog", "ifgo")
    ),
    Wrong(
        "no tanh on c",
        "There is no tanh between c and h: h' = o tanh(c'), and yours is o c'.",
        _no_tanh,
    ),
    Wrong(
        "h from the old c",
        "h is made of the cell state before the step. First the new c', then h' = o tanh(c').",
        _old_c,
    ),
    Wrong(
        "h fed as c",
        "The forget gate multiplies h where it should multiply c: c' = f c + i g.",
        _h_as_c,
    ),
    Wrong(
        "c fed as h",
        "The gates look at c where they should look at h: they read the joined row [h, x].",
        _c_as_h,
    ),
    Wrong(
        "[x, h] order",
        "The joined row is [x, h], so every row of W meets the wrong number. Hidden first, always: [h, x].",
        lambda x, h, c, W, b: _states(*_gates(h, x, W, b), c),
    ),
    Wrong(
        "candidate with sigmoid",
        "The candidate g goes through a sigmoid like the three gates. It needs tanh: it may be negative.",
        _sigmoid_candidate,
    ),
    *(
        Wrong(
            "one gate's bias in another",
            f"Gate {gate} has the bias of gate {other}: b_{other} where b_{gate} belongs.",
            _bias_of(gate, other),
        )
        for gate, other in permutations(GATES, 2)
    ),
    *(
        Wrong("one gate's bias in another", f"All four gates have the same bias, b_{gate}. Each has its own.", step)
        for gate, step in ((gate, _one_bias(gate)) for gate in GATES)
    ),
    Wrong(
        "b forgotten",
        "The bias b is missing: add it to the product, before it is split into gates.",
        lambda x, h, c, W, b: _right(x, h, c, W, 0 * b),
    ),
    Wrong(
        "c, h returned",
        "Both states are right, but they come back in the other order: return h, c.",
        lambda x, h, c, W, b: _right(x, h, c, W, b)[::-1],
    ),
)


def _step_numbers(draw, B, D, H):
    arrays = {"x": draw(B, D), "h": draw(B, H), "c": draw(B, H)}
    return arrays | {"W": draw(H + D, 4 * H), "b": draw(4 * H)}


X, H_BEFORE, C_BEFORE = np.array([[0.5]]), np.array([[0.4]]), np.array([[0.8]])
W_SMALL = np.array([[0.5, -1.0, 2.0, 0.25], [1.0, 0.75, -0.5, -1.5]])
OPEN = 40.0

LSTM_STEP = Exercise(
    name="lstm_step",
    lecture=4,
    forms=(("x", "h", "c", "W", "b"), ("x", "h", "c", "params")),
    returns={"h": "(B, H)", "c": "(B, H)"},
    cases=(
        Case(
            {"x": X, "h": H_BEFORE, "c": C_BEFORE, "W": 0 * W_SMALL, "b": np.zeros(4)},
            "W and b are zeros: every gate is 1/2 and g is 0, so c' is c/2",
        ),
        Case(
            {"x": X, "h": H_BEFORE, "c": C_BEFORE, "W": 0 * W_SMALL, "b": np.array([OPEN, -OPEN, OPEN, 0.5])},
            "f is 1, i is 0 and o is 1: c stays, and h is tanh(c)",
        ),
        Case(
            {"x": X, "h": H_BEFORE, "c": C_BEFORE, "W": 0 * W_SMALL, "b": np.array([-OPEN, OPEN, OPEN, 0.5])},
            "f is 0, i is 1 and o is 1: c becomes the candidate g",
        ),
        *random_cases(_step_numbers, "BDH"),
    ),
    right=_right,
    wrong=STEP_WRONG,
    weights=("W", "new weights"),
)
