"""Lecture 5: a pulse in a network, and how much of it is left at each step."""

import numpy as np

from rnnlab.drawing.memory_view import draw_memory
from rnnlab.explorers.controls import choice, hidden_H, real, seed, switch, whole
from rnnlab.explorers.explorer import Explorer
from rnnlab.networks.activations import ACTIVATIONS
from rnnlab.networks.init import init_lstm, init_rnn, spectral_radius
from rnnlab.networks.memory import half_life, measured_half_life
from rnnlab.networks.params import LSTMParams, RNNParams
from rnnlab.networks.sequences import lstm_forward, rnn_forward

T, WIDTH = 60, 900
MORE = ("source", "H", "seed")
WEIGHTS = ("orthogonal", "normal", "identity", "shift")
RANDOM = WEIGHTS[:2]


def explore_memory(show=None, **start):
    """A pulse in an RNN or an LSTM: how much of it is left, measured and predicted, on a logarithmic axis.

    Parameters
    ----------
    show : tuple of names, optional
        The controls on the page, in this order; those that are not keep their starting value.
    **start : starting values
        network, radius, activation, weights, b_f, loop, size, at, source, H, seed. Those of the other
        network have no part: activation and weights of the RNN, b_f and loop of the LSTM.

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        A name that no control has, or a value that its control cannot have.
    """
    controls = dict(
        network=choice("network", ("RNN", "LSTM")),
        radius=real("radius", 0.9, 0.0, 1.5, 0.05),
        activation=choice("activation", ACTIVATIONS, "tanh"),
        weights=choice("W_hh", WEIGHTS),
        b_f=real("bias b_f", 1.0, -3.0, 5.0, 0.5),
        loop=switch("the loop through h", True),
        size=choice("pulse size", ("0.01", "0.1", "1", "10"), "0.1"),
        at=whole("pulse at t", 1, 1, T // 2),
        source=choice("input x", ("noise", "zeros")),
        H=hidden_H(),
        seed=seed(),
    )

    def idle(values):
        if values["network"] == "LSTM":
            return ("activation", "weights")
        return ("b_f", "loop") if is_random(values["weights"], values["source"]) else ("b_f", "loop", "seed")

    return Explorer(draw_pulse, controls, show, start, MORE, idle=idle, width=WIDTH)


def draw_pulse(network, radius, activation, weights, b_f, loop, size, at, source, H, seed):
    """What a pulse changes in the states, as a picture."""
    x, pushed = pulse_input(source, seed, float(size), at)
    pulse = f"a pulse of {size} at t = {at}, input {source}"
    if network == "LSTM" or is_random(weights, source):
        pulse = f"seed {seed}; {pulse}"
    if network == "RNN":
        params = pulse_rnn(weights, H, seed, radius)
        apart = rnn_forward(pushed, params, activation=activation) - rnn_forward(x, params, activation=activation)
        rate = spectral_radius(params.W_hh)
        scaled = "scaled to radius" if weights in RANDOM else "times"
        remark = f"An RNN with {H} units, W_hh {weights} {scaled} {radius:.2f}, {activation}, {pulse}."
        return draw_memory(pushed, apart, at, measured(apart, at), powers(f"radius {rate:.2f}", rate, at), remark)
    params = pulse_lstm(H, seed, b_f, loop)
    with_pulse, without = lstm_forward(pushed, params), lstm_forward(x, params)
    apart = with_pulse.c - without.c
    remark = f"An LSTM with {H} units, b_f = {b_f:g}, the loop through h {'real' if loop else 'cut'}, {pulse}."
    rival = powers(f"RNN, radius {radius:.2f}", radius, at)
    return draw_memory(pushed, apart, at, measured(apart, at), gates_alone(apart, without.f, at), remark, rival, "c")


def is_random(weights, source):
    """Whether an RNN with these weights and this input has anything that a seed decides."""
    return weights in RANDOM or source == "noise"


def pulse_input(source, seed, size, at):
    """x (T, 1), and the same with a pulse at step `at`, counted from 1."""
    x = 0.3 * np.random.default_rng(seed).standard_normal((T, 1)) if source == "noise" else np.zeros((T, 1))
    pushed = x.copy()
    pushed[at - 1] += size
    return x, pushed


def pulse_rnn(weights, H, seed, radius):
    """An untrained RNN with one input: W_hh random and scaled to a radius, or the identity or a shift times it."""
    rng = np.random.default_rng(seed)
    if weights in RANDOM:
        return init_rnn(1, H, rng, weights, spectral_radius=radius)
    W_hh = radius * (np.eye(H) if weights == "identity" else np.eye(H, k=1))
    return RNNParams.from_blocks(W_hh, np.eye(1, H), np.zeros(H))


def pulse_lstm(H, seed, b_f, loop):
    """An untrained LSTM with one input; with the loop cut, nothing reads h."""
    params = init_lstm(1, H, np.random.default_rng(seed), forget_bias=b_f)
    if loop:
        return params
    W = params.W.copy()
    W[:H] = 0
    return LSTMParams(W, params.b)


def measured(apart, at):
    """Words, what is left of the pulse from step `at` on, and when half of it is."""
    left = np.linalg.norm(apart[at - 1 :], axis=1)
    left = left / left[0] if left[0] else left
    return "measured", left, measured_half_life(left)


def powers(words, rate, at):
    """The same for a rate: its powers."""
    left = float(rate) ** np.arange(T + 1 - at)
    return words, left, float(half_life(min(rate, 1.0)))


def gates_alone(apart, f, at):
    """The same for the product of the forget gates: what the direct path along c would leave."""
    kept = np.concatenate([np.ones((1, f.shape[1])), np.cumprod(f[at:], axis=0)])
    left = np.linalg.norm(apart[at - 1] * kept, axis=1)
    left = left / left[0] if left[0] else left
    return "product of f", left, measured_half_life(left)
