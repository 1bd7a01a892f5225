"""Numbers, sizes and names: what an argument is, before its shape is looked at."""

import numpy as np

KIND_CAUSES = {
    "c": "It is complex: take its real part, or its absolute value, first.",
    "O": "NumPy made Python objects of it: is there a None, a text or a nested list among the numbers?",
    "U": "It is text: convert it with float() or np.loadtxt first.",
    "S": "It is bytes: convert them with np.frombuffer first.",
}


def as_float(name, value):
    """Read `value` as an array of floats; integers and booleans become float64.

    float32 stays float32 and float64 stays float64. Nothing is copied that is a float array already.

    Raises
    ------
    TypeError
        None, text, objects, complex numbers, masked arrays: kinds that hold no plain real numbers.
    ValueError
        A ragged list.
    """
    if value is None:
        raise TypeError(
            f"{name} is None, but it must be an array of numbers. Does the function that makes it lack a return?"
        )
    if isinstance(value, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array, and its mask would be lost. Fill it first: {name}.filled(0).")
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(
            f"{name} is a ragged list, but every row must have the same length. Pad the short ones."
        ) from None
    if array.dtype.kind in "biu":
        return array.astype(np.float64)
    if array.dtype.kind != "f":
        cause = KIND_CAUSES.get(array.dtype.kind, "Only real numbers can be multiplied with weights.")
        raise TypeError(f"{name} has dtype {array.dtype}, but it must hold real numbers. {cause}")
    return array


def as_size(name, value):
    """Read `value` as a size: a whole number, at least 1.

    Raises
    ------
    TypeError
        Not a whole number (booleans are none either).
    ValueError
        Below 1.
    """
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} is {value!r}, but a size must be a whole number, at least 1.")
    if value < 1:
        raise ValueError(f"{name} is {value}, but a size must be a whole number, at least 1.")
    return int(value)


def read_choice(name, value, choices):
    """`value`, when it is one of `choices`.

    Raises
    ------
    ValueError
        When it is none of them.
    """
    if not isinstance(value, str) or value not in choices:
        raise ValueError(f"{name} is {value!r}, but it must be one of {', '.join(map(repr, choices))}.")
    return value


def read_rng(rng):
    """`rng`, when it is a generator of random numbers.

    Raises
    ------
    TypeError
        When it is not, a seed for example.
    """
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"rng is of type {type(rng).__name__}, but it must be a numpy.random.Generator: "
            "np.random.default_rng(0), with a seed of yours."
        )
    return rng


def as_square(name, value):
    """Read `value` as an array of floats (H, H), H at least 1.

    Raises
    ------
    TypeError, ValueError
        As `as_float`; or a shape that is not square.
    """
    array = as_float(name, value)
    if array.ndim != 2 or array.shape[0] != array.shape[1] or array.size == 0:
        raise ValueError(
            f"{name} has shape {array.shape}, but it must be square, (H, H): h is both what goes in and what comes out."
        )
    return array
