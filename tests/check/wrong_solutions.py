"""Wrong solutions as learners write them: other code than the package's own, under the name it must find."""

import math

import numpy as np
from right_solutions import dot, forward, lstm, sigma, step


def both(x, h):
    return np.concatenate([h, x], axis=-1)


# ---- lecture 1 ----


def stack_by_loops(W_hh, W_hx):
    if np.shape(W_hh) != np.shape(W_hx):
        raise ValueError("different shapes")
    return [[list(row) for row in W] for W in (W_hh, W_hx)]


def on_top_by_loops(W_hh, W_hx):
    joined = np.empty((len(W_hh) + len(W_hx), W_hh.shape[1]))
    joined[: len(W_hh)], joined[len(W_hh) :] = W_hh, W_hx
    return joined


def transposed_by_loops(W_hh, W_hx):
    return [list(column) for W in (W_hh, W_hx) for column in zip(*W, strict=True)]


JOIN_WEIGHTS = {
    "on top": [lambda a, b: np.vstack([a, b]), lambda a, b: np.block([[a], [b]]), on_top_by_loops],
    "swapped": [lambda a, b: np.hstack([b, a]), lambda a, b: [[*q, *p] for p, q in zip(a, b, strict=True)]],
    "np.stack": [
        lambda a, b: np.stack([a, b]),
        lambda a, b: np.stack((a, b), axis=-1),
        lambda a, b: np.dstack([a, b]) if a.shape == b.shape else np.stack([a, b]),
        stack_by_loops,
    ],
    "transposed": [lambda a, b: np.vstack([a.T, b.T]), lambda a, b: np.hstack([a, b]).T, transposed_by_loops],
    "W_hh transposed": [lambda a, b: np.block([a.T, b])],
    "dtype changed": [
        lambda a, b: np.hstack([a, b]).astype(np.float32),
        lambda a, b: np.array(np.hstack([a, b]), dtype=int),
    ],
}

JOIN_STATE = {
    "beside": [lambda h, x: np.hstack([h, x]), lambda h, x: [[*p, *q] for p, q in zip(h, x, strict=True)]],
    "swapped": [lambda h, x: np.vstack([x, h]), lambda h, x: [*x, *h]],
    "np.stack": [
        lambda h, x: np.stack([h, x]),
        lambda h, x: np.dstack([h, x]) if h.shape == x.shape else np.stack([h, x]),
    ],
    "flattened": [np.append, lambda h, x: np.vstack([h, x]).ravel(), lambda h, x: [*h.flat, *x.flat]],
    "dtype changed": [
        lambda h, x: np.vstack([h, x]).astype(int),
        lambda h, x: np.vstack([h, x]).astype(np.float32),
    ],
}


# ---- lecture 2 ----


def by_loops(bias=1, turn=False):
    def formula(W_hh, W_hx, h, x, b, g):
        W_hx = W_hx.T if turn else W_hx
        from_h, from_x = dot(W_hh, h), dot(W_hx, x)
        return g(
            np.array(
                [[p + q + bias * b[i, 0] for p, q in zip(from_h[i], from_x[i], strict=True)] for i in range(len(b))]
            )
        )

    return formula


def g_of_mean(W, V, h, x, b, g):
    z = W @ h + V @ x
    for i in range(len(z)):
        z[i] += b.sum() / len(b)
    return g(z)


