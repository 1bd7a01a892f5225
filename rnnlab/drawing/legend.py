"""What a colour means, said once: a line that fits beside the time axis, and one for tinted cells."""

from rnnlab.drawing.colours import LINE, MUTED, diverging, gate_tint, tint
from rnnlab.drawing.layout import Part, row, write
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.svg import join, tag

HEIGHT, SIDE, SIZE, LETTER = 14, 14, 11, 6  # LETTER: the width of a small letter, from above


def legend(states=True, gates=False):
    """The colours of strips in one line, as high as the time axis: row(time_axis(T), legend(), gap=24).

    Parameters
    ----------
    states : bool
        negative … 0 … positive
    gates : bool
        gate 0 … 1

    Returns
    -------
    Part
    """
    parts = []
    if states:
        swatches = _swatches([(diverging(value / 2, 1), "" if value else "0") for value in range(-2, 3)])
        parts.append(row(_words("negative"), swatches, _words("positive"), gap=5))
    if gates:
        swatches = _swatches([(gate_tint(value), number) for value, number in ((0, "0"), (0.5, ""), (1, "1"))])
        parts.append(row(_words("gate"), swatches, gap=5))
    return _named(row(*parts, gap=16)) if parts else Part(join([]), 0, HEIGHT, HEIGHT / 2)


def tint_legend(*names, values=(0, 0.5, 1)):
    """The rule of tinted cells in one line: the deeper, the larger |value|.

    Parameters
    ----------
    *names : keys of COLOURS
        The blocks whose cells are shown; h when none is given.
    values : sequence of float
        The share of the largest value that each of these cells has.

    Returns
    -------
    Part
    """
    cells = [_swatches([(tint(name, value, 1), "") for value in values]) for name in names or ("h",)]
    return _named(row(*cells, _words("the deeper, the larger |value|"), gap=6))


def scale_legend(peak, rule):
    """The colours of one row of states in one line, with the numbers at their ends, and what decides these.

    Parameters
    ----------
    peak : float
        The size that has the full colour.
    rule : str

    Returns
    -------
    Part
    """
    swatches = _swatches([(diverging(value / 2, 1), "" if value else "0") for value in range(-2, 3)])
    below, above = show_number(-peak), show_number(peak)
    return _named(row(_words(below), swatches, _words(above), _words(rule), gap=5))


def strip_rules(states=True, gates=()):
    """The legend of strips in words, for a picture's description."""
    said = ["Violet is negative, white 0, olive positive."] if states else []
    return " ".join([*said, f"{', '.join(gates)}: white is 0, grey 1."] if gates else said)


def _words(text):
    return Part(write(text, 0, SIZE, SIZE, MUTED, "start"), len(text) * LETTER, HEIGHT, HEIGHT / 2)


def _swatches(cells):
    """Cells beside each other in one frame, each a fill and what stands in it."""
    fills = [
        tag("rect", x=k * SIDE, y=1, width=SIDE, height=HEIGHT - 2, fill=fill) for k, (fill, _) in enumerate(cells)
    ]
    inside = [write(text, (k + 0.5) * SIDE, SIZE, SIZE - 1) for k, (_, text) in enumerate(cells) if text]
    frame = tag("path", d=f"M0 1h{len(cells) * SIDE}v{HEIGHT - 2}h-{len(cells) * SIDE}z", fill="none", stroke=LINE)
    return Part(join([*fills, frame, *inside]), len(cells) * SIDE, HEIGHT, HEIGHT / 2)


def _named(part):
    return part._replace(body=tag("g", part.body, data_part="legend"))
