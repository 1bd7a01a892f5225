"""The slope of a curve from two of its points: secant and tangent, and how far they are apart for each step."""

import numpy as np

from rnnlab.drawing.axes import RAISED, Axis, draw_axes
from rnnlab.drawing.colours import COLOURS, INK, LINE, MUTED, NEUTRAL
from rnnlab.drawing.layout import Part, row, write
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import coordinate, join, tag

SIDE, WIDE, TOP, HIGH, ROOM, LOWEST, HIGHEST = 216, 384, 20, 178, 62, -12, 1
TANGENT, KINDS = COLOURS["result"].text, {"float64": NEUTRAL[1], "float32": NEUTRAL[2]}


def draw_secant(places, heights, ends, end_heights, rise, slope, gradient, steps, errors, chosen, step):
    """A curve around one point with the secant through two points of it; beside it the errors of all steps.

    Parameters
    ----------
    places : array (N,)
        In steps from the point.
    heights : array (N,)
        Of the curve, above the point.
    ends, end_heights : array (2,)
        The two points of the secant.
    rise : float
        What the tangent rises in one step.
    slope, gradient : str
        Of the secant, and of the tangent.
    steps : array (M,)
        From the smallest on; 1 or 3 times powers of ten.
    errors : dict of (dtype, formula) -> array (M,)
        How far the slope is from the gradient, as powers of ten.
    chosen : (dtype, formula)
    step : float
        The one of the close-up.

    Returns
    -------
    Picture
    """
    error, least = 10 ** float(errors[chosen][np.argmin(np.abs(steps - step))]), 10 ** float(errors[chosen].min())
    best = float(steps[np.argmin(errors[chosen])])
    left = _close_up(places, heights, ends, end_heights, rise, KINDS[chosen[0]])
    right = _all_steps(steps, errors, chosen, step, error, f"secant {slope}", f"gradient {gradient}")
    whole = row(left._replace(middle=0.0), right._replace(middle=0.0), gap=26)
    words = (
        f"{chosen[0]}, {chosen[1]}, step {_digits(step)}: secant {slope}, gradient {gradient}. "
        f"Relative error, median of 20 networks: {_digits(error)}; the least is {_digits(least)}, at {_digits(best)}."
    )
    return picture(whole, "The slope from a difference, and the gradient", words)


def _digits(number):
    """A number with one digit: 1, 0.3, 10⁻⁵, 3·10⁻⁶."""
    if number > 0.005:
        return f"{number:.1g}"
    digit, power = f"{number:.0e}".split("e")
    return ("" if digit == "1" else f"{digit}·") + f"10{str(int(power)).translate(RAISED)}"


def _close_up(places, heights, ends, end_heights, rise, colour):
    """A square around the point: the curve as the numbers have it, its tangent, and the secant."""
    reach = float(places.max())
    tall = max(float(np.abs([*heights, *end_heights, rise * reach]).max()), np.finfo(float).tiny)
    across, up = Axis(None, -reach, reach, 0, SIDE), Axis(None, -1.08, 1.08, HIGH, TOP)
    frame = tag("rect", x=0, y=TOP, width=SIDE, height=HIGH - TOP, fill="none", stroke=LINE)
    cross = f"M{SIDE / 2:g} {TOP}V{HIGH}M0 {(TOP + HIGH) / 2:g}h{SIDE}"
    bodies = [frame, tag("path", d=cross, stroke=LINE)]
    bodies.append(write("the loss over one weight w", 0, 11, 12, MUTED, "start"))

    def line(x, y, **look):
        points = (f"{coordinate(across.place(a))},{coordinate(up.place(b / tall))}" for a, b in zip(x, y, strict=True))
        return tag("polyline", points=" ".join(points), fill="none", **look)

    bodies.append(line([-reach, reach], [-rise * reach, rise * reach], stroke=TANGENT, stroke_dasharray="7 4"))
    bodies.append(line(ends, end_heights, stroke=colour, stroke_width=5, stroke_opacity=0.45))
    bodies.append(line(places, heights, stroke=INK, stroke_width=1.5))
    for x, y in zip(ends, end_heights, strict=True):
        bodies.append(tag("circle", cx=across.place(x), cy=up.place(float(y) / tall), r=4.5, fill=colour))
    for x, text in ((-1, "w − s"), (0, "w"), (1, "w + s")):
        bodies.append(write(text, across.place(x), HIGH + 16, 12, MUTED))
    return Part(join(bodies), SIDE, HIGH + 22, 0)


def _all_steps(steps, errors, chosen, step, error, *slopes):
    """The error over the step, both logarithmic, for every kind; the chosen one is thick."""
    ticks = 10.0 ** np.arange(LOWEST, HIGHEST + 1, 2), steps[::4]
    up = Axis(ticks[0], 10.0**LOWEST, 10.0**HIGHEST, HIGH, TOP, log=True)
    across = Axis(ticks[1], steps[0], steps[-1], ROOM, ROOM + WIDE, log=True)
    x = coordinate(across.place(step))
    bodies = [draw_axes(across, up), tag("path", d=f"M{x} {TOP}V{HIGH}", stroke=INK)]
    right = ROOM + WIDE + 18
    for k, (key, values) in enumerate(errors.items()):
        thick = key == chosen
        look = dict(stroke=KINDS[key[0]], stroke_width=3 if thick else 1.25)
        look["stroke_dasharray"] = None if key[1] == "central" else "6 3"
        points = ((across.place(a), up.place(10.0**b)) for a, b in zip(steps, values, strict=True))
        listed = " ".join(f"{coordinate(a)},{coordinate(b)}" for a, b in points)
        bodies.append(tag("polyline", points=listed, fill="none", **look))
        y = TOP + 12 + 22 * k
        bodies.append(tag("path", d=f"M{right} {y - 4}h22", **look))
        name = dict(font_weight=600) if thick else {}
        bodies.append(write(" ".join(key), right + 29, y, 13, look["stroke"], "start", **name))
    dot = dict(r=5, stroke="#fff", stroke_width=1.5)
    bodies.append(tag("circle", cx=float(x), cy=up.place(error), fill=KINDS[chosen[0]], **dot))
    said = (*slopes, f"error {_digits(error)}")
    for k, (text, colour) in enumerate(zip(said, (KINDS[chosen[0]], TANGENT, INK), strict=True)):
        bodies.append(write(text, right, TOP + 110 + 20 * k, 13, colour, "start", font_weight=600))
    bodies.append(write("relative error over the step s, median of 20 networks", ROOM, 11, 12, MUTED, "start"))
    return Part(join(bodies), right + 29 + 112, HIGH + 26, 0)
