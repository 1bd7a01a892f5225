"""How the logarithm of a softmax overflows, or is cut off so that it does not."""

import numpy as np

from rnnlab.check.cross_entropy_parts import entropy_of, log_softmax, of_targets, one_hot, softmax
from rnnlab.check.exercises import Wrong

SMALLEST = (np.finfo(float).eps, np.finfo(float).tiny)


def _unstable(scores, pick=of_targets):
    """The loss of log-probabilities that overflow, or that are the log of 0."""
    return entropy_of(losses=lambda logits, targets: -pick(scores(logits), targets))


def _by_one_hot(scores, targets):
    return (one_hot(scores, targets) * scores).sum(axis=-1)


def _largest(logits):
    return logits.max(axis=-1, keepdims=True)


def _log_of_softmax(shift):
    return lambda logits: np.log(softmax(logits, shift(logits)))


def _smallest(logits):
    return logits.min(axis=-1, keepdims=True)


def _log_of_probabilities(keep_up):
    """The log of a stable softmax whose probabilities are kept from 0."""
    return lambda logits: np.log(keep_up(softmax(logits, _largest(logits))))


def _log_of_sum(shift):
    return lambda logits: logits - shift(logits) - np.log(np.exp(logits - shift(logits)).sum(axis=-1, keepdims=True))


EXP = "exp of a large logit is infinite, and the loss is nan or inf. Take the largest logit of each step off first: "
EXP += "log p = s − log Σ exp(s) with s = logits − their maximum. The probabilities stay the same."
LOG_0 = "Large logits still break it: a probability that is rounded to 0 has log 0 = −inf. Never take "
LOG_0 += "the log of a softmax: log p = s − log Σ exp(s) with s = logits − their maximum."
ONE_SHIFT = "One number is taken off all steps. Each step needs its own largest logit (axis=-1, keepdims=True): where "
ONE_SHIFT += "all logits of a step are far below it, exp gives zeros, and log 0."
OTHER_SHIFT = "What is taken off the logits is not their largest. Only then is no exponent above 0, so that exp cannot "
OTHER_SHIFT += "overflow: s = logits − logits.max(axis=-1, keepdims=True)."
ONE_SIDE = "The largest logit is taken off in one place only. log p = s − log Σ exp(s), with the same s in both."
CLIPPED = "The logits are cut off, and with them the loss: a step that costs 1000 must cost 1000. Take the largest "
CLIPPED += "logit of each step off instead."
EPSILON = "A small number keeps the logarithm from 0, and so makes a wrong loss of about 30 out of one of 1000, and no "
EPSILON += "gradient. It is not needed: log p = s − log Σ exp(s) with s = logits − their maximum."


def _each_way(name, sentence, *all_scores):
    """The mistake for each kind of scores, with the target's picked out and with a one-hot target."""
    for scores in all_scores:
        for pick in (of_targets, _by_one_hot):
            yield Wrong(name, sentence, _unstable(scores, pick))


UNSTABLE = (
    *_each_way("unstable: exp of large logits", EXP, _log_of_softmax(np.zeros_like), _log_of_sum(np.zeros_like)),
    *_each_way("unstable: log of a softmax", LOG_0, _log_of_softmax(_largest)),
    *_each_way("unstable: one shift for all", ONE_SHIFT, _log_of_softmax(np.max), _log_of_sum(np.max)),
    *_each_way("unstable: another shift", OTHER_SHIFT, _log_of_softmax(_smallest)),
    *(
        Wrong("shifted on one side only", ONE_SIDE, _unstable(scores))
        for scores in (
            lambda logits: logits - _largest(logits) - np.log(np.exp(logits).sum(axis=-1, keepdims=True)),
            lambda logits: logits - np.log(np.exp(logits - _largest(logits)).sum(axis=-1, keepdims=True)),
        )
    ),
    *(
        Wrong("ε in the logarithm", EPSILON, _unstable(_log_of_probabilities(lambda p, e=e: p + e)))
        for e in (*(10.0**-k for k in (3, 4, *range(5, 17), 20, 30, 38, 100, 300)), *SMALLEST)
    ),
    *(
        Wrong("ε in the logarithm", EPSILON, _unstable(_log_of_probabilities(lambda p, e=e, top=top: p.clip(e, top))))
        for e, top in ((1e-3, 1), (1e-4, 1), *((10.0**-k, 1 - 10.0**-k) for k in range(3, 10)))
    ),
    *(
        Wrong("logits clipped", CLIPPED, _unstable(lambda logits, most=most: log_softmax(np.clip(logits, -most, most))))
        for most in (10, 20, 30, 50, 100, 300, 500, 700, 709)
    ),
)