FORMULA = {
    "b twice": [by_loops(bias=2), lambda W, V, h, x, b, g: g(np.hstack([W, V]) @ np.vstack([h, x]) + b + b)],
    "b forgotten": [by_loops(bias=0), lambda W, V, h, x, b, g: g(np.block([W, V]) @ np.block([[h], [x]]))],
    "b after φ": [lambda W, V, h, x, b, g: g(np.dot(W, h) + np.dot(V, x)) + b],
    "* for @": [
        lambda W, V, h, x, b, g: g(np.multiply(W, h) + np.multiply(V, x) + b),
        lambda W, V, h, x, b, g: g(np.concatenate([W, V], 1) * np.concatenate([h, x]) + b),
        lambda W, V, h, x, b, g: g(W * h + np.dot(V, x) + b),
    ],
    "W_hx transposed": [
        by_loops(turn=True),
        lambda W, V, h, x, b, g: g(np.hstack([W, V.T]) @ np.vstack([h, x]) + b),
        lambda W, V, h, x, b, g: g(np.einsum("ik,kn->in", W, h) + np.einsum("ki,kn->in", V, x) + b),
    ],
    "φ of each term apart": [
        lambda W, V, h, x, b, g: g(W @ h + b) + g(V @ x + b),
        lambda W, V, h, x, b, g: np.add(g(np.dot(W, h)), g(np.dot(V, x) + b)),
    ],
    "W_hh transposed": [lambda W, V, h, x, b, g: g(np.hstack([W.T, V]) @ np.vstack([h, x]) + b)],
    "φ twice": [lambda W, V, h, x, b, g: g(g(np.dot(W, h) + np.dot(V, x) + b))],
    "tanh for φ": [lambda W, V, h, x, b, g: np.tanh(np.block([W, V]) @ np.block([[h], [x]]) + b)],
    "φ forgotten": [lambda W, V, h, x, b, g: np.hstack([W, V]) @ np.vstack([h, x]) + b],
    "[x ; h] order": [lambda W, V, h, x, b, g: g(np.block([W, V]) @ np.block([[x], [h]]) + b)],
    "h ignored": [lambda W, V, h, x, b, g: g(np.dot(V, x) + b)],
    "x ignored": [lambda W, V, h, x, b, g: g(np.dot(W, h) + b)],
    "x subtracted": [lambda W, V, h, x, b, g: g(W @ h - V @ x + b)],
    "h subtracted": [lambda W, V, h, x, b, g: g(V @ x - W @ h + b)],
    "bias subtracted": [by_loops(bias=-1)],
    "bias averaged": [lambda W, V, h, x, b, g: g(W @ h + V @ x + b.mean()), lambda *a: g_of_mean(*a)],
    "h added to the result": [lambda W, V, h, x, b, g: h + g(W @ h + V @ x + b)],
    "terms multiplied": [lambda W, V, h, x, b, g: g((W @ h) * (V @ x) + b)],
    "cut to whole numbers": [lambda W, V, h, x, b, g: np.asarray(g(W @ h + V @ x + b), dtype=int)],
}


# ---- lecture 3 ----


def step_by_loops(activation=math.tanh, order="hx", bias=1):
    def wrong(x, h, W_h, b_h):
        parts = {"h": h, "x": x}
        rows = [[*p, *q] for p, q in zip(parts[order[0]], parts[order[1]], strict=True)]
        return [[activation(z + bias * b) for z, b in zip(row, b_h, strict=True)] for row in dot(rows, W_h)]

    return wrong


def in_place(x, h, W_h, b_h):
    h[:] = np.tanh(both(x, h) @ W_h + b_h)
    return h


def out_in_place(x, h, W_h, b_h):
    return np.tanh(both(x, h) @ W_h + b_h, out=h)


def into_integers(x, h, W_h, b_h):
    new = np.zeros(h.shape, int)
    new[:] = np.tanh(both(x, h) @ W_h + b_h)
    return new


