"""Lecture 9: how much each input counts for one number of a state: the length of its exact gradient."""

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.connectivity_mistakes import CONNECTIVITY_MISTAKES
from rnnlab.check.connectivity_parts import ARGUMENTS, connectivity_of
from rnnlab.check.exercises import Case, Exercise


def _network(draw, T, D, H):
    arrays = {"x": draw(T, D), "h0": np.tanh(draw(H)), "W_h": draw(H + D, H), "b_h": draw(H)}
    t = max(int(draw(T).argmax()) for _ in range(3))  # rather late, so that there are steps to go back
    return arrays | {"t": t, "unit": int(draw(H).argmax())}


def _with_a_steep_one(cases):
    """The same cases, but one has inputs so small and W_hx so large that differences with a step are far off."""
    x, W_h, H = (*(cases[STEEP_ONE].arrays[name] for name in ("x", "W_h")), cases[STEEP_ONE].sizes["H"])
    steep = {"x": x / STEEP, "W_h": np.concatenate([W_h[:H], STEEP * W_h[H:]])}
    cases[STEEP_ONE] = cases[STEEP_ONE]._replace(arrays=cases[STEEP_ONE].arrays | steep)
    return cases


ONE_UNIT = {"h0": np.zeros(1), "b_h": np.zeros(1), "unit": 0}
STEEP, UPHILL = 100_000.0, np.array([0.6, 0.8])
STEEP_ONE = 8  # of the random examples

CONNECTIVITY = Exercise(
    name="connectivity",
    lecture=9,
    forms=(ARGUMENTS,),
    returns={"norms": "(T,)"},
    cases=(
        Case(
            ONE_UNIT | {"x": np.zeros((3, 1)), "W_h": np.array([[0.5], [2.0]]), "t": 2},
            "every state is 0, where tanh has slope 1: from h[2] back, W_hx = 2 and W_hh = 1/2 leave 2, 1, 1/2",
        ),
        Case(
            ONE_UNIT | {"x": np.zeros((3, 2)), "W_h": np.array([[0.5], [3.0], [4.0]]), "t": 1},
            "the gradient of h[1] for x[1] is 3 and 4, of length 5; half of it is left for x[0]; x[2] comes too late",
        ),
        Case(
            {
                "x": np.zeros((3, 1)),
                "h0": np.zeros(2),
                "W_h": np.array([[0.0, 1.0], [0.0, 0.0], [1.0, 0.0]]),
                "b_h": np.zeros(2),
                "t": 2,
                "unit": 1,
            },
            "unit 1 hears of x from unit 0 alone, and a step later: for h[2, 1] it is x[1] that counts",
        ),
        Case(
            {
                "x": np.tile((np.arctanh(0.5) - 0.25) / STEEP * UPHILL, (4, 1)),
                "h0": np.array([0.5]),
                "W_h": np.concatenate([[0.5], STEEP * UPHILL])[:, None],
                "b_h": np.zeros(1),
                "t": 3,
                "unit": 0,
            },
            "every state is 1/2, where the slope is 3/4, and W_hx is 60000 and 80000: a steep network, 75000 for x[3]",
        ),
        *_with_a_steep_one(random_cases(_network, "TDH")),
    ),
    right=connectivity_of(),
    wrong=CONNECTIVITY_MISTAKES,
)
