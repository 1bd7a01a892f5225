"""Right and wrong solutions of lecture 9: how much each input counts, and a unit that is held."""

import math

import numpy as np
from right_solutions import dot

from rnnlab import LSTMParams, RNNParams, pin_gates, rnn_backward, rnn_forward

# ---- how much each input counts ----


def connected(x, h0, W_h, b_h, t, unit):
    T, H = len(x), len(h0)
    h, states = h0, []
    for x_t in x:
        h = np.tanh(np.concatenate([h, x_t]) @ W_h + b_h)
        states.append(h)
    dh, norms = np.zeros_like(h0), np.zeros(T, x.dtype)
    dh[unit] = 1
    for s in reversed(range(t + 1)):
        dhx = W_h @ (dh * (1 - states[s] ** 2))
        dh, norms[s] = dhx[:H], np.linalg.norm(dhx[H:])
    return norms


def connected_by_the_package(x, h0, W_h, b_h, t, unit):
    params = RNNParams(W_h, b_h)
    h = rnn_forward(x, params, h0)
    dh = np.zeros_like(h)
    dh[t, unit] = 1
    return np.linalg.norm(rnn_backward(dh, x, params, h, h0).x, axis=1)


def connected_forwards(x, h0, W_h, b_h, t, unit):
    """A matrix of slopes for each input, carried forwards to h[t]."""
    H, h, slopes = len(h0), h0, []
    for x_t in x[: t + 1]:
        h = np.tanh(h @ W_h[:H] + x_t @ W_h[H:] + b_h)
        slopes = [J @ W_h[:H] * (1 - h * h) for J in slopes] + [W_h[H:] * (1 - h * h)]
    return np.array([np.sqrt(np.square(J[:, unit]).sum()) for J in slopes] + [0] * (len(x) - t - 1), x.dtype)


def connected_complex(x, h0, W_h, b_h, t, unit):
    """A step so small and imaginary that nothing is rounded: exact, though it looks like a difference."""
    norms = []
    for s in range(len(x)):
        squares = 0.0
        for d in range(x.shape[1]):
            moved, h = x.astype(complex), h0
            moved[s, d] += 1e-30j
            for x_t in moved[: t + 1]:
                h = np.tanh(np.concatenate([h, x_t]) @ W_h + b_h)
            squares += (h[unit].imag / 1e-30) ** 2
        norms.append(squares**0.5)
    return norms


def connected_loops(x, h0, W_h, b_h, t, unit):
    H, D, h, states = len(h0), len(x[0]), list(h0), []
    for x_t in x:
        (z,) = dot([[*h, *x_t]], W_h)
        h = [math.tanh(a + b) for a, b in zip(z, b_h, strict=True)]
        states.append(h)
    dh, norms = [float(j == unit) for j in range(H)], [0.0] * len(x)
    for s in range(t, -1, -1):
        dz = [g * (1 - a * a) for g, a in zip(dh, states[s], strict=True)]
        norms[s] = math.sqrt(sum(sum(W_h[H + d][j] * dz[j] for j in range(H)) ** 2 for d in range(D)))
        dh = [sum(W_h[i][j] * dz[j] for j in range(H)) for i in range(H)]
    return norms


def connected_in_one_product(x, h0, W_h, b_h, t, unit):
    """Every dz first, then one product with W_hx; the sign of the whole turned over, which no length shows."""
    H, h, dz = len(h0), [h0], np.zeros((len(x), len(h0)), x.dtype)
    for x_t in x:
        h.append(np.tanh(np.block([h[-1], x_t]) @ W_h + b_h))
    for s in range(t, -1, -1):
        back = -np.eye(H, dtype=x.dtype)[unit] if s == t else W_h[:H] @ dz[s + 1]
        dz[s] = back / np.cosh(np.arctanh(h[s + 1])) ** 2
    return np.hypot.reduce(dz @ W_h[H:].T, axis=1)


