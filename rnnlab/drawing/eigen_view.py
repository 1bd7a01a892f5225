"""The eigenvalues of W_hh on the left; on the right what they do: a curve over the steps, and the states below it."""

import numpy as np

from rnnlab.drawing.axes import RAISED
from rnnlab.drawing.colours import INK
from rnnlab.drawing.decay import decay
from rnnlab.drawing.layout import MUTED, SANS, note, row, stack
from rnnlab.drawing.legend import legend
from rnnlab.drawing.picture import picture
from rnnlab.drawing.plane import is_outside, plane
from rnnlab.drawing.strips import strip, time_axis

WIDTH, ROOM, SIDE, MOST = 520, 54, 176, 20


def draw_eigenvalues(
    title, values, states, curves, said, low, high, power=1, mark=None, reach=1.6, name="h", y_label="", step="t"
):
    """The complex plane with eigenvalues, or their powers; beside it curves and a strip over the steps.

    Parameters
    ----------
    title : str
    values : array (H,)
        The eigenvalues of W_hh.
    states : array (N + 1, H)
        From step 0 on; the first 20 units are shown.
    curves : sequence of Curve
    said : list of str
        What is seen, in words: short lines, which stand below the plane.
    low, high : powers of ten
        The ends of the curves' axis.
    power : int
        The dots are the eigenvalues of this power of W_hh; those of W_hh are rings.
    mark : int, optional
        A step with a frame and a line.
    reach : float
        How far the plane goes.
    name : str
        Of the states.
    y_label : str
        What the curves show.
    step : str
        The letter that counts the steps.

    Returns
    -------
    Picture
    """
    with np.errstate(over="ignore", invalid="ignore"):
        moved = np.asarray(values) ** power
    last, units = len(states) - 1, min(states.shape[1], MOST)
    number = "λ" if power == 1 else f"λ{str(power).translate(RAISED)}"
    outside = sum(map(is_outside, moved))
    said = [*said, f"{number}: {outside} of {len(moved)} outside the circle"]
    left = stack(plane(moved, values if power != 1 else (), reach, SIDE), *(_line(one) for one in said), gap=4)
    rows = max(4, min(12, 96 / units))
    right = stack(
        row(note(y_label, 12, MUTED, SANS, ROOM + WIDTH - legend().width), legend(), gap=0),
        decay(curves, 0, last, low, high, WIDTH, 104, ROOM, mark, half=False, legend=False),
        strip(states[:, :units], name, mark, width=WIDTH, height=rows * units, room=ROOM, titles=False),
        time_axis(last, WIDTH, 0, ROOM, step),
        gap=6,
    )
    whole = row(left._replace(middle=0), right._replace(middle=0), gap=14)
    return picture(whole, title, f"{title}: {'; '.join(said)}.")


def _line(text):
    return note(text, 12, INK, SANS, SIDE + 64)
