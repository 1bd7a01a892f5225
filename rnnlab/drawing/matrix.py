"""A matrix of coloured blocks: the picture that every lecture comes back to."""

from typing import NamedTuple

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, MUTED, WAITING, tint
from rnnlab.drawing.layout import MONO, Part, move, symbol, write
from rnnlab.drawing.svg import join, tag

CELL, GAP, TOP, BOTTOM = 34, 4, 24, 26


class Block(NamedTuple):
    """A 2-D array, the name over it, whose colour it has (a key of COLOURS), and which entries are wrong."""

    values: np.ndarray
    name: str
    colour: str
    wrong: np.ndarray | None = None


def show_number(value):
    """A value as a cell prints it: whole numbers whole, others with 2 decimals, at most 4 digits."""
    value = float(value) + 0.0
    if not np.isfinite(value):
        return {"inf": "∞", "-inf": "−∞"}.get(str(value), "nan")
    if value == round(value) and abs(value) < 10_000:
        return str(int(value))
    if abs(value) >= 9999.5:
        return f"{value:.0e}".replace("e+0", "e").replace("e+", "e")
    text = f"{value:.{2 if abs(value) < 99.995 else 1 if abs(value) < 999.95 else 0}f}"
    return text.removeprefix("-") if float(text) == 0 else text


def largest(*arrays):
    """The largest absolute value that is finite, or 0."""
    floats = (np.asarray(array, dtype=float) for array in arrays)
    return max((np.abs(array[np.isfinite(array)]).max(initial=0) for array in floats), default=0)


def shape_text(blocks, axis):
    """The shape of joined blocks, the joined axis as a sum: "3 × (3+2)"."""
    sizes = [str(size) for size in blocks[0].values.shape]
    if len(blocks) > 1:
        sizes[axis] = "(" + "+".join(str(block.values.shape[axis]) for block in blocks) + ")"
    return " × ".join(sizes)


def matrix(blocks, axis=1, cell=CELL, part=None, used=None, peak=None, show=show_number):
    """Blocks joined beside (axis 1) or on top of (axis 0) each other, in brackets, with names and shape.

    Parameters
    ----------
    blocks : list of Block
        Their values must fit along the other axis.
    axis : {0, 1}
    cell : float
        The side of a cell.
    part : str, optional
        A name for the page: data-part.
    used : int, optional
        Only so many columns (axis 1) or rows (axis 0) are coloured; the others wait.
    peak : float, optional
        The size that has the deepest tint; the largest when missing.
    show : function, optional
        What a cell prints for its value.

    Returns
    -------
    Part
        Its middle is the middle of the cells.
    """
    peak = largest(*(block.values for block in blocks)) if peak is None else peak
    longest = max((len(show(value)) for block in blocks for value in block.values.flat), default=1)
    size = min(13.0, round((cell - 2) * 1.66 / max(longest, 3), 1))
    bodies, x, y, counted = [], 6, TOP, 0
    for k, block in enumerate(blocks):
        rows, columns = block.values.shape
        length = block.values.shape[axis]
        live = length if used is None else min(max(used - counted, 0), length)
        bodies.append(move(_cells(block, peak, cell, size, axis, live, 0 if axis else counted, show), x, y))
        if block.wrong is not None and block.wrong.any():
            bodies.append(move(_marks(block.wrong, cell), x, y))
        below = axis == 0 and k > 0
        name_y = y + rows * cell + 18 if below else y - 10
        bodies.append(symbol(block.name, x + columns * cell / 2, name_y, COLOURS[block.colour].text))
        counted += length
        x, y = (x + columns * cell + GAP, y) if axis else (x, y + rows * cell + GAP)
    if axis:
        right, bottom = x - GAP, TOP + rows * cell
    else:
        right, bottom = 6 + columns * cell, y - GAP
    named_below = axis == 0 and len(blocks) > 1
    ledger_y = bottom + (38 if named_below else 19)
    bodies.append(brackets(6, TOP, right, bottom))
    ledger = shape_text(blocks, axis)
    bodies.append(write(ledger, (6 + right) / 2, ledger_y, 12, MUTED, family=MONO))
    over = max(0, len(ledger) * 7.4 - (right + 6)) / 2
    middle = (TOP + bottom) / 2
    body = tag("g", move(join(bodies), over, 0), data_part=part, data_shape=ledger)
    return Part(body, right + 6 + 2 * over, ledger_y + 7, middle)


def brackets(left, top, right, bottom):
    """Square brackets around cells."""
    height = bottom - top + 4
    path = f"M{left + 1:g} {top - 2:g}h-6v{height:g}h6M{right - 1:g} {top - 2:g}h6v{height:g}h-6"
    return tag("path", d=path, fill="none", stroke=INK, stroke_width=1.6)


def _cells(block, peak, cell, size, axis, live, first_row, show):
    """The cells of one block: a group of shapes for each row, and over them the numbers."""
    rows, numbers = [], []
    for r, values in enumerate(block.values):
        fills = [
            tint(block.colour, value, peak) if (c if axis else r) < live else WAITING for c, value in enumerate(values)
        ]
        uses = (tag("use", href=f"#c{cell}", x=c * cell, fill=fill) for c, fill in enumerate(fills))
        rows.append(tag("g", join(uses), data_row=first_row + r, transform=f"translate(0 {r * cell})"))
        spans = (tag("tspan", show(value), x=(c + 0.5) * cell) for c, value in enumerate(values))
        numbers.append(tag("text", join(spans), y=(r + 0.5) * cell + size * 0.36))
    return join([*rows, tag("g", join(numbers), font_size=size, font_weight=600, pointer_events="none")])


def _marks(wrong, cell):
    """A red frame with a filled corner around each wrong entry: seen without colour too."""
    corners = [(c * cell + 1, r * cell + 1) for r, c in np.argwhere(wrong).tolist()]
    side = cell - 2
    frames = "".join(f"M{x} {y}h{side}v{side}h-{side}z" for x, y in corners)
    ears = "".join(f"M{x + side} {y}v9l-9 -9z" for x, y in corners)
    red = COLOURS["mistake"].text
    paths = [tag("path", d=frames, fill="none", stroke=red, stroke_width=2.2), tag("path", d=ears, fill=red)]
    return tag("g", join(paths), data_wrong=len(corners), pointer_events="none")
