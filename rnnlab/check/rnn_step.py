"""Lecture 3: the step of an RNN, in row form."""

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise
from rnnlab.check.rnn_mistakes import STEP_WRONG
from rnnlab.networks.cells import rnn_step
from rnnlab.networks.params import RNNParams


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
