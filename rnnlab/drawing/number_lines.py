"""What a formula gives beside what it should give, each unit on a number line."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, LINE, MUTED, mix
from rnnlab.drawing.layout import MONO, SANS, Part, note, row, stack, write
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import coordinate, join, tag

LEFT, WIDTH, APART, MOST, RIGHT = 64, 440, 36, 2.0, 190


def draw_number_lines(right, written, formula, low=-1.0, high=1.0):
    """Each unit's right value and the one that a formula gives, on lines from −2 to 2.

    Parameters
    ----------
    right, written : array (units,)
        Values beyond the ends of a line stand at its ends.
    formula : str
        What was written, as a line of code.
    low, high : float
        Between them all right values lie; this part of the lines is tinted.

    Returns
    -------
    Picture
    """
    right, written = np.asarray(right, dtype=float), np.asarray(written, dtype=float)
    wrong = ~np.isclose(written, right)
    outside = wrong & ((written < low) | (written > high))
    bottom = len(right) * APART
    band = tag(
        "rect", x=_at(low), y=0, width=_at(high) - _at(low), height=bottom, fill=mix(COLOURS["result"].fill, 0.12)
    )
    bodies = [band, _axis(bottom), *(_columns(bottom))]
    for n, (should, is_, bad, out) in enumerate(zip(right, written, wrong, outside, strict=True)):
        bodies.append(_unit(n, should, is_, bad, out))
    verdict = _verdict(wrong, outside, low, high)
    part = Part(join(bodies), LEFT + WIDTH + RIGHT, bottom + 26, 0)
    values = "; ".join(
        f"unit {n}: right {show_number(should)}, written {show_number(is_)}"
        for n, (should, is_) in enumerate(zip(right, written, strict=True), start=1)
    )
    mood = COLOURS["mistake" if wrong.any() else "result"].text
    said = note(verdict, 14, mood, SANS, len(verdict) * 7.2)
    whole = stack(row(note(formula, 14, mood), said, gap=24), part, gap=12)
    return picture(whole, "Right and written, unit by unit", f"Written: {formula}. {verdict} {values}.")


def _at(value):
    return LEFT + WIDTH * (min(max(value, -MOST), MOST) + MOST) / (2 * MOST)


def _axis(bottom):
    ticks = [write(f"{tick:g}".replace("-", "−"), _at(tick), bottom + 18, 12, MUTED) for tick in range(-2, 3)]
    lines = "".join(f"M{coordinate(_at(tick))} 0V{bottom}" for tick in range(-2, 3))
    return join([tag("path", d=lines, stroke=LINE, fill="none"), *ticks])


def _columns(bottom):
    """The names of the two columns of numbers, under them."""
    x = LEFT + WIDTH
    yield write("right", x + 60, bottom + 18, 12, COLOURS["result"].text)
    yield write("written", x + 130, bottom + 18, 12, MUTED)


def _unit(n, right, written, wrong, outside):
    """A line with a dot for the right value, a diamond for a wrong one, and both numbers after it."""
    y, red, green = n * APART + APART / 2, COLOURS["mistake"].text, COLOURS["result"].text
    line = tag("path", d=f"M{LEFT} {coordinate(y)}h{WIDTH}", stroke=MUTED, fill="none")
    bodies = [write(f"unit {n + 1}", 0, y + 5, 13, anchor="start"), line]
    bodies.append(tag("circle", cx=_at(right), cy=y, r=8, fill=green))
    if wrong:
        x, top = coordinate(_at(written)), coordinate(y - 9)
        bodies.append(tag("path", d=f"M{x} {top}l9 9l-9 9l-9 -9z", fill=red, stroke="#fff"))
    mark = " ✗" if wrong else " ✓"
    x = LEFT + WIDTH
    numbers = dict(size=14, family=MONO, font_weight=600 if outside else None)
    bodies.append(write(show_number(right), x + 76, y + 5, 14, green, "end", MONO))
    bodies.append(
        write(show_number(written) + mark, x + 166, y + 5, fill=red if wrong else green, anchor="end", **numbers)
    )
    return tag("g", join(bodies), data_unit=n + 1)


def _verdict(wrong, outside, low, high):
    count, out = int(wrong.sum()), int(outside.sum())
    if not count:
        return f"All {len(wrong)} units are right."
    beyond = f", {out} of them outside of {low:g} … {high:g}".replace("-", "−") if out else ""
    return f"{count} of {len(wrong)} units {'is' if count == 1 else 'are'} wrong{beyond}."
