"""Three scenes of lecture 8: rates, gaps, gates along a word. What takes long is computed in the lecture."""

from functools import lru_cache

import numpy as np

from rnnlab.datasets import REBER_LETTERS, may_follow, next_letters, one_hot, reber_words
from rnnlab.drawing.gates_along import draw_gates_along
from rnnlab.drawing.learnt import draw_learnt
from rnnlab.drawing.losses import draw_losses
from rnnlab.explorers.controls import choice, playing, real, whole
from rnnlab.explorers.explorer import explore
from rnnlab.networks.activations import softmax
from rnnlab.networks.init import init_gru, init_lstm, init_rnn
from rnnlab.networks.training import Batch, init_model, run_model, train

LONGEST = 20
INITS = {"RNN": init_rnn, "LSTM": init_lstm, "GRU": init_gru}
F_1 = 1 / (1 + np.exp(-1))  # f of an LSTM as it is made: its bias b_f is 1


def explore_rates(runs, steps, levels):
    """The losses of several rules at one rate.

    Parameters
    ----------
    runs : dict of (rule, exponent) -> losses
        The exponent, a whole number of halves, is the logarithm of the rate.
    steps : int
        How many were planned.
    levels : dict of name -> number
    """
    exponents, rules = sorted({power for _, power in runs}), list(dict.fromkeys(rule for rule, _ in runs))

    def draw(power):
        lines = {rule: runs[rule, power] for rule in rules}
        return draw_losses(f"Rate {10.0**power:.2g}", steps, levels, (880, 220), ends=(0.5, 20), **lines)

    return explore(draw, power=real("log₁₀ rate", -1.0, exponents[0], exponents[-1], exponents[1] - exponents[0]))


def explore_gaps(learnt, most):
    """Which networks have learnt to keep a letter over a gap.

    Parameters
    ----------
    learnt : dict of (cell, start, gap) -> steps
        For each seed the step at which it had, NaN where it had not.
    most : int
        How many steps each was given.
    """
    cells, starts = (list(dict.fromkeys(key[k] for key in learnt)) for k in (0, 1))
    gaps = sorted({gap for _, _, gap in learnt})
    gap = whole("gap M", gaps[-1], gaps[0], gaps[-1])
    gap.step = gaps[1] - gaps[0]

    def draw(M, start):
        rows = {cell: learnt[cell, start, M] for cell in cells}
        return draw_learnt(f"Gap {M}, {start}", most, **rows)

    return explore(draw, M=gap, start=choice("start", starts))


def explore_gates_along(model):
    """The gates of a trained LSTM along a word of the embedded Reber grammar."""
    t = playing(whole("time t", 2, 1, LONGEST))

    def adjust(controls, moved):
        controls["t"].max = len(reber_word(controls["number"].value, controls["second"].value)) - 1

    def draw(number, second, t):
        return draw_along(model, reber_word(number, second), t)

    controls = dict(t=t, second=choice("second letter", ("T", "P")), number=whole("word", 1, 1, 12))
    return explore(draw, adjust=adjust, width=886, **controls)


def reber_word(number, second):
    """One of twelve words with 10 to 21 letters, its second letter and the last but one as they are wanted."""
    words = [word for word in reber_words(200, np.random.default_rng(0)) if 10 < len(word) <= LONGEST + 1]
    word = words[number - 1]
    return f"B{second}{word[2:-2]}{second}E"


def draw_along(model, word, t):
    """The trace of a model along a word, and what it expects after step t."""
    x, _ = one_hot([word[:-1]], REBER_LETTERS)
    logits, trace = run_model(x[0], model)
    return draw_gates_along(word[:-1], trace, softmax(logits).round(2), may_follow(word), REBER_LETTERS, t, LONGEST)


def cell_that_keeps(kind, share, D, H, rng):
    """A cell whose start keeps this share of its state in one step, before anything is learnt.

    Parameters
    ----------
    kind : {"RNN", "LSTM", "GRU"}
    share : float between 0 and 1, or None
        The radius of W_hh, or what f or z is where its sum is the bias: b_f or b_z is log(share / (1 - share)).
        None leaves the start as `init_rnn`, `init_lstm` or `init_gru` makes it.
    D, H : int
    rng : numpy.random.Generator

    Returns
    -------
    RNNParams, LSTMParams or GRUParams
    """
    if kind == "RNN":
        return init_rnn(D, H, rng, spectral_radius=share)
    params = INITS[kind](D, H, rng)
    if share is not None:
        gate = slice(0, H) if kind == "LSTM" else slice(H, 2 * H)
        params.b[gate] = np.log(share / (1 - share))
    return params


def step_when_below(records, limit, times=10):
    """The step at which the loss had been below a limit so many times in a row; NaN where it never was."""
    row = 0
    for record in records:
        row = row + 1 if record.loss < limit else 0
        if row == times:
            return record.step
    return np.nan


@lru_cache(maxsize=32)
def reber_learnt(kind, seed, share=None, steps=300):
    """A model with 16 units that has learnt words of the embedded Reber grammar, 16 new ones at each step of Adam.

    Its cell is that of `cell_that_keeps`.
    """
    rng, K = np.random.default_rng(seed), len(REBER_LETTERS)
    model = init_model(cell_that_keeps(kind, share, K, 16, rng), K, rng)
    words = (Batch(*next_letters(reber_words(16, rng), REBER_LETTERS)) for _ in range(steps))
    *_, last = train(model, words, rate=1e-2)
    return last.model


def right_at_end(model, count=200):
    """In which share of new words of the grammar a model holds the right one of T and P for likelier, at the end."""
    x, targets, lengths = next_letters(reber_words(count, np.random.default_rng(99)), REBER_LETTERS)
    rows, end = np.arange(count), lengths - 2
    outer = run_model(x, model, lengths)[0][rows, end][:, [REBER_LETTERS.index(letter) for letter in "TP"]]
    first = targets[rows, end] == REBER_LETTERS.index("T")
    return float(np.mean((outer[:, 0] > outer[:, 1]) == first))