STEP = {
    "no tanh": [step_by_loops(activation=lambda z: z), lambda x, h, W, b: np.block([h, x]) @ W + b],
    "sigmoid": [step_by_loops(activation=sigma), lambda x, h, W, b: 1 / (1 + np.exp(-(both(x, h) @ W + b)))],
    "[x, h] order": [step_by_loops(order="xh"), lambda x, h, W, b: np.tanh(np.hstack([x, h]) @ W + b)],
    "x used twice": [step_by_loops(order="xx"), lambda x, h, W, b: np.tanh(np.block([x, x]) @ W + b)],
    "h used twice": [step_by_loops(order="hh"), lambda x, h, W, b: np.tanh(np.hstack([h, h]) @ W + b)],
    "h ignored": [lambda x, h, W, b: np.tanh(x @ W[h.shape[1] :] + b)],
    "x ignored": [lambda x, h, W, b: np.tanh(h @ W[: h.shape[1]] + b)],
    "b forgotten": [step_by_loops(bias=0), lambda x, h, W, b: np.tanh(np.block([h, x]) @ W)],
    "b after tanh": [lambda x, h, W, b: np.tanh(np.block([h, x]) @ W) + b],
    "tanh twice": [step_by_loops(activation=lambda z: math.tanh(math.tanh(z)))],
    "relu": [step_by_loops(activation=lambda z: max(z, 0.0))],
    "W_hh transposed": [lambda x, h, W, b: np.tanh(h @ W[: len(h[0])].T + x @ W[len(h[0]) :] + b)],
    "h unchanged": [lambda x, h, W, b: h.copy(), lambda x, h, W, b: h],
    "h changed in place": [in_place, out_in_place],
    "b twice": [step_by_loops(bias=2), lambda x, h, W, b: np.tanh(both(x, h) @ W + b) + b],
    "bias subtracted": [step_by_loops(bias=-1)],
    "bias averaged": [
        lambda x, h, W, b: np.tanh(np.hstack([h, x]) @ W + np.mean(b)),
        lambda x, h, W, b: np.tanh(np.hstack([h, x]) @ W + sum(b)),
    ],
    "x subtracted": [lambda x, h, W, b: np.tanh(h @ W[: len(h[0])] - x @ W[len(h[0]) :] + b)],
    "h subtracted": [lambda x, h, W, b: np.tanh(np.hstack([-h, x]) @ W + b)],
    "one state for the whole batch": [
        lambda x, h, W, b: np.tanh(h[0] @ W[: len(h[0])] + x @ W[len(h[0]) :] + b),
        lambda x, h, W, b: np.tanh(h.mean(axis=0) @ W[: len(h[0])] + x @ W[len(h[0]) :] + b),
    ],
    "h added to the result": [lambda x, h, W, b: h + np.tanh(both(x, h) @ W + b)],
    "cut to whole numbers": [into_integers, lambda x, h, W, b: np.round(np.tanh(both(x, h) @ W + b))],
}


def last_only(x, h, W_h, b_h):
    for t in range(x.shape[1]):
        h = step(x[:, t], h, W_h, b_h)
    return h


def never_carried(x, h0, W_h, b_h):
    states = np.empty((len(x), x.shape[1], h0.shape[1]))
    for t in range(x.shape[1]):
        states[:, t] = step(x[:, t], h0, W_h, b_h)
    return states


def starts_again(x, h0, W_h, b_h):
    return [[step(x_t, np.zeros_like(h0[0]), W_h, b_h) for x_t in sequence] for sequence in x]


def starts_at_zero(x, h0, W_h, b_h):
    return forward(x, np.zeros(h0.shape), W_h, b_h)


def one_late(x, h, W_h, b_h):
    states = []
    for t in range(x.shape[1]):
        states.append(h)
        h = step(x[:, t], h, W_h, b_h)
    return np.stack(states, axis=1)


def time_first(x, h, W_h, b_h):
    states = []
    for x_t in x:
        h = step(x_t, h, W_h, b_h)
        states.append(h)
    return states


def stacked_time_first(x, h, W_h, b_h):
    states = []
    for t in range(x.shape[1]):
        h = step(x[:, t], h, W_h, b_h)
        states.append(h)
    return np.array(states)


def new_weights(seed):
    def wrong(x, h, W_h, b_h):
        rng, states = np.random.default_rng(seed), []
        for t in range(x.shape[1]):
            W = rng.normal(size=W_h.shape)
            h = step(x[:, t], h, W, b_h)
            states.append(h)
        return np.stack(states, axis=1)

    return wrong


def with_the_start(x, h, W_h, b_h):
    states = [h]
    for t in range(x.shape[1]):
        states.append(step(x[:, t], states[-1], W_h, b_h))
    return np.stack(states, axis=1)


def one_array(x, h0, W_h, b_h):
    h, states = h0.copy(), []
    for t in range(x.shape[1]):
        h[:] = step(x[:, t], h, W_h, b_h)
        states.append(h)
    return np.stack(states, axis=1)


def returns_in_the_loop(x, h, W_h, b_h):
    for t in range(x.shape[1]):
        h = step(x[:, t], h, W_h, b_h)
        return h[:, None]
    return None


def one_too_few(x, h, W_h, b_h):
    states = np.zeros((len(x), x.shape[1] - 1, h.shape[1]))
    for t in range(x.shape[1] - 1):
        h = states[:, t] = step(x[:, t], h, W_h, b_h)
    return states


def reads(which):
    def wrong(x, h, W_h, b_h):
        states = []
        for t in range(x.shape[1]):
            h = step(x[:, which(t)], h, W_h, b_h)
            states.append(h)
        return np.stack(states, axis=1)

    return wrong


