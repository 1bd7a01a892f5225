"""Right and wrong solutions of lecture 7: the step of a GRU, and somebody else's blocks put in order."""

import numpy as np
from right_solutions import dot, sigma

# ---- a GRU's step ----


def gru(x, h, W, b, b_hn):
    H = h.shape[1]
    hx = np.concatenate([h, x], axis=1)
    r, z = np.split(sigma(hx @ W[:, : 2 * H] + b[: 2 * H]), 2, axis=1)
    n = np.tanh(x @ W[H:, 2 * H :] + b[2 * H :] + r * (h @ W[:H, 2 * H :] + b_hn))
    return (1 - z) * n + z * h


def gru_two_products(x, h, W, b, b_hn):
    """As PyTorch writes it: one product for h, one for x, then three blocks of each."""
    H = h.shape[1]
    h_r, h_z, h_n = np.split(h @ W[:H], 3, axis=1)
    x_r, x_z, x_n = np.split(x @ W[H:] + b, 3, axis=1)
    r, z = 1 / (1 + np.exp(-(h_r + x_r))), 1 / (1 + np.exp(-(h_z + x_z)))
    n = np.tanh(x_n + r * (h_n + b_hn))
    return n + z * (h - n)


def gru_block(x, h, W, b, b_hn):
    """One product with five blocks of columns: what h and x say to the candidate kept apart by zeros."""
    H, D = h.shape[1], x.shape[1]
    W_n = W[:, 2 * H :]
    apart = np.block([[W[:, : 2 * H], np.vstack([W_n[:H], np.zeros((D, H))]), np.vstack([np.zeros((H, H)), W_n[H:]])]])
    r, z, u, from_x = np.split(np.block([h, x]) @ apart + np.hstack([b[: 2 * H], b_hn, b[2 * H :]]), 4, axis=1)
    r, z = sigma(r), sigma(z)
    return z * h + (1 - z) * np.tanh(from_x + r * u)


def gru_loops(x, h, W, b, b_hn, mix=lambda n, z, old: (1 - z) * n + z * old, order=(0, 1, 2), inner=1.0, outer=0.0):
    H, rows = len(h[0]), []
    R, Z, N = (k * H for k in order)
    from_h, from_x = dot(h, W[:H]), dot(x, W[H:])
    for old, p, q in zip(h, from_h, from_x, strict=True):
        row = []
        for k in range(H):
            r = sigma(p[R + k] + q[R + k] + b[R + k])
            z = sigma(p[Z + k] + q[Z + k] + b[Z + k])
            n = np.tanh(q[N + k] + b[N + k] + r * (p[N + k] + inner * b_hn[k]) + outer * b_hn[k])
            row.append(mix(n, z, old[k]))
        rows.append(row)
    return rows


def gru_params(x, h, params):
    return gru(x, h, params.W, params.b, params.b_hn)


def gru_einsum(x, h, W, b, b_hn):
    H = h.shape[1]
    W_hh, W_hx = W[:H].reshape(H, 3, H), W[H:].reshape(-1, 3, H)
    u, v = np.einsum("bi,igk->gbk", h, W_hh), np.einsum("bi,igk->gbk", x, W_hx) + b.reshape(3, 1, H)
    r, z = (np.tanh((u[k] + v[k]) / 2) + 1 for k in range(2))
    return (1 - z / 2) * np.tanh(v[2] + r / 2 * (u[2] + b_hn)) + z / 2 * h


def by_blocks(change):
    """A wrong step written with PyTorch's two products: change(h_r, …, x_n, h, b_hn, sigma) is the new h."""

    def wrong(x, h, W, b, b_hn):
        H = h.shape[1]
        return change(*np.hsplit(h @ W[:H], 3), *np.hsplit(x @ W[H:] + b, 3), h, b_hn)

    return wrong


def blend(n, z, h):
    return n - z * n + z * h


def cho_v3(x, h, W, b, b_hn):
    H = h.shape[1]
    r = sigma(np.hstack([h, x]) @ W[:, :H] + b[:H])
    z = sigma(np.hstack([h, x]) @ W[:, H : 2 * H] + b[H : 2 * H])
    n = np.tanh(np.hstack([r * h, x]) @ W[:, 2 * H :] + b[2 * H :] + b_hn)
    return z * h + (1 - z) * n


def chung(x, h, W, b, b_hn):
    H = h.shape[1]
    r, z = (sigma(np.hstack([h, x]) @ W[:, k * H : k * H + H] + b[k * H : k * H + H]) for k in range(2))
    return (1 - z) * h + z * np.tanh(np.hstack([r * h, x]) @ W[:, 2 * H :] + b[2 * H :])


