"""The unrolled network, and the gradient that runs back through it: from the loss, step by step, to the start."""

import numpy as np

from rnnlab.drawing.colours import INK, LINE, MUTED, WAITING
from rnnlab.drawing.layout import Part, stack, write
from rnnlab.drawing.steps import BLUE, BROWN
from rnnlab.drawing.strips import NAME, cell_width, strip, time_axis
from rnnlab.drawing.svg import coordinate, join, tag

WIDTH, LOSS, TALL, UNIT, HIGH, MOST = 760, 38, 64, 18, 28, 64


def unrolled(dh, dx, losses, t, wrong_h=None, wrong_x=None):
    """The cells of all steps between the strips of dh and of dx; what the gradient has not reached yet is grey.

    Parameters
    ----------
    dh : array (T + 1, H)
        The gradient of the loss with respect to h_0 … h_T.
    dx : array (T, D)
        With respect to x_1 … x_T.
    losses : sequence of ints
        The steps at which the loss is taken.
    t : int
        The state that the gradient has come back to: the steps after it have been taken back.
    wrong_h, wrong_x : arrays of bool, as dh and dx, optional
        The cells to mark as wrong.

    Returns
    -------
    Part
    """
    T, w = len(dx), cell_width(len(dh), WIDTH)
    peak = 1.0 if len(losses) == 1 else max(1.0, np.abs(dh).max())
    look = dict(peak=peak, titles=dh.size + dx.size <= MOST)
    above, below = _strip(dh, "dh", w, t, wrong_h, t, **look), _strip(dx, "dx", w, t, wrong_x, None, skip=w, **look)
    way = (
        Part(_losses(losses, w), above.width, LOSS, 0),
        above,
        Part(_cells(T, w, t, max(losses)), above.width, TALL, 0),
    )
    return stack(*way, below, time_axis(T, WIDTH, 0), gap=3)


def _strip(values, name, w, t, wrong, mark, skip=0, **look):
    """A strip, and grey over the columns that the gradient has not reached."""
    rows, units = values.shape
    known = np.arange(rows)[:, None] >= t  # of dx, row t is x_{t + 1}: it goes into the step last taken back
    look |= dict(width=w * rows, height=UNIT * units, skip=skip, wrong=None if wrong is None else wrong & known)
    part = strip(np.where(known, values, 0.0), name, mark, **look)
    cover = tag("rect", x=NAME + skip, y=0, width=t * w, height=UNIT * units, fill=WAITING, stroke=LINE)
    return part._replace(body=join([part.body, cover])) if t else part


def _losses(losses, w):
    """The loss of each step, and what it says to the state below it."""
    side, centres = min(30, w - 4), [NAME + (s + 0.5) * w for s in losses]
    boxes = "".join(f"M{coordinate(x - side / 2)} 1h{side:.4g}v19h-{side:.4g}z" for x in centres)
    letters = tag("text", join(tag("tspan", "L", x=x) for x in centres), y=15, font_size=13, font_weight=600)
    look = dict(fill="#fff", stroke=INK, stroke_width=1.5, stroke_linejoin="round")
    return join([tag("path", d=boxes, **look), letters, _arrows([[(x, 21), (x, LOSS + 1)] for x in centres], INK)])


def _cells(T, w, t, last):
    """The cell of each step, with the way back into it from above, and out of it to the left and below."""
    side, middle = min(42.0, 0.64 * w), TALL / 2
    above, under, ahead = middle - HIGH / 2, middle + HIGH / 2, 0.58 * w
    centres = {s: NAME + (s + 0.5) * w for s in range(1, T + 1)}
    gone, now = [centres[s] for s in range(t + 2, last + 1)], [centres[s] for s in (t + 1,) if s <= last]
    rest = [x for x in centres.values() if x not in gone + now]
    short, up = coordinate(side / 2 - ahead), f"v{1 - middle:g}"
    idle = "".join(
        f"M{a} 1V{above:g}M{coordinate(x - side / 2)} {middle:g}h{short}{up}M{a} {under:g}v{above:g}"
        for x, a in ((x, coordinate(x)) for x in rest)
    )
    bodies = [tag("path", d=idle, stroke=LINE, stroke_width=1.5, fill="none")] if idle else []
    for some, width in ((gone, 1.5), (now, 2.5)):
        into = [[(x, 1), (x, above)] for x in some]
        out = [[(x - side / 2, middle), (x - ahead, middle), (x - ahead, 1)] for x in some]
        bodies += [_arrows(into + out, BLUE, width), _arrows([[(x, under), (x, TALL - 1)] for x in some], BROWN, width)]
    bodies += [_boxes(gone + rest, side, "#f6f8fa", LINE, 1.5), _boxes(now, side, "#dcecf7", INK, 2)]
    bodies.append(write("← back", NAME - 6, middle + 4, 12, MUTED, "end"))
    return tag("g", join(bodies), data_part="unrolled")


def _boxes(centres, side, fill, stroke, width):
    """The cells as one path; their corners are those of its line."""
    top = coordinate((TALL - HIGH) / 2)
    sides = (f"M{coordinate(x - side / 2)} {top}h{side:.4g}v{HIGH}h-{side:.4g}z" for x in centres)
    look = dict(fill=fill, stroke=stroke, stroke_width=width, stroke_linejoin="round")
    return tag("path", d="".join(sides), **look) if centres else ""


def _arrows(ways, colour, width=1.5):
    """Lines through points (x, y), across first, then up or down, each with a head: two paths for all of them."""
    size, shafts, heads = 4 + 2 * width, [], []
    for way in ways:
        (x, y), (first, top) = way[-1], way[0]
        down = 1 if y > way[-2][1] else -1
        across = f"H{coordinate(float(x))}" if x != first else ""
        shafts.append(f"M{coordinate(float(first))} {top:g}{across}V{coordinate(y - 0.8 * size * down)}")
        heads.append(f"M{coordinate(float(x))} {y:g}l-{size / 2:g} {-size * down:g}h{size:g}z")
    if not ways:
        return ""
    line = tag("path", d="".join(shafts), stroke=colour, stroke_width=width, fill="none", stroke_linejoin="round")
    return join([line, tag("path", d="".join(heads), fill=colour)])
