"""Curves over a shared axis, as SVG text like every picture.

A matplotlib image would have no alternative text in JupyterLab, and nbval compares no PNG.
"""

from itertools import pairwise

import numpy as np

from rnnlab.drawing.axes import draw_axes, drawable, has_place, x_axis, y_axis
from rnnlab.drawing.colours import COLOURS, INK, MUTED, NEUTRAL
from rnnlab.drawing.layout import Part, write
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import coordinate, join, tag

WIDTH, HEIGHT, LEFT, TOP, BOTTOM, PAD, APART, BESIDE = 640, 240, 64, 12, 46, 20, 16, 14
DASHES = (None, "7 3", "2 3", "9 3 2 3", "4 4")


def draw_curves(
    title, x, x_label, y_label, *, log=False, levels=None, ends=None, size=None, mark=None, colours=None, **curves
):
    """One line for each named curve, over the same x.

    Parameters
    ----------
    title : str
        Also the picture's words: it says what is to be seen.
    x : array (N,)
    x_label, y_label : str
    log : bool
        A logarithmic y axis: what halves again and again is a straight line. 0 and less are gaps.
    levels : dict of name -> number, optional
        Horizontal lines to compare with, for example {"half": 0.5}.
    ends : (low, high), optional
        So far the y axis goes at least, whatever the curves are.
    size : (width, height), optional
        Of the card.
    mark : float, optional
        Where a vertical line stands, with a dot on each curve; the picture's words say the values there.
    colours : dict of curve -> block, optional
        The curves that are about a block, "h" for example, and have its colour; the others have neutral ones.
    **curves : arrays (N,), at most five
        Each has a colour and a dash of its own, and its name (underscores as spaces) at its end.

    Returns
    -------
    Picture
    """
    levels, colours = levels or {}, colours or {}
    _check(x, mark, log, levels, colours, curves)
    x = np.asarray(x, dtype=float)
    lines = {name: np.asarray(values, dtype=float) for name, values in curves.items()}
    heights = np.concatenate([*lines.values(), [float(value) for value in (*levels.values(), *(ends or ()))]])
    up = y_axis(heights, 0, 0, log)
    left = max(LEFT, 26 + max(_room(up.label(tick), 12) for tick in up.ticks))
    beside = BESIDE + 4 + max(_room(name.replace("_", " "), 13) for name in (*lines, *levels))
    width, height = _plot_size(size, left + beside, len(lines) + len(levels))
    across, up = x_axis(x, left, left + width), up._replace(start=TOP + height, end=TOP)
    bodies = [draw_axes(across, up), *(_level(value, across, up) for value in levels.values())]
    styles = [(COLOURS[colours[name]].text if name in colours else NEUTRAL[k]) for k, name in enumerate(lines)]
    for values, colour, dash in zip(lines.values(), styles, DASHES, strict=False):
        bodies += [_piece(piece, across, up, colour, dash) for piece in _pieces(x, values, log)]
    found = {} if mark is None else {name: _value_at(mark, x, values, up) for name, values in lines.items()}
    if mark is not None:
        bodies.append(_mark(mark, found.values(), styles, across, up))
    bodies.append(_names(lines, levels, styles, left + width, up))
    bodies.append(_label(x_label, width + 2 * beside, x=left + width / 2, y=TOP + height + 38))
    turned = f"translate(14 {coordinate(TOP + height / 2)}) rotate(-90)"
    bodies.append(_label(y_label, height + 2 * TOP, x=0, y=0, transform=turned))
    part = Part(join(bodies), left + width + beside, TOP + height + BOTTOM, 0)
    return picture(part, title, _words(title, len(x), x_label, y_label, log, lines, levels, mark, found), *(size or ()))


def _check(x, mark, log, levels, colours, curves):
    if not 0 < len(curves) <= len(NEUTRAL):
        listed = f": {', '.join(curves)}" if curves else ""
        raise ValueError(f"{len(curves)} curves, but there are colours for at most {len(NEUTRAL)}, at least 1{listed}.")
    if unknown := [name for name in colours if name not in curves]:
        raise ValueError(f"colours names {', '.join(unknown)}; the curves are {', '.join(curves)}.")
    if unknown := [block for block in colours.values() if block not in COLOURS]:
        raise ValueError(f"No block is called {', '.join(unknown)}; the blocks are {', '.join(COLOURS)}.")
    for name, value in levels.items():
        if not has_place(float(value), log):
            raise ValueError(
                f"The level {name} is {value}, which has no place on {'a logarithmic' if log else 'an'} axis."
            )
    if mark is not None and not np.min(x) <= mark <= np.max(x):
        raise ValueError(f"mark is {mark}, but x goes from {np.min(x):g} to {np.max(x):g}.")


