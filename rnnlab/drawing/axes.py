"""The axes of a plot: which numbers they say, and where a number stands."""

from math import log10
from typing import NamedTuple

import numpy as np

from rnnlab.drawing.colours import LINE, MUTED
from rnnlab.drawing.layout import write
from rnnlab.drawing.svg import coordinate, join, tag

SMALLEST, LARGEST = 1e-300, 1e300  # what is beyond has no place on paper
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class Axis(NamedTuple):
    """Ticks, and the two numbers that stand at `start` and `end`; between them it is linear, or logarithmic."""

    ticks: np.ndarray
    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def scaled(self, values):
        """Numbers as the axis sees them: as they are, or their logarithms."""
        return np.log10(values) if self.log else values

    def place(self, value):
        """Where a number stands."""
        low, high = self.scaled(self.low), self.scaled(self.high)
        return self.start + (self.scaled(value) - low) / ((high - low) or 1.0) * (self.end - self.start)

    def label(self, tick):
        """What is written at a tick: 0.01, 100; 10⁻⁶ if there are very small or very large ones."""
        if not self.log or (self.ticks[0] > 1e-4 and self.ticks[-1] < 1e5) or tick in (1, 10):
            return f"{tick:g}"
        digit, power = f"{tick:.0e}".split("e")
        return ("" if digit == "1" else f"{digit}·") + f"10{str(int(power)).translate(RAISED)}"


def x_axis(x, start, end):
    """From the first number to the last, with the ticks between them."""
    ticks = _steps(x.min(), x.max())
    return Axis(ticks[(ticks >= x.min()) & (ticks <= x.max())], x.min(), x.max(), start, end)


def y_axis(values, start, end, log=False):
    """From a tick to a tick, with all the values between them that can be drawn."""
    shown = drawable(values, log)
    shown = shown if shown.size else np.ones(1) if log else np.zeros(1)
    ticks = (_powers if log else _steps)(shown.min(), shown.max())
    return Axis(ticks, ticks[0], ticks[-1], start, end, log)


def drawable(values, log=False):
    """The values that have a place."""
    return values[has_place(values, log)]


def has_place(values, log=False):
    """Where a value can be put on paper: not NaN, not infinite, nor close to it; above 0 if the axis is logarithmic."""
    return (np.abs(values) < LARGEST) & ((values > SMALLEST) | (not log))


def _steps(low, high):
    """At most 7 steps of 1, 2 or 5 times a power of ten; from one that is not above to one not below."""
    size = max(abs(low), abs(high)) or 1.0
    room = 0.05 * size if high - low <= 1e-4 * size else 0.0  # a constant has ticks that differ too
    low, high = low - room, high + room
    sixth = (high - low) / 6
    steps = np.array([1, 2, 5, 10]) * 10 ** (log10(sixth) // 1)
    step = steps[steps >= sixth][0]
    start = low // step * step
    first, last = np.floor((low - start) / step + 1e-10), np.ceil((high - start) / step - 1e-10)
    return np.arange(first, last + 1) * step + start


def _powers(low, high):
    """Powers of ten, and 2 and 5 between them where there are few; from one that is not above to one not below."""
    low, high = np.log10(low) + 1e-9, np.log10(high) - 1e-9  # a power of ten, give or take a rounding, is its own tick
    first, last = int(np.floor(low)), int(np.ceil(high))
    if high - low < 2.5:
        ticks = np.array([digit * 10.0**power for power in range(first, last + 2) for digit in (1, 2, 5)])
    else:
        every = -(-(last - first) // 6)
        ticks = 10.0 ** np.arange(first // every * every, last + every, every)
    begin = np.searchsorted(np.log10(ticks), low, side="right") - 1
    end = max(np.searchsorted(np.log10(ticks), high), begin + 1)
    return ticks[begin : end + 1]


def draw_axes(across, up):
    """A line at each tick of the y axis, a stroke at each of the x axis, and their numbers."""
    left, right, bottom = across.start, across.end, up.start
    bodies = []
    for tick in up.ticks:
        y = up.place(tick)
        bodies.append(tag("path", d=f"M{coordinate(left)} {y:.2f}h{coordinate(right - left)}", stroke=LINE))
        bodies.append(write(up.label(tick), left - 8, y + 4, 12, MUTED, "end"))
    for tick in across.ticks:
        x = across.place(tick)
        bodies.append(tag("path", d=f"M{x:.2f} {coordinate(bottom)}v5", stroke=MUTED))
        bodies.append(write(across.label(tick), x, bottom + 20, 12, MUTED))
    return join(bodies)
