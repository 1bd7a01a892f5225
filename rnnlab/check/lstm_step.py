"""Lecture 4: the step of an LSTM, in row form."""

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise
from rnnlab.check.lstm_mistakes import LSTM_MISTAKES
from rnnlab.check.lstm_stations import STATIONS
from rnnlab.networks.cells import lstm_step
from rnnlab.networks.params import LSTMParams


def _step_numbers(draw, B, D, H):
    arrays = {"x": draw(B, D), "h": draw(B, H), "c": draw(B, H)}
    return arrays | {"W": draw(H + D, 4 * H), "b": draw(4 * H)}


def _with_a_large_c(cases):
    """The same cases, but in one of them c has been added to for long: nothing keeps it small."""
    arrays = cases[4].arrays
    cases[4] = cases[4]._replace(arrays=arrays | {"c": 40 * arrays["c"]})
    return cases


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
        *_with_a_large_c(random_cases(_step_numbers, "BDH")),
    ),
    right=lambda x, h, c, W, b: lstm_step(x, h, c, LSTMParams(W, b)),
    wrong=LSTM_MISTAKES,
    weights=("W", "new weights"),
    stations=STATIONS,
)