def reshaped(x, h, W_h, b_h):
    B, T, D = x.shape
    states = []
    for x_t in x.reshape(T, B, D):
        h = step(x_t, h, W_h, b_h)
        states.append(h)
    return np.array(states).reshape(B, T, -1)


def fills_from_the_end(x, h, W_h, b_h):
    states = np.empty((*x.shape[:2], h.shape[1]))
    for t in range(x.shape[1])[::-1]:
        h = states[:, t] = step(x[:, t], h, W_h, b_h)
    return states


def with_step(wrong):
    def passes(x, h, W_h, b_h):
        states = []
        for t in range(x.shape[1]):
            h = np.asarray(wrong(x[:, t], h, W_h, b_h))
            states.append(h)
        return np.stack(states, axis=1)

    return passes


FORWARD = {
    "last state only": [last_only, lambda *a: forward(*a)[:, -1, :]],
    "h never carried": [never_carried, starts_again],
    "h0 ignored": [starts_at_zero, lambda x, h0, W, b: forward(x, h0 * 0, W, b)],
    "one step late": [one_late],
    "time and batch mixed": [time_first, stacked_time_first, lambda x, *a: forward(x.swapaxes(0, 1), *a)],
    "new weights each step": [new_weights(None), new_weights(0)],
    "h0 among the states": [with_the_start],
    "last state everywhere": [one_array],
    "first step only": [returns_in_the_loop, lambda x, *a: forward(x[:, :1], *a)[:, 0]],
    "last step missing": [one_too_few],
    "read backwards": [lambda x, *a: forward(x[:, ::-1], *a)],
    "x ignored": [lambda x, *a: forward(0 * x, *a)],
    "no tanh": [with_step(STEP["no tanh"][1])],
    "sigmoid": [with_step(STEP["sigmoid"][0])],
    "[x, h] order": [with_step(STEP["[x, h] order"][1])],
    "b forgotten": [with_step(STEP["b forgotten"][0])],
    "first input at every step": [reads(lambda t: 0)],
    "last input at every step": [reads(lambda t: -1)],
    "input of the step before": [reads(lambda t: t - 1)],
    "time and batch by reshape": [reshaped, lambda *a: np.moveaxis(forward(*a), 1, 0).reshape(forward(*a).shape)],
    "states backwards": [lambda *a: forward(*a)[:, ::-1]],
    "from the end to the start": [fills_from_the_end],
    "first step missing": [lambda *a: forward(*a)[:, 1:]],
    "one state for the whole batch": [
        lambda x, h0, W, b: forward(x, np.stack([h0[0]] * len(x)), W, b),
        with_step(STEP["one state for the whole batch"][1]),
    ],
    "bias subtracted": [with_step(STEP["bias subtracted"][0])],
    "h added to the result": [with_step(STEP["h added to the result"][0])],
    "cut to whole numbers": [lambda *a: forward(*a).astype(int)],
}


# ---- lecture 4 ----


def lstm_by_parts(order="fiog", squash=np.tanh, candidate=np.tanh, bias_of="fiog", row="hx"):
    def wrong(x, h, c, W, b):
        H, read = h.shape[1], {"h": h, "x": x, "c": c}
        joined, z = np.hstack([read[row[0]], read[row[1]]]), {}
        for gate, other in zip("fiog", bias_of, strict=True):
            k, m = order.index(gate), "fiog".index(other) if bias_of != "fiog" else order.index(gate)
            z[gate] = joined @ W[:, k * H : (k + 1) * H] + b[m * H : (m + 1) * H]
        c = sigma(z["f"]) * c + sigma(z["i"]) * candidate(z["g"])
        return sigma(z["o"]) * squash(c), c

    return wrong


def h_for_c(x, h, c, W, b):
    f, i, o, g = np.split(both(x, h) @ W + b, 4, axis=1)
    c = sigma(f) * h + sigma(i) * np.tanh(g)
    return sigma(o) * np.tanh(c), c


def old_c(x, h, c, W, b):
    f, i, o, g = np.split(both(x, h) @ W + b, 4, axis=1)
    return sigma(o) * np.tanh(c), sigma(f) * c + sigma(i) * np.tanh(g)


def no_sigmoid(x, h, c, W, b):
    f, i, o, g = np.split(both(x, h) @ W + b, 4, axis=1)
    c = f * c + i * np.tanh(g)
    return o * np.tanh(c), c


