"""Lecture 6: right solutions of each exercise in several styles, and wrong ones as learners write them."""

import math

import numpy as np
from right_solutions import dot, sigma

# ---- right: one step of an RNN ----


def back(dh, dh_next, x, h_prev, h, W_h):
    dz = (dh + dh_next) * (1 - h**2)
    dhx = dz @ W_h.T
    H = h.shape[-1]
    return dhx[:, H:], dhx[:, :H], np.concatenate([h_prev, x], axis=-1).T @ dz, dz.sum(axis=0)


def back_einsum(dh, dh_next, x, h_prev, h, W_h):
    W_hh, W_hx = np.split(W_h, [h.shape[1]])
    dz = np.einsum("bh,bh->bh", dh + dh_next, 1 - h * h)
    dW = [np.einsum("bi,bh->ih", one, dz) for one in (h_prev, x)]
    return [np.einsum("bh,dh->bd", dz, W_hx), np.einsum("bh,ih->bi", dz, W_hh), np.vstack(dW), np.einsum("bh->h", dz)]


def back_examples(dh, dh_next, x, h_prev, h, W_h):
    B, H = h.shape
    dx, dh_prev = np.zeros_like(x), np.zeros_like(h_prev)
    dW_h, db_h = np.zeros_like(W_h), np.zeros_like(h[0])
    for n in range(B):
        dz = dh[n] + dh_next[n]
        dz = dz - dz * h[n] ** 2
        row = np.append(h_prev[n], x[n])
        dW_h += np.outer(row, dz)
        db_h += dz
        dh_prev[n] = W_h[:H].dot(dz)
        dx[n] = W_h[H:].dot(dz)
    return dx, dh_prev, dW_h, db_h


def back_column(dh, dh_next, x, h_prev, h, W_h):
    dz = ((1 + h.T) * (1 - h.T)) * (dh.T + dh_next.T)
    down = W_h @ dz
    U = dz @ np.hstack([h_prev, x, np.ones((len(x), 1), x.dtype)])
    return down[len(dz) :].T, down[: len(dz)].T, U[:, :-1].T, U[:, -1]


def back_numbers(dh, dh_next, x, h_prev, h, W_h):
    dz = [[(a + b) * (1 - s * s) for a, b, s in zip(*rows, strict=True)] for rows in zip(dh, dh_next, h, strict=True)]
    turned = [list(column) for column in zip(*W_h, strict=True)]
    rows = [[*before, *now] for before, now in zip(h_prev, x, strict=True)]
    both, H = dot(dz, turned), len(h[0])
    dW = dot([list(column) for column in zip(*rows, strict=True)], dz)
    return [r[H:] for r in both], [r[:H] for r in both], dW, [sum(column) for column in zip(*dz, strict=True)]


# ---- right: all steps ----


def through(dh, x, h0, h, W_h):
    B, T, D = x.shape
    dx, dW_h, db_h = np.zeros((B, T, D)), np.zeros(W_h.shape), np.zeros(W_h.shape[1])
    dh_next = np.zeros(h0.shape)
    for t in reversed(range(T)):
        h_prev = h[:, t - 1] if t > 0 else h0
        dx[:, t], dh_next, dW, db = back(dh[:, t], dh_next, x[:, t], h_prev, h[:, t], W_h)
        dW_h += dW
        db_h += db
    return dx, dh_next, dW_h, db_h


def through_list(dh, x, h0, h, W_h):
    states, H = [h0, *h.transpose(1, 0, 2)], h0.shape[1]
    carried, dz = np.zeros_like(h0), []
    while len(states) > 1:
        now = states.pop()
        t = len(states) - 1
        dz.insert(0, (dh[:, t] + carried) * (1 - now**2))
        carried = dz[0] @ W_h[:H].T
    dz = np.stack(dz, axis=1)
    before = np.concatenate([h0[:, None, :], h[:, :-1]], axis=1)
    dW = np.tensordot(np.concatenate([before, x], axis=2), dz, axes=([0, 1], [0, 1]))
    return dz @ W_h[H:].T, carried, dW, dz.sum(axis=(0, 1))


def through_examples(dh, x, h0, h, W_h):
    parts = []
    for n in range(len(x)):
        dz, dh_next = np.zeros_like(dh[n]), 0
        for t in range(x.shape[1] - 1, -1, -1):
            dz[t] = (dh[n, t] + dh_next) * (1 - np.square(h[n, t]))
            dh_next = np.einsum("ij,j->i", W_h[: h0.shape[1]], dz[t])
        rows = np.hstack([np.vstack([h0[n : n + 1], h[n, :-1]]), x[n]])
        parts.append((np.einsum("tj,ij->ti", dz, W_h[h0.shape[1] :]), dh_next, rows.T @ dz, dz.sum(0)))
    dx, dh0, dW, db = zip(*parts, strict=True)
    return np.array(dx), np.array(dh0), sum(dW), sum(db)


def through_recursion(dh, x, h0, h, W_h):
    if x.shape[1] == 0:
        return x, 0 * h0, 0 * W_h, 0 * W_h[0]
    first = h[:, 0]
    dx, handed, dW, db = through_recursion(dh[:, 1:], x[:, 1:], first, h[:, 1:], W_h)
    dx_0, dh0, dW_0, db_0 = back_einsum(dh[:, 0], handed, x[:, 0], h0, first, W_h)
    return np.concatenate([dx_0[:, None], dx], axis=1), dh0, dW + dW_0, db + db_0


# ---- right: one step of an LSTM ----


