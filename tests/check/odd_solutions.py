"""Right solutions of lectures 6 to 8 that nobody expects: other algebra, other containers, other ways of Python."""

import bisect
import math
from functools import lru_cache, partial, reduce, singledispatch, wraps
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from rnnlab.networks.activations import sigmoid

EPSILON, BETAS, GATES = 1e-8, np.array([0.9, 0.999]), ["f", "i", "o", "g"]
LOG = []


# ---- lecture 6 ----


class Gradients(NamedTuple):
    """What a step hands back, by name."""

    dx: np.ndarray
    dh_prev: np.ndarray
    dW_h: np.ndarray
    db_h: np.ndarray


def back_named(dh, dh_next, x, h_prev, h, W_h):
    """A named tuple comes back; the slope is a difference of squares, (1 − h)(1 + h)."""
    dz = np.multiply(np.add(dh, dh_next), (1 - h) * (1 + h))
    dh_prev, dx = np.hsplit(dz.dot(W_h.T), [h.shape[-1]])
    return Gradients(dx=dx, dh_prev=dh_prev, dW_h=np.vstack([h_prev.T, x.T]) @ dz, db_h=np.ones(len(x), x.dtype) @ dz)


def back_one_matrix(dh, dh_next, x, h_prev, h, W_h):
    """Weights and bias are one matrix, whose last row is the bias."""
    dz = (dh + dh_next) / np.cosh(np.arctanh(h)) ** 2 if np.abs(h).max() < 0.9 else (dh + dh_next) * (1 - h * h)
    augmented = np.concatenate([h_prev, x, np.ones_like(x[:, :1])], axis=1).T @ dz
    both = np.concatenate([W_h, np.zeros_like(W_h[:1])]) @ dz.T
    H = h.shape[1]
    return both[H:-1].T, both[:H].T, augmented[:-1], augmented[-1]


def back_outer(dh, dh_next, x, h_prev, h, W_h):
    """The weights' gradient is a sum of outer products, with reduce."""
    dz = (dh + dh_next) * (1 - h**2)
    hx = np.append(h_prev, x, axis=1)
    dW = reduce(np.add, map(np.outer, hx, dz))
    return [*(part for part in np.split(dz @ W_h.T, [h.shape[1]], axis=1)[::-1]), dW, reduce(np.add, dz)]


def through_products(dh, x, h0, h, W_h):
    """dz of all steps first, then one product for everything."""
    (B, T, D), H = x.shape, h0.shape[1]
    dz, before = np.empty_like(h), np.concatenate([h0[:, None], h], axis=1)[:, :-1]
    back = np.zeros_like(h0)
    for t in reversed(range(T)):
        dz[:, t] = (dh[:, t] + back) * (1 - h[:, t] ** 2)
        back = dz[:, t] @ W_h[:H].T
    flat = dz.reshape(B * T, H)
    dW = np.concatenate([before, x], axis=-1).reshape(B * T, H + D).T @ flat
    return dz @ W_h[H:].T, back, dW, flat.sum(0)


def through_jacobians(dh, x, h0, h, W_h):
    """For each example and step, the product of the Jacobians from there back to every step before."""
    (B, T), H = x.shape[:2], h0.shape[1]
    dx, dh0, dW, db = np.zeros_like(x), np.zeros_like(h0), np.zeros_like(W_h), np.zeros_like(W_h[0])
    for n in range(B):
        for last in range(T):
            row = dh[n, last]
            for t in range(last, -1, -1):
                row = row * (1 - h[n, t] ** 2)
                dx[n, t] += row @ W_h[H:].T
                dW += np.outer(np.r_[h[n, t - 1] if t else h0[n], x[n, t]], row)
                db += row
                row = row @ W_h[:H].T
            dh0[n] += row
    return dx, dh0, dW, db


def through_accumulate(dh, x, h0, h, W_h):
    """The recurrence is itertools.accumulate, on time turned round."""
    H, slope = h0.shape[1], np.moveaxis(1 - h**2, 1, 0)[::-1]
    steps = zip(np.moveaxis(dh, 1, 0)[::-1], slope, strict=True)
    handed = list(accumulate(steps, lambda back, step: ((step[0] + back) * step[1]) @ W_h[:H].T, initial=0 * h0))
    dz = (np.moveaxis(dh, 1, 0)[::-1] + np.stack(handed[:-1])) * slope
    dz = np.moveaxis(dz[::-1], 0, 1)
    before = np.concatenate([h0[:, None], h[:, :-1]], axis=1)
    dW = np.einsum("btk,bth->kh", np.concatenate([before, x], axis=2), dz)
    return np.inner(dz, W_h[H:]), handed[-1], dW, np.einsum("bth->h", dz)


