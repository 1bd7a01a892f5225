"""What one call of a learner's function came to: arrays, nothing yet, or a problem in words."""

import inspect
import linecache
from types import CodeType
from typing import NamedTuple

import numpy as np

from rnnlab.check.comparing import LARGEST

NOTHING = "It returns nothing: a return is missing, or not written yet."


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
    masked : bool
        A masked array came back that masks nothing.
    live : tuple of ndarray
        The arrays themselves, of which `arrays` are copies: a later call may write into them.
    changed : tuple of str
        The arguments that the call changed in place.
    printed : str
        The beginning of what the call printed.
    much : bool
        It printed more than anybody reads.
    """

    arrays: tuple = ()
    problem: str = ""
    empty: bool = False
    raised: str = ""
    lists: bool = False
    masked: bool = False
    live: tuple = ()
    changed: tuple = ()
    printed: str = ""
    much: bool = False


def is_stub(value):
    """Whether a value says "not written yet": `...`, None, or several of them."""
    return value is ... or value is None or (isinstance(value, tuple) and value and all(map(is_stub, value)))


def read_value(value, returns):
    """The outcome of a call that returned `value`; `returns` names the arrays that should come back."""
    if is_stub(value):
        return Outcome(empty=True, problem=NOTHING if value is None else "It still returns ... and nothing else.")
    problem = _count(value, returns)
    if problem:
        return Outcome(problem=problem)
    values = tuple(value) if len(returns) > 1 else (value,)
    live = []
    for name, one in zip(returns, values, strict=True):
        try:
            array = np.asarray(one)
        except (TypeError, ValueError):
            return Outcome(problem=f"What it returns as {name} is ragged: every row must have the same length.")
        if array.dtype.kind not in "fiub" or np.ma.is_masked(one):
            return Outcome(problem=f"What it returns as {name} is not an array of real numbers, but {say_kind(one)}.")
        # of what is far too large the shape is enough
        live.append(np.broadcast_to(np.nan, array.shape) if array.size > LARGEST else array)
    return Outcome(
        arrays=tuple(array if array.size > LARGEST else np.array(array) for array in live),
        lists=not all(isinstance(one, (np.ndarray, np.generic)) for one in values),
        masked=any(isinstance(one, np.ma.MaskedArray) for one in values),
        live=tuple(live),
    )


def _count(value, returns):
    """What is wrong with how many things came back, in words; empty when nothing is."""
    names = " and ".join(returns)
    if len(returns) == 1:
        letters = next(iter(returns.values())).strip("(,)")
        wanted, axes = ("one array", {letters.count(",") + 1}) if letters else ("one number", {1, 2, 3})
        inside = value if isinstance(value, (tuple, list)) else ()
        if any(isinstance(one, np.ndarray) and one.ndim in axes for one in inside):
            kind = type(value).__name__
            return f"It returns {_things(value)} in a {kind}, but {wanted} should come back: {names}."
        return ""
    if not isinstance(value, (tuple, list)) and not (isinstance(value, np.ndarray) and value.ndim == 3):
        found = f"one array of shape {value.shape}" if isinstance(value, np.ndarray) else say_kind(value)
        return f"It returns {found}, but {len(returns)} arrays should come back: {names}."
    return "" if len(value) == len(returns) else f"It returns {_things(value)}, but {names} should come back."


def _things(values):
    return "1 thing" if len(values) == 1 else f"{len(values)} things"


def say_kind(value):
    """What kind of thing a value is: "a str", "an int", "an array of dtype complex128"."""
    kind = f"array of dtype {value.dtype}" if type(value) is np.ndarray else type(value).__name__
    return f"{'an' if kind[0] in 'aeioAEIO' else 'a'} {kind}"


def read_error(error, function):
    """The outcome of a call that raised: the error's own words, and the line of the function it came from."""
    if issubclass(type(error), NotImplementedError):
        return Outcome(empty=True, problem="It raises NotImplementedError.")
    file = _file_of(function)
    line, where, step = 0, "", error.__traceback__
    while step:  # and not the traceback module, which takes seconds for a deep recursion
        line = step.tb_lineno if step.tb_frame.f_code.co_filename == file else line
        step = step.tb_next
    if line:
        source = linecache.getline(file, line).strip()
        where = f" in line {line}" + (f" ({shorten(source, 80)})" if source else "")
    name, words = name_of(error), words_of(error)
    return Outcome(raised=name, problem=f"It raises {name}{where}" + (f": {words}." if words else "."))


def _file_of(function):
    try:
        code = inspect.unwrap(function).__code__
    except Exception:  # it has none, says that it wraps itself, or is an object that answers with an error
        return None
    return code.co_filename if type(code) is CodeType else None


def name_of(error):
    """The name of an error's class, whatever that class answers itself."""
    return type.__dict__["__name__"].__get__(type(error))


def words_of(error):
    """An error's own words, in one line."""
    try:
        return shorten(str(error), 300).rstrip(".")
    except BaseException:  # an error of the learner's own whose words are broken too
        return "its words cannot be read"


def shorten(text, most):
    """Text in one line of at most so many characters, all of which can be written to a file."""
    text = " ".join(text.split()).encode(errors="replace").decode()
    return text if len(text) <= most else text[: most - 1] + "…"
