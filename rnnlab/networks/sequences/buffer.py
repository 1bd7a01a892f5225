"""The concatenation that is never made: one buffer that holds [h, x] for all steps."""

import numpy as np


def lay_out(x, h0, dtype):
    """A buffer of which slab t is [h_{t-1}; x_t; 1], and whose h only the first slab knows yet.

    Lecture 1 stacks h on x before every product. Here all stacks are laid out once, one column
    per example. Step t multiplies slab t, in which the row of ones meets the bias, and writes its
    h straight into slab t + 1, where the next step finds it in its place: nothing is stacked
    again. Features come first, so that the rows that a product gives are the gates, one whole
    block after the other.

    Parameters
    ----------
    x : array (B, T, D)
    h0 : array (B, H)
    dtype : float dtype

    Returns
    -------
    ndarray (T + 1, H + D + 1, B)
        The h of slabs 1 … T, and the x of slab T, are to be written.
    """
    B, T, D = x.shape
    H = h0.shape[1]
    buffer = np.empty((T + 1, H + D + 1, B), dtype)
    buffer[0, :H] = h0.T
    buffer[:T, H:-1] = x.transpose(1, 2, 0)
    buffer[:, -1] = 1
    return buffer


def with_bias(W, b, dtype):
    """W (H + D, K) and b (K,) as one matrix (K, H + D + 1) that multiplies a slab of the buffer from the left."""
    U = np.empty((len(b), len(W) + 1), dtype)
    U[:, :-1] = W.T
    U[:, -1] = b
    return U


def batch_first(array):
    """(T, H, B) as (B, T, H): a view."""
    return array.transpose(2, 0, 1)


def features_first(array):
    """(B, T, H) as (T, H, B): a view."""
    return array.transpose(1, 2, 0)
