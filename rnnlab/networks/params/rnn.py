"""The weights of an RNN."""

from dataclasses import dataclass

import numpy as np

from rnnlab.networks.params.blocks import join_blocks, store


@dataclass(frozen=True, eq=False)
class RNNParams:
    """The weights of an RNN: one joined matrix and one bias.

    Parameters
    ----------
    W_h : array (H + D, H)
        `W_hh` (H, H) stacked on `W_hx` (D, H): hidden rows first.
    b_h : array (H,)

    Raises
    ------
    TypeError, ValueError
        When an array is not of numbers or not of these shapes.
    """

    W_h: np.ndarray
    b_h: np.ndarray

    joined_name = "W_h"
    joined_letters = "(H + D, H)"

    def __post_init__(self):
        store(self, "W_h", "b_h", gates=1)

    @classmethod
    def from_blocks(cls, W_hh, W_hx, b_h):
        """Join W_hh (H, H) on top of W_hx (D, H)."""
        return cls(join_blocks(W_hh, W_hx), b_h)

    W = property(lambda self: self.W_h, doc="The joined weight under the name that every cell has.")
    b = property(lambda self: self.b_h, doc="The bias under the name that every cell has.")
    H = property(lambda self: self.W_h.shape[1], doc="Hidden size.")
    D = property(lambda self: self.W_h.shape[0] - self.H, doc="Input size.")
    W_hh = property(lambda self: self.W_h[: self.H], doc="(H, H), into h from h: a view.")
    W_hx = property(lambda self: self.W_h[self.H :], doc="(D, H), into h from x: a view.")