def forgets(keep):
    def wrong(x, h, c, W, b):
        f, i, o, g = np.split(both(x, h) @ W + b, 4, axis=1)
        c = keep(sigma(f), sigma(i)) * c + sigma(i) * np.tanh(g)
        return sigma(o) * np.tanh(c), c

    return wrong


def lstm_in_place(x, h, c, W, b):
    h[:], new_c = lstm(x, h, c, W, b)
    return h, new_c


def by_gates(gate, new=lambda f, i, g, c: f * c + i * g, out=lambda o, t, h: o * t):
    def wrong(x, h, c, W, b):
        f, i, o, g = np.split(both(x, h) @ W + b, 4, axis=1)
        c = new(gate(f), gate(i), np.tanh(g), c)
        return out(gate(o), np.tanh(c), h), c

    return wrong


def interleaved(x, h, c, W, b):
    z = both(x, h) @ W + b
    f, i, o = (sigma(z[:, k::4]) for k in range(3))
    c = f * c + i * np.tanh(z[:, 3::4])
    return o * np.tanh(c), c


def transposed_blocks(x, h, c, W, b):
    H = h.shape[1]
    z = np.hstack([h @ W[:H, k : k + H].T for k in range(0, 4 * H, H)]) + x @ W[H:] + b
    f, i, o, g = np.split(z, 4, axis=1)
    c = sigma(f) * c + sigma(i) * np.tanh(g)
    return sigma(o) * np.tanh(c), c


LSTM = {
    "f and i swapped (block order i, f, o, g)": [lstm_by_parts("ifog")],
    "block order i, f, g, o": [lstm_by_parts("ifgo")],
    "block order i, o, f, g": [lstm_by_parts("iofg")],
    "block order i, g, f, o": [lstm_by_parts("igfo")],
    "no tanh on c": [lstm_by_parts(squash=lambda c: c)],
    "h from the old c": [old_c],
    "h fed as c": [h_for_c],
    "c fed as h": [lstm_by_parts(row="cx")],
    "[x, h] order": [lstm_by_parts(row="xh")],
    "candidate with sigmoid": [lstm_by_parts(candidate=sigma)],
    "gates without sigmoid": [no_sigmoid],
    "old c returned": [lambda x, h, c, W, b: (lstm(x, h, c, W, b)[0], c)],
    "h ignored": [lambda x, h, c, W, b: lstm(x, np.zeros_like(h), c, W, b)],
    "x ignored": [lambda x, h, c, W, b: lstm(np.zeros_like(x), h, c, W, b)],
    "f forgotten": [forgets(lambda f, i: np.ones_like(f))],
    "f = 1 − i": [forgets(lambda f, i: 1 - i)],
    "one block's bias in another": [
        lstm_by_parts(bias_of=biases)
        for biases in ("iiog", "oiog", "giog", "ffog", "foog", "fgog", "fifg", "fiig", "figg", "fiof", "fioi", "fioo")
    ]
    + [lstm_by_parts(bias_of=4 * gate) for gate in "fiog"]
    + [lstm_by_parts(bias_of=biases) for biases in ("ooog", "ifog", "fgoi")],
    "b forgotten": [lambda x, h, c, W, b: lstm(x, h, c, W, np.zeros_like(b))],
    "c, h returned": [lambda *a: lstm(*a)[::-1]],
    "h changed in place": [lstm_in_place],
    "hidden rows transposed": [transposed_blocks],
    "gates interleaved": [interleaved],
    "x subtracted": [lambda x, h, c, W, b: lstm(-x, h, c, W, b)],
    "h subtracted": [lambda x, h, c, W, b: lstm(x, -h, c, W, b)],
    "one state for the whole batch": [lambda x, h, c, W, b: lstm(x, 0 * h + h[0], 0 * c + c[0], W, b)],
    "b twice": [lambda x, h, c, W, b: lstm(x, h, c, W, b + b)],
    "bias subtracted": [lambda x, h, c, W, b: lstm(x, h, c, W, -b)],
    "bias averaged": [lambda x, h, c, W, b: lstm(x, h, c, W, 0 * b + b.mean())],
    "forget bias added again": [lambda x, h, c, W, b: lstm(x, h, c, W, b + np.repeat([1, 0, 0, 0], h.shape[1]))],
    "candidate without tanh": [lstm_by_parts(candidate=lambda z: z)],
    "candidate with relu": [lstm_by_parts(candidate=lambda z: z * (z > 0))],
    "gates with tanh": [by_gates(np.tanh)],
    "sign in the sigmoid": [by_gates(lambda z: 1 / (1 + np.exp(z)))],
    "sigmoid twice": [by_gates(lambda z: sigma(sigma(z)))],
    "softmax for sigmoid": [by_gates(lambda z: np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True))],
    "log of a gate": [by_gates(lambda z: np.log(sigma(z)))],
    "sigmoid on c": [lstm_by_parts(squash=sigma)],
    "c squashed twice": [
        lstm_by_parts(squash=lambda c: np.tanh(np.tanh(c))),
        by_gates(sigma, lambda f, i, g, c: np.tanh(f * c + i * g)),
    ],
    "i = 1 − f": [by_gates(sigma, lambda f, i, g, c: f * c + (1 - f) * g)],
    "1 − f for f": [by_gates(sigma, lambda f, i, g, c: c - f * c + i * g)],
    "i not used": [by_gates(sigma, lambda f, i, g, c: g + f * c)],
    "i + g for i g": [by_gates(sigma, lambda f, i, g, c: f * c + (i + g))],
    "f + c for f c": [by_gates(sigma, lambda f, i, g, c: f + c + i * g)],
    "i g subtracted": [by_gates(sigma, lambda f, i, g, c: f * c - i * g)],
    "i g missing": [by_gates(sigma, lambda f, i, g, c: f * c)],
    "f c missing": [by_gates(sigma, lambda f, i, g, c: i * g)],
    "g for c": [by_gates(sigma, lambda f, i, g, c: f * g + i * g)],
    "o not used": [by_gates(sigma, out=lambda o, t, h: t)],
    "o + tanh(c) for o tanh(c)": [by_gates(sigma, out=lambda o, t, h: o + t)],
    "o alone returned": [by_gates(sigma, out=lambda o, t, h: o)],
    "h added to the result": [by_gates(sigma, out=lambda o, t, h: o * t + h)],
    "cut to whole numbers": [lambda *a: [state.astype(int) for state in lstm(*a)]],
}


