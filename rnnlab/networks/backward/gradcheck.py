"""Gradients against central differences."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace

import numpy as np

from rnnlab.networks.arguments import as_float


def gradcheck(f, params, grads, step=1e-6):
    """How far gradients are from central differences, for each array.

    Every number v of every array is moved by step * max(1, |v|) to both sides, and the slope of f
    between the two is compared with the gradient.

    Parameters
    ----------
    f : function params -> float
        The loss. It is called twice for every number.
    params : RNNParams, LSTMParams, GRUParams, or mapping of names to arrays (float64)
        What f is given, one number moved. A plain array stands for a mapping of one.
    grads : NamedTuple, mapping of names to arrays, or an array if `params` is one
        The gradients of f with respect to the arrays of the same name; other names, and those
        that are None on both sides, are passed over.
    step : float

    Returns
    -------
    dict of float, or a float for a plain array
        The relative error max |a - d| / max(|a|, |d|, tiny) of each array, a its gradient and d its
        differences. With exact gradients and float64 it lies far below 1e-6.

    Raises
    ------
    TypeError, ValueError
        Arrays that are not float64 (float32 has too few digits for a difference), a gradient that
        is missing, or one of another shape.
    """
    if isinstance(params, np.ndarray):
        return gradcheck(lambda arrays: f(arrays["params"]), {"params": params}, {"params": grads}, step)["params"]
    arrays = _by_name("params", params)
    grads = _by_name("grads", grads, only=arrays)
    errors = {}
    for name, array in arrays.items():
        if name not in grads:
            raise ValueError(f"grads has no {name}, but params has: the gradient of every array is checked.")
        if array.dtype != np.float64:
            raise TypeError(f"{name} is {array.dtype}, but central differences need float64.")
        if grads[name].shape != array.shape:
            raise ValueError(
                f"The gradient of {name} has shape {grads[name].shape}, but {name} has {array.shape}: they must agree."
            )
        differences = _differences(lambda moved, name=name: f(_with(params, name, moved)), array, step)
        scale = max(np.abs(grads[name]).max(initial=0), np.abs(differences).max(initial=0), np.finfo(float).tiny)
        errors[name] = float(np.abs(grads[name] - differences).max(initial=0) / scale)
    return errors


def _differences(f, array, step):
    slopes = np.empty(array.shape)
    for index in np.ndindex(array.shape):
        moved = array.copy()
        width = step * max(1, abs(array[index]))
        moved[index] = array[index] + width
        above, right = float(f(moved)), moved[index]
        moved[index] = array[index] - width
        slopes[index] = (above - float(f(moved))) / (right - moved[index])
    return slopes


def _by_name(argument, params, only=None):
    if is_dataclass(params):
        params = {field.name: getattr(params, field.name) for field in fields(params)}
    elif hasattr(params, "_asdict"):
        params = params._asdict()
    elif not isinstance(params, Mapping):
        raise TypeError(f"{argument} is of type {type(params).__name__}, but it must hold arrays by name.")
    names = [name for name in params if params[name] is not None and (only is None or name in only)]
    return {name: as_float(name, params[name]) for name in names}


def _with(params, name, array):
    return replace(params, **{name: array}) if is_dataclass(params) else {**params, name: array}
