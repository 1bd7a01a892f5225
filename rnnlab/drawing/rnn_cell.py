"""The computation inside one RNN cell, in row form, with the numbers of one step."""

import numpy as np

from rnnlab.drawing.colours import INK
from rnnlab.drawing.layout import SANS, Part, note, operator, row, stack
from rnnlab.drawing.matrix import GAP, TOP, Block, matrix, show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import join, tag

CELL = 35


def draw_rnn_cell(x, h, W_hh, W_hx, b_h, result, activation="tanh", unit=None, example=0, names=("h", "x", "result")):
    """tanh([h, x] · W_h + b_h) with the arrays that were computed, in row form.

    Parameters
    ----------
    x : array (B, D)
    h, result : array (B, H)
        The state before and after the step.
    W_hh (H, H), W_hx (D, H), b_h (H,) : arrays
    activation : str
    unit : int, 0 … H - 1, optional
        The entry of the result to follow back: what makes it is framed, and its sum is written out.
    example : int
        The row of [h, x] for which it is.
    names : (str, str, str)
        Of h, x and the result.

    Returns
    -------
    Picture
    """
    x, h, W_hh, W_hx, b_h, result = (np.asarray(array) for array in (x, h, W_hh, W_hx, b_h, result))
    lit = None if unit is None else (example, unit)
    part = rnn_cell(x, h, W_hh, W_hx, b_h, result, names, activation, CELL, lit=lit)
    (B, D), H = x.shape, len(b_h)
    words = (
        f"One step: [h, x], {B} × ({H}+{D}), times W_h, ({H}+{D}) × {H}, plus b_h ({H} numbers), "
        f"through {activation}, gives the next state, {B} × {H}."
    )
    if unit is None:
        return picture(part, "Inside one RNN cell", words)
    hx, column = np.concatenate([h[example], x[example]]), np.concatenate([W_hh, W_hx])[:, unit]
    terms = " + ".join(f"{_bracketed(a)}·{_bracketed(w)}" for a, w in zip(hx, column, strict=True))
    before, after = (show_number(value) for value in (hx @ column + b_h[unit], result[example, unit]))
    said = f"{activation}({terms} + {_bracketed(b_h[unit])}) = {activation}({before}) = {after}"
    words += (
        f" Unit {unit + 1} is the row [h, x] times its column of W_h, plus its b_h: {activation}({before}) = {after}."
    )
    return picture(stack(part, note(said, 13, INK, SANS, 6.6 * len(said)), gap=6), "Inside one RNN cell", words)


def _bracketed(value):
    number = show_number(value)
    return f"({number})" if number.startswith("-") else number


def rnn_cell(x, h, W_hh, W_hx, b_h, result, names, activation, cell=CELL, wrong=None, lit=None):
    """The same as a part.

    Parameters
    ----------
    b_h : array (H,), or None
        None leaves it out.
    names : (str, str, str)
        Of h, x and the result.
    cell : float
        The side of a cell.
    wrong : array (B, H) of bool, optional
        The entries of the result to mark as wrong.
    lit : (row, column), optional
        The entry of the result to frame, with what it is made of.

    Returns
    -------
    Part
    """
    joined = matrix([Block(h, names[0], "h"), Block(x, names[1], "x")], cell=cell, part="hx")
    W_h = matrix([Block(W_hh, "W_hh", "h"), Block(W_hx, "W_hx", "x")], axis=0, cell=cell, part="W_h")
    bias = [] if b_h is None else [matrix([Block(b_h[None, :], "b_h", "b")], cell=cell)]
    after = matrix([Block(result, names[2], "result", wrong)], cell=cell, part="result")
    if lit is not None:
        (r, c), (H, D) = lit, (len(W_hh), len(W_hx))
        wide, high = H * cell, (H + D) * cell + GAP
        joined = _framed(joined, high, 0, r * cell, high, cell)
        W_h = _framed(W_h, wide, c * cell, 0, cell, high)
        bias = [_framed(part, wide, c * cell, 0, cell, cell) for part in bias]
        after = _framed(after, wide, c * cell, r * cell, cell, cell)
    start, end = operator(f"{activation}(", 16 + 11 * len(activation)), operator(") =", 30)
    added = [operator("+"), *bias] if bias else []
    return row(start, joined, operator("·"), W_h, *added, end, after, gap=6)


def _framed(part, across, x, y, width, height):
    """A matrix whose cells are `across` wide, with a frame around some of them."""
    left = (part.width - across) / 2
    sides = dict(x=left + x - 1, y=TOP + y - 1, width=width + 2, height=height + 2, rx=4)
    frame = tag("rect", **sides, fill="none", stroke=INK, stroke_width=2, pointer_events="none")
    return Part(join([part.body, frame]), part.width, part.height, part.middle)
