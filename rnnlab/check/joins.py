"""Lecture 1: the two joins, in column form, and how they go wrong."""

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise, Wrong
from rnnlab.check.places import places

CUT = "The numbers were cut to whole ones: your dtype is for integers. A join moves numbers and changes none."
STACKED = "np.stack lays the arrays along a new, third axis. A join makes no new axis: np.concatenate."
DISTINCT = np.array([[11.0, 12, 13, 14], [21, 22, 23, 24]])


def weights(draw, H, D):
    return {"W_hh": draw(H, H), "W_hx": draw(H, D)}


def states(draw, B, H, D):
    return {"h": draw(H, B), "x": draw(D, B)}


def _join(*names, axis):
    """A join of two arrays made of these parts: in which order, and how."""

    @places(*names)
    def join_of(order=lambda one, other: [one, other], join=np.concatenate, axis=axis):
        return lambda *arrays: join(order(*arrays), axis=axis)

    return join_of


def _swap(one, other):
    return [other, one]


weights_of, state_of = _join("W_hh", "W_hx", axis=1), _join("h", "x", axis=0)


JOIN_WEIGHTS = Exercise(
    name="join_weights",
    lecture=1,
    forms=(("W_hh", "W_hx"),),
    returns={"W_h": "(H, H + D)"},
    cases=(
        Case({"W_hh": np.ones((2, 2)), "W_hx": np.full((2, 1), 9.0)}, "ones and nines show where each block went"),
        Case({"W_hh": DISTINCT[:, :2], "W_hx": DISTINCT[:, 2:3]}, "distinct numbers say their row and their column"),
        Case({"W_hh": DISTINCT[:, :2], "W_hx": DISTINCT[:, 2:]}, "with H = D even a wrong join runs"),
        *random_cases(weights, "DH"),
    ),
    right=lambda W_hh, W_hx: np.concatenate([W_hh, W_hx], axis=1),
    wrong=(
        Wrong(
            "on top",
            "You joined along axis 0, W_hh on top of W_hx. They stand beside each other, so it is axis 1.",
            weights_of(axis=0),
        ),
        Wrong(
            "swapped",
            "The blocks are swapped: yours is [W_hx, W_hh]. Hidden first, always: W_hh stands left of W_hx.",
            weights_of(order=_swap),
        ),
        *(
            Wrong(
                "np.stack",
                STACKED,
                weights_of(join=np.stack, axis=axis),
            )
            for axis in (0, 1, 2)
        ),
        Wrong(
            "transposed",
            "The numbers are the right ones, but turned over: yours is W_h transposed, (H + D, H). In column form "
            "W_h is (H, H + D): do not turn the blocks, and do not turn the result.",
            weights_of(result=lambda result, s: result.T),
        ),
        Wrong(
            "W_hh transposed",
            "W_hh is transposed, its rows have become columns. A join moves blocks as they are.",
            weights_of(W_hh=lambda s: s.W_hh.T),
        ),
        Wrong(
            "dtype changed",
            CUT,
            lambda W_hh, W_hx: np.concatenate([W_hh, W_hx], axis=1).astype(int),
        ),
    ),
)

JOIN_STATE = Exercise(
    name="join_state",
    lecture=1,
    forms=(("h", "x"),),
    returns={"hx": "(H + D, B)"},
    cases=(
        Case({"h": np.ones((2, 1)), "x": np.full((1, 1), 9.0)}, "ones and nines show where each block went"),
        Case({"h": DISTINCT[:, :2], "x": DISTINCT[:1, 2:]}, "a batch of two: each column is an example"),
        Case({"h": DISTINCT[:, :2], "x": DISTINCT[:, 2:]}, "with H = D even a wrong join runs"),
        *random_cases(states, "BDH"),
    ),
    right=lambda h, x: np.concatenate([h, x], axis=0),
    wrong=(
        Wrong(
            "beside",
            "You joined along axis 1, h beside x. h stands on top of x, so it is axis 0.",
            state_of(axis=1),
        ),
        Wrong(
            "swapped",
            "The order is swapped: yours is [x ; h]. Hidden first, always: h stands on top of x.",
            state_of(order=_swap),
        ),
        Wrong(
            "flattened",
            "Yours is flat: one axis, without rows and columns. Keep the batch's columns: the result has two axes, "
            "(H + D, B).",
            state_of(axis=None),
        ),
        Wrong(
            "dtype changed",
            CUT,
            lambda h, x: np.concatenate([h, x], axis=0).astype(int),
        ),
        *(
            Wrong(
                "np.stack",
                STACKED,
                state_of(join=np.stack, axis=axis),
            )
            for axis in (0, 1, 2)
        ),
    ),
)
