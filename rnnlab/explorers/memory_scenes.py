"""Two scenes of lecture 5: the powers of W_hh, and what the first weights do to the states."""

import numpy as np

from rnnlab.drawing.colours import COLOURS, INK
from rnnlab.drawing.decay import Curve
from rnnlab.drawing.eigen_view import draw_eigenvalues
from rnnlab.explorers.controls import choice, playing, real, seed, whole
from rnnlab.explorers.explorer import explore
from rnnlab.explorers.memory import RANDOM, WEIGHTS, pulse_rnn
from rnnlab.networks.init import init_rnn
from rnnlab.networks.params import RNNParams
from rnnlab.networks.sequences import rnn_forward

UNITS, POWERS, STEPS, CHANGE = 10, 40, 30, 1e-6
FIRST_WEIGHTS = ("uniform", "orthogonal", "identity", "minus identity", "normal")


def explore_powers():
    """The eigenvalues of W_hh under the hand, and what its powers do to a vector."""
    return explore(
        draw_powers,
        idle=lambda values: () if values["weights"] in RANDOM else ("seed",),
        n=playing(whole("power n", 3, 0, POWERS)),
        radius=real("radius", 0.9, 0.0, 1.5, 0.05),
        weights=choice("W_hh", WEIGHTS),
        seed=seed(),
    )


def explore_first_weights():
    """The states of a network that is left alone, for weights as it may begin with them."""
    return explore(
        draw_first_weights,
        weights=choice("W_hh", FIRST_WEIGHTS),
        gain=real("gain", 1.0, 0.2, 4.0, 0.2),
        units=whole("units", 40, 1, 40),
        seed=seed(),
    )


def draw_powers(weights, radius, seed, n):
    """The eigenvalues of a matrix (10, 10) and of its power, and how long v is after each step."""
    W_hh = pulse_rnn(weights, UNITS, seed, radius).W_hh
    v = powers_of(W_hh, POWERS)
    values, length = np.linalg.eigvals(W_hh), np.linalg.norm(v, axis=1)
    rate = float(np.abs(values).max())
    curves = [
        Curve("length", length, COLOURS["h"].text, None, 0),
        Curve("radius", rate ** np.arange(POWERS + 1.0), INK, "7 4", 0),
    ]
    said = [
        f"{weights}, {f'seed {seed}: ' if weights in RANDOM else ''}radius {rate:.2f}",
        f"length of v after {n} steps: {length[n]:.3g}",
        f"radius to the power of {n}: {rate**n:.3g}",
    ]
    label = "length of v after n steps (line), and the power of the radius (dashed)"
    return draw_eigenvalues(
        "Powers of W_hh", values, v, curves, said, 1e-4, 1e2, n, mark=n, name="v", y_label=label, step="n"
    )


def powers_of(W_hh, N):
    """v, v W_hh, v W_hh², … (N + 1, H), where v is 1 in the first unit and 0 in all others."""
    v = [np.eye(1, len(W_hh))[0]]
    for _ in range(N):
        v.append(v[-1] @ W_hh)
    return np.array(v)


def draw_first_weights(weights, units, gain, seed):
    """The states of a network without input, with tanh, and what becomes of a tiny change of its start."""
    W_hh = first_weights(weights, units, gain, seed)
    values, (states, left) = np.linalg.eigvals(W_hh), run_twice(W_hh, seed)
    saturated = np.mean(np.abs(states[1:]) > 0.99)
    curves = [Curve("change", left, INK, None, 0)]
    said = [
        f"{weights} × {gain:g}, {units} units, seed {seed}",
        f"radius {np.abs(values).max():.2f}; {100 * saturated:.0f} % beyond ±0.99",
        f"in {STEPS} steps the change became × {left[-1]:.2g}",
    ]
    label = "how many times as large a change of 0.000001 has become"
    return draw_eigenvalues("First weights", values, states, curves, said, 1e-4, 1e8, reach=2.4, y_label=label)


def first_weights(weights, units, gain, seed):
    """W_hh (units, units) as a network may begin with it, times a gain."""
    if weights.endswith("identity"):
        return (-gain if weights.startswith("minus") else gain) * np.eye(units)
    return gain * init_rnn(1, units, np.random.default_rng(seed), weights).W_hh


def run_twice(W_hh, seed):
    """The states (N + 1, H) from a random start, without input; and the share that a tiny change of the start keeps."""
    H = len(W_hh)
    params = RNNParams.from_blocks(W_hh, np.zeros((1, H)), np.zeros(H))
    start = 0.5 * np.random.default_rng(seed + 1).standard_normal(H)
    starts = np.stack([start, start])
    starts[1, 0] += CHANGE
    states = np.concatenate([starts[:, None], rnn_forward(np.zeros((2, STEPS, 1)), params, starts)], axis=1)
    return states[0], np.linalg.norm(states[1] - states[0], axis=-1) / CHANGE
