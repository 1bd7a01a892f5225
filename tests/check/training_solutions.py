"""Right and wrong solutions of lecture 8: the loss, a step of Adam, letters drawn from a network."""

import math

import numpy as np
from right_solutions import sigma, step

# ---- cross-entropy ----


def entropy(logits, targets, lengths):
    s = logits - logits.max(axis=-1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=-1, keepdims=True))
    losses = -np.take_along_axis(log_p, targets[..., None], axis=-1)[..., 0]
    return losses[np.arange(targets.shape[1]) < lengths[:, None]].mean()


def entropy_of_differences(logits, targets, lengths):
    """log Σ exp of the differences to the target's logit, by logaddexp."""
    B, T, _ = logits.shape
    own = logits[np.arange(B)[:, None], np.arange(T), targets]
    mask = np.arange(T)[None] < lengths[:, None]
    return np.sum(np.where(mask, np.logaddexp.reduce(logits - own[..., None], axis=2), 0)) / np.sum(lengths)


def entropy_one_hot(logits, targets, lengths):
    mask = (np.arange(logits.shape[1]) < lengths[:, None]).astype(logits.dtype)
    largest = logits.max(-1, keepdims=True)
    log_sum = largest + np.log(np.sum(np.exp(logits - largest), -1, keepdims=True))
    return -np.einsum("btk,btk,bt->", np.eye(logits.shape[-1])[targets], logits - log_sum, mask) / mask.sum()


def entropy_loops(logits, targets, lengths):
    total, count = 0.0, 0
    for sequence, own, length in zip(logits.tolist(), targets.tolist(), lengths.tolist(), strict=True):
        for t in range(length):
            top = max(sequence[t])
            total += top + math.log(sum(math.exp(y - top) for y in sequence[t])) - sequence[t][own[t]]
            count += 1
    return total / count


def entropy_of_kept_rows(logits, targets, lengths):
    rows = np.concatenate([y[:n] for y, n in zip(logits, lengths, strict=True)])
    own = np.concatenate([t[:n] for t, n in zip(targets, lengths, strict=True)])
    rows = rows - np.max(rows, axis=1)[:, None]
    return np.mean(np.log(np.exp(rows).sum(axis=1)) - rows[range(len(own)), own])


def loss_loops(of_step, average=lambda losses: np.mean(np.concatenate(losses)), until=lambda n, T: n, begin=0):
    """A wrong loss with loops: of_step(logits of a step, its target) is a number, average of the lists one number."""

    def wrong(logits, targets, lengths):
        losses, T = [], targets.shape[1]
        for y, own, n in zip(logits, targets, lengths, strict=True):
            losses.append([of_step(y[t], own[t]) for t in range(begin, min(until(n, T), T))])
        with np.errstate(all="ignore"):
            return average(losses)

    return wrong


def minus_log_p(y, own):
    y = y - y.max()
    return np.log(np.exp(y).sum()) - y[own]


def p_of(y, own):
    return (np.exp(y - y.max()) / np.exp(y - y.max()).sum())[own]


def naive(y, own):
    with np.errstate(all="ignore"):
        return -np.log(np.exp(y)[own] / np.sum(np.exp(y)))


def masked(logits, targets, lengths, divide=np.size):
    losses = [[minus_log_p(y, k) for y, k in zip(*pair, strict=True)] for pair in zip(logits, targets, strict=True)]
    mask = np.arange(targets.shape[1]) < lengths.reshape(-1, 1)
    return (np.array(losses) * mask).sum() / divide(mask)


def masked_logits(logits, targets, lengths):
    mask = np.arange(targets.shape[1]) < lengths.reshape(-1, 1)
    return loss_loops(minus_log_p, until=lambda n, T: T)(logits * mask[..., None], targets, lengths)


def over_axis(axis):
    def wrong(logits, targets, lengths):
        y = logits - logits.max(axis=axis, keepdims=True)
        p = np.exp(y) / np.exp(y).sum(axis=axis, keepdims=True)
        with np.errstate(all="ignore"):
            q = [p[b, t, targets[b, t]] for b in range(len(p)) for t in range(lengths[b])]
            return -np.log(q).mean()

    return wrong


