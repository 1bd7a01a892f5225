"""How a letter is drawn in a wrong way: temperature, softmax, and the cumulative probabilities."""

import numpy as np

from rnnlab.check.exercises import Wrong
from rnnlab.check.sampler import pick_below, pick_letter, sampler, softmax
from rnnlab.networks.activations import sigmoid


def _powers(logits, temperature):
    return np.exp(logits / temperature)


HOT = (
    "The logits are multiplied by the temperature. Divide by it: a high temperature makes the probabilities more equal."
)
NOT_LOGITS = (
    "The temperature divides the probabilities, not the logits: they no longer add up to 1, or it has no effect. "
)
NOT_LOGITS += "First logits / temperature, then the softmax."
NO_SOFTMAX = "There is no softmax: logits are no probabilities. They may be negative, and do not add up to 1."
TURNED = "The probabilities are added up from the last letter, or u is turned into 1 − u. Begin with letter 0."
CUMULATIVE = "The letter is the number of cumulative probabilities that are ≤ u: add up with np.cumsum, then count."

DRAW_MISTAKES = (
    Wrong("temperature multiplied", HOT, sampler(weigh=lambda y, t: softmax(y * t))),
    Wrong(
        "temperature ignored",
        "The temperature has no effect: your letters are those for a temperature of 1. Divide the logits by it.",
        sampler(weigh=lambda y, t: softmax(y)),
    ),
    Wrong("temperature on probabilities", NOT_LOGITS, sampler(weigh=lambda y, t: softmax(y) / t)),
    Wrong("temperature on probabilities", NOT_LOGITS, sampler(weigh=lambda y, t: softmax(softmax(y) / t))),
    Wrong("temperature on probabilities", NOT_LOGITS, sampler(weigh=lambda y, t: softmax(y) ** (1 / t))),
    Wrong(
        "temperature squared",
        "The logits are divided by the temperature twice. Once is enough.",
        sampler(weigh=lambda y, t: softmax(y / t**2)),
    ),
    Wrong(
        "b_y after the temperature",
        "The temperature divides h W_hy alone, and b_y is added later. It divides all of the logits, h W_hy + b_y.",
        sampler(b_y=lambda s: s.b_y * s.temperature),
    ),
    Wrong(
        "argmax",
        "The likeliest letter is taken every time, and u is not used. Draw: that is what the temperature is for.",
        sampler(pick=lambda p, u: np.argmax(p)),
    ),
    Wrong("no softmax", NO_SOFTMAX, sampler(weigh=lambda y, t: y / t)),
    Wrong("no softmax", NO_SOFTMAX, sampler(weigh=lambda y, t: y / t / (y / t).sum())),
    Wrong("no softmax", NO_SOFTMAX, sampler(weigh=lambda y, t: np.abs(y / t) / np.abs(y / t).sum())),
    Wrong(
        "softmax not normalized",
        "exp of the logits is not divided by its sum: the probabilities do not add up to 1.",
        sampler(weigh=_powers),
    ),
    Wrong(
        "softmax twice",
        "The softmax is taken twice: its probabilities go through it again, and come out nearly equal.",
        sampler(weigh=lambda y, t: softmax(softmax(y / t))),
    ),
    Wrong(
        "sigmoid for softmax",
        "A sigmoid of each logit stands where the softmax belongs: the probabilities do not add up to 1.",
        sampler(weigh=lambda y, t: sigmoid(y / t)),
    ),
    Wrong(
        "sigmoid for softmax",
        "A sigmoid of each logit stands where the softmax belongs. exp of the logits, over its sum, is the softmax.",
        sampler(weigh=lambda y, t: sigmoid(y / t) / sigmoid(y / t).sum()),
    ),
    Wrong(
        "< for ≤",
        "Where u is one of the cumulative probabilities, your letter is one too early: count those that are ≤ u, not "
        '< u. np.searchsorted does so with side="right".',
        sampler(pick=pick_below),
    ),
    *(
        Wrong("not cumulative", CUMULATIVE, sampler(pick=pick))
        for pick in (lambda p, u: np.count_nonzero(p <= u), lambda p, u: np.count_nonzero(p < u))
    ),
    Wrong("not cumulative", CUMULATIVE, sampler(pick=lambda p, u: np.argmax(p > u))),
    Wrong("not cumulative", CUMULATIVE, sampler(pick=lambda p, u: np.argmax(p >= u) if (p >= u).any() else len(p) - 1)),
    Wrong("not cumulative", CUMULATIVE, sampler(pick=lambda p, u: np.argmin(np.abs(p - u)))),
    Wrong("not cumulative", CUMULATIVE, sampler(pick=lambda p, u: np.argmin(np.abs(np.cumsum(p) - u)))),
    Wrong("not cumulative", CUMULATIVE, sampler(pick=lambda p, u: int(u * len(p)))),
    *(
        Wrong(
            "counted from the other end",
            "The cumulative probabilities above u are counted. The letter is the number of those that are ≤ u.",
            sampler(pick=lambda p, u, above=above, less=less: np.count_nonzero(above(np.cumsum(p), u)) - less),
        )
        for above in (np.greater, np.greater_equal)
        for less in (0, 1)
    ),
    Wrong("counted from the other end", TURNED, sampler(u=lambda s: 1 - s.u)),
    Wrong("counted from the other end", TURNED, sampler(pick=lambda p, u: len(p) - 1 - pick_letter(p[::-1], u))),
    *(
        Wrong(
            "own random numbers",
            "The letters are drawn with random numbers of the function's own. Use the given ones, u[n] at step n: then "
            "the same u give the same letters.",
            sampler(draw=lambda u, k, seed=seed: np.random.default_rng(seed).random(len(u))[k]),
        )
        for seed in (0, 1, 42)
    ),
    *(
        Wrong(
            "one letter too far",
            "Every letter is one too far: the letter is the number of cumulative probabilities ≤ u, nothing added.",
            sampler(pick=lambda p, u, count=count: count(p, u) + 1),
        )
        for count in (pick_letter, pick_below)
    ),
    *(
        Wrong(
            "one letter too early",
            "Every letter is one too early: the letter is the number of cumulative probabilities ≤ u, nothing taken "
            "off.",
            sampler(pick=lambda p, u, count=count, least=least: max(count(p, u) - 1, least)),
        )
        for count in (pick_letter, pick_below)
        for least in (0, -1)
    ),
    Wrong("one u for all", "Every step uses u[0]. Step n uses u[n].", sampler(u=lambda s: np.full_like(s.u, s.u[0]))),
    Wrong("u read backwards", "u is read from its end. Step n uses u[n].", sampler(u=lambda s: s.u[::-1])),
    Wrong(
        "u read one late", "Step n uses u[n − 1]. It should use u[n], from n = 0.", sampler(u=lambda s: np.roll(s.u, 1))
    ),
    Wrong(
        "probabilities returned",
        "The probabilities of the letters come back. Draw a letter from each row, and return the letters.",
        sampler(back=lambda n: n.chances),
    ),
)
