"""One cell's weights as a library keeps them: which entry is where, by block and by what it meets."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, MUTED, mix
from rnnlab.drawing.difference import difference_strips, say_difference
from rnnlab.drawing.layout import MONO, SANS, SERIF, Part, note, row, stack, write
from rnnlab.drawing.legend import legend
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import join, tag

CELL, APART, STRIPS = 17, 16, 300
LOOKS = {"r": "b", "z": "f", "n": "g"}


def draw_layout(arrays, biases, how, h, right, verdict):
    """The arrays of a library, each entry in its block's colour; and the states that a reading of them gives.

    Parameters
    ----------
    arrays : list of (name, blocks, from_h)
        For each array the letter of the block that an entry belongs to, and whether it meets h: (rows,
        columns) each.
    biases, how : str
        What is said of the biases, in one line or two, and how the arrays are read.
    h, right : array (T, H)
        The states that this reading gives, and the right ones.
    verdict : str
        What is said of it.

    Returns
    -------
    Picture
    """
    tall = all(_turned(blocks) for _, blocks, _ in arrays)
    parts = [_array(*one) for one in arrays]
    drawn = row(*(part._replace(middle=0.0) for part in parts), gap=APART) if tall else stack(*parts, gap=10)
    foot = note("in our letters; dark meets h, light meets x", 12, MUTED, SANS, 200)
    left = stack(drawn, *(note(line, 13, INK, SANS, 330) for line in biases.split("\n")), foot, gap=7)
    wrong = not np.allclose(h, right, rtol=0, atol=1e-12)
    said = say_difference("h", h, "the right one", right)
    states = stack(
        note(how, 14, INK, SANS, 380),
        difference_strips("h", h, "right", right, STRIPS),
        legend(True),
        note(said, 14, INK, SANS, 380),
        note(verdict, 14, COLOURS["mistake" if wrong else "result"].text, SANS, 380),
        gap=8,
    )
    shapes = "; ".join(f"{name} {blocks.shape}, blocks {_order(blocks)}" for name, blocks, _ in arrays)
    words = f"{shapes}. {biases.replace(chr(10), ' ')} {how}. {said} {verdict}"
    both = row(left._replace(middle=0.0), states._replace(middle=0.0), gap=30)
    return picture(both._replace(width=max(both.width, 860)), "The same weights, as others keep them", words)


def _order(blocks):
    """The letters in the order in which they first come."""
    return " ".join(dict.fromkeys(blocks.ravel().tolist()))


def _turned(blocks):
    """Whether the blocks stand below each other: the column form."""
    return len(set(blocks[:, 0].tolist())) > 1


def _array(name, blocks, from_h):
    """A cell for each entry, the letters of the blocks along the longer side."""
    rows, columns = blocks.shape
    turned, bodies = _turned(blocks), []
    left, top = (24, 22) if turned else (0, 44)
    for letter in dict.fromkeys(blocks.ravel().tolist()):
        colour = COLOURS[LOOKS.get(letter, letter)]
        for dark, share in ((True, 0.55), (False, 0.22)):
            places = np.argwhere((blocks == letter) & (from_h == dark))
            path = "".join(
                f"M{left + c * CELL + 1} {top + r * CELL + CELL / 2:g}h{CELL - 2}" for r, c in places.tolist()
            )
            if path:
                look = dict(stroke=mix(colour.fill, share), stroke_width=CELL - 2, data_block=letter, data_h=int(dark))
                bodies.append(tag("path", d=path, **look))
        r, c = np.argwhere(blocks == letter).mean(axis=0) + 0.5
        x, y = (12, top + r * CELL + 5) if turned else (left + c * CELL, top - 8)
        bodies.append(write(letter, x, y, 16, colour.text, family=SERIF, font_style="italic", font_weight=600))
    size = f"{name}  {rows} × {columns}"
    bodies.append(write(size, left, 13, 12, MUTED, "start", MONO))
    return Part(join(bodies), max(left + columns * CELL, left + 7.4 * len(size)), top + rows * CELL + 2, 0)