def lstm_back(dh, dc, c_prev, c, f, i, o, g):
    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    df, di, do, dg = dc * c_prev, dc * g, dh * np.tanh(c), dc * i
    return np.concatenate([df * f * (1 - f), di * i * (1 - i), do * o * (1 - o), dg * (1 - g**2)], axis=1), dc * f


def lstm_back_blocks(dh, dc, c_prev, c, f, i, o, g):
    H = c.shape[1]
    total = dc + dh * o / np.cosh(c) ** 2
    dz = np.empty((len(c), 4 * H), c.dtype)
    dz[:, :H] = total * c_prev * (f - f**2)
    dz[:, H : 2 * H] = total * g * (i - i**2)
    dz[:, 2 * H : 3 * H] = dh * np.tanh(c) * (o - o**2)
    dz[:, 3 * H :] = total * i * (1 - g) * (1 + g)
    return [dz, np.einsum("bh,bh->bh", total, f)]


def lstm_back_numbers(dh, dc, c_prev, c, f, i, o, g):
    dz, dc_prev = [], []
    for n in range(len(c)):
        blocks, kept = [[], [], [], []], []
        for k in range(len(c[n])):
            s = math.tanh(c[n, k])
            d = dc[n, k] + dh[n, k] * o[n, k] * (1 - s * s)
            for block, gate, factor in zip(
                blocks, (f, i, o), (d * c_prev[n, k], d * g[n, k], dh[n, k] * s), strict=False
            ):
                block.append(factor * gate[n, k] * (1 - gate[n, k]))
            blocks[3].append(d * i[n, k] * (1 - g[n, k] ** 2))
            kept.append(d * f[n, k])
        dz.append([number for block in blocks for number in block])
        dc_prev.append(kept)
    return dz, dc_prev


def lstm_back_stack(dh, dc, c_prev, c, f, i, o, g):
    dc = dc + np.multiply(dh, o) * (1 - np.tanh(c) ** 2)
    gates, into = np.stack([f, i, o]), np.stack([dc * c_prev, dc * g, dh * np.tanh(c)])
    three = np.einsum("kbh,kbh->bkh", into, gates * (1 - gates)).reshape(len(c), -1)
    return np.hstack([three, dc * i * (1 - g * g)]), f * dc


# ---- right: clipping ----


def clipped(dW, db, limit):
    norm = np.sqrt(np.sum(dW**2) + np.sum(db**2))
    if norm > limit:
        dW, db = dW * (limit / norm), db * (limit / norm)
    return dW, db


def clipped_vector(dW, db, limit):
    norm = np.linalg.norm(np.concatenate([dW.ravel(), db.ravel()]))
    factor = limit / max(norm, limit)
    return factor * dW, factor * db


def clipped_like_pytorch(dW, db, limit):
    norm = np.linalg.norm([np.linalg.norm(dW), np.linalg.norm(db)])
    factor = min(1.0, limit / (norm + 1e-6))
    return dW * factor, db * factor


def clipped_numbers(dW, db, limit):
    norm = math.hypot(*(number for row in dW for number in row), *db)
    factor = limit / norm if norm > limit else 1
    return [[factor * number for number in row] for row in dW], [factor * number for number in db]


def clipped_einsum(dW, db, limit):
    norm = (np.einsum("ij,ij", dW, dW) + db @ db) ** 0.5
    return [array if norm < limit else limit * array / norm for array in (dW, db)]


RIGHT = {
    "rnn_backward_step": (back, back_einsum, back_examples, back_column, back_numbers),
    "rnn_backward": (through, through_list, through_examples, through_recursion),
    "lstm_backward_step": (lstm_back, lstm_back_blocks, lstm_back_numbers, lstm_back_stack),
    "clip": (clipped, clipped_vector, clipped_like_pytorch, clipped_numbers, clipped_einsum),
}


# ---- wrong: one step of an RNN ----


def back_of(dz_of):
    """A step by blocks, whose dz is dz_of(dh, dh_next, h, h_prev)."""

    def wrong(dh, dh_next, x, h_prev, h, W_h):
        H, dz = h.shape[1], dz_of(dh, dh_next, h, h_prev)
        W_hh, W_hx = W_h[:H], W_h[H:]
        return dz @ W_hx.T, dz @ W_hh.T, np.vstack([h_prev.T @ dz, x.T @ dz]), np.sum(dz, axis=0)

    return wrong


def changed(right, where, change):
    """A right solution, one of whose results is change(it, *arguments)."""

    def wrong(*arguments):
        results = list(right(*arguments))
        results[where] = change(results[where], *arguments)
        return results

    return wrong


def several(right, **changes):
    """A right solution, some of whose results, d0 to d3, are made otherwise."""

    def wrong(*arguments):
        return [changes.get(f"d{k}", lambda d, *_: d)(d, *arguments) for k, d in enumerate(right(*arguments))]

    return wrong


def dz_of(dh, dh_next, h):
    return (dh + dh_next) * (1 - h**2)


def split_at_D(dh, dh_next, x, h_prev, h, W_h):
    D = x.shape[1]
    dhx = dz_of(dh, dh_next, h) @ W_h.T
    return dhx[:, :D], dhx[:, D:], *back(dh, dh_next, x, h_prev, h, W_h)[2:]


def parts_exchanged(dh, dh_next, x, h_prev, h, W_h):
    dx, dh_prev = np.split(dz_of(dh, dh_next, h) @ W_h.T, [h.shape[1]], axis=1)
    return dx, dh_prev, *back(dh, dh_next, x, h_prev, h, W_h)[2:]


def past_the_step(dh, dh_next, x, h_prev, h, W_h):
    dx, dh_prev, dW, db = back(dh, np.zeros_like(dh), x, h_prev, h, W_h)
    return dx, dh_next + dh_prev, dW, db


