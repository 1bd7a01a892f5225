"""Curves over a shared axis. matplotlib chooses the ticks; the drawing is SVG text like every picture.

A matplotlib image would have no alternative text in JupyterLab, and nbval compares no PNG.
"""

from itertools import pairwise

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, LINE, MUTED
from rnnlab.drawing.layout import Part, write
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import coordinate, join, tag

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 640, 240, 64, 12, 46
ORDER = ("h", "x", "result", "c", "mistake")
DASHES = (None, "7 3", "2 3", "9 3 2 3", "4 4")


def draw_curves(title, x, x_label, y_label, **curves):
    """One line for each named curve, over the same x.

    Parameters
    ----------
    title : str
        Also the picture's words: it says what is to be seen.
    x : array (N,)
    x_label, y_label : str
    **curves : arrays (N,), at most five
        Each has a colour and a dash of its own, and its name (underscores as spaces) at its end.

    Returns
    -------
    Picture
    """
    if len(curves) > len(ORDER):
        raise ValueError(f"{len(curves)} curves, but there are colours for at most {len(ORDER)}: {', '.join(curves)}.")
    x = np.asarray(x, dtype=float)
    lines = {name: np.asarray(values, dtype=float) for name, values in curves.items()}
    x_ticks, y_ticks = _ticks(x), _ticks(np.concatenate(list(lines.values())))
    across = _scale(x.min(), x.max(), LEFT, LEFT + WIDTH)
    up = _scale(y_ticks[0], y_ticks[-1], TOP + HEIGHT, TOP)
    bodies = [_grid(x_ticks[(x_ticks >= x.min()) & (x_ticks <= x.max())], y_ticks, across, up)]
    names_y = _spread([up(_drawable(np.append(y_ticks[0], values))[-1]) for values in lines.values()])
    for (name, values), y, key, dash in zip(lines.items(), names_y, ORDER, DASHES, strict=False):
        colour = COLOURS[key].text
        for piece in _pieces(x, values):
            points = " ".join(f"{coordinate(across(a))},{coordinate(up(b))}" for a, b in piece)
            line = dict(fill="none", stroke=colour, stroke_width=2, stroke_dasharray=dash)
            bodies.append(tag("polyline", points=points, **line))
        bodies.append(write(name.replace("_", " "), LEFT + WIDTH + 8, y + 4, 13, colour, "start", font_weight=600))
    bodies.append(write(x_label, LEFT + WIDTH / 2, TOP + HEIGHT + 38, 13, INK))
    bodies.append(write(y_label, 0, 0, 13, INK, transform=f"translate(14 {TOP + HEIGHT / 2:g}) rotate(-90)"))
    room = max(len(name) for name in lines) * 8.5 + 12
    part = Part(join(bodies), LEFT + WIDTH + room, TOP + HEIGHT + BOTTOM, 0)
    words = f"{title}. {y_label} against {x_label}, {len(x)} points: {', '.join(n.replace('_', ' ') for n in lines)}."
    return picture(part, title, words)


def _ticks(values):
    from matplotlib.ticker import MaxNLocator

    shown = _drawable(values) if _drawable(values).size else np.zeros(1)
    low, high, size = shown.min(), shown.max(), np.abs(shown).max() or 1.0
    room = 0.05 * size if high - low <= 1e-4 * size else 0.0  # a constant has ticks that differ too
    return MaxNLocator(nbins=6, steps=[1, 2, 5, 10]).tick_values(low - room, high + room)


def _drawable(values):
    return values[_has_place(values)]


def _has_place(values):
    """Where a value can be put on paper: not NaN, not infinite, nor close to it."""
    return np.abs(values) < 1e300


def _pieces(x, values):
    """The points of a curve, in pieces: it has a gap where a value cannot be drawn."""
    has_place = _has_place(values)
    pieces = np.split(np.stack([x, values], axis=1), np.flatnonzero(np.diff(has_place)) + 1)
    return pieces[::2] if has_place[0] else pieces[1::2]


def _scale(low, high, start, end):
    span = (high - low) or 1.0
    return lambda value: start + (value - low) / span * (end - start)


def _spread(heights, apart=16):
    """The heights of the names, moved down where two would touch, and up again at the bottom."""
    order, placed = np.argsort(heights, kind="stable"), np.array(heights, dtype=float)
    for above, below in pairwise(order):
        placed[below] = max(placed[below], placed[above] + apart)
    floor = TOP + HEIGHT
    for name in reversed(order):
        placed[name] = min(placed[name], floor)
        floor = placed[name] - apart
    return placed


def _grid(x_ticks, y_ticks, across, up):
    bodies = []
    for tick in y_ticks:
        y = up(tick)
        bodies.append(tag("path", d=f"M{LEFT} {y:.2f}h{WIDTH}", stroke=LINE))
        bodies.append(write(f"{tick:g}", LEFT - 8, y + 4, 12, MUTED, "end"))
    for tick in x_ticks:
        x = across(tick)
        bodies.append(tag("path", d=f"M{x:.2f} {TOP + HEIGHT}v5", stroke=MUTED))
        bodies.append(write(f"{tick:g}", x, TOP + HEIGHT + 20, 12, MUTED))
    return join(bodies)
