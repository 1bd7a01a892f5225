"""The results of two formulas, and what is left when one is taken from the other."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK
from rnnlab.drawing.layout import SANS, note, operator, row
from rnnlab.drawing.matrix import Block, largest, matrix, show_number
from rnnlab.drawing.picture import picture

CELL = 30


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
    verdict = f"{filled}: the largest rest is {show_number(largest(rest))}."
    colour = "mistake" if rest.any() else "result"
    whole = row(
        _label("formula 1"),
        matrix([Block(one, "result", "result")], cell=CELL, peak=peak, part="formula_1"),
        operator("−"),
        _label("formula 2"),
        matrix([Block(two, "result", "result")], cell=CELL, peak=peak, part="formula_2"),
        operator("="),
        matrix([Block(rest, "rest", colour if rest.any() else "b")], cell=CELL, part="difference"),
        note(verdict, 14, COLOURS[colour].text, SANS, len(verdict) * 6.6),
        gap=14,
    )
    words = f"Shapes of formula {first}, of formula {second}. {verdict} First entry: {show_number(one[0, 0])}."
    return picture(whole, "One formula minus the other", words)


def _label(name):
    return note(name, 14, INK, family=SANS, width=len(name) * 7.4)
