"""The scene of lecture 9's proof: one unit's cell state is held, and a model writes on."""

from functools import lru_cache
from itertools import pairwise

import numpy as np

from rnnlab.datasets import LINE_LETTERS, one_hot
from rnnlab.drawing.held_chances import Ends, draw_held_chances
from rnnlab.drawing.matrix import show_number
from rnnlab.explorers.controls import real, seed, switch, whole
from rnnlab.explorers.explorer import explore
from rnnlab.networks.activations import softmax
from rnnlab.networks.arguments import check_kind
from rnnlab.networks.params import LSTMParams
from rnnlab.networks.pinning import pin_gates
from rnnlab.networks.sequences import lstm_forward
from rnnlab.networks.training import Model, sample

LINES, LONGEST, TEMPERATURE, LETTER = 3, 44, 0.5, ")"


def explore_hold(model, line, unit=16, value=-0.8):
    """A letter model with the cell state of one unit held: how likely ")" is after each name, and what it writes.

    Parameters
    ----------
    model : Model
        Its cell an LSTM, its letters those of LINE_LETTERS.
    line : str
        What it reads, such as `.tin (iron zinc) gold.`
    unit, value : where the controls start

    Returns
    -------
    Explorer
    """
    check_kind(model.cell, LSTMParams)
    x = one_hot([line], LINE_LETTERS)[0][0]
    places, inside = name_ends(line)
    written = lru_cache(maxsize=64)(lambda seed, unit, value: write_lines(*hold(model, unit, value), seed))

    def draw(held, unit, value, seed):
        free = chances_of(LETTER, x, model)[places]
        what = f"c[:, {unit}] = {show_number(value)}"
        held_model, c0 = hold(model, unit, value) if held else (model, None)
        pinned = chances_of(LETTER, x, held_model, c0)[places] if held else None
        lines = written(seed, unit, value) if held else []
        return draw_held_chances(line, Ends(places, inside, free, pinned), LETTER, what, written(seed, None, 0), lines)

    return explore(
        draw,
        held=switch("hold it", True),
        unit=whole("unit", min(unit, model.H - 1), 0, model.H - 1),
        value=real("value", value, -2.0, 2.0, 0.05),
        seed=seed(),
        idle=lambda values: () if values["held"] else ("unit", "value"),
        width=900,
    )


def hold(model, unit, value):
    """A model whose unit keeps the cell state that it begins with, and that beginning; unit None holds nothing.

    Returns
    -------
    Model, c0 (H,)
    """
    c0 = np.zeros(model.H)
    if unit is None:
        return model, c0
    c0[unit] = value
    return Model(pin_gates(model.cell, unit=unit, f=1, i=0), model.W_hy, model.b_y), c0


def chances_of(letter, x, model, c0=None):
    """How likely a letter is to come next, after each step of x (T, K)."""
    logits = lstm_forward(x, model.cell, c0=c0).h @ model.W_hy + model.b_y
    return softmax(logits)[:, LINE_LETTERS.index(letter)]


def name_ends(line):
    """The last letter of each name, from 0, and which of the names are in brackets."""
    places = [k for k, (now, after) in enumerate(pairwise(f"{line} ")) if now.isalpha() and not after.isalpha()]
    return places, [line.rfind("(", 0, k) > line.rfind(")", 0, k) for k in places]


def write_lines(model, c0, seed):
    """Three lines that a model writes: from the dot on, until it writes the dot again."""
    rng, lines = np.random.default_rng(seed), []
    for _ in range(LINES):
        drawn = sample(model, LINE_LETTERS.index("."), LONGEST, rng, TEMPERATURE, c0=c0)
        text = "".join(LINE_LETTERS[k] for k in drawn)
        head, dot, _ = text.partition(".")
        lines.append(f".{head}{dot or '…'}")
    return lines