def walk(
    x,
    h0,
    W_h,
    b_h,
    t,
    unit,
    begin=lambda h, t, unit: np.eye(h.shape[1], dtype=h.dtype)[unit],
    stop=lambda t: -1,
    slope=lambda h: 1 - h**2,
    towards_h=lambda dz, W_hh, dh: W_hh @ dz,
    towards_x=lambda dz, W_hx, dh: W_hx @ dz,
    arrive=lambda new, old: new,
    measure=lambda dx, x: np.sqrt((dx**2).sum(axis=-1)),
    of="dx",
):
    """A learner's walk back with one thing otherwise."""
    H, h = len(h0), rnn_forward(x, RNNParams(W_h, b_h), h0)
    dh, kept = begin(h, t, unit), {"dx": 0 * x, "dh": 0 * h, "dz": 0 * h}
    for s in range(t, stop(t), -1):
        dz = dh * slope(h[s])
        for name, value in (("dx", towards_x(dz, W_h[H:], dh)), ("dh", dh), ("dz", dz)):
            kept[name][s] = value
        dh = arrive(towards_h(dz, W_h[:H], dh), dh)
    return measure(kept[of], x)


def walking(**otherwise):
    return lambda *given: walk(*given, **otherwise)


def centred(eps, one_sided=False):
    def wrong(x, h0, W_h, b_h, t, unit):
        def number(moved):
            h = h0
            for s in range(t + 1):
                h = np.tanh(np.hstack([h, moved[s]]) @ W_h + b_h)
            return h[unit]

        slopes = np.zeros_like(x)
        for s in range(len(x)):
            for d in range(x.shape[1]):
                up, down = x.copy(), x.copy()
                up[s, d] += eps
                down[s, d] -= 0 if one_sided else eps
                slopes[s, d] = (number(up) - number(down)) / (eps if one_sided else 2 * eps)
        return np.linalg.norm(slopes, axis=1)

    return wrong


def in_float64(function):
    return lambda *given: function(*(a.astype(float) if isinstance(a, np.ndarray) else a for a in given))


def with_h0_in_front(x, h0, W_h, b_h, t, unit):
    """The states begin with h0, so that states[t] is the state before step t."""
    states = [h0, *rnn_forward(x, RNNParams(W_h, b_h), h0)]
    dh, norms = np.eye(len(h0), dtype=x.dtype)[unit], np.zeros_like(x[:, 0])
    for s in range(t, -1, -1):
        dhx = W_h @ (dh * (1 - states[s] ** 2))
        dh, norms[s] = dhx[: len(h0)], np.linalg.norm(dhx[len(h0) :])
    return norms


def every_state(x, h0, W_h, b_h, t, unit):
    params = RNNParams(W_h, b_h)
    h = rnn_forward(x, params, h0)
    dh = np.zeros_like(h)
    dh[:, unit] = 1
    return np.linalg.norm(rnn_backward(dh, x, params, h, h0).x, axis=1)


def as_appended(x, h0, W_h, b_h, t, unit):
    norms = connected(x, h0, W_h, b_h, t, unit)
    return [*norms[: t + 1][::-1], *norms[t + 1 :]]


def turned_round(x, h0, W_h, b_h, t, unit):
    h = rnn_forward(x, RNNParams(W_h, b_h), h0)
    J, norms = None, np.zeros(len(x), x.dtype)
    for s in range(t, len(x)):
        J = (W_h[len(h0) :] if J is None else J @ W_h[: len(h0)]) * (1 - h[s] ** 2)
        norms[s] = np.linalg.norm(J[:, unit])
    return norms


def all_units(x, h0, W_h, b_h, t, unit):
    return np.sqrt(sum(connected(x, h0, W_h, b_h, t, k) ** 2 for k in range(len(h0))))


