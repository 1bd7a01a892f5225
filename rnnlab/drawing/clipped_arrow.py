"""A gradient of two numbers as an arrow, and what two ways of clipping make of it."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, LINE, MUTED
from rnnlab.drawing.layout import Part, row, write
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import coordinate, join, tag

SIDE, REACH, ROW, BAR, ROOM = 184, 10, 53, 13, 128
LOOKS = (("before", INK), ("by norm", COLOURS["result"].text), ("by value", COLOURS["mistake"].text))


def draw_clipping(before, by_norm, by_value, limit):
    """The plane with the three arrows, the circle and the square of the limit; beside it their numbers as bars.

    Parameters
    ----------
    before, by_norm, by_value : arrays (2,)
        The gradient, none of its numbers beyond ±10, and what is left of it.
    limit : float

    Returns
    -------
    Picture
    """
    arrows = (before, by_norm, by_value)
    turned = [angle_between(before, one) for one in arrows]
    whole = row(_plane(arrows, limit), _numbers(arrows, turned), gap=40)
    said = "; ".join(
        f"{name} ({_number(one[0])}, {_number(one[1])}), length {np.hypot(*one):.2f}, turned by {angle:.0f}°"
        for (name, _), one, angle in zip(LOOKS, arrows, turned, strict=True)
    )
    return picture(whole, "Clipping a gradient", f"Clipping with the limit {limit:g}: {said}.")


def angle_between(one, other):
    """In degrees; 0 where one of the two has no length."""
    across = one[0] * other[1] - one[1] * other[0]
    return float(abs(np.degrees(np.arctan2(across, np.dot(one, other))))) + 0.0


def _number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−") if abs(value) > 0.005 else "0"


def _plane(arrows, limit):
    middle, unit = SIDE / 2, (SIDE / 2 - 8) / REACH
    frame = tag("rect", x=0, y=0, width=SIDE, height=SIDE, fill="none", stroke=LINE)
    bodies = [frame, tag("path", d=f"M0 {middle:g}h{SIDE}M{middle:g} 0v{SIDE}", stroke=LINE)]
    edge = dict(fill="none", stroke_dasharray="4 3")
    bodies.append(tag("circle", cx=middle, cy=middle, r=limit * unit, stroke=LOOKS[1][1], **edge))
    corner, side = middle - limit * unit, 2 * limit * unit
    bodies.append(tag("rect", x=corner, y=corner, width=side, height=side, stroke=LOOKS[2][1], **edge))
    for (_, colour), arrow, width in zip(LOOKS, arrows, (1.5, 5, 2.5), strict=True):
        x, y = middle + unit * float(arrow[0]), middle - unit * float(arrow[1])
        shaft = f"M{middle:g} {middle:g}L{coordinate(x)} {coordinate(y)}"
        bodies.append(tag("path", d=shaft, stroke=colour, stroke_width=width, stroke_opacity=0.75))
        turn = round(float(np.degrees(np.arctan2(-arrow[1], arrow[0]))), 1)
        place = f"translate({coordinate(x)} {coordinate(y)}) rotate({coordinate(turn)})"
        if np.hypot(*arrow) > 0.3:
            bodies.append(tag("path", d="M3 0L-9 5.5L-9 -5.5z", fill=colour, transform=place))
    bodies.append(write("→ 1st number, ↑ 2nd number", 0, SIDE + 14, 11, MUTED, "start"))
    return Part(join(bodies), SIDE, SIDE + 18, middle)


def _numbers(arrows, turned):
    """For each arrow its two numbers as bars from a line at 0, its length and its angle."""
    unit, zero, bodies = 9.5, ROOM + 9.5 * REACH, []
    for k, ((name, colour), arrow, angle) in enumerate(zip(LOOKS, arrows, turned, strict=True)):
        y = ROW * k
        bodies.append(write(name, 0, y + 20, 15, colour, "start", font_weight=600))
        bodies.append(write(f"length {np.hypot(*arrow):.2f}", 0, y + 39, 13, INK, "start"))
        for j, value in enumerate(arrow):
            top, size = y + 8 + (BAR + 5) * j, abs(float(value)) * unit
            left = zero - (size if value < 0 else 0)
            bodies.append(tag("rect", x=left, y=top, width=size, height=BAR, fill=colour, fill_opacity=0.75))
            end, anchor = (zero - size - 6, "end") if value < 0 else (zero + size + 6, "start")
            bodies.append(write(_number(value), end, top + 11, 12, INK, anchor))
        words = f"turned by {angle:.0f}°" if k else ""
        bodies.append(write(words, zero + unit * REACH + 48, y + 30, 14, colour, "start", font_weight=600))
    bodies.append(tag("path", d=f"M{coordinate(zero)} 2v{3 * ROW - 10}", stroke=MUTED))
    bodies.append(write("dashed: what length (circle) or numbers (square) may be", 0, 3 * ROW + 14, 12, MUTED, "start"))
    return Part(join(bodies), zero + unit * REACH + 48 + 110, 3 * ROW + 20, 1.5 * ROW)
