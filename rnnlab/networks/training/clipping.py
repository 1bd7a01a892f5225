"""A gradient cut to a length, its direction kept."""

import numpy as np


def clip_by_norm(grads, limit):
    """Scale all arrays by one number, so that the norm of all their numbers together is at most `limit`.

    Parameters
    ----------
    grads : dict of arrays
    limit : float
        Above 0; infinity never cuts.

    Returns
    -------
    grads : dict of arrays
        Times limit / norm where the norm is above the limit, as they were where it is not.
    norm : float
        The norm before: the root of the sum of all squares of all arrays, taken in float64.

    Raises
    ------
    ValueError
        When the limit is not above 0.

    Notes
    -----
    Pascanu, Mikolov and Bengio 2013, arXiv 1211.5063, algorithm 1.
    """
    if not limit > 0:
        raise ValueError(f"limit is {limit}, but it must be above 0: a gradient of length 0 teaches nothing.")
    everything = np.concatenate([dw.ravel() for dw in grads.values()], dtype=np.float64)
    norm = float(np.sqrt(everything @ everything))
    if norm > limit:
        grads = {name: dw * (limit / norm) for name, dw in grads.items()}
    return grads, norm
