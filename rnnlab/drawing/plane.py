"""Eigenvalues in the complex plane, with the unit circle."""

import numpy as np

from rnnlab.drawing.colours import INK, LINE, MUTED, NEUTRAL
from rnnlab.drawing.layout import Part, write
from rnnlab.drawing.svg import coordinate, join, tag

OUTSIDE, MARGIN = NEUTRAL[4], 10


def plane(values, before=(), reach=1.6, side=230):
    """A square of the complex plane: a dot for each value, the unit circle around 0.

    Parameters
    ----------
    values : array of complex
        Those outside the circle have another colour; those outside the square are arrows at its edge.
    before : array of complex, optional
        Drawn as rings, below the dots.
    reach : float
        The plane goes from −reach to reach both ways.
    side : float

    Returns
    -------
    Part
    """
    middle, unit = side / 2, (side / 2 - MARGIN) / reach
    bodies = [
        tag(
            "path",
            d=f"M0 {coordinate(middle)}h{coordinate(side)}M{coordinate(middle)} 0v{coordinate(side)}",
            stroke=LINE,
        ),
        tag("circle", cx=middle, cy=middle, r=unit, fill="none", stroke=MUTED, stroke_width=1.5),
        write("1", middle + unit + 7, middle + 15, 12, MUTED),
        write("i", middle + 8, middle - unit - 5, 12, MUTED),
    ]
    rings = dict(r=4.5, fill="none", stroke=MUTED)
    values, before = sorted(values, key=_order), sorted(before, key=_order)
    bodies += [tag("circle", cx=x, cy=y, **rings) for x, y, far in _places(before, middle, unit, reach) if not far]
    for value, (x, y, far) in zip(values, _places(values, middle, unit, reach), strict=True):
        colour = OUTSIDE if is_outside(value) else INK
        if far:
            turn = f"translate({coordinate(x)} {coordinate(y)}) rotate({-round(float(np.degrees(np.angle(value)))):g})"
            bodies.append(tag("path", d="M6 0L-5 5L-5 -5z", fill=colour, transform=turn))
        else:
            bodies.append(tag("circle", cx=x, cy=y, r=4, fill=colour, fill_opacity=0.8))
    return Part(join(bodies), side, side, middle)


def is_outside(value):
    """Whether a value is outside the unit circle, by more than a rounding."""
    return abs(value) > 1 + 1e-9


def _order(value):
    """One order for all machines: eigenvalues come in another one from another LAPACK."""
    value = complex(value)
    return round(value.real, 9), round(value.imag, 9)


def _places(values, middle, unit, reach):
    """Where each value stands, and whether that is the edge, for it lies beyond."""
    for value in np.asarray(values, dtype=complex):
        size = max(abs(value.real), abs(value.imag))
        shown = value if size <= reach else value / size * reach
        yield middle + unit * float(shown.real), middle - unit * float(shown.imag), size > reach
