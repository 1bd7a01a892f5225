"""What is measured instead of the length of a gradient, and the differences that are taken for gradients."""

import numpy as np

from rnnlab.check.connectivity_parts import connectivity_of, norms
from rnnlab.check.exercises import NothingToSay, Wrong

LENGTH = "The length of a gradient is the root of the sum of its squares, np.linalg.norm(dx, axis=1). Yours is "
TIMES = "That is gradient times input, another measure: it is small where x is small, however much x would count. Here "
TIMES += "it is the length of the gradient alone."
NOT_OF_X = "Yours is the gradient with respect to {}. One step is missing, to the input: dx[s] = dz W_hx⊤, with D "
NOT_OF_X += "numbers."
ORDER = "The lengths stand in the order of the loop, which runs backwards: {}. Put the one of x[s] at s."
SCALED = "Your lengths are divided by {}. They should come as they are."
SHAPE = "One length for each of the T inputs: (T,). Yours {}"
NEAR = "These are differences{}: near, but not exact, the less so the steeper the network is and the fewer digits "
NEAR += "there are, as in float32. The exact gradient goes back from h[t, unit] once, through tanh and W_h at each "
NEAR += "step."
EACH_OWN = "Yours is how x[s] counts for h[s, unit], its own step. Asked is about one state, h[t, unit], and all "
EACH_OWN += "inputs until then: go back step by step."
TURNED = "Yours is how one input, x[t], counts for each later state. Asked is the other way round: how each earlier "
TURNED += "input counts for one state, h[t, unit]."
CENTRAL, ONE_SIDED = ", (h(x + ε) − h(x − ε)) / 2ε", ", (h(x + ε) − h(x)) / ε"
STEPS = 10.0 ** -np.arange(1, 8)


def _rows(measure):
    """Of each row of dx, a number."""
    return connectivity_of(measure=lambda n: measure(n.dx))


def _length(name, words, measure):
    return Wrong(name, LENGTH + words, _rows(measure))


def _times_input(measure):
    return Wrong("gradient times input", TIMES, connectivity_of(measure=lambda n: measure(n.dx * n.x)))


def _of(name, words, gradient):
    return Wrong(name, NOT_OF_X.format(words), connectivity_of(measure=lambda n: np.linalg.norm(gradient(n), axis=1)))


def _both_parts(n):
    return np.sqrt(norms(n) ** 2 + np.sum(n.handed**2, axis=1))


def _each_own(n):
    return np.array([(1 - h[n.unit] ** 2) for h in n.h]) * np.linalg.norm(n.W_hx[:, n.unit])


def _turned_round(n):
    found, J = np.zeros_like(n.x[:, 0]), n.W_hx
    for s in range(n.t, n.T):
        J = (J @ n.W_hh if s > n.t else J) * (1 - n.h[s] ** 2)
        found[s] = np.linalg.norm(J[:, n.unit])
    return found


def _until_t(lengths, s):
    return lengths[: s.t + 1]


def _turned_until_t(lengths, s):
    return np.concatenate([lengths[s.t :: -1], lengths[s.t + 1 :]])


def _difference(step, below):
    """Differences with a step up, and one down of the `below`-fold; which rounding spoils in float32."""

    def connectivity(x, h0, W_h, b_h, t, unit):
        if x.dtype == np.float32:
            raise NothingToSay("what differences of so few digits are nobody knows")

        def number(moved):
            h = h0
            for x_s in moved[: t + 1]:
                h = np.tanh(np.concatenate([h, x_s]) @ W_h + b_h)
            return h[unit]

        # One after the other, as a loop has them: a small step shows the last digits, which a batch rounds otherwise.
        moves = np.eye(x.size).reshape(x.size, *x.shape) * step
        slopes = [(number(x + move) - number(x - below * move)) / ((1 + below) * step) for move in moves]
        return np.linalg.norm(np.reshape(slopes, x.shape), axis=1)

    return connectivity


MEASURES = (
    _length("sum for the norm", "the sum of its numbers.", lambda dx: dx.sum(axis=1)),
    _length("sum for the norm", "the absolute value of their sum.", lambda dx: np.abs(dx.sum(axis=1))),
    _length("sum of absolute values", "the sum of the absolute values.", lambda dx: np.abs(dx).sum(axis=1)),
    _length("mean for the norm", "the mean of the absolute values.", lambda dx: np.abs(dx).mean(axis=1)),
    _length("mean for the norm", "the root of the mean of the squares.", lambda dx: np.sqrt(np.mean(dx**2, axis=1))),
    _length("mean for the norm", "the mean of its numbers.", lambda dx: dx.mean(axis=1)),
    _length("largest for the norm", "the largest absolute value.", lambda dx: np.abs(dx).max(axis=1)),
    _length("largest for the norm", "the largest number, without its sign.", lambda dx: dx.max(axis=1)),
    _length("root forgotten", "the sum of the squares, without the root.", lambda dx: np.sum(dx**2, axis=1)),
    _length("root forgotten", "the mean of the squares, without the root.", lambda dx: np.mean(dx**2, axis=1)),
    _times_input(lambda dx: np.linalg.norm(dx, axis=1)),
    _times_input(lambda dx: np.abs(dx).sum(axis=1)),
    _times_input(lambda dx: np.abs(dx.sum(axis=1))),
    _times_input(lambda dx: dx.sum(axis=1)),
    Wrong("gradient times input", TIMES, connectivity_of(measure=lambda n: norms(n) * np.linalg.norm(n.x, axis=1))),
    _of("gradient of h, not of x", "h[s]", lambda n: n.dhs),
    _of("gradient of h, not of x", "h[s − 1]", lambda n: n.handed),
    _of("gradient of the sum, not of x", "the sum of step s, dz", lambda n: n.dzs),
    Wrong(
        "gradient of [h, x], not of x",
        "Yours is the length of the gradient of the whole joined row [h, x]. Only its last D numbers belong to x[s].",
        connectivity_of(measure=_both_parts),
    ),
    Wrong("each step's own", EACH_OWN, connectivity_of(measure=_each_own)),
    Wrong("turned round", TURNED, connectivity_of(measure=_turned_round)),
    Wrong("order of time", ORDER.format("the last is first"), connectivity_of(result=lambda result, s: result[::-1])),
    Wrong(
        "order of time",
        ORDER.format("that of x[t] is first, that of x[0] stands at t"),
        connectivity_of(result=_turned_until_t),
    ),
    Wrong(
        "scaled", SCALED.format("the largest of them"), connectivity_of(result=lambda result, s: result / result.max())
    ),
    Wrong("scaled", SCALED.format("their sum"), connectivity_of(result=lambda result, s: result / result.sum())),
    Wrong(
        "inputs after t missing",
        SHAPE.format("ends at x[t]. Later inputs come too late for h[t]: their lengths are 0."),
        connectivity_of(result=_until_t),
    ),
    Wrong("not measured", SHAPE.format("are the gradients themselves, (T, D)."), _rows(lambda dx: dx)),
    Wrong(
        "one length for all",
        SHAPE.format("is one for all of them."),
        connectivity_of(result=lambda result, s: np.linalg.norm(result)),
    ),
    Wrong(
        "length over the steps",
        SHAPE.format("is made over the steps, for each of the D numbers: axis=1, not axis=0."),
        _rows(lambda dx: np.linalg.norm(dx, axis=0)),
    ),
)
DIFFERENCES = tuple(
    Wrong("differences for the gradient", NEAR.format(words), _difference(step, below))
    for words, below in ((CENTRAL, 1), (ONE_SIDED, 0))
    for step in STEPS
)
