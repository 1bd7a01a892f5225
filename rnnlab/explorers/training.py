"""The explorer of lecture 8: up to three small networks that learn, for real, each time a control moves."""

from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from math import log
from threading import Lock
from typing import NamedTuple

import numpy as np

from rnnlab.drawing.losses import draw_losses
from rnnlab.explorers.controls import choice, playing, real, seed, whole
from rnnlab.explorers.explorer import Explorer
from rnnlab.networks.init import init_gru, init_lstm, init_rnn
from rnnlab.networks.training import Batch, Diverged, adam, init_model, sgd, train

UNITS, EXAMPLES, LETTERS, ASKED = 8, 16, 6, 2  # two of the six letters are those that are asked for
STEPS, AT_ONCE, EVERY = 120, 40, 5
CELLS = ("RNN", "LSTM", "GRU")
LIMITS, RULES = ("never", "1", "0.1", "0.01"), {"Adam": adam, "gradient descent": sgd}
COMPARED = {
    "cells": ("cell", CELLS),
    "rates": ("power", (-2.5, -1.5, -0.5)),
    "gaps": ("M", (5, 10, 20)),
    "starts": ("radius", (0.5, 1.0, 1.5)),
    "clipping": ("limit", ("never", "1", "0.1")),
    "rules": ("rule", tuple(RULES)),
    "seeds": ("seed", (0, 1, 2)),
}
BIASES = ("bias", (-2.0, 1.0, 4.0))
WORDS = dict(M="gap {}", radius="radius {:g}", bias="bias {:g}", limit="clip {}", seed="seed {}")
MORE = ("radius", "bias", "limit", "rule", "seed")


class Setting(NamedTuple):
    """Everything that decides how a network learns; `start` is the radius of an RNN, the bias of another cell."""

    cell: str
    M: int
    rate: float
    limit: float | None
    rule: str
    start: float
    seed: int


def explore_training(show=None, **start):
    """Small networks learn to recall: a letter, a or b, then M others, and then: which was the first?

    Each has 8 units and learns from 16 new examples at each step. A control that moves starts the
    training anew, and its first steps are there at once; the play button goes on with it.

    Parameters
    ----------
    show : tuple of names, optional
        The controls on the page, in this order; the others keep their starting value.
    **start : of a control, by its name
        compare (what is different in the runs: cells, rates, gaps, starts, clipping, rules, seeds),
        cell, M (the gap), power (of ten: the rate), steps (how many are done), radius (of an RNN's
        W_hh at the start), bias (at the start, of an LSTM's f and of a GRU's z: above 0 they keep),
        limit (where the gradient is clipped), rule, seed.

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        A name that no control has, or a value that its control cannot have.
    """
    steps = whole("steps", AT_ONCE, EVERY, STEPS)
    steps.step = EVERY
    controls = dict(
        compare=choice("compare", COMPARED),
        cell=choice("cell", CELLS),
        M=whole("gap M", 12, 1, 20),
        power=real("log₁₀ rate", -1.5, -3.0, -0.5, 0.25),
        steps=playing(steps, interval=250),
        radius=real("radius", 1.0, 0.0, 1.5, 0.05),
        bias=real("bias to keep", 1.0, -3.0, 5.0, 0.5),
        limit=choice("clip at", LIMITS, "1"),
        rule=choice("rule", RULES),
        seed=seed(),
    )
    return Explorer(draw_training, controls, show, start, MORE, adjust=_anew, idle=_idle)


def _anew(controls, moved):
    """A setting that moves starts the training anew: what is beyond its first steps comes by playing on."""
    if moved and "steps" not in moved:
        controls["steps"].value = min(controls["steps"].value, AT_ONCE)


def _idle(values):
    """What each run has another value of, and what no run has at all."""
    cells = CELLS if values["compare"] == "cells" else (values["cell"],)
    without = {"radius"} if "RNN" not in cells else {"bias"} if cells == ("RNN",) else set()
    varied, _ = _compared(**values)
    return (*without, *({varied} - {"seed"}))  # the seed is the first of three


def _compared(compare, cell, seed, **others):
    """What is different in the runs, and its values."""
    name, options = BIASES if compare == "starts" and cell != "RNN" else COMPARED[compare]
    return name, [seed + k for k in options] if name == "seed" else options


def draw_training(**values):
    """The losses of the runs, each under what is different in it, and in words what is the same in all."""
    varied, options = _compared(**values)
    settings = {_say(varied, option): _setting(**values | {varied: option}) for option in options}
    runs = {name: losses(setting, values["steps"]) for name, setting in settings.items()}
    without = {*_idle(values), "compare", "steps", varied}
    same = ", ".join(_say(name, value) for name, value in values.items() if name not in without)
    return draw_losses(f"Recalling the first letter, {same}", STEPS, {"guessing": log(ASKED)}, ends=(1e-4, 10), **runs)


def _say(name, value):
    if name == "power":
        return f"rate {10.0**value:.2g}"
    return WORDS.get(name, "{}").format(value).replace("-", "−")


def _setting(cell, M, power, limit, rule, radius, bias, seed, **others):
    limit = None if limit == "never" else float(limit)
    return Setting(cell, M, 10.0**power, limit, rule, radius if cell == "RNN" else bias, seed)


def losses(setting, steps):
    """The loss of each of the first `steps` steps, fewer if a loss is no number."""
    return _training(setting).first(steps)


@lru_cache(maxsize=256)
def _training(setting):
    return _Training(setting)


class _Training:
    """A training that has come as far as anybody asked."""

    def __init__(self, setting):
        rng = np.random.default_rng([setting.seed, 0])
        model = init_model(_cell(setting, rng), ASKED, rng)
        rule, batches = RULES[setting.rule], recall(setting.M, setting.seed)
        self._records = train(model, batches, rule=rule, rate=setting.rate, limit=setting.limit)
        self._losses, self._lock = [], Lock()

    def first(self, steps):
        with self._lock:  # a slider may be heard in a thread of its own
            with suppress(Diverged):
                for record in islice(self._records, max(0, steps - len(self._losses))):
                    self._losses.append(record.loss)
            return np.array(self._losses[:steps])


def _cell(setting, rng):
    if setting.cell == "RNN":
        return init_rnn(LETTERS, UNITS, rng, spectral_radius=setting.start)
    if setting.cell == "LSTM":
        return init_lstm(LETTERS, UNITS, rng, forget_bias=setting.start)
    params = init_gru(LETTERS, UNITS, rng)
    return replace(params, b=params.b + setting.start * np.repeat((0, 1, 0), UNITS))  # of r, z, n


@lru_cache(maxsize=32)
def recall(M, seed):
    """STEPS batches: one-hot letters (B, M + 1, 6), the first of them a or b; at the end it is asked for."""
    rng, made = np.random.default_rng([seed, 1]), []
    last = np.tile(np.arange(M + 1) == M, (EXAMPLES, 1))
    for _ in range(STEPS):
        letters = rng.integers(ASKED, LETTERS, size=(EXAMPLES, M + 1))
        letters[:, 0] = rng.integers(ASKED, size=EXAMPLES)
        made.append(Batch(np.eye(LETTERS)[letters], np.repeat(letters[:, :1], M + 1, axis=1), mask=last))
    return tuple(made)
