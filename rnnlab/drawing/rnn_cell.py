"""The computation inside one RNN cell, in row form, with the numbers of one step."""

import numpy as np

from rnnlab.drawing.layout import operator, row
from rnnlab.drawing.matrix import Block, matrix
from rnnlab.drawing.picture import picture


def draw_rnn_cell(x, h, W_hh, W_hx, b_h, result, activation="tanh"):
    """tanh([h, x] · W_h + b_h) with the arrays that were computed, in row form.

    Parameters
    ----------
    x : array (B, D)
    h, result : array (B, H)
        The state before and after the step.
    W_hh (H, H), W_hx (D, H), b_h (H,) : arrays
    activation : str

    Returns
    -------
    Picture
    """
    part = rnn_cell(x, h, W_hh, W_hx, b_h, result, ("h", "x", "result"), activation)
    (B, D), H = np.shape(x), len(b_h)
    words = (
        f"One step: [h, x], {B} × ({H}+{D}), times W_h, ({H}+{D}) × {H}, plus b_h ({H} numbers), "
        f"through {activation}, gives the next state, {B} × {H}."
    )
    return picture(part, "Inside one RNN cell", words)


def rnn_cell(x, h, W_hh, W_hx, b_h, result, names, activation, cell=34, wrong=None):
    """The same as a part; `names` are those of h, x and the result, `wrong` marks entries of the result."""
    joined = matrix([Block(h, names[0], "h"), Block(x, names[1], "x")], cell=cell, part="hx")
    W_h = matrix([Block(W_hh, "W_hh", "h"), Block(W_hx, "W_hx", "x")], axis=0, cell=cell, part="W_h")
    bias = matrix([Block(b_h[None, :], "b_h", "b")], cell=cell)
    after = matrix([Block(result, names[2], "result", wrong)], cell=cell, part="result")
    start, end = operator(f"{activation}(", 16 + 11 * len(activation)), operator(") =", 30)
    return row(start, joined, operator("·"), W_h, operator("+"), bias, end, after, gap=6)
