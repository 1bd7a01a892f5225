"""States over time: a strip has a row for each unit and a column for each step."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, LINE, MUTED, diverging, gate_tint
from rnnlab.drawing.layout import MONO, Part, move, stack, symbol, write
from rnnlab.drawing.legend import legend, strip_rules
from rnnlab.drawing.matrix import largest
from rnnlab.drawing.picture import picture
from rnnlab.drawing.strip_cells import cells_by_colour, cells_with_titles, wrong_cells
from rnnlab.drawing.svg import coordinate, join, tag

NAME, WIDTH, LINE_WIDTH, BESIDE, GATES = 46, 720, 816, 24, ("f", "i", "o")


def draw_strips(title, mark=None, first=1, **values):
    """Strips below each other, one for each named array, over one time axis, with what the colours mean.

    Parameters
    ----------
    title : str
    mark : int, optional
        The step t to frame, counted as on the axis.
    first : int
        The step of the first row: 1 where it is what x_1 gives, 0 where it is the start.
    **values : arrays (T, units), all of the same T
        f, i and o are gates, white at 0 and grey at 1; the others are violet below 0, olive above.
        Where the longest begin with the start (first=0), one that is a row shorter has none and begins
        at t = 1, as x does.

    Returns
    -------
    Picture
    """
    values = {name: np.asarray(array) for name, array in values.items()}
    rows = max(len(array) for array in values.values())
    late = {name: rows - len(array) for name, array in values.items()}
    if not set(late.values()) <= {0, 1 if first == 0 else 0}:
        raise ValueError(_different(values, first))
    gates = [name for name in values if name in GATES]
    states = len(gates) < len(values)
    key = stack(*(legend(*shown) for shown in ((states, False), (False, bool(gates))) if any(shown)), gap=5)
    width, room = min(WIDTH, LINE_WIDTH - BESIDE - key.width), max(NAME, *(12 + 9 * len(name) for name in values))
    cell = cell_width(rows, width)
    marks = {name: None if mark is None else mark - first - late[name] for name in values}
    strips = [
        strip(array, name, marks[name], width=width - late[name] * cell, room=room, skip=late[name] * cell)
        for name, array in values.items()
    ]
    drawn = stack(*strips, time_axis(first + rows - 1, width, first, room), gap=10)
    right, top = drawn.width + BESIDE, drawn.height - key.height
    whole = Part(join([drawn.body, move(key.body, right, top)]), right + key.width, drawn.height, drawn.middle)
    shapes = ", ".join(f"{name} {array.shape}" for name, array in values.items())
    steps = f"{rows} steps" if first == 1 else f"t = {first} … {first + rows - 1}"
    start = "t = 0 is the start, " if first == 0 else ""
    words = f"{title}. Strips over {steps}, time from left to right, {start}a row for each unit: {shapes}."
    return picture(whole, title, f"{words} {strip_rules(states, gates)}")


def _different(values, first):
    lengths = ", ".join(f"{name} {len(array)}" for name, array in values.items())
    hint = (
        "at most one shorter, which then begins at t = 1"
        if first == 0
        else "the same; with first=0 one may have h₀ too"
    )
    return f"The strips stand over one time axis, so their numbers of steps must be {hint}; here they are {lengths}."


def strip(
    values,
    name,
    mark=None,
    also=None,
    width=WIDTH,
    height=None,
    peak=None,
    titles=True,
    room=NAME,
    wrong=None,
    skip=0,
    gate=None,
):
    """One strip as a part; values (T, units).

    Parameters
    ----------
    name : str
        "f", "i", "o" are gates, white at 0 and grey at 1; everything else is violet below 0, olive above.
    mark, also : int, optional
        The row of `values` to frame, and one more.
    width, height : float
        Of the cells. Without a height, 22 for each unit.
    peak : float, optional
        The size that has the full colour; the largest when missing.
    titles : bool
        Give every cell its number as a title; without, equal colours share one path and the
        strip is small.
    room : float
        The width of the name on the left.
    wrong : array (T, units) of bool, optional
        The cells to mark as wrong.
    skip : float
        Empty room between the name and the first cell.
    gate : bool, optional
        Whether it is one, whatever its name: r and z of a GRU are gates too.

    Returns
    -------
    Part
    """
    values = np.asarray(values)
    T, units = values.shape
    height = 22.0 * units if height is None else height
    cell_w, cell_h = cell_width(T, width), height / max(units, 1)
    peak = largest(values) if peak is None else peak
    paint = gate_tint if (name in GATES if gate is None else gate) else (lambda v: diverging(v, peak))
    draw = cells_with_titles if titles else cells_by_colour
    colour = COLOURS.get(name.split("_")[0].removeprefix("d"), COLOURS["b"]).text  # dh has the colour of h
    left = room + skip
    frame = tag("rect", x=left, y=0, width=cell_w * T, height=height, fill="none", stroke=LINE)
    marked = [_frame(k, left, cell_w, height, INK) for k in (mark,) if k is not None and 0 <= k < T]
    marked += [_frame(k, left, cell_w, height, COLOURS["h"].text) for k in (also,) if k is not None]
    if wrong is not None and wrong.any():
        marked.append(tag("g", wrong_cells(wrong, cell_w, cell_h), transform=f"translate({coordinate(left)} 0)"))
    label = symbol(name, 4, height / 2 + 5, colour, anchor="start")
    cells = tag("g", draw(values, paint, cell_w, cell_h), transform=f"translate({coordinate(left)} 0)")
    return Part(join([label, cells, frame, *marked]), left + cell_w * T + 2, height + 2, height / 2)


def cell_width(T, width=WIDTH):
    """How wide a step is when T of them have so much room: at most 60."""
    return min(width / max(T, 1), 60)


def time_axis(T, width=WIDTH, first=1, room=NAME, name="t"):
    """The numbers of the steps under a strip: first … T."""
    cell_w, apart = cell_width(T + 1 - first, width), max(20, 6.8 * len(str(T)))
    every = next((n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500) if n * cell_w >= apart), 1000)
    steps = [t for t in range(first, T + 1) if t == first or (t % every == 0 and t >= first + every)]
    marks = [write(str(t), room + (t - first + 0.5) * cell_w, 11, 11, MUTED, family=MONO) for t in steps]
    return Part(join([write(name, 8, 11, 12, MUTED, "start"), *marks]), room + (T + 1 - first) * cell_w, 14, 7)


def _frame(step, left, cell_w, height, colour):
    return tag(
        "rect",
        x=left + step * cell_w,
        y=-2,
        width=cell_w,
        height=height + 4,
        fill="none",
        stroke=colour,
        stroke_width=2,
    )
