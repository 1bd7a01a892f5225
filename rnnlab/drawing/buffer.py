"""The buffer: the stacks of all steps laid out once, each step writing into the next one's place."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, MUTED, WAITING
from rnnlab.drawing.layout import SANS, Part, note, stack, symbol, write
from rnnlab.drawing.picture import picture
from rnnlab.drawing.steps import BLUE, HIGH, WIDE, arrow, vector
from rnnlab.drawing.svg import join, tag

TOP, STEP = 28, WIDE + 94


def draw_buffer(x, h, h0, t=None):
    """Each slab of the buffer, [h; x; 1] of one step, and where each step writes its state.

    Parameters
    ----------
    x : array (T, D)
    h : array (T, H)
        h_1 … h_T.
    h0 : array (H,)
    t : int, 0 … T - 1, optional
        The pass of the loop that is shown: it reads slab t and writes into slab t + 1, and what
        comes later is not there yet. All of them when missing. Slabs are counted as in code.

    Returns
    -------
    Picture
    """
    x, h, h0 = np.asarray(x), np.asarray(h), np.asarray(h0)
    (T, D), H = x.shape, len(h0)
    written = T if t is None else t + 1
    bodies = []
    for slab, state in enumerate([h0, *h]):
        left, below = slab * STEP, TOP + H * HIGH + 2
        lit = t is not None and slab in (t, t + 1)
        if slab <= written:
            bodies.append(vector(state, f"h_{slab}", "h", left, TOP))
        else:
            bodies.append(_waiting(H, left, TOP))
        if slab == T:
            bodies.append(_waiting(D + 1, left, below))
        else:
            bodies.append(vector(x[slab], "", "x", left, below))
            bodies.append(vector([1], "", "b", left, below + D * HIGH))
            x_label = left + WIDE + 14, TOP + (H + D / 2) * HIGH + 6
            bodies.append(symbol(f"x_{slab + 1}", *x_label, COLOURS["x"].text, 14, "start"))
        if slab < T and (t is None or slab == t):
            bodies.append(_step(left + WIDE, H, H + D + 1))
        name = dict(fill=INK, font_weight=600) if lit else dict(fill=MUTED)
        bodies.append(write(f"buffer[{slab}]", left + WIDE / 2, TOP + (H + D + 1) * HIGH + 20, 13, **name))
    drawn = Part(join(bodies), T * STEP + WIDE + 22, TOP + (H + D + 1) * HIGH + 26, 0)
    shape = f"T + 1 = {T + 1} slabs of H + D + 1 = {H + D + 1} rows, for one example."
    now = "" if t is None else f"t = {t}: all of buffer[{t}] is multiplied, h is written into buffer[{t + 1}]."
    words = (
        f"The buffer for T = {T} steps: {T + 1} slabs. Slab t, counted from 0, holds h_t ({H} numbers), x_(t+1) ({D}) "
        f"and a 1; each step multiplies its slab and writes the new h into the next one. {now}"
    ).rstrip()
    said = f"{now} {shape}".strip()
    return picture(
        stack(drawn, note(said, 13, INK, SANS, 6.6 * len(said)), gap=8), "The concatenation that is never made", words
    )


def _waiting(rows, x, y):
    """Grey and empty: what is not written yet, or never read."""
    return join(
        tag("rect", x=x, y=y + n * HIGH, width=WIDE, height=HIGH - 2, rx=3, fill=WAITING, stroke="#fff")
        for n in range(rows)
    )


def _step(x, H, rows):
    """The arrow of one step, from a whole slab of so many rows into the h of the next."""
    y = TOP + H * HIGH / 2
    whole = tag("path", d=f"M{x + 3} {TOP}h4v{rows * HIGH}h-4", stroke=BLUE, stroke_width=1.6, fill="none")
    line = arrow((x + 7, y), (x + STEP - WIDE - 4, y), colour=BLUE, width=2.5)
    middle = x + (STEP - WIDE) / 2
    said = [symbol("W_h , b_h", middle, y - 10, MUTED, 14), write("tanh", middle, y + 20, 12, MUTED)]
    return join([whole, line, *said])