def back_in_place(dh, dh_next, x, h_prev, h, W_h):
    dh += dh_next
    return back(dh, 0, x, h_prev, h, W_h)


def each_example_a_matrix(dW, dh, dh_next, x, h_prev, h, W_h):
    return np.stack([np.outer([*a, *b], d) for a, b, d in zip(h_prev, x, dz_of(dh, dh_next, h), strict=True)])


BACK = {
    "tanh's slope forgotten": [back_of(lambda dh, dn, h, hp: dh + dn)],
    "slope at h instead of z": [
        back_of(lambda dh, dn, h, hp: (dh + dn) * (1 - np.tanh(h) * np.tanh(h))),
        back_of(lambda dh, dn, h, hp: (dh + dn) / np.cosh(h) ** 2),
    ],
    "slope 1 − h": [back_of(lambda dh, dn, h, hp: (1 - h) * (dh + dn))],
    "slope (1 − h)²": [back_of(lambda dh, dn, h, hp: np.square(1 - h) * (dh + dn))],
    "slope twice": [back_of(lambda dh, dn, h, hp: dz_of(dh, dn, h) * (1 - h * h))],
    "slope 1 + h²": [back_of(lambda dh, dn, h, hp: (dh + dn) * (1 + h * h))],
    "h for the slope": [back_of(lambda dh, dn, h, hp: h * (dh + dn)), back_of(lambda dh, dn, h, hp: h * h * (dh + dn))],
    "divided by the slope": [back_of(lambda dh, dn, h, hp: (dh + dn) / (1 - h**2))],
    "sigmoid's slope": [back_of(lambda dh, dn, h, hp: (dh + dn) * (h - h * h))],
    "relu's slope": [back_of(lambda dh, dn, h, hp: np.where(h > 0, dh + dn, 0))],
    "slope at h_prev": [back_of(lambda dh, dn, h, hp: (dh + dn) * (1 - hp**2))],
    "slope of the gradient": [
        back_of(lambda dh, dn, h, hp: 1 - np.square(dh + dn)),
        back_of(lambda dh, dn, h, hp: 1 - np.tanh(dh + dn) ** 2),
        back_of(lambda dh, dn, h, hp: (dh + dn) - (dh + dn) ** 3),
    ],
    "dh_next forgotten": [back_of(lambda dh, dn, h, hp: dh * (1 - h**2))],
    "dh of the loss forgotten": [back_of(lambda dh, dn, h, hp: dn * (1 - h**2))],
    "slope on one of two": [
        back_of(lambda dh, dn, h, hp: dh * (1 - h**2) + dn),
        back_of(lambda dh, dn, h, hp: dh + dn * (1 - h**2)),
    ],
    "dh and dh_next multiplied": [back_of(lambda dh, dn, h, hp: dh * dn * (1 - h**2))],
    "dh − dh_next": [back_of(lambda dh, dn, h, hp: (dh - dn) * (1 - h**2))],
    "mean of dh and dh_next": [back_of(lambda dh, dn, h, hp: np.mean([dh, dn], axis=0) * (1 - h**2))],
    "minus the gradient": [
        back_of(lambda dh, dn, h, hp: (dh + dn) * (h**2 - 1)),
        lambda *a: [-array for array in back(*a)],
    ],
    "dh_next past the step": [past_the_step],
    "dh_next added twice": [changed(back, 1, lambda d, dh, dh_next, *_: d + dh_next)],
    "h and x exchanged": [split_at_D, parts_exchanged, lambda *a: [back(*a)[k] for k in (1, 0, 2, 3)]],
    "W_hh not transposed": [changed(back, 1, lambda d, dh, dn, x, hp, h, W: dz_of(dh, dn, h) @ W[: h.shape[1]])],
    "W_hh forgotten": [changed(back, 1, lambda d, dh, dn, x, hp, h, W: dz_of(dh, dn, h))],
    "slope of the step before": [changed(back, 1, lambda d, dh, dn, x, hp, h, W: d - d * hp * hp)],
    "slope of x": [changed(back, 0, lambda d, dh, dn, x, hp, h, W: d * (1 - x**2))],
    "rows of dW_h exchanged": [changed(back, 2, lambda d, dh, dn, x, hp, h, W: np.roll(d, x.shape[1], axis=0))],
    "h for h_prev in dW_h": [changed(back, 2, lambda d, dh, dn, x, hp, h, W: back(dh, dn, x, h, h, W)[2])],
    "dW_h transposed": [changed(back, 2, lambda d, *_: d.T)],
    "dW_h not summed over the batch": [changed(back, 2, each_example_a_matrix)],
    "outer product of the whole batch": [
        changed(back, 2, lambda d, dh, dn, x, hp, h, W: np.outer(np.hstack([hp, x]), dz_of(dh, dn, h)))
    ],
    "mean over the batch": [
        several(back, d2=lambda d, dh, *_: d / len(dh), d3=lambda d, dh, *_: d / len(dh)),
        back_of(lambda dh, dn, h, hp: (dh + dn) / len(dh) * (1 - h**2)),
    ],
    "bias not summed over the batch": [changed(back, 3, lambda d, dh, dn, x, hp, h, W: dz_of(dh, dn, h))],
    "bias summed over the units": [changed(back, 3, lambda d, dh, dn, x, hp, h, W: dz_of(dh, dn, h).sum(1))],
    "bias of one example": [changed(back, 3, lambda d, dh, dn, x, hp, h, W, k=k: dz_of(dh, dn, h)[k]) for k in (0, -1)],
    "dh changed in place": [back_in_place],
    "h computed anew without b_h": [
        lambda dh, dn, x, hp, h, W: back_of(
            lambda dh, dn, h, hp: (dh + dn) * (1 - np.tanh(hp @ W[: h.shape[1]] + x @ W[h.shape[1] :]) ** 2)
        )(dh, dn, x, hp, h, W)
    ],
    "tanh's slope forgotten; dh_next forgotten": [back_of(lambda dh, dn, h, hp: dh)],
    "tanh's slope forgotten; dh of the loss forgotten": [back_of(lambda dh, dn, h, hp: dn)],
    "slope 1 − h; dh_next forgotten": [back_of(lambda dh, dn, h, hp: dh - dh * h)],
    # some of what comes back, and several mistakes at once
    "mean over the batch in db_h": [changed(back, 3, lambda d, dh, *_: d / len(dh))],
    "dh_next forgotten; mean over the batch": [
        several(
            back_of(lambda dh, dn, h, hp: dh - dh * h**2),
            d2=lambda d, dh, *_: d / len(dh),
            d3=lambda d, dh, *_: d / len(dh),
        )
    ],
    "tanh's slope forgotten; bias not summed over the batch": [
        changed(back_of(lambda dh, dn, h, hp: dh + dn), 3, lambda d, dh, dn, *_: dh + dn)
    ],
    "dh_next forgotten; mean over the batch in db_h": [
        changed(back_of(lambda dh, dn, h, hp: dh - dh * h**2), 3, lambda d, dh, *_: d / len(dh))
    ],
    "dW_h of h_prev alone": [changed(back, 2, lambda d, dh, dn, x, hp, h, W: d[: h.shape[1]])],
    "mean over the batch in dW_h": [changed(back, 2, lambda d, dh, *_: d / len(dh))],
    "tanh's slope forgotten in db_h": [changed(back, 3, lambda d, dh, dn, *_: (dh + dn).sum(axis=0))],
    "tanh's slope forgotten in dx and dh_prev": [
        several(
            back,
            d0=lambda d, dh, dn, x, hp, h, W: (dh + dn) @ W[h.shape[1] :].T,
            d1=lambda d, dh, dn, x, hp, h, W: (dh + dn) @ W[: h.shape[1]].T,
        )
    ],
    "tanh's slope forgotten in dW_h": [
        changed(back, 2, lambda d, dh, dn, x, hp, h, W: np.hstack([hp, x]).T @ (dh + dn))
    ],
    "tanh's slope forgotten; mean over the batch in db_h": [
        changed(back_of(lambda dh, dn, h, hp: dh + dn), 3, lambda d, dh, *_: d / len(dh))
    ],
    "rows of dW_h exchanged; mean over the batch in db_h": [
        several(back, d2=lambda d, dh, dn, x, *_: np.roll(d, x.shape[1], axis=0), d3=lambda d, dh, *_: d / len(dh))
    ],
    "W_hh not transposed; dW_h transposed": [
        several(back, d1=lambda d, dh, dn, x, hp, h, W: dz_of(dh, dn, h) @ W[: h.shape[1]], d2=lambda d, *_: d.T)
    ],
    "dW_h, db_h, dx, dh_prev returned": [lambda *a: [back(*a)[k] for k in (2, 3, 0, 1)]],
    "tanh's slope forgotten; h and x exchanged": [
        lambda *a: [back_of(lambda dh, dn, h, hp: dh + dn)(*a)[k] for k in (1, 0, 2, 3)]
    ],
    "wrong shape": [changed(back, 3, lambda d, *_: d[None]), changed(back, 3, lambda d, *_: d.sum())],
}


