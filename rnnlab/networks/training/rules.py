"""How a gradient changes the weights: pure functions (params, grads, state) -> (params, state)."""

import numpy as np


def sgd(params, grads, state=None, rate=0.1):
    """Gradient descent: every array one step against its gradient, w - rate dw.

    Parameters
    ----------
    params, grads : dict of arrays
        The same names, the same shapes.
    state : None
        It remembers nothing.
    rate : float

    Returns
    -------
    params : dict of arrays
        New ones, each of the dtype it had.
    state : None

    Raises
    ------
    ValueError
        Names or shapes that differ; a rate below 0 or not finite.
    """
    _check(params, grads, rate)
    return {name: w - rate * grads[name] for name, w in params.items()}, None


def adam(params, grads, state=None, rate=1e-3, betas=(0.9, 0.999), epsilon=1e-8):
    """Adam: the step is the mean of the gradient over its root mean square, both running means.

    Parameters
    ----------
    params, grads : dict of arrays
        The same names, the same shapes.
    state : tuple (step, m, v), optional
        What the call before returned; nothing before the first.
    rate : float
        About the length of a step in every direction: |m| / sqrt(v) is rarely much above 1.
    betas : two floats
        How much of the two means is kept in each step.
    epsilon : float
        Keeps the quotient finite where the gradient is 0.

    Returns
    -------
    params : dict of arrays
        New ones, each of the dtype it had.
    state : tuple (step, m, v)
        step counts from 1; m and v are the running means of dw and dw², of all arrays in one vector.

    Raises
    ------
    ValueError
        As `sgd`.

    Notes
    -----
    Kingma and Ba 2015, arXiv 1412.6980, algorithm 1. Both means begin with 0, so after t steps
    they hold only 1 - β^t of what they should: the bias correction divides by that. To Adam all
    weights are one vector, so they are stacked, once more.
    """
    _check(params, grads, rate)
    w, dw = join(params), join(grads)
    step, m, v = (0, 0.0, 0.0) if state is None else state
    step, (keep_m, keep_v) = step + 1, betas
    m = keep_m * m + (1 - keep_m) * dw
    v = keep_v * v + (1 - keep_v) * np.square(dw)
    m_full, v_full = m / (1 - keep_m**step), v / (1 - keep_v**step)
    return split(w - rate * m_full / (np.sqrt(v_full) + epsilon), params), (step, m, v)


def join(arrays):
    """All numbers of a dict of arrays in one vector."""
    return np.concatenate([array.ravel() for array in arrays.values()])


def split(vector, arrays):
    """The vector cut into arrays again, each of the name, shape and dtype of one in `arrays`."""
    parts, first = {}, 0
    for name, array in arrays.items():
        part = vector[first : first + array.size].reshape(array.shape)
        parts[name] = part.astype(array.dtype, copy=False)
        first += array.size
    return parts


def _check(params, grads, rate):
    if grads.keys() != params.keys():
        raise ValueError(f"grads has {', '.join(grads)}, but params has {', '.join(params)}: the names must agree.")
    for name, w in params.items():
        if grads[name].shape != w.shape:
            raise ValueError(
                f"The gradient of {name} has shape {grads[name].shape}, but {name} has {w.shape}: they must agree."
            )
    if not 0 <= rate < np.inf:
        raise ValueError(f"rate is {rate}, but it must be a finite number, at least 0.")
