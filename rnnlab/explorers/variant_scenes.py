"""Three scenes of lecture 7: where the reset is, how many numbers a cell has, and what one more wire can do."""

import numpy as np

from rnnlab.drawing.block_count import draw_counts
from rnnlab.drawing.reset_product import draw_resets
from rnnlab.drawing.wire_view import draw_wire
from rnnlab.explorers.controls import choice, hidden_H, inputs_D, real, switch
from rnnlab.explorers.explorer import explore
from rnnlab.networks.params import LSTMParams
from rnnlab.networks.sequences import lstm_forward
from rnnlab.networks.variants import LSTMVariant

STATE, WEIGHT = np.array([1, 2, 3]), np.array([[1, -2, 3], [4, 1, -1], [-2, 2, 1]])
STEPS, FULL, SURE = 40, 0.98, 400.0
WIRES = {"none": {}, "peepholes": dict(peepholes=True), "gates see the gates before": dict(gate_recurrence=True)}


def explore_resets():
    """The reset gate before and after the product with W_nh, each unit open or shut."""
    return explore(draw_two_resets, **{f"r_{k}": switch(f"r{k} open", True) for k in (1, 2, 3)})


def draw_two_resets(r_1, r_2, r_3):
    """(r ⊙ h) W_nh and r ⊙ (h W_nh) for small whole numbers."""
    r = np.array([r_1, r_2, r_3], dtype=int)
    return draw_resets(STATE, r, WEIGHT, (r * STATE) @ WEIGHT, r * (STATE @ WEIGHT))


def explore_counts():
    """The blocks of the three cells, and how many numbers they are."""
    return explore(
        draw_all_counts,
        width=900,
        H=hidden_H(),
        D=inputs_D(),
        wires=choice("LSTM also", ("nothing more", "peepholes", "gate recurrence")),
    )


def draw_all_counts(H, D, wires):
    """How many numbers an RNN, a GRU and an LSTM have."""
    more = {"nothing more": [], "peepholes": [("peepholes", 3 * H)], "gate recurrence": [("between gates", 9 * H * H)]}
    return draw_counts(H, D, {"GRU": [("b_hn", H)], "LSTM": more[wires]})


def explore_wire():
    """A cell that nothing is said to, with one more wire or without."""
    return explore(draw_clock, wire=choice("wire", WIRES), amount=real("g", 0.1, 0.05, 0.5, 0.05))


def draw_clock(wire, amount):
    """c, o and h of a cell that adds the same amount at each step."""
    trace = clock(wire, amount)
    return draw_wire(trace.c[:, 0], trace.o[:, 0], trace.h[:, 0], FULL, wire, amount)


def clock(wire, amount):
    """The trace (40 steps) of an LSTM with one unit and no input that tells anything: i is open, g an amount.

    Its peepholes shut f, and open o, where c is at least FULL. Through R an open i opens o; an open o
    shuts both f and o at the next step.
    """
    W, b = np.zeros((2, 4)), SURE * np.array([FULL, 1.0, -FULL, 0.0])
    b[3] = np.arctanh(amount)
    R = np.zeros((3, 3))
    R[1, 2], R[2, 2], R[2, 0] = 2 * SURE, -2 * SURE, -2 * SURE
    params = LSTMParams(W, b, p=SURE * np.array([-1.0, 0.0, 1.0]), R=R)
    variant = LSTMVariant(**{"peepholes": False, "gate_recurrence": False} | WIRES[wire])
    return lstm_forward(np.zeros((STEPS, 1)), params, variant=variant)
