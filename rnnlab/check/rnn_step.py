"""Lecture 3: the step of an RNN, in row form, and how it goes wrong."""

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise, Wrong
from rnnlab.networks.activations import sigmoid
from rnnlab.networks.cells import rnn_step
from rnnlab.networks.params import RNNParams


def _sum(h, x, W_h, b_h):
    return np.concatenate([h, x], axis=-1) @ W_h + b_h


STEP_WRONG = (
    Wrong(
        "no tanh",
        "There is no tanh: the sum [h, x] W_h + b_h is returned as it is. Return np.tanh of it.",
        lambda x, h, W_h, b_h: _sum(h, x, W_h, b_h),
    ),
    Wrong(
        "sigmoid",
        "A sigmoid stands where tanh belongs: your states lie between 0 and 1, and can never be negative.",
        lambda x, h, W_h, b_h: sigmoid(_sum(h, x, W_h, b_h)),
    ),
    Wrong(
        "[x, h] order",
        "x comes first in the joined row, so the numbers meet the wrong rows of W_h. Hidden first, always: [h, x].",
        lambda x, h, W_h, b_h: np.tanh(_sum(x, h, W_h, b_h)),
    ),
    Wrong(
        "x used twice",
        "x stands on both sides of the joined row: [x, x]. The state h must come first: [h, x].",
        lambda x, h, W_h, b_h: np.tanh(_sum(x, x, W_h, b_h)),
    ),
    Wrong(
        "h used twice",
        "h stands on both sides of the joined row: [h, h]. The input x must come second: [h, x].",
        lambda x, h, W_h, b_h: np.tanh(_sum(h, h, W_h, b_h)),
    ),
    Wrong(
        "h ignored",
        "The state h does not reach the result: what you return is the same for every h. The sum needs h W_hh too.",
        lambda x, h, W_h, b_h: np.tanh(_sum(0 * h, x, W_h, b_h)),
    ),
    Wrong(
        "x ignored",
        "The input x does not reach the result: what you return is the same for every x. The sum needs x W_hx too.",
        lambda x, h, W_h, b_h: np.tanh(_sum(h, 0 * x, W_h, b_h)),
    ),
    Wrong(
        "tanh twice",
        "tanh is applied twice. It is applied once, to the sum.",
        lambda x, h, W_h, b_h: np.tanh(np.tanh(_sum(h, x, W_h, b_h))),
    ),
    Wrong(
        "relu",
        "A relu stands where tanh belongs: everything below 0 is cut off, and nothing keeps the state small.",
        lambda x, h, W_h, b_h: np.maximum(_sum(h, x, W_h, b_h), 0),
    ),
    Wrong(
        "W_hh transposed",
        "W_hh is transposed. It is square, so no error says so; in row form it stands right of h as it is.",
        lambda x, h, W_h, b_h: np.tanh(h @ W_h[: h.shape[1]].T + x @ W_h[h.shape[1] :] + b_h),
    ),
    Wrong(
        "h unchanged",
        "The state comes back as it went in. The next state is tanh([h, x] W_h + b_h).",
        lambda x, h, W_h, b_h: h,
    ),
    Wrong(
        "b forgotten",
        "The bias b_h is missing: add it to the product, before tanh.",
        lambda x, h, W_h, b_h: np.tanh(_sum(h, x, W_h, 0)),
    ),
    Wrong(
        "b after tanh",
        "The bias is added after tanh. It belongs inside: tanh is applied to the whole sum.",
        lambda x, h, W_h, b_h: np.tanh(_sum(h, x, W_h, 0)) + b_h,
    ),
)


def _step_numbers(draw, B, D, H):
    return {"x": draw(B, D), "h": draw(B, H), "W_h": draw(H + D, H), "b_h": draw(H)}


W_H, B_H = np.array([[0.5, 2.0], [-1.0, 0.25], [1.0, -0.5]]), np.array([0.5, -1.0])
IDENTITY = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
H_START = np.array([[0.3, -0.6]])

RNN_STEP = Exercise(
    name="rnn_step",
    lecture=3,
    forms=(("x", "h", "W_h", "b_h"), ("x", "h", "params"), ("x", "h", "s", "W_h", "b_h")),
    returns={"h": "(B, H)"},
    cases=(
        Case(
            {"x": np.zeros((1, 1)), "h": np.zeros((1, 2)), "W_h": W_H, "b_h": B_H},
            "x and h are zeros: what is left is tanh(b_h)",
        ),
        Case(
            {"x": np.full((1, 1), 2.0), "h": H_START, "W_h": IDENTITY, "b_h": np.zeros(2)},
            "W_hh is the identity, W_hx and b_h are zeros: what is left is tanh(h)",
        ),
        Case(
            {"x": np.full((1, 1), 80.0), "h": H_START, "W_h": W_H, "b_h": B_H},
            "a large input saturates: tanh is at its ends, 1 and −1",
        ),
        *random_cases(_step_numbers, "BDH"),
    ),
    right=lambda x, h, W_h, b_h: rnn_step(x, h, RNNParams(W_h, b_h)),
    wrong=STEP_WRONG,
    weights=("W_h", "new weights"),
)