# ---- wrong: all steps ----


def back_through(step=back, first=lambda h0, h: h0, sums=lambda a, b: a + b, hand=lambda dh_prev, *_: dh_prev):
    """A backward pass with a list for each gradient."""

    def wrong(dh, x, h0, h, W_h):
        handed, dx, all_dW, all_db = np.zeros_like(h0), [], [], []
        steps = list(zip(*(np.moveaxis(a, 1, 0) for a in (dh, x, h)), strict=True))
        before = [first(h0, h), *(state for *_, state in steps[:-1])]
        while steps:
            dh_t, x_t, h_t = steps.pop()
            dx_t, dh_prev, dW, db = step(dh_t, handed, x_t, before.pop(), h_t, W_h)
            handed = hand(dh_prev, handed, dh_t, h_t, W_h[: h0.shape[1]])
            dx, all_dW, all_db = [dx_t, *dx], [*all_dW, dW], [*all_db, db]
        dW_h, db_h = all_dW[0], all_db[0]
        for dW, db in zip(all_dW[1:], all_db[1:], strict=True):
            dW_h, db_h = sums(dW_h, dW), sums(db_h, db)
        return np.stack(dx, axis=1), handed, dW_h, db_h

    return wrong


def forwards(dh, x, h0, h, W_h):
    dx, dh_next, dW_h, db_h = np.zeros_like(x), np.zeros_like(h0), 0, 0
    h_prev = h0
    for t in range(x.shape[1]):
        dx[:, t], dh_next, dW, db = back(dh[:, t], dh_next, x[:, t], h_prev, h[:, t], W_h)
        dW_h, db_h, h_prev = dW_h + dW, db_h + db, h[:, t]
    return dx, dh_next, dW_h, db_h


