"""Parts of a picture, and how they stand beside and above each other."""

import re
import textwrap
from typing import NamedTuple

from rnnlab.drawing.colours import INK, MUTED
from rnnlab.drawing.svg import Markup, coordinate, join, tag

SERIF, SANS, MONO = "Georgia,serif", "system-ui,sans-serif", "ui-monospace,Menlo,monospace"


class Part(NamedTuple):
    """A piece of drawing: its markup, its size, and the height at which it lines up in a row."""

    body: Markup
    width: float
    height: float
    middle: float


def write(content, x, y, size=13, fill=INK, anchor="middle", family=SANS, **attributes):
    """A line of text at (x, y), its baseline at y. What every picture starts with is left out."""
    style = dict(
        fill=None if fill == INK else fill,
        text_anchor=None if anchor == "middle" else anchor,
        font_family=None if family == SANS else family,
    )
    return tag("text", content, x=x, y=y, font_size=size, **style, **attributes)


def symbol(name, x, y, fill, size=16, anchor="middle"):
    """A name as a formula shows it: "W_hh h" is W with a lowered hh, then h; "h^⊤" is h with a raised ⊤."""
    spans, down = [], 0
    for base, below, above in re.findall(r"([^\s_^]+)(?:_([^\s^]+))?(?:\^(\S+))?|\s", name):
        for text, place in ((base, 0), (below.replace("-", "−"), 4), (above, -6)):
            if text:
                dy, small = str(place - down) if place != down else None, round(size * 0.7) if place else None
                spans.append(tag("tspan", text, dy=dy, font_size=small))
                down = place
    return write(join(spans), x, y, size, fill, anchor, SERIF, font_style="italic", font_weight=600)


def cell_shape(cell):
    """The shape that every cell of this side refers to, as `href="#c34"`."""
    return tag("rect", id=f"c{cell}", x=1, y=1, width=cell - 2, height=cell - 2, rx=3)


def move(body, x, y):
    """The same markup, x to the right and y down."""
    x, y = coordinate(x), coordinate(y)
    return body if x == y == "0" else tag("g", body, transform=f"translate({x} {y})")


def note(content, size=12, fill=MUTED, family=MONO, width=None):
    """A line of small text as a part of its own. Its width is an estimate from above."""
    width = width or len(content) * size * 0.62
    return Part(write(content, 0, size, size, fill, "start", family), width, size + 4, size * 0.7)


def paragraph(content, size=14, fill=INK, width=860, most=6):
    """Text in lines of at most `width`, estimated from above, and at most so many."""
    lines = textwrap.wrap(content, int(width / size / 0.545), max_lines=most, placeholder=" …") or [""]
    return stack(*(note(line, size, fill, SANS, width) for line in lines), gap=4)


def operator(sign, width=24):
    """A sign between two matrices."""
    return Part(write(sign, width / 2, 20, 22, family=SERIF), width, 28, 13)


def row(*parts, gap=8):
    """Parts beside each other, their middles in one line."""
    above = max(part.middle for part in parts)
    below = max(part.height - part.middle for part in parts)
    bodies, x = [], 0
    for part in parts:
        bodies.append(move(part.body, x, above - part.middle))
        x += part.width + gap
    return Part(join(bodies), x - gap, above + below, above)


def stack(*parts, gap=12):
    """Parts below each other, their left edges in one line."""
    bodies, y = [], 0
    for part in parts:
        bodies.append(move(part.body, 0, y))
        y += part.height + gap
    height = y - gap
    return Part(join(bodies), max(part.width for part in parts), height, height / 2)
