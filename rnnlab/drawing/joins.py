"""Two arrays joined, or the edge at which they do not fit."""

import textwrap

import numpy as np

from rnnlab.drawing.colours import COLOURS, MUTED
from rnnlab.drawing.layout import MONO, SANS, Part, move, note, operator, row, stack, write
from rnnlab.drawing.matrix import CELL, TOP, Block, largest, matrix, show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import join, tag

WAYS = {0: "on top of", 1: "beside"}
COLOUR_OF = {"W_hh": "h", "h": "h", "P": "h", "W_hx": "x", "x": "x", "Q": "x"}  # P stands where h's block does


def draw_join(axis, size=None, **arrays):
    """Two arrays, and the one array they become when joined along `axis`.

    Parameters
    ----------
    axis : {0, 1}
    size : (width, height), optional
        The card's size; as large as needed when missing.
    **arrays : two arrays (rows, columns) by name, in their order
        They fit: `draw_mismatch` draws those that do not.

    Returns
    -------
    Picture
    """
    first, second = _blocks(arrays)
    joined = np.concatenate([first.values, second.values], axis=axis)
    a, b = first.values.shape[axis], second.values.shape[axis]
    rule = f"axis {axis} grows: {a} + {b} = {a + b}.  axis {1 - axis} stays: {joined.shape[1 - axis]}."
    line = "vertical" if axis else "horizontal"
    words = (
        f"{first.name} {first.values.shape} {WAYS[axis]} {second.name} {second.values.shape} gives {joined.shape}: "
        f"axis {axis} grows, {a} + {b} = {a + b}; axis {1 - axis} stays {joined.shape[1 - axis]}. "
        f"They meet at a {line} boundary. The first row reads {in_words(joined[0])}."
    )
    peak = largest(joined)
    parts = (matrix([first], peak=peak), matrix([second], peak=peak), operator("→"))
    shapes = _shapes(first.values.shape, second.values.shape, joined.shape, axis)
    whole = stack(row(*parts, _with_boundary([first, second], axis), gap=14), row(shapes, note(rule, 13), gap=24))
    return picture(whole, f"{first.name} {WAYS[axis]} {second.name}", words, *(size or ()))


def draw_mismatch(axis, message, size=None, **arrays):
    """Two arrays that cannot be joined along `axis`, the edges that differ in red, and why in words.

    Parameters
    ----------
    axis : {0, 1}
    message : str
        NumPy's own error.
    size : (width, height), optional
    **arrays : two arrays (rows, columns) by name, in their order

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        Arrays that do fit.
    """
    first, second = _blocks(arrays)
    a, b = first.values.shape[1 - axis], second.values.shape[1 - axis]
    lines, red = ("columns", "rows")[axis], COLOURS["mistake"].text
    if a == b:
        raise ValueError(
            f"{first.name} {first.values.shape} and {second.name} {second.values.shape} do fit along axis {axis}, "
            f"both have {a} {lines}: draw_join draws them."
        )
    verdict = f"{a} {lines} against {b}: the edges do not fit"
    words = (
        f"{first.name} {first.values.shape} cannot stand {WAYS[axis]} {second.name} {second.values.shape}: "
        f"{a} {lines} against {b}. The first rows read {in_words(first.values[0])} and {in_words(second.values[0])}. "
        f"NumPy says: {message}"
    )
    said = [note(text, 12, red, SANS, 6.7 * len(text)) for text in textwrap.wrap(f"NumPy: {message}", 96)]
    whole = stack(clash(first, second, axis), note(verdict, 15, red, SANS), stack(*said, gap=2))
    return picture(whole, f"{first.name} does not fit {second.name}", words, *(size or ()))


def in_words(numbers):
    """A few numbers as a sentence lists them."""
    return ", ".join(map(show_number, numbers))


def _blocks(arrays):
    return [Block(np.asarray(values), name, COLOUR_OF.get(name, "b")) for name, values in arrays.items()]


def _shapes(first, second, joined, axis):
    """Both shapes and that of the join, the lengths that change in the colour of a result."""
    grown, spans = dict(fill=COLOURS["result"].text, font_weight=700), []
    for shape, after in ((first, ") and ("), (second, ") → ("), (joined, ")")):
        one, other = (tag("tspan", size, **(grown if k == axis else {})) for k, size in enumerate(shape))
        spans += [one, tag("tspan", ", "), other, tag("tspan", after)]
    plain = note(f"{first} and {second} → {joined}", 13)
    return plain._replace(body=write(join([tag("tspan", "("), *spans]), 0, 13, 13, MUTED, "start", MONO))


def _with_boundary(blocks, axis):
    """The joined matrix, a dashed line where the blocks meet, and the name of that line."""
    part = matrix(blocks, axis, part="joined")
    columns = sum(block.values.shape[1] for block in blocks)
    at = blocks[0].values.shape[axis] * CELL + 2
    dashes = dict(stroke=MUTED, stroke_width=1.5, stroke_dasharray="5 3", fill="none")
    if axis:
        over = max(0.0, (part.width - 12 - columns * CELL - 4) / 2)
        bottom = TOP + blocks[0].values.shape[0] * CELL
        side = max(60 - over - 6 - at, 0)
        line = tag(
            "path", d=f"M{over + 6 + at:g} {TOP - 20}V{bottom + 6:g}M{over + 6 + at:g} {bottom + 24:g}v12", **dashes
        )
        label = write("vertical boundary", over + 6 + at, bottom + 50, 12, MUTED)
        body = move(join([part.body, line, label]), side, 0)
        width = max(part.width, over + 6 + at + 60) + side
        return Part(body, width, part.height + 30, part.middle)
    inner = 12 + blocks[0].values.shape[1] * CELL
    over = (part.width - inner) / 2
    line = tag("path", d=f"M{over - 6:g} {TOP + at:g}H{over + inner + 12:g}", **dashes)
    label = write("horizontal boundary", over + inner + 16, TOP + at + 4, 12, MUTED, "start")
    return Part(join([part.body, line, label]), over + inner + 136, part.height, part.middle)


def clash(first, second, axis, cell=CELL):
    """The two blocks edge to edge, each one's edge a red line as long as it is."""
    (r1, c1), (r2, c2) = first.values.shape, second.values.shape
    peak = largest(first.values, second.values)
    a, b = (matrix([block], cell=cell, peak=peak) for block in (first, second))
    red = dict(stroke=COLOURS["mistake"].text, stroke_width=4, fill="none", stroke_linecap="round")
    left_a, left_b = (a.width - 12 - c1 * cell) / 2 + 6, (b.width - 12 - c2 * cell) / 2 + 6
    if axis:
        x = left_a + c1 * cell + 10
        edges = f"M{x:g} {TOP}v{r1 * cell}M{x + 10:g} {TOP}v{r2 * cell}"
        body = join([a.body, move(b.body, x + 20 - left_b, 0), tag("path", d=edges, **red)])
        height = max(a.height, b.height)
        return Part(body, x + 20 - left_b + b.width, height, height / 2)
    y = a.height + 6
    shift = max(left_a, left_b)
    edges = f"M{shift:g} {y:g}h{c1 * cell}M{shift:g} {y + 10:g}h{c2 * cell}"
    body = join([move(a.body, shift - left_a, 0), move(b.body, shift - left_b, y + 16), tag("path", d=edges, **red)])
    height = y + 16 + b.height
    return Part(body, shift + max(a.width, b.width), height, height / 2)
