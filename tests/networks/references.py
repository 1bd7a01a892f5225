"""The cells once more, entry by entry in plain Python numbers: slow, and hard to get wrong.

The numbers may be complex: with a tiny imaginary part added to a number, the imaginary part of the result is a
derivative to the last digit, with no difference of two close values (the complex step).
"""

import cmath
import math

import numpy as np

from rnnlab import GRUParams, LSTMParams, LSTMVariant, RNNParams


def tanh(z):
    return (cmath if isinstance(z, complex) else math).tanh(z)


def sigmoid(z):
    return 1 / (1 + (cmath if isinstance(z, complex) else math).exp(-z))


G = {"identity": lambda z: z, "sigmoid": sigmoid, "tanh": tanh, "relu": lambda z: z if z.real > 0 else 0.0}


def as_lists(*arrays):
    """Nested lists of Python floats, or of complex numbers; None stays None."""
    return [None if a is None else (np.asarray(a) * 1.0).tolist() for a in arrays]


def entry(h, x, W, b, j):
    """Entry j of [h, x] W + b, one product at a time: h has the first rows of W, x the rest."""
    total = b[j]
    for k, value in enumerate([*h, *x]):
        total = total + value * W[k][j]
    return total


def slow_rnn_step(x, h, W_h, b_h, activation):
    """x (D,), h (H,) -> h (H,)."""
    return [[G[activation](entry(h, x, W_h, b_h, j)) for j in range(len(h))]]


def slow_gru_step(x, h, W, b, b_hn, reset):
    """x (D,), h (H,) -> h, r, z, n, each (H,)."""
    H, nothing = len(h), [0.0] * len(h)
    r, z = ([sigmoid(entry(h, x, W, b, first + j)) for j in range(H)] for first in (0, H))
    zeros, n = [0.0] * len(b), []
    for j in range(H):
        said_by_x = entry(nothing, x, W, b, 2 * H + j)
        if reset == "after":
            said_by_h = r[j] * (entry(h, [], W, zeros, 2 * H + j) + b_hn[j])
        else:
            said_by_h = entry([r[k] * h[k] for k in range(H)], [], W, zeros, 2 * H + j) + b_hn[j]
        n.append(tanh(said_by_x + said_by_h))
    return [(1 - z[j]) * n[j] + z[j] * h[j] for j in range(H)], r, z, n


def slow_lstm_step(x, h, c, before, W, b, p, R, variant):
    """x (D,), h and c (H,), before: the gates f, i, o of the step before, (3H,) -> h, c, f, i, o, g, each (H,)."""
    H = len(h)

    def gate(name, cell):
        first = "fio".index(name) * H
        values = []
        for j in range(H):
            z = entry(h, x, W, b, first + j)
            if variant.peepholes and p is not None:
                z = z + p[first + j] * cell[j]
            if variant.gate_recurrence:
                for k in range(3 * H):
                    z = z + before[k] * R[k][first + j]
            values.append(sigmoid(z))
        return values

    ones = [1.0] * H
    i = gate("i", c) if variant.input_gate else ones
    f = gate("f", c) if variant.forget_gate else ones
    if variant.coupled:
        f = [1 - value for value in i]
    g = [G[variant.input_activation](entry(h, x, W, b, 3 * H + j)) for j in range(H)]
    c = [f[j] * c[j] + i[j] * g[j] for j in range(H)]
    o = gate("o", c) if variant.output_gate else ones
    return [o[j] * G[variant.output_activation](c[j]) for j in range(H)], c, f, i, o, g


def as_array(runs, fields, x, H):
    """runs[example][step][field], each (H,) -> array (fields, B, T, H)."""
    B, T, _ = np.shape(x)
    return np.array(runs, dtype=None if B * T else float).reshape(B, T, fields, H).transpose(2, 0, 1, 3)


def slow_rnn_forward(x, params, h0, activation="tanh"):
    """x (B, T, D), h0 (B, H) -> array (1, B, T, H): h."""
    W_h, b_h, examples, starts = as_lists(params.W_h, params.b_h, x, h0)
    runs = []
    for steps, h in zip(examples, starts, strict=True):
        runs.append([])
        for x_t in steps:
            runs[-1].append(slow_rnn_step(x_t, h, W_h, b_h, activation))
            h = runs[-1][-1][0]
    return as_array(runs, 1, x, len(b_h))


def slow_gru_forward(x, params, h0, reset="after"):
    """x (B, T, D), h0 (B, H) -> array (4, B, T, H): h, r, z, n."""
    W, b, b_hn, examples, starts = as_lists(params.W, params.b, params.b_hn, x, h0)
    runs = []
    for steps, h in zip(examples, starts, strict=True):
        runs.append([])
        for x_t in steps:
            runs[-1].append(slow_gru_step(x_t, h, W, b, b_hn, reset))
            h = runs[-1][-1][0]
    return as_array(runs, 4, x, len(b_hn))


def slow_lstm_forward(x, params, h0, c0, variant=LSTMVariant()):  # noqa: B008 - it is frozen
    """x (B, T, D), h0 and c0 (B, H) -> array (6, B, T, H): h, c, f, i, o, g."""
    W, b, p, R, examples, h_starts, c_starts = as_lists(params.W, params.b, params.p, params.R, x, h0, c0)
    runs = []
    for steps, h, c in zip(examples, h_starts, c_starts, strict=True):
        runs.append([])
        before = [0.0] * (3 * len(h))
        for x_t in steps:
            h, c, f, i, o, g = slow_lstm_step(x_t, h, c, before, W, b, p, R, variant)
            before = [*f, *i, *o]
            runs[-1].append([h, c, f, i, o, g])
    return as_array(runs, 6, x, len(b) // 4)


def draw(seed, *shapes, dtype=np.float64):
    """Random arrays of these shapes, no number of them special."""
    rng = np.random.default_rng(seed)
    return [rng.standard_normal(shape).astype(dtype) for shape in shapes]


def draw_rnn(seed, B=2, T=5, D=3, H=4, dtype=np.float64):
    """Random x (B, T, D), parameters and h0 (B, H)."""
    x, h0, W_h, b_h = draw(seed, (B, T, D), (B, H), (H + D, H), H, dtype=dtype)
    return x, RNNParams(W_h, b_h), h0


def draw_gru(seed, B=2, T=5, D=3, H=4, dtype=np.float64):
    """Random x (B, T, D), parameters and h0 (B, H)."""
    x, h0, W, b, b_hn = draw(seed, (B, T, D), (B, H), (H + D, 3 * H), 3 * H, H, dtype=dtype)
    return x, GRUParams(W, b, b_hn), h0


def draw_lstm(seed, B=2, T=5, D=3, H=4, dtype=np.float64, extras=False):
    """Random x (B, T, D), parameters, h0 and c0 (B, H); with `extras` also peepholes p and gate recurrence R."""
    shapes = (B, T, D), (B, H), (B, H), (H + D, 4 * H), 4 * H, 3 * H, (3 * H, 3 * H)
    x, h0, c0, W, b, p, R = draw(seed, *shapes, dtype=dtype)
    return x, LSTMParams(W, b, *([p, R] if extras else [])), h0, c0
