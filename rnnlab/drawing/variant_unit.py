"""One unit of an RNN, a GRU or any LSTM, all in the frame of the LSTM: what is missing is dashed."""

from rnnlab.drawing.colours import COLOURS, INK, LINE, MUTED, diverging, gate_tint, tint
from rnnlab.drawing.layout import SERIF, Part, write
from rnnlab.drawing.lstm_unit import GATE_X, GATE_Y, HIGH, INSIDE, LINE_Y, SHOW_Y, TIMES_Y, WIDE, number_box, sign
from rnnlab.drawing.steps import arrow
from rnnlab.drawing.svg import join, tag

PLUS_X, RIGHT, TOP, LABEL_Y = 210, 364, GATE_Y - HIGH / 2, 184
LOOP_Y, NOTE_X = 199, 196
PLUM, BLUE = COLOURS["c"].text, COLOURS["h"].text
WIRE = dict(stroke=MUTED, stroke_width=2, fill="none")
PEEP = dict(stroke=PLUM, stroke_width=2, fill="none", stroke_dasharray="5 3")


def lstm_unit(f, i, o, g, c_before, c, h, missing="", coupled=False, peepholes=False, recurrence=False, tanhs="gc"):
    """An LSTM at one step, its switches as they are.

    Parameters
    ----------
    f, i, o, g, c_before, c, h : float
    missing : str
        The letters of the gates that no weights decide: they keep their number.
    coupled, peepholes, recurrence : bool
        f = 1 − i; the gates see the cell state; they see the gates of the step before.
    tanhs : str
        What goes through a tanh: "g" the sum of the candidate, "c" the cell state on its way to h.

    Returns
    -------
    Part
    """
    f_x, i_x, g_x, o_x = GATE_X.values()
    wires = [
        arrow((WIDE, LINE_Y), (RIGHT, LINE_Y), colour=PLUM, width=3),
        tag("path", d=f"M{f_x} {TOP:g}V{LINE_Y}M{PLUS_X} {TIMES_Y}V{LINE_Y}", **WIRE),
        tag("path", d=f"M{i_x} {TOP:g}V{TIMES_Y}H{g_x}V{TOP:g}", **WIRE),
        tag("path", d=f"M{o_x} {LINE_Y}V{TOP:g}", **WIRE),
        arrow((o_x, SHOW_Y), (RIGHT, SHOW_Y), colour=BLUE, width=3),
    ]
    seeing = [name for name in "fio" if name not in missing and not (coupled and name == "f")]
    if peepholes:
        bends = {"f": f"M88 {LINE_Y}V126H98V{TOP:g}", "i": f"M88 {LINE_Y}V126H158V{TOP:g}", "o": "M340 36V138"}
        wires += [tag("path", d=bends[name], data_peephole=name, **PEEP) for name in seeing]
    if recurrence and seeing:
        start, end = (GATE_X[name] - 18 for name in (seeing[0], seeing[-1]))
        wires += [arrow((GATE_X[name] - 18, LOOP_Y), (GATE_X[name] - 18, TOP + HIGH), width=1.5) for name in seeing]
        wires.append(
            tag("path", d=f"M{min(start, NOTE_X)} {LOOP_Y}H{max(end, NOTE_X)}", data_part="recurrence", **WIRE)
        )
        wires.append(write("f, i, o of the step before", NOTE_X, 214, 12, MUTED))
    if coupled:
        wires.append(_arc(i_x, f_x))
    squash = tag("rect", x=o_x - 23, y=60, width=46, height=24, rx=12, fill="#fff", stroke=INK, stroke_width=1.5)
    boxes = [
        number_box(
            value, GATE_X[name], GATE_Y, gate_tint(value), LINE if name in missing else MUTED, _dash(name, missing)
        )
        for name, value in dict(f=f, i=i, o=o).items()
    ]
    boxes.append(number_box(g, g_x, GATE_Y, diverging(g, 1.0), MUTED))
    says = {name: (f"no {name}", MUTED) if name in missing else (name, COLOURS[name].text) for name in "fio"}
    if coupled:
        says["f"] = ("1 − i", COLOURS["f"].text)
    says["g"] = ("g = tanh(sum)" if "g" in tanhs else "g = sum", COLOURS["g"].text)
    signs = [sign(f_x, LINE_Y, "×"), sign(PLUS_X, LINE_Y, "+"), sign(PLUS_X, TIMES_Y, "×"), sign(o_x, SHOW_Y, "×")]
    states = [
        *_state("c", "c before", c_before, WIDE / 2, LINE_Y),
        *_state("c", "c", c, RIGHT + WIDE / 2, LINE_Y),
        *_state("h", "h", h, RIGHT + WIDE / 2, SHOW_Y),
    ]
    pill = [squash, write("tanh" if "c" in tanhs else "none", o_x, 76, 12)]
    return _framed([*wires, *signs, *pill, *boxes, *_captions(says), *states], 222 if recurrence and seeing else 194)


