"""What one call of a learner's function came to: arrays, nothing yet, or a problem in words."""

import inspect
import linecache
import traceback
from typing import NamedTuple

import numpy as np


class Outcome(NamedTuple):
    """One call.

    Attributes
    ----------
    arrays : tuple of ndarray
        What came back; empty when nothing usable did.
    problem : str
        Why not, in words.
    empty : bool
        The function is not written yet: it gives `...` or None.
    raised : str
        The name of the error that the function raised.
    lists : bool
        Lists came back, which have no dtype of their own.
    changed : tuple of str
        The arguments that the call changed in place.
    printed : str
        The beginning of what the call printed.
    """

    arrays: tuple = ()
    problem: str = ""
    empty: bool = False
    raised: str = ""
    lists: bool = False
    changed: tuple = ()
    printed: str = ""


def is_stub(value):
    """Whether a value says "not written yet": `...`, None, or several of them."""
    return value is ... or value is None or (isinstance(value, tuple) and value and all(map(is_stub, value)))


def read_value(value, returns):
    """The outcome of a call that returned `value`; `returns` names the arrays that should come back."""
    if is_stub(value):
        nothing = "It returns nothing. If you have written it, a return is missing."
        return Outcome(empty=True, problem=nothing if value is None else "It still returns ... and nothing else.")
    names = list(returns)
    if len(names) > 1:
        if not isinstance(value, (tuple, list)) and not (isinstance(value, np.ndarray) and value.ndim == 3):
            found = f"one array of shape {value.shape}" if isinstance(value, np.ndarray) else say_kind(value)
            return Outcome(problem=f"It returns {found}, but {len(names)} arrays should come back: {', '.join(names)}.")
        if len(value) != len(names):
            return Outcome(problem=f"It returns {len(value)} things, but {' and '.join(names)} should come back.")
        values = tuple(value)
    else:
        values = (value,)
    arrays = []
    for name, one in zip(names, values, strict=True):
        try:
            array = np.array(one)
        except (TypeError, ValueError):
            return Outcome(problem=f"What it returns as {name} is ragged: every row must have the same length.")
        if array.dtype.kind not in "fiub":
            return Outcome(problem=f"What it returns as {name} is not an array of real numbers, but {say_kind(one)}.")
        arrays.append(array)
    return Outcome(arrays=tuple(arrays), lists=not all(isinstance(one, (np.ndarray, np.generic)) for one in values))


def say_kind(value):
    """What kind of thing a value is: "a str", "an int", "an array of dtype complex128"."""
    kind = f"array of dtype {value.dtype}" if isinstance(value, np.ndarray) else type(value).__name__
    return f"{'an' if kind[0] in 'aeiouAEIOU' else 'a'} {kind}"


def read_error(error, function):
    """The outcome of a call that raised: the error's own words, and the line of the function it came from."""
    if isinstance(error, NotImplementedError):
        return Outcome(empty=True, problem="It raises NotImplementedError.")
    frames = traceback.extract_tb(error.__traceback__)
    file = getattr(getattr(inspect.unwrap(function), "__code__", None), "co_filename", None)
    own = [frame for frame in frames if frame.filename == file]
    where = ""
    if own:
        source = linecache.getline(own[-1].filename, own[-1].lineno).strip()
        where = f" in line {own[-1].lineno}" + (f" ({shorten(source, 80)})" if source else "")
    words = shorten(str(error), 300).rstrip(".")
    name = type(error).__name__
    return Outcome(raised=name, problem=f"It raises {name}{where}" + (f": {words}." if words else "."))


def shorten(text, most):
    """Text in one line of at most so many characters."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"
