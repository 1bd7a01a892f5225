"""Lecture 7: the step of a GRU, in row form, its reset after the product."""

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise
from rnnlab.check.gru_mistakes import GRU_MISTAKES
from rnnlab.networks.cells import gru_step
from rnnlab.networks.params import GRUParams


def _step_numbers(draw, B, D, H):
    arrays = {"x": draw(B, D), "h": draw(B, H), "W": draw(H + D, 3 * H)}
    return arrays | {"b": draw(3 * H), "b_hn": draw(H)}


OPEN = 40.0
X, H_BEFORE, W_SMALL = np.array([[0.5]]), np.array([[0.8]]), np.array([[0.5, -1.0, 2.0], [1.0, 0.75, -0.5]])
TWO_UNITS = np.array([[0.5, 1.0]])
EACH_READS_THE_OTHER = np.array([[0.0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 0]])

GRU_STEP = Exercise(
    name="gru_step",
    lecture=7,
    forms=(("x", "h", "W", "b", "b_hn"), ("x", "h", "params")),
    returns={"h": "(B, H)"},
    cases=(
        Case(
            {"x": X, "h": H_BEFORE, "W": 0 * W_SMALL, "b": np.zeros(3), "b_hn": np.zeros(1)},
            "W and the biases are zeros: z is 1/2 and n is 0, so h' is h/2",
        ),
        Case(
            {"x": X, "h": H_BEFORE, "W": 0 * W_SMALL, "b": np.array([0.0, OPEN, 0.5]), "b_hn": np.zeros(1)},
            "z is 1: h stays as it is",
        ),
        Case(
            {
                "x": X,
                "h": TWO_UNITS,
                "W": EACH_READS_THE_OTHER,
                "b": np.array([OPEN, -OPEN, -OPEN, -OPEN, 0.0, 0.0]),
                "b_hn": np.array([0.25, 0.25]),
            },
            "z is 0, r is 1 for the first unit and 0 for the second, and each candidate reads the other unit: "
            "tanh(1 + 0.25), and 0",
        ),
        *random_cases(_step_numbers, "BDH"),
    ),
    right=lambda x, h, W, b, b_hn: gru_step(x, h, GRUParams(W, b, b_hn)),
    wrong=GRU_MISTAKES,
    weights=("W", "new weights"),
)