def old_keras(x, h, W, b, b_hn):
    """Blocks z, r, h; the reset before the product; one bias; and, where asked for, three lines for a sigmoid."""
    H = h.shape[1]
    z, r = (sigma(np.hstack([h, x]) @ W[:, k * H : k * H + H] + b[k * H : k * H + H]) for k in range(2))
    return z * h + (1 - z) * np.tanh(np.hstack([r * h, x]) @ W[:, 2 * H :] + b[2 * H :])


def three_lines(x, h, W, b, b_hn):
    H = h.shape[1]
    r, z = np.hsplit(np.clip(0.2 * (np.hstack([h, x]) @ W[:, : 2 * H] + b[: 2 * H]) + 0.5, 0, 1), 2)
    return blend(np.tanh(x @ W[H:, 2 * H :] + b[2 * H :] + r * (h @ W[:H, 2 * H :] + b_hn)), z, h)


def all_through_a_sigmoid(x, h, W, b, b_hn):
    _, z, n = np.hsplit(sigma(np.hstack([h, x]) @ W + b), 3)
    return z * h + (1 - z) * n


def lstm_habit(x, h, W, b, b_hn):
    """All three blocks through one sigmoid."""
    H = h.shape[1]
    r, z = np.hsplit(sigma(np.hstack([h, x]) @ W[:, : 2 * H] + b[: 2 * H]), 2)
    return blend(sigma(x @ W[H:, 2 * H :] + b[2 * H :] + r * (h @ W[:H, 2 * H :] + b_hn)), z, h)


def all_at_once(x, h, W, b, b_hn):
    """One product for all three blocks, and the reset on all of the third."""
    r, z, n = np.hsplit(np.hstack([h, x]) @ W + b, 3)
    return blend(np.tanh(sigma(r) * (n + b_hn)), sigma(z), h)


def no_reset(x, h, W, b, b_hn):
    _, z, n = np.hsplit(np.hstack([h, x]) @ W + b, 3)
    return blend(np.tanh(n + b_hn), sigma(z), h)


def twice(x, h, W, b, b_hn):
    H = h.shape[1]
    r, z, n = np.hsplit(np.hstack([h, x]) @ W + b, 3)
    return blend(np.tanh(n + sigma(r) * (h @ W[:H, 2 * H :] + b_hn)), sigma(z), h)


def gru_one_product(x, h, W, b, b_hn):
    """The candidate's sum is made with the gates', so that nothing is left for r but b_hn."""
    r, z, n = np.split(np.hstack([h, x]) @ W + b, 3, axis=1)
    return (1 - sigma(z)) * np.tanh(n + sigma(r) * b_hn) + sigma(z) * h


def gru_candidate_rows_exchanged(x, h, W, b, b_hn):
    D, H = x.shape[1], h.shape[1]
    r, z = np.split(sigma(np.hstack([h, x]) @ W[:, : 2 * H] + b[: 2 * H]), 2, axis=1)
    W_n = W[:, 2 * H :]
    n = np.tanh(x @ W_n[:D] + b[2 * H :] + r * (h @ W_n[D:] + b_hn))
    return (1 - z) * n + z * h


def gru_in_place(x, h, W, b, b_hn):
    h[...] = gru(x, h, W, b, b_hn)
    return h


def on_wrong_rows(x, h, W, b, b_hn):
    D = x.shape[1]
    return gru(x, h, np.vstack([W[D:], W[:D]]), b, b_hn)


