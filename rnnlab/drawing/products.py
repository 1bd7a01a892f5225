"""The product of the stacks is the sum of the products: the picture of the whole series."""

import textwrap
from functools import partial
from typing import NamedTuple

import numpy as np

from rnnlab.drawing.colours import COLOURS
from rnnlab.drawing.layout import SANS, note, operator, paragraph, row, stack
from rnnlab.drawing.matrix import Block, largest, matrix, show_number
from rnnlab.drawing.picture import picture

CELL, RESULT, SIGN, PAD = 30, 40, 14, 20  # the sides of cells, the width of a sign, a card's margin
EACH = 1  # the totals of so many examples at most are said in words


def draw_product(W_hh, W_hx, h, x, from_h, from_x, both, cell=34):
    """W_h · [h ; x] = W_hh h + W_hx x, with the arrays that were computed, in column form.

    Parameters
    ----------
    W_hh : array (H, H)
    W_hx : array (H, D)
    h : array (H, B)
    x : array (D, B)
    from_h, from_x, both : array (H, B)
        W_hh h, W_hx x, and W_h [h ; x] as the reader computed them.
    cell : int, optional
        The side of a cell.

    Returns
    -------
    Picture
    """
    W_h, hx = _stacks(W_hh, W_hx, h, x)
    peak = largest(from_h, from_x, both)
    whole = row(
        matrix(W_h, cell=cell),
        operator("·"),
        matrix(hx, axis=0, cell=cell),
        operator("="),
        matrix([Block(from_h, "W_hh h", "h")], peak=peak, cell=cell),
        operator("+"),
        matrix([Block(from_x, "W_hx x", "x")], peak=peak, cell=cell),
        operator("="),
        matrix([Block(both, "both", "result")], peak=peak, cell=cell),
    )
    (H, B), D = h.shape, len(x)
    words = (
        f"W_h, {H} × ({H}+{D}), times the stack of h on x, ({H}+{D}) × {B}, is W_hh h plus W_hx x, "
        f"each {H} × {B}. Blue entries meet blue entries only, orange meet orange."
    )
    return picture(whole, "The product of the stacks is the sum of the products", words)


def draw_transposition(W_hh, W_hx, h, x, both):
    """(W_h [h ; x])ᵀ = [h, x] W_hᵀ: the column form of the papers, and the row form of the code.

    Parameters
    ----------
    W_hh (H, H), W_hx (H, D), h (H, 1), x (D, 1), both (H, 1) : arrays, in column form

    Returns
    -------
    Picture
    """
    W_h, hx = _stacks(W_hh, W_hx, h, x)
    z = Block(both, "z", "result")
    columns = row(matrix(W_h), operator("·"), matrix(hx, axis=0), operator("="), matrix([z]))
    turned = [block._replace(values=block.values.T, name=f"{block.name}^⊤") for block in (*hx, *W_h, z)]
    rows = row(matrix(turned[:2]), operator("·"), matrix(turned[2:4], axis=0), operator("="), matrix(turned[4:]), gap=8)
    whole = stack(note("column form: W_h beside, [h ; x] on top"), columns, note("row form: every array turned"), rows)
    (H, B), D = h.shape, len(x)
    words = (
        f"Above, column form: W_h {H} × ({H}+{D}) times the stack of h on x ({H}+{D}) × {B} is z {H} × {B}. "
        f"Below, all turned: the row [h, x] {B} × ({H}+{D}) times W_h turned ({H}+{D}) × {H} is z turned {B} × {H}."
    )
    return picture(whole, "From column form to row form", words)


class Formulas(NamedTuple):
    """Both formulas with everything that goes into them, in column form: what `draw_formulas` draws."""

    W_hh: np.ndarray
    W_hx: np.ndarray
    h: np.ndarray
    x: np.ndarray
    b: np.ndarray | None
    formula_1: np.ndarray
    formula_2: np.ndarray