def lstm_back_table(dh, dc, c_prev, c, f, i, o, g):
    """Slopes and factors in a dictionary, by the gates' names; the sums are put together in the order of a list."""
    squashed = np.tanh(c)
    into_c = dc + dh * o * (1 - squashed) * (1 + squashed)
    gates = dict(zip("fio", (f, i, o), strict=True))
    slopes = {name: gate - gate**2 for name, gate in gates.items()} | {"g": 1 - np.square(g)}
    factors = {"f": into_c * c_prev, "i": into_c * g, "o": dh * squashed, "g": into_c * i}
    return np.concatenate([slopes[name] * factors[name] for name in GATES], axis=-1), f * into_c


def lstm_back_filled(dh, dc, c_prev, c, f, i, o, g):
    """An empty array is filled through views of its blocks; tanh's slope is 1 / cosh²."""
    dz = np.empty((len(f), 4, f.shape[1]), dtype=f.dtype)
    into_c = dc + dh * o / np.cosh(c) ** 2
    np.multiply(into_c, c_prev, out=dz[:, 0])
    np.multiply(into_c, g, out=dz[:, 1])
    np.multiply(dh, np.tanh(c), out=dz[:, 2])
    np.multiply(into_c, i, out=dz[:, 3])
    for k, gate in enumerate((f, i, o)):
        dz[:, k] *= gate * (1 - gate)
    dz[:, 3] *= 1 - g**2
    return dz.reshape(len(f), -1), into_c * f


def clipped_larger(dW, db, limit):
    """limit / max(norm, limit) needs no condition."""
    factor = limit / max(math.hypot(*dW.flat, *db), limit)
    return dW * factor, db * factor


def clipped_norm_of_norms(dW, db, limit):
    norm = np.linalg.norm([np.linalg.norm(dW), np.linalg.norm(db)])
    return tuple(array * np.minimum(1, limit / norm) if norm else array.copy() for array in (dW, db))


def clipped_views(dW, db, limit):
    """Both are views of one vector that is scaled in place."""
    vector = np.concatenate([dW.ravel(), db])
    norm = float(vector @ vector) ** 0.5
    if norm > limit:
        vector *= limit / norm
    return vector[: dW.size].reshape(dW.shape), vector[dW.size :]


# ---- lecture 7 ----


def gru_towards(x, h, W, b, b_hn):
    """h goes a part of the way to the candidate; the sigmoid is made of tanh."""
    half = partial(np.multiply, 0.5)
    H = h.shape[-1]
    from_h, from_x = h @ W[:H], x @ W[H:] + b
    r, z = (half(1 + np.tanh(half(from_h[..., k * H : k * H + H] + from_x[..., k * H : k * H + H]))) for k in (0, 1))
    n = np.tanh(from_x[..., 2 * H :] + r * (from_h[..., 2 * H :] + b_hn))
    return h + (1 - z) * (n - h)


def gru_columns(x, h, W, b, b_hn):
    """In column form, with a sigmoid that never overflows."""
    H, h, x = h.shape[1], h.T, x.T
    stable = np.vectorize(lambda s: 1 / (1 + math.exp(-s)) if s >= 0 else math.exp(s) / (1 + math.exp(s)))
    W_r, W_z, W_n = (block.T for block in np.hsplit(W, 3))
    b_r, b_z, b_n = b.reshape(3, H, 1)
    r, z = (stable(V @ np.vstack([h, x]) + c) for V, c in ((W_r, b_r), (W_z, b_z)))
    n = np.tanh(W_n[:, H:] @ x + b_n + r * (W_n[:, :H] @ h + b_hn[:, None]))
    return np.ascontiguousarray(((1 - z) * n + z * h).T)


class Gru:
    """An object that is called, and keeps nothing."""

    __slots__ = ()
    __name__ = "Gru"

    def __call__(self, x, h, W, b, b_hn):
        r, z = (sigmoid(self.sums(np.c_[h, x], W, b, k)) for k in range(2))
        H = h.shape[1]
        n = np.tanh(self.sums(x, W[H:], b, 2) + r * (self.sums(h, W[:H], 0 * b, 2) + b_hn))
        return z * h + n - z * n

    def sums(self, rows, W, b, k):
        return (rows @ W + b).reshape(len(rows), 3, -1)[:, k]