def indexed(before, steps=lambda T: range(T - 1, -1, -1)):
    """A backward pass in which before(h0, h, t) is the state before step t."""

    def wrong(dh, x, h0, h, W_h):
        dx, dh_next, dW_h, db_h = np.zeros_like(x), np.zeros_like(h0), np.zeros_like(W_h), np.zeros_like(W_h[0])
        for t in steps(x.shape[1]):
            dx[:, t], dh_next, dW, db = back(dh[:, t], dh_next, x[:, t], before(h0, h, t), h[:, t], W_h)
            dW_h, db_h = dW_h + dW, db_h + db
        return dx, dh_next, dW_h, db_h

    return wrong


def previous(h0, h, t):
    return h[:, t - 1] if t else h0


def only_last_loss(dh, x, h0, h, W_h):
    carried = dh[:, -1]
    dz = []
    for t in range(x.shape[1])[::-1]:
        dz.append(carried * (1 - h[:, t] ** 2))
        carried = dz[-1] @ W_h[: h0.shape[1]].T
    dz = np.stack(dz[::-1], axis=1)
    hx = np.concatenate([np.concatenate([h0[:, None], h[:, :-1]], 1), x], axis=2)
    return dz @ W_h[h0.shape[1] :].T, carried, np.einsum("bti,btj->ij", hx, dz), np.einsum("btj->j", dz)


def no_carrying(dh, x, h0, h, W_h):
    H, dz = h0.shape[1], dh * (1 - h**2)
    hx = np.concatenate([np.concatenate([h0[:, None], h[:, :-1]], 1), x], axis=2)
    return dz @ W_h[H:].T, dz[:, 0] @ W_h[:H].T, np.einsum("bti,btj->ij", hx, dz), dz.sum((0, 1))


def no_carrying_and_no_dh0(*a):
    dx, dh0, dW, db = no_carrying(*a)
    return dx, np.zeros_like(dh0), dW, db


def turned(dh, x, h0, h, W_h):
    return through(np.swapaxes(dh, 0, 1), np.swapaxes(x, 0, 1), h0, np.swapaxes(h, 0, 1), W_h)


def turned_and_back(*a):
    dx, *others = turned(*a)
    return dx.swapaxes(0, 1), *others


def through_in_place(dh, x, h0, h, W_h):
    for t in range(x.shape[1])[:0:-1]:
        dh[:, t - 1] += (dh[:, t] * (1 - h[:, t] ** 2)) @ W_h[: h0.shape[1]].T
    return no_carrying(dh, x, h0, h, W_h)


def dz_handed(dh, x, h0, h, W_h):
    return through(dh[:, 1:], x[:, 1:], h[:, 0], h[:, 1:], W_h)[1]


def dz_0(d, dh, x, h0, h, W_h):
    return (dh[:, 0] + dz_handed(dh, x, h0, h, W_h)) * (1 - h[:, 0] ** 2)


