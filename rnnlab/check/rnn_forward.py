"""Lecture 3: the forward pass of an RNN, in row form."""

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise
from rnnlab.check.rnn_forward_mistakes import FORWARD_WRONG
from rnnlab.check.rnn_step import B_H, H_START, IDENTITY, W_H
from rnnlab.networks.params import RNNParams
from rnnlab.networks.sequences import rnn_forward


def _sequence_numbers(draw, B, T, D, H):
    return {"x": draw(B, T, D), "h0": draw(B, H), "W_h": draw(H + D, H), "b_h": draw(H)}


TWO_INPUTS = np.array([[[2.0], [-1.0]]])

RNN_FORWARD = Exercise(
    name="rnn_forward",
    lecture=3,
    forms=(("x", "h0", "W_h", "b_h"), ("x", "params", "h0"), ("x", "h0", "s", "W_h", "b_h")),
    returns={"states": "(B, T, H)"},
    cases=(
        Case(
            {"x": TWO_INPUTS, "h0": H_START, "W_h": 0 * W_H, "b_h": B_H},
            "W_h is zeros: every state is tanh(b_h)",
        ),
        Case(
            {"x": TWO_INPUTS, "h0": H_START, "W_h": IDENTITY, "b_h": np.zeros(2)},
            "W_hh is the identity, W_hx and b_h are zeros: tanh(h0), then tanh of that",
        ),
        Case(
            {"x": 40 * TWO_INPUTS, "h0": H_START, "W_h": W_H, "b_h": B_H},
            "a large input saturates: tanh is at its ends, 1 and −1",
        ),
        *random_cases(_sequence_numbers, "BTDH"),
    ),
    right=lambda x, h0, W_h, b_h: rnn_forward(x, RNNParams(W_h, b_h), h0),
    wrong=FORWARD_WRONG,
    weights=("W_h", "new weights each step"),
)
