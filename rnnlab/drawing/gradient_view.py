"""How large a gradient is on its way back, at each step, on a logarithmic axis."""

from rnnlab.drawing.colours import MUTED
from rnnlab.drawing.decay import decay
from rnnlab.drawing.layout import SANS, note, row, stack
from rnnlab.drawing.picture import picture
from rnnlab.drawing.strips import time_axis

WIDTH, HEIGHT, ROOM, WIDE = 590, 130, 60, 860


def draw_gradient_back(title, y_label, curves, T, remark, low=1e-8, high=1e8):
    """Curves over the steps 1 … T, the last at the right, where the gradient comes from.

    Parameters
    ----------
    title : str
    y_label : str
        What the curves show.
    curves : sequence of Curve
        Each from step 1 on; the picture's words say its value there.
    T : int
    remark : str
        What network this is: the picture's words begin with it.
    low, high : powers of ten
        The ends of the axis.

    Returns
    -------
    Picture
    """
    arrived = [say(float(curve.left[0])) for curve in curves]
    named = [curve._replace(name=f"{curve.name}: {size}") for curve, size in zip(curves, arrived, strict=True)]
    whole = stack(
        row(note(y_label, 12, MUTED, SANS, ROOM + WIDTH + 58), note("at step 1", 12, MUTED, SANS), gap=0),
        decay(named, 1, T, low, high, WIDTH, HEIGHT, ROOM, half=False),
        time_axis(T, WIDTH, room=ROOM),
        gap=6,
    )
    listed = "; ".join(f"{curve.name} {size}" for curve, size in zip(curves, arrived, strict=True))
    return picture(whole._replace(width=WIDE), title, f"{remark} At step 1, from step {T}: {listed}.")


def say(number):
    """A size in few digits: 0.016, 1.2, 140, 3e-8, 0."""
    if number == 0:
        return "0"
    if 1e-3 <= number < 1e4:
        return f"{number:.0f}" if number >= 100 else f"{number:.2g}"
    return f"{number:.0e}".replace("e-0", "e-").replace("e+0", "e").replace("e+", "e")
