"""Right solutions of every exercise, each in three styles: row form, np.block, and loops over plain numbers."""

import math

import numpy as np


def dot(A, B):
    """The product of two matrices of plain numbers."""
    return [[sum(a * b for a, b in zip(row, column, strict=True)) for column in zip(*B, strict=True)] for row in A]


def sigma(z):
    return 1 / (1 + np.exp(-z))


# ---- lecture 1 ----


def beside(W_hh, W_hx):
    return np.concatenate([W_hh, W_hx], axis=1)


def beside_block(W_hh, W_hx):
    return np.block([W_hh, W_hx])


def beside_loops(W_hh, W_hx):
    return [list(left) + list(right) for left, right in zip(W_hh, W_hx, strict=True)]


def on_top(h, x):
    return np.vstack((h, x))


def on_top_block(h, x):
    return np.block([[h], [x]])


def on_top_loops(h, x):
    rows = []
    for array in (h, x):
        for row in array:
            rows.append(row)
    return rows


# ---- lecture 2 ----


def joined(W_hh, W_hx, h, x, b, g):
    return g(np.hstack([W_hh, W_hx]) @ np.vstack([h, x]) + b)


def joined_block(W_hh, W_hx, h, x, b, g):
    return g(np.block([W_hh, W_hx, b]) @ np.block([[h], [x], [np.ones((1, h.shape[1]), h.dtype)]]))


def joined_loops(W_hh, W_hx, h, x, b, g):
    z = np.empty_like(h)
    for i in range(len(W_hh)):
        for n in range(h.shape[1]):
            z[i, n] = b[i, 0]
            for k in range(len(h)):
                z[i, n] += W_hh[i, k] * h[k, n]
            for k in range(len(x)):
                z[i, n] += W_hx[i, k] * x[k, n]
    return g(z)


def apart(W_hh, W_hx, h, x, b, g):
    return g(W_hh.dot(h) + W_hx.dot(x) + b)


def apart_turned(W_hh, W_hx, h, x, b, g):
    return g(h.T @ W_hh.T + x.T @ W_hx.T + b.T).T


# ---- lecture 3 ----


def step(x, h, W_h, b_h):
    return np.tanh(np.concatenate([h, x], axis=-1) @ W_h + b_h)


def step_block(x, h, W_h, b_h):
    H = h.shape[-1]
    return np.tanh(np.block([h, x]) @ np.block([[W_h[:H]], [W_h[H:]]]) + b_h)


def step_loops(x, h, W_h, b_h):
    rows = [list(before) + list(now) for before, now in zip(h, x, strict=True)]
    return [[math.tanh(z + b) for z, b in zip(row, b_h, strict=True)] for row in dot(rows, W_h)]


def step_params(x, h, params):
    return np.tanh(h @ params.W_hh + x @ params.W_hx + params.b_h)


def step_classic(x, h, s, w, b):
    return step(x, h, w, b)


def forward(x, h0, W_h, b_h):
    states = np.empty((x.shape[0], x.shape[1], W_h.shape[1]))
    h = h0
    for t in range(x.shape[1]):
        h = step(x[:, t], h, W_h, b_h)
        states[:, t] = h
    return states


def forward_block(x, h0, W_h, b_h):
    h, states = h0, []
    for t in range(x.shape[1]):
        h = step_block(x[:, t], h, W_h, b_h)
        states.append(h)
    return np.stack(states, axis=1)


def forward_loops(x, h0, W_h, b_h):
    batch = []
    for sequence, start in zip(x, h0, strict=True):
        h, states = start, []
        for x_t in sequence:
            (h,) = step_loops([x_t], [h], W_h, b_h)
            states.append(h)
        batch.append(states)
    return batch


def forward_params(x, params, h0=None):
    return forward(x, h0, params.W_h, params.b_h)


# ---- lecture 4 ----


def lstm(x, h, c, W, b):
    f, i, o, g = np.split(np.concatenate([h, x], axis=-1) @ W + b, 4, axis=-1)
    c = sigma(f) * c + sigma(i) * np.tanh(g)
    return sigma(o) * np.tanh(c), c


def lstm_block(x, h, c, W, b):
    H = h.shape[1]
    z = np.block([h, x, np.ones((len(x), 1), x.dtype)]) @ np.block([[W], [b[None]]])
    f, i, o = (sigma(z[:, k * H : (k + 1) * H]) for k in range(3))
    c = f * c + i * np.tanh(z[:, 3 * H :])
    return [o * np.tanh(c), c]


def lstm_loops(x, h, c, W, b):
    H, rows = len(h[0]), [list(before) + list(now) for before, now in zip(h, x, strict=True)]
    new_h, new_c = [], []
    for row, old in zip(dot(rows, W), c, strict=True):
        z = [a + bias for a, bias in zip(row, b, strict=True)]
        now = [sigma(z[k]) * old[k] + sigma(z[H + k]) * math.tanh(z[3 * H + k]) for k in range(H)]
        new_c.append(now)
        new_h.append([sigma(z[2 * H + k]) * math.tanh(now[k]) for k in range(H)])
    return new_h, new_c


def lstm_params(x, h, c, params):
    return lstm(x, h, c, params.W, params.b)


def pinned(x, h, c, W_g, b_g):
    new = np.tanh(np.concatenate([h, x], axis=-1) @ W_g + b_g)
    return new, new


def pinned_block(x, h, c, W_g, b_g):
    f, i, o = np.zeros_like(c), np.ones_like(c), np.ones_like(c)
    c = f * c + i * np.tanh(np.block([h, x]) @ W_g + b_g)
    return o * c, c


def pinned_loops(x, h, c, W_g, b_g):
    new = step_loops(x, h, W_g, b_g)
    return new, [list(row) for row in new]


# ---- lecture 5 ----


def steps_to_half(rate):
    return np.log(2) / -np.log(rate)


def steps_to_half_in_base_2(rate):
    return -1 / np.log2(rate)


def steps_to_half_solved(rate):
    return np.log(0.5) / np.log(rate)


def steps_to_half_of_the_inverse(rate):
    return np.log10(2) / np.log10(1 / rate)


def steps_to_half_loops(rate):
    return [math.log(0.5, r) for r in rate]


def scaled(W_hh, radius):
    return W_hh * (radius / np.abs(np.linalg.eigvals(W_hh)).max())


def scaled_in_two_steps(W_hh, radius):
    values, _ = np.linalg.eig(W_hh)
    return radius * (W_hh / max(abs(values)))


def scaled_by_parts(W_hh, radius):
    sizes = [math.hypot(value.real, value.imag) for value in np.linalg.eigvals(W_hh)]
    return [[radius * entry / max(sizes) for entry in row] for row in W_hh]


RIGHT = {
    "join_weights": (beside, beside_block, beside_loops),
    "join_state": (on_top, on_top_block, on_top_loops),
    "formula_1": (joined, joined_block, joined_loops),
    "formula_2": (apart, apart_turned, joined_loops),
    "rnn_step": (step, step_block, step_loops, step_params, step_classic),
    "rnn_forward": (forward, forward_block, forward_loops, forward_params),
    "lstm_step": (lstm, lstm_block, lstm_loops, lstm_params),
    "lstm_as_rnn": (pinned, pinned_block, pinned_loops),
    "half_life": (
        steps_to_half,
        steps_to_half_in_base_2,
        steps_to_half_solved,
        steps_to_half_of_the_inverse,
        steps_to_half_loops,
    ),
    "spectral_scaling": (scaled, scaled_in_two_steps, scaled_by_parts),
}