def row_of_the_unit(x, h0, W_h, b_h, t, unit):
    """The first step back is written with a row, the others with products."""
    h = rnn_forward(x, RNNParams(W_h, b_h), h0)
    W_hh, W_hx = W_h[: len(h0)], W_h[len(h0) :]
    here = 1 - h[t, unit] ** 2
    norms, dh = np.zeros_like(x[:, 0]), here * W_hh[unit]
    norms[t] = np.linalg.norm(here * W_hx[:, unit])
    for s in range(t - 1, -1, -1):
        dz = dh * (1 - h[s] ** 2)
        norms[s], dh = np.linalg.norm(W_hx @ dz), W_hh @ dz
    return norms


def of_inputs_first(x, h0, W_h, b_h, t, unit):
    return connected(x, h0, np.concatenate([W_h[len(h0) :], W_h[: len(h0)]]), b_h, t, unit)


def split_at_D(x, h0, W_h, b_h, t, unit):
    D, h = x.shape[1], rnn_forward(x, RNNParams(W_h, b_h), h0)
    dh, norms = np.eye(len(h0), dtype=x.dtype)[unit], np.zeros_like(x[:, 0])
    for s in range(t, -1, -1):
        dhx = W_h @ (dh * (1 - h[s] ** 2))
        norms[s], dh = np.linalg.norm(dhx[:D]), dhx[D:]
    return norms


def loop_forwards(x, h0, W_h, b_h, t, unit):
    h = rnn_forward(x, RNNParams(W_h, b_h), h0)
    dh, norms = np.eye(len(h0), dtype=x.dtype)[unit], np.zeros_like(x[:, 0])
    for s in range(t + 1):
        dhx = W_h @ (dh * (1 - h[s] ** 2))
        dh, norms[s] = dhx[: len(h0)], np.linalg.norm(dhx[len(h0) :])
    return norms


def one_array_for_all(x, h0, W_h, b_h, t, unit):
    h, states = h0.copy(), []
    for x_t in x:
        h[:] = np.tanh(np.concatenate([h, x_t]) @ W_h + b_h)
        states.append(h)
    dh, norms = np.eye(len(h0), dtype=x.dtype)[unit], np.zeros_like(x[:, 0])
    for s in range(t, -1, -1):
        dhx = W_h @ (dh * (1 - states[s] ** 2))
        dh, norms[s] = dhx[: len(h0)], np.linalg.norm(dhx[len(h0) :])
    return norms


def moved(t=0, unit=0):
    """Another number than the one that is asked about; at an end, none is there."""

    def wrong(x, h0, W_h, b_h, own_t, own_unit):
        if not (0 <= own_t + t < len(x) and 0 <= own_unit + unit < len(h0)):
            return np.zeros_like(x[:, 0])
        return connected(x, h0, W_h, b_h, own_t + t, own_unit + unit)

    return wrong


