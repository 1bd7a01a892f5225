"""The results of two formulas, and what is left when one is taken from the other."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK
from rnnlab.drawing.layout import SANS, note, operator, row, stack
from rnnlab.drawing.matrix import Block, largest, matrix, show_number
from rnnlab.drawing.picture import picture

CELL = 34


def draw_two_results(formula_1, formula_2, H, D, filled):
    """Formula 1 − formula 2, entry by entry.

    Parameters
    ----------
    formula_1, formula_2 : array (H, B)
    H, D : int
    filled : str
        What the arrays were filled with.

    Returns
    -------
    Picture
    """
    one, two = np.asarray(formula_1), np.asarray(formula_2)
    (_, B), rest, peak = one.shape, one - two, largest(one, two)
    first = f"1: {H} × ({H}+{D}) · ({H}+{D}) × {B}"
    second = f"2: {H} × {H} · {H} × {B} + {H} × {D} · {D} × {B}"
    colour = "mistake" if rest.any() else "b"
    whole = row(
        _label("formula 1"),
        matrix([Block(one, "result", "result")], cell=CELL, peak=peak, part="formula_1"),
        operator("−"),
        _label("formula 2"),
        matrix([Block(two, "result", "result")], cell=CELL, peak=peak, part="formula_2"),
        operator("="),
        matrix([Block(rest, "rest", colour)], cell=CELL, part="difference"),
        gap=12,
    )
    apart = largest(rest)
    verdict = f"{filled}: the largest difference is {show_number(apart)}."
    said = note(verdict, 14, COLOURS["mistake" if apart else "result"].text, SANS, len(verdict) * 7.2)
    words = f"Shapes of formula {first}, of formula {second}. {verdict} First entry: {show_number(one[0, 0])}."
    part = stack(whole, said, gap=6)
    return picture(part, "One formula minus the other", words)


def _label(name):
    return note(name, 14, INK, family=SANS, width=len(name) * 7.4)
