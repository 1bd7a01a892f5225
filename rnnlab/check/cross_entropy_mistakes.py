"""How the cross-entropy of sequences goes wrong: the known mistakes of lecture 8's loss."""

import numpy as np

from rnnlab.check.averages import AVERAGES
from rnnlab.check.cross_entropy_parts import (
    entropy_of,
    log_softmax,
    losses_of,
    of_targets,
    one_hot,
    small_logits,
    softmax,
)
from rnnlab.check.exercises import Wrong
from rnnlab.check.unstable import UNSTABLE


def _per_step(losses):
    """The right mean of other losses: losses(logits, targets) is (B, T)."""
    return entropy_of(losses=small_logits(losses))


def _squares(logits, targets):
    return (softmax(logits) - one_hot(logits, targets)) ** 2


AXIS = "The softmax runs over the wrong axis. The probabilities of the K classes add up to 1 in each step: axis=-1."
BASE = "The logarithm has another base. Here log is the natural one, np.log, as everywhere in this field: its slope is "
BASE += "1 / p."
NO_SOFTMAX = "There is no softmax: logits are no probabilities, and no logarithms of them until log Σ exp is taken off."

_OF_A_STEP = (
    Wrong(
        "sign",
        "Your loss is negative: log of a probability is. The loss is −log p of the target.",
        entropy_of(result=lambda loss, s: -loss),
    ),
    *(
        Wrong("log base", BASE, _per_step(lambda logits, t, c=c: losses_of(logits, t) / c))
        for c in (np.log(2), np.log(10))
    ),
    Wrong(
        "divided by K",
        "Your loss is K times too small: the zeros of a one-hot target are averaged too. Add up over the classes, and "
        "average over the steps.",
        _per_step(lambda logits, t: losses_of(logits, t) / logits.shape[-1]),
    ),
    Wrong(
        "perplexity",
        "That is exp of the loss, the perplexity. The loss itself is asked for.",
        entropy_of(mean=lambda losses, mask: np.exp(losses[mask].mean())),
    ),
    *(
        Wrong(
            "softmax over the wrong axis",
            AXIS,
            _per_step(lambda logits, t, axis=axis: -of_targets(log_softmax(logits, axis), t)),
        )
        for axis in (0, 1, (0, 1, 2), (1, 2))
    ),
    *(
        Wrong(
            "probability, not its log",
            "There is no logarithm. The loss is −log p: it grows without end where the target's probability goes to 0.",
            _per_step(losses),
        )
        for losses in (
            lambda logits, t: of_targets(softmax(logits), t),
            lambda logits, t: -of_targets(softmax(logits), t),
            lambda logits, t: 1 - of_targets(softmax(logits), t),
        )
    ),
    *(
        Wrong("no softmax", NO_SOFTMAX, _per_step(losses))
        for losses in (
            lambda logits, t: -of_targets(logits, t),
            lambda logits, t: of_targets(logits, t),
            lambda logits, t: -of_targets(np.log(logits), t),
        )
    ),
    Wrong(
        "softmax twice",
        "The softmax is taken twice: its probabilities go through it again. It takes the logits, once.",
        _per_step(lambda logits, t: losses_of(softmax(logits), t)),
    ),
    Wrong(
        "not normalized",
        "exp(logits) is not divided by its sum over the classes: as they are, these are no probabilities.",
        _per_step(lambda logits, t: -np.log1p(np.exp(of_targets(logits, t)))),
    ),
    Wrong(
        "likeliest class for target",
        "That is −log p of the likeliest class, whatever the target is. Pick the probability of targets[b, t].",
        _per_step(lambda logits, t: -log_softmax(logits).max(axis=-1)),
    ),
    Wrong(
        "targets ignored",
        "That is the entropy, −Σ p log p, whatever the target is. The loss is −log p of the target alone.",
        _per_step(lambda logits, t: -(softmax(logits) * log_softmax(logits)).sum(axis=-1)),
    ),
    Wrong(
        "other classes too",
        "log (1 − p) of the other classes is added, as in the loss of independent yes-or-no questions. With a softmax "
        "the loss is −log p of the target alone.",
        _per_step(lambda logits, t: -np.log(np.abs(1 - one_hot(logits, t) - softmax(logits))).sum(axis=-1)),
    ),
    *(
        Wrong(
            "squared error",
            "That is the squared difference to the one-hot target. The cross-entropy is −log p of the target.",
            _per_step(losses),
        )
        for losses in (
            lambda logits, t: _squares(logits, t).sum(axis=-1),
            lambda logits, t: _squares(logits, t).mean(axis=-1),
        )
    ),
)

CROSS_ENTROPY_MISTAKES = (*AVERAGES, *_OF_A_STEP, *UNSTABLE)