CONNECTIVITY = {
    "W_hh not transposed": [walking(towards_h=lambda dz, W_hh, dh: dz @ W_hh)],
    "W_hx not transposed": [walking(towards_x=lambda dz, W_hx, dh: dz @ W_hx)],
    "W_hh not transposed; W_hx not transposed": [
        walking(towards_h=lambda dz, W, dh: dz @ W, towards_x=lambda dz, W, dh: dz @ W)
    ],
    "tanh's slope forgotten": [walking(slope=lambda h: 1)],
    "tanh's slope forgotten at t": [
        lambda x, h0, W_h, b_h, t, unit: walk(
            x, h0, W_h, b_h, t, unit, begin=lambda h, t, unit: np.eye(h.shape[1])[unit] / (1 - h[t] ** 2)
        )
    ],
    "slope forgotten on the way": [walking(towards_h=lambda dz, W_hh, dh: W_hh @ dh)],
    "W_hh forgotten": [walking(towards_h=lambda dz, W_hh, dh: dz)],
    "slope forgotten towards x": [walking(towards_x=lambda dz, W_hx, dh: W_hx @ dh)],
    "slope at h instead of z": [walking(slope=lambda h: 1 - np.tanh(h) ** 2)],
    "sigmoid's slope": [walking(slope=lambda h: h * (1 - h))],
    "slope at the state before": [with_h0_in_front],
    "t − 1 for t": [moved(t=-1), lambda x, h0, W, b, t, unit: connected(x, h0, W, b, t - 1, unit)],
    "t + 1 for t": [moved(t=1)],
    "the last state for h[t]": [lambda x, h0, W, b, t, unit: connected(x, h0, W, b, len(x) - 1, unit)],
    "unit − 1 for unit": [moved(unit=-1), lambda x, h0, W, b, t, unit: connected(x, h0, W, b, t, unit - 1)],
    "unit + 1 for unit": [moved(unit=1)],
    "all units": [
        all_units,
        walking(begin=lambda h, t, unit: np.ones_like(h[0])),
        walking(begin=lambda h, t, unit: np.ones_like(h[0]) / h.shape[1]),
    ],
    "h[t] for a 1 at unit": [walking(begin=lambda h, t, unit: h[t])],
    "begun at every state": [every_state],
    "only one step back": [walking(stop=lambda t: max(t - 2, -1))],
    "loop forwards": [loop_forwards],
    "one array for all states": [one_array_for_all],
    "no step back": [walking(stop=lambda t: t - 1)],
    "first input forgotten": [walking(stop=lambda t: 0)],
    "carried gradients added up": [walking(arrive=lambda new, old: old + new)],
    "h and x exchanged": [split_at_D],
    "[x, h] order": [of_inputs_first],
    "W row of the unit": [row_of_the_unit],
    "h0 ignored": [lambda x, h0, *rest: connected(x, np.zeros_like(h0), *rest)],
    "b_h forgotten": [lambda x, h0, W, b, *rest: connected(x, h0, W, np.zeros_like(b), *rest)],
    "sum for the norm": [
        walking(measure=lambda dx, x: np.einsum("td->t", dx)),
        walking(measure=lambda dx, x: abs(dx @ np.ones(x.shape[1], x.dtype))),
    ],
    "sum of absolute values": [walking(measure=lambda dx, x: np.linalg.norm(dx, 1, axis=1))],
    "mean for the norm": [walking(measure=lambda dx, x: np.sqrt(np.mean(dx * dx, axis=-1)))],
    "largest for the norm": [walking(measure=lambda dx, x: np.linalg.norm(dx, np.inf, axis=1))],
    "root forgotten": [walking(measure=lambda dx, x: np.einsum("td,td->t", dx, dx))],
    "gradient times input": [
        walking(measure=lambda dx, x: np.sum(np.abs(dx * x), axis=1)),
        walking(measure=lambda dx, x: np.abs(np.einsum("td,td->t", dx, x))),
    ],
    "gradient of h, not of x": [
        walking(of="dh"),
        lambda x, h0, W, *rest: walk(x, h0, W, *rest, of="dz", measure=lambda dz, _: norm_of(dz @ W[: len(h0)].T)),
    ],
    "gradient of the sum, not of x": [walking(of="dz")],
    "turned round": [turned_round],
    "order of time": [as_appended, lambda *a: connected(*a)[::-1]],
    "scaled": [lambda *a: connected(*a) / np.max(connected(*a)), lambda *a: connected(*a) / sum(connected(*a))],
    "inputs after t missing": [lambda *a: connected(*a)[: a[4] + 1]],
    "not measured": [walking(measure=lambda dx, x: dx)],
    "one length for all": [lambda *a: np.linalg.norm(connected(*a))],
    "length over the steps": [walking(measure=lambda dx, x: np.linalg.norm(dx, axis=0))],
    "differences for the gradient": [
        *(centred(eps) for eps in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7)),
        *(centred(eps, one_sided=True) for eps in (1e-3, 1e-5, 1e-6)),
        in_float64(centred(1e-5)),
    ],
    "cut to whole numbers": [lambda *a: connected(*a).astype(int)],
    "[x, h] order; gradient times input": [
        lambda x, h0, W, *rest: walk(x, h0, np.roll(W, -len(h0), axis=0), *rest, measure=lambda dx, x: norm_of(dx * x))
    ],
    "tanh's slope forgotten; sum for the norm": [walking(slope=lambda h: 1, measure=lambda dx, x: dx.sum(axis=1))],
    "W_hh not transposed; all units": [
        walking(towards_h=lambda dz, W, dh: dz @ W, begin=lambda h, t, unit: np.ones_like(h[0]))
    ],
}


