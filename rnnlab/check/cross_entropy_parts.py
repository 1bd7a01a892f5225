"""The cross-entropy of sequences, made of parts that can go wrong."""

import numpy as np

from rnnlab.check.exercises import NotItsMatter
from rnnlab.check.places import places

LARGE = 300.0  # logits beyond it are there for the mistakes of exp


def log_softmax(logits, axis=-1):
    """The logarithms of the probabilities; the largest logit is taken off first, so that exp cannot overflow."""
    shifted = logits - logits.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


def softmax(logits, shift=0.0):
    """The probabilities, after `shift` is taken off; with too little of it, exp overflows."""
    powers = np.exp(logits - shift)
    return powers / powers.sum(axis=-1, keepdims=True)


def of_targets(scores, targets):
    """Of each step's K scores the one of its target, (B, T)."""
    return np.take_along_axis(scores, targets[..., None], axis=-1)[..., 0]


def one_hot(scores, targets):
    """Zeros like the scores, with a 1 for each target."""
    return np.eye(scores.shape[-1], dtype=scores.dtype)[targets]


def counting(targets, lengths):
    """Which steps count, (B, T): those before each example's length."""
    return np.arange(targets.shape[1]) < lengths[:, None]


def losses_of(logits, targets):
    """−log p of each step's target, (B, T)."""
    return -of_targets(log_softmax(logits), targets)


def small_logits(losses):
    """A mistake that has nothing to do with large logits: about those it has nothing to say."""

    def wrong(logits, targets):
        if np.abs(logits).max() > LARGE:
            raise NotItsMatter("what becomes of large logits is another mistake's")
        return losses(logits, targets)

    return wrong


def mean_of(losses, mask):
    """The mean over the steps that count."""
    return losses[mask].mean()


@places("logits", "targets", "lengths")
def entropy_of(losses=None, which=counting, mean=mean_of):
    """The loss of these parts: each step's, which of them count, and what is made of those.

    Where no other losses are made, it has nothing to say about large logits.
    """
    losses = losses or small_logits(losses_of)

    def entropy(logits, targets, lengths):
        return mean(losses(logits, targets), which(targets, lengths))

    return entropy
