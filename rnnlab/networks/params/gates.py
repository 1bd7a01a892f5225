"""The blocks of a gated cell: one for each gate and one for the candidate, side by side along the columns."""

import numpy as np

from rnnlab.networks.arguments import as_float


class GateBlocks:
    """What LSTMParams and GRUParams are: W (H + D, nH) and b (nH,) of n blocks, in the order of their letters."""

    order = ""
    joined_name = "W"

    H = property(lambda self: self.W.shape[1] // len(self.order), doc="Hidden size.")
    D = property(lambda self: self.W.shape[0] - self.H, doc="Input size.")

    def gate(self, name):
        """The weight (H + D, H) and the bias (H,) of one block, found by its letter: two views.

        Raises
        ------
        ValueError
            When no block has this letter.
        """
        if name not in tuple(self.order):
            raise ValueError(f"gate is {name!r}, but it must be one of {', '.join(self.order)}.")
        first = self.order.index(name) * self.H
        part = slice(first, first + self.H)
        return self.W[:, part], self.b[part]


def gate_views(name, words):
    """The properties W_… and b_… of one block."""
    return (
        property(lambda self: self.gate(name)[0], doc=f"(H + D, H), {words}: a view."),
        property(lambda self: self.gate(name)[1], doc=f"(H,), {words}: a view."),
    )


def join_gates(weights, biases):
    """Weights (H + D, H) side by side, and biases (H,) one after the other, each given by name.

    Raises
    ------
    TypeError, ValueError
        When one is not of numbers, not of this shape, or not of the others' shape.
    """
    return _side_by_side(weights, "(H + D, H)", axes=2), _side_by_side(biases, "(H,)", axes=1)


def _side_by_side(blocks, letters, axes):
    arrays = {name: as_float(name, block) for name, block in blocks.items()}
    first_name, first = next(iter(arrays.items()))
    for name, array in arrays.items():
        if array.ndim != axes:
            cause = "a row goes in, a column comes out." if axes == 2 else "one number for each unit."
            raise ValueError(f"{name} has shape {array.shape}, but a gate's must be {letters}: {cause}")
        if axes == 2 and array.shape[0] <= array.shape[1]:
            raise ValueError(
                f"{name} has shape {array.shape}, but a gate's must be {letters}: the hidden rows stacked on the "
                "input rows. It looks transposed, or its input rows are missing."
            )
        if array.shape != first.shape:
            raise ValueError(
                f"{name} has shape {array.shape}, but {first_name} has {first.shape}: "
                f"all gates must have one shape, {letters}. It was made for other sizes, or transposed."
            )
    return np.concatenate(list(arrays.values()), axis=-1)
