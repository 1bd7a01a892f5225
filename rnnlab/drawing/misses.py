"""How far predictions miss: a row for each kind of model, a dot for each model, a bar at the median."""

import numpy as np

from rnnlab.drawing.axes import Axis, draw_axes
from rnnlab.drawing.colours import COLOURS, INK, LINE, MUTED
from rnnlab.drawing.layout import Part, write
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import coordinate, join, tag

ROOM, WIDTH, ROW = 236, 540, 36


def draw_misses(title, unit, low, high, **misses):
    """Rows of dots on one axis, from low to high: the further left, the better.

    Parameters
    ----------
    title : str
    unit : str
        What the axis shows.
    low, high : float
        The ends of the axis, whatever the numbers are; what lies beyond is an arrow at the edge.
    **misses : arrays, by name (underscores are blanks)
        One number, or one for each seed: then the bar is their median.

    Returns
    -------
    Picture
    """
    misses = {name.replace("_", " "): np.atleast_1d(values) for name, values in misses.items()}
    bottom = ROW * len(misses)
    ticks = np.arange(np.ceil(low / 5) * 5, high + 0.1, 5)
    across = Axis(ticks, low, high, ROOM, ROOM + WIDTH)
    bodies, said = [draw_axes(across, Axis(np.zeros(0), 0, 1, bottom, 0))], []
    for k, (name, values) in enumerate(misses.items()):
        y, many = ROW * (k + 0.5), len(values) > 1
        median = float(np.median(values))
        colour = COLOURS["h"].text if many else INK
        bodies.append(tag("path", d=f"M{ROOM} {y:g}h{WIDTH}", stroke=LINE))
        bodies.append(write(name, ROOM - 14, y + (0 if many else 5), 13, colour, "end", font_weight=600))
        if many:
            spread = f"{median:.1f} ({values.min():.1f} to {values.max():.1f})"
            bodies.append(write(spread, ROOM - 14, y + 15, 12, MUTED, "end"))
            said.append(f"{name}: median {median:.1f}, from {values.min():.1f} to {values.max():.1f}")
        else:
            said.append(f"{name}: {median:.1f}")
        for j, value in enumerate(values):
            shift = (j % 5 - 2) * 4 if many else 0
            bodies.append(_dot(across, value, y + shift, colour, 3.5 if many else 5.5))
        if many and low <= median <= high:
            x = coordinate(across.place(median))
            bodies.append(tag("path", d=f"M{x} {y - 14:g}v28", stroke=colour, stroke_width=3))
        if not many:
            end = across.place(min(max(median, low), high))
            bodies.append(write(f"{median:.1f}", end + 9, y - 5, 13, colour, "start"))
    bodies.append(write(unit, ROOM + WIDTH / 2, bottom + 40, 13, INK))
    part = Part(join(bodies), ROOM + WIDTH + 30, bottom + 46, 0)
    return picture(part, title, f"{title}, {unit}: {'; '.join(said)}.")


def _dot(across, value, y, colour, size):
    if value > across.high:
        return tag("path", d=f"M{coordinate(across.end + 8)} {y:g}l-9 -5v10z", fill=colour, fill_opacity=0.6)
    return tag("circle", cx=across.place(max(value, across.low)), cy=y, r=size, fill=colour, fill_opacity=0.6)