def with_epsilon(epsilon, clip=False):
    def of_step(y, own):
        p = p_of(y, own)
        return -np.log(np.clip(p, epsilon, 1 - epsilon) if clip else p + epsilon)

    return loss_loops(of_step)


def of_all_classes(y, own):
    p = np.array([p_of(y, k) for k in range(len(y))])
    return -np.log(p[own]) - np.log(1 - np.delete(p, own)).sum()


def one_shift(logits, targets, lengths):
    p = np.exp(logits - logits.max())
    with np.errstate(all="ignore"):
        p /= p.sum(axis=-1, keepdims=True)
        return -np.mean(np.log(np.concatenate([p[b, range(n), targets[b, :n]] for b, n in enumerate(lengths)])))


def log_p(logits, targets, lengths, top=None, inside=True, outside=True):
    """Log-probabilities from which `top` is taken off, inside the logarithm's sum and outside of it."""
    top = logits.max(axis=-1) if top is None else top(logits)
    with np.errstate(all="ignore"):
        sums = np.log(np.exp(logits - inside * top[..., None]).sum(axis=-1))
        own = np.take_along_axis(logits, targets[..., None], axis=-1)[..., 0]
        return (sums + outside * top - own)[np.arange(targets.shape[1]) < lengths[:, None]].mean()


CROSS_ENTROPY = {
    "sign": [loss_loops(lambda y, k: -minus_log_p(y, k)), lambda *a: -entropy(*a)],
    "log base": [
        loss_loops(lambda y, k: minus_log_p(y, k) / math.log(2)),
        lambda *a: np.log10(np.e) * entropy(*a),
    ],
    "padding counted": [loss_loops(minus_log_p, until=lambda n, T: T)],
    "divided by B T": [masked],
    "logits masked": [masked_logits],
    "mean of the examples' means": [
        loss_loops(minus_log_p, average=lambda losses: np.mean([np.mean(a) for a in losses]))
    ],
    "sum for mean": [loss_loops(minus_log_p, average=lambda losses: sum(map(sum, losses)))],
    "divided by B": [lambda y, k, n: masked(y, k, n, divide=len)],
    "divided by T": [lambda y, k, n: masked(y, k, n, divide=lambda mask: mask.shape[-1])],
    "divided by K": [lambda y, k, n: entropy(y, k, n) / y.shape[2]],
    "perplexity": [lambda *a: np.exp(entropy(*a)) if abs(a[0]).max() < 300 else np.inf],
    "softmax over the wrong axis": [over_axis(0), over_axis(1), over_axis(None)],
    "probability, not its log": [
        loss_loops(p_of),
        loss_loops(lambda y, k: -p_of(y, k)),
        loss_loops(lambda y, k: 1 - p_of(y, k)),
    ],
    "no softmax": [loss_loops(lambda y, k: -y[k]), loss_loops(lambda y, k: y[k])],
    "softmax twice": [loss_loops(lambda y, k: minus_log_p(np.array([p_of(y, j) for j in range(len(y))]), k))],
    "likeliest class for target": [loss_loops(lambda y, k: -math.log(p_of(y, np.argmax(y))))],
    "targets ignored": [loss_loops(lambda y, k: sum(p_of(y, j) * minus_log_p(y, j) for j in range(len(y))))],
    "other classes too": [loss_loops(of_all_classes)],
    "squared error": [
        loss_loops(lambda y, k: sum((p_of(y, j) - (j == k)) ** 2 for j in range(len(y)))),
        loss_loops(lambda y, k: np.mean([(p_of(y, j) - (j == k)) ** 2 for j in range(len(y))])),
    ],
    "last steps only": [
        loss_loops(minus_log_p, average=lambda losses: np.mean([one[-1] for one in losses])),
        lambda y, k, n: entropy(y[:, -1:], k[:, -1:], 0 * n + 1),
    ],
    "first steps only": [lambda y, k, n: entropy(y[:, :1], k[:, :1], n)],
    "one step too many": [loss_loops(minus_log_p, until=lambda n, T: n + 1)],
    "one step too few": [loss_loops(minus_log_p, until=lambda n, T: n - 1)],
    "padding in front": [
        lambda y, k, n: np.mean([minus_log_p(y[b, -t], k[b, -t]) for b in range(len(n)) for t in range(1, n[b] + 1)])
    ],
    "class 0 taken for padding": [
        lambda y, k, n: np.mean([minus_log_p(*pair) for pair in zip(y[k > 0], k[k > 0], strict=True)] or np.nan),
    ],
    "unstable: another shift": [
        loss_loops(lambda y, k: naive(y - min(y), k)),
    ],
    "shifted on one side only": [
        lambda *a: log_p(*a, outside=False),
        lambda y, k, n: (
            log_p(y, k, n, inside=False, outside=False)
            + np.mean(np.concatenate([one[:m].max(axis=-1) for one, m in zip(y, n, strict=True)]))
        ),
    ],
    "logits clipped": [lambda y, *rest: entropy(np.minimum(np.maximum(y, -50), 50), *rest)],
    "first step missing": [loss_loops(minus_log_p, begin=1)],
    "shifted by one step": [
        lambda y, k, n: np.mean(
            [minus_log_p(y[b, t], k[b, t + 1]) for b, m in enumerate(n) for t in range(m - 1)] or np.nan
        ),
    ],
    "divided by K too": [lambda y, k, n: masked(y, k, n, divide=lambda mask: mask.size * y.shape[-1])],
    "unstable: exp of large logits": [
        loss_loops(naive),
        lambda y, k, n: masked_naive(y, k, n),
        lambda y, k, n: log_sum_naive(y, k, n),
    ],
    "unstable: log of a softmax": [loss_loops(lambda y, k: -np.log(p_of(y, k)) if p_of(y, k) else np.inf)],
    "unstable: one shift for all": [one_shift],
    "ε in the logarithm": [
        with_epsilon(1e-12),
        with_epsilon(1e-9),
        with_epsilon(1e-10, clip=True),
        with_epsilon(1e-15, clip=True),
        with_epsilon(np.finfo(float).tiny),
        with_epsilon(np.finfo(float).eps),
    ],
}


