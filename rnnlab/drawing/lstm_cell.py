"""The LSTM cell with live bars, and its four weights side by side."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, LINE, MUTED, WAITING
from rnnlab.drawing.layout import SERIF, Part, symbol, write
from rnnlab.drawing.matrix import Block, matrix, show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.steps import arrow
from rnnlab.drawing.svg import coordinate, join, tag

GATE_X = {"f": 190, "i": 330, "g": 450, "o": 590}  # g beside i, which it meets first
WIRE, INSIDE = dict(stroke=MUTED, stroke_width=2, fill="none"), "#f6f8fa"


@np.errstate(invalid="ignore", over="ignore")
def draw_lstm_cell(f, i, o, g, c_before, c, h_before, h):
    """The cell at one step: where the four weights are, and how far open each gate is.

    Parameters
    ----------
    f, i, o, g, c_before, c, h_before, h : array (H,)
        A bar for each unit: gates between 0 and 1 fill from the left, the others grow from the middle.

    Returns
    -------
    Picture
    """
    part = lstm_cell(f, i, o, g, c_before, c, h_before, h)
    means = ", ".join(f"{name} {show_number(np.mean(gate))}" for name, gate in {"f": f, "i": i, "o": o}.items())
    words = (
        "The LSTM cell. Along the top the cell state: c_t-1 times f, plus i times g, is c_t. Along the bottom "
        "h_t-1 and x_t go into the four weights W_f, W_i, W_g, W_o, in the order in which they are used. c_t "
        f"through tanh, times o, is h_t, which leaves twice. {len(f)} units; mean gates: {means}."
    )
    return picture(part, "The LSTM cell", words)


def lstm_cell(f, i, o, g, c_before, c, h_before, h, pinned=(), output_activation="tanh"):
    """The same as a part; a pinned gate has no wire, for nothing leads into it."""
    plum, blue, brown = (COLOURS[name].text for name in ("c", "h", "x"))
    card = tag("rect", x=90, y=40, width=680, height=260, rx=26, fill=INSIDE, stroke=LINE, stroke_width=1.5)
    rails = [
        arrow((64, 90), (826, 90), colour=plum, width=3.5),
        tag("path", d="M64 270H590", stroke=blue, stroke_width=3.5, fill="none"),
        tag("path", d="M78 334V284q0 -14 14 -14", stroke=brown, stroke_width=3.5, fill="none"),
        tag("path", d="M190 176V104M330 176V162q0 -14 14 -14H376M450 176V162q0 -14 -14 -14H404", **WIRE),
        tag("path", d="M390 134V104M660 90V120M660 148V193M624 207H646", **WIRE),
        tag("path", d="M660 221V256q0 14 14 14H800", stroke=blue, stroke_width=3.5, fill="none"),
        arrow((800, 270), (826, 270), colour=blue, width=3.5),
        tag("rect", x=712, y=82, width=16, height=16, fill=INSIDE),
        tag("path", d="M708 90H732", stroke=plum, stroke_width=3.5),
        tag("path", d="M720 270V96M720 84V30", stroke=blue, stroke_width=3.5, fill="none"),
        arrow((720, 30), (720, 14), colour=blue, width=3.5),
    ]
    gates = [_gate(name, values, name in pinned) for name, values in {"f": f, "i": i, "o": o, "g": g}.items()]
    signs = [_sign(190, 90, "×"), _sign(390, 90, "+"), _sign(390, 148, "×"), _sign(660, 207, "×")]
    squash = "tanh" if output_activation == "tanh" else "none"
    pill = tag("rect", x=634, y=120, width=52, height=28, rx=14, fill="#fff", stroke=INK, stroke_width=1.8)
    names = [
        symbol("c_t-1", 38, 62, plum),
        symbol("h_t-1", 38, 242, blue),
        symbol("x_t", 88, 332, brown, anchor="start"),
        symbol("c_t", 856, 62, plum),
        symbol("h_t", 856, 242, blue),
        symbol("h_t", 732, 22, blue, anchor="start"),
        write("to what reads it", 756, 21, 13, MUTED, "start"),
        write("to the next step", 824, 318, 13, MUTED),
    ]
    states = [
        _state(c_before, 8, 68, "c"),
        _state(h_before, 8, 248, "h"),
        _state(c, 832, 68, "c"),
        _state(h, 832, 248, "h"),
    ]
    body = [card, *rails, *gates, *signs, pill, write(squash, 660, 138.5, 13, INK), *names, *states]
    return Part(tag("g", join(body), data_part="cell"), 890, 338, 169)


def draw_gate_stack(W_f, W_i, W_o, W_g):
    """The four weights side by side, the matrix that one product needs.

    Parameters
    ----------
    W_f, W_i, W_o, W_g : array (H + D, H)

    Returns
    -------
    Picture
    """
    weights = {"f": W_f, "i": W_i, "o": W_o, "g": W_g}
    part = matrix([Block(np.asarray(W), f"W_{name}", name) for name, W in weights.items()])
    rows, H = np.shape(W_f)
    words = (
        f"W_f, W_i, W_o and W_g side by side: {rows} rows, the hidden ones first, and 4 times {H} columns. "
        "One product with [h, x] gives the sums of three gates and of the candidate."
    )
    return picture(part, "Four weights side by side", words)


def _gate(name, values, pinned):
    x, colour = GATE_X[name], COLOURS[name].text
    box = tag("rect", x=x - 34, y=176, width=68, height=62, rx=6, fill="#fff", stroke=MUTED, stroke_width=2)
    bars = _bars(values, x - 23, 183, 46, 36, MUTED, centred=name == "g")
    act = write("pinned" if pinned else "tanh" if name == "g" else "σ", x, 233, 13, MUTED)
    if pinned:
        return join([box, bars, act])
    wire = tag("path", d=f"M{x} 270V238", **WIRE)
    return join([wire, box, bars, act, symbol(f"W_{name}", x + 8, 259, colour, 17, "start")])


def _state(values, x, y, name):
    box = tag("rect", x=x, y=y, width=52, height=44, rx=6, fill="#fff", stroke=COLOURS[name].text, stroke_width=1.5)
    return join([box, _bars(values, x + 4, y + 4, 44, 36, COLOURS[name].text, centred=True)])


def _bars(values, x, y, width, height, colour, centred):
    """A horizontal bar for each unit, on a grey one of full length; centred bars start in the middle."""
    pitch = height / len(values)
    start, reach = (x + width / 2, width / 2) if centred else (x, width)
    tops = [coordinate(y + (n + 0.4) * pitch) for n in range(len(values))]
    full = tag("path", d="".join(f"M{x} {top}h{width}" for top in tops), stroke=WAITING)
    bars = []
    for top, value in zip(tops, values, strict=True):
        length = coordinate(np.nan_to_num(np.clip(float(value), -1, 1)) * reach or 0.8)
        bars.append(tag("path", tag("title", show_number(value)), d=f"M{coordinate(start)} {top}h{length}"))
    return join([tag("g", full, tag("g", join(bars), stroke=colour), stroke_width=pitch * 0.78)])


def _sign(x, y, sign):
    circle = tag("circle", cx=x, cy=y, r=14, fill="#fff", stroke=INK, stroke_width=1.8)
    return join([circle, write(sign, x, y + 6, 17, INK, family=SERIF)])
