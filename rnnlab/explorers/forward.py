"""Lecture 3: a sequence through an RNN, step by step."""

from functools import lru_cache, partial

import numpy as np

from rnnlab.check.comparing import differing
from rnnlab.check.rnn_step import RNN_STEP
from rnnlab.datasets import load_sunspots
from rnnlab.drawing.forward_view import draw_forward
from rnnlab.explorers.controls import choice, hidden_H, real, seed, steps_T, time_t
from rnnlab.explorers.explorer import Explorer
from rnnlab.explorers.learner import Unusable, follow, in_its_place, read_learner, remark, reserve_room
from rnnlab.networks.activations import ACTIVATIONS
from rnnlab.networks.init import init_rnn
from rnnlab.networks.memory import measured_half_life, pulse_memory
from rnnlab.networks.sequences import rnn_forward

WIDTH = 900
MORE = ("H", "h0", "seed")


def explore_forward(step=None, show=None, **start):
    """One input over time through an RNN: its states, the step being computed, the memory of a pulse.

    Parameters
    ----------
    step : function, optional
        Your own rnn_step(x, h, W_h, b_h). It computes the states; where they differ from the package's,
        the cells are marked, and what `check.rnn_step` says of it stands below.
    show : tuple of names, optional
        The controls on the page, in this order; those that are not keep their starting value.
    **start : starting values
        T, H, seed, radius, activation, h0, source, t.

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        A name that no control has, or a value that its control cannot have.
    """
    learner = read_learner(RNN_STEP, step)
    controls = dict(
        source=choice("input x", ("pulse", "sine", "sunspots")),
        T=steps_T(),
        radius=real("radius", 0.9, 0.0, 1.5, 0.05),
        activation=choice("activation", ACTIVATIONS, "tanh"),
        t=time_t(2),
        H=hidden_H(),
        h0=choice("h0", ("zeros", "A", "B")),
        seed=seed(),
    )

    def fit(controls, moved):
        controls["t"].max = controls["T"].value

    def idle(values):
        return () if learner is None else ("activation",)

    draw = draw_sequence if learner is None else partial(draw_their_sequence, learner)
    return reserve_room(Explorer(draw, controls, show, start, MORE, fit, idle, WIDTH), learner)


def draw_sequence(T, H, seed, radius, activation, h0, source, t):
    """The states of an untrained RNN on one input, as a picture."""
    params = draw_weights(H, seed, radius)
    x, start = input_signal(source, T), start_state(h0, H)
    states = np.concatenate([start[None], rnn_forward(x, params, start, activation)])
    return draw_forward(
        x, states, params, min(t, T), activation, say_memory(T, H, seed, radius, activation, h0, source)
    )


def draw_their_sequence(learner, T, H, seed, radius, activation, h0, source, t):
    """The same, the states computed by a learner's step."""
    params = draw_weights(H, seed, radius)
    x, start = input_signal(source, T), start_state(h0, H)
    right = states = np.concatenate([start[None], rnn_forward(x, params, start)])
    if learner.verdict.attempted:
        inputs = [{"x": x_t[None], "W_h": params.W_h, "b_h": params.b_h} for x_t in x]
        try:
            found = follow(learner, inputs, lambda last: {"h": start[None] if last is None else last[0]})
        except Unusable as problem:
            return in_its_place(learner, str(problem))
        states = np.concatenate([start[None], *(h for (h,) in found)])
    wrong = differing(states, right)
    return draw_forward(x, states, params, min(t, T), "tanh", remark(learner, wrong), wrong=wrong)


def draw_weights(H, seed, radius):
    """The weights of an untrained RNN with one input."""
    return init_rnn(1, H, np.random.default_rng(seed), spectral_radius=radius)


@lru_cache(maxsize=256)
def say_memory(T, H, seed, radius, activation, h0, source):
    """How long a small change of x_1 stays in what is shown, in words: kept, for time asks for it at every step."""
    params, start = draw_weights(H, seed, radius), start_state(h0, H)
    left = pulse_memory(lambda x: rnn_forward(x, params, start, activation), input_signal(source, T))
    if not left[0]:
        return "Memory: a small change of x₁ does not reach the state."
    steps = measured_half_life(left)
    if np.isfinite(steps):
        return f"Memory: on this input, half of a small change of x₁ is gone {steps:.1f} steps later."
    return f"Memory: on this input, a small change of x₁ is not halved by step {T}."


def input_signal(source, T):
    """One input (T, 1): a pulse at the first step, a sine of period 8, or the last T sunspot years / 100."""
    if source == "pulse":
        x = np.zeros(T)
        x[0] = 1.0
    elif source == "sine":
        x = np.sin(2 * np.pi * np.arange(T) / 8)
    else:
        return last_sunspots(T, 1)
    return x[:, None]


def last_sunspots(T, D):
    """x (T, D): in column k the sunspot number, in hundreds, of k years before; the last T years."""
    numbers = _sunspots_in_hundreds()
    return np.stack([numbers[len(numbers) - T - lag : len(numbers) - lag] for lag in range(D)], axis=1)


@lru_cache(maxsize=1)
def _sunspots_in_hundreds():
    """Read from the file once, not at every move of a slider; nobody may write to it."""
    numbers = load_sunspots()[1] / 100
    numbers.flags.writeable = False
    return numbers


def start_state(name, H):
    """h0 (H,): zeros, or one of two states that are far apart."""
    alternating = np.where(np.arange(H) % 2, -0.8, 0.8)
    return {"zeros": np.zeros(H), "A": alternating, "B": -alternating}[name]
