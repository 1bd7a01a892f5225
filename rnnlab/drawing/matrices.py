"""Arrays beside each other, each in its brackets with its name and shape."""

import numpy as np

from rnnlab.drawing.joins import COLOUR_OF
from rnnlab.drawing.layout import row
from rnnlab.drawing.matrix import Block, matrix
from rnnlab.drawing.picture import picture


def draw_matrices(title, **arrays):
    """Named arrays (rows, columns) beside each other.

    Parameters
    ----------
    title : str
    **arrays : arrays (rows, columns) by name

    Returns
    -------
    Picture
    """
    parts = [matrix([Block(np.asarray(array), name, COLOUR_OF.get(name, "b"))]) for name, array in arrays.items()]
    shapes = ", ".join(f"{name} {np.shape(array)}" for name, array in arrays.items())
    return picture(row(*parts, gap=26), title, f"{title}: {shapes}.")
