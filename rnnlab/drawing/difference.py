"""Two runs of states over one time, and their difference below them, all in one scale of colours."""

import numpy as np

from rnnlab.drawing.colours import INK
from rnnlab.drawing.layout import SANS, note, row, stack
from rnnlab.drawing.legend import legend, strip_rules
from rnnlab.drawing.matrix import largest, show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.strips import strip, time_axis

ROW, WIDTH = 11, 640


def draw_difference(title, **states):
    """Two named runs of states, each (T, H), and the first minus the second.

    Parameters
    ----------
    title : str
    **states : two arrays (T, H)

    Returns
    -------
    Picture
    """
    (first, one), (second, other) = ((name, np.asarray(values)) for name, values in states.items())
    said = say_difference(first, one, second, other)
    strips = difference_strips(first, one, second, other, WIDTH)
    part = stack(strips, row(note(said, 15, INK, SANS, WIDTH - 200), legend(True)), gap=10)
    words = f"{title}. {said} {strip_rules(True)}"
    return picture(part, title, words)


def difference_strips(first, one, second, other, width):
    """Strips of two arrays (T, H) and of their difference over one axis; the largest of the second has full colour."""
    shown = {first: one, second: other, "difference": one - other}
    room = max(12 + 9 * len(name) for name in shown)
    sizes = dict(width=width, height=ROW * one.shape[1], peak=largest(other), room=room)
    strips = [strip(values, name, titles=one.size <= 60, **sizes) for name, values in shown.items()]
    return stack(*strips, time_axis(len(one), width, room=room), gap=8)


def say_difference(first, one, second, other):
    """How far two arrays are apart, in a sentence."""
    most = np.abs(one - other).max(initial=0)
    if np.allclose(one, other, rtol=0, atol=1e-12):
        return f"{first} and {second} are equal."
    apart = f"up to {show_number(most)}" if most >= 0.005 else "less than 0.005"
    return f"{first} and {second} differ by {apart}."
