"""The half-life of each unit of a layer, sorted, on a logarithmic axis; which are saturated, and which dead."""

from typing import NamedTuple

import numpy as np

from rnnlab.drawing.axes import Axis
from rnnlab.drawing.colours import INK, LINE, MUTED, NEUTRAL
from rnnlab.drawing.layout import Part, stack, write
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import coordinate, join, tag

LEFT, WIDTH, EDGE, TALL, LOW, ENDLESS = 20, 700, 60, 150, 0.1, 1e6
LIVE, FLAT, DEAD = "live", "saturated", "dead"
COLOUR = {LIVE: INK, FLAT: NEUTRAL[1], DEAD: NEUTRAL[4]}


class Units(NamedTuple):
    """What is known of each unit of a layer, arrays (H,).

    Attributes
    ----------
    half_lives : array, in steps
    saturated : array of bool, or None
        None where nothing is squashed by a tanh.
    dead : array of bool
    """

    half_lives: np.ndarray
    saturated: np.ndarray | None
    dead: np.ndarray


def draw_half_lives(units, T, gate=None, unit=None, where=""):
    """A mark for each unit, as far to the right as its half-life is long, the longest on top.

    Parameters
    ----------
    units : Units
    T : int
        The steps that were looked at.
    gate, unit : str and int, optional
        The gate that keeps, and the unit that is marked. Without a gate, the half-lives are those of the eigenvalues
        of W_hh, which are no unit's.
    where : str
        Which layer and direction it is, where there are several.

    Returns
    -------
    Picture
    """
    values = np.asarray(units.half_lives, dtype=float)
    values = np.where(values > ENDLESS, np.inf, values)  # a rounding of 1 is no memory of 10¹⁵ steps
    H, eigen = len(values), gate is None
    order = np.argsort(-values, kind="stable")
    across = _axis(values)
    x = _places(values, across)[order]
    y = 20 + (np.arange(H) + 0.5) * TALL / H
    kinds = np.full(H, LIVE, dtype=object)
    if not eigen:
        if units.saturated is not None:
            kinds[units.saturated] = FLAT
        kinds[units.dead] = DEAD
    kinds = kinds[order]
    bodies = [_axes(across, T, not np.isfinite(values).all())]
    for kind in (LIVE, FLAT, DEAD):
        bodies.append(_marks(kind, x[kinds == kind], y[kinds == kind]))
    if eigen:
        said = f"{H} eigenvalues of W_hh, half-life of |λ|: {_span(values)}"
    else:
        n = int(np.flatnonzero(order == unit)[0])
        said = f"unit {unit}: half-life {steps(values[unit])}, number {n + 1} of {H}"
        bodies.append(tag("circle", cx=float(x[n]), cy=float(y[n]), r=9, fill="none", stroke=INK, stroke_width=2.5))
        bodies.append(_label(f"unit {unit}", float(x[n]), float(y[n])))
    plot = Part(join(bodies), LEFT + WIDTH + EDGE + 20, TALL + 66, 0)
    head = Part(write(said, 0, 16, 16, INK, "start"), 8.2 * len(said), 22, 0)
    counts = _counts(units, eigen)
    notes = [_note(counts, eigen)]
    what = (
        f"from |λ|, W_hh {H} × {H}, the same for every text"
        if eigen
        else f"from the mean of {gate} over the steps, {gate} {T} × {H} (T × H)"
    )
    tail = "; ".join(filter(None, (what, where)))
    notes.append(Part(write(tail, 0, 13, 13, MUTED, "start"), 7 * len(tail), 17, 0))
    words = (
        f"Half-lives of {H} {'eigenvalues' if eigen else 'units'}{f' ({where})' if where else ''} on a logarithmic "
        f"axis, {_span(values)}. {said[0].upper()}{said[1:]}. {'; '.join(text for _, text in counts)}."
    )
    return picture(stack(head, plot, *notes, gap=8), "How long each unit remembers", words)


def steps(value):
    """A number of steps in words."""
    return "over a million steps" if value == np.inf else f"{value:.3g} step{'' if f'{value:.3g}' == '1' else 's'}"


def _span(values):
    low, high = steps(values.min()), steps(values.max())
    return f"all {low}" if low == high else f"from {low} to {high}"


def _axis(values):
    """From a tenth of a step to a power of ten that is above all that are finite, at least 100."""
    finite = values[np.isfinite(values)]
    top = max(int(np.ceil(np.log10(max(finite.max(initial=1.0), 1.0)) - 1e-9)), 2)
    ticks = 10.0 ** np.arange(-1, top + 1)
    return Axis(ticks, LOW, 10.0**top, LEFT, LEFT + WIDTH, log=True)