def _plot_size(size, beside, names):
    """The width and height that are left for the lines."""
    if size is None:
        return WIDTH, HEIGHT
    width, height = size[0] - 2 * PAD - beside, size[1] - 2 * PAD - TOP - BOTTOM
    least = max(60, APART * names)
    if width < 120 or height < least:
        least = f"({120 + 2 * PAD + beside:g}, {least + 2 * PAD + TOP + BOTTOM})"
        raise ValueError(f"size is {tuple(size)}; with these names it must be at least {least}.")
    return width, height


def _room(text, size):
    """The width of a line of text, estimated from above."""
    return size * sum(1.0 if c in "mwMW%@—" or ord(c) > 0x2E80 else 0.75 if c.isupper() else 0.62 for c in text)


def _label(text, room, x, y, **turned):
    """What an axis shows, smaller where it is long, and cut where it is longer (the picture's words have it whole)."""
    size = min(13.0, max(9.0, round(13 * room / max(_room(text, 13), 1), 1)))
    while _room(text, size) > max(room, 2 * size):
        text = text[: len(text) * 9 // 10 - 1] + "…"
    return write(text, x, y, size, INK, **turned)


def _level(value, across, up):
    line = f"M{coordinate(across.start)} {up.place(float(value)):.2f}h{coordinate(across.end - across.start)}"
    return tag("path", d=line, stroke=MUTED)


def _pieces(x, values, log):
    """The points of a curve, in pieces: it has a gap where a value cannot be drawn."""
    seen = has_place(values, log)
    pieces = np.split(np.stack([x, values], axis=1), np.flatnonzero(np.diff(seen)) + 1)
    return pieces[::2] if seen[0] else pieces[1::2]


def _piece(points, across, up, colour, dash):
    """A line through points; one that stands alone is a dot."""
    places = [(across.place(a), up.place(b)) for a, b in points]
    if len(places) == 1:
        return tag("circle", cx=places[0][0], cy=places[0][1], r=2, fill=colour)
    listed = " ".join(f"{coordinate(a)},{coordinate(b)}" for a, b in places)
    return tag("polyline", points=listed, fill="none", stroke=colour, stroke_width=2, stroke_dasharray=dash)


def _value_at(mark, x, values, up):
    """The value where the drawn line crosses the mark, or NaN in a gap."""
    seen = has_place(values, up.log)
    scaled = np.full(len(x), np.nan)
    scaled[seen] = up.scaled(values[seen])
    order = np.argsort(x, kind="stable")
    place = np.interp(mark, x[order], scaled[order])
    return 10.0**place if up.log else place


def _mark(mark, found, styles, across, up):
    x = across.place(mark)
    line = tag("path", d=f"M{x:.2f} {TOP}V{coordinate(up.start)}", stroke=INK)
    dots = (
        tag("circle", cx=x, cy=up.place(value), r=4.5, fill=colour, stroke="#fff", stroke_width=1.5)
        for value, colour in zip(found, styles, strict=True)
        if np.isfinite(value)
    )
    return join([line, *dots])


def _names(lines, levels, styles, x, up):
    """The names of curves and levels at their ends, each with a stroke to its end if it had to be moved."""
    ends = [drawable(np.append(up.low, values), up.log)[-1] for values in lines.values()]
    heights = [up.place(end) for end in (*ends, *map(float, levels.values()))]
    looks = [dict(fill=colour, size=13, font_weight=600) for colour in styles] + [dict(fill=MUTED, size=12)] * len(
        levels
    )
    bodies = []
    for name, end, y, look in zip((*lines, *levels), heights, _spread(heights, up.start), looks, strict=True):
        if abs(y - end) > 4:
            bodies.append(tag("path", d=f"M{x + 2:.2f} {end:.2f}L{x + BESIDE - 3:.2f} {y:.2f}", stroke=look["fill"]))
        bodies.append(write(name.replace("_", " "), x + BESIDE, y + 4, anchor="start", **look))
    return join(bodies)


def _spread(heights, floor):
    """The heights of the names, moved down where two would touch, and up again at the bottom."""
    order, placed = np.argsort(heights, kind="stable"), np.array(heights, dtype=float)
    for above, below in pairwise(order):
        placed[below] = max(placed[below], placed[above] + APART)
    for name in reversed(order):
        placed[name] = min(placed[name], floor)
        floor = placed[name] - APART
    return placed


def _words(title, count, x_label, y_label, log, lines, levels, mark, found):
    def listed(pairs):
        return ", ".join(f"{name.replace('_', ' ')} {value:.3g}" for name, value in pairs)

    names = ", ".join(name.replace("_", " ") for name in lines)
    scale = " on a logarithmic axis" if log else ""
    said = [f"{title}. {y_label}{scale} against {x_label}, {count} points: {names}."]
    said += [f"Lines to compare with: {listed(levels.items())}."] if levels else []
    said += [f"At {mark:g}: {listed(found.items())}."] if mark is not None else []
    return " ".join(said)
