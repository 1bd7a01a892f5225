"""What pictures of steps share: arrows, vectors of numbers, and the cell that every step is."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, LINE, MUTED, tint
from rnnlab.drawing.layout import SANS, symbol, write
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.svg import join, tag

WIDE, HIGH = 44, 20
BLUE, BROWN, GREEN = (COLOURS[key].text for key in ("h", "x", "result"))


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


def step_box(centre, middle, side, high, lit=False, name="W_h"):
    """The cell of one step, a box around (centre, middle); lit while its step is computed."""
    look = dict(fill="#dcecf7", stroke=INK, stroke_width=2) if lit else dict(fill="#f6f8fa", stroke=LINE)
    box = tag("rect", x=centre - side / 2, y=middle - high / 2, width=side, height=high, rx=min(8, side / 4), **look)
    return join([box, symbol(name, centre, middle + 5, INK, 15)]) if name and side >= 36 else box
