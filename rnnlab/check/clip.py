"""Lecture 6: gradients clipped by the norm of all of them."""

from itertools import cycle

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.clip_mistakes import CLIP_MISTAKES, norm_of_all, right_clip
from rnnlab.check.exercises import Case, Exercise

LIMITS = {
    "above": lambda norm, larger: 0.3 * norm,
    "below": lambda norm, larger: 2 * norm,
    "far below": lambda norm, larger: 2 * norm**2,
    "together above": lambda norm, larger: (norm + larger) / 2,
    "zero": lambda norm, larger: 1.0,
}


def _gradients():
    """What makes the numbers of a case: a gradient and a limit, by turns as in LIMITS."""
    kinds = cycle(LIMITS)

    def make(draw, D, H):
        kind = next(kinds)
        dW, db = ((kind != "zero") * 10 * draw(*shape) for shape in ((H + D, H), (H,)))
        larger = max(norm_of_all(dW), norm_of_all(db))
        return {"dW": dW, "db": db, "limit": round(float(LIMITS[kind](norm_of_all(dW, db), larger)), 2)}

    return make


THREE_FOUR = {"dW": np.array([[3.0], [0.0]]), "db": np.array([4.0])}

CLIP = Exercise(
    name="clip",
    lecture=6,
    forms=(("dW", "db", "limit"),),
    returns={"dW": "(H + D, H)", "db": "(H,)"},
    cases=(
        Case(THREE_FOUR | {"limit": 1.0}, "the norm of 3, 0 and 4 is 5, and the limit is 1: all by 1/5"),
        Case(THREE_FOUR | {"limit": 10.0}, "the norm of 3, 0 and 4 is 5, below the limit of 10: nothing to do"),
        Case({"dW": np.zeros((2, 1)), "db": np.zeros(1), "limit": 1.0}, "all zeros: they stay zeros"),
        *random_cases(_gradients(), "DH"),
    ),
    right=right_clip,
    wrong=CLIP_MISTAKES,
)
