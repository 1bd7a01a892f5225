"""How much each input counts for one number of the output: a bar over each letter, as long as its gradient."""

import numpy as np

from rnnlab.drawing.colours import INK, LINE, MUTED, NEUTRAL
from rnnlab.drawing.layout import Part, move, stack, write
from rnnlab.drawing.matrix import largest
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import coordinate, join, tag
from rnnlab.drawing.text_lines import HIGH, frame, lay_out, letters, quoted, upright

GAP = 10
TALL = {1: 120, 2: 62}  # the longest bar, by the number of lines; else 34


def draw_connectivity(labels, lengths, t, unit, where=""):
    """The letters of a text, and over each how much it counts for the state of one unit at step t.

    Parameters
    ----------
    labels : list of T str
    lengths : array (T,)
        For each step s the length of ∂h_t[unit] / ∂x_s.
    t : int, 1 … T
    unit : int
    where : str
        Which layer and direction it is, where there are several.

    Returns
    -------
    Picture
    """
    lengths = np.asarray(lengths, dtype=float)
    T, peak = len(lengths), largest(lengths)
    lines = lay_out(labels, t - 1)
    tall = TALL.get(len(lines.ranges), 34)
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
    said = say_largest(labels, lengths, t, unit)
    head = Part(write(said, 0, 16, 16, INK, "start"), 8.2 * len(said), 22, 0)
    rule = f"bar: the length of ∂h_{t}[{unit}] / ∂x_s, the gradient of one number with respect to the input at step s"
    notes = [rule, "; ".join(filter(None, (f"{T} steps", where, lines.outside)))]
    foot = [Part(write(line, 0, 13, 13, MUTED, "start"), 6.9 * len(line), 17, 0) for line in notes]
    listed = ", ".join(f"{quoted(labels[s])} {lengths[s]:.2g}" for s in np.argsort(-lengths, kind="stable")[:3])
    words = (
        f"Connectivity of unit {unit} at step {t} of {T}, {quoted(labels[t - 1])}{f' ({where})' if where else ''}: "
        f"a bar over each letter. {said}. The three largest: {listed}. {lines.outside}"
    )
    return picture(stack(head, text, *foot, gap=8), "How much each letter counts", words.strip())


def say_largest(labels, lengths, t, unit):
    """Which letter counts most for a unit's state, and how much."""
    start = f"h[:, {unit}] after {quoted(labels[t - 1])}, t = {t}"
    if not lengths.any():
        return f"{start}: no letter counts"
    s = int(np.argmax(lengths))
    which = "this letter itself" if s == t - 1 else f"{quoted(labels[s])} at t = {s + 1}"
    return f"{start}: {which} counts most, {lengths[s]:.2g}"
