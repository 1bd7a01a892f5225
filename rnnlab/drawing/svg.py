"""The one SVG builder: every text that goes in is escaped, every number rounded to 2 decimals."""

import re
from html import escape

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
    pairs = (
        f' {key.replace("_", "-")}="{_escaped(value) if isinstance(value, str) else coordinate(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(child if isinstance(child, Markup) else _escaped(str(child)) for child in children)
    return Markup(f"<{name}{''.join(pairs)}>{inside}</{name}>" if inside else f"<{name}{''.join(pairs)}/>")


def join(parts):
    """Several elements after each other."""
    return Markup("".join(parts))


def _escaped(text):
    return escape(NOT_XML.sub("\ufffd", text))