GRU = {
    "reset before": [cho_v3],
    "reset before, z mirrored": [chung],
    "z mirrored": [
        lambda *a: gru_loops(*a, mix=lambda n, z, old: z * n + (1 - z) * old),
        by_blocks(lambda a, b, c, p, q, s, h, e: blend(h, sigma(b + q), np.tanh(s + sigma(a + p) * (c + e)))),
    ],
    "reset on x too": [
        all_at_once,
        by_blocks(lambda a, b, c, p, q, s, h, e: blend(np.tanh(sigma(a + p) * (c + s) + e), sigma(b + q), h)),
    ],
    "reset ignored": [no_reset, by_blocks(lambda a, b, c, p, q, s, h, e: blend(np.tanh(c + s), sigma(b + q), h))],
    "b_hn forgotten": [lambda *a: gru_loops(*a, inner=0.0), lambda x, h, W, b, e: gru(x, h, W, b, 0 * e)],
    "reset on b_hn alone": [gru_one_product],
    "x first in the candidate": [gru_candidate_rows_exchanged],
    "b_hn outside the reset": [lambda *a: gru_loops(*a, inner=0.0, outer=1.0)],
    "b_n and b_hn exchanged": [
        lambda x, h, W, b, e: gru(x, h, W, np.append(b[: -len(e)], e), b[-len(e) :]),
    ],
    "h twice in the candidate": [twice],
    "z for r": [by_blocks(lambda a, b, c, p, q, s, h, e: blend(np.tanh(s + sigma(b + q) * (c + e)), sigma(b + q), h))],
    "r mirrored": [
        by_blocks(lambda a, b, c, p, q, s, h, e: blend(np.tanh(s + sigma(-a - p) * (c + e)), sigma(b + q), h)),
    ],
    "z ignored": [by_blocks(lambda a, b, c, p, q, s, h, e: np.tanh(s + sigma(a + p) * (c + e)))],
    "1 − z forgotten": [lambda *a: gru_loops(*a, mix=lambda n, z, old: n + z * old)],
    "old state forgotten": [lambda *a: gru_loops(*a, mix=lambda n, z, old: (1 - z) * n)],
    "r for z": [by_blocks(lambda a, b, c, p, q, s, h, e: blend(np.tanh(s + sigma(a + p) * (c + e)), sigma(a + p), h))],
    "reset in the mixture": [
        by_blocks(
            lambda a, b, c, p, q, s, h, e: blend(np.tanh(s + sigma(a + p) * (c + e)), sigma(b + q), sigma(a + p) * h)
        ),
        by_blocks(
            lambda a, b, c, p, q, s, h, e: (
                (1 - sigma(b + q)) * np.tanh(s + sigma(a + p) * (c + e)) + sigma(b + q) * sigma(a + p) * h
            )
        ),
    ],
    "tanh on the way out": [lambda *a: np.tanh(gru(*a))],
    "candidate with sigmoid": [lstm_habit],
    "one sigmoid for all blocks": [all_through_a_sigmoid],
    "hard sigmoid": [three_lines],
    "reset before; block order z, r, n": [old_keras],
    "reset before; [x, h] order": [
        lambda x, h, W, b, e: cho_v3(x, h, np.vstack([W[len(x[0]) :], W[: len(x[0])]]), b, e),
    ],
    "z mirrored; block order z, r, n": [
        lambda *a: gru_loops(*a, mix=lambda n, z, old: z * n + (1 - z) * old, order=(1, 0, 2)),
    ],
    "z mirrored; candidate with sigmoid": [
        by_blocks(lambda a, b, c, p, q, s, h, e: blend(h, sigma(b + q), sigma(s + sigma(a + p) * (c + e)))),
    ],
    "z mirrored; reset ignored": [
        by_blocks(lambda a, b, c, p, q, s, h, e: blend(h, sigma(b + q), np.tanh(c + s))),
    ],
    "b twice": [
        lambda x, h, W, b, e: gru(x, h, W, np.append(2 * b[: -len(e)], b[-len(e) :]), e + b[-len(e) :]),
    ],
    "b_n for b_hn": [lambda x, h, W, b, e: gru(x, h, W, b, b[-len(e) :])],
    "b forgotten in the gates": [
        lambda x, h, W, b, e: gru(x, h, W, np.append(np.zeros(2 * len(e), b.dtype), b[-len(e) :]), e),
    ],
    "candidate without tanh": [
        by_blocks(lambda a, b, c, p, q, s, h, e: blend(s + sigma(a + p) * (c + e), sigma(b + q), h)),
    ],
    "gates without sigmoid": [
        by_blocks(lambda a, b, c, p, q, s, h, e: blend(np.tanh(s + (a + p) * (c + e)), b + q, h)),
    ],
    "gates with tanh": [
        by_blocks(lambda a, b, c, p, q, s, h, e: blend(np.tanh(s + np.tanh(a + p) * (c + e)), np.tanh(b + q), h)),
    ],
    "block order z, r, n": [lambda *a: gru_loops(*a, order=(1, 0, 2))],
    "block order r, n, z": [lambda *a: gru_loops(*a, order=(0, 2, 1))],
    "block order n, z, r": [lambda *a: gru_loops(*a, order=(2, 1, 0))],
    "h ignored": [lambda x, h, W, b, e: gru(x, h, np.vstack([np.zeros_like(W[: len(e)]), W[len(e) :]]), b, e)],
    "x ignored": [lambda x, h, W, b, e: gru(np.zeros_like(x), h, W, b, e)],
    "[x, h] order": [on_wrong_rows],
    "b forgotten": [lambda x, h, W, b, e: gru(x, h, W, np.zeros_like(b), e)],
    "h unchanged": [lambda x, h, W, b, e: h.copy()],
    "h changed in place": [gru_in_place],
    "new weights": [
        lambda x, h, W, b, e: gru(x, h, np.random.default_rng(0).normal(size=W.shape), b, e),
    ],
}

# ---- blocks put in order ----


def moved(W, b):
    W_i, W_f, W_g, W_o = np.split(W, 4, axis=1)
    b_i, b_f, b_g, b_o = np.split(b, 4)
    return np.concatenate([W_f, W_i, W_o, W_g], axis=1), np.concatenate([b_f, b_i, b_o, b_g])


