"""A padded example, read forwards and backwards, beside the same example alone."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, MUTED
from rnnlab.drawing.layout import SANS, Part, note, row, stack, write
from rnnlab.drawing.legend import legend
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.strips import cell_width, strip, time_axis
from rnnlab.drawing.svg import join, tag

WIDTH, ROOM, UNIT, CLOSE = 540, 74, 10, 1e-9


def draw_padding(x, length, forward, backward, alone, given):
    """Strips of x, of both directions, and of both for the example alone; what differs is framed.

    Parameters
    ----------
    x : array (T, D)
        Its first `length` steps are the example, the others padding.
    length : int
    forward, backward : array (T, H)
        As they were computed in the batch.
    alone : pair of arrays (length, H)
        The same of the example without padding.
    given : bool
        Whether the network was told the lengths.

    Returns
    -------
    Picture
    """
    T, w = len(x), cell_width(len(x), WIDTH)
    apart = [np.abs(run[:length] - own) for run, own in zip((forward, backward), alone, strict=True)]
    shape = dict(width=w * T, room=ROOM, titles=False)
    parts = [_named(x, "x", "x", shape, peak=None)]
    for name, run, own, far in zip("→←", (forward, backward), alone, apart, strict=True):
        wrong = np.zeros(run.shape, bool)
        wrong[:length] = far > CLOSE
        parts.append(_named(run, f"h {name}", "h", shape, wrong=wrong))
        parts.append(_named(own, f"{name} alone", "h", shape | dict(width=w * length)))
    over_time = stack(*parts, time_axis(T, WIDTH, room=ROOM), gap=7)
    veil = _veil(ROOM + w * length, w * (T - length), over_time.height - 20) if length < T else join([])
    drawn = Part(join([over_time.body, veil]), ROOM + WIDTH, over_time.height, 0)
    last = float(np.abs(forward[-1] - alone[0][-1]).max())
    said = say_padding(T, length, *(float(far.max(initial=0)) for far in apart), last, given)
    lines = [note(line, 14, colour, SANS, 218) for line, colour in said]
    whole = row(drawn, stack(*lines, legend(True), gap=8)._replace(middle=0.0), gap=22)
    told = "the lengths were given" if given else "no lengths were given"
    words = f"{length} steps, padded to {T}; {told}. {' '.join(line for line, _ in said[1:])}"
    return picture(whole, "Padding, read forwards and backwards", words)


def say_padding(T, length, forward, backward, last, given):
    """What is right and what is wrong, line by line, with its colour."""
    starts = f"← starts at step {length if given else T}" + (
        ": the end." if given or length == T else ", in the padding."
    )
    says = [(f"{length} of {T} steps count.", INK), (starts, INK)]
    for name, far, where in (
        ("→", forward, "where it counts"),
        ("→", last, f"at step {T}"),
        ("←", backward, "where it counts"),
    ):
        wrong = far > CLOSE
        words = f"up to {show_number(far)} off" if wrong else "right"
        says.append((f"{name} {where}: {words}.", COLOURS["mistake" if wrong else "result"].text))
    return says


def _named(values, name, key, shape, peak=1.0, wrong=None):
    """A strip with a name of several letters."""
    drawn = strip(values, "", height=UNIT * values.shape[1], peak=peak, wrong=wrong, **shape)
    label = write(name, 4, drawn.middle + 5, 14, COLOURS[key].text, "start", font_weight=600)
    return drawn._replace(body=join([drawn.body, label]))


def _veil(x, width, height):
    """A dashed frame around the padding."""
    frame = tag("rect", x=x, y=-3, width=width, height=height + 6, fill="none", stroke=MUTED, stroke_dasharray="4 3")
    return join([frame, write("padding", x + width / 2, -6, 11, MUTED)])
