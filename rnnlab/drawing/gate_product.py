"""[h, x] times the four blocks: one product or four, and the one column that makes one number."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK
from rnnlab.drawing.layout import SANS, Part, move, note, operator, row, stack
from rnnlab.drawing.matrix import GAP, TOP, Block, largest, matrix, show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import join, tag

CELL, BLOCKS, BETWEEN = 28, "fiog", 18


def draw_gate_product(h, x, weights, block, unit, value, joined=True):
    """The row [h, x], the weights W_f, W_i, W_o, W_g, and below them the sums; one column lights up.

    Parameters
    ----------
    h : array (H,)
    x : array (D,)
    weights : dict of name -> array (H + D, H)
        Of f, i, o and g, without bias. Whole numbers are best to read.
    block : {"f", "i", "o", "g"}
        The block that is coloured; the other three are grey.
    unit : int, 1 … H
        Its column that is framed.
    value : float
        What the framed sum becomes: a gate, or the candidate.
    joined : bool
        The four weights as one matrix, or as four.

    Returns
    -------
    Picture
    """
    (H,), (D,), column, hx = np.shape(h), np.shape(x), unit - 1, np.concatenate([h, x])
    above = _blocks(weights, "W", block, column, joined)
    below = _blocks({name: (hx @ W)[None] for name, W in weights.items()}, "z", block, column, joined)
    left = row(matrix([Block(h[None], "h", "h"), Block(x[None], "x", "x")], cell=CELL, part="hx"), operator("·"))
    cost = [
        f"{'one product' if joined else 'four products'}:",
        f"1 × {H + D} times {H + D} × {4 * H if joined else H}{'' if joined else ', 4 times'}",
        f"{4 * H * (H + D)} multiplications",
    ]
    foot = stack(*(note(line, 13, INK, SANS) for line in cost), gap=4)
    x_right, y_below = left.width + 6, above.height
    drawn = [
        move(left.body, 0, above.middle - left.middle),
        move(above.body, x_right, 0),
        move(foot.body, 6, y_below + below.height - foot.height),
        move(below.body, x_right, y_below),
    ]
    weight = weights[block][:, column]
    terms = " + ".join(f"{_signed(a)}·{_signed(b)}" for a, b in zip(hx, weight, strict=True))
    z, act = show_number(hx @ weight), "tanh" if block == "g" else "σ"
    told = f"unit {unit}:  z = {terms} = {z},  {block} = {act}({z}) = {show_number(value)}"
    product = Part(join(drawn), x_right + above.width, y_below + below.height, 0)
    whole = stack(product, note(told, 15, COLOURS[block].text, SANS, 7.4 * len(told)), gap=10)
    words = (
        f"[h, x] times {'the four weights side by side' if joined else 'each of the four weights'}. The column of "
        f"W_{block} for {told}. {', '.join(cost).replace(':,', ':').capitalize()}."
    )
    return picture(whole, "Which column makes which gate", words)


def _blocks(arrays, prefix, chosen, column, joined):
    """Four blocks, in one pair of brackets or in four; all but the chosen one are grey."""
    peak = largest(*arrays.values())
    made = {name: Block(arrays[name], f"{prefix}_{name}", name if name == chosen else "b") for name in BLOCKS}
    (rows, H), k = arrays[chosen].shape, BLOCKS.index(chosen)
    if joined:
        whole = matrix([*made.values()], cell=CELL, part=prefix, peak=peak)
    else:
        whole = row(*(matrix([one], cell=CELL, part=one.name, peak=peak) for one in made.values()), gap=BETWEEN)
    left = 6 + k * (H * CELL + (GAP if joined else 12 + BETWEEN)) + column * CELL
    frame = tag("rect", x=left, y=TOP, width=CELL, height=rows * CELL, fill="none", stroke=INK, stroke_width=2.5)
    return whole._replace(body=join([whole.body, frame]))


def _signed(value):
    return f"({show_number(value)})" if value < 0 else show_number(value)
