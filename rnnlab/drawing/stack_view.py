"""A stack of layers along a sequence: what reaches the last state of one step is lit, and each input is weighed."""

from rnnlab.drawing.colours import COLOURS, INK, LINE, MUTED, tint
from rnnlab.drawing.layout import MONO, SANS, SERIF, Part, note, stack, write
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.steps import arrow
from rnnlab.drawing.svg import join, tag

LEFT, PITCH, WIDE, HIGH, GAP, TOP, SHIFT = 84, 112, 44, 24, 22, 26, 9
BLUE, BROWN, RED = (COLOURS[name].text for name in ("h", "x", "mistake"))


def draw_stack(letters, layers, both, lit, effect, t):
    """Boxes for each layer, direction and step; under them the letters, and how much each of them moves h at step t.

    Parameters
    ----------
    letters : str
        One for each of the T steps.
    layers : int
    both : bool
        Whether each layer also reads backwards.
    lit : set of (layer, direction, step)
        The boxes that reach the last state of step t; direction 0 is forward, 1 backward, steps from 1.
    effect : array (T,)
        How far that state moves when a letter is left out.
    t : int, 1 … T - 1
        The next letter is asked for.

    Returns
    -------
    Picture
    """
    T, (rows, floor), bodies = len(letters), _places(layers, both), []
    for (layer, k), y in rows.items():
        bodies.append(write(f"layer {layer} {'→←'[k]}", 0, y + 5, 13, MUTED, "start"))
        bodies += [_along(step, y, k, {(layer, k, step), (layer, k, step + 1)} <= lit, both) for step in range(1, T)]
        bodies += [_box(step, y, (layer, k, step) in lit, k, both) for step in range(1, T + 1)]
    for layer in range(1, layers + 1):
        for step in range(1, T + 1):
            bodies += _up(step, layer, rows, both, floor, lit)
    bodies += _read_out(t, layers, rows, both)
    bodies += _letters(letters, effect, t, floor)
    known = effect[t] > 0
    reads = [step for step in range(1, T + 1) if effect[step - 1] > 0]
    said = f"h at step {t} has read letters {reads[0]} to {reads[-1]}. Asked for letter {t + 1}, “{letters[t]}”, it "
    said += "has read the answer." if known else "has to guess."
    part = Part(join(bodies), LEFT + T * PITCH, floor + 62, 0)
    what = f"{layers} layer{'s' * (layers > 1)} in {'both directions' if both else 'one direction'}"
    moved = [f"{letter} {show_number(value)}" for letter, value in zip(letters, effect, strict=True) if value > 0]
    whole = stack(part, note(said, 15, RED if known else INK, SANS, 700), gap=6)
    return picture(whole, "What a step has read", f"{what}. {said} It is moved by: {', '.join(moved)}.")


def _places(layers, both):
    """The height of the row of boxes of each layer and direction, from the top of the picture; and of the floor."""
    pitch = (2 * HIGH + 8 if both else HIGH) + GAP
    floor = TOP + layers * pitch + GAP
    rows = {
        (n, k): floor - n * pitch + (0 if k else (HIGH + 8) * both) + HIGH / 2
        for n in range(1, layers + 1)
        for k in range(1 + both)
    }
    return rows, floor


def _x(step, k=None, both=False):
    """The middle of a step; of the box of a direction, which leaves room for the other one's wire."""
    return LEFT + (step - 0.5) * PITCH + (0 if not both or k is None else (-SHIFT, SHIFT)[k])


def _box(step, y, lit, k, both):
    look = dict(fill="#dcecf7", stroke=INK, stroke_width=2) if lit else dict(fill="#f6f8fa", stroke=LINE)
    x = _x(step, k, both)
    box = tag("rect", x=x - WIDE / 2, y=y - HIGH / 2, width=WIDE, height=HIGH, rx=6, data_lit=int(lit), **look)
    return join([box, write("→←"[k], x, y + 5, 14, INK if lit else MUTED)])


def _along(step, y, k, lit, both):
    """From a step to the next one, or back."""
    ends = (_x(step, k, both) + WIDE / 2, y), (_x(step + 1, k, both) - WIDE / 2, y)
    return arrow(*(ends[::-1] if k else ends), colour=BLUE if lit else LINE, width=2 if lit else 1)


def _up(step, layer, rows, both, floor, lit):
    """What a layer reads at a step: the letter, or the states of the layer below, joined where there are two."""
    ways = (0, 1) if both else (0,)
    bright = any((layer, k, step) in lit for k in ways)
    colour = (BROWN if layer == 1 else BLUE) if bright else LINE
    bus = floor - GAP / 2 if layer == 1 else rows[layer - 1, max(ways)] - HIGH / 2 - GAP / 2
    for k in ways:
        wire = _x(step, k, both) + (3 * (-SHIFT, SHIFT)[k] / 2 if both else 0)
        here = (layer, k, step) in lit
        up = dict(colour=(BROWN if layer == 1 else BLUE) if here else LINE, width=2 if here else 1)
        yield arrow((wire, bus), (wire, rows[layer, k] + HIGH / 2), **up)
        if layer > 1:
            line = f"M{wire:g} {rows[layer - 1, k] - HIGH / 2:g}V{bus:g}"
            yield tag("path", d=line, stroke=colour, stroke_width=2 if bright else 1, fill="none")
    half = 2.5 * SHIFT if both else 0
    joined = f"M{_x(step) - half:g} {bus:g}h{2 * half:g}" + (f"M{_x(step):g} {bus:g}V{floor:g}" if layer == 1 else "")
    yield tag("path", d=joined, stroke=colour, stroke_width=2 if bright else 1, fill="none")


def _read_out(t, layers, rows, both):
    """From the last layer's states of step t, joined where there are two, to what is asked of them."""
    bus = rows[layers, int(both)] - HIGH / 2 - 10
    if both:
        wires = "".join(
            f"M{_x(t, k, True) + 1.5 * (-SHIFT, SHIFT)[k]:g} {rows[layers, k] - HIGH / 2:g}V{bus:g}" for k in (0, 1)
        )
        line = f"{wires}M{_x(t) - 2.5 * SHIFT:g} {bus:g}h{5 * SHIFT:g}"
        yield tag("path", d=line, stroke=BLUE, stroke_width=2.5, fill="none")
    yield arrow((_x(t), bus if both else bus + 10), (_x(t), 20), colour=BLUE, width=2.5)
    yield write(f"h at step {t}", _x(t), 13, 14, BLUE, family=SERIF, font_style="italic", font_weight=600)


def _letters(letters, effect, t, floor):
    most = max(float(effect.max()), 1e-9)
    yield write("moves h by", 0, floor + 53, 12, MUTED, "start")
    for step, (letter, value) in enumerate(zip(letters, effect, strict=True), start=1):
        x, asked = _x(step), step == t + 1
        edge = dict(stroke=(RED if value > 0 else INK) if asked else LINE, stroke_width=2.5 if asked else 1)
        fill = tint("x", value, most) if value > 0 else "#fff"
        box = dict(x=x - 20, y=floor + 2, width=40, height=32, rx=5, fill=fill)
        yield tag("rect", **box, **edge, stroke_dasharray=None if value > 0 or not asked else "4 3")
        yield write(letter, x, floor + 24, 18, family=MONO)
        yield write(show_number(value), x, floor + 53, 12, INK if value > 0 else MUTED)
