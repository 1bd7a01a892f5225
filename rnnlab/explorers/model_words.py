"""The step of one unit of a trained network in words: its equation, with the numbers of one step."""

from rnnlab.drawing.matrix import show_number
from rnnlab.explorers.variant_words import bracketed


def say_step(rows, t, way, options):
    """How a unit's state came from the one before.

    Parameters
    ----------
    rows : dict of name -> array (T,)
        The rows of `draw_unit_gates`.
    t : int, 1 … T
    way : {0, 1}
        0 reads forward, 1 backward.
    options : mapping
        Those of the stack.

    Returns
    -------
    str
        Nothing for an RNN, whose unit has no gates.
    """
    now = {name: float(values[t - 1]) for name, values in rows.items()}
    name = "c" if "c" in rows else "h"
    before = t - 2 if way == 0 else t
    old = float(rows[name][before]) if 0 <= before < len(rows[name]) else 0.0
    result = show_number(now[name])
    if "f" in rows:
        f, i, g, old = (bracketed(value) for value in (now["f"], now["i"], now["g"], old))
        return f"c = f·c + i·g = {f}·{old} + {i}·{g} = {result}"
    if "z" in rows:
        z, rest, n, old = (bracketed(value) for value in (now["z"], 1 - now["z"], now["n"], old))
        return f"h = z·h + (1 − z)·n = {z}·{old} + {rest}·{n} = {result}"
    return ""