def masked_naive(logits, targets, lengths):
    p = np.exp(logits) / np.exp(logits).sum(-1)[..., None]
    hot = np.eye(logits.shape[-1])[targets]
    mask = np.arange(targets.shape[1]) < lengths[:, None]
    return -((hot * np.log(p)).sum(-1) * mask).sum() / mask.sum()


def log_sum_naive(logits, targets, lengths):
    losses = np.log(np.exp(logits).sum(-1)) - np.take_along_axis(logits, targets[..., None], -1).squeeze(-1)
    return losses[np.arange(targets.shape[1]) < lengths[:, None]].mean()


# ---- Adam ----


def adam(w, dw, m, v, step, rate):
    m = 0.9 * m + 0.1 * dw
    v = 0.999 * v + 0.001 * dw**2
    return w - rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8), m, v


def adam_lerp(w, dw, m, v, step, rate, beta1=0.9, beta2=0.999, eps=1e-8):
    """As PyTorch does it: the corrections go into the size of the step and into the root."""
    m = m + (1 - beta1) * (dw - m)
    v = beta2 * v + (1 - beta2) * np.square(dw)
    size, root = rate / (1 - beta1**step), np.sqrt(v) / math.sqrt(1 - beta2**step)
    return [w - size * m / (root + eps), m, v]


def adam_loops(w, dw, m, v, step, rate):
    new = [[], [], []]
    for rows in zip(w, dw, m, v, strict=True):
        got = [adam_number(*numbers, step, rate) for numbers in zip(*rows, strict=True)]
        for k in range(3):
            new[k].append([one[k] for one in got])
    return tuple(new)


