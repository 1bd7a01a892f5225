"""A text in lines of equal cells, one for each of its letters: what is drawn at a letter stands at its place."""

from functools import lru_cache
from typing import NamedTuple
from unicodedata import east_asian_width

from rnnlab.drawing.colours import INK
from rnnlab.drawing.layout import MONO
from rnnlab.drawing.svg import coordinate, join, tag

WIDTH, NARROW, WIDE, HIGH, MOST, LONGEST = 816, 22.6, 28, 28, 6, 8
SHOWN = {"\n": "↵", "\r": "↵", "\t": "⇥", "\u00a0": " "}
SAID = {" ": "the space", "\u00a0": "the space", "\n": "the line's end", "\r": "the line's end", "\t": "the tab"}


class Lines(NamedTuple):
    """Where the letters stand.

    Attributes
    ----------
    labels : tuple of str
        All of them, clipped, those that are not shown too.
    cell : float
        The width of a cell.
    ranges : list of (first, end)
        The letters of each line that is shown, from 0.
    size : float
        Of a letter.
    """

    labels: tuple
    cell: float
    ranges: list
    size: float = 16

    @property
    def first(self):
        return self.ranges[0][0]

    @property
    def end(self):
        return self.ranges[-1][1]

    @property
    def width(self):
        return self.cell * max(end - first for first, end in self.ranges)

    @property
    def outside(self):
        """Which letters are shown, in words; nothing where all of them are."""
        T = len(self.labels)
        return "" if self.end - self.first == T else f"shown: letters {self.first + 1} to {self.end} of {T}"


def lay_out(labels, k, most=MOST):
    """Letters in lines of about 36, broken at spaces where there are any; of many, those around letter k.

    The lines are the same for every k: a text scrolls, line by line.

    Parameters
    ----------
    labels : list of str
        What is written in each cell; 8 signs of a longer one.
    k : int
        The letter that is in sight.
    most : int
        How many lines are shown.

    Returns
    -------
    Lines
    """
    labels, cell, ranges, size = _all_lines(tuple(labels))
    here = next(n for n, (_, end) in enumerate(ranges) if k < end)
    top = min(max(here - most // 2, 0), max(len(ranges) - most, 0))
    return Lines(labels, cell, ranges[top : top + most], size)


@lru_cache(maxsize=8)
def _all_lines(labels):
    """The clipped labels of a text, the width of a cell, the letters of each of its lines, and their size."""
    labels, need, size = measured(labels)
    need, T = max(NARROW, need), len(labels)
    per = int(WIDTH / need)
    cell = min(max(WIDE, need), WIDTH / T) if per >= T else WIDTH / per
    ranges, first = [], 0
    while first < T:
        end = min(first + per, T)
        if end < T:
            spaces = [n + 1 for n in range(first + per // 2, end) if labels[n].isspace()]
            end = spaces[-1] if spaces else end
        ranges.append((first, end))
        first = end
    return labels, cell, ranges, size


def clipped(label):
    """A label as a cell has room for it."""
    label = SHOWN.get(label, label)
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…"


@lru_cache(maxsize=8)
def measured(labels):
    """A tuple of labels as cells have room for them, how wide a cell must be for the widest, and their size."""
    labels = tuple(map(clipped, labels))
    most = max(map(signs, labels))
    return labels, 8 + 8.5 * most, 16 if most <= 1 else 13


def signs(label):
    """How many columns a label takes; some scripts take two for each sign."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in label)


def quoted(label):
    """A label as it is read in a sentence."""
    return SAID.get(label, f"“{clipped(label)}”")


def at_step(labels, t):
    """A letter and its step t, from 1, as they are read in a sentence."""
    return f"t = {t}" if labels[t - 1] == str(t) else f"{quoted(labels[t - 1])}, t = {t}"


def letters(lines, number, y, bold=None):
    """The letters of one line, their baseline at y; `bold` is the one of all letters that is heavier."""
    first, end = lines.ranges[number]
    spans = []
    for k in range(first, end):
        if not lines.labels[k].isspace():
            x = coordinate((k - first + 0.5) * lines.cell)
            spans.append(tag("tspan", lines.labels[k], x=x, font_weight=700 if k == bold else None))
    return tag("text", join(spans), y=y, font_size=lines.size, font_family=MONO)


def frame(lines, k, top, high):
    """The frame of a letter, in the line that it stands in."""
    first = next(first for first, end in lines.ranges if first <= k < end)
    box = dict(x=(k - first) * lines.cell, y=top, width=lines.cell, height=high, rx=3)
    return tag("rect", **box, fill="none", stroke=INK, stroke_width=2, data_part="now")


def upright(lines, number, values, scale, base, colour, part):
    """A bar for each letter of a line, from `base` up where the value is above 0 and down where it is below."""
    first, end = lines.ranges[number]
    d = "".join(
        f"M{coordinate((k - first + 0.5) * lines.cell)} {coordinate(base)}v{coordinate(-float(values[k]) * scale)}"
        for k in range(first, end)
        if abs(float(values[k]) * scale) >= 0.05
    )
    look = dict(stroke=colour, stroke_width=lines.cell * 0.5)
    return tag("path", d=d, **look, data_part=part) if d else join([])
