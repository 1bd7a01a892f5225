"""A word read letter by letter: a sequence in, a state carried along, something out."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK, MUTED, WAITING, mix
from rnnlab.drawing.layout import SANS, Part, note, operator, row, stack, write
from rnnlab.drawing.matrix import CELL, TOP, Block, matrix, show_number
from rnnlab.drawing.picture import picture
from rnnlab.drawing.svg import join, tag


def draw_letters(word, t, W_hh, W_hx, h, x, new, inputs, units, out):
    """Step t of a network that reads a word: the letters, W_hh h + W_hx x = the new h, and what is made of it.

    Parameters
    ----------
    word : str
    t : int
        The letter that is read, from 1.
    W_hh (H, H), W_hx (H, D), h (H, 1), x (D, 1), new (H, 1) : arrays, in column form
        The state before and after the step.
    inputs, units : sequences of D and of H str
        What each entry of x, and of a state, stands for.
    out : str
        What is made of the new state.

    Returns
    -------
    Picture
    """
    product = row(
        matrix([Block(W_hh, "W_hh", "h")]),
        operator("·"),
        _named(matrix([Block(h, f"h_{t - 1}", "h")], part="before"), units),
        operator("+"),
        matrix([Block(W_hx, "W_hx", "x")]),
        operator("·"),
        _named(matrix([Block(x, f"x_{t}", "x")], part="input"), inputs),
        operator("="),
        _named(matrix([Block(new, f"h_{t}", "h")], part="after"), units),
        gap=6,
    )
    whole = stack(
        _line("in", _tiles(word, t)),
        product,
        _line("out", note(out, 15, INK, SANS, 7.1 * len(out))),
        gap=10,
    )
    said = ", ".join(f"{unit} {show_number(value)}" for value, unit in zip(np.ravel(new), units, strict=True))
    words = f"Step {t} of {len(word)}: the letter {word[t - 1]} of {word} is read, and h_{t} says {said}. Out: {out}"
    return picture(whole, "A network reads a word", words)


def _line(name, part):
    return row(note(name, 13, MUTED, SANS, width=30), part, gap=8)


def _named(part, names):
    """A column with a name to the right of each entry."""
    lines = [
        write(name, part.width + 2, TOP + (k + 0.5) * CELL + 4, 12, MUTED, "start") for k, name in enumerate(names)
    ]
    return Part(join([part.body, *lines]), part.width + 4 + 6.5 * max(map(len, names)), part.height, part.middle)


def _tiles(word, t):
    """The letters: those read are tinted, the one of this step is framed, the others wait."""
    x, bodies = COLOURS["x"], []
    for k, letter in enumerate(word, start=1):
        left = (k - 1) * (CELL + 4)
        fill = mix(x.fill, 0.5 if k == t else 0.18) if k <= t else WAITING
        frame = dict(stroke=x.text, stroke_width=2.5) if k == t else {}
        bodies.append(tag("rect", x=left + 1.5, y=1.5, width=CELL - 3, height=CELL - 3, rx=4, fill=fill, **frame))
        bodies.append(write(letter, left + CELL / 2, CELL / 2 + 6, 16, INK if k <= t else MUTED, font_weight=600))
    return Part(join(bodies), len(word) * (CELL + 4) - 4, CELL, CELL / 2)
