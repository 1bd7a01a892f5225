"""Lecture 4: the step of an LSTM whose gates are pinned so that it is an RNN, and how it goes wrong."""

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise, Wrong
from rnnlab.networks.activations import sigmoid


def _candidate(x, h, W_g, b_g):
    return np.tanh(np.concatenate([h, x], axis=-1) @ W_g + b_g)


def _as_rnn(x, h, c, W_g, b_g):
    g = _candidate(x, h, W_g, b_g)
    return g, g


def _f_is_1(x, h, c, W_g, b_g):
    c = c + _candidate(x, h, W_g, b_g)
    return c, c


def _pinned_numbers(draw, B, D, H):
    return {"x": draw(B, D), "h": draw(B, H), "c": draw(B, H), "W_g": draw(H + D, H), "b_g": draw(H)}


W_G = np.array([[0.5, 2.0], [-1.0, 0.25], [1.0, -0.5]])
PAIR, ONE_INPUT = np.array([[0.3, -0.6]]), np.array([[2.0]])

LSTM_AS_RNN = Exercise(
    name="lstm_as_rnn",
    lecture=4,
    forms=(("x", "h", "c", "W_g", "b_g"),),
    returns={"h": "(B, H)", "c": "(B, H)"},
    cases=(
        Case(
            {"x": ONE_INPUT, "h": PAIR, "c": np.full((1, 2), 5.0), "W_g": 0 * W_G, "b_g": np.zeros(2)},
            "the candidate is 0: with f = 0 nothing of the old c is left",
        ),
        Case(
            {"x": ONE_INPUT, "h": PAIR, "c": 0 * PAIR, "W_g": 0 * W_G, "b_g": np.array([0.5, -1.0])},
            "W_g is zeros: both states are tanh(b_g)",
        ),
        Case(
            {"x": 40 * ONE_INPUT, "h": PAIR, "c": PAIR, "W_g": W_G, "b_g": np.array([0.5, -1.0])},
            "a large input saturates: h is 1 and −1, and a second tanh would make it 0.76",
        ),
        *random_cases(_pinned_numbers, "BDH"),
    ),
    right=_as_rnn,
    wrong=(
        Wrong(
            "f = 1",
            "The forget gate is 1: the old c is still in your states. With f = 0 nothing of it stays: c' = g.",
            _f_is_1,
        ),
        Wrong(
            "output tanh kept",
            "There is one tanh too many, on the way from c to h: with o = 1 and no output tanh, h' = c' = g.",
            lambda x, h, c, W_g, b_g: (np.tanh(_candidate(x, h, W_g, b_g)), _candidate(x, h, W_g, b_g)),
        ),
        Wrong(
            "f = 1 and output tanh kept",
            "Two things are left to do: f is still 1, so the old c stays, and h goes through a second tanh.",
            lambda x, h, c, W_g, b_g: (np.tanh(c + _candidate(x, h, W_g, b_g)), c + _candidate(x, h, W_g, b_g)),
        ),
        Wrong(
            "candidate without tanh",
            "The candidate has no tanh: g = tanh([h, x] W_g + b_g). Only the tanh on the way out is left out.",
            lambda x, h, c, W_g, b_g: (np.concatenate([h, x], axis=-1) @ W_g + b_g,) * 2,
        ),
        Wrong(
            "f = 1, and h = g",
            "h is right, but c is not: the forget gate is 1, and the old c is still in it. With f = 0, c' = g.",
            lambda x, h, c, W_g, b_g: (_candidate(x, h, W_g, b_g), c + _candidate(x, h, W_g, b_g)),
        ),
        Wrong(
            "[x, h] order",
            "x comes first in the joined row, so the numbers meet the wrong rows of W_g. Hidden first, always: [h, x].",
            lambda x, h, c, W_g, b_g: (_candidate(h, x, W_g, b_g),) * 2,
        ),
        Wrong(
            "candidate with sigmoid",
            "The candidate goes through a sigmoid. It needs tanh, as in the RNN: it may be negative.",
            lambda x, h, c, W_g, b_g: (sigmoid(np.concatenate([h, x], axis=-1) @ W_g + b_g),) * 2,
        ),
        Wrong(
            "c kept",
            "h is right, but the old c comes back beside it. An LSTM's step returns the new c' = g.",
            lambda x, h, c, W_g, b_g: (_candidate(x, h, W_g, b_g), c),
        ),
    ),
)