def pinned_by_parts(f=0, squash=lambda c: c):
    def wrong(x, h, c, W_g, b_g):
        c = f * c + np.tanh(both(x, h) @ W_g + b_g)
        return squash(c), c

    return wrong


AS_RNN = {
    "f = 1": [pinned_by_parts(f=1)],
    "output tanh kept": [pinned_by_parts(squash=np.tanh)],
    "f = 1 and output tanh kept": [pinned_by_parts(f=1, squash=np.tanh)],
    "f = 1, and h = g": [lambda x, h, c, W, b: (step(x, h, W, b), c + step(x, h, W, b))],
    "[x, h] order": [lambda x, h, c, W, b: [np.tanh(np.hstack([x, h]) @ W + b)] * 2],
    "candidate with sigmoid": [lambda x, h, c, W, b: [sigma(both(x, h) @ W + b)] * 2],
    "candidate without tanh": [lambda x, h, c, W, b: [both(x, h) @ W + b] * 2],
    "c kept": [lambda x, h, c, W, b: (step(x, h, W, b), c)],
}

# ---- lecture 5 ----


def in_place_scaling(W_hh, radius):
    W_hh *= radius / max(abs(np.linalg.eigvals(W_hh)))
    return W_hh


def by(measure):
    return lambda W_hh, radius: radius * W_hh / measure(W_hh)


