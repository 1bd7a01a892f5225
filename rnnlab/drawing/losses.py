"""The loss of a training over its steps: medians, coarsely rounded, so that every machine draws the same line."""

import numpy as np

from rnnlab.drawing.curves import draw_curves

POINTS, DECIMALS = 60, 2  # of the line, and of the logarithms it is drawn from: 1 % of a factor of ten
SIZE = (900, 300)


def draw_losses(title, steps, levels=None, size=SIZE, ends=None, **runs):
    """One line for each run, on a logarithmic axis, over all the steps that are planned.

    A single batch says little: each point is the median of the steps around it, one in sixty of all.

    Parameters
    ----------
    title : str
        What is trained; the picture's words go on with where each run began and where it is.
    steps : int
        How many are planned: the axis goes so far from the start, and the lines grow towards its end.
    levels : dict of name -> number, optional
        Horizontal lines to compare with, such as the loss of guessing.
    size : (width, height), optional
    ends : (low, high), optional
        The axis goes so far at least; a line that would leave them runs along their edge.
    **runs : arrays of at most `steps` numbers, at most five
        The loss of each step so far, by the name of the run (underscores are blanks).

    Returns
    -------
    Picture
    """
    lines = {name: medians(losses, steps) for name, losses in runs.items()}
    x = np.append(np.insert(middles(steps), 0, 0), steps)  # the ends of the axis, where no point is
    curves = {name: np.pad(coarse(line), 1, constant_values=np.nan) for name, line in lines.items()}
    if ends:
        curves = {name: np.clip(curve, *ends) for name, curve in curves.items()}
    said = "; ".join(_said(name, losses, lines[name]) for name, losses in runs.items())
    look = dict(log=True, levels=levels, ends=ends, size=size)
    return draw_curves(f"{title}: {said}", x, "step", "loss", **look, **curves)


def width_of(steps):
    """How many steps one point of the line stands for."""
    return -(-steps // POINTS)


def middles(steps):
    """The step in the middle of each point's steps."""
    width = width_of(steps)
    return np.minimum((np.arange(-(-steps // width)) + 0.5) * width + 0.5, steps)


def medians(losses, steps):
    """The height of each point: the median of its steps.

    Parameters
    ----------
    losses : array (n,), n at most `steps`

    Returns
    -------
    ndarray
        As many as `middles(steps)`; NaN where no step is yet.
    """
    width, losses = width_of(steps), np.asarray(losses, dtype=float)
    line = np.full(len(middles(steps)), np.nan)
    full = len(losses) // width
    line[:full] = np.median(losses[: full * width].reshape(full, width), axis=1)
    if full * width < len(losses):
        line[full] = np.median(losses[full * width :])
    return line


def coarse(line):
    """Each number to the next hundredth of a factor of ten; NaN for one that has no logarithm."""
    with np.errstate(divide="ignore", invalid="ignore"):
        powers = np.round(np.log10(line), DECIMALS)
    return np.where(np.isfinite(powers), 10.0**powers, np.nan)


def _said(name, losses, line):
    """Where a run began and where it is, in two digits."""
    name, there = name.replace("_", " "), line[np.isfinite(line)]
    if not there.size:
        return f"{name}, no step yet"
    return f"{name} from {there[0]:.2g} to {there[-1]:.2g} in {len(losses)} step{'s' * (len(losses) > 1)}"
