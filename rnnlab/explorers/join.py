"""Lecture 1: join two blocks, or see why they do not fit."""

import numpy as np

from rnnlab.drawing.joins import draw_join, draw_mismatch
from rnnlab.explorers.controls import MAX_H, batch_B, choice, hidden_H, inputs_D, seed, whole
from rnnlab.explorers.explorer import Explorer

WEIGHTS, STATE, FREE = "weights W_hh, W_hx", "states h, x", "any two blocks P, Q"
OWN = ("P_rows", "P_columns", "Q_rows", "Q_columns")
WIDTH = 830


def explore_join(show=None, width=WIDTH, **start):
    """Join weights, states, or any two blocks, beside or on top of each other.

    Parameters
    ----------
    show : tuple of names, optional
        The controls on the page, in this order; those that are not keep their starting value.
    width : float, optional
        The width that is kept for the picture; less where what is shown needs less.
    **start : starting values
        H, D, B, blocks, way, order, fill, seed, P_rows, P_columns, Q_rows, Q_columns.

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        A name that no control has, or a value that its control cannot have.
    """
    controls = dict(
        H=hidden_H(),
        D=inputs_D(),
        B=batch_B(),
        blocks=choice("blocks", (WEIGHTS, STATE, FREE)),
        P_rows=whole("P rows", 3, 1, MAX_H),
        P_columns=whole("P columns", 3, 1, MAX_H),
        Q_rows=whole("Q rows", 2, 1, MAX_H),
        Q_columns=whole("Q columns", 2, 1, MAX_H),
        way=choice("joined", ("beside", "on top")),
        order=choice("order", ("[h, x]", "[x, h]")),
        fill=choice("numbers", ("distinct", "constants", "random")),
        seed=seed(),
    )
    return Explorer(draw_two_blocks, controls, show, start, more=("order", "seed"), idle=_idle, width=width)


def _idle(values):
    """What has no part in the picture."""
    blocks = values["blocks"]
    sizes = {WEIGHTS: ("B", *OWN), STATE: OWN, FREE: ("H", "D", "B")}[blocks]
    return (*sizes, *fixed(values))


def fixed(values):
    """The seed has no part while the numbers are not random."""
    return () if values["fill"] == "random" else ("seed",)


def draw_two_blocks(H, D, B, blocks, way, order, fill, seed, P_rows, P_columns, Q_rows, Q_columns):
    """The join of the two blocks as a picture; where they do not fit, the edge and NumPy's error."""
    shapes = {
        WEIGHTS: {"W_hh": (H, H), "W_hx": (H, D)},
        STATE: {"h": (H, B), "x": (D, B)},
        FREE: {"P": (P_rows, P_columns), "Q": (Q_rows, Q_columns)},
    }[blocks]
    axis = 1 if way == "beside" else 0
    arrays = fill_blocks(shapes, axis, fill, np.random.default_rng(seed))
    if order == "[x, h]":
        arrays = dict(reversed(arrays.items()))
    try:
        np.concatenate(list(arrays.values()), axis=axis)
    except ValueError as error:
        return draw_mismatch(axis, str(error), **arrays)
    return draw_join(axis, **arrays)


def fill_blocks(shapes, axis, fill, rng):
    """Arrays of the given shapes: 1 and 9, or numbers that say row and column, or random ones."""
    arrays, ahead = {}, np.array(next(iter(shapes.values())))
    for k, (name, shape) in enumerate(shapes.items()):
        if fill == "random":
            arrays[name] = rng.standard_normal(shape).round(2)
        elif fill == "constants":
            arrays[name] = np.full(shape, (1, 9)[k])
        else:
            arrays[name] = distinct(shape, *(k * ahead * (np.arange(2) == axis)))
    return arrays


def distinct(shape, first_row=0, first_column=0):
    """11, 12, 13 … / 21, 22, 23 …: each entry says its row and its column."""
    rows, columns = np.indices(shape)
    return 10 * (rows + first_row + 1) + columns + first_column + 1
