"""Lecture 3: the forward pass of an RNN, in row form, and how it goes wrong."""

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise, Wrong
from rnnlab.check.rnn_step import B_H, H_START, IDENTITY, STEP_WRONG, W_H
from rnnlab.networks.cells import rnn_step
from rnnlab.networks.params import RNNParams
from rnnlab.networks.sequences import rnn_forward


def _right_forward(x, h0, W_h, b_h):
    return rnn_forward(x, RNNParams(W_h, b_h), h0)


def _loop(step):
    """The forward pass that takes this step."""

    def forward(x, h0, W_h, b_h):
        h, states = h0, []
        for x_t in np.moveaxis(x, 1, 0):
            h = step(x_t, h, W_h, b_h)
            states.append(h)
        return np.stack(states, axis=1)

    return forward


def _from_the_start(x, start, W_h, b_h):
    params = RNNParams(W_h, b_h)
    return np.stack([rnn_step(x_t, start, params) for x_t in np.moveaxis(x, 1, 0)], axis=1)


def _late(x, h0, W_h, b_h):
    return np.concatenate([h0[:, None], _right_forward(x, h0, W_h, b_h)[:, :-1]], axis=1)


def _first_axis_is_time(x, h0, W_h, b_h):
    return _right_forward(np.swapaxes(x, 0, 1), h0, W_h, b_h)


MIXED = (
    "Time and batch are mixed up. x is (B, T, D): step t is x[:, t], for all examples at once, and the states "
    "are (B, T, H): states[:, t] = h."
)

FORWARD_WRONG = (
    Wrong(
        "last state only",
        "Only the last state comes back. Keep every one: the result is (B, T, H), a state for each step.",
        lambda x, h0, W_h, b_h: _right_forward(x, h0, W_h, b_h)[:, -1],
    ),
    *(
        Wrong(
            "h never carried",
            "Each state is computed as if no step came before it. Hand the new h to the next step, and use it there: "
            "h = step(x_t, h).",
            function,
        )
        for function in (
            _from_the_start,
            lambda x, h0, W_h, b_h: _from_the_start(x, 0 * h0, W_h, b_h),
        )
    ),
    Wrong(
        "h0 among the states",
        "There is one state too many: h0 is among them. Return what comes after each step, T states.",
        lambda x, h0, W_h, b_h: np.concatenate([h0[:, None], _right_forward(x, h0, W_h, b_h)], axis=1),
    ),
    Wrong(
        "last state everywhere",
        "Every step shows the last state. All places share one array that is written again: store a new h, or a copy.",
        lambda x, h0, W_h, b_h: np.repeat(_right_forward(x, h0, W_h, b_h)[:, -1:], x.shape[1], axis=1),
    ),
    *(
        Wrong(
            "first step only",
            "Only the first step is taken. Is there a return inside the loop? It belongs after it.",
            function,
        )
        for function in (
            lambda x, h0, W_h, b_h: _right_forward(x[:, :1], h0, W_h, b_h),
            lambda x, h0, W_h, b_h: _right_forward(x[:, :1], h0, W_h, b_h)[:, 0],
        )
    ),
    Wrong(
        "last step missing",
        "The last step is missing: you return T − 1 states. range(T) already ends before T.",
        lambda x, h0, W_h, b_h: _right_forward(x, h0, W_h, b_h)[:, :-1],
    ),
    Wrong(
        "read backwards",
        "The sequence is read from its end. Step t reads x[:, t], from the first to the last.",
        lambda x, h0, W_h, b_h: _right_forward(x[:, ::-1], h0, W_h, b_h),
    ),
    Wrong(
        "h0 ignored",
        "The first step does not start from h0: your states are those for h0 = 0. Begin the loop with h = h0.",
        lambda x, h0, W_h, b_h: _right_forward(x, 0 * h0, W_h, b_h),
    ),
    Wrong(
        "one step late",
        "Your states are one step late: they begin with h0, and the last state is missing. Store h after the step, "
        "not before it.",
        _late,
    ),
    *(
        Wrong("time and batch mixed", MIXED, function)
        for function in (
            _first_axis_is_time,
            lambda x, h0, W_h, b_h: np.swapaxes(_first_axis_is_time(x, h0, W_h, b_h), 0, 1),
            lambda x, h0, W_h, b_h: np.swapaxes(_right_forward(x, h0, W_h, b_h), 0, 1),
        )
    ),
    *(
        wrong._replace(function=_loop(wrong.function))
        for wrong in STEP_WRONG
        if wrong.name not in ("h ignored", "h unchanged")  # the first is "h never carried" here
    ),
)


def _sequence_numbers(draw, B, T, D, H):
    return {"x": draw(B, T, D), "h0": draw(B, H), "W_h": draw(H + D, H), "b_h": draw(H)}


TWO_INPUTS = np.array([[[2.0], [-1.0]]])

RNN_FORWARD = Exercise(
    name="rnn_forward",
    lecture=3,
    forms=(("x", "h0", "W_h", "b_h"), ("x", "params", "h0"), ("x", "h0", "s", "W_h", "b_h")),
    returns={"states": "(B, T, H)"},
    cases=(
        Case(
            {"x": TWO_INPUTS, "h0": H_START, "W_h": 0 * W_H, "b_h": B_H},
            "W_h is zeros: every state is tanh(b_h)",
        ),
        Case(
            {"x": TWO_INPUTS, "h0": H_START, "W_h": IDENTITY, "b_h": np.zeros(2)},
            "W_hh is the identity, W_hx and b_h are zeros: tanh(h0), then tanh of that",
        ),
        Case(
            {"x": 40 * TWO_INPUTS, "h0": H_START, "W_h": W_H, "b_h": B_H},
            "a large input saturates: tanh is at its ends, 1 and −1",
        ),
        *random_cases(_sequence_numbers, "BTDH"),
    ),
    right=_right_forward,
    wrong=FORWARD_WRONG,
    weights=("W_h", "new weights each step"),
)
