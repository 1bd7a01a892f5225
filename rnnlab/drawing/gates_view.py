"""An LSTM over time: the cell at one step, and strips of every gate and state, an RNN's below."""

import numpy as np

from rnnlab.drawing.layout import Part, paragraph, row, stack
from rnnlab.drawing.legend import legend
from rnnlab.drawing.lstm_cell import lstm_cell
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.strips import cell_width, strip, time_axis
from rnnlab.drawing.svg import tag

WIDTH, HEIGHT, SHRINK = 370, 28, 0.86


@np.errstate(invalid="ignore", over="ignore")
def draw_gates(x, trace, before, rnn_h, t, pinned=(), output_activation="tanh", size=None, wrong=None, remark=""):
    """The cell with the bars of step t; strips of f, i, o, x and of g, c, h, the RNN's h, each state from its start.

    Parameters
    ----------
    x : array (T, D)
    trace : LSTMTrace of arrays (T, H)
    before : (h0, c0), each (H,)
    rnn_h : array (T, H)
        The states of an RNN on the same input.
    t : int, 1 … T
    pinned : names of gates that the weights do not decide
    output_activation : {"tanh", "identity"}
    size : (width, height), optional
    wrong : dict of name -> array (T, H) of bool, optional
        The cells of "h" and "c" to mark as wrong.
    remark : str
        What is said below.

    Returns
    -------
    Picture
    """
    (T, D), now, starts = x.shape, t - 1, (*before, before[0])
    h, c, rnn_h = (
        np.concatenate([start[None], run]) for start, run in zip(starts, (trace.h, trace.c, rnn_h), strict=True)
    )
    gates = (trace.f[now], trace.i[now], trace.o[now], trace.g[now])
    cell = lstm_cell(*gates, c[now], c[t], h[now], h[t], pinned, output_activation)
    small = Part(
        tag("g", cell.body, transform=f"scale({SHRINK})"),
        cell.width * SHRINK,
        cell.height * SHRINK,
        cell.height * SHRINK / 2,
    )
    left = [("f", trace.f), ("i", trace.i), ("o", trace.o), ("x", x)]
    right = [("g", trace.g), ("c", c), ("h", h), ("RNN", rnn_h)]
    columns = [
        stack(*(_small_strip(name, v, t, T, wrong) for name, v in half), time_axis(T, WIDTH, first=0), gap=7)
        for half in (left, right)
    ]
    below = [paragraph(remark, most=4)] if remark else []
    whole = stack(small, row(*columns, gap=24), legend(True, True), *below, gap=8)
    means = ", ".join(f"{name} {show_number(np.mean(gate))}" for name, gate in zip("fio", gates, strict=False))
    apart = np.abs(h - rnn_h).max()
    compared = "are equal" if np.allclose(apart, 0) else f"differ by at most {show_number(apart)}"
    words = (
        f"LSTM with {h.shape[1]} units on x ({T}, {D}); step {t} of {T}: mean gates {means}; "
        f"mean c {show_number(c[t].mean())}, mean h {show_number(h[t].mean())}. "
        f"Its h and the RNN's h {compared}." + (f" {remark}" if remark else "")
    )
    return picture(whole, "An LSTM over time", words, *(size or ()))


def _small_strip(name, values, t, T, wrong):
    """One strip over t = 0 … T; those that are computed from x have no start, and begin at 1."""
    cell, late = cell_width(T + 1, WIDTH), T + 1 - len(values)
    marks = (wrong or {}).get(name)
    if marks is not None:
        marks = np.concatenate([np.zeros((1 - late, values.shape[1]), bool), marks])
    shape = dict(width=cell * len(values), height=HEIGHT, skip=late * cell)
    return strip(values, name, t - late, peak=None if name == "x" else 1.0, titles=False, wrong=marks, **shape)