def moved_by_reshape(W, b):
    H = len(b) // 4
    W_new = W.reshape(len(W), 2, 2, H)[:, :, ::-1].reshape(W.shape)
    return [W_new, b.reshape(2, 2, H)[:, ::-1].ravel()]


def moved_by_index(W, b):
    columns = np.arange(len(b)).reshape(4, -1)[[1, 0, 3, 2]].ravel()
    return W[:, columns], b[columns]


def moved_loops(W, b):
    H = len(b) // 4

    def move(row):
        return [row[k * H + j] for k in (1, 0, 3, 2) for j in range(H)]

    return [move(row) for row in W], move(b)


def moved_in_a_copy(W, b):
    H, W, b = len(b) // 4, W.copy(), b.copy()
    for array in (W.T, b):
        for first in (0, 2 * H):
            kept = array[first : first + H].copy()
            array[first : first + H] = array[first + H : first + 2 * H]
            array[first + H : first + 2 * H] = kept
    return W, b


def in_order(order, order_b=None):
    """Blocks gathered by their numbers in i, f, g, o."""

    def wrong(W, b):
        H = b.size // 4
        take = lambda array, blocks: np.hstack([array[..., k * H : (k + 1) * H] for k in blocks])  # noqa: E731
        return take(W, order), take(b, order if order_b is None else order_b)

    return wrong


def swapped_views(W, b):
    H, W, b = len(b) // 4, W.copy(), b.copy()
    for first in (0, 2 * H):
        one, other = slice(first, first + H), slice(first + H, first + 2 * H)
        W[:, one], W[:, other] = W[:, other], W[:, one]
        b[one], b[other] = b[other], b[one]
    return W, b


def moved_in_place(W, b):
    W[:], b[:] = moved(W, b)
    return W, b


def rows_by_blocks(W, b):
    H = len(b) // 4
    return np.vstack([W[H : 2 * H], W[:H], W[3 * H :], W[2 * H : 3 * H]]), moved(W, b)[1]


REORDER = {
    "nothing moved": [lambda W, b: (W, b), in_order((0, 1, 2, 3))],
    "f and i only": [in_order((1, 0, 2, 3))],
    "g and o only": [in_order((0, 1, 3, 2))],
    "reversed": [lambda W, b: tuple(np.concatenate(np.split(a, 4, -1)[::-1], axis=-1) for a in (W, b))],
    "blocks o, i, f, g": [lambda W, b: tuple(np.roll(a, len(b) // 4, axis=-1) for a in (W, b))],
    "blocks f, g, o, i": [lambda W, b: tuple(np.roll(a, -(len(b) // 4), axis=-1) for a in (W, b))],
    "blocks i, o, f, g": [in_order((0, 3, 1, 2))],
    "b not moved": [lambda W, b: (moved(W, b)[0], b), in_order((1, 0, 3, 2), (0, 1, 2, 3))],
    "W not moved": [lambda W, b: (W, moved(W, b)[1])],
    "b in another order": [in_order((1, 0, 3, 2), (1, 0, 2, 3))],
    "W in another order": [in_order((1, 0, 2, 3), (1, 0, 3, 2))],
    "overwritten": [swapped_views],
    "single columns": [lambda W, b: (W.T[[1, 0, 3, 2]].T, np.array([b[k] for k in (1, 0, 3, 2)]))],
    "reshaped the wrong way": [
        lambda W, b: tuple(
            np.moveaxis(np.stack([a[..., k::4] for k in (1, 0, 3, 2)]), 0, -1).reshape(a.shape) for a in (W, b)
        ),
        lambda W, b: (np.array(np.split(W.ravel(), 4))[[1, 0, 3, 2]].reshape(W.shape), moved(W, b)[1]),
    ],
    "stacked": [lambda W, b: tuple(np.array([np.split(a, 4, -1)[k] for k in (1, 0, 3, 2)]) for a in (W, b))],
    "on top of each other": [lambda W, b: (np.vstack([np.hsplit(W, 4)[k] for k in (1, 0, 3, 2)]), moved(W, b)[1])],
    "rows exchanged too": [
        lambda W, b: (np.roll(moved(W, b)[0], -(len(b) // 4), axis=0), moved(W, b)[1]),
    ],
    "b, W returned": [lambda W, b: (moved(W, b)[1], moved(W, b)[0])],
    "rows, not columns": [rows_by_blocks],
    "W changed in place": [moved_in_place],
}

RIGHT = {
    "gru_step": (gru, gru_two_products, gru_block, gru_loops, gru_params, gru_einsum),
    "reorder": (moved, moved_by_reshape, moved_by_index, moved_loops, moved_in_a_copy),
}
WRONG = {"gru_step": GRU, "reorder": REORDER}
