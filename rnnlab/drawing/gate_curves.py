"""From a sum to a gate: the sigmoid for f, i and o, the tanh for the candidate, and the step of one unit."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, LINE, MUTED
from rnnlab.drawing.layout import MONO, Part, row, stack, symbol, write
from rnnlab.drawing.lstm_unit import say_step
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import coordinate, join, tag

WIDE, HIGH, LEFT, TOP, END = 160, 64, 26, 30, 6.0
POINTS = np.linspace(-END, END, 41)
SIGMOID, TANH = (np.tanh(POINTS / 2) + 1) / 2, np.tanh(POINTS)


def draw_gate_curves(z_f, z_i, z_o, z_g, c, values):
    """Four curves with a dot where the sum stands, and what the four values do to one unit's c.

    Parameters
    ----------
    z_f, z_i, z_o, z_g : float from -6 to 6
        The sums before the sigmoid, or the tanh.
    c : float
        The cell state before the step.
    values : dict of name -> float
        What was computed: f, i, o, g, and the new c and h.

    Returns
    -------
    Picture
    """
    sums = dict(f=z_f, i=z_i, o=z_o, g=z_g)
    panels = row(*(_panel(name, z, values[name]) for name, z in sums.items()), gap=26)
    line, said = say_step(*(values[name] for name in "fiog"), c, values["c"], values["h"])
    found = ", ".join(f"{name} = {show_number(values[name])} at {show_number(z)}" for name, z in sums.items())
    words = f"A sigmoid makes the gates, tanh the candidate: {found}. With c = {show_number(c)}: {said}."
    return picture(stack(panels, line, gap=18), "From sums to gates", words)


def _panel(name, z, value):
    """One curve over -6 … 6, its dot, and the lines from the axes to it."""
    low, colour = (-1 if name == "g" else 0), COLOURS[name].text

    def across(at):
        return LEFT + (at + END) / (2 * END) * WIDE

    def up(at):
        return TOP + (1 - at) / (1 - low) * HIGH

    curve = TANH if name == "g" else SIGMOID
    points = " ".join(f"{coordinate(across(a))},{coordinate(up(b))}" for a, b in zip(POINTS, curve, strict=True))
    grid = "".join(f"M{LEFT} {coordinate(up(at))}h{WIDE}" for at in (low, 1))
    ticks = [write(f"{at}".replace("-", "−"), LEFT - 9, up(at) + 4, 11, MUTED, "end", MONO) for at in (low, 1)]
    ticks += [
        write(f"{at}".replace("-", "−"), across(at), TOP + HIGH + 16, 11, MUTED, family=MONO) for at in (-6, 0, 6)
    ]
    x, y = across(z), up(value)
    dot = tag("circle", tag("title", show_number(value)), cx=x, cy=y, r=5, fill=colour, stroke="#fff", stroke_width=1.5)
    act = "tanh" if name == "g" else "σ"
    bodies = [
        tag("path", d=grid, stroke=LINE),
        tag("path", d=f"M{coordinate(across(0.0))} {TOP}v{HIGH}", stroke=LINE, stroke_dasharray="2 3"),
        tag("path", d=f"M{coordinate(x)} {TOP + HIGH}V{coordinate(y)}H{LEFT}", stroke=colour, fill="none"),
        tag("polyline", points=points, fill="none", stroke=INK, stroke_width=1.8),
        dot,
        *ticks,
        symbol(name, LEFT, 15, colour, 17, "start"),
        write(f"= {act}({show_number(z)}) = {show_number(value)}", LEFT + 16, 15, 14, INK, "start"),
    ]
    return Part(tag("g", join(bodies), data_part=name), LEFT + WIDE + 6, TOP + HIGH + 20, TOP)