def _places(values, across):
    """Where each half-life stands: the shortest at the left end, ∞ at the right edge."""
    with np.errstate(invalid="ignore"):
        shown = across.place(np.clip(values, LOW, across.high))
    return np.where(np.isfinite(values), shown, LEFT + WIDTH + EDGE - 14)


def _axes(across, T, endless):
    bottom, bodies = 20 + TALL, []
    for tick in across.ticks:
        x = coordinate(float(across.place(tick)))
        bodies.append(tag("path", d=f"M{x} 20V{bottom}", stroke=LINE))
        label = f"≤ {across.label(tick)}" if tick == LOW else across.label(tick)
        bodies.append(write(label, float(across.place(tick)), bottom + 20, 12, MUTED))
    if endless:
        x = LEFT + WIDTH + EDGE - 14
        bodies.append(tag("path", d=f"M{x} 20V{bottom}", stroke=LINE, stroke_dasharray="4 3"))
        bodies.append(write("∞", x, bottom + 21, 16, MUTED))
    bodies.append(write("half-life, steps", LEFT + WIDTH / 2, bottom + 42, 13))
    if LOW <= T <= across.high:
        x = float(across.place(float(T)))
        bodies.append(tag("path", d=f"M{coordinate(x)} 16V{bottom}", stroke=MUTED, stroke_dasharray="2 3"))
        bodies.append(write(f"T = {T}", x, 10, 12, MUTED))
    return join(bodies)


def _marks(kind, x, y):
    """All marks of one kind as one path; those that fall on one place are drawn once."""
    spots = sorted({(round(float(a)), round(float(b))) for a, b in zip(x, y, strict=True)})
    if not spots:
        return join([])
    if kind == LIVE:
        d = "".join(f"M{a:g} {b:g}h0" for a, b in spots)
        look = dict(stroke=COLOUR[kind], stroke_width=7, stroke_linecap="round")
    elif kind == FLAT:
        d = "".join(f"M{a:g} {b - 5:g}l5 9l-10 0z" for a, b in spots)
        look = dict(fill="#fff", stroke=COLOUR[kind], stroke_width=2)
    else:
        d = "".join(f"M{a - 4:g} {b - 4:g}l8 8M{a - 4:g} {b + 4:g}l8 -8" for a, b in spots)
        look = dict(fill="none", stroke=COLOUR[kind], stroke_width=2)
    return tag("path", d=d, **look, data_part=kind)


def _label(text, x, y):
    """The name of the marked unit, where no other mark can be: right below it, or left above it."""
    if x > LEFT + WIDTH - 60:
        return write(text, x - 14, y + 5, 13, INK, "end", font_weight=600)
    if y > 20 + TALL / 2 and x > LEFT + 80:
        return write(text, x - 11, y - 8, 13, INK, "end", font_weight=600)
    return write(text, x + 11, y + 18, 13, INK, "start", font_weight=600)


def _counts(units, eigen):
    """What is said of each kind of mark."""
    H, whose = len(units.dead), "of the units, " if eigen else ""
    found = []
    if not eigen:
        flat = np.zeros(H, bool) if units.saturated is None else units.saturated
        found.append((LIVE, f"live: {H - (flat | units.dead).sum()} of {H} units"))
    if units.saturated is not None:
        found.append((FLAT, f"{whose}saturated, beyond ±0.99 at over half of the steps: {_which(units.saturated)}"))
    found.append((DEAD, f"{whose}dead, it stands still: {_which(units.dead)}"))
    return found


def _which(which):
    """How many, and the first of them."""
    numbers = np.flatnonzero(which)
    if not len(numbers):
        return "none"
    listed = ", ".join(map(str, numbers[:8])) + (", …" if len(numbers) > 8 else "")
    return f"{len(numbers)} (unit{'s' * (len(numbers) > 1)} {listed})"


def _note(counts, eigen):
    bodies = []
    for n, (kind, text) in enumerate(counts):
        if not eigen:
            bodies.append(_marks(kind, np.array([8]), np.array([n * 20 + 9])))
        bodies.append(write(text, 0 if eigen else 22, n * 20 + 14, 13, COLOUR[kind], "start"))
    return Part(
        tag("g", join(bodies), data_part="legend"), 22 + 7.2 * max(len(text) for _, text in counts), 20 * len(counts), 0
    )