def adam_number(w, dw, m, v, step, rate):
    m, v = dw - 0.9 * (dw - m), dw * dw - 0.999 * (dw * dw - v)
    return w - rate * m / (1 - pow(0.9, step)) / (math.sqrt(max(v, 0) / (1 - pow(0.999, step))) + 1e-8), m, v


def adam_in_one_array(w, dw, m, v, step, rate):
    both = np.stack([m, v])
    both = np.array([0.9, 0.999])[:, None, None] * (both - [dw, dw * dw]) + [dw, dw * dw]
    m_hat, v_hat = both / (1 - np.array([0.9, 0.999]) ** step)[:, None, None]
    return np.stack([w - rate * m_hat / (v_hat**0.5 + 1e-8), *both])


def adam_text(*lines):
    """A step of Adam from lines of a learner's own, run in the order given."""
    code = compile("\n".join(lines), "adam", "exec")

    def wrong(w, dw, m, v, step, rate):
        names = {"np": np, "w": w, "dw": dw, "m": m, "v": v, "step": step, "rate": rate}
        exec(code, names)
        return names["w"], names["m"], names["v"]

    return wrong


M, V = "m = 0.9 * m + (1 - 0.9) * dw", "v = 0.999 * v + (1 - 0.999) * dw * dw"
M_HAT, V_HAT = "mh = m / (1 - np.power(0.9, step))", "vh = v / (1 - np.power(0.999, step))"
DOWN = "w = w - rate * mh / (np.sqrt(vh) + 1e-8)"


def other(old, new, lines=(M, V, M_HAT, V_HAT, DOWN)):
    """The step with one piece of its text replaced."""
    assert sum(old in line for line in lines)
    return adam_text(*(line.replace(old, new) for line in lines))


def adam_in_place(w, dw, m, v, step, rate):
    m *= 0.9
    m += 0.1 * dw
    v *= 0.999
    v += 0.001 * dw**2
    w -= rate * m / (1 - 0.9**step) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return w, m, v


