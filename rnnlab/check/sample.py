"""Lecture 8: letters drawn from a network, one by one, each the next input."""

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise
from rnnlab.check.sample_mistakes import SAMPLE_MISTAKES
from rnnlab.check.sampler import sampler

MOST, LONG = 12, 40
RANDOM = 12  # of the random examples, the last


def _network(draw, K, H):
    """A network with strong opinions, and MOST numbers from 0 to 1 to draw with, the larger H the fewer."""
    arrays = {"first": int(draw(K).argmax()), "h0": draw(H)}
    arrays |= {"W_h": 2 * draw(H + K, H), "b_h": draw(H), "W_hy": 3 * draw(H, K), "b_y": draw(K)}
    temperature = round(0.4 + abs(float(draw())), 2)
    return arrays | {"temperature": temperature, "u": 0.5 + 0.49 * np.tanh(2 * draw(MOST - H))}


def _with_a_long_one(cases):
    """The same cases, but from the largest so many letters are drawn, and so hot, that chance cannot repeat itself."""
    k = max(range(len(cases)), key=lambda k: cases[k].numbers)
    u = (0.3 + 0.618034 * np.arange(LONG)) % 1
    cases[k] = cases[k]._replace(arrays=cases[k].arrays | {"u": u, "temperature": 3.0})
    return cases


def _equal(K):
    """K letters that are always equally likely: their cumulative probabilities are exact, however they are computed."""
    arrays = {"first": 0, "h0": ONE_UNIT, "W_h": np.zeros((1 + K, 1)), "b_h": ONE_UNIT}
    return arrays | {"W_hy": np.zeros((1, K)), "b_y": np.zeros(K), "temperature": 1.0, "u": BORDERS[K]}


ONE_UNIT, FLAT = np.zeros(1), np.zeros((3, 1))
EVEN = np.array([[0.0, 0.0]])
MIDDLE = np.array([0.2, 0.7, 0.4, 0.9])
ODDS = np.log([1.0, 3.0])
ONE_TO_THREE = {"first": 1, "h0": ONE_UNIT, "W_h": FLAT, "b_h": ONE_UNIT, "W_hy": EVEN, "b_y": ODDS}
BORDERS = {2: np.array([0.5, 0.75, 0.5, 0.25]), 4: np.array([0.25, 0.5, 0.75, 0.1])}
TURNS = np.array([[-5.0], [0.0], [0.0]])

SAMPLE = Exercise(
    name="sample",
    lecture=8,
    forms=(("first", "h0", "W_h", "b_h", "W_hy", "b_y", "temperature", "u"),),
    returns={"letters": "(N,)"},
    cases=(
        Case(
            ONE_TO_THREE | {"temperature": 1.0, "u": MIDDLE},
            "the probabilities are always 1/4 and 3/4: u below 0.25 is letter 0, u above it letter 1",
        ),
        Case(
            ONE_TO_THREE | {"temperature": 0.5, "u": np.array([0.05, 0.2, 0.4, 0.8])},
            "a temperature of 1/2 squares the odds of 1 to 3: the probabilities are 1/10 and 9/10",
        ),
        Case(
            {
                "first": 0,
                "h0": np.array([0.5]),
                "W_h": TURNS,
                "b_h": ONE_UNIT,
                "W_hy": np.array([[5.0, -5.0]]),
                "b_y": np.zeros(2),
                "temperature": 1.0,
                "u": np.array([0.3, 0.3, 0.3, 0.6]),
            },
            "the state changes its sign at each step, and letter 0 goes with a state above 0: 1, 0, 1, 0",
        ),
        Case(_equal(2), "the two letters are equally likely, and 0.5 is itself ≤ 0.5: u = 0.5 is letter 1"),
        Case(
            _equal(4), "the four letters are equally likely: u = 0.25 is letter 1, u = 0.5 letter 2, u = 0.75 letter 3"
        ),
        *_with_a_long_one(random_cases(_network, "KH")[-RANDOM:]),
    ),
    right=sampler(),
    wrong=SAMPLE_MISTAKES,
)
