"""What a reader types, read as an answer and compared: forgiving in form, and nothing is ever evaluated."""

import math
import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction
from numbers import Integral, Real
from operator import eq
from typing import Any, NamedTuple

SHAPE = re.compile(r"\d{1,9}(?:(?: ?[,;x×*] ?| ?by ?| )\d{1,9})*")
THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:[ ,_]\d{3})+")
TOO_BIG = re.compile(r"_|\d{30}|e[+-]?\d{3}")  # Fraction("1e999999999") would fill the memory
ONE_FORM = str.maketrans("−–⁄", "--/") | {0xFEE0 + n: n for n in range(0x21, 0x7F)}  # full width


class Kind(NamedTuple):
    """A kind of answer.

    Attributes
    ----------
    form : str
        What to write, in words.
    read : function
        Text -> an answer, or None where the text is none of this kind.
    same : function
        Whether two answers that were read are the same.
    """

    form: str
    read: Callable[[str], Any]
    same: Callable[[Any, Any], bool] = eq


def kind_of(answer):
    """How answers like this one are read and compared.

    Parameters
    ----------
    answer : tuple or list of ints, int, float, or str
        A shape, a whole number, a number (right within 2 %), or words.

    Returns
    -------
    Kind

    Raises
    ------
    TypeError
        An answer of another kind.

    Examples
    --------
    >>> kind_of((3, 7)).read("[3 x 7]")
    (3, 7)
    """
    if isinstance(answer, str):
        return Kind("a word or two", read_words)
    if isinstance(answer, tuple | list) and all(isinstance(n, Integral) for n in answer):
        return Kind("a shape, such as 2 × 3", read_shape)
    if isinstance(answer, Integral) and not isinstance(answer, bool):
        return Kind("a whole number, such as 12", read_whole)
    if isinstance(answer, Real) and not isinstance(answer, bool):
        return Kind("a number, such as 0.25", read_number, close)
    raise TypeError(
        f"{answer!r} is of type {type(answer).__name__}, which cannot be compared with what is typed: an answer is "
        "a shape (a tuple of ints), an int, a float or a str. For true or false, ask with choices=('yes', 'no')."
    )


def show(answer):
    """An answer as a reader would write it: (3, 7) is 3 × 7."""
    if isinstance(answer, str):
        return answer
    if isinstance(answer, tuple | list):
        return " × ".join(map(show, answer)) if len(answer) > 1 else str(tuple(map(int, answer)))
    return (str(int(answer)) if isinstance(answer, Integral) else f"{answer:g}").replace("-", "−")


def read_shape(text):
    """A shape: whole numbers with commas, ×, x, "by" or blanks between, in brackets or not."""
    text = tidy(text)
    inside = text.strip("()[] ").rstrip(", ")
    return tuple(map(int, re.findall(r"\d+", inside))) if SHAPE.fullmatch(inside) or text in ("()", "[]") else None


def read_whole(text):
    """A number whose thousands may be set apart."""
    text = tidy(text)
    return read_number(re.sub("[ ,_]", "", text) if THOUSANDS.fullmatch(text) else text)


def read_number(text):
    """A number: with a decimal point or comma, or as a ratio of whole numbers."""
    text = re.sub(" ?/ ?", "/", tidy(text)).replace(",", ".")
    try:
        return None if TOO_BIG.search(text) else Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


def read_words(text):
    """Words, whatever their case, blanks and quotes."""
    return tidy(text).replace("`", "").strip(" .!\"'´“”„‘’‚«»") or None


def close(first, second):
    """Within 2 % of each other, or both as good as 0."""
    return math.isclose(first, second, rel_tol=0.02, abs_tol=1e-9)


def tidy(text):
    """One case, one form of blanks, digits and dashes, and nothing that cannot be seen."""
    text = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")
    return " ".join(text.translate(ONE_FORM).casefold().split())