THROUGH = {
    "nothing carried back": [no_carrying, no_carrying_and_no_dh0, back_through(hand=lambda d, *_: np.zeros_like(d))],
    "only the last step's dh": [only_last_loss],
    "the last dh at every step": [lambda dh, *a: through(0 * dh + dh[:, -1:], *a)],
    "dh of a neighbour": [
        lambda dh, *a: through(np.concatenate([dh[:, -1:], dh[:, :-1]], 1), *a),
        lambda dh, *a: through(np.concatenate([dh[:, 1:], dh[:, :1]], 1), *a),
    ],
    "slope forgotten on the way": [back_through(hand=lambda d, handed, dh, h, W_hh: np.inner(dh + handed, W_hh))],
    "W_hh and slope forgotten on the way": [back_through(hand=lambda d, handed, dh, h, W_hh: handed + dh)],
    "dh of the loss handed back": [
        back_through(hand=lambda d, handed, dh, h, W_hh: dh),
        back_through(hand=lambda d, handed, dh, h, W_hh: dh + d),
    ],
    "h0 at two steps": [indexed(lambda h0, h, t: h[:, t - 1] if t > 1 else h0)],
    "W_hh forgotten": [back_through(hand=lambda d, handed, dh, h, W_hh: dz_of(dh, handed, h))],
    "W_hh not transposed": [back_through(hand=lambda d, handed, dh, h, W_hh: dz_of(dh, handed, h) @ W_hh)],
    "carried gradients added up": [back_through(hand=lambda d, handed, *_: handed + d)],
    "weights' gradient overwritten": [back_through(sums=lambda a, b: b), back_through(sums=lambda a, b: a)],
    "order of time": [forwards],
    "dx in the order of the loop": [changed(through, 0, lambda d, *_: np.flip(d, 1))],
    "h[t] for h[t − 1]": [indexed(lambda h0, h, t: h[:, t])],
    "h[−1] before the first step": [indexed(lambda h0, h, t: h[:, t - 1])],
    "h0 ignored": [back_through(first=lambda h0, h: np.zeros_like(h0))],
    "h[0] for h0": [indexed(lambda h0, h, t: h[:, max(t - 1, 0)])],
    "h0 at every step": [indexed(lambda h0, h, t: h0)],
    "mean over the steps": [
        lambda dh, *a: through(dh / dh.shape[1], *a),
        several(through, d2=lambda d, dh, *_: d / dh.shape[1], d3=lambda d, dh, *_: d / dh.shape[1]),
    ],
    "mean over steps and batch": [
        several(
            through,
            d2=lambda d, dh, x, h0, h, W: d / (len(x) * x.shape[1]),
            d3=lambda d, dh, *_: d / len(dh) / dh.shape[1],
        )
    ],
    "mean over the batch": [
        several(through, d2=lambda d, dh, *_: d / len(dh), d3=lambda d, dh, *_: d / len(dh)),
        back_through(several(back, d2=lambda d, dh, *_: d / len(dh), d3=lambda d, dh, *_: d / len(dh))),
    ],
    "dh0 left at zero": [changed(through, 1, lambda d, *_: np.zeros(d.shape))],
    "dh0 a step too early": [
        changed(through, 1, lambda d, dh, x, h0, h, W: through(dh[:, 1:], x[:, 1:], h[:, 0], h[:, 1:], W)[1])
    ],
    "dh0 without W_hh": [changed(through, 1, dz_0)],
    "dh0 with a slope": [changed(through, 1, lambda d, dh, x, h0, *_: d * (1 - h0) * (1 + h0))],
    "dh0 summed over the batch": [changed(through, 1, lambda d, *_: sum(d))],
    "first step missing": [indexed(previous, lambda T: range(T - 1, 0, -1))],
    "last step missing": [indexed(previous, lambda T: range(T - 2, -1, -1))],
    "dx of one step": [changed(through, 0, lambda d, *_, t=t: d[:, t]) for t in (0, -1)],
    "dh changed in place": [through_in_place],
    "dx summed over the steps": [changed(through, 0, lambda d, *_: np.add.reduce(d, axis=1))],
    "time and batch mixed": [turned, turned_and_back, changed(through, 0, lambda d, *_: np.moveaxis(d, 1, 0))],
    "tanh's slope forgotten": [back_through(back_of(lambda dh, dn, h, hp: dh + dn))],
    "slope at h instead of z": [back_through(BACK["slope at h instead of z"][1])],
    "slope on one of two": [back_through(step) for step in BACK["slope on one of two"]],
    "slope at h_prev": [back_through(BACK["slope at h_prev"][0])],
    "dh_next past the step": [back_through(past_the_step)],
    "h and x exchanged": [back_through(split_at_D)],
    "rows of dW_h exchanged": [back_through(BACK["rows of dW_h exchanged"][0])],
    "bias not summed over the batch": [back_through(BACK["bias not summed over the batch"][0])],
    "slope of the step before": [back_through(BACK["slope of the step before"][0])],
    # some of what comes back, and several mistakes at once
    "weights' gradient overwritten in dW_h": [
        changed(through, 2, lambda d, *a: back_through(sums=lambda a, b: b)(*a)[2])
    ],
    "weights' gradient overwritten in db_h": [
        changed(through, 3, lambda d, *a: back_through(sums=lambda a, b: b)(*a)[3])
    ],
    "weights' gradient overwritten; tanh's slope forgotten": [
        back_through(back_of(lambda dh, dn, h, hp: dh + dn), sums=lambda a, b: b)
    ],
    "weights' gradient overwritten in dW_h; tanh's slope forgotten": [
        changed(
            back_through(back_of(lambda dh, dn, h, hp: dh + dn)),
            2,
            lambda d, *a: back_through(back_of(lambda dh, dn, h, hp: dh + dn), sums=lambda a, b: b)(*a)[2],
        )
    ],
    "weights' gradient overwritten; h[t] for h[t − 1]": [
        several(
            through,
            d2=lambda d, dh, x, h0, h, W: (
                np.hstack([h[:, 0], x[:, 0]]).T @ ((dh[:, 0] + dz_handed(dh, x, h0, h, W)) * (1 - h[:, 0] ** 2))
            ),
            d3=lambda d, *a: dz_0(d, *a).sum(axis=0),
        )
    ],
    "mean over the steps in db_h": [changed(through, 3, lambda d, dh, *_: d / dh.shape[1])],
    "h[−1] before the first step; dh0 left at zero": [
        several(through, d1=lambda d, *_: 0 * d, d2=lambda d, *a: indexed(lambda h0, h, t: h[:, t - 1])(*a)[2])
    ],
    "dx in the order of the loop; dh0 a step too early": [
        several(
            through,
            d0=lambda d, *_: d[:, ::-1],
            d1=lambda d, dh, x, h0, h, W: through(dh[:, 1:], x[:, 1:], h[:, 0], h[:, 1:], W)[1],
        )
    ],
}


# ---- wrong: one step of an LSTM ----


def lstm_back_of(d_c=None, slopes=(), into=lambda s, d: {}, kept=lambda s, d: d * s["f"], order="fiog"):
    """A step of dictionaries."""

    def wrong(*arguments):
        s = dict(zip(("dh", "dc", "c_prev", "c", "f", "i", "o", "g"), arguments, strict=True))
        d = d_c(s) if d_c else s["dc"] + s["dh"] * s["o"] * (1 - np.tanh(s["c"]) ** 2)
        comes = {"f": d * s["c_prev"], "i": d * s["g"], "o": s["dh"] * np.tanh(s["c"]), "g": d * s["i"]} | into(s, d)
        slope = {gate: (lambda a: a * (1 - a)) for gate in "fio"} | {"g": lambda a: 1 - a * a} | dict(slopes)
        return np.hstack([comes[gate] * slope[gate](s[gate]) for gate in order]), kept(s, d)

    return wrong


def one(a):
    return np.ones_like(a)


