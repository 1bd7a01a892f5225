"""The weights of a GRU."""

from dataclasses import dataclass

import numpy as np

from rnnlab.networks.params.blocks import store
from rnnlab.networks.params.gates import GateBlocks, gate_views, join_gates

GRU_GATES = "rzn"


@dataclass(frozen=True, eq=False)
class GRUParams(GateBlocks):
    """The weights of a GRU: two gates and a candidate in one matrix, in the order r, z, n.

    Parameters
    ----------
    W : array (H + D, 3H)
        `W_r`, `W_z`, `W_n` beside each other, each (H + D, H), hidden rows first.
    b : array (3H,)
        `b_r`, `b_z`, `b_n` one after the other, each (H,).
    b_hn : array (H,), optional
        The bias of what the state says to the candidate, h W_hn + b_hn, which the reset gate
        multiplies where it comes after this product. Zeros when missing.

    Raises
    ------
    TypeError, ValueError
        When an array is not of numbers or not of these shapes.
    """

    W: np.ndarray
    b: np.ndarray
    b_hn: np.ndarray | None = None

    order = GRU_GATES
    joined_letters = "(H + D, 3H)"

    def __post_init__(self):
        store(self, "W", "b", gates=len(GRU_GATES), b_hn=(1,))
        if self.b_hn is None:
            object.__setattr__(self, "b_hn", np.zeros(self.H, self.W.dtype))

    @classmethod
    def from_blocks(cls, W_r, W_z, W_n, b_r, b_z, b_n, b_hn=None):
        """Join three weights (H + D, H) beside each other, and three biases (H,)."""
        weights, biases = {"W_r": W_r, "W_z": W_z, "W_n": W_n}, {"b_r": b_r, "b_z": b_z, "b_n": b_n}
        return cls(*join_gates(weights, biases), b_hn)

    W_r, b_r = gate_views("r", "reset gate")
    W_z, b_z = gate_views("z", "update gate")
    W_n, b_n = gate_views("n", "candidate")
