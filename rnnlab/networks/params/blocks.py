"""Blocks of weights: joined with a check of their shapes, and every array of a cell checked as it is stored."""

import numpy as np

from rnnlab.networks.arguments import as_float, as_square


def join_blocks(W_hh, W_hx):
    """W_hh (H, H) on top of W_hx (D, H), as W_h (H + D, H).

    Raises
    ------
    TypeError, ValueError
        When a block is not of numbers, W_hh is not square, or W_hx does not end in H.
    """
    W_hh, W_hx = as_square("W_hh", W_hh), as_float("W_hx", W_hx)
    H = len(W_hh)
    if W_hx.ndim != 2 or W_hx.shape[1] != H:
        hint = "It looks transposed." if W_hx.ndim == 2 and W_hx.shape[0] == H else "It leads from x into h."
        raise ValueError(
            f"W_hx has shape {W_hx.shape}, but with W_hh {W_hh.shape} it must be (D, H) = (D, {H}). {hint}"
        )
    return np.concatenate([W_hh, W_hx], axis=0)


def store(params, W_name, b_name, gates, **extras):
    """Check the arrays of a frozen dataclass and put them, as floats of one dtype, in their fields.

    `extras` are the optional fields: name = (gates per axis), for example R = (3, 3) for (3H, 3H). None stays None.

    Raises
    ------
    TypeError, ValueError
        When an array is not of numbers or not of its shape, with the likely cause.
    """
    W, b = as_float(W_name, getattr(params, W_name)), as_float(b_name, getattr(params, b_name))
    if W.ndim != 2 or W.size == 0 or W.shape[1] % gates or W.shape[0] <= W.shape[1] // gates:
        raise ValueError(
            f"{W_name} has shape {W.shape}, but it must be {params.joined_letters}: the hidden rows (H of them) "
            f"stacked on the input rows (D of them, at least 1). {_weight_cause(W.shape, gates, W_name)}"
        )
    if b.shape != W.shape[1:]:
        letters = "(H,)" if gates == 1 else f"({gates}H,)"
        raise ValueError(
            f"{b_name} has shape {b.shape}, but with {W_name} {W.shape} it must be {letters} = {W.shape[1:]}. "
            f"{_bias_cause(b.shape, W.shape, gates, W_name, b_name)}"
        )
    arrays = {W_name: W, b_name: b}
    for name, per_axis in extras.items():
        if getattr(params, name) is not None:
            arrays[name] = _read_extra(name, getattr(params, name), per_axis, W_name, W.shape, W.shape[1] // gates)
    dtype = np.result_type(*arrays.values())
    for name, array in arrays.items():
        object.__setattr__(params, name, array.astype(dtype, copy=False))


def _read_extra(name, value, per_axis, W_name, W_shape, H):
    array = as_float(name, value)
    wanted = tuple(n * H for n in per_axis)
    if array.shape != wanted:
        letters = ", ".join("H" if n == 1 else f"{n}H" for n in per_axis) + ("," if len(per_axis) == 1 else "")
        raise ValueError(
            f"{name} has shape {array.shape}, but with {W_name} {W_shape} it must be ({letters}) = {wanted}. "
            f"It was made for another H than {H}, or for other gates."
        )
    return array


def _weight_cause(shape, gates, name):
    if 0 in shape:
        return "It is empty."
    if len(shape) != 2:
        return "It must have two axes: a row for each thing that goes in, a column for each that comes out."
    if gates * shape[0] == shape[1]:
        return "It looks like the input rows are missing: stack W_hx (D, H) under W_hh (H, H)."
    if shape[0] % gates == 0 and shape[1] > shape[0] // gates:
        return f"It looks transposed: papers multiply from the left, here a row is an example. {name}.T"
    if shape[1] % gates:
        return f"Its columns must be a multiple of {gates}: one block of H for each gate."
    return "It looks like the hidden rows are missing: stack W_hh (H, H) on top of W_hx (D, H)."


def _bias_cause(shape, W_shape, gates, W_name, b_name):
    columns = W_shape[1]
    if shape == (columns, 1):
        return f"A column would be broadcast in silence, and h would come out (H, H). {b_name}.ravel()"
    if shape == (1, columns):
        return f"A bias has one axis: {b_name}.ravel()"
    if shape == ():
        return "One number for all units would be broadcast in silence."
    if shape == (W_shape[0],):
        return f"It fits the rows of {W_name}: {W_name} looks transposed."
    if shape == (columns // gates,):
        return "It is one gate's: join the biases of all gates with np.concatenate."
    return "One number for each unit that comes out."