LSTM_BACK = {
    "the path through h forgotten": [lstm_back_of(lambda s: s["dc"])],
    "dc forgotten": [lstm_back_of(lambda s: s["dh"] * s["o"] * (1 - np.tanh(s["c"]) ** 2))],
    "output tanh's slope forgotten": [lstm_back_of(lambda s: s["dc"] + s["dh"] * s["o"])],
    "o forgotten on the way to c": [lstm_back_of(lambda s: s["dc"] + s["dh"] / np.cosh(s["c"]) ** 2)],
    "dc + dh": [lstm_back_of(lambda s: s["dc"] + s["dh"])],
    "output slope at c": [lstm_back_of(lambda s: s["dc"] + s["dh"] * s["o"] * (1 - s["c"] ** 2))],
    "output tanh twice": [lstm_back_of(lambda s: s["dc"] + s["dh"] * s["o"] / np.cosh(np.tanh(s["c"])) ** 2)],
    "tanh(c) for its slope": [lstm_back_of(lambda s: s["dc"] + s["dh"] * s["o"] * np.tanh(s["c"]))],
    "output slope at c_prev": [lstm_back_of(lambda s: s["dc"] + s["dh"] * s["o"] / np.cosh(s["c_prev"]) ** 2)],
    "output slope at h": [
        lstm_back_of(lambda s: s["dc"] + s["dh"] * s["o"] * (1 - np.square(s["o"] * np.tanh(s["c"]))))
    ],
    "dc through the output too": [lstm_back_of(lambda s: (s["dh"] + s["dc"]) * s["o"] / np.cosh(s["c"]) ** 2)],
    "c for c_prev in f": [lstm_back_of(into=lambda s, d: {"f": s["c"] * d})],
    "another factor in f": [
        lstm_back_of(into=lambda s, d: {"f": s["f"] * d}),
        lstm_back_of(into=lambda s, d: {"f": d}),
    ],
    "i and g exchanged": [lstm_back_of(into=lambda s, d: {"i": s["i"] * d, "g": s["g"] * d})],
    "another factor in i": [lstm_back_of(into=lambda s, d: {"i": d * s["c_prev"]})],
    "another factor in g": [lstm_back_of(into=lambda s, d: {"g": d})],
    "output tanh forgotten in o": [lstm_back_of(into=lambda s, d: {"o": s["dh"] * s["c"]})],
    "gradient of c in o": [lstm_back_of(into=lambda s, d: {"o": d * np.tanh(s["c"])})],
    "another factor in o": [
        lstm_back_of(into=lambda s, d: {"o": s["dc"] * np.tanh(s["c"])}),
        lstm_back_of(into=lambda s, d: {"o": s["dh"] * np.tanh(s["c_prev"])}),
    ],
    "f forgotten in dc_prev": [lstm_back_of(kept=lambda s, d: d)],
    "the path through h forgotten in dc_prev": [lstm_back_of(kept=lambda s, d: s["f"] * s["dc"])],
    "another factor in dc_prev": [
        lstm_back_of(kept=lambda s, d: d * s["i"]),
        lstm_back_of(kept=lambda s, d: d - d * s["f"]),
    ],
    "dc added to dc_prev": [lstm_back_of(kept=lambda s, d: s["dc"] + d * s["f"])],
    "gate slopes exchanged": [
        lstm_back_of(slopes=[(k, lambda a: 1 - a**2) for k in "fio"] + [("g", lambda a: a - a * a)])
    ],
    "all slopes forgotten": [lstm_back_of(slopes=[(k, one) for k in "fiog"])],
    "tanh's slope for the gates": [lstm_back_of(slopes=[(k, lambda a: 1 - a**2) for k in "fio"])],
    "gates' slope forgotten": [lstm_back_of(slopes=[(k, one) for k in "fio"])],
    "half of the gates' slope": [lstm_back_of(slopes=[(k, lambda a: 1 - a) for k in "fio"])],
    "gates' slope at the gate": [lstm_back_of(slopes=[(k, lambda a: sigma(a) * sigma(-a)) for k in "fio"])],
    "sigmoid's slope for the candidate": [lstm_back_of(slopes=[("g", lambda a: a - a**2)])],
    "candidate's slope forgotten": [lstm_back_of(slopes=[("g", one)])],
    "candidate's slope without its square": [lstm_back_of(slopes=[("g", lambda a: 1 - a)])],
    "candidate's slope at the candidate": [lstm_back_of(slopes=[("g", lambda a: np.cosh(a) ** -2)])],
    "all slopes a second time": [
        lstm_back_of(slopes=[(k, lambda a: sigma(a) * sigma(-a)) for k in "fio"] + [("g", lambda a: np.cosh(a) ** -2)])
    ],
    "minus the gradient": [lambda *a: [-one for one in lstm_back(*a)]],
    "block order i, f, g, o": [lstm_back_of(order="ifgo")],
    "block order i, f, o, g": [lstm_back_of(order="ifog")],
    "block order g, i, f, o": [lstm_back_of(order="gifo")],
    "dc_prev, dz returned": [lambda *a: lstm_back(*a)[::-1]],
    # some of the blocks, and several mistakes at once
    "gates' slope forgotten in dz_f": [lstm_back_of(slopes=[("f", one)])],
    "gates' slope forgotten in dz_o": [lstm_back_of(slopes=[("o", one)])],
    "tanh's slope for the gates in dz_i": [lstm_back_of(slopes=[("i", lambda a: 1 - a**2)])],
    "block order i, f, g, o; all slopes forgotten": [lstm_back_of(slopes=[(k, one) for k in "fiog"], order="ifgo")],
    "block order i, f, g, o; output tanh's slope forgotten": [
        lstm_back_of(lambda s: s["dc"] + s["dh"] * s["o"], order="ifgo")
    ],
    "output tanh's slope forgotten; all slopes forgotten": [
        lstm_back_of(lambda s: s["dc"] + s["dh"] * s["o"], slopes=[(k, one) for k in "fiog"])
    ],
    "the path through h forgotten; candidate's slope forgotten": [lstm_back_of(lambda s: s["dc"], slopes=[("g", one)])],
    "dc forgotten; gates' slope forgotten": [
        lstm_back_of(lambda s: s["dh"] * s["o"] / np.cosh(s["c"]) ** 2, slopes=[(k, one) for k in "fio"])
    ],
    "c for c_prev in f; f forgotten in dc_prev": [
        lstm_back_of(into=lambda s, d: {"f": s["c"] * d}, kept=lambda s, d: d)
    ],
    "output tanh forgotten in o; candidate's slope forgotten": [
        lstm_back_of(into=lambda s, d: {"o": s["dh"] * s["c"]}, slopes=[("g", one)])
    ],
}


