"""A pulse in a network: how much of it is left, measured and predicted, above the input and what the pulse changes."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, MUTED
from rnnlab.drawing.decay import Curve, decay
from rnnlab.drawing.layout import row, stack
from rnnlab.drawing.legend import legend
from rnnlab.drawing.picture import picture
from rnnlab.drawing.strips import strip, time_axis

WIDTH, HEIGHT, ROOM, WIDE, LOW, HIGH = 510, 132, 60, 860, 1e-4, 1e2


def draw_memory(x, apart, at, measured, predicted, remark, rival=None, state="h"):
    """The share of a pulse that is left over the steps, and below it, step by step, x and what the pulse changes.

    Parameters
    ----------
    x : array (T, 1)
        The input with the pulse.
    apart : array (T, H)
        The states with the pulse minus those without it.
    at : int, 1 … T
        The step of the pulse.
    measured, predicted, rival : (words, array from step `at` on, half-life in steps)
        The rival is another network's, to compare with.
    remark : str
        What network, pulse and input these are: the picture's words begin with it.
    state : {"h", "c"}
        What is measured.

    Returns
    -------
    Picture
    """
    T, units = apart.shape
    looks = [(COLOURS[state].text, None), (INK, "7 4"), (COLOURS["h"].text if state == "c" else MUTED, "2 3")]
    shown = [one for one in (measured, predicted, rival) if one]
    curves = [
        Curve(f"{words}: {say_steps(half)}", left, *look, at, half)
        for (words, left, half), look in zip(shown, looks, strict=False)
    ]
    sizes = dict(width=WIDTH, room=ROOM, titles=False)
    whole = stack(
        decay(curves, 1, T, LOW, HIGH, WIDTH, HEIGHT, ROOM),
        strip(x, "x", mark=at - 1, height=16, **sizes),
        strip(apart, f"Δ{state}", mark=at - 1, height=14 * units, **sizes),
        row(time_axis(T, WIDTH, room=ROOM), legend(), gap=24),
        gap=8,
    )
    halves = "; ".join(f"{words}, {say_steps(half)}" for words, _, half in shown)
    words = f"{remark} {halves[0].upper()}{halves[1:]}."
    return picture(whole._replace(width=WIDE), "How much of a pulse is left", words)


def say_steps(half):
    """A half-life in words."""
    return f"½ after {half:.1f} steps" if np.isfinite(half) else "never ½"
