"""A right and a wrong result beside each other, and where both lie on the curve of tanh: what a test can see."""

import textwrap

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, LINE, MUTED
from rnnlab.drawing.layout import SANS, Part, note, row, stack, write
from rnnlab.drawing.matrix import Block, matrix
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import coordinate, join, tag

ACROSS, HIGH, FAR, MOST, CELL = 340, 136, 4.0, 2.0, 34  # the panel of the curve: −4 … 4 and −2 … 2
TICKS = {-4: "≤ −4", -2: "−2", 0: "0", 2: "2", 4: "≥ 4"}  # what lies beyond the panel stands at its edge
GREEN, RED = COLOURS["result"].text, COLOURS["mistake"].text


def draw_blind_test(title, code, right, wrong, verdict, error=""):
    """What a right formula and a wrong one give for one kind of test data.

    Parameters
    ----------
    title : str
    code : str
        The wrong formula.
    right, wrong : pair of arrays (rows, columns)
        The sums, and what comes out; `wrong` is None where there is an error.
    verdict : {"caught", "error", "missed"}
    error : str
        NumPy's error.

    Returns
    -------
    Picture
    """
    said, colour = {
        "caught": ("✓ caught: the results differ", GREEN),
        "error": ("✓ caught: NumPy raises an error", GREEN),
        "missed": ("✗ missed: to np.allclose both are the same", RED),
    }[verdict]
    shown = [*_pair(right, "right", "result")]
    lines = []
    if wrong is None:
        lines = [note(line, 12, INK, SANS, len(line) * 6.5) for line in textwrap.wrap(f"NumPy: {error}", 118)]
    else:
        shown += _pair(wrong, "wrong", "mistake")
    panel = _panel(right, wrong)
    head = row(note(code, 13, INK), note(said, 14, colour, SANS, len(said) * 7.2), gap=24)
    whole = stack(head, row(row(*shown, gap=6), panel, gap=24), *lines, gap=10)
    numbers = _say("right", right) + ("" if wrong is None else f", {_say('wrong', wrong)}")
    return picture(
        whole, "Can this test see the bug?", f"{title}. {said}. {error and f'NumPy: {error} '}First entry: {numbers}."
    )


def _pair(both, name, colour):
    sums, out = both
    return matrix([Block(sums, "sum", "b")], cell=CELL, part=f"{name} sum"), matrix(
        [Block(out, name, colour)], cell=CELL, part=name
    )


def _say(name, both):
    sums, out = (float(array.flat[0]) for array in both)
    return f"{name} tanh({sums:.2f}) → {out:.4f}" if np.isclose(np.tanh(sums), out) else f"{name} {out:.4f}"


def _panel(right, wrong):
    """The curve, a circle for each right entry, and a diamond for each wrong one."""
    z = np.linspace(-FAR, FAR, 81)
    points = " ".join(f"{coordinate(_x(a))},{coordinate(_y(b))}" for a, b in zip(z, np.tanh(z), strict=True))
    grid = "".join(f"M0 {coordinate(_y(level))}h{ACROSS}" for level in (-1, 0, 1)) + f"M{ACROSS / 2:g} 0v{HIGH}"
    bodies = [
        tag("path", d=grid, stroke=LINE, fill="none"),
        tag("polyline", points=points, fill="none", stroke=INK, stroke_width=1.5),
        *(write(f"{level}".replace("-", "−"), -8, _y(level) + 4, 12, MUTED, "end") for level in (-1, 0, 1)),
        *(write(tick, _x(at), HIGH + 16, 12, MUTED) for at, tick in TICKS.items()),
        write("sum", ACROSS + 16, HIGH + 16, 12, MUTED, "start"),
        write("tanh", ACROSS / 2 - 6, 10, 12, MUTED, "end"),
    ]
    bodies += [tag("circle", cx=x, cy=y, r=7, fill="none", stroke=GREEN, stroke_width=2.5) for x, y in _places(right)]
    for x, y in _places(wrong) if wrong is not None else ():
        bodies.append(tag("path", d=f"M{coordinate(x)} {coordinate(y - 5)}l5 5l-5 5l-5 -5z", fill=RED))
    inside = tag("g", join(bodies), transform="translate(26 8)")
    return Part(inside, ACROSS + 66, HIGH + 32, HIGH / 2 + 8)


def _places(both):
    """Where each entry stands; what lies beyond the panel stands at its edge."""
    sums, out = np.broadcast_arrays(*both)
    return [(_x(a), _y(b)) for a, b in zip(sums.flat, out.flat, strict=True)]


def _x(value):
    return ACROSS * (min(max(float(value), -FAR), FAR) + FAR) / (2 * FAR)


def _y(value):
    return HIGH * (MOST - min(max(float(value), -MOST), MOST)) / (2 * MOST)
