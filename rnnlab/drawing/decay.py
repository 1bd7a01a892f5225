"""How much is left, step by step, on a logarithmic axis: a line is straight where each step takes the same share."""

from typing import NamedTuple

import numpy as np

from rnnlab.drawing.axes import Axis, draw_axes
from rnnlab.drawing.colours import INK, MUTED
from rnnlab.drawing.layout import Part, write
from rnnlab.drawing.strips import cell_width
from rnnlab.drawing.svg import coordinate, join, tag

NO_NUMBERS = np.zeros(0)


class Curve(NamedTuple):
    """What is left, from step `first` on.

    Attributes
    ----------
    name : str
        Written beside the picture.
    left : array
    colour : str
        As hex.
    dash : str, optional
    first : int
        The step of left[0].
    half : float
        Steps after `first` at which half is left; infinity if never.
    """

    name: str
    left: np.ndarray
    colour: str
    dash: str | None = None
    first: int = 1
    half: float = np.inf


def decay(curves, first, last, low, high, width=560, height=180, room=60, mark=None, half=True, legend=True):
    """Curves over the steps first … last, each step as wide as the cell of a strip of this width.

    Parameters
    ----------
    curves : sequence of Curve
    low, high : powers of ten
        The ends of the axis, whatever the curves are, so that nothing moves but them.
    room : float
        The width left of the first step: that of a strip's name.
    mark : int, optional
        A step with a line through it, and a dot on each curve.
    half : bool
        Draw a line at one half, and a dot where each curve comes down to it.
    legend : bool
        The names of the curves, on the right.

    Returns
    -------
    Part
    """
    cell = cell_width(last + 1 - first, width)
    across = Axis(NO_NUMBERS, first, last, room + cell / 2, room + cell * (last + 0.5 - first))
    powers = np.arange(round(np.log10(low)), round(np.log10(high)) + 1)
    ticks = 10.0 ** powers[:: 1 if len(powers) < 8 else 2]
    up = Axis(ticks, low, high, height, 6, log=True)
    bodies = [draw_axes(across._replace(start=room, end=room + cell * (last + 1 - first)), up)]
    if half:
        y = up.place(0.5)
        bodies.append(tag("path", d=f"M{room} {coordinate(y)}h{coordinate(cell * (last + 1 - first))}", stroke=MUTED))
        bodies.append(write("½", room + width + 6, y + 4, 12, MUTED, "start"))
    if mark is not None:
        bodies.append(tag("path", d=f"M{coordinate(across.place(mark))} 6V{height}", stroke=INK))
    for curve in curves:
        bodies += _pieces(curve, across, up)
        dots = [(curve.first + curve.half, 0.5)] if half and curve.first + curve.half <= last else []
        if mark is not None and 0 <= mark - curve.first < len(curve.left):
            dots.append((mark, float(curve.left[mark - curve.first])))
        look = dict(r=4.5, fill=curve.colour, stroke="#fff", stroke_width=1.5)
        bodies += [
            tag("circle", cx=across.place(t), cy=up.place(value), **look) for t, value in dots if low <= value <= high
        ]
    right = room + width + 28
    if not legend:
        return Part(join(bodies), room + width, height + 4, height / 2)
    for k, curve in enumerate(curves):
        y = 16 + 20 * k
        line = dict(stroke=curve.colour, stroke_width=2, stroke_dasharray=curve.dash)
        bodies.append(tag("path", d=f"M{right} {y - 4}h24", **line))
        bodies.append(write(curve.name, right + 30, y, 13, curve.colour, "start", font_weight=600))
    longest = max((len(curve.name) for curve in curves), default=0)
    return Part(join(bodies), right + 30 + 7.4 * longest, height + 4, height / 2)


def _pieces(curve, across, up):
    """The parts of a curve that are on the paper; where it leaves it, it ends at the edge."""
    low, high = np.log10(up.low), np.log10(up.high)
    with np.errstate(divide="ignore", invalid="ignore"):
        y = np.log10(np.asarray(curve.left, dtype=float))
    y = np.nan_to_num(y, nan=low - 99, neginf=low - 99, posinf=high + 99)
    t = curve.first + np.arange(len(y), dtype=float)
    steps, heights = [t], [y]
    for edge in (low, high):  # a point more where a line crosses an edge
        k = np.flatnonzero((y[:-1] - edge) * (y[1:] - edge) < 0)
        steps.append(t[k] + (edge - y[k]) / (y[k + 1] - y[k]))
        heights.append(np.full(len(k), edge))
    order = np.argsort(np.concatenate(steps), kind="stable")
    t, y = np.concatenate(steps)[order], np.concatenate(heights)[order]
    inside = (y >= low) & (y <= high)
    runs = np.split(np.arange(len(t)), np.flatnonzero(np.diff(inside)) + 1)
    for run in runs:
        if inside[run[0]] and len(run) > 1:
            places = (
                f"{coordinate(across.place(a))},{coordinate(up.place(10.0**b))}"
                for a, b in zip(t[run], y[run], strict=True)
            )
            look = dict(stroke=curve.colour, stroke_width=2, stroke_dasharray=curve.dash)
            yield tag("polyline", points=" ".join(places), fill="none", **look)
