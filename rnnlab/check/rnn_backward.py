"""Lecture 6: all steps of an RNN backwards, in row form."""

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise
from rnnlab.check.rnn_backward_mistakes import BACKWARD_MISTAKES
from rnnlab.check.rnn_backward_parts import right_backward
from rnnlab.networks.params import RNNParams
from rnnlab.networks.sequences import rnn_forward


def _sequence_numbers(draw, B, T, D, H):
    x, h0, W_h, b_h = draw(B, T, D), np.tanh(draw(B, H)), draw(H + D, H), draw(H)
    return {"dh": draw(B, T, H), "x": x, "h0": h0, "h": rnn_forward(x, RNNParams(W_h, b_h), h0), "W_h": W_h}


def _sequence(*steps):
    """One example, one unit: a number each step."""
    return np.array(steps)[None, :, None]


THREE_STEPS = {"x": _sequence(1.0, 2.0, 3.0), "h0": np.array([[0.5]]), "h": _sequence(0.0, 0.0, 0.0)}

RNN_BACKWARD = Exercise(
    name="rnn_backward",
    lecture=6,
    forms=(("dh", "x", "h0", "h", "W_h"),),
    returns={"dx": "(B, T, D)", "dh0": "(B, H)", "dW_h": "(H + D, H)", "db_h": "(H,)"},
    cases=(
        Case(
            {"dh": _sequence(1.0, 10.0, 100.0), **THREE_STEPS, "W_h": np.array([[1.0], [2.0]])},
            "every slope and W_hh are 1, so dz adds up from the end: 100, 110, 111",
        ),
        Case(
            {"dh": _sequence(0.0, 0.0, 8.0), **THREE_STEPS, "W_h": np.array([[0.5], [2.0]])},
            "the loss looks at the last step alone, and W_hh is 1/2: going back, dz is 8, 4, 2",
        ),
        Case(
            {"dh": _sequence(1.0, 10.0, 100.0), **THREE_STEPS, "W_h": np.array([[0.0], [2.0]])},
            "W_hh is 0, so no step hears of a later one: dz is dh",
        ),
        *random_cases(_sequence_numbers, "BTDH"),
    ),
    right=right_backward,
    wrong=BACKWARD_MISTAKES,
)
