"""A product that is turned over: every array over its diagonal, while the factors change places."""

from math import cos, pi, sin

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, MUTED, tint
from rnnlab.drawing.layout import SANS, SERIF, Part, note, stack, symbol, write
from rnnlab.drawing.matrix import GAP, Block, brackets, largest, show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import join, tag

CELL, NAME, EDGE, READABLE = 27, 40, 0.06, 0.4  # EDGE: how broad a card is that is seen from its edge
LIFT, ABOVE = 42, 15


def draw_turning(W_hh, W_hx, h, x, z, turn):
    """(W_h [h ; x])ᵀ = [h, x] W_hᵀ on the way from its left side (turn 0) to its right side (turn 1).

    Parameters
    ----------
    W_hh (H, H), W_hx (H, D), h (H, 1), x (D, 1), z (H, 1) : arrays, in column form
    turn : float
        From 0 to 1.

    Returns
    -------
    Picture
    """
    H, D = len(h), len(x)
    short, wide = H * CELL, (H + D) * CELL + GAP
    height = (2 * H + D) / 2 * CELL + 2 * LIFT + 2  # two cards seen from their edges, one above the other
    dot = NAME + wide + 16
    equals = dot + 70 + short + 20
    first, second, third = NAME + wide / 2, equals - 20 - short / 2, equals + 22 + short / 2
    far = (1 - cos(pi * turn)) / 2  # of the way
    cards = {
        "W_h": ([Block(W_hh, "W_hh", "h"), Block(W_hx, "W_hx", "x")], 1, first + far * (second - first), 1),
        "hx": ([Block(h, "h", "h"), Block(x, "x", "x")], 0, second + far * (first - second), -1),
        "z": ([Block(z, "z", "result")], 0, third, 0),
    }
    bodies = []
    for name, (blocks, axis, across, way) in cards.items():
        at = across, height / 2 + way * LIFT * sin(pi * turn)
        bodies.append(tag("g", _card(blocks, axis, at, turn), data_turning=name))
    signs = [("=", equals), ("·", dot)] if turn in (0, 1) else [("=", equals)]
    bodies += [write(sign, at, height / 2 + 7, 22, family=SERIF) for sign, at in signs]
    said, words = _say(H, D, turn)
    moved = f"{show_number(W_hh[0, -1])} goes from row 1, column {H} to row {H}, column 1; the diagonal stays."
    part = Part(join(bodies), third + short / 2 + 8, height, height / 2)
    lines = note(said, 15, INK, SANS, len(said) * 7.5), note(moved, 13, MUTED, SANS, len(moved) * 6.5)
    return picture(stack(lines[0], part, lines[1], gap=3), "A product, turned over", f"{words} {moved}")


def _card(blocks, axis, at, turn):
    """Joined blocks whose cells are turned over the diagonal, around the point `at`."""
    counts = [block.values.shape for block in blocks]
    size = [max(shape[k] for shape in counts) for k in (0, 1)]
    size[axis] = sum(shape[axis] for shape in counts)
    high, wide = (side * CELL + GAP * (len(blocks) - 1) * (k == axis) for k, side in enumerate(size))
    flat = cos(pi * turn)
    flat = max(abs(flat), EDGE) * (1 if flat >= 0 else -1)

    def place(across, down):
        """A point of the card on paper: its distance from the diagonal is shortened, and then changes sides."""
        along, off = (across + down) / 2 - (wide + high) / 4, flat * ((across - down) / 2 - (wide - high) / 4)
        return at[0] + along + off, at[1] + along - off

    peak, shift, bodies = largest(*(block.values for block in blocks)), 0, []
    for block in blocks:
        rows, columns = block.values.shape
        left, top = (shift, 0) if axis else (0, shift)
        for (r, c), value in np.ndenumerate(block.values):
            x, y = left + c * CELL, top + r * CELL
            bodies.append(_cell(place, x, y, tint(block.colour, value, peak), show_number(value), abs(flat)))
        name = f"{block.name}^⊤" if flat < 0 else block.name
        bodies.append(_name(place, name, block.colour, left + columns * CELL / 2, top + rows * CELL / 2, axis, turn))
        shift += (columns if axis else rows) * CELL + GAP
    if turn in (0, 1):
        (left, top), (right, bottom) = place(0, 0), place(wide, high)
        bodies.append(brackets(round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)))
    return join(bodies)


def _cell(place, x, y, fill, text, breadth):
    side = CELL - 1
    points = (place(x + dx, y + dy) for dx, dy in ((1, 1), (side, 1), (side, side), (1, side)))
    path = tag("path", d="M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in points) + "z", fill=fill)
    if breadth < READABLE:
        return path
    px, py = place(x + CELL / 2, y + CELL / 2)
    return join([path, write(text, px, py + 4.5, 13 if len(text) < 3 else 11, font_weight=600)])


def _name(place, name, colour, x, y, axis, turn):
    """The name of a block: above it where the blocks stand beside each other, to its left on top of each other."""
    left, far = 28 if "_" not in name else 46, (1 - cos(pi * turn)) / 2
    off = ABOVE + far * (left - ABOVE) if axis else left + far * (ABOVE - left)
    px, py = place(x, -off) if axis else place(-off, y)
    return symbol(name, px, py + 5, COLOURS[colour].text)


def _say(H, D, turn):
    """The line under the picture, and the picture in words."""
    column = f"W_h {H} × ({H}+{D}) times [h ; x] ({H}+{D}) × 1 is z {H} × 1"
    row = f"the row [h, x] 1 × ({H}+{D}) times W_h turned ({H}+{D}) × {H} is z turned 1 × {H}"
    if turn == 0:
        return f"column form: {H} × ({H}+{D}) · ({H}+{D}) × 1 = {H} × 1", f"Column form: {column}."
    if turn == 1:
        return f"row form: 1 × ({H}+{D}) · ({H}+{D}) × {H} = 1 × {H}", f"Row form, every array turned over: {row}."
    said = f"turning over the diagonal: {turn:.0%}"
    return said, f"{turn:.0%} of the way from column form, {H} × ({H}+{D}) · ({H}+{D}) × 1, to row form."
