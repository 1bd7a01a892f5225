"""A cell that fills up by itself: c as a curve, and below it when it shows something."""

import numpy as np

from rnnlab.drawing.axes import Axis, draw_axes
from rnnlab.drawing.colours import COLOURS, INK, MUTED
from rnnlab.drawing.layout import SANS, SERIF, Part, note, row, stack, write
from rnnlab.drawing.legend import legend
from rnnlab.drawing.picture import picture
from rnnlab.drawing.strips import cell_width, strip, time_axis
from rnnlab.drawing.svg import coordinate, join, tag

WIDTH, ROOM, HEIGHT, MOST = 720, 46, 96, 1.5


def draw_wire(c, o, h, full, wire, amount):
    """c over the steps, with a line where the cell is full; strips of the gate o and of h.

    Parameters
    ----------
    c, o, h : array (T,)
    full : float
    wire : str
        Which wire the cell has, in words.
    amount : float
        What is added at each step.

    Returns
    -------
    Picture
    """
    T, ticks = len(c), [int(t) for t in np.flatnonzero(o > 0.5) + 1]
    shape = dict(width=WIDTH, room=ROOM, titles=False, height=16)
    whole = stack(
        _curve(c, full),
        strip(o[:, None], "o", **shape),
        strip(h[:, None], "h", peak=1.0, **shape),
        time_axis(T, WIDTH, room=ROOM),
        gap=8,
    )
    said = say_ticks(ticks, c)
    foot = row(note(said, 14, INK, SANS, 560), legend(True, True), gap=12)
    words = f"One more wire: {wire}. {amount:g} is added to c at each of {T} steps. {said}"
    return picture(stack(whole, foot, gap=8), "One more wire", words)


def say_ticks(ticks, c):
    """How often the cell shows itself, in words."""
    if not ticks:
        return f"The gate o never opens; c has grown to {c[-1]:.1f}."
    gaps = sorted(set(np.diff(ticks).tolist()))
    apart = f", every {gaps[0]} steps" if len(gaps) == 1 else f", {gaps[0]} to {gaps[-1]} steps apart" if gaps else ""
    often = f"{len(ticks)} times" if len(ticks) > 1 else "once"
    return f"The gate o opens {often}{apart}, first at t = {ticks[0]}."


def _curve(c, full):
    """c from 0 to 1.5; where it leaves the paper it ends at the edge."""
    w = cell_width(len(c), WIDTH)
    up = Axis(np.array([0.0, 0.5, 1.0, 1.5]), 0.0, MOST, HEIGHT, 6)
    across = Axis(np.zeros(0), 0, len(c), ROOM, ROOM + w * len(c))
    y, level = np.minimum(c, MOST), coordinate(up.place(full))
    points = " ".join(
        f"{coordinate(ROOM + (t + 0.5) * w)},{coordinate(up.place(v))}" for t, v in enumerate(y) if v < MOST
    )
    bodies = [
        draw_axes(across, up),
        tag("path", d=f"M{ROOM} {level}h{coordinate(w * len(c))}", stroke=MUTED, stroke_dasharray="5 4"),
        write("full", ROOM + w * len(c) + 8, up.place(full) + 4, 12, MUTED, "start"),
        tag("polyline", points=points, fill="none", stroke=COLOURS["c"].text, stroke_width=2.5),
        write("c", 4, HEIGHT / 2, 16, COLOURS["c"].text, "start", SERIF, font_style="italic", font_weight=600),
    ]
    return Part(join(bodies), ROOM + WIDTH + 40, HEIGHT + 4, HEIGHT / 2)
