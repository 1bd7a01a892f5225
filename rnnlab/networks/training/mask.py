"""Which steps are scored."""

import numpy as np


def read_mask(mask, steps):
    """The mask of the scored steps, all of them when it is missing.

    Raises
    ------
    TypeError, ValueError
        When it is not of booleans, has another shape, or scores nothing.
    """
    mask = np.ones(steps, bool) if mask is None else np.asarray(mask)
    if mask.dtype != bool:
        raise TypeError(f"mask has dtype {mask.dtype}, but a step is scored or not: True or False.")
    if mask.shape != steps:
        raise ValueError(f"mask has shape {mask.shape}, but it must be {steps}: one answer for each step.")
    if not mask.any():
        raise ValueError("No step is scored: mask must be True somewhere, or the mean is of nothing.")
    return mask
