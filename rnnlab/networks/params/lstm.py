"""The weights of an LSTM."""

from dataclasses import dataclass

import numpy as np

from rnnlab.networks.params.blocks import find_gate, join_gates, store

GATES = "fiog"


@dataclass(frozen=True, eq=False)
class LSTMParams:
    """The weights of an LSTM: four gates side by side in one matrix, in the order f, i, o, g.

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

    joined_name = "W"
    joined_letters = "(H + D, 4H)"

    def __post_init__(self):
        store(self, "W", "b", gates=len(GATES), p=(3,), R=(3, 3))

    @classmethod
    def from_blocks(cls, W_f, W_i, W_o, W_g, b_f, b_i, b_o, b_g):
        """Join four weights (H + D, H) beside each other, and four biases (H,)."""
        weights = {"W_f": W_f, "W_i": W_i, "W_o": W_o, "W_g": W_g}
        biases = {"b_f": b_f, "b_i": b_i, "b_o": b_o, "b_g": b_g}
        return cls(join_gates(weights, "(H + D, H)", axes=2), join_gates(biases, "(H,)", axes=1))

    H = property(lambda self: self.W.shape[1] // len(GATES), doc="Hidden size.")
    D = property(lambda self: self.W.shape[0] - self.H, doc="Input size.")
    W_f = property(lambda self: self.gate("f")[0], doc="(H + D, H), forget gate: a view.")
    W_i = property(lambda self: self.gate("i")[0], doc="(H + D, H), input gate: a view.")
    W_o = property(lambda self: self.gate("o")[0], doc="(H + D, H), output gate: a view.")
    W_g = property(lambda self: self.gate("g")[0], doc="(H + D, H), candidate: a view.")
    b_f = property(lambda self: self.gate("f")[1], doc="(H,), forget gate: a view.")
    b_i = property(lambda self: self.gate("i")[1], doc="(H,), input gate: a view.")
    b_o = property(lambda self: self.gate("o")[1], doc="(H,), output gate: a view.")
    b_g = property(lambda self: self.gate("g")[1], doc="(H,), candidate: a view.")

    def gate(self, name):
        """The weight (H + D, H) and the bias (H,) of gate "f", "i", "o" or "g": two views."""
        return find_gate(self, GATES, name)