def gru_unit(r, z, n, h_before, h, keeps=True, reset="after"):
    """A GRU at one step: z where the LSTM has f, 1 − z where it has i, and r on the way from h to n.

    Parameters
    ----------
    r, z, n, h_before, h : float
    keeps : bool
        Whether z multiplies the old state; else it multiplies the candidate, and the two change places.
    reset : {"after", "before"}
        Where r is: after the product of h with its weight, or before it.

    Returns
    -------
    Part
    """
    z_x, other_x, n_x, r_x = GATE_X.values()
    r_y, place = 96, ("z", "1 − z") if keeps else ("1 − z", "z")
    kept, let_in = (z, 1 - z) if keeps else (1 - z, z)
    wires = [
        arrow((WIDE, LINE_Y), (RIGHT, LINE_Y), colour=BLUE, width=3),
        tag("path", d=f"M{z_x} {TOP:g}V{LINE_Y}M{PLUS_X} {TIMES_Y}V{LINE_Y}", **WIRE),
        tag("path", d=f"M{other_x} {TOP:g}V{TIMES_Y}H{n_x}V{TOP:g}", **WIRE),
        _arc(z_x, other_x) if keeps else _arc(other_x, z_x),
        tag("path", d=f"M64 {LINE_Y}V200H{r_x}V{GATE_Y}", stroke=BLUE, stroke_width=2, fill="none"),
        tag("path", d=f"M{r_x} {r_y}V{GATE_Y}", **WIRE),
        arrow((r_x - 12, GATE_Y), (n_x + WIDE / 2, GATE_Y), colour=BLUE),
        write("·W", *((r_x + 15, 184) if reset == "after" else (n_x + 43, 145)), 13, BLUE, family=SERIF),
    ]
    boxes = [
        number_box(kept, z_x, GATE_Y, gate_tint(kept), MUTED),
        number_box(let_in, other_x, GATE_Y, gate_tint(let_in), MUTED),
        number_box(n, n_x, GATE_Y, diverging(n, 1.0), MUTED),
        number_box(r, r_x, r_y, gate_tint(r), MUTED),
        write("r", r_x, r_y - 21, 16, INK, family=SERIF, font_style="italic", font_weight=600),
    ]
    signs = [sign(z_x, LINE_Y, "×"), sign(PLUS_X, LINE_Y, "+"), sign(PLUS_X, TIMES_Y, "×"), sign(r_x, GATE_Y, "×")]
    says = {"f": (place[0], COLOURS["f"].text), "i": (place[1], COLOURS["i"].text), "g": ("n", COLOURS["g"].text)}
    states = [
        *_state("h", "h before", h_before, WIDE / 2, LINE_Y),
        *_state("h", "h", h, RIGHT + WIDE / 2, LINE_Y),
    ]
    return _framed([*wires, *signs, *boxes, *_captions(says), *states], 210)


def _framed(bodies, height):
    card = tag("rect", x=72, y=8, width=276, height=height - 8, rx=18, fill=INSIDE, stroke=LINE, stroke_width=1.5)
    return Part(tag("g", join([card, *bodies]), data_part="unit"), RIGHT + WIDE, height, height / 2)


def _dash(name, missing):
    return "3 3" if name in missing else None


def _captions(says):
    """What stands under each box of the row of gates."""
    style = dict(family=SERIF, font_style="italic", font_weight=600)
    for name, (text, colour) in says.items():
        yield write(text, GATE_X[name], LABEL_Y, 16 if len(text) == 1 else 12, colour, **style)


def _state(block, words, value, x, y):
    colour = COLOURS[block].text
    yield number_box(value, x, y, tint(block, value, 1.0), colour)
    yield write(words, x, y + 30, 13, colour, family=SERIF, font_style="italic", font_weight=600)


def _arc(start, end):
    """From the gate that is computed, under the row of gates, to the one that is 1 minus it."""
    side = 10 if end > start else -10
    return arrow(
        (start + side, TOP + HIGH), (start + side, 171), (end - side, 171), (end - side, TOP + HIGH), width=1.5
    )
