"""Two ways to the same result, timed on the reader's machine, beside what a test compares."""

from html import escape
from statistics import median
from time import perf_counter

import ipywidgets as widgets


class Race(widgets.HTML):
    """The medians as a live line; stored notebooks keep the constant sentence alone."""

    def __init__(self, seconds):
        slowest = max(seconds.values())
        times = (f"{name}: {1000 * s:.2f} ms ({slowest / s:.1f} ×)" for name, s in seconds.items())
        super().__init__(f"On this machine, {escape('; '.join(times))}.")
        self.names = tuple(seconds)

    def __repr__(self):
        return f"Run this cell to time on your machine: {', '.join(self.names)}."

    def _repr_mimebundle_(self, **kwargs):
        return super()._repr_mimebundle_(**kwargs) | {"text/plain": repr(self)}


def race(rounds=15, **functions):
    """Time functions in turn, and show each one's median in milliseconds.

    Parameters
    ----------
    rounds : int
        Each round calls every function once, so that a machine that slows down slows all.
    **functions : functions without arguments, by name (underscores are shown as spaces)

    Returns
    -------
    Race
        Shows the medians, and how many times as fast as the slowest each is.
    """
    seconds = {name.replace("_", " "): [] for name in functions}
    for _ in range(rounds):
        for times, function in zip(seconds.values(), functions.values(), strict=True):
            start = perf_counter()
            function()
            times.append(perf_counter() - start)
    return Race({name: median(times) for name, times in seconds.items()})