def draw_formulas(formulas, k, verdict, size=None, cell=CELL, wrong=None, most=0, how=""):
    """φ(W_h [h ; x] + b) and φ(W_hh h + W_hx x + b), with the first k products summed.

    Parameters
    ----------
    formulas : Formulas
    k : int
        Columns of W_h, and rows of [h ; x], that are in the sum.
    verdict : str
        The line under the picture.
    size : (width, height), optional
    cell : int, optional
        The side of a cell; those of the results are larger.
    wrong : dict of "formula_1", "formula_2" -> array (H, B) of bool, optional
        The entries of the results to mark as wrong.
    most : float
        The width up to which formula 2 stands to the right of formula 1; where it is wider, below.
    how : str
        What stands behind both names: the activation, the dtype.

    Returns
    -------
    Picture
    """
    W_hh, W_hx, h, x, b, y_1, y_2 = formulas
    (H, B), D = h.shape, len(x)
    W_h, hx = _stacks(W_hh, W_hx, h, x)
    array, from_h, from_x = partial(matrix, cell=cell, show=_short), min(k, H), max(k - H, 0)
    first = [array(W_h, used=k, part="W_h"), operator("·", SIGN), array(hx, axis=0, used=k, part="hx")]
    second = [
        array([Block(W_hh, "W_hh", "h")], used=from_h, part="W_hh"),
        operator("·", SIGN),
        array([Block(h, "h", "h")], axis=0, used=from_h, part="h"),
        operator("+", SIGN),
        array([Block(W_hx, "W_hx", "x")], used=from_x, part="W_hx"),
        operator("·", SIGN),
        array([Block(x, "x", "x")], axis=0, used=from_x, part="x"),
    ]
    bias = [] if b is None else [operator("+", SIGN), array([Block(b[:, None], "b_h", "b")])]
    peak, lines = largest(y_1, y_2), []
    for name, sum_of, y in (("formula_1", first, y_1), ("formula_2", second, y_2)):
        result = matrix([Block(y, "result", "result", (wrong or {}).get(name))], cell=RESULT, part=name, peak=peak)
        lines.append(row(operator("φ("), *sum_of, *bias, operator(") =", 30), result, gap=2))
    below = _verdict(verdict) if wrong is None else paragraph(verdict, most=5)
    names = [f"Formula {n}{how and f', {how}'}" for n in (1, 2)]
    both = _beside(*names, *lines)
    whole = stack(both if both.width + 2 * PAD <= most else _above(*names, *lines), below, gap=10)
    results = f"{show_number(y_1[0, 0])} and {show_number(y_2[0, 0])}{how and f' ({how})'}"
    words = (
        f"Formula 1: W_h {H} × ({H}+{D}) times [h ; x] ({H}+{D}) × {B}. Formula 2: W_hh {H} × {H} times h {H} × {B}, "
        f"plus W_hx {H} × {D} times x {D} × {B}. Both results {H} × {B}, first {results}. {verdict}"
    )
    return picture(whole, "Two formulas, one network", words, *(size or ()))


def say_totals(formula_1, formula_2):
    """Both results in words, as the cells print them; of more than a few examples, nothing."""
    if formula_1.shape[1] > EACH:
        return ""
    first, second = (", ".join(show_number(value) for value in y.T.flat) for y in (formula_1, formula_2))
    return f"Formula 1: {first}. Formula 2: {second}."


def _beside(one, two, first, second, gap=26):
    names = row(note(one, width=first.width), note(two), gap=gap)
    return stack(names, row(first, second, gap=gap), gap=6)


def _above(one, two, first, second):
    return stack(note(one), first, note(two), second, gap=6)


def _short(value):
    """A number as cells print it, without the zeros that end a decimal."""
    text = show_number(value)
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


def _verdict(said, size=14, width=860):
    """What is said under a picture, in the colour of a result."""
    lines = textwrap.wrap(said, int(width / size * 2)) or [""]
    return stack(*(note(line, size, COLOURS["result"].text, SANS, len(line) * size / 2) for line in lines), gap=4)


def _stacks(W_hh, W_hx, h, x):
    return [Block(W_hh, "W_hh", "h"), Block(W_hx, "W_hx", "x")], [Block(h, "h", "h"), Block(x, "x", "x")]
