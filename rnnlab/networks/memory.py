"""How long a network remembers: half-lives, computed and measured."""

import math
from operator import index

import numpy as np

from rnnlab.networks.arguments import as_float


def half_life(rate):
    """Steps until a value that is multiplied by `rate` in each step has halved.

    rate^n = 1/2, so n = log(2) / -log(rate). 0 for a rate of 0, infinity for a rate of 1.

    Parameters
    ----------
    rate : float or array, 0 … 1

    Returns
    -------
    ndarray or float, in steps

    Raises
    ------
    TypeError, ValueError
        A rate that is not a number, or outside 0 … 1.
    """
    rate = as_float("rate", rate)
    if not ((rate >= 0) & (rate <= 1)).all():
        raise ValueError(f"rate is {rate}, but what is kept of a value in each step lies between 0 and 1.")
    with np.errstate(divide="ignore"):
        return math.log(2) / np.abs(np.log(rate))


def pulse_memory(forward, x, size=0.01, at=0):
    """How much of one small pulse is still in the states, step by step.

    The sequence is run twice, the second time with `size` added to one input. What is left of the
    pulse at step t is the length of the difference of the two states.

    Parameters
    ----------
    forward : function (T, D) -> (T, H)
    x : array (T, D), T at least 1
    size : float
    at : int, 0 … T - 1
        The row of x that gets the pulse.

    Returns
    -------
    ndarray (T - at,)
        From the pulse on; 1 first, by definition; zeros where nothing of the pulse arrives at all.

    Raises
    ------
    TypeError, ValueError
        An x that is not numbers, or not (T, D) with a first step; a row that x has not.
    """
    x = as_float("x", x)
    if x.ndim != 2 or len(x) == 0:
        raise ValueError(f"x has shape {x.shape}, but it must be one sequence, (T, D), with T at least 1.")
    if not 0 <= index(at) < len(x):
        raise ValueError(f"at is {at}, but x has the rows 0 to {len(x) - 1}.")
    pushed = x.copy()
    pushed[at] += size
    left = np.linalg.norm(forward(pushed) - forward(x), axis=-1)[at:]
    return np.zeros_like(left) if left[0] == 0 else left / left[0]


def measured_half_life(left):
    """The first time, in steps, at which `left` (T,) is down to half of left[0]; infinity if never.

    Between two steps the logarithm is interpolated, so that a geometric decay gives `half_life`.
    """
    left = as_float("left", left)
    below = np.flatnonzero(left <= 0.5 * left[0])
    if below.size == 0:
        return np.inf
    t = int(below[0])
    if t == 0 or left[t] == 0:
        return float(t)
    before, after = np.log2(left[t - 1] / left[0]), np.log2(left[t] / left[0])
    return float(t - 1 + (before + 1) / (before - after))
