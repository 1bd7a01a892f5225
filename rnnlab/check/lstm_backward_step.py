"""Lecture 6: one step of an LSTM backwards, to the sums before the gates, in row form."""

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise
from rnnlab.check.lstm_backward_mistakes import ARGUMENTS, LSTM_BACKWARD_MISTAKES, right_lstm_backward_step
from rnnlab.networks.activations import sigmoid


def _step_numbers(draw, B, H):
    c_prev, f, i, o, g = draw(B, H), *(sigmoid(2 * draw(B, H)) for _ in range(3)), np.tanh(draw(B, H))
    given = (draw(B, H), draw(B, H), c_prev, f * c_prev + i * g, f, i, o, g)
    return dict(zip(ARGUMENTS, given, strict=True))


def _numbers(*numbers):
    """One example and one unit: a number for each argument."""
    return {name: np.array([[number]]) for name, number in zip(ARGUMENTS, numbers, strict=True)}


LSTM_BACKWARD_STEP = Exercise(
    name="lstm_backward_step",
    lecture=6,
    forms=(ARGUMENTS,),
    returns={"dz": "(B, 4H)", "dc_prev": "(B, H)"},
    cases=(
        Case(
            _numbers(4.0, 1.0, 0.5, 0.0, 0.5, 0.5, 0.5, -0.5),
            "c is 0, where tanh has slope 1: c gets dc + dh o = 3, and dc_prev is 3 f",
        ),
        Case(
            _numbers(4.0, 1.0, 0.5, 0.5, 1.0, 0.0, 0.0, 0.8),
            "f is 1, and i and o are 0: dc goes back as it is, and no gate learns",
        ),
        Case(
            _numbers(4.0, 0.0, 0.5, 0.25, 0.5, 0.5, 1.0, 0.0),
            "dc is 0 and o is 1: what c gets comes through h, dh (1 − tanh(c)²)",
        ),
        *random_cases(_step_numbers, "BH"),
    ),
    right=right_lstm_backward_step,
    wrong=LSTM_BACKWARD_MISTAKES,
    blocks={"dz": "fiog"},
)
