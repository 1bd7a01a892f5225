"""The scenes of lecture 2: each computes from the values of its controls, and draws."""

import numpy as np

from rnnlab.drawing.entry import draw_entry
from rnnlab.drawing.number_lines import draw_number_lines
from rnnlab.drawing.turning import draw_turning
from rnnlab.drawing.two_results import draw_two_results
from rnnlab.explorers.controls import (
    MAX_D,
    MAX_H,
    batch_B,
    choice,
    hidden_H,
    inputs_D,
    playing,
    real,
    seed,
    whole,
)
from rnnlab.explorers.explorer import Explorer
from rnnlab.explorers.join import distinct

FILLS, SUM, EACH_TERM, STEPS = ("ones and nines", "random"), "of the sum", "of each term", 10


def explore_results(show=None, **start):
    """Formula 1 minus formula 2, for any H, D, B and fill; random whole numbers have a seed."""
    controls = dict(H=hidden_H(), D=inputs_D(), B=batch_B(), fill=choice("numbers", FILLS), seed=seed())
    return Explorer(draw_results, controls, show, start, idle=_idle, width=900)


def _idle(values):
    """What has no part in the picture."""
    return () if values["fill"] == "random" else ("seed",)


def draw_results(H, D, B, fill, seed):
    """Both formulas, each as it is written."""
    W_hh, W_hx, h, x = arrays = fill_arrays(H, D, B, fill, seed)
    filled = fill.capitalize() if fill == FILLS[0] else f"Seed {seed}"
    return draw_two_results(np.hstack(arrays[:2]) @ np.vstack(arrays[2:]), W_hh @ h + W_hx @ x, H, D, filled)


def fill_arrays(H, D, B, fill, seed):
    """W_hh, W_hx, h, x in column form: ones and nines, or whole numbers from −9 to 9."""
    shapes = (H, H), (H, D), (H, B), (D, B)
    if fill == "random":
        rng = np.random.default_rng(seed)
        return [rng.integers(-9, 10, size=shape) for shape in shapes]
    return [np.full(shape, value) for shape, value in zip(shapes, (1, 9, 1, 9), strict=True)]


def explore_entry(show=None, **start):
    """Entry i of the result, its first k products summed as each formula does it, for any H and D."""
    controls = dict(
        k=playing(whole("products k", 4, 0, MAX_H + MAX_D)),
        i=whole("row i", 1, 1, MAX_H),
        H=hidden_H(),
        D=inputs_D(),
    )
    widest = MAX_D if show is None or "D" in show else start.get("D", 2)
    return Explorer(draw_one_entry, controls, show, start, adjust=_fit_entry, width=646 + 64 * widest)


def draw_one_entry(k, i, H, D):
    """Row i of a W_h of distinct numbers, times 1, 2, 3 …"""
    i, k = min(i, H), min(k, H + D)
    return draw_entry(distinct((H, H + D))[i - 1], np.arange(1, H + D + 1), H, k, i)


def _fit_entry(controls, moved):
    """There are H rows, and H + D products."""
    controls["i"].max = controls["H"].value
    controls["k"].max = controls["H"].value + controls["D"].value


def explore_places(show=None, **start):
    """Three units, with bias and activation where they belong or elsewhere, and a scale of the products."""
    controls = dict(
        bias=choice("bias", ("once", "twice")),
        activation=choice("activation", (SUM, EACH_TERM)),
        scale=real("scale", 1.0, 0.1, 3.0, 0.1),
    )
    return Explorer(draw_places, controls, show, start, width=812)


def draw_places(bias, activation, scale):
    """What the units should give, and what they give."""
    right, written = place_elsewhere(bias == "twice", activation == EACH_TERM, scale)
    terms = "W_hh @ h + b_h" if bias == "twice" else "W_hh @ h", "W_hx @ x + b_h"
    code = "tanh({} + {})" if activation == SUM else "tanh({}) + tanh({})"
    return draw_number_lines(right, written, code.format(*terms))


def place_elsewhere(twice, each_term, scale):
    """The right values (3,), and those of a formula with the bias twice, tanh of each term, or both."""
    from_h, from_x, b = scale * np.array([0.9, -0.5, 0.6]), scale * np.array([0.8, -0.4, -1.0]), [0.3, 0.2, -0.2]
    right = np.tanh(from_h + from_x + b)
    first, second = from_h + twice * np.array(b), from_x + b
    return right, np.tanh(first) + np.tanh(second) if each_term else np.tanh(first + second)


def explore_turning(show=None, **start):
    """The product of distinct numbers, turned over in ten steps: turn 0 is column form, 10 row form."""
    return Explorer(draw_turn, dict(turn=playing(whole("turn", 0, 0, STEPS), interval=250)), show, start)


def draw_turn(turn):
    """One step of the way."""
    W_hh, W_hx, h, x = distinct((3, 3)), distinct((3, 2), 0, 3), np.array([[1], [2], [3]]), np.array([[4], [5]])
    return draw_turning(W_hh, W_hx, h, x, W_hh @ h + W_hx @ x, turn / STEPS)
