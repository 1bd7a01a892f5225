"""Colour says which block, never anything else; the depth of a tint is the size of the value.

What is no block has colours that are no block's: the two ends of a strip, an open gate, a curve. They were
chosen by numbers, which tests/drawing/test_colours.py computes: every two can be told apart, and each from
every block, with the three kinds of colour blindness too.
"""

from functools import lru_cache
from typing import NamedTuple

INK, MUTED, LINE, CARD, WAITING = "#1b1f24", "#57606a", "#d0d7de", "#fff", "#eef1f4"


class Colour(NamedTuple):
    """`fill` is mixed with white for cells, `text` is dark enough (4.5:1) to be read on white."""

    fill: str
    text: str


COLOURS = {
    "h": Colour("#0072B2", "#0072B2"),
    "x": Colour("#E69F00", "#A35200"),
    "result": Colour("#009E73", "#00755A"),
    "c": Colour("#8E3B74", "#8E3B74"),
    "b": Colour("#57606a", "#57606a"),
    "mistake": Colour("#B42318", "#B42318"),
    "f": Colour("#B5432A", "#B5432A"),
    "i": Colour("#00755A", "#00755A"),
    "o": Colour("#2A6FA8", "#2A6FA8"),
    "g": Colour("#7A6A00", "#7A6A00"),
}

BELOW, ABOVE, OPEN = "#8c80f5", "#968c32", "#868a90"  # violet, olive, grey: the full colours of a strip
NEUTRAL = (INK, "#5a1fd0", "#686838", "#6d7277", "#e00060")  # curves: ink, violet, olive, grey, rose
LEVELS = 10


@lru_cache(maxsize=4096)
def mix(colour, share):
    """`share` of a colour (hex) and the rest white, as hex."""
    channels = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (channel - 255) * share):02x}" for channel in channels)


def tint(name, value, peak):
    """The fill of a cell of block `name`: deeper the nearer |value| is to `peak`."""
    return mix(COLOURS[name].fill, round(0.06 + 0.46 * _share(abs(float(value)), peak), 2))


def diverging(value, peak):
    """Violet below 0, white at 0, olive above, in 10 levels each way."""
    return mix(BELOW if value < 0 else ABOVE, _level(abs(float(value)), peak))


def gate_tint(value):
    """White at 0, grey at 1, in 10 levels, whatever the gate."""
    return mix(OPEN, _level(value, 1))


def _level(value, peak):
    return round(LEVELS * _share(value, peak)) / LEVELS


def _share(value, peak):
    if not value < float("inf") or not peak > 0:
        return 0.0
    return min(max(float(value / peak), 0.0), 1.0)
