"""Lecture 9: one unit of an LSTM that keeps its cell state, whatever comes in."""

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise
from rnnlab.check.hold_unit_mistakes import HOLD_UNIT_MISTAKES
from rnnlab.check.hold_unit_parts import ARGUMENTS, held_of, the_same_for_the_gates


def _weights(draw, D, H):
    return {"W": draw(H + D, 4 * H), "b": draw(4 * H), "unit": int(draw(H).argmax())}


COUNTED = np.array([1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 4.0, 4.0])

HOLD_UNIT = Exercise(
    name="hold_unit",
    lecture=9,
    forms=(ARGUMENTS,),
    returns={"W": "(H + D, 4H)", "b": "(4H,)"},
    cases=(
        Case(
            {
                "W": np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]),
                "b": np.array([1.5, 2.5, 3.5, 4.5]),
                "unit": 0,
            },
            "one hidden unit: the columns are f, i, o, g; in W those of f and i become 0, in b 40 and −40 (or more)",
        ),
        Case(
            {"W": np.tile(COUNTED, (3, 1)), "b": COUNTED, "unit": 1},
            "two hidden units, and every block is full of one number: 1 is f, 2 is i; unit = 1 is the second column "
            "of each",
        ),
        Case(
            {"W": np.arange(24.0).reshape(3, 8), "b": np.arange(8.0), "unit": 0},
            "two hidden units, every number once: of unit = 0 the columns 0 and 2 are cleared, f and i",
        ),
        *random_cases(_weights, "DH"),
    ),
    right=held_of(),
    wrong=HOLD_UNIT_MISTAKES,
    read=the_same_for_the_gates,
)
