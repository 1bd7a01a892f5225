"""The step of one unit in words: which parts a cell has, and its equations with their numbers."""

from rnnlab.drawing.matrix import show_number


def say_variant(variant):
    """Which parts this LSTM has not, or has in another way."""
    lacks = [f"no gate {name}" for name in variant.missing_gates]
    lacks += ["no tanh on g"] * (variant.input_activation != "tanh") + ["no tanh on c"] * (
        variant.output_activation != "tanh"
    )
    lacks += ["f = 1 − i"] * variant.coupled + ["no peepholes"] * (not variant.peepholes)
    lacks += ["gates see the gates before"] * variant.gate_recurrence
    return f"An LSTM, {', '.join(lacks)}" if lacks else "The whole LSTM"


def say_lstm(f, i, o, g, c_before, c, h, squashed):
    """The step of one unit, in two lines."""
    f, i, o, g, c_before, c, h = map(bracketed, (f, i, o, g, c_before, c, h))
    shown = f"o·tanh(c) = {o}·tanh({c.strip('()')})" if squashed else f"o·c = {o}·{c}"
    return [
        ("c", f"c = f·c + i·g = {f}·{c_before} + {i}·{g} = {c.strip('()')}"),
        ("h", f"h = {shown} = {h.strip('()')}"),
    ]


def say_gru(r, z, n, h_before, h, keeps):
    """The step of one unit, in one line."""
    rest = bracketed(1 - z)
    z, n, h_before = map(bracketed, (z, n, h_before))
    formula = "z·h + (1 − z)·n" if keeps else "(1 − z)·h + z·n"
    kept, let_in = (z, rest) if keeps else (rest, z)
    return [("h", f"h = {formula} = {kept}·{h_before} + {let_in}·{n} = {show_number(h)}")]


def say_steps(steps):
    """Steps in words, three or more in a row as a range: 2, 4 to 12."""
    found = []
    for t in steps:
        if found and t == found[-1][-1] + 1:
            found[-1].append(t)
        else:
            found.append([t])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in found)


def bracketed(number):
    """A number as a factor."""
    text = show_number(number)
    return f"({text})" if text.startswith("-") else text