ADAM = {
    "bias correction forgotten": [
        adam_text(M, V, "w = w - rate * m / (v ** 0.5 + 1e-8)"),
        adam_text(M, V, "w = w - rate * m / (v + 1e-8) ** 0.5"),
        adam_text(M, V, "w = w - rate * m / (v ** 0.5 + 1e-6)"),
    ],
    "(1 − β)^step": [adam_text(M, V, "mh = m / (1 - 0.9) ** step", "vh = v / (1 - 0.999) ** step", DOWN)],
    "betas exchanged in the correction": [
        adam_text(M, V, "mh = m / (1 - 0.999**step)", "vh = v / (1 - 0.9**step)", DOWN)
    ],
    "another β": [
        adam_text(M, V.replace("0.999", "0.99"), M_HAT, V_HAT.replace("0.999", "0.99"), DOWN),
        lambda *a: adam_lerp(*a, beta1=0.95),
    ],
    "v adds up": [other(V, "v = v + dw**2")],
    "m left out": [
        adam_text(V, "w = w - rate * dw / (np.sqrt(v) + 1e-8)"),
        adam_text(V, V_HAT, "w = w - rate * dw / (np.sqrt(vh) + 1e-8)"),
    ],
    "v left out": [adam_text("m = 0.9 * m + dw", "w = w - rate * m"), adam_text(M, "w -= rate * m")],
    "rate not used": [lambda *a: adam(*a[:-1], 1e-3)],
    "only m corrected": [other(V_HAT, "vh = v")],
    "only v corrected": [other(M_HAT, "mh = m")],
    "ε inside the root": [other("np.sqrt(vh) + 1e-8", "np.sqrt(vh + 1e-8)")],
    "ε before the correction": [
        adam_text(M, V, "a = rate * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)", "w = w - a * m / (np.sqrt(v) + 1e-8)"),
    ],
    "ε forgotten": [other(" + 1e-8", "")],
    "another ε": [other("1e-8", "1e-7"), other("1e-8", "1e-10"), other("1e-8", "1e-6")],
    "step counted from 0": [other("step)", "step - 1)"), adam_text("step -= 1", M, V, M_HAT, V_HAT, DOWN)],
    "step counted twice": [adam_text("step += 1", M, V, M_HAT, V_HAT, DOWN)],
    "step ignored": [other("np.power(0.9, step)", "0.9", (M, V, M_HAT, "vh = v / 0.001", DOWN))],
    "β step, not β^step": [adam_text(M, V, "mh = m / (1 - 0.9 * step)", "vh = v / (1 - 0.999 * step)", DOWN)],
    "divided by β^step": [adam_text(M, V, "mh = m / 0.9**step", "vh = v / 0.999**step", DOWN)],
    "correction multiplied": [adam_text(M, V, "mh = m * (1 - 0.9**step)", "vh = v * (1 - 0.999**step)", DOWN)],
    "corrected after the root": [
        other("np.sqrt(vh) + 1e-8", "np.sqrt(v) / (1 - 0.999**step) + 1e-8"),
    ],
    "not squared": [other("dw * dw", "dw"), other("dw * dw", "np.abs(dw)")],
    "m squared": [other("dw * dw", "m * m")],
    "m of squares": [other("0.9) * dw", "0.9) * dw**2")],
    "β squared with dw": [other("(1 - 0.999) * dw * dw", "((1 - 0.999) * dw) ** 2")],
    "betas exchanged": [
        adam_text(
            "m = 0.999 * m + 0.001 * dw",
            "v = 0.9 * v + 0.1 * dw**2",
            "mh = m / (1 - 0.999**step)",
            "vh = v / (1 - 0.9**step)",
            DOWN,
        ),
    ],
    "one β for both": [adam_text(M, V.replace("0.999", "0.9"), M_HAT, V_HAT.replace("0.999", "0.9"), DOWN)],
    "β and 1 − β exchanged": [
        adam_text(
            "m = 0.1 * m + 0.9 * dw",
            "v = 0.001 * v + 0.999 * dw**2",
            "mh = m / (1 - 0.1**step)",
            "vh = v / (1 - 0.001**step)",
            DOWN,
        )
    ],
    "1 − β forgotten": [
        other("(1 - 0.9) * ", ""),
        other("(1 - 0.999) * ", ""),
        adam_text("m = 0.9 * m + dw", "v = 0.999 * v + dw**2", M_HAT, V_HAT, DOWN),
    ],
    "m not carried": [other("0.9 * m + ", "")],
    "v not carried": [other("0.999 * v + ", "")],
    "m and v not carried": [adam_text("m = (1 - 0.9) * dw", "v = (1 - 0.999) * dw**2", M_HAT, V_HAT, DOWN)],
    "sign": [other("w - rate", "w + rate")],
    "rate twice": [other("rate *", "rate * rate *")],
    "rate forgotten": [other("rate * ", "")],
    "root forgotten": [other("np.sqrt(vh)", "vh")],
    "v multiplied": [other("mh / (", "mh * (")],
    "v not used": [other(" / (np.sqrt(vh) + 1e-8)", "")],
    "m not used": [other("rate * mh", "rate * dw")],
    "old moments used": [
        adam_text(M_HAT, V_HAT, DOWN, M, V),
        adam_text(M_HAT, M, V, V_HAT, DOWN),
        adam_text(V_HAT, M, V, M_HAT, DOWN),
    ],
    "corrected moments returned": [
        adam_text(M, V, "m, v = m / (1 - 0.9**step), v / (1 - 0.999**step)", "w = w - rate * m / (np.sqrt(v) + 1e-8)"),
    ],
    "old moments returned": [lambda w, dw, m, v, *rest: (adam(w, dw, m, v, *rest)[0], m, v)],
    "change returned": [other("w = w - rate", "w = -rate"), other("w = w - rate", "w = rate")],
    "w unchanged": [adam_text(M, V)],
    "another order returned": [lambda *a: (*adam(*a)[1:], adam(*a)[0])],
    "plain gradient descent": [adam_text("w = w - rate * dw")],
    "w changed in place": [adam_in_place],
}

# ---- letters ----


