"""The product of the stacks is the sum of the products: the picture of the whole series."""

from typing import NamedTuple

import numpy as np

from rnnlab.drawing.layout import note, operator, paragraph, row, stack
from rnnlab.drawing.matrix import Block, largest, matrix
from rnnlab.drawing.picture import picture


def draw_product(W_hh, W_hx, h, x, from_h, from_x, both):
    """W_h · [h ; x] = W_hh h + W_hx x, with the arrays that were computed, in column form.

    Parameters
    ----------
    W_hh : array (H, H)
    W_hx : array (H, D)
    h : array (H, B)
    x : array (D, B)
    from_h, from_x, both : array (H, B)
        W_hh h, W_hx x, and W_h [h ; x] as the reader computed them.

    Returns
    -------
    Picture
    """
    W_h, hx = _stacks(W_hh, W_hx, h, x)
    peak = largest(from_h, from_x, both)
    whole = row(
        matrix(W_h),
        operator("·"),
        matrix(hx, axis=0),
        operator("="),
        matrix([Block(from_h, "W_hh h", "h")], peak=peak),
        operator("+"),
        matrix([Block(from_x, "W_hx x", "x")], peak=peak),
        operator("="),
        matrix([Block(both, "both", "result")], peak=peak),
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
    turned = [block._replace(values=block.values.T) for block in (*hx, *W_h, z)]
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


def draw_formulas(formulas, k, verdict, size=None, cell=32, wrong=None):
    """g(W_h [h ; x] + b) above, g(W_hh h + W_hx x + b) below, with the first k products summed.

    Parameters
    ----------
    formulas : Formulas
    k : int
        Columns of W_h, and rows of [h ; x], that are in the sum.
    verdict : str
        The line under the picture.
    size : (width, height), optional
    wrong : dict of "formula_1", "formula_2" -> array (H, B) of bool, optional
        The entries of the results to mark as wrong.

    Returns
    -------
    Picture
    """
    W_hh, W_hx, h, x, b, y_1, y_2 = formulas
    wrong_1, wrong_2 = ((wrong or {}).get(name) for name in ("formula_1", "formula_2"))
    W_h, hx = _stacks(W_hh, W_hx, h, x)
    (H, B), D = h.shape, len(x)
    plus_b = [] if b is None else [operator("+"), matrix([Block(b[:, None], "b_h", "b")], cell=cell)]
    result_1 = matrix([Block(y_1, "result", "result", wrong_1)], cell=cell, part="formula_1")
    result_2 = matrix([Block(y_2, "result", "result", wrong_2)], cell=cell, part="formula_2")
    left = matrix(W_h, cell=cell, used=k, part="W_h")
    right = matrix(hx, axis=0, cell=cell, used=k, part="hx")
    first = row(operator("g("), left, operator("·"), right, *plus_b, operator(") ="), result_1, gap=6)
    terms = [
        matrix([Block(W_hh, "W_hh", "h")], cell=cell, used=min(k, H), part="W_hh"),
        operator("·"),
        matrix([Block(h, "h", "h")], axis=0, cell=cell, used=min(k, H), part="h"),
        operator("+"),
        matrix([Block(W_hx, "W_hx", "x")], cell=cell, used=max(k - H, 0), part="W_hx"),
        operator("·"),
        matrix([Block(x, "x", "x")], axis=0, cell=cell, used=max(k - H, 0), part="x"),
    ]
    second = row(operator("g("), *terms, *plus_b, operator(") ="), result_2, gap=6)
    below = note(verdict, 13) if wrong is None else paragraph(verdict, most=5)
    whole = stack(note("Formula 1"), first, note("Formula 2"), second, below, gap=6)
    words = (
        f"Formula 1: W_h {H} × ({H}+{D}) times [h ; x] ({H}+{D}) × {B}. Formula 2: W_hh {H} × {H} times h {H} × {B}, "
        f"plus W_hx {H} × {D} times x {D} × {B}. Both results {H} × {B}. {verdict}"
    )
    return picture(whole, "Two formulas, one network", words, *(size or ()))


def _stacks(W_hh, W_hx, h, x):
    return [Block(W_hh, "W_hh", "h"), Block(W_hx, "W_hx", "x")], [Block(h, "h", "h"), Block(x, "x", "x")]
