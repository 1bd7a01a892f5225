"""Lecture 4: the step of an LSTM whose gates are pinned so that it is an RNN, and how it goes wrong."""

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise, Wrong
from rnnlab.check.places import places
from rnnlab.check.slips import changed, made_by, of_batch, of_bias, of_terms
from rnnlab.networks.activations import identity, sigmoid


@places("x", "h", "c", "W_g", "b_g")
def pinned(
    join=lambda h, x: np.concatenate([h, x], axis=-1),
    candidate=np.tanh,
    cell=lambda g, c: g,
    output=lambda new, g: new,
):
    """The step of these parts."""

    def step(x, h, c, W_g, b_g):
        g = candidate(join(h, x) @ W_g + b_g)
        new = cell(g, c)
        return output(new, g), new

    return step


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
    right=pinned(),
    wrong=(
        Wrong(
            "f = 1",
            "The forget gate is 1: the old c is still in your states. With f = 0 nothing of it stays: c' = g.",
            pinned(cell=lambda g, c: g + c),
        ),
        Wrong(
            "output tanh kept",
            "There is one tanh too many, on the way from c to h: with o = 1 and no output tanh, h' = c' = g.",
            pinned(output=lambda new, g: np.tanh(new)),
        ),
        Wrong(
            "f = 1 and output tanh kept",
            "Two things are left to do: f is still 1, so the old c stays, and h goes through a second tanh.",
            pinned(cell=lambda g, c: g + c, output=lambda new, g: np.tanh(new)),
        ),
        Wrong(
            "candidate without tanh",
            "The candidate has no tanh: g = tanh([h, x] W_g + b_g). Only the tanh on the way out is left out.",
            pinned(candidate=identity),
        ),
        Wrong(
            "f = 1, and h = g",
            "h is right, but c is not: the forget gate is 1, and the old c is still in it. With f = 0, c' = g.",
            pinned(cell=lambda g, c: g + c, output=lambda new, g: g),
        ),
        Wrong(
            "[x, h] order",
            "x comes first in the joined row, so the numbers meet the wrong rows of W_g. Hidden first, always: [h, x].",
            pinned(join=lambda h, x: np.concatenate([x, h], axis=-1)),
        ),
        Wrong(
            "candidate with sigmoid",
            "The candidate goes through a sigmoid. It needs tanh, as in the RNN: it may be negative.",
            pinned(candidate=sigmoid),
        ),
        Wrong(
            "c kept",
            "h is right, but the old c comes back beside it. An LSTM's step returns the new c' = g.",
            pinned(result=lambda result, s: (result[0], s.c)),
        ),
        Wrong(
            "b forgotten",
            "The bias b_g is missing: g = tanh([h, x] W_g + b_g).",
            pinned(**changed("b_g", np.zeros_like)),
        ),
        *made_by(pinned, (*of_bias("b_g"), *of_terms("x", "h"), *of_batch("h"))),
    ),
)