def letters(first, h0, W_h, b_h, W_hy, b_y, temperature, u):
    h, letter, found = h0, first, []
    for u_n in u:
        x = np.eye(len(b_y))[letter]
        h = np.tanh(np.concatenate([h, x]) @ W_h + b_h)
        s = (h @ W_hy + b_y) / temperature
        p = np.exp(s - s.max())
        letter = np.sum(np.cumsum(p / p.sum()) <= u_n)
        found.append(letter)
    return np.array(found)


def letters_looked_up(first, h0, W_h, b_h, W_hy, b_y, temperature, u):
    """The row of the letter is looked up; the probabilities are the odds to the power of 1 / temperature."""
    H, found, h = len(h0), np.zeros(len(u), dtype=np.int32), h0
    for n in range(len(u)):
        h = np.tanh(h @ W_h[:H] + W_h[H + first] + b_h)
        p = np.exp(h @ W_hy + b_y) ** (1 / temperature)
        first = found[n] = np.searchsorted(p.cumsum() / p.sum(), u[n], side="right")
    return found


def letters_loops(first, h0, W_h, b_h, W_hy, b_y, temperature, u):
    h, found = list(h0), []
    for chance in u:
        row = [*h, *(float(k == first) for k in range(len(b_y)))]
        h = [
            math.tanh(b + sum(a * w for a, w in zip(row, column, strict=True)))
            for b, column in zip(b_h, W_h.T, strict=True)
        ]
        odds = [
            math.exp((b + sum(a * w for a, w in zip(h, column, strict=True))) / temperature)
            for b, column in zip(b_y, W_hy.T, strict=True)
        ]
        first, below = 0, odds[0]
        while below <= chance * sum(odds):
            first += 1
            below += odds[first]
        found.append(first)
    return found


def letters_as_floats(*arguments):
    return letters(*arguments).astype(float)


def letters_in_a_batch(first, h0, W_h, b_h, W_hy, b_y, temperature, u):
    h, x, found = h0[None], np.zeros((1, len(b_y)), h0.dtype), []
    x[0, first] = 1
    for u_n in u:
        h = step(x, h, W_h, b_h)
        p = np.exp(h @ W_hy / temperature + b_y / temperature)
        found.append(int(np.argmax(np.cumsum(p) > u_n * p.sum())))
        x = np.eye(x.shape[1])[found[-1:]]
    return np.array(found)


def softmax(y):
    return np.exp(y) / np.sum(np.exp(y))


def drawn(
    weigh=lambda y, T: softmax(y / T),
    pick=lambda p, chance: int((np.cumsum(p) <= chance).sum()),
    new=lambda h, x, W, b: np.tanh(np.dot(W[: len(h)].T, h) + np.dot(W[len(h) :].T, x) + b),
    read=lambda h, W, b: b + np.dot(h, W),
    feed=lambda letter, first: letter,
    again=lambda h, h0: h,
    begin=lambda h0: h0,
):
    """A wrong sampler of a learner's own parts."""

    def wrong(first, h0, W_h, b_h, W_hy, b_y, temperature, u):
        h, letter, found = begin(h0), first, []
        for chance in u:
            x = np.zeros(len(b_y))
            x[min(letter, len(x) - 1)] = 1
            h = new(again(h, h0), x, W_h, b_h)
            found += [pick(weigh(read(h, W_hy, b_y), temperature), chance)]
            letter = feed(found[-1], first)
        return found

    return wrong


def starts_each_time(first, h0, W_h, b_h, W_hy, b_y, temperature, u):
    found = []
    for u_n in u:
        (first,) = letters(first, h0, W_h, b_h, W_hy, b_y, temperature, [u_n])
        found.append(first)
    return np.array(found)


def reads_too_early(first, h0, W_h, b_h, W_hy, b_y, temperature, u):
    h, found = h0, []
    for u_n in u:
        p = softmax((h @ W_hy + b_y) / temperature)
        h = np.tanh(h @ W_h[: len(h)] + W_h[len(h) + first] + b_h)
        first = int(np.searchsorted(np.cumsum(p), u_n, side="right"))
        found.append(first)
    return found


