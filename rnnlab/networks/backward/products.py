"""What the three backward passes share: their arguments, and the products over all steps at once."""

import numpy as np

from rnnlab.networks.arguments import as_float


def read_gradient(name, value, x, H):
    """`value` as floats of the shape of all states, (B, T, H) or (T, H) as x is.

    Raises
    ------
    TypeError, ValueError
        When it is not of numbers, or of another shape.
    """
    array = as_float(name, value)
    wanted = (*x.shape[:-1], H)
    if array.shape != wanted:
        letters = "(B, T, H)" if x.ndim == 3 else "(T, H)"
        cause = "Every step needs one"
        if array.shape == (*wanted[:-2], H):
            cause = f"It looks like the last step's alone: fill zeros and set {name}[..., -1, :]"
        elif len(wanted) == 3 and array.shape == (wanted[1], wanted[0], H):
            cause = f"It looks like time comes first: {name}.swapaxes(0, 1)"
        raise ValueError(
            f"{name} has shape {array.shape}, but with x {x.shape} it must be {letters} = {wanted}. {cause}."
        )
    return array


def read_trace(trace, kind, x, H):
    """The arrays of what the forward function returned, checked.

    Raises
    ------
    TypeError, ValueError
        When it is not a trace of this kind, or was made from another x.
    """
    if not isinstance(trace, kind):
        forward = kind.__name__.removesuffix("Trace").lower() + "_forward"
        raise TypeError(f"trace is of type {type(trace).__name__}, but it must be the {kind.__name__} of {forward}.")
    return kind(*(read_gradient(f"trace.{name}", array, x, H) for name, array in zip(kind._fields, trace, strict=True)))


def side_by_side(array):
    """(T, K, B) as (K, T * B): every step of every example is a column."""
    return array.swapaxes(0, 1).reshape(array.shape[1], -1)


def stacks_side_by_side(x, states, start, dtype):
    """[h_{t-1}; x_t; 1] of every step and example as columns, (H + D + 1, T * B).

    The buffer of `rnnlab.networks.sequences.buffer` in another order of its axes: here time and batch are
    one axis, so that the gradient of W and b, a sum over both, is one product.

    Parameters
    ----------
    x : array (B, T, D)
    states : array (B, T, H)
    start : array (B, H)
    dtype : float dtype
    """
    (B, T, D), H = x.shape, states.shape[2]
    columns = np.empty((H + D + 1, T, B), dtype)
    columns[:H, :1] = start.T[:, None]
    columns[:H, 1:] = states.T[:, :-1]
    columns[H:-1] = x.T
    columns[-1] = 1
    return columns.reshape(len(columns), -1)


def towards_x(W_x, dz, x):
    """The gradient (B, T, D) with respect to x, from dz (K, T * B) and W_x (D, K)."""
    B, T, D = x.shape
    return W_x.dot(dz).reshape(D, T, B).T
