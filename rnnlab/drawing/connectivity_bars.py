"""How much each input counts for one number of the output: a bar over each letter, as long as its gradient."""

import numpy as np

from rnnlab.drawing.colours import INK, LINE, MUTED, NEUTRAL
from rnnlab.drawing.layout import SANS, Part, move, note, stack
from rnnlab.drawing.matrix import largest
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import coordinate, join, tag
from rnnlab.drawing.text_lines import HIGH, at_step, frame, lay_out, letters, upright

GAP, LINES = 10, 4
TALL = {1: 120, 2: 62}  # the longest bar, by the number of lines; else 46


def draw_connectivity(labels, lengths, t, unit, D, where=""):
    """The letters of a text, and over each how much it counts for the state of one unit at step t.

    Parameters
    ----------
    labels : list of T str
    lengths : array (T,)
        For each step s the length of ∂h_t[unit] / ∂x_s.
    t : int, 1 … T
    unit, D : int
        The column of h, and the size of an input.
    where : str
        Which layer and direction it is, where there are several.

    Returns
    -------
    Picture
    """
    lengths = np.asarray(lengths, dtype=float)
    T, peak = len(lengths), largest(lengths)
    lines = lay_out(labels, t - 1, LINES)
    tall = TALL.get(len(lines.ranges), 46)
    high, bodies = tall + 4 + HIGH, []
    shown, scale = np.nan_to_num(lengths, posinf=peak), tall / peak if peak else 0.0
    for number, (first, end) in enumerate(lines.ranges):
        length = coordinate((end - first) * lines.cell)
        here = [
            upright(lines, number, shown, scale, tall, NEUTRAL[1], "length"),
            tag("path", d=f"M0 {tall}h{length}", stroke=LINE),
            letters(lines, number, tall + 24, t - 1),
        ]
        if first <= t - 1 < end:
            here.append(frame(lines, t - 1, tall + 3, HIGH))
        bodies.append(move(join(here), 0, number * (high + GAP)))
    text = Part(join(bodies), lines.width + 2, len(lines.ranges) * (high + GAP) - GAP, 0)
    whose, said = f"h[:, {unit}] after {at_step(labels, t)}", say_largest(labels, lengths, t)
    head = [note(line, 16, INK, SANS, 8.4 * len(line)) for line in (whose, said)]
    rule = f"a bar: the length of ∂hₜ[{unit}] / ∂xₛ, the row s of a gradient {T} × {D} (T × D)"
    notes = filter(None, (rule, "; ".join(filter(None, (where, lines.outside)))))
    foot = [note(line, 13, MUTED, SANS, 7 * len(line)) for line in notes]
    listed = "; ".join(f"{at_step(labels, s + 1)}, {lengths[s]:.2g}" for s in np.argsort(-lengths, kind="stable")[:3])
    words = (
        f"Connectivity of unit {unit} at step {t} of {T}{f' ({where})' if where else ''}, gradient {T} × {D}: "
        f"a bar over each letter. {whose}: {said}. The three largest: {listed}. {lines.outside}"
    )
    return picture(stack(*head, text, *foot, gap=8), "How much each letter counts", words.strip())


def say_largest(labels, lengths, t):
    """Which letter counts most for a state after step t, and how much."""
    others = lengths.copy()
    others[t - 1] = 0
    if not lengths.any():
        return "no letter counts"
    s, r = int(np.argmax(lengths)), int(np.argmax(others))
    if s != t - 1:
        return f"{at_step(labels, s + 1)}, counts most, {lengths[s]:.2g}"
    rest = f"; of the others {at_step(labels, r + 1)}, {lengths[r]:.2g}" if others.any() else ""
    return f"itself counts most, {lengths[s]:.2g}{rest}"
