"""The weights of an LSTM."""

from dataclasses import dataclass

import numpy as np

from rnnlab.networks.params.blocks import store
from rnnlab.networks.params.gates import GateBlocks, gate_views, join_gates

GATES = "fiog"


@dataclass(frozen=True, eq=False)
class LSTMParams(GateBlocks):
    """The weights of an LSTM: three gates and the candidate side by side in one matrix, f, i, o, g.

    Parameters
    ----------
    W : array (H + D, 4H)
        `W_f`, `W_i`, `W_o`, `W_g` beside each other, each (H + D, H), hidden rows first.
    b : array (4H,)
        `b_f`, `b_i`, `b_o`, `b_g` one after the other, each (H,).
    p : array (3H,), optional
        Peepholes: what the gates f, i, o see of the cell state, unit by unit (Gers and
        Schmidhuber 2000). f and i look at the cell state before the step, o at the one after it.
    R : array (3H, 3H), optional
        From the gates [f, i, o] of the step before to the same gates now; only
        `LSTMVariant(gate_recurrence=True)` uses it.

    Raises
    ------
    TypeError, ValueError
        When an array is not of numbers or not of these shapes.
    """

    W: np.ndarray
    b: np.ndarray
    p: np.ndarray | None = None
    R: np.ndarray | None = None

    order = GATES
    joined_letters = "(H + D, 4H)"

    def __post_init__(self):
        store(self, "W", "b", gates=len(GATES), p=(3,), R=(3, 3))

    @classmethod
    def from_blocks(cls, W_f, W_i, W_o, W_g, b_f, b_i, b_o, b_g):
        """Join four weights (H + D, H) beside each other, and four biases (H,)."""
        weights = {"W_f": W_f, "W_i": W_i, "W_o": W_o, "W_g": W_g}
        biases = {"b_f": b_f, "b_i": b_i, "b_o": b_o, "b_g": b_g}
        return cls(*join_gates(weights, biases))

    W_f, b_f = gate_views("f", "forget gate")
    W_i, b_i = gate_views("i", "input gate")
    W_o, b_o = gate_views("o", "output gate")
    W_g, b_g = gate_views("g", "candidate")
