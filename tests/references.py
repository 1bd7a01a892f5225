"""The cells once more, entry by entry in plain Python floats: slow, and hard to get wrong."""

import math

import numpy as np

from rnnlab import LSTMParams, RNNParams

G = {
    "identity": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "relu": lambda z: z if z > 0 else 0.0,
}


def slow_product(x, h, W, b):
    """[h, x] W + b, one sum over k at a time: x (B, D), h (B, H), W (H + D, K) -> nested lists (B, K)."""
    x, h, W, b = (np.asarray(array, dtype=float).tolist() for array in (x, h, W, b))
    H, D = len(h[0]), len(x[0])
    result = []
    for x_row, h_row in zip(x, h, strict=True):
        z = []
        for j in range(len(b)):
            total = b[j]
            for k in range(H):
                total += h_row[k] * W[k][j]
            for k in range(D):
                total += x_row[k] * W[H + k][j]
            z.append(total)
        result.append(z)
    return result


def slow_rnn_step(x, h, params, activation="tanh"):
    """x (B, D), h (B, H) -> nested lists (B, H)."""
    z = slow_product(x, h, params.W_h, params.b_h)
    return [[G[activation](value) for value in row] for row in z]


def slow_lstm_step(x, h, c, params, output_activation="tanh"):
    """x (B, D), h and c (B, H) -> nested lists h, c, f, i, o, g, each (B, H)."""
    H = len(h[0])
    h_next, c_next, gates = [], [], {"f": [], "i": [], "o": [], "g": []}
    for c_row, z in zip(c, slow_product(x, h, params.W, params.b), strict=True):
        row = {}
        for n, name in enumerate("fiog"):
            squash = G["tanh"] if name == "g" else G["sigmoid"]
            row[name] = [squash(z[n * H + j]) for j in range(H)]
            gates[name].append(row[name])
        c_next.append([row["f"][j] * float(c_row[j]) + row["i"][j] * row["g"][j] for j in range(H)])
        h_next.append([row["o"][j] * G[output_activation](c_next[-1][j]) for j in range(H)])
    return h_next, c_next, *gates.values()


def slow_rnn_forward(x, params, h0, activation="tanh"):
    """x (B, T, D), h0 (B, H) -> array (B, T, H)."""
    B, T, _ = x.shape
    states = np.empty((B, T, len(params.b_h)))
    for n in range(B):
        h = [h0[n]]
        for t in range(T):
            h = slow_rnn_step([x[n, t]], h, params, activation)
            states[n, t] = h[0]
    return states


def slow_lstm_forward(x, params, h0, c0, output_activation="tanh"):
    """x (B, T, D), h0 and c0 (B, H) -> array (6, B, T, H): h, c, f, i, o, g."""
    B, T, _ = x.shape
    trace = np.empty((6, B, T, len(params.b) // 4))
    for n in range(B):
        h, c = [h0[n]], [c0[n]]
        for t in range(T):
            h, c, *gates = slow_lstm_step([x[n, t]], h, c, params, output_activation)
            trace[:, n, t] = [h[0], c[0], *(gate[0] for gate in gates)]
    return trace


def draw_rnn(seed, B=2, T=5, D=3, H=4, dtype=np.float64):
    """Random x (B, T, D), parameters and h0 (B, H), no number of them special."""
    rng = np.random.default_rng(seed)
    x, h0 = rng.standard_normal((B, T, D)), rng.standard_normal((B, H))
    W_h, b_h = rng.standard_normal((H + D, H)), rng.standard_normal(H)
    return x.astype(dtype), RNNParams(W_h.astype(dtype), b_h.astype(dtype)), h0.astype(dtype)


def draw_lstm(seed, B=2, T=5, D=3, H=4, dtype=np.float64):
    """Random x (B, T, D), parameters, h0 and c0 (B, H), no number of them special."""
    rng = np.random.default_rng(seed)
    x, h0, c0 = (rng.standard_normal(shape).astype(dtype) for shape in [(B, T, D), (B, H), (B, H)])
    W, b = rng.standard_normal((H + D, 4 * H)), rng.standard_normal(4 * H)
    return x, LSTMParams(W.astype(dtype), b.astype(dtype)), h0, c0
