"""How the forward pass of an RNN goes wrong: the known mistakes of lecture 3."""

import numpy as np

from rnnlab.check.rnn_mistakes import IN_A_LOOP_OTHERWISE, STEP_SLIPS
from rnnlab.check.rnn_parts import forward_of
from rnnlab.check.slips import changed, cut_to_whole, made_by, of_batch

MIXED = (
    "Time and batch are mixed up. x is (B, T, D): step t is x[:, t], for all examples at once, and the states "
    "are (B, T, H): states[:, t] = h."
)
RESHAPED = (
    "A reshape does not exchange axes: it cuts the numbers anew in the order in which they stand, and mixes time "
)
RESHAPED += "and batch. np.swapaxes(…, 0, 1) exchanges two axes; or take step t as x[:, t]."
CARRIED = "Each state is computed as if no step came before it. Hand the new h to the next step, and use it there: "
CARRIED += "h = step(x_t, h)."
FIRST = "Only the first step is taken. Is there a return inside the loop? It belongs after it."


def _of_states(change):
    """Other states that come back, made of the right ones (B, T, H)."""
    return {"result": lambda states, s: change(states)}


def _cut_anew(array):
    B, T, N = array.shape
    return array.reshape(T, B, N).swapaxes(0, 1)


def _put_anew(states):
    B, T, H = states.shape
    return states.swapaxes(0, 1).reshape(B, T, H)


_LOOP_SLIPS = (
    (
        "last state only",
        "Only the last state comes back. Keep every one: the result is (B, T, H), a state for each step.",
        _of_states(lambda states: states[:, -1]),
    ),
    ("h never carried", CARRIED, {"carry": lambda new, h0: h0}),
    ("h never carried", CARRIED, {"carry": lambda new, h0: h0} | changed("h0", np.zeros_like)),
    (
        "h0 among the states",
        "There is one state too many: h0 is among them. Return what comes after each step, T states.",
        {"result": lambda states, s: np.concatenate([s.h0[:, None], states], axis=1)},
    ),
    (
        "last state everywhere",
        "Every step shows the last state. All places share one array that is written again: store a new h, or a copy.",
        _of_states(lambda states: np.repeat(states[:, -1:], states.shape[1], axis=1)),
    ),
    ("first step only", FIRST, _of_states(lambda states: states[:, :1])),
    ("first step only", FIRST, _of_states(lambda states: states[:, 0])),
    (
        "last step missing",
        "The last step is missing: you return T − 1 states. range(T) already ends before T.",
        _of_states(lambda states: states[:, :-1]),
    ),
    (
        "first step missing",
        "The first state is missing: you return T − 1 states. Store h from the first step on.",
        _of_states(lambda states: states[:, 1:]),
    ),
    (
        "read backwards",
        "The sequence is read from its end. Step t reads x[:, t], from the first to the last.",
        changed("x", lambda x: x[:, ::-1]),
    ),
    (
        "states backwards",
        "The states come back in the other order, the last one first. State t belongs at states[:, t].",
        _of_states(lambda states: states[:, ::-1]),
    ),
    (
        "from the end to the start",
        "The loop runs from the last step to the first. It runs forwards: each step needs the state before it.",
        changed("x", lambda x: x[:, ::-1]) | _of_states(lambda states: states[:, ::-1]),
    ),
    (
        "h0 ignored",
        "The first step does not start from h0: your states are those for h0 = 0. Begin the loop with h = h0.",
        changed("h0", np.zeros_like),
    ),
    (
        "one step late",
        "Your states are one step late: they begin with h0, and the last state is missing. Store h after the step, "
        "not before it.",
        {"result": lambda states, s: np.concatenate([s.h0[:, None], states[:, :-1]], axis=1)},
    ),
    (
        "first input at every step",
        "Every step reads the first input, x[:, 0]. Step t reads x[:, t].",
        {"read": lambda x, t: x[:, 0]},
    ),
    (
        "last input at every step",
        "Every step reads the last input, x[:, −1]. Step t reads x[:, t].",
        {"read": lambda x, t: x[:, -1]},
    ),
    (
        "input of the step before",
        "Step t reads x[:, t − 1], and the first one the last input, for −1 is the end. Step t reads x[:, t].",
        {"read": lambda x, t: x[:, t - 1]},
    ),
    ("time and batch by reshape", RESHAPED, changed("x", _cut_anew) | _of_states(_put_anew)),
    ("time and batch by reshape", RESHAPED, changed("x", _cut_anew)),
    ("time and batch by reshape", RESHAPED, _of_states(_put_anew)),
    ("time and batch mixed", MIXED, changed("x", lambda x: x.swapaxes(0, 1))),
    (
        "time and batch mixed",
        MIXED,
        changed("x", lambda x: x.swapaxes(0, 1)) | _of_states(lambda states: states.swapaxes(0, 1)),
    ),
    ("time and batch mixed", MIXED, _of_states(lambda states: states.swapaxes(0, 1))),
    *of_batch("h0"),
)
_OF_A_STEP = (slip for slip in STEP_SLIPS if slip[0] not in IN_A_LOOP_OTHERWISE)
FORWARD_WRONG = made_by(forward_of, (*_LOOP_SLIPS, *_OF_A_STEP)) + cut_to_whole(forward_of())