def norm_of(rows):
    return np.linalg.norm(rows, axis=1)


# ---- a unit that is held ----


def held(W, b, unit, f=100.0, i=-100.0):
    H, W, b = len(b) // 4, W.copy(), b.copy()
    W[:, [unit, H + unit]] = 0
    b[unit], b[H + unit] = f, i
    return W, b


def held_by_blocks(W, b, unit):
    """Four blocks in an axis of their own; the biases are added to, which does the same."""
    W_blocks, b_blocks = W.reshape(len(W), 4, -1).copy(), b.reshape(4, -1).copy()
    W_blocks[:, :2, unit] = 0
    b_blocks[:2, unit] += np.array([60.0, -60.0], b.dtype)
    return W_blocks.reshape(W.shape), b_blocks.ravel()


def held_by_a_mask(W, b, unit):
    units = np.arange(b.size) % (b.size // 4) == unit
    f, i = (units & (np.arange(b.size) // (b.size // 4) == k) for k in (0, 1))
    return W * ~(f | i), np.select([f, i], [1e6, -1e6], b).astype(b.dtype)


def held_by_the_package(W, b, unit):
    params = pin_gates(LSTMParams(W, b), unit=unit, f=1, i=0)
    return params.W, params.b


def held_by_infinities(W, b, unit):
    """The logits of 1 and 0 themselves."""
    return held(W, b, unit, np.inf, -np.inf)


def held_by_nothing_but_infinities(W, b, unit):
    """Beside an infinite bias, what the column holds does not count."""
    b = b.copy()
    b[[unit, len(b) // 4 + unit]] = np.inf, -np.inf
    return W, b


def held_barely(W, b, unit):
    return held(W, b, unit, 40.0, -40.0)


def held_to_a_part_in_a_billion_billions(W, b, unit):
    return held(W, b, unit, 30.0, -35.0)


def held_loops(W, b, unit):
    H = len(b) // 4
    rows = [[0.0 if k in (unit, H + unit) else float(w) for k, w in enumerate(row)] for row in W]
    return [rows, [{unit: 50.0, H + unit: -50.0}.get(k, float(b[k])) for k in range(4 * H)]]


def holding(blocks=(0, 1), biases=(100.0, -100.0), rows=slice(None), at=lambda k, H, unit: k * H + unit):
    """A learner's way of holding with one thing otherwise."""

    def wrong(W, b, unit):
        H, W, b = len(b) // 4, np.array(W), np.array(b)
        for k, bias in zip(blocks, biases, strict=False):
            W[rows(H) if callable(rows) else rows, at(k, H, unit)] = 0
            b[at(k, H, unit)] = bias
        return W, b

    return wrong


def only(b_too=True, W_too=True):
    def wrong(W, b, unit):
        new_W, new_b = held(W, b, unit)
        return new_W if W_too else W, new_b if b_too else b

    return wrong


def row_cleared(W, b, unit):
    W = W.copy()
    W[unit] = 0
    return W, held(W, b, unit)[1]


def held_in_place(W, b, unit):
    H = len(b) // 4
    W[:, unit] = W[:, H + unit] = 0
    b[unit], b[H + unit] = 100, -100
    return W, b


def view_written(W, b, unit):
    """Slices are views: the blocks are named, changed, and so are W and b."""
    W_f, W_i = np.split(W, 4, axis=1)[:2]
    W_f[:, unit] = W_i[:, unit] = 0
    return W, held(W, b, unit)[1]


def logit(p):
    return np.log(p) - np.log1p(-p)


HOLD_UNIT = {
    "unchanged": [lambda W, b, unit: (W.copy(), b.copy())],
    "f and i exchanged": [holding(blocks=(1, 0)), holding(biases=(-100.0, 100.0))],
    "o for f": [holding(blocks=(2, 1))],
    "g for f": [holding(blocks=(3, 1))],
    "o for i": [holding(blocks=(0, 2))],
    "g for i": [holding(blocks=(0, 3))],
    "o and f for f and i": [holding(blocks=(2, 0))],
    "only f": [holding(blocks=(0,))],
    "only i": [holding(blocks=(1,), biases=(-64.0,))],
    "more than f and i": [
        holding(blocks=(0, 1, 2), biases=(100.0, -100.0, 100.0)),
        holding(blocks=(0, 1, 3), biases=(100.0, -100.0, 0.0)),
        holding(blocks=(0, 1, 2, 3), biases=(100.0, -100.0, 0.0, 0.0)),
    ],
    "bias too small in f": [holding(biases=(1.0, -100.0)), holding(biases=(10.0, -50.0))],
    "bias too small in i": [holding(biases=(50.0, -5.0))],
    "bias too small; all units held": [holding(biases=(8.0, -8.0), at=lambda k, H, unit: slice(k * H, k * H + H))],
    "bias 1 and 0; column of W left": [holding(biases=(1.0, 0.0), rows=slice(0, 0))],
    "f and i exchanged; bias too small": [holding(blocks=(1, 0), biases=(8.0, -8.0))],
    "g = 0 for i = 0": [holding(blocks=(0, 3), biases=(100.0, 0.0))],
    "bias 1 and 0": [holding(biases=(1.0, 0.0))],
    "i = 1": [holding(biases=(100.0, 100.0))],
    "f = 0": [holding(biases=(-100.0, -100.0))],
    "bias 0": [holding(biases=(0.0, 0.0))],
    "i = 1/2": [holding(biases=(100.0, 0.0))],
    "bias too small": [
        *(holding(biases=(bias, -bias)) for bias in (2.0, 5.0, 10.0, 20.0, 25.0)),
        *(holding(biases=(logit(1 - p), logit(p))) for p in (1e-2, 1e-3, 1e-6, 1e-7, 1e-9)),
    ],
    "b left": [only(b_too=False)],
    "column of W left": [only(W_too=False), lambda W, b, unit: (W, held(W, b, unit, 1e6, -1e6)[1])],
    "rows of x left": [holding(rows=lambda H: slice(H))],
    "rows of h left": [holding(rows=lambda H: slice(H, None))],
    "row for column": [row_cleared],
    "whole W cleared": [lambda W, b, unit: (0 * W, held(W, b, unit)[1])],
    "all units held": [holding(at=lambda k, H, unit: slice(k * H, k * H + H))],
    "all units in W": [
        lambda W, b, unit: (np.hstack([0 * W[:, : len(b) // 2], W[:, len(b) // 2 :]]), held(W, b, unit)[1])
    ],
    "unit counted from 1": [lambda W, b, unit: held(W, b, unit - 1), lambda W, b, unit: held(W, b, max(unit - 1, 0))],
    "unit + 1 for unit": [lambda W, b, unit: held(W, b, min(unit + 1, len(b) // 4 - 1))],
    "blocks mixed": [holding(at=lambda k, H, unit: 4 * unit + k)],
    "b, W returned": [lambda W, b, unit: held(W, b, unit)[::-1]],
    "W changed in place": [held_in_place, view_written],
    "only f; column of W left": [lambda W, b, unit: (W, holding(blocks=(0,))(W, b, unit)[1])],
}

RIGHT = {
    "connectivity": (
        connected,
        connected_by_the_package,
        connected_forwards,
        connected_complex,
        connected_loops,
        connected_in_one_product,
    ),
    "hold_unit": (
        held,
        held_by_blocks,
        held_by_a_mask,
        held_by_the_package,
        held_by_infinities,
        held_by_nothing_but_infinities,
        held_barely,
        held_to_a_part_in_a_billion_billions,
        held_loops,
    ),
}
WRONG = {"connectivity": CONNECTIVITY, "hold_unit": HOLD_UNIT}
