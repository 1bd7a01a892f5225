"""One unit of an LSTM: the cell with the numbers of one step beside what becomes of g, c and h over time."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, LINE, MUTED, diverging, gate_tint, tint
from rnnlab.drawing.forward_view import lowered
from rnnlab.drawing.layout import SERIF, Part, note, row, stack, symbol, write
from rnnlab.drawing.legend import legend
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.steps import arrow
from rnnlab.drawing.strips import cell_width, strip, time_axis
from rnnlab.drawing.svg import join, tag

WIDE, HIGH, STRIPS, ROOM, SIZE = 56, 28, 390, 30, 30
GATE_X = {"f": 110, "i": 170, "g": 250, "o": 318}
LINE_Y, TIMES_Y, SHOW_Y, GATE_Y = 36, 88, 116, 152
INSIDE = "#f6f8fa"


@np.errstate(invalid="ignore", over="ignore")
def draw_lstm_unit(f, i, o, g, c, h, t):
    """The cell of one unit at step t, strips of the candidate and both states, and the step as an equation.

    Parameters
    ----------
    f, i, o : float between 0 and 1
        The gates, the same at every step.
    g, h : array (T,)
        The candidate and the hidden state of steps 1 … T.
    c : array (T + 1,)
        The cell state, its start first.
    t : int, 1 … T

    Returns
    -------
    Picture
    """
    T, gates = len(g), dict(f=f, i=i, o=o)
    cell = cell_width(T + 1, STRIPS)
    strips = [
        strip(values[:, None], name, mark, width=cell * len(values), height=SIZE, peak=1.0, room=ROOM, skip=skip)
        for name, values, mark, skip in (("g", g, t - 1, cell), ("c", c, t, 0), ("h", h, t - 1, cell))
    ]
    over_time = stack(*strips, time_axis(T, STRIPS, 0, ROOM), legend(True, True), gap=8)
    said = say_step(f, i, o, g[t - 1], c[t - 1], c[t], h[t - 1], lowered(t - 1), lowered(t))
    whole = stack(
        row(unit_cell(**gates, g=g[t - 1], c_before=c[t - 1], c=c[t], h=h[t - 1]), over_time, gap=18), said[0]
    )
    held = ", ".join(f"{name} = {show_number(value)}" for name, value in gates.items())
    words = (
        f"One unit of an LSTM over {T} steps, its gates held at {held}. Step {t}: {said[1]}. At the end c is "
        f"{show_number(c[-1])} and h is {show_number(h[-1])}; c began at {show_number(c[0])}."
    )
    return picture(whole, "One unit of an LSTM", words)


def say_step(f, i, o, g, c_before, c, h, before="", now="′"):
    """The step of one unit as a line under a picture, and in words; `before` and `now` are set after c and h."""
    f, i, o, g, c_before, c, h = map(show_number, (f, i, o, g, c_before, c, h))
    equations = (
        f"c{now} = f·c{before} + i·g = {f}·{_signed(c_before)} + {i}·{_signed(g)} = {c}",
        f"h{now} = o·tanh(c{now}) = {o}·tanh({c}) = {h}",
    )
    parts = [note(equation, 16, COLOURS[name].text, SERIF) for name, equation in zip("ch", equations, strict=True)]
    return row(*(part._replace(width=len(text) * 7.8) for part, text in zip(parts, equations, strict=True)), gap=40), (
        ", ".join(equations)
    )


def _signed(number):
    return f"({number})" if number.startswith("-") else number


def unit_cell(f, i, o, g, c_before, c, h):
    """The cell with one number at each place: the gates grey as they are open, g as in a strip."""
    plum, blue = COLOURS["c"].text, COLOURS["h"].text
    wire = dict(stroke=MUTED, stroke_width=2, fill="none")
    (f_x, i_x, g_x, o_x), plus_x = GATE_X.values(), (GATE_X["i"] + GATE_X["g"]) / 2
    card = tag("rect", x=72, y=8, width=276, height=184, rx=18, fill=INSIDE, stroke=LINE, stroke_width=1.5)
    top = GATE_Y - HIGH / 2
    rails = [
        arrow((WIDE, LINE_Y), (364, LINE_Y), colour=plum, width=3),
        tag("path", d=f"M{f_x} {top:g}V{LINE_Y}M{plus_x} {TIMES_Y}V{LINE_Y}", **wire),
        tag("path", d=f"M{i_x} {top:g}V{TIMES_Y}H{g_x}V{top:g}", **wire),
        tag("path", d=f"M{o_x} {LINE_Y}V{top:g}", **wire),
        arrow((o_x, SHOW_Y), (364, SHOW_Y), colour=blue, width=3),
    ]
    signs = [sign(f_x, LINE_Y, "×"), sign(plus_x, LINE_Y, "+"), sign(plus_x, TIMES_Y, "×"), sign(o_x, SHOW_Y, "×")]
    pill = [
        tag("rect", x=o_x - 23, y=60, width=46, height=24, rx=12, fill="#fff", stroke=INK, stroke_width=1.5),
        write("tanh", o_x, 76, 12),
    ]
    fills = {"f": gate_tint(f), "i": gate_tint(i), "o": gate_tint(o), "g": diverging(g, 1.0)}
    gates = [
        join(
            [
                number_box(value, GATE_X[name], GATE_Y, fills[name], MUTED),
                symbol(name, GATE_X[name], 184, COLOURS[name].text),
            ]
        )
        for name, value in dict(f=f, i=i, g=g, o=o).items()
    ]
    states = [
        *(
            number_box(value, x, y, tint(name, value, 1.0), COLOURS[name].text)
            for value, x, y, name in (
                (c_before, WIDE / 2, LINE_Y, "c"),
                (c, 364 + WIDE / 2, LINE_Y, "c"),
                (h, 364 + WIDE / 2, SHOW_Y, "h"),
            )
        ),
        symbol("c_t-1", WIDE / 2, LINE_Y + 34, plum),
        symbol("c_t", 364 + WIDE / 2, LINE_Y + 34, plum),
        symbol("h_t", 364 + WIDE / 2, SHOW_Y + 34, blue),
    ]
    body = tag("g", join([card, *rails, *signs, *pill, *gates, *states]), data_part="unit")
    return Part(body, 364 + WIDE, 194, 97)


def number_box(value, x, y, fill, stroke, dash=None):
    """A number in a tinted box around (x, y)."""
    box = tag(
        "rect",
        x=x - WIDE / 2,
        y=y - HIGH / 2,
        width=WIDE,
        height=HIGH,
        rx=6,
        fill="#fff",
        stroke=stroke,
        stroke_width=1.5,
        stroke_dasharray=dash,
    )
    inside = tag("rect", x=x - WIDE / 2 + 2, y=y - HIGH / 2 + 2, width=WIDE - 4, height=HIGH - 4, rx=4, fill=fill)
    return join([box, inside, write(show_number(value), x, y + 5, 14)])


def sign(x, y, what):
    """Where numbers meet: a sign in a circle around (x, y)."""
    circle = tag("circle", cx=x, cy=y, r=12, fill="#fff", stroke=INK, stroke_width=1.5)
    return join([circle, write(what, x, y + 5, 16, family=SERIF)])
