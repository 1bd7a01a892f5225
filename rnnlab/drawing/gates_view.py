"""An LSTM over time: the cell at one step, and strips of every gate and state, an RNN's below."""

import numpy as np

from rnnlab.drawing.layout import Part, paragraph, row, stack
from rnnlab.drawing.lstm_cell import lstm_cell
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.strips import strip, time_axis
from rnnlab.drawing.svg import tag

WIDTH, HEIGHT, SHRINK = 370, 38, 0.86


@np.errstate(invalid="ignore", over="ignore")
def draw_gates(x, trace, before, rnn_h, t, pinned=(), output_activation="tanh", size=None, wrong=None, remark=""):
    """The cell with the bars of step t; strips of f, i, o, g, c, h; x and the RNN's h below.

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
    (T, D), now = x.shape, t - 1
    h_before, c_before = before if t == 1 else (trace.h[now - 1], trace.c[now - 1])
    gates = (trace.f[now], trace.i[now], trace.o[now], trace.g[now])
    cell = lstm_cell(*gates, c_before, trace.c[now], h_before, trace.h[now], pinned, output_activation)
    small = Part(
        tag("g", cell.body, transform=f"scale({SHRINK})"),
        cell.width * SHRINK,
        cell.height * SHRINK,
        cell.height * SHRINK / 2,
    )
    left = [("f", trace.f), ("i", trace.i), ("o", trace.o), ("x", x)]
    right = [("g", trace.g), ("c", trace.c), ("h", trace.h), ("RNN", rnn_h)]
    columns = [
        stack(*(_small_strip(name, v, now, wrong) for name, v in half), time_axis(T, WIDTH), gap=8)
        for half in (left, right)
    ]
    below = [paragraph(remark, most=4)] if remark else []
    whole = stack(small, row(*columns, gap=24), *below, gap=10)
    means = ", ".join(f"{name} {show_number(np.mean(gate))}" for name, gate in zip("fio", gates, strict=False))
    apart = np.abs(trace.h - rnn_h).max()
    compared = "are equal" if np.allclose(apart, 0) else f"differ by at most {show_number(apart)}"
    words = (
        f"LSTM with {trace.h.shape[1]} units on x ({T}, {D}); step {t} of {T}: mean gates {means}; "
        f"mean c {show_number(trace.c[now].mean())}, mean h {show_number(trace.h[now].mean())}. "
        f"Its h and the RNN's h {compared}." + (f" {remark}" if remark else "")
    )
    return picture(whole, "An LSTM over time", words, *(size or ()))


def _small_strip(name, values, mark, wrong):
    peak, marks = 1.0 if name != "x" else None, (wrong or {}).get(name)
    return strip(values, name, mark=mark, width=WIDTH, height=HEIGHT, peak=peak, titles=False, wrong=marks)
