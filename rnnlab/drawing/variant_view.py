"""A cell at one step beside its inputs, gates and states over time, and the same state of the whole LSTM below."""

from rnnlab.drawing.colours import COLOURS, INK
from rnnlab.drawing.layout import SERIF, Part, note, paragraph, row, stack, write
from rnnlab.drawing.legend import legend
from rnnlab.drawing.picture import picture
from rnnlab.drawing.strips import cell_width, strip, time_axis
from rnnlab.drawing.svg import join

WIDTH, ROOM, ROW, GATE_ROW, STATE_ROWS = 360, 62, 13, 10, 20
WIDE = 860


def draw_variant(unit, equations, x, names, gates, states, rival, t, title, said, words):
    """The unit with the numbers of step t and its equations; strips of all that it reads, decides and keeps.

    Parameters
    ----------
    unit : Part
        The cell at this step.
    equations : list of (block, str)
        Written below it, each in the colour of a block.
    x : array (T, D)
    names : sequence of D str
        Of its rows.
    gates : dict of name -> array (T, H)
    states : dict of name -> array (T + 1, H), or (T, H) where it has no start
    rival : (str, array (T + 1, H)), or None
        Another cell's states, to compare with.
    t : int, 1 … T
    title, said, words : str
        Of the picture; what is said below it; the picture in words.

    Returns
    -------
    Picture
    """
    T, w = len(x), cell_width(len(x) + 1, WIDTH)
    shape = dict(room=ROOM, titles=all(values.shape[1] == 1 for values in states.values()))
    parts = [_inputs(x, names, t, w)]
    for name, values in gates.items():
        high = GATE_ROW * min(values.shape[1], 2)
        parts.append(strip(values, name, t - 1, width=w * T, height=high, skip=w, gate=True, **shape))
    peak = max(1.0, *(float(abs(values).max()) for name, values in states.items() if name in ("c", "h")))
    shown = states | ({rival[0]: rival[1]} if rival else {})
    for name, values in shown.items():
        late = T + 1 - len(values)
        sizes = dict(width=w * len(values), height=STATE_ROWS, skip=late * w)
        parts.append(strip(values, name, t - late, peak=peak, **sizes, **shape))
    over_time = stack(*parts, time_axis(T, WIDTH, 0, ROOM), legend(True, True), gap=6)
    notes = [note(text, 15, COLOURS[block].text, SERIF, 400) for block, text in equations]
    left = stack(unit, *notes, paragraph(said, 14, INK, 440), gap=5)
    whole = row(left._replace(middle=0.0), over_time._replace(middle=0.0), gap=10)
    return picture(whole._replace(width=WIDE), title, words)


def _inputs(x, names, t, w):
    """The strip of x, each of its rows with its name."""
    T, D = x.shape
    drawn = strip(x, "", t - 1, width=w * T, height=ROW * D, peak=1.0, titles=False, room=ROOM, skip=w)
    rows = [
        write(name, ROOM + w - 6, (k + 0.5) * ROW + 4, 12, COLOURS["x"].text, "end") for k, name in enumerate(names)
    ]
    label = write("x", 4, ROW * D / 2 + 5, 16, COLOURS["x"].text, "start", SERIF, font_style="italic", font_weight=600)
    return Part(join([drawn.body, *rows, label]), drawn.width, drawn.height, drawn.middle)