HALF_LIFE = {
    "sign": [lambda r: np.log(2) / np.log(r), lambda r: 1 / np.log2(r), lambda r: np.log(0.5) / -np.log(r)],
    "log 2 forgotten": [
        lambda r: -1 / np.log(r),
        lambda r: 1 / np.abs(np.log(r)),
        lambda r: np.log2(2) / -np.log(r),
        lambda r: [-1 / math.log(one) for one in r],
    ],
    "log base": [
        lambda r: np.log(2) / -np.log2(r),
        lambda r: np.log10(2) / -np.log2(r),
        lambda r: np.log10(0.5) / np.log(r),
        lambda r: np.log(0.5) / np.log10(r),
        lambda r: -1 / np.log10(r),
        lambda r: [math.log(0.5) / math.log2(one) for one in r],
    ],
    "rate squared": [lambda r: np.log(2) / -np.log(r * r), lambda r: 0.5 / -np.log2(r)],
    "1 / rate": [lambda r: r**-1, lambda r: 1 / (2 * r)],
    "1 − rate": [
        lambda r: math.log(2) / (1 - r),
        lambda r: [1 / (1 - one) for one in r],
        lambda r: np.log(0.5) / np.log1p(-r),
    ],
    "the same amount each step": [lambda r: (1 - 0.5) / (1 - r), lambda r: 1 / (2 - 2 * r)],
    "rounded": [
        lambda r: np.round(np.log(2) / -np.log(r)),
        lambda r: np.ceil(np.round(np.log(0.5) / np.log(r), 6)),
        lambda r: (np.log(0.5) / np.log(r) + 1e-9).astype(int),
        lambda r: [round(math.log(0.5, one)) for one in r],
    ],
    "upside down": [lambda r: -np.log(r) / np.log(2), lambda r: -np.log2(r)],
    "multiplied, not divided": [lambda r: -np.log(2) * np.log(r)],
    "share after a step": [lambda r: 0.5 * r],
}

SCALING = {
    "scaled by the norm": [by(lambda W: np.linalg.svd(W)[1][0]), by(lambda W: np.linalg.eigvalsh(W.T @ W)[-1] ** 0.5)],
    "scaled by the Frobenius norm": [by(np.linalg.norm), by(lambda W: np.sqrt(np.sum(W**2)))],
    "scaled by a row or column sum": [
        by(lambda W: np.abs(W).sum(axis=0).max()),
        by(lambda W: max(np.sum(abs(row)) for row in W)),
    ],
    "squared": [
        lambda W, radius: W * radius / np.max(abs(np.linalg.eigvals(W)) ** 2),
        lambda W, radius: W * radius / np.abs(np.linalg.eigvals(W @ W)).max(),
        lambda W, radius: W * (radius / np.abs(np.linalg.eigvals(W)).max()) ** 2,
    ],
    "square root": [lambda W, radius: W * np.sqrt(radius / np.abs(np.linalg.eigvals(W)).max())],
    "abs forgotten": [
        by(lambda W: np.linalg.eigvals(W).max()),
        by(lambda W: np.linalg.eigvals(W).real.max()),
        by(lambda W: abs(np.linalg.eigvals(W).max())),
        by(lambda W: max(np.linalg.eig(W)[0].real)),
        by(lambda W: np.max(np.real(np.linalg.eigvals(W)))),
    ],
    "imaginary part forgotten": [
        by(lambda W: np.abs(np.real(np.linalg.eigvals(W))).max()),
        by(lambda W: max(abs(value.real) for value in np.linalg.eigvals(W))),
    ],
    "eigvalsh": [by(lambda W: abs(np.linalg.eigvalsh(W)).max()), by(lambda W: np.abs(np.linalg.eigh(W)[0]).max())],
    "first eigenvalue": [by(lambda W: np.abs(np.linalg.eig(W)[0])[0])],
    "smallest eigenvalue": [by(lambda W: np.sort(np.abs(np.linalg.eigvals(W)))[0])],
    "from one entry": [by(lambda W: max(abs(W.ravel()))), by(np.max), by(lambda W: W[0, 0])],
    "multiplied, not divided": [lambda W, radius: W * radius * np.abs(np.linalg.eigvals(W)).max()],
    "upside down": [lambda W, radius: W * np.abs(np.linalg.eigvals(W)).max() / radius],
    "old radius forgotten": [lambda W, radius: radius * W, lambda W, radius: [[radius * w for w in row] for row in W]],
    "new radius forgotten": [lambda W, radius: W / np.abs(np.linalg.eigvals(W)).max()],
    "unchanged": [lambda W, radius: W, lambda W, radius: W.copy()],
    "W_hh changed in place": [in_place_scaling],
}

WRONG = {
    "join_weights": JOIN_WEIGHTS,
    "join_state": JOIN_STATE,
    "formula_1": FORMULA,
    "formula_2": FORMULA,
    "rnn_step": STEP,
    "rnn_forward": FORWARD,
    "lstm_step": LSTM,
    "lstm_as_rnn": AS_RNN,
    "half_life": HALF_LIFE,
    "spectral_scaling": SCALING,
}
