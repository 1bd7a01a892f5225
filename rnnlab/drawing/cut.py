"""A sequence cut in two: both halves, the state that is handed over, and what differs from the whole."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, MUTED
from rnnlab.drawing.layout import MONO, SANS, Part, move, note, row, stack, write
from rnnlab.drawing.legend import legend, strip_rules
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.network import lowered
from rnnlab.drawing.picture import picture
from rnnlab.drawing.steps import BLUE, arrow
from rnnlab.drawing.strips import cell_width, strip, time_axis
from rnnlab.drawing.svg import join, tag

WIDTH, UNIT, BETWEEN, ROOM = 720, 18, 40, 60


def draw_cut(whole, first, second, handed=True, letters=""):
    """A run in two parts, and their difference from the run in one go.

    Parameters
    ----------
    whole : array (T + 1, H)
        The states of the run in one go, the start first.
    first : array (n + 1, H)
        The first part, its start first; n inputs.
    second : array (T - n + 1, H)
        The second part, its start first.
    handed : bool
        Whether the second part starts from the last state of the first.
    letters : str, optional
        What the inputs stand for.

    Returns
    -------
    Picture
    """
    T, H, n = len(whole) - 1, whole.shape[1], len(first) - 1
    w, high = cell_width(T + 1, WIDTH), UNIT * H
    apart = np.concatenate([first, second[1:]]) - whole
    wide = dict(width=(T + 1) * w, height=high, peak=1.0, room=ROOM)
    one = strip(first, "h", **(wide | dict(width=(n + 1) * w)))
    other = strip(second, "", **(wide | dict(width=(T - n + 1) * w, room=ROOM + n * w)))
    parts = join([one.body, move(other.body, 0, high + BETWEEN), _hand_over(n, w, high, handed)])
    halves = Part(parts, max(one.width, other.width), 2 * high + BETWEEN + 2, high)
    below = strip(apart, "apart", **wide)
    signs = [write(a.replace(" ", "␣"), ROOM + (t + 0.5) * w, 13, 14, family=MONO) for t, a in enumerate(letters, 1)]
    named = [Part(join(signs), ROOM + (len(letters) + 1) * w, 16, 8)] if letters else []
    largest = float(np.abs(apart).max())
    said = f"Largest difference: {show_number(0 if largest < 1e-12 else largest)}."
    foot = row(
        note(said, 14, INK if largest < 1e-12 else COLOURS["mistake"].text, SANS, (T + 1) * w - 136), legend(), gap=24
    )
    drawn = stack(halves, below, *named, time_axis(T, (T + 1) * w, first=0, room=ROOM), foot, gap=6)
    start = f"h{lowered(n)} of the first part" if handed else "zeros"
    words = (
        f"A sequence of T = {T} steps in one go, and cut after step {n}: the second part of "
        f"{T - n} step{'s' * (T - n != 1)} starts from {start}. {said} {strip_rules()}"
    )
    return picture(drawn, "A sequence cut in two", words)


def _hand_over(n, w, high, handed):
    """From the last state of the first part to the start of the second: an arrow, or that there is none."""
    x, top, bottom = ROOM + (n + 0.5) * w, high + 4, high + BETWEEN - 4
    if handed:
        line, said, colour = arrow((x, top), (x, bottom), colour=BLUE, width=2.5), f"h{lowered(n)} is handed over", BLUE
    else:
        colour, said = MUTED, "not handed over: the second part starts from zeros"
        line = tag("path", d=f"M{x:.1f} {top}V{bottom}", stroke=MUTED, stroke_dasharray="2 4")
    side, anchor = (-10, "end") if x > WIDTH / 2 else (10, "start")
    return join([line, write(said, x + side, high + BETWEEN / 2 + 4, 13, colour, anchor)])
