"""Three scenes of lecture 6: a gradient on its way back through an RNN, through the c of an LSTM, and clipped."""

from functools import lru_cache

import numpy as np

from rnnlab.drawing.clipped_arrow import draw_clipping
from rnnlab.drawing.colours import COLOURS, INK
from rnnlab.drawing.decay import Curve
from rnnlab.drawing.gradient_view import draw_gradient_back
from rnnlab.explorers.controls import choice, real, seed, whole
from rnnlab.explorers.explorer import explore
from rnnlab.networks.activations import ACTIVATIONS, SLOPES
from rnnlab.networks.init import init_lstm, init_rnn
from rnnlab.networks.params import LSTMParams
from rnnlab.networks.sequences import lstm_forward
from rnnlab.networks.training import clip_by_norm

NETWORKS, H, D, T = 20, 10, 3, 40
STEEPEST = {"identity": 1.0, "sigmoid": 0.25, "tanh": 1.0, "relu": 1.0}


def explore_vanishing():
    """How large the gradient of h is at each step before the last, and what the largest singular value allows."""
    return explore(
        draw_vanishing,
        radius=real("radius", 0.9, 0.0, 1.5, 0.05),
        activation=choice("activation", ACTIVATIONS, "tanh"),
        weights=choice("W_hh", ("orthogonal", "normal")),
        steps=whole("length T", 40, 10, 60),
    )


def draw_vanishing(radius, activation, weights, steps):
    """20 networks: the length of dh at each step, and the bound."""
    dh, stretch = gradients_back(radius, activation, weights, steps)
    length = np.linalg.norm(dh, axis=-1)
    blue, back = COLOURS["h"].text, np.arange(steps)[::-1]
    bound = (stretch.max() * STEEPEST[activation]) ** back
    curves = [
        Curve("bound", bound, INK, "7 4"),
        Curve("largest", length.max(axis=1), blue, "2 3"),
        Curve("median", np.median(length, axis=1), blue),
        Curve("smallest", length.min(axis=1), blue, "2 3"),
    ]
    remark = f"20 RNNs with {H} units, {weights} W_hh of radius {radius:.2f}, {activation}, {steps} steps."
    label = "length of dh at each step t, from 1 at the last: 20 networks"
    return draw_gradient_back("Does the gradient vanish or explode?", label, curves, steps, remark)


def gradients_back(radius, activation, weights, steps):
    """The gradient with respect to every state of 20 untrained RNNs, of a loss that reads the last state alone.

    The networks run side by side; `rnn_backward` would give the gradient of one, at its start.

    Parameters
    ----------
    radius : float
    activation : key of ACTIVATIONS
    weights : {"orthogonal", "normal"}
    steps : int, at most 60

    Returns
    -------
    dh : array (steps, 20, H)
        At the last step each has length 1.
    stretch : array (20,)
        The largest singular value of each W_hh.
    """
    (W_hh, W_hx), noise, last = _first_weights(weights), _noise(), _directions()
    W_hh, apply = radius * W_hh, ACTIVATIONS[activation]
    h, slopes = np.zeros((NETWORKS, 1, H)), []
    for x in noise[-steps:]:
        h = apply(h @ W_hh + x * W_hx)
        slopes.append(SLOPES[activation](h))
    back, dh = W_hh.swapaxes(1, 2), [last]
    for slope in slopes[:0:-1]:
        dh.append((dh[-1] * slope) @ back)
    return np.array(dh[::-1])[:, :, 0], radius * _stretches(weights)


def explore_cell_path():
    """The gradient of c on its way back through an LSTM: what the forget gates hand on, and what comes through h."""
    return explore(
        draw_cell_path,
        b_f=real("bias b_f", 1.0, -3.0, 5.0, 0.5),
        gain=real("rows of h ×", 1.0, 0.0, 2.0, 0.1),
        seed=seed(),
    )


