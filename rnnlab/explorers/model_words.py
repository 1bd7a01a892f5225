"""The step of one unit of a trained network in words: its equation, with the numbers of one step."""

from rnnlab.drawing.matrix import show_number
from rnnlab.explorers.variant_words import bracketed


def say_step(trace, unit, t, way):
    """How a unit's state came from the one before.

    Parameters
    ----------
    trace : LSTMTrace, GRUTrace or RNNTrace of arrays (T, H)
        It begins with zeros.
    unit : int
    t : int, 1 … T
    way : {0, 1}
        0 reads forward, 1 backward.

    Returns
    -------
    str
        Nothing for an RNN, whose units keep nothing alone.
    """
    states = trace.c if hasattr(trace, "c") else trace.h
    before, T = t - 2 if way == 0 else t, len(states)
    old = bracketed(states[before, unit] if 0 <= before < T else 0.0)
    result = show_number(states[t - 1, unit])
    if hasattr(trace, "c"):
        f, i, g = (bracketed(gate[t - 1, unit]) for gate in (trace.f, trace.i, trace.g))
        return f"c = f·c + i·g = {f}·{old} + {i}·{g} = {result}"
    if hasattr(trace, "z"):
        z, rest, n = (bracketed(value[t - 1, unit]) for value in (trace.z, 1 - trace.z, trace.n))
        return f"h = z·h + (1 − z)·n = {z}·{old} + {rest}·{n} = {result}"
    return ""
