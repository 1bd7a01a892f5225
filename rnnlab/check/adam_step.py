"""Lecture 8: a step of Adam, and how it goes wrong."""

import numpy as np

from rnnlab.check.adam_mistakes import ADAM_MISTAKES
from rnnlab.check.adam_parts import adam
from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise


def _moments(draw, D, H):
    """Gradients of all sizes down to ε, and moments of the same size."""
    size = 10.0 ** -np.abs(5 * draw(D, H))
    arrays = {"w": draw(D, H), "dw": size * draw(D, H), "m": size * draw(D, H), "v": (size * draw(D, H)) ** 2}
    return arrays | {"step": 1 + int(abs(6 * draw())), "rate": round(0.02 + 0.2 * abs(float(draw())), 3)}


W, ZERO = np.array([[1.0, 2.0]]), np.zeros((1, 2))

ADAM_STEP = Exercise(
    name="adam_step",
    lecture=8,
    forms=(("w", "dw", "m", "v", "step", "rate"),),
    returns={"w": "(D, H)", "m": "(D, H)", "v": "(D, H)"},
    cases=(
        Case(
            {"w": W, "dw": np.array([[4.0, -0.5]]), "m": ZERO, "v": ZERO, "step": 1, "rate": 0.1},
            "step 1, and m and v are zeros: each weight moves by the rate, 0.1, against the sign of its gradient",
        ),
        Case(
            {
                "w": W,
                "dw": ZERO,
                "m": np.array([[0.1, 0.2]]),
                "v": np.array([[0.001, 0.004]]),
                "step": 2,
                "rate": 0.1,
            },
            "step 2: the gradients were 1 and 2 in step 1 and are 0 now, and m carries the weights on by 0.067",
        ),
        Case(
            {"w": W, "dw": np.array([[1e-8, 1e-8]]), "m": ZERO, "v": ZERO, "step": 1, "rate": 0.1},
            "step 1, and the gradient is as small as ε: the weights move by half of the rate",
        ),
        *random_cases(_moments, "DH"),
    ),
    right=adam,
    wrong=ADAM_MISTAKES,
)
