"""The cells of a strip: each with its number, or as few lines as there are colours; and those that are wrong."""

from collections import defaultdict
from itertools import pairwise

import numpy as np

from rnnlab.drawing.colours import COLOURS
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.svg import coordinate, join, tag


def cells_with_titles(values, paint, w, h):
    """Every cell on its own, with its number as its title, and printed where it fits."""
    cells, numbers = [], []
    printed = w >= 34 and h >= 18 and values.size <= 50
    for t, column in enumerate(values):
        for n, value in enumerate(column):
            number = show_number(value)
            cells.append(tag("path", tag("title", number), d=f"M{t} {n}.5h1", stroke=paint(value)))
            if printed:
                numbers.append(tag("text", number, x=(t + 0.5) * w, y=(n + 0.5) * h + 4))
    return join([_scaled(cells, w, h), tag("g", join(numbers), font_size=11, pointer_events="none")])


def cells_by_colour(values, paint, w, h):
    """Neighbours in time that have one colour are one line; all lines of a colour are one path."""
    paths = defaultdict(list)
    for n, unit in enumerate(values.T):
        fills = [paint(value) for value in unit]
        starts = [t for t, fill in enumerate(fills) if t == 0 or fill != fills[t - 1]]
        for start, end in pairwise([*starts, len(fills)]):
            paths[fills[start]].append(f"M{start} {n}.5h{end - start}")
    drawn = (tag("path", d="".join(lines), stroke=fill) for fill, lines in sorted(paths.items()))
    return _scaled(drawn, w, h)


def wrong_cells(wrong, w, h):
    """A red frame around wrong cells that follow each other, crossed out by a dashed line."""
    frames, lines = [], []
    for n, unit in enumerate(wrong.T):
        edges = np.flatnonzero(np.diff(np.concatenate([[0], unit, [0]])))
        for start, end in edges.reshape(-1, 2):
            x, y, length = (coordinate(float(number)) for number in (start * w + 1, n * h + 1, (end - start) * w - 2))
            side = coordinate(h - 2)
            frames.append(f"M{x} {y}h{length}v{side}h-{length}z")
            lines.append(f"M{x} {coordinate((n + 0.5) * h)}h{length}")
    red = dict(stroke=COLOURS["mistake"].text, fill="none")
    dashed = tag("path", d="".join(lines), stroke_dasharray="2 4", **red)
    return join([tag("path", d="".join(frames), stroke_width=2, data_wrong=int(wrong.sum()), **red), dashed])


def _scaled(paths, w, h):
    """Paths drawn on a grid of 1 × 1, each step w wide and each unit h high."""
    return tag("g", join(paths), transform=f"scale({w:g} {h:g})")