def draw_cell_path(b_f, gain, seed):
    """The length of dc, of the product of the forget gates, and of the rest, at each step."""
    dc, by_gates = cell_gradients(*small_lstm(b_f, gain, seed), _directions()[0, 0])
    lengths = (np.linalg.norm(part, axis=1) for part in (dc, by_gates, (dc - by_gates)[:-1]))
    looks = (("dc", COLOURS["c"].text, None), ("gates alone", INK, "7 4"), ("the rest, by h", COLOURS["h"].text, "2 3"))
    curves = [Curve(name, length, *look) for (name, *look), length in zip(looks, lengths, strict=True)]
    remark = f"An LSTM with {H} units, b_f = {b_f:g}, the rows of h times {gain:.1f}, seed {seed}."
    label = "length of dc at each step t, from 1 at the last: all of it, and its two parts"
    return draw_gradient_back("Two ways back for the gradient of c", label, curves, T, remark, 1e-6, 1e2)


def small_lstm(b_f, gain, seed):
    """x (T, D), and an untrained LSTM whose rows of W that meet h are multiplied by a gain."""
    params = init_lstm(D, H, np.random.default_rng(seed), forget_bias=b_f)
    W = params.W.copy()
    W[:H] *= gain
    return np.random.default_rng(100 + seed).standard_normal((T, D)), LSTMParams(W, params.b)


def cell_gradients(x, params, dc_T):
    """The gradient (T, H) with respect to each c of a loss that reads the last c alone, and what of it the gates bring.

    From one step to the one before, dc is multiplied by the forget gate: the direct path. The gates and
    the candidate of the step have also read h = o tanh(c) of the step before, which is the path through h.

    Parameters
    ----------
    x : array (T, D)
    params : LSTMParams
    dc_T : array (H,)
        The gradient of the loss with respect to the last c.

    Returns
    -------
    dc, by_gates : arrays (T, H)
        All of it, and the product of the forget gates after the step, times dc_T. The difference of
        the two is what has gone through h at least once.
    """
    H, trace = params.H, lstm_forward(x, params)
    dc, dz_o, by_gates = [dc_T], np.zeros(H), [dc_T]
    for t in range(len(x) - 1, 0, -1):
        f, i, g, now = trace.f[t], trace.i[t], trace.g[t], dc[-1]
        dz_f, dz_i, dz_g = now * trace.c[t - 1] * f * (1 - f), now * g * i * (1 - i), now * i * (1 - g * g)
        dh = params.W[:H] @ np.concatenate([dz_f, dz_i, dz_o, dz_g])
        o, squashed = trace.o[t - 1], np.tanh(trace.c[t - 1])
        dc.append(now * f + dh * o * (1 - squashed * squashed))
        dz_o = dh * squashed * o * (1 - o)
        by_gates.append(by_gates[-1] * f)
    return np.array(dc[::-1]), np.array(by_gates[::-1])


def explore_clipping():
    """A gradient of two numbers, clipped by its norm and by value."""
    return explore(
        draw_clipped,
        first=real("1st number", 9.0, -10.0, 10.0, 0.5),
        second=real("2nd number", 2.0, -10.0, 10.0, 0.5),
        limit=real("limit", 4.0, 0.5, 10.0, 0.5),
    )


def draw_clipped(first, second, limit):
    """The arrow before and after."""
    before = np.array([first, second])
    by_norm, _ = clip_by_norm({"dW": before}, limit)
    return draw_clipping(before, by_norm["dW"], np.clip(before, -limit, limit), limit)


@lru_cache(maxsize=2)
def _first_weights(weights):
    """W_hh (20, H, H) of radius 1, and W_hx (20, 1, H)."""
    made = [init_rnn(1, H, np.random.default_rng(number), weights, spectral_radius=1) for number in range(NETWORKS)]
    return np.stack([params.W_hh for params in made]), np.stack([params.W_hx for params in made])


@lru_cache(maxsize=2)
def _stretches(weights):
    return np.linalg.norm(_first_weights(weights)[0], 2, axis=(1, 2))


@lru_cache(maxsize=1)
def _noise():
    return np.random.default_rng(20).standard_normal((60, NETWORKS, 1, 1))


@lru_cache(maxsize=1)
def _directions():
    """A vector (20, 1, H) of length 1 for each network."""
    drawn = np.random.default_rng(21).standard_normal((NETWORKS, 1, H))
    return drawn / np.linalg.norm(drawn, axis=-1, keepdims=True)
