"""A backward pass that stops early: what each step would add to the gradient, and what averaging can't bring back."""

import numpy as np

from rnnlab.drawing.axes import Axis, draw_axes
from rnnlab.drawing.colours import COLOURS, INK, MUTED, mix
from rnnlab.drawing.layout import Part, row, symbol, write
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import coordinate, join, tag

TOP, HIGH, ROOM, STEP, WIDE = 34, 148, 46, 16, 250
LOST, KEPT = COLOURS["mistake"].text, COLOURS["result"].text


def draw_truncation(added, k, asked, lost, sizes, full, truncated, remark):
    """Bars over the steps, those that are cut off hollow; beside them the error of averages, full and truncated.

    Parameters
    ----------
    added : array (T,)
        How long what each step adds to the gradient is, over the length of the whole.
    k : int
        The last k steps are taken.
    asked : int, 1 … T
        The step whose input the network is asked for.
    lost : float
        The length of all that is cut off, over that of the whole.
    sizes : array (N,)
        How many sequences an average is over.
    full, truncated : array (N,)
        How far the averages are from the true gradient, over its length.
    remark : str
        What network this is: the picture's words begin with it.

    Returns
    -------
    Picture
    """
    both = row(_bars(added, k, asked)._replace(middle=0.0), _averages(lost, sizes, full, truncated, k), gap=34)
    T = len(added)
    words = (
        f"{remark}. Back through {k} of {T} steps: {lost:.0%} of the gradient of W_h is lost. "
        f"Averages of {sizes[-1]} sequences: full {full[-1]:.0%} off, truncated {truncated[-1]:.0%}."
    )
    return picture(both, "Truncated backpropagation", words)


def _bars(added, k, asked):
    T = len(added)
    up, cut = Axis(np.array([0, 0.5, 1]), 0, 1, HIGH, TOP), ROOM + STEP * (T - k)
    across = Axis(np.zeros(0), 0, T, ROOM, ROOM + STEP * T)
    bodies = [write("what step t adds to the gradient of W_h, over the whole", 0, 11, 12, MUTED, "start")]
    bodies.append(draw_axes(across, up))
    for t, size in enumerate(added, 1):
        y, taken = up.place(min(float(size), 1.06)), t > T - k
        look = dict(fill=mix(COLOURS["result"].fill, 0.55)) if taken else dict(fill="#fff", stroke=LOST)
        bodies.append(tag("rect", x=ROOM + STEP * (t - 1) + 2.5, y=y, width=STEP - 5, height=HIGH - y, **look))
        if t in (1, T) or (t % 5 == 0 and t < T - 1):
            bodies.append(write(str(t), ROOM + STEP * (t - 0.5), HIGH + 18, 12, MUTED))
    bodies.append(tag("path", d=f"M{cut} {TOP - 10}V{HIGH}", stroke=INK, stroke_dasharray="4 3"))
    bodies.append(write(f"the last {k}" if k > 4 else str(k), cut + 5, TOP - 2, 12, KEPT, "start"))
    if k < T:
        bodies.append(write("cut off" if T - k > 3 else "", cut - 5, TOP - 2, 12, LOST, "end"))
    middle = ROOM + STEP * (asked - 0.5)
    bodies.append(tag("path", d=f"M{middle:g} {HIGH + 26}l-5 9h10z", fill=COLOURS["x"].text))
    bodies.append(symbol(f"x_{asked}", middle, HIGH + 50, COLOURS["x"].text, 14))
    side, anchor, text = (17, "start", "is asked for") if asked < 0.8 * T else (-14, "end", "asked for:")
    bodies.append(write(text, middle + side, HIGH + 50, 12, COLOURS["x"].text, anchor))
    return Part(join(bodies), ROOM + STEP * T, HIGH + 56, 0)


def _averages(lost, sizes, full, truncated, k):
    up = Axis(np.array([0.03, 0.1, 0.3, 1, 3, 10]), 0.03, 20, HIGH, TOP, log=True)
    across = Axis(np.asarray(sizes)[1::2].astype(float), sizes[0], sizes[-1], ROOM, ROOM + WIDE, log=True)
    bodies = [write("relative error of averages of N sequences", 0, 11, 12, MUTED, "start")]
    bodies.append(draw_axes(across, up))
    if lost > up.low:
        level = f"M{ROOM} {coordinate(up.place(lost))}h{WIDE}"
        bodies.append(tag("path", d=level, stroke=LOST, stroke_dasharray="1 4"))
    for values, colour, dash in ((full, KEPT, None), (truncated, LOST, "7 3")):
        points = ((across.place(a), up.place(max(b, up.low))) for a, b in zip(sizes, values, strict=True))
        listed = " ".join(f"{coordinate(a)},{coordinate(b)}" for a, b in points)
        bodies.append(tag("polyline", points=listed, fill="none", stroke=colour, stroke_width=2, stroke_dasharray=dash))
    right, looks = ROOM + WIDE + 10, dict(size=13, anchor="start", font_weight=600)
    ends = [up.place(max(float(values[-1]), up.low)) + 4 for values in (truncated, full)]
    if ends[1] - ends[0] < 17:
        ends = [np.mean(ends) - 8.5, np.mean(ends) + 8.5]
    for text, y, colour in zip((f"k = {k}", "full"), ends, (LOST, KEPT), strict=True):
        bodies.append(write(text, right, y, fill=colour, **looks))
    bodies.append(write("N", ROOM + WIDE + 24, HIGH + 20, 12, MUTED))
    bodies.append(
        write(
            f"lost: {lost:.0%}{' (dotted)' if lost > up.low else ''}",
            ROOM,
            HIGH + 50,
            14,
            LOST,
            "start",
            font_weight=600,
        )
    )
    return Part(join(bodies), right + 50, HIGH + 56, 0)
