"""A batch: the states of every example, and the step that all of them take together."""

import numpy as np

from rnnlab.drawing.colours import INK, MUTED
from rnnlab.drawing.layout import MONO, SANS, Part, note, operator, row, stack, symbol, write
from rnnlab.drawing.legend import legend, strip_rules
from rnnlab.drawing.matrix import Block, matrix
from rnnlab.drawing.picture import picture
from rnnlab.drawing.strips import strip
from rnnlab.drawing.svg import join

STEP, UNIT, ROOM = 38, 20, 34


def draw_batch(x, h, h0, t, names):
    """Strips of every example's states, one below the other, and beside them the rows of step t.

    Parameters
    ----------
    x : array (B, T, D)
    h : array (B, T, H)
        h_1 … h_T.
    h0 : array (B, H)
    t : int, 1 … T
    names : list of B str, each of T letters
        What the examples are.

    Returns
    -------
    Picture
    """
    (B, T, D), H = x.shape, h.shape[2]
    states = np.concatenate([h0[:, None], h], axis=1)
    strips = [_example(states[b], names[b], t) for b in range(B)]
    joined = matrix([Block(states[:, t - 1], f"h_{t - 1}", "h"), Block(x[:, t - 1], f"x_{t}", "x")], part="hx")
    after = matrix([Block(states[:, t], f"h_{t}", "result")], part="result")
    weights, bias = (Part(symbol(name, 16, 19, INK, 20), 32, 28, 13) for name in ("W_h", "b_h"))
    inside = joined, operator("·", 16), weights, operator("+"), bias
    product = row(operator("tanh(", 56), *inside, operator(") =", 30), after, gap=4)
    said = f"Step {t}: x[:, {t - 1}] is ({B}, {D}), the state ({B}, {H}): {B} row{'s' * (B > 1)}, one product."
    head = row(note(said, 14, INK, SANS, 6.9 * len(said)), legend(), gap=24)
    drawn = stack(row(*strips, gap=14), head, product, gap=10)
    words = (
        f"B = {B} example{'s' * (B > 1)} ({', '.join(names)}) of T = {T} steps, a strip of states for each. {said} "
        f"All states are ({B}, {T}, {H}). {strip_rules()}"
    )
    return picture(drawn, "A batch, step by step", words)


def _example(states, name, t):
    T = len(states) - 1
    width = STEP * (T + 1)
    drawn = strip(states, "h", t, t - 1, width, UNIT * states.shape[1], peak=1.0, room=ROOM)
    marks = [
        write(
            a,
            ROOM + (k + 0.5) * STEP,
            14,
            15,
            INK if k <= t else MUTED,
            family=MONO,
            font_weight=700 if k == t else None,
        )
        for k, a in enumerate(name, start=1)
    ]
    return stack(drawn, Part(join(marks), ROOM + width, 18, 9), gap=2)