def moved_by_permutation(W, b):
    """A product with a matrix of zeros and ones moves columns."""
    H = len(b) // 4
    order = np.r_[H : 2 * H, 0:H, 3 * H : 4 * H, 2 * H : 3 * H]
    P = np.zeros((4 * H, 4 * H), dtype=W.dtype)
    P[order, np.arange(4 * H)] = 1
    return W @ P, b @ P


def moved_in_pairs(W, b):
    """Twice two neighbours change their places."""
    return [
        array.reshape(*array.shape[:-1], 2, 2, -1)[..., ::-1, :].reshape(array.shape) for array in (W, np.asarray(b))
    ]


def moved_by_key(W, b):
    """The columns are sorted by where their block belongs."""
    H = len(b) // 4
    columns = sorted(range(4 * H), key=lambda k: ("fiog".index("ifgo"[k // H]), k))
    return np.take(W, columns, axis=1), np.take(b, columns)


# ---- lecture 8 ----


def entropy_rows(logits, targets, lengths):
    """Only the steps that count are ever looked at, each with logaddexp."""
    losses = [
        np.logaddexp.reduce(row) - row[target]
        for sequence, goals, length in zip(logits, targets, lengths, strict=True)
        for row, target in zip(sequence[:length], goals[:length], strict=True)
    ]
    return sum(losses) / len(losses)


def entropy_weighted(logits, targets, lengths):
    """A weighted average of all steps, the weights being 0 for the padding."""
    shifted = logits - np.amax(logits, axis=2)[..., np.newaxis]
    scores = np.einsum("btk,btk->bt", shifted, np.eye(logits.shape[2], dtype=logits.dtype)[targets])
    return np.average(
        np.log(np.exp(shifted).sum(2)) - scores, weights=np.less.outer(np.arange(99), lengths).T[:, : logits.shape[1]]
    )


def entropy_masked(logits, targets, lengths):
    """A masked array of losses, and its mean."""
    B, T, K = logits.shape
    top = logits.max(axis=-1)
    picked = logits.reshape(-1, K)[np.arange(B * T), targets.ravel()].reshape(B, T)
    losses = top + np.log(np.sum(np.exp(logits - top[:, :, None]), axis=-1)) - picked
    return np.ma.masked_array(losses, mask=np.arange(T)[None] >= lengths[:, None]).mean()


def entropy_wide(logits, targets, lengths):
    """In the widest floating-point numbers there are, and rounded at the end."""
    wide = logits.astype(np.longdouble)
    total = math.fsum(
        float(np.logaddexp.reduce(wide[n, t]) - wide[n, t, targets[n, t]])
        for n in range(len(wide))
        for t in range(lengths[n])
    )
    return total / int(np.sum(lengths))


def adam_one_rate(w, dw, m, v, step, rate):
    """Both corrections are in the rate, and ε is corrected with them."""
    m, v = BETAS[0] * m + (1 - BETAS[0]) * dw, BETAS[1] * v + (1 - BETAS[1]) * dw * dw
    later = np.sqrt(-np.expm1(step * np.log(BETAS[1])))
    return w - rate * later / -np.expm1(step * np.log(BETAS[0])) * m / (np.sqrt(v) + EPSILON * later), m, v


def adam_towards(w, dw, m, v, step, rate):
    """Each moment goes a part of the way to what it is the mean of, in a copy."""
    m, v = m.copy(), v.copy()
    m += 0.1 * (dw - m)
    v -= 0.001 * (v - dw**2)
    update = np.divide(m, 1 - pow(0.9, step)) / (EPSILON + np.power(v / (1 - pow(0.999, step)), 0.5))
    return np.stack([np.subtract(w, update * rate), m, v])


def adam_each_number(w, dw, m, v, step, rate):
    """A function of numbers, made one of arrays."""

    def of_numbers(w, g, m, v):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        return w - rate * (m / (1 - 0.9**step)) / (math.sqrt(v / (1 - 0.999**step)) + 1e-8), m, v

    return np.vectorize(of_numbers)(w, dw, m, v)


def letters_bisect(first, h0, W_h, b_h, W_hy, b_y, temperature, u):
    """Borders that are added up by accumulate, and bisected."""

    def after(state, u_n):
        h, letter = state
        h = np.tanh(h @ W_h[: h.size] + W_h[h.size + letter] + b_h)
        odds = np.exp((h @ W_hy + b_y - (h @ W_hy + b_y).max()) / temperature)
        return h, bisect.bisect_right(list(accumulate(odds.tolist())), u_n * odds.sum())

    return [letter for _, letter in accumulate(u, after, initial=(h0, first))][1:]


def letters_recursion(first, h0, W_h, b_h, W_hy, b_y, temperature, u):
    """The first letter, and the rest drawn by the same function."""
    if not len(u):
        return np.zeros(0, dtype=int)
    (h,) = np.tanh(np.block([[h0, np.arange(len(b_y)) == first]]) @ W_h + b_h)
    scores = h.dot(W_hy) / temperature + b_y / temperature
    letter = np.digitize(u[0], np.cumsum(np.exp(scores - np.logaddexp.reduce(scores))))
    return np.r_[letter, letters_recursion(letter, h, W_h, b_h, W_hy, b_y, temperature, u[1:])]


def letters_from_above(first, h0, W_h, b_h, W_hy, b_y, temperature, u):
    """K less the borders above u, in an array of small whole numbers."""
    found, h, K = np.empty(u.shape, dtype=np.uint8), h0.reshape(-1, 1), len(b_y)
    for n, u_n in np.ndenumerate(u):
        h = np.tanh(W_h.T @ np.vstack([h, np.eye(K)[:, [first]]]) + b_h[:, None])
        p = np.exp((W_hy.T @ h + b_y[:, None]) / temperature)
        found[n] = first = K - int((np.cumsum(p / p.sum()) > u_n).sum())
    return found


# ---- ways of Python ----


def noisy(function):
    """The function, which prints, writes to a list outside, and passes its arguments on by name of none."""

    @wraps(function)
    def told(*arguments):
        print("called with", [np.shape(one) for one in arguments])
        LOG.append(len(arguments))
        return function(*arguments)

    return told


def remembering(function):
    """The function, which remembers its results by its arguments: the same come back, in new arrays."""
    known = {}

    @wraps(function)
    def looked_up(*arguments):
        key = tuple(np.asarray(one).tobytes() + str(np.shape(one)).encode() for one in arguments)
        if key not in known:
            known[key] = function(*arguments)
        return np.array(known[key])

    return looked_up


def in_big_endian(*arguments):
    """The result in the other order of bytes."""
    return gru_towards(*arguments).astype(">f8")


class Array(np.ndarray):
    """A kind of array of one's own."""


def as_array_of_ones_own(*arguments):
    return gru_columns(*arguments).view(Array)


def read_only(*arguments):
    """What comes back cannot be written, stands in columns, and is a view."""
    result = np.asfortranarray(gru_towards(*arguments))[::-1][::-1]
    result.setflags(write=False)
    return result


@singledispatch
def clipped_dispatched(dW, db, limit):
    raise TypeError


@clipped_dispatched.register(np.ndarray)
def _(dW, db, limit):
    return clipped_larger(dW, db, limit)


@lru_cache(maxsize=4)
def _halves(K):
    return np.log(2) * np.ones(K)


def entropy_of_base_2(logits, targets, lengths):
    """In powers of 2, with a constant from a function that is cached."""
    scale = _halves(logits.shape[-1]).astype(logits.dtype)
    scores = logits / scale
    scores = scores - scores.max(axis=-1, keepdims=True)
    bits = np.log2(np.exp2(scores).sum(axis=-1)) - np.take_along_axis(scores, targets[..., None], -1).squeeze(-1)
    keep = np.tri(logits.shape[1] + 1, logits.shape[1], -1, dtype=bool)[lengths]
    return bits[keep].mean() * scale[0]


RIGHT = {
    "rnn_backward_step": (back_named, back_one_matrix, back_outer, noisy(back_named)),
    "rnn_backward": (through_products, through_jacobians, through_accumulate),
    "lstm_backward_step": (lstm_back_table, lstm_back_filled, noisy(lstm_back_table)),
    "clip": (clipped_larger, clipped_norm_of_norms, clipped_views, clipped_dispatched),
    "gru_step": (
        gru_towards,
        gru_columns,
        Gru(),
        remembering(gru_towards),
        in_big_endian,
        as_array_of_ones_own,
        read_only,
    ),
    "reorder": (moved_by_permutation, moved_in_pairs, moved_by_key),
    "cross_entropy": (entropy_rows, entropy_weighted, entropy_masked, entropy_wide, entropy_of_base_2),
    "adam_step": (adam_one_rate, adam_towards, adam_each_number),
    "sample": (letters_bisect, letters_recursion, letters_from_above, noisy(letters_bisect)),
}
