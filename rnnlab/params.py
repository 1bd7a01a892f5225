"""Weights: the joined array is what is stored, its blocks are views of it."""

from dataclasses import dataclass

import numpy as np

from rnnlab.arguments import as_float, as_square


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
        _store(self, "W_h", "b_h", gates=1)

    @classmethod
    def from_blocks(cls, W_hh, W_hx, b_h):
        """Join W_hh (H, H) on top of W_hx (D, H)."""
        return cls(join_blocks(W_hh, W_hx), b_h)

    W = property(lambda self: self.W_h, doc="The joined weight under the name that every cell has.")
    H = property(lambda self: self.W_h.shape[1], doc="Hidden size.")
    D = property(lambda self: self.W_h.shape[0] - self.H, doc="Input size.")
    W_hh = property(lambda self: self.W_h[: self.H], doc="(H, H), into h from h: a view.")
    W_hx = property(lambda self: self.W_h[self.H :], doc="(D, H), into h from x: a view.")


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

    Raises
    ------
    TypeError, ValueError
        When an array is not of numbers or not of these shapes.
    """

    W: np.ndarray
    b: np.ndarray

    joined_name = "W"
    joined_letters = "(H + D, 4H)"

    def __post_init__(self):
        _store(self, "W", "b", gates=len(GATES))

    @classmethod
    def from_blocks(cls, W_f, W_i, W_o, W_g, b_f, b_i, b_o, b_g):
        """Join four weights (H + D, H) beside each other, and four biases (H,)."""
        weights = {"W_f": W_f, "W_i": W_i, "W_o": W_o, "W_g": W_g}
        biases = {"b_f": b_f, "b_i": b_i, "b_o": b_o, "b_g": b_g}
        return cls(_beside(weights, "(H + D, H)", axes=2), _beside(biases, "(H,)", axes=1))

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
        if name not in tuple(GATES):
            raise ValueError(f"gate is {name!r}, but it must be one of {', '.join(GATES)}.")
        first = GATES.index(name) * self.H
        part = slice(first, first + self.H)
        return self.W[:, part], self.b[part]


def join_blocks(W_hh, W_hx):
    """W_hh (H, H) on top of W_hx (D, H), as W_h (H + D, H).

    Raises
    ------
    TypeError, ValueError
        When a block is not of numbers, W_hh is not square, or W_hx does not end in H.
    """
    W_hh, W_hx = as_square("W_hh", W_hh), as_float("W_hx", W_hx)
    H = len(W_hh)
    if W_hx.ndim != 2 or W_hx.shape[1] != H:
        hint = "It looks transposed." if W_hx.ndim == 2 and W_hx.shape[0] == H else "It leads from x into h."
        raise ValueError(
            f"W_hx has shape {W_hx.shape}, but with W_hh {W_hh.shape} it must be (D, H) = (D, {H}). {hint}"
        )
    return np.concatenate([W_hh, W_hx], axis=0)


def _beside(blocks, letters, axes):
    arrays = {name: as_float(name, block) for name, block in blocks.items()}
    first_name, first = next(iter(arrays.items()))
    for name, array in arrays.items():
        if array.ndim != axes:
            raise ValueError(f"{name} has shape {array.shape}, but a gate's must be {letters}: {_axes_cause(axes)}")
        if axes == 2 and array.shape[0] <= array.shape[1]:
            raise ValueError(
                f"{name} has shape {array.shape}, but a gate's must be {letters}: the hidden rows stacked on the "
                "input rows. It looks transposed, or its input rows are missing."
            )
        if array.shape != first.shape:
            raise ValueError(
                f"{name} has shape {array.shape}, but {first_name} has {first.shape}: "
                f"the four gates must have one shape, {letters}. It was made for other sizes, or transposed."
            )
    return np.concatenate(list(arrays.values()), axis=-1)


def _axes_cause(axes):
    return "a row goes in, a column comes out." if axes == 2 else "one number for each unit."


def _store(params, W_name, b_name, gates):
    """Check the two arrays of a frozen dataclass and put them, as floats of one dtype, in their fields."""
    W, b = as_float(W_name, getattr(params, W_name)), as_float(b_name, getattr(params, b_name))
    if W.ndim != 2 or W.size == 0 or W.shape[1] % gates or W.shape[0] <= W.shape[1] // gates:
        raise ValueError(
            f"{W_name} has shape {W.shape}, but it must be {params.joined_letters}: the hidden rows (H of them) "
            f"stacked on the input rows (D of them, at least 1). {_weight_cause(W.shape, gates, W_name)}"
        )
    if b.shape != W.shape[1:]:
        letters = "(H,)" if gates == 1 else f"({gates}H,)"
        raise ValueError(
            f"{b_name} has shape {b.shape}, but with {W_name} {W.shape} it must be {letters} = {W.shape[1:]}. "
            f"{_bias_cause(b.shape, W.shape, gates, W_name, b_name)}"
        )
    dtype = np.result_type(W, b)
    object.__setattr__(params, W_name, W.astype(dtype, copy=False))
    object.__setattr__(params, b_name, b.astype(dtype, copy=False))


def _weight_cause(shape, gates, name):
    if 0 in shape:
        return "It is empty."
    if len(shape) != 2:
        return "It must have two axes: a row for each thing that goes in, a column for each that comes out."
    if gates * shape[0] == shape[1]:
        return "It looks like the input rows are missing: stack W_hx (D, H) under W_hh (H, H)."
    if shape[0] % gates == 0 and shape[1] > shape[0] // gates:
        return f"It looks transposed: papers multiply from the left, here a row is an example. {name}.T"
    if shape[1] % gates:
        return f"Its columns must be a multiple of {gates}: one block of H for each gate."
    return "It looks like the hidden rows are missing: stack W_hh (H, H) on top of W_hx (D, H)."


def _bias_cause(shape, W_shape, gates, W_name, b_name):
    columns = W_shape[1]
    if shape == (columns, 1):
        return f"A column would be broadcast in silence, and h would come out (H, H). {b_name}.ravel()"
    if shape == (1, columns):
        return f"A bias has one axis: {b_name}.ravel()"
    if shape == ():
        return "One number for all units would be broadcast in silence."
    if shape == (W_shape[0],):
        return f"It fits the rows of {W_name}: {W_name} looks transposed."
    if shape == (columns // gates,):
        return "It is one gate's: join b_f, b_i, b_o, b_g with np.concatenate."
    return "One number for each unit that comes out."
