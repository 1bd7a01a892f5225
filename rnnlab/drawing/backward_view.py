"""The gradient running back through an RNN, over time, and the step back that has just been taken."""

import numpy as np

from rnnlab.drawing.colours import INK
from rnnlab.drawing.layout import SANS, note, operator, paragraph, row, stack
from rnnlab.drawing.legend import legend
from rnnlab.drawing.matrix import Block, matrix, show_number
from rnnlab.drawing.network import lowered
from rnnlab.drawing.picture import picture
from rnnlab.drawing.unrolled import unrolled

CELL, SIGN, MOST, MOST_WIDE = 33, 16, 30, 860


def draw_backward(back, losses, t, said, below=None, remark=""):
    """The unrolled network with dh above and dx under it, and below it one step back.

    Parameters
    ----------
    back : tuple of arrays
        dh (T + 1, H), all of the gradient with respect to h_0 … h_T, and dx (T, D); where marks stand, two
        arrays of bool of the same shapes.
    losses : sequence of ints
        The steps at which the loss is taken.
    t : int
        The state that the gradient has come back to.
    said : str
        What is seen, in one line.
    below : (Part, str), optional
        One of `split_step` and `weights_step`, and its words.
    remark : str
        What is said at the end.

    Returns
    -------
    Picture
    """
    dh, dx = back[:2]
    network = unrolled(dh, dx, losses, t, *back[2:])
    foot = row(note(said, 13, INK, SANS, 6.6 * len(said)), legend(), gap=20)
    parts = [network, foot, *([below[0]] if below else []), *([paragraph(remark, 14, INK, most=4)] if remark else [])]
    T, where = len(dx), "every step" if len(losses) > 1 else f"step {losses[0]}"
    words = (
        f"{T} step{'s' * (T != 1)}, L at {where}. dh{lowered(t)} is [{', '.join(map(show_number, dh[t]))}], "
        f"{dh.shape[1]} units, {dx.shape[1]} input{'s' * (dx.shape[1] != 1)}. {said} "
        f"Violet is negative, olive positive. {below[1] + ' ' if below else ''}{remark}"
    )
    return picture(stack(*parts, gap=6), "The gradient runs back", words.strip())


def split_step(s, dh, slope, dz, W_h, dh_prev, dx, said, wrong=(None, None)):
    """Step s taken back: dz = dh ⊙ slope, and the product of dz with W_h⊤, which is [dh_prev, dx].

    Parameters
    ----------
    s : int
    dh, slope, dz, dh_prev : arrays (H,)
    W_h : array (H + D, H)
    dx : array (D,)
    said : (str, str)
        What the slope is, and what becomes of dh_prev.
    wrong : two arrays of bool, as dh_prev and dx, optional

    Returns
    -------
    Part
    """
    H = len(dh)
    first = row(
        _line(dh, f"dh_{s}", "h"),
        operator("⊙", SIGN + 4),
        _line(slope, "slope", "b"),
        operator("=", SIGN),
        _line(dz, f"dz_{s}", "result"),
        _said(said[0]),
    )
    turned = [Block(W_h[:H].T, "W_hh^⊤", "h"), Block(W_h[H:].T, "W_hx^⊤", "x")]
    marks = [None if one is None else one[None] for one in wrong]
    joined = [Block(dh_prev[None], "dh_prev", "h", marks[0]), Block(dx[None], f"dx_{s}", "x", marks[1])]
    second = row(
        _line(dz, f"dz_{s}", "result"),
        operator("·", SIGN),
        _matrix(turned, "W_h"),
        operator("=", SIGN),
        _matrix(joined, "dhx"),
        gap=6,
    )
    beside = row(second, _said(said[1]))
    return stack(first, beside if beside.width <= MOST_WIDE else stack(second, _said(said[1]), gap=2), gap=0)


def weights_step(s, last, hx, dz, dW, total, wrong=None):
    """What step s says to the weights: the column [h, x] times the row dz, dW where it is small; and the sum so far.

    Parameters
    ----------
    s, last : int
        This step, and the one that the gradient began at.
    hx : array (H + D,)
    dz : array (H,)
    dW, total : arrays (H + D, H)
    wrong : array of bool, as total, optional

    Returns
    -------
    Part
    """
    H = len(dz)
    column = [Block(hx[:H, None], f"h_{s - 1}", "h"), Block(hx[H:, None], f"x_{s}", "x")]
    parts = [_matrix(column, "hx", axis=0), operator("·", SIGN), _line(dz, f"dz_{s}", "result")]
    if dW.size <= MOST:
        parts += [operator("=", SIGN), _matrix(_blocks(dW, H, None, f"_{s}"), "dW", axis=0)]
    steps = f"steps {s} to {last}, added up:" if s < last else f"step {s} alone:"
    return row(*parts, _said(steps), _matrix(_blocks(total, H, wrong), "total", axis=0), gap=8)


def show_small(value):
    """A number as cells print it, from 10 on with 1 decimal; what would be 0.00 with its power of ten, for it fades."""
    text = f"{value:.1f}" if 9.995 <= abs(value) < 99.995 and value != round(value) else show_number(value)
    return text if value == 0 or text.strip("-0.") else f"{value:.0e}".replace("e-0", "e-")


def _said(text):
    return note(text, 13, INK, SANS, 6.8 * len(text))


def _line(values, name, colour):
    return _matrix([Block(np.asarray(values)[None], name, colour)], name.partition("_")[0])


def _matrix(blocks, part, axis=1):
    return matrix(blocks, axis, CELL, part, show=show_small)


def _blocks(dW, H, wrong, step=""):
    marks = (None, None) if wrong is None else (wrong[:H], wrong[H:])
    names = f"dW_hh{step}", f"dW_hx{step}"
    parts = zip((dW[:H], dW[H:]), names, "hx", marks, strict=True)
    return [Block(*part) for part in parts]