def all_rows(first, h0, W_h, b_h, W_hy, b_y, temperature, u):
    h, found = h0, []
    for u_n in u:
        h = np.tanh(h @ W_h[: len(h)] + W_h[len(h) + first] + b_h)
        found.append(softmax((h @ W_hy + b_y) / temperature))
        first = int(np.searchsorted(np.cumsum(found[-1]), u_n, side="right"))
    return np.array(found)


def feeds(row):
    """The next input is row(probabilities), whatever was drawn."""

    def wrong(first, h0, W_h, b_h, W_hy, b_y, temperature, u):
        h, x, found = h0, np.eye(len(b_y))[first], []
        for u_n in u:
            h = np.tanh(np.hstack([h, x]) @ W_h + b_h)
            p = softmax((h @ W_hy + b_y) / temperature)
            found.append(int(np.searchsorted(np.cumsum(p), u_n, side="right")))
            x = row(p)
        return found

    return wrong


def one_letter_late(first, h0, W_h, b_h, W_hy, b_y, temperature, u):
    h, found = h0, [first, first]
    for u_n in u:
        h = np.tanh(h @ W_h[: len(h)] + W_h[len(h) + found[-2]] + b_h)
        found.append(int(np.searchsorted(np.cumsum(softmax((h @ W_hy + b_y) / temperature)), u_n, side="right")))
    return found[2:]


def warms_up(first, h0, W_h, b_h, *rest):
    return letters(first, step(np.eye(len(W_h) - len(h0))[[first]], h0[None], W_h, b_h)[0], W_h, b_h, *rest)


def with_seed(first, h0, W_h, b_h, W_hy, b_y, temperature, u):
    rng = np.random.default_rng(0)
    return drawn(pick=lambda p, chance: int(rng.choice(len(p), p=p / p.sum())))(
        first, h0, W_h, b_h, W_hy, b_y, temperature, u
    )


