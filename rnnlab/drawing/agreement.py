"""Which of many results are the same bit by bit, in two ways of computing them."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, LINE, MUTED, mix
from rnnlab.drawing.layout import MONO, SANS, Part, note, row, stack
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import join, tag

ACROSS, SIDE = 25, 15


def draw_agreement(first, second, remark):
    """A cell for each result: filled where both ways give the same bits, crossed out where they do not.

    Parameters
    ----------
    first, second : array (N,)
        The same results, computed in two ways.
    remark : str
        What is said last.

    Returns
    -------
    Picture
    """
    first, second = np.asarray(first), np.asarray(second)
    equal, N = first == second, first.size
    share, close = equal.mean(), np.isclose(first, second)
    far = int(np.argmax(np.abs(first - second)))
    digits = 17 if first.dtype == np.float64 else 9
    exact = f"== (filled): {int(equal.sum())} of {N}, {share:.0%}"
    near = f"np.isclose: {int(close.sum())} of {N}, so np.allclose says {bool(close.all())}"
    apart = float(np.abs(first - second).max())
    most = f"farthest apart: by {apart:.0f}" if apart >= 1 or not apart else f"farthest apart: by {apart:.0e}"
    pair = [f"formula 1: {first[far]:.{digits}g}", f"formula 2: {second[far]:.{digits}g}"]
    green = COLOURS["result"].text
    texts = [
        note(exact, 16, green, SANS, 330),
        note(near, 14, green if close.all() else COLOURS["mistake"].text, SANS, 330),
    ]
    texts += [note(most, 13, INK, SANS), *(note(line.replace("-", "−"), 13, INK, MONO) for line in pair)]
    whole = stack(row(_grid(equal), stack(*texts, gap=6), gap=24), note(remark, 14, INK, SANS, len(remark) * 7))
    words = f"{exact} are the same bit by bit. {near}. {most}: {', '.join(pair)}. {remark}"
    return picture(whole, "Equal bit by bit, or close", words)


def _grid(equal):
    """The cells, row by row, in one path of each kind."""
    places = [((n % ACROSS) * SIDE + 1, (n // ACROSS) * SIDE + 1) for n in range(equal.size)]
    side = SIDE - 2
    same = "".join(f"M{x} {y}h{side}v{side}h-{side}z" for (x, y), one in zip(places, equal, strict=True) if one)
    other = "".join(f"M{x} {y}h{side}v{side}h-{side}z" for (x, y), one in zip(places, equal, strict=True) if not one)
    crossed = "".join(f"M{x} {y}l{side} {side}" for (x, y), one in zip(places, equal, strict=True) if not one)
    paths = [
        tag("path", d=same, fill=mix(COLOURS["result"].fill, 0.5), data_equal=int(equal.sum())),
        tag("path", d=other, fill="#fff", stroke=LINE),
        tag("path", d=crossed, fill="none", stroke=MUTED),
    ]
    height = -(-equal.size // ACROSS) * SIDE
    return Part(join(paths), ACROSS * SIDE, height, height / 2)
