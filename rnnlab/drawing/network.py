"""The architecture overview: the folded cell with its loop, and the same cell unrolled over time."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, LINE, MUTED, tint
from rnnlab.drawing.layout import SANS, Part, operator, row, symbol, write
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import join, tag

BOX, STEP, WIDE, HIGH, TOP = 64, 116, 44, 20, 12


def arrow(*points, colour=MUTED, width=2):
    """A line through points (x, y) with a head at its end."""
    (x0, y0), (x1, y1) = points[-2:]
    length = np.hypot(x1 - x0, y1 - y0)
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    size = 4 + 2 * width
    left, right = ((x1 - size * ux + s * 0.5 * size * uy, y1 - size * uy - s * 0.5 * size * ux) for s in (1, -1))
    shaft = [*points[:-1], (x1 - 0.8 * size * ux, y1 - 0.8 * size * uy)]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in shaft)
    head = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ((x1, y1), left, right)) + "z"
    line = tag("path", d=path, stroke=colour, stroke_width=width, fill="none", stroke_linejoin="round")
    return join([line, tag("path", d=head, fill=colour)])


def draw_network(x, h, h0):
    """The network folded (left) and unrolled (right), from the arrays that were computed.

    Parameters
    ----------
    x : array (T, D)
    h : array (T, H)
        h_1 … h_T.
    h0 : array (H,)

    Returns
    -------
    Picture
    """
    x, h, h0 = np.asarray(x), np.asarray(h), np.asarray(h0)
    (T, D), H = x.shape, len(h0)
    whole = row(_folded(H, D), operator("=", 40), _unrolled(x, h, h0), gap=10)
    words = (
        f"Left, the folded network: one cell with weights W_h and b_h reads x and its own state h. Right, the same "
        f"cell unrolled over T = {T} steps: step t reads x_t (D = {D}) and h_t-1 and gives h_t (H = {H}). "
        "Every step uses the same W_h and b_h."
    )
    return picture(whole, "One cell, folded and unrolled", words)


def _unrolled(x, h, h0):
    (T, D), H = x.shape, len(h0)
    top = TOP + H * HIGH + 44
    middle, foot = top + BOX / 2, top + BOX + 40
    start = vector(h0, "h_0", "h", 0, middle - H * HIGH / 2)
    bodies = [start, arrow((WIDE + 4, middle), (WIDE + 40, middle), colour=COLOURS["h"].text, width=2.5)]
    for t in range(T):
        left = WIDE + 42 + t * STEP
        centre = left + BOX / 2
        bodies.append(_box(left, top))
        bodies.append(arrow((centre, foot - 4), (centre, top + BOX + 2), colour=COLOURS["x"].text, width=2.5))
        bodies.append(arrow((centre, top - 2), (centre, top - 20), colour=COLOURS["h"].text, width=2.5))
        bodies.append(vector(h[t], f"h_{t + 1}", "h", centre - WIDE / 2, top - 24 - H * HIGH))
        bodies.append(vector(x[t], f"x_{t + 1}", "x", centre - WIDE / 2, foot, below=True))
        if t + 1 < T:
            bodies.append(arrow((left + BOX, middle), (left + STEP - 2, middle), colour=COLOURS["h"].text, width=2.5))
    width = WIDE + 42 + max(T - 1, 0) * STEP + BOX
    return Part(join(bodies), width, foot + D * HIGH + 24, middle)


def _folded(H, D):
    top = TOP + H * HIGH + 44
    middle, foot, left = top + BOX / 2, top + BOX + 40, 8
    centre, right = left + BOX / 2, left + BOX
    blue, brown = COLOURS["h"].text, COLOURS["x"].text
    loop = [(centre, top - 28), (right + 28, top - 28), (right + 28, middle), (right + 1, middle)]
    bodies = [
        _box(left, top),
        arrow((centre, foot - 2), (centre, top + BOX + 2), colour=brown, width=2.5),
        arrow((centre, top), (centre, top - 52), colour=blue, width=2.5),
        arrow(*loop, colour=blue, width=2.5),
        symbol("h", centre, top - 60, blue),
        symbol("x", centre, foot + 14, brown),
    ]
    return Part(join(bodies), right + 32, foot + 24, middle)


def _box(left, top):
    frame = tag("rect", x=left, y=top, width=BOX, height=BOX, rx=12, fill="#f6f8fa", stroke=LINE, stroke_width=1.5)
    return join(
        [frame, symbol("W_h", left + BOX / 2, top + 28, INK, 17), symbol("b_h", left + BOX / 2, top + 50, INK, 15)]
    )


def vector(values, name, colour, x, y, below=False):
    """Numbers below each other in tinted boxes, their name over them or below."""
    bodies = []
    for n, value in enumerate(values):
        top = y + n * HIGH
        bodies.append(
            tag("rect", x=x, y=top, width=WIDE, height=HIGH - 2, rx=3, fill=tint(colour, value, 1.0), stroke="#fff")
        )
        bodies.append(write(show_number(value), x + WIDE / 2, top + 14, 11, INK, family=SANS))
    name_y = y + len(values) * HIGH + 15 if below else y - 7
    return join([*bodies, symbol(name, x + WIDE / 2, name_y, COLOURS[colour].text, 14)])
