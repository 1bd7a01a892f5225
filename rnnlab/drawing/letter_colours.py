"""A text whose letters have the colour of one unit's state, and under each a bar as long as its value."""

from collections import defaultdict

import numpy as np

from rnnlab.drawing.colours import ABOVE, BELOW, INK, LINE, MUTED, diverging
from rnnlab.drawing.layout import Part, move, stack, write
from rnnlab.drawing.legend import scale_legend
from rnnlab.drawing.matrix import largest, show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import coordinate, join, tag
from rnnlab.drawing.text_lines import HIGH, at_step, frame, lay_out, letters, upright

ROOM, GAP = 40, 10
HALF = {1: 42, 2: 26}  # how high a bar is, by the number of lines; else 14


def draw_letter_colours(labels, states, unit, t, name, where=""):
    """The letters of a text, each coloured by the state of one unit after it was read.

    Parameters
    ----------
    labels : list of T str
    states : array (T, H)
    unit : int, 0 … H - 1
    t : int, 1 … T
        The letter that is framed, and whose number is said.
    name : {"c", "h"}
    where : str
        Which layer and direction it is, where there are several.

    Returns
    -------
    Picture
    """
    values = np.asarray(states)[:, unit].astype(float)
    peak = largest(values)
    lines = lay_out(labels, t - 1)
    half = HALF.get(len(lines.ranges), 14)
    high = HIGH + 2 * half + 8
    rows = [
        move(_line(lines, number, values, peak, half, t - 1), ROOM, number * (high + GAP))
        for number in range(len(lines.ranges))
    ]
    scale = show_number(peak)
    for number in range(len(lines.ranges)):
        base = number * (high + GAP) + HIGH + 4 + half
        marks = ((0, "0"),) if half < 20 else ((half, scale), (0, "0"), (-half, show_number(-peak)))
        rows += [write(text, ROOM - 6, base - up + 4, 11, MUTED, "end") for up, text in marks]
    text = Part(join(rows), ROOM + lines.width + 2, len(lines.ranges) * (high + GAP) - GAP, 0)
    now = f"after {at_step(labels, t)}: {show_number(values[t - 1])}"
    head = Part(
        join(
            [
                write(f"{name}[:, {unit}]", 0, 16, 16, INK, "start", font_weight=600),
                write(now, 110, 16, 16, INK, "start"),
            ]
        ),
        110 + 8.6 * len(now),
        22,
        0,
    )
    legend = scale_legend(peak, f"full colour: the largest |{name}| of unit {unit} in this text")
    T, H = np.shape(states)
    said = [f"{name} is {T} × {H} (T × H), unit {unit} its column", *filter(None, (where, lines.outside))]
    foot = Part(write("; ".join(said), 0, 13, 13, MUTED, "start"), 7 * len("; ".join(said)), 17, 0)
    words = (
        f"{T} letters, coloured by unit {unit} of {name}{f' ({where})' if where else ''}, {name} {T} × {H}: violet "
        f"below 0, olive above, full colour at {scale}. {now[0].upper()}{now[1:]}. {lines.outside}"
    )
    return picture(stack(head, text, legend, foot, gap=12), "Letters coloured by one unit", words.strip())


def _line(lines, number, values, peak, half, now):
    """The cells of one line, the letters on them, and the bars below."""
    first, end = lines.ranges[number]
    cells = defaultdict(list)
    for k in range(first, end):
        cells[diverging(values[k], peak)].append(
            f"M{coordinate((k - first) * lines.cell)} {HIGH // 2}h{lines.cell:.2f}"
        )
    bodies = [tag("path", d="".join(d), stroke=fill, stroke_width=HIGH) for fill, d in sorted(cells.items())]
    length, base = coordinate((end - first) * lines.cell), HIGH + 4 + half
    bodies.append(tag("path", d=f"M0 0h{length}v{HIGH}h-{length}z", fill="none", stroke=LINE))
    bodies.append(tag("path", d=f"M0 {base}h{length}", stroke=LINE))
    scale, shown = half / peak if peak else 0.0, np.nan_to_num(values, posinf=peak, neginf=-peak)
    bodies.append(upright(lines, number, np.minimum(shown, 0), scale, base, BELOW, "below"))
    bodies.append(upright(lines, number, np.maximum(shown, 0), scale, base, ABOVE, "above"))
    bodies.append(letters(lines, number, 20, now))
    if first <= now < end:
        bodies.append(frame(lines, now, 0, HIGH + 2 * half + 8))
    return join(bodies)
