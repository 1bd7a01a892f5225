"""States over time: a strip has a row for each unit and a column for each step."""

from collections import defaultdict
from itertools import pairwise

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, LINE, MUTED, diverging, gate_tint
from rnnlab.drawing.layout import MONO, Part, stack, symbol, write
from rnnlab.drawing.matrix import largest, show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import coordinate, join, tag

NAME = 46


def draw_strips(title, mark=None, **values):
    """Strips below each other, one for each named array.

    Parameters
    ----------
    title : str
    mark : int, optional
        The step (0 is the first) to frame.
    **values : arrays (T, units), all of the same T
        f, i and o are gates, white at 0 and grey at 1; the others are violet below 0, olive above.

    Returns
    -------
    Picture
    """
    room = max(NAME, *(12 + 9 * len(name) for name in values))
    strips = [strip(array, name, mark=mark, room=room) for name, array in values.items()]
    T = len(next(iter(values.values())))
    shapes = ", ".join(f"{name} {np.shape(array)}" for name, array in values.items())
    words = f"{title}. Strips over {T} steps, time from left to right, a row for each unit: {shapes}."
    return picture(stack(*strips, time_axis(T, room=room), gap=10), title, words)


def strip(values, name, mark=None, also=None, width=720, height=None, peak=None, titles=True, room=NAME, wrong=None):
    """One strip as a part; values (T, units).

    Parameters
    ----------
    name : str
        "f", "i", "o" are gates, white at 0 and grey at 1; everything else is violet below 0, olive above.
    mark, also : int, optional
        The step to frame, and one more.
    width, height : float
        Of the cells. Without a height, 22 for each unit.
    peak : float, optional
        The size that has the full colour; the largest when missing.
    titles : bool
        Give every cell its number as a title; without, equal colours share one path and the
        strip is small.
    room : float
        The width of the name on the left.
    wrong : array (T, units) of bool, optional
        The cells to mark as wrong.
    """
    values = np.asarray(values)
    T, units = values.shape
    height = 22.0 * units if height is None else height
    cell_w, cell_h = min(width / max(T, 1), 60), height / max(units, 1)
    peak = largest(values) if peak is None else peak
    paint = (lambda v: gate_tint(v)) if name in ("f", "i", "o") else (lambda v: diverging(v, peak))
    draw = _cells_with_titles if titles else _cells_by_colour
    colour = COLOURS.get(name.split("_")[0], COLOURS["b"]).text
    frame = tag("rect", x=room, y=0, width=cell_w * T, height=height, fill="none", stroke=LINE)
    marked = [_frame(k, room, cell_w, height, INK) for k in (mark,) if k is not None and k < T]
    marked += [_frame(k, room, cell_w, height, COLOURS["h"].text) for k in (also,) if k is not None]
    if wrong is not None and wrong.any():
        marked.append(tag("g", _wrong_cells(wrong, cell_w, cell_h), transform=f"translate({room} 0)"))
    label = symbol(name, 4, height / 2 + 5, colour, anchor="start")
    body = [label, tag("g", draw(values, paint, cell_w, cell_h), transform=f"translate({room} 0)"), frame, *marked]
    return Part(join(body), room + cell_w * T + 2, height + 2, height / 2)


def time_axis(T, width=720, first=1, room=NAME):
    """The numbers of the steps under a strip: first … T."""
    cell_w = min(width / max(T + 1 - first, 1), 60)
    every = next((n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500) if n * cell_w >= 20), 1000)
    steps = [t for t in range(first, T + 1) if t == first or (t % every == 0 and t >= first + every)]
    marks = [write(str(t), room + (t - first + 0.5) * cell_w, 11, 11, MUTED, family=MONO) for t in steps]
    return Part(join([write("t", 8, 11, 12, MUTED, "start"), *marks]), room + (T + 1 - first) * cell_w, 14, 7)


def _frame(step, room, cell_w, height, colour):
    return tag(
        "rect",
        x=room + step * cell_w,
        y=-2,
        width=cell_w,
        height=height + 4,
        fill="none",
        stroke=colour,
        stroke_width=2,
    )


def _cells_with_titles(values, paint, w, h):
    cells, numbers = [], []
    printed = w >= 34 and h >= 18 and values.size <= 50
    for t, column in enumerate(values):
        for n, value in enumerate(column):
            number = show_number(value)
            cells.append(tag("path", tag("title", number), d=f"M{t} {n}.5h1", stroke=paint(value)))
            if printed:
                numbers.append(tag("text", number, x=(t + 0.5) * w, y=(n + 0.5) * h + 4))
    return join([_scaled(cells, w, h), tag("g", join(numbers), font_size=11, pointer_events="none")])


def _cells_by_colour(values, paint, w, h):
    """Neighbours in time that have one colour are one line; all lines of a colour are one path."""
    paths = defaultdict(list)
    for n, unit in enumerate(values.T):
        fills = [paint(value) for value in unit]
        starts = [t for t, fill in enumerate(fills) if t == 0 or fill != fills[t - 1]]
        for start, end in pairwise([*starts, len(fills)]):
            paths[fills[start]].append(f"M{start} {n}.5h{end - start}")
    drawn = (tag("path", d="".join(lines), stroke=fill) for fill, lines in sorted(paths.items()))
    return _scaled(drawn, w, h)


def _wrong_cells(wrong, w, h):
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
