"""The gates and states of one unit along a text: a row for each, a column for each letter."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, MUTED
from rnnlab.drawing.layout import SANS, Part, move, note, row, stack, write
from rnnlab.drawing.legend import legend
from rnnlab.drawing.matrix import largest, show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.strips import strip
from rnnlab.drawing.svg import join
from rnnlab.drawing.text_lines import Lines, at_step, frame, letters, measured

ROOM, WIDTH, HIGH, GAP, MOST = 46, 690, 22, 6, 40
GATES = ("f", "i", "o", "r", "z")


def draw_unit_gates(labels, arrays, unit, t, equation="", where=""):
    """The rows of one unit over the letters, with the numbers of step t beside them.

    Parameters
    ----------
    labels : list of T str
    arrays : dict of name -> array (T, H)
        f, i, o, r and z are gates, the others states.
    unit : int
    t : int, 1 … T
    equation : str
        The step of the unit with its numbers.
    where : str
        Which layer and direction it is, where there are several.

    Returns
    -------
    Picture
    """
    rows = {name: np.asarray(values[:, unit], dtype=float) for name, values in arrays.items()}
    (T, H), (clipped, need, size) = next(iter(arrays.values())).shape, measured(tuple(labels))
    first, end = window(T, t, min(MOST, int(WIDTH / need)))
    lines = Lines(clipped, min(max(need, 36), WIDTH / (end - first)), [(first, end)], size)
    width = lines.cell * (end - first)
    bodies = [move(letters(lines, 0, 18, t - 1), ROOM, 0)]
    for n, (name, values) in enumerate(rows.items()):
        y, gate = 28 + n * (HIGH + GAP), name in GATES
        peak = 1.0 if gate else largest(values)
        part = strip(
            values[first:end, None], name, width=width, height=HIGH, peak=peak, titles=False, room=ROOM, gate=gate
        )
        number, ends = show_number(values[t - 1]), "0 … 1" if gate else f"±{show_number(peak)}"
        colour = COLOURS.get(name, COLOURS["b"]).text
        bodies.append(move(part.body, 0, y))
        bodies.append(write(number, ROOM + width + 52, y + 16, 14, colour, "end", font_weight=600))
        bodies.append(write(ends, ROOM + width + 104, y + 15, 11, MUTED, "end"))
    bottom = 28 + len(rows) * (HIGH + GAP) - GAP
    bodies += [write(f"t = {t}", ROOM + width + 52, 18, 12, MUTED, "end")]
    bodies += [write("scale", ROOM + width + 104, 18, 12, MUTED, "end")]
    bodies.append(move(frame(lines, t - 1, 0, bottom + 3), ROOM, 0))
    grid = Part(join(bodies), ROOM + width + 106, bottom + 4, 0)
    head = f"unit {unit} after {at_step(labels, t)}"
    shown = "" if end - first == T else f"shown: steps {first + 1} to {end} of {T}"
    notes = [note(equation, 14, INK, SANS, 7.4 * len(equation))] if equation else []
    rule, more = (
        f"a row: column {unit} of {', '.join(rows)}, {T} × {H} (T × H)",
        "; ".join(filter(None, (where, shown))),
    )
    states = any(name not in GATES for name in rows)
    key = legend(states, len(rows) > states and any(name in GATES for name in rows))
    notes.append(row(key, note(rule, 11, MUTED, SANS, 6 * len(rule))._replace(middle=7), gap=20))
    notes += [note(more, 11, MUTED, SANS, 6 * len(more))] if more else []
    numbers = ", ".join(f"{name} {show_number(values[t - 1])}" for name, values in rows.items())
    words = (
        f"Unit {unit}{f' ({where})' if where else ''} along {T} letters, a row each for {', '.join(rows)}, {T} × {H}. "
        f"After {at_step(labels, t)}: {numbers}. {equation + '.' if equation else ''} {shown}"
    )
    top = note(head, 16, INK, SANS, 8.2 * len(head))
    return picture(stack(top, grid, *notes, gap=10), "The gates of one unit", " ".join(words.split()))


def window(T, t, most):
    """The first and the end of at most so many steps around step t; it moves by half of them at once."""
    half = max(most // 2, 1)
    first = min(max((t - 1) // half * half - half // 2, 0), max(T - most, 0))
    return first, min(first + most, T)
