"""The loss of K numbers, and its gradient."""

import numpy as np

from rnnlab.networks.arguments import as_float
from rnnlab.networks.training.mask import read_mask


def squared_error(y, targets, mask=None):
    """The mean of (y - target)² over the scored steps and the K numbers of each.

    Parameters
    ----------
    y, targets : array (B, T, K), or (T, K)
    mask : booleans (B, T), or (T,), optional
        The steps that are scored; all when missing.

    Returns
    -------
    loss : float
    dy : ndarray, as y
        Its gradient, 2 (y - target) / number of scored numbers; 0 where none is scored.

    Raises
    ------
    TypeError, ValueError
        Targets of another shape; no step that is scored.
    """
    y, targets = as_float("y", y), as_float("targets", targets)
    if targets.shape != y.shape:
        raise ValueError(
            f"targets has shape {targets.shape}, but it must be that of y, {y.shape}: numbers are compared one by one. "
            "Classes, one whole number a step, go to cross_entropy."
        )
    scored = read_mask(mask, y.shape[:-1])[..., None]
    count = np.count_nonzero(scored) * y.shape[-1]
    errors = np.where(scored, y - targets, 0).astype(y.dtype, copy=False)
    loss = float(np.square(errors).sum() / count)
    errors *= 2 / count
    return loss, errors
