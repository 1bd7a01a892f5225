"""Lecture 6: one step of an RNN backwards, in row form."""

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise
from rnnlab.check.rnn_backward_parts import ARGUMENTS, right_backward_step
from rnnlab.check.rnn_backward_step_mistakes import BACKWARD_STEP_MISTAKES


def _step_numbers(draw, B, D, H):
    arrays = {"dh": draw(B, H), "dh_next": draw(B, H), "x": draw(B, D), "h_prev": np.tanh(draw(B, H))}
    W_h, b_h = draw(H + D, H), draw(H)
    return arrays | {"h": np.tanh(np.hstack([arrays["h_prev"], arrays["x"]]) @ W_h + b_h), "W_h": W_h}


ONE_TO_SIX = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
ONE_EXAMPLE = {
    "dh": np.array([[1.0, 2.0]]),
    "dh_next": np.array([[10.0, 20.0]]),
    "x": np.array([[2.0]]),
    "h_prev": np.array([[0.5, -0.5]]),
}

RNN_BACKWARD_STEP = Exercise(
    name="rnn_backward_step",
    lecture=6,
    forms=(ARGUMENTS,),
    returns={"dx": "(B, D)", "dh_prev": "(B, H)", "dW_h": "(H + D, H)", "db_h": "(H,)"},
    cases=(
        Case(ONE_EXAMPLE | {"h": np.zeros((1, 2)), "W_h": ONE_TO_SIX}, "h is 0, where tanh has slope 1: dz = [11, 22]"),
        Case(
            ONE_EXAMPLE | {"h": np.array([[1.0, -1.0]]), "W_h": ONE_TO_SIX},
            "h is at the ends of tanh, where it is flat: nothing comes back",
        ),
        Case(
            {
                "dh": np.array([[1.0], [3.0]]),
                "dh_next": np.array([[3.0], [5.0]]),
                "x": np.array([[1.0], [2.0]]),
                "h_prev": np.array([[0.5], [-0.5]]),
                "h": np.array([[0.5], [-0.5]]),
                "W_h": np.array([[2.0], [5.0]]),
            },
            "two examples, and a slope of 3/4 in both: dz is 3 and 6, and db_h is 9",
        ),
        *random_cases(_step_numbers, "BDH"),
    ),
    right=right_backward_step,
    wrong=BACKWARD_STEP_MISTAKES,
)
