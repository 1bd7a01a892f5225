"""Lecture 6: gradients clipped by the norm of all of them."""

from itertools import cycle

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.clip_mistakes import CLIP_MISTAKES, norm_of_all, right_clip
from rnnlab.check.exercises import Case, Exercise

SHARES = 0.3, 2.0, 0.3, 1000.0, 0.0


def _gradients():
    """What makes the numbers of a case: by turns a limit of such a share of the norm, and for 0 a gradient of zeros."""
    shares = cycle(SHARES)

    def make(draw, D, H):
        share = next(shares)
        dW, db = (10 * bool(share) * draw(*shape) for shape in ((H + D, H), (H,)))
        return {"dW": dW, "db": db, "limit": round(share * float(norm_of_all(dW, db)), 1) or 1.0}

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
