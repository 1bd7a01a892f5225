"""The one SVG builder: every text that goes in is escaped, every number rounded to 2 decimals."""

from functools import lru_cache

NOT_XML = [*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
ESCAPES = dict.fromkeys(NOT_XML, "\ufffd") | str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"}
)


class Markup(str):
    """Text that is SVG already, so that it is not escaped again."""


def coordinate(value):
    """A number as SVG text: at most 2 decimals, no trailing zeros, no minus zero."""
    if isinstance(value, int):
        return str(value)
    text = f"{value + 0.0:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def tag(name, *children, **attributes):
    """One element. Underscores in attribute names become hyphens; None leaves an attribute out.

    Children that are plain text are escaped, and so is every attribute's value.
    """
    pairs = "".join([_pair(key, value) for key, value in attributes.items() if value is not None])
    inside = "".join([child if isinstance(child, Markup) else _escaped(str(child)) for child in children])
    return Markup(f"<{name}{pairs}>{inside}</{name}>" if inside else f"<{name}{pairs}/>")


@lru_cache(maxsize=4096, typed=True)  # the same few stand in every cell of every picture
def _pair(key, value):
    return f' {key.replace("_", "-")}="{_escaped(value) if isinstance(value, str) else coordinate(value)}"'


def join(parts):
    """Several elements after each other."""
    return Markup("".join(parts))


def _escaped(text):
    return text.translate(ESCAPES)
