"""The buffer: the stacks of all steps laid out once, each step writing into the next one's place."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, MUTED, WAITING
from rnnlab.drawing.layout import Part, note, stack, symbol, write
from rnnlab.drawing.network import HIGH, WIDE, arrow, vector
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import join, tag

TOP, STEP = 28, WIDE + 94


def draw_buffer(x, h, h0):
    """Each slab of the buffer, [h; x; 1] of one step, and where each step writes its state.

    Parameters
    ----------
    x : array (T, D)
    h : array (T, H)
        h_1 … h_T.
    h0 : array (H,)

    Returns
    -------
    Picture
    """
    x, h, h0 = np.asarray(x), np.asarray(h), np.asarray(h0)
    (T, D), H = x.shape, len(h0)
    bodies = []
    for t, state in enumerate([h0, *h]):
        left = t * STEP
        bodies.append(vector(state, f"h_{t}", "h", left, TOP))
        below = TOP + H * HIGH + 2
        if t == T:
            bodies.append(_waiting(D + 1, left, below))
        else:
            bodies.append(vector(x[t], "", "x", left, below))
            bodies.append(vector([1], "", "b", left, below + D * HIGH))
            x_label = left + WIDE + 12, TOP + (H + D / 2) * HIGH + 6
            bodies.append(symbol(f"x_{t + 1}", *x_label, COLOURS["x"].text, 14, "start"))
            bodies.append(_step(left + WIDE, H, H + D + 1))
        bodies.append(write(f"slab {t + 1}", left + WIDE / 2, TOP + (H + D + 1) * HIGH + 20, 12, MUTED))
    drawn = Part(join(bodies), T * STEP + WIDE + 22, TOP + (H + D + 1) * HIGH + 26, 0)
    shape = f"T + 1 = {T + 1} slabs of H + D + 1 = {H + D + 1} rows, for one example"
    words = (
        f"The buffer for T = {T} steps of one example: {T + 1} slabs side by side. Slab t holds h_t-1 ({H} numbers), "
        f"x_t ({D}) and a 1 below each other. Each step multiplies its slab with W_h and b_h, takes the tanh, and "
        "writes the new h into the next slab. The last slab holds the last h alone."
    )
    return picture(stack(drawn, note(shape)), "The concatenation that is never made", words)


def _waiting(rows, x, y):
    """Grey and empty: what no step reads."""
    return join(
        tag("rect", x=x, y=y + n * HIGH, width=WIDE, height=HIGH - 2, rx=3, fill=WAITING, stroke="#fff")
        for n in range(rows)
    )


def _step(x, H, rows):
    """The arrow of one step, from a whole slab of so many rows into the h of the next."""
    y, blue = TOP + H * HIGH / 2, COLOURS["h"].text
    whole = tag("path", d=f"M{x + 3} {TOP}h4v{rows * HIGH}h-4", stroke=blue, stroke_width=1.6, fill="none")
    line = arrow((x + 7, y), (x + STEP - WIDE - 4, y), colour=blue, width=2.5)
    middle = x + (STEP - WIDE) / 2
    said = [symbol("W_h , b_h", middle, y - 10, MUTED, 14), write("tanh", middle, y + 20, 12, MUTED)]
    return join([whole, line, *said])