# ---- wrong: clipping ----


def scale_by(factor):
    """Both arrays times factor(norm, limit), of the norm of all."""

    def wrong(dW, db, limit):
        factor_now = factor(np.linalg.norm(np.append(dW, db)), limit)
        return dW * factor_now, db * factor_now

    return wrong


def by_size(size):
    """Both arrays times limit / size where that is above the limit."""

    def wrong(dW, db, limit):
        now = size(dW, db)
        return [array * limit / now if now > limit else array for array in (dW, db)]

    return wrong


def apart(dW, db, limit):
    out = []
    for array in (dW, db):
        norm = np.linalg.norm(array)
        out.append(array * limit / norm if norm > limit else array)
    return out


def cut(dW, db, limit):
    return [np.maximum(np.minimum(array, limit), -limit) for array in (dW, db)]


def one_then_the_other(dW, db, limit):
    dW, _ = clipped(dW, db, limit)
    _, db = clipped(dW, db, limit)
    return dW, db


def clip_in_place(dW, db, limit):
    norm = np.linalg.norm(np.append(dW, db))
    if norm > limit:
        dW *= limit / norm
        db *= limit / norm
    return dW, db


def row_by_row(dW, db, limit):
    rows = [row * min(1, limit / max(np.linalg.norm(row), 1e-9)) for row in dW]
    return np.array(rows), apart(dW, db, limit)[1]


CLIP = {
    "each array alone": [apart],
    "by value": [cut, lambda dW, db, limit: [np.where(a > limit, limit, a) for a in (dW, db)]],
    "direction lost": [lambda dW, db, limit: [np.sign(a) * limit for a in (dW, db)]],
    "norm 0 gives NaN": [scale_by(lambda norm, limit: min(norm, limit) / norm)],
    "always scaled to the limit": [
        scale_by(lambda norm, limit: limit / norm),
        scale_by(lambda norm, limit: limit / (norm + 1e-12)),
        scale_by(lambda norm, limit: limit / norm if norm else 0),
    ],
    "condition upside down": [
        scale_by(lambda norm, limit: limit / (norm + 1e-12) if norm < limit else 1),
        scale_by(lambda norm, limit: max(1, limit / norm)),
    ],
    "upside down": [scale_by(lambda norm, limit: norm / limit if norm > limit else 1)],
    "root forgotten": [
        by_size(lambda dW, db: np.sum(dW**2) + np.sum(db**2)),
        scale_by(lambda norm, limit: limit / norm**2 if norm > limit else 1),
        scale_by(lambda norm, limit: limit / norm if norm**2 > limit else 1),
    ],
    "largest number for the norm": [by_size(lambda dW, db: abs(np.append(dW, db)).max())],
    "sum of absolute values": [by_size(lambda dW, db: np.abs(np.append(dW, db)).sum())],
    "mean for the sum": [by_size(lambda dW, db: np.sqrt(np.mean(np.append(dW, db) ** 2)))],
    "two norms added": [by_size(lambda dW, db: np.linalg.norm(dW) + np.linalg.norm(db))],
    "larger of two norms": [
        by_size(lambda dW, db: max(np.linalg.norm(dW), np.linalg.norm(db))),
        lambda dW, db, limit: (
            clipped(dW, db, limit) if np.linalg.norm(dW) > limit or np.linalg.norm(db) > limit else (dW, db)
        ),
    ],
    "largest singular value": [by_size(lambda dW, db: np.hypot(np.linalg.svd(dW)[1][0], np.linalg.norm(db)))],
    "db not in the norm": [by_size(lambda dW, db: np.linalg.norm(dW))],
    "dW not in the norm": [by_size(lambda dW, db: np.linalg.norm(db))],
    "db not scaled": [lambda dW, db, limit: (clipped(dW, db, limit)[0], db)],
    "dW not scaled": [lambda dW, db, limit: (dW, clipped(dW, db, limit)[1])],
    "only dW clipped": [lambda dW, db, limit: (apart(dW, db, limit)[0], db)],
    "norm taken again": [one_then_the_other],
    "each row alone": [row_by_row],
    "limit forgotten": [
        scale_by(lambda norm, limit: 1 / norm if norm > limit else 1),
        scale_by(lambda norm, limit: 1 / norm),
    ],
    "norm forgotten": [scale_by(lambda norm, limit: limit if norm > limit else 1)],
    "set to zero": [scale_by(lambda norm, limit: norm <= limit)],
    "unchanged": [lambda dW, db, limit: (dW.copy(), db.copy())],
    "dW changed in place": [clip_in_place],
    "db, dW returned": [lambda *a: clipped(*a)[::-1]],
    "raises ZeroDivisionError": [scale_by(lambda norm, limit: min(1, limit / float(norm)))],
    "by value in db": [lambda dW, db, limit: (clipped(dW, db, limit)[0], cut(dW, db, limit)[1])],
}

WRONG = {"rnn_backward_step": BACK, "rnn_backward": THROUGH, "lstm_backward_step": LSTM_BACK, "clip": CLIP}