SAMPLE = {
    "probabilities fed": [feeds(lambda p: p)],
    "likeliest letter fed": [feeds(lambda p: (p == p.max()) * 1.0)],
    "letter fed one step late": [one_letter_late],
    "first letter read twice": [warms_up],
    "own random numbers": [with_seed],
    "first step only": [lambda *a: letters(*a)[:1], lambda *a: int(letters(*a)[0])],
    "W_hh transposed": [drawn(new=lambda h, x, W, b: np.tanh(W[: len(h)] @ h + x @ W[len(h) :] + b))],
    "temperature in the state": [
        lambda f, h, W, b, V, c, T, u: drawn(new=lambda h, x, W, b: np.tanh((np.hstack([h, x]) @ W + b) / T))(
            f, h, W, b, V, c, 1.0, u
        ),
    ],
    "temperature multiplied": [
        drawn(weigh=lambda y, T: softmax(y * T)),
        drawn(weigh=lambda y, T: softmax(y) ** T / sum(softmax(y) ** T)),
    ],
    "temperature ignored": [drawn(weigh=lambda y, T: softmax(y))],
    "temperature on probabilities": [
        drawn(weigh=lambda y, T: softmax(y) / T),
        drawn(weigh=lambda y, T: softmax(softmax(y) / T)),
    ],
    "temperature squared": [drawn(weigh=lambda y, T: softmax(y / T / T))],
    "b_y after the temperature": [
        lambda first, h0, W_h, b_h, W_hy, b_y, T, u: letters(first, h0, W_h, b_h, W_hy / T, b_y, 1.0, u),
    ],
    "argmax": [drawn(pick=lambda p, chance: int(np.argmax(p))), drawn(pick=lambda p, chance: list(p).index(max(p)))],
    "no softmax": [drawn(weigh=lambda y, T: y / T), drawn(weigh=lambda y, T: (y / T) / np.sum(y / T))],
    "softmax not normalized": [drawn(weigh=lambda y, T: np.exp(y / T))],
    "softmax twice": [drawn(weigh=lambda y, T: softmax(softmax(y / T)))],
    "sigmoid for softmax": [drawn(weigh=lambda y, T: sigma(y / T))],
    "< for ≤": [
        drawn(pick=lambda p, chance: int(np.searchsorted(np.cumsum(p), chance))),
        drawn(pick=lambda p, chance: next(k for k, end in enumerate(np.cumsum(p)) if end >= chance)),
    ],
    "not cumulative": [
        drawn(pick=lambda p, chance: sum(p <= chance)),
        drawn(pick=lambda p, chance: sum(p < chance)),
        drawn(pick=lambda p, chance: int((p > chance).argmax())),
        drawn(pick=lambda p, chance: int(len(p) * chance)),
        drawn(pick=lambda p, chance: int(abs(p.cumsum() - chance).argmin())),
    ],
    "counted from the other end": [
        drawn(pick=lambda p, chance: int((np.cumsum(p) > chance).sum())),
        drawn(pick=lambda p, chance: len(p) - 1 - int((np.cumsum(p[::-1]) <= chance).sum())),
        drawn(pick=lambda p, chance: int((np.cumsum(p) <= 1 - chance).sum())),
    ],
    "one letter too far": [drawn(pick=lambda p, chance: 1 + int((np.cumsum(p) <= chance).sum()))],
    "one letter too early": [drawn(pick=lambda p, chance: max(int((np.cumsum(p) <= chance).sum()) - 1, 0))],
    "state not carried": [starts_each_time, drawn(again=lambda h, h0: h0)],
    "h0 ignored": [drawn(begin=np.zeros_like)],
    "first letter fed again": [drawn(feed=lambda letter, first: first)],
    "first letter among the letters": [
        lambda first, *rest: [first, *letters(first, *rest)],
        lambda first, *rest: np.insert(letters(first, *rest), 0, first)[:-1],
    ],
    "last letter only": [lambda *a: letters(*a)[-1]],
    "last letter missing": [lambda *a: letters(*a)[:-1]],
    "one u for all": [lambda *a: letters(*a[:-1], np.full_like(a[-1], a[-1][0]))],
    "u read backwards": [lambda *a: letters(*a[:-1], a[-1][::-1])],
    "read-out before the step": [reads_too_early],
    "probabilities returned": [all_rows],
    "no tanh": [drawn(new=lambda h, x, W, b: np.hstack([h, x]) @ W + b)],
    "sigmoid": [drawn(new=lambda h, x, W, b: sigma(np.hstack([h, x]) @ W + b))],
    "tanh on the logits": [drawn(read=lambda h, W, b: np.tanh(h @ W + b))],
    "[x, h] order": [drawn(new=lambda h, x, W, b: np.tanh(np.hstack([x, h]) @ W + b))],
    "hidden row for the letter's": [
        drawn(new=lambda h, x, W, b: np.tanh(h @ W[: len(h)] + W[int(x.argmax())] + b)),
    ],
    "letter ignored": [drawn(new=lambda h, x, W, b: np.tanh(h @ W[: len(h)] + b))],
    "state ignored": [drawn(new=lambda h, x, W, b: np.tanh(x @ W[len(h) :] + b)), drawn(again=lambda h, h0: 0 * h0)],
    "b_h forgotten": [drawn(new=lambda h, x, W, b: np.tanh(np.hstack([h, x]) @ W))],
    "b_y forgotten": [drawn(read=lambda h, W, b: h @ W)],
    "biases forgotten": [
        lambda first, h0, W_h, b_h, W_hy, b_y, T, u: letters(first, h0, W_h, 0 * b_h, W_hy, 0 * b_y, T, u),
    ],
}

RIGHT = {
    "cross_entropy": (entropy, entropy_of_differences, entropy_one_hot, entropy_loops, entropy_of_kept_rows),
    "adam_step": (adam, adam_lerp, adam_loops, adam_in_one_array),
    "sample": (letters, letters_looked_up, letters_loops, letters_as_floats, letters_in_a_batch),
}
WRONG = {"cross_entropy": CROSS_ENTROPY, "adam_step": ADAM, "sample": SAMPLE}
