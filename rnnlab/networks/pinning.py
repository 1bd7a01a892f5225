"""Pinned gates: a gate whose weights are taken away stands where its bias puts it."""

from operator import index

import numpy as np

from rnnlab.networks.arguments import as_float, check_kind
from rnnlab.networks.params import GATES, LSTMParams


def pin_gates(params, unit=None, **values):
    """LSTM weights whose named gates keep one value, whatever h and x are: of all units, or of one.

    A gate is sigmoid([h, x] W + b). With W = 0 and b = log(v / (1 - v)) it is v at every step.
    For v = 0 and v = 1 that is infinite; -500 and 500 stand for it, whose sigmoids are exact.

    Parameters
    ----------
    params : LSTMParams
    unit : int, 0 … H - 1, optional
        The one unit whose gates are pinned; all, when missing. One whose f is 1 and i is 0 holds the cell state
        that it begins with.
    **values : float between 0 and 1
        For any of f, i, o.

    Returns
    -------
    LSTMParams
        New arrays; `params` is not changed.

    Raises
    ------
    TypeError, ValueError
        Another gate's name, or a value that is not one number between 0 and 1; a unit that there is not.
    """
    check_kind(params, LSTMParams)
    if unit is not None and not 0 <= index(unit) < params.H:
        raise ValueError(f"unit is {unit}, but the units of these weights are 0 to {params.H - 1}.")
    which = slice(None) if unit is None else index(unit)
    p, R = (None if array is None else array.copy() for array in (params.p, params.R))
    pinned = LSTMParams(params.W.copy(), params.b.copy(), p, R)
    for name, value in values.items():
        if name not in ("f", "i", "o"):
            raise ValueError(f"{name!r} cannot be pinned: the gates are f, i and o (g is the candidate).")
        value = as_float(name, value)
        if value.shape != () or not 0 <= value <= 1:
            raise ValueError(f"{name} is {value}, but it must be one number between 0 (shut) and 1 (open).")
        value, (gate_W, gate_b) = float(value), pinned.gate(name)
        gate_W[:, which] = 0
        if p is not None:
            p.reshape(3, -1)[GATES.index(name), which] = 0
        if R is not None:
            R.reshape(len(R), 3, -1)[:, GATES.index(name), which] = 0
        with np.errstate(divide="ignore"):
            gate_b[which] = np.clip(np.log(value) - np.log1p(-value), -500, 500)
    return pinned
