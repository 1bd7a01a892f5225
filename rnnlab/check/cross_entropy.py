"""Lecture 8: the cross-entropy of logits, a mean over the steps that count."""

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.cross_entropy_mistakes import CROSS_ENTROPY_MISTAKES
from rnnlab.check.cross_entropy_parts import counting, losses_of
from rnnlab.check.exercises import Case, Exercise


def _right(logits, targets, lengths):
    return losses_of(logits, targets)[counting(targets, lengths)].mean()


def _sequences(draw, B, T, K):
    logits, targets = 3 * draw(B, T, K), draw(B, T, K).argmax(axis=-1)
    return {"logits": logits, "targets": targets, "lengths": 1 + draw(B, T).argmax(axis=-1)}


def _one_step_at(most):
    """The logits, those of the step whose two ends are farthest apart drawn out to a distance of `most`."""

    def draw_out(logits):
        apart = np.ptp(logits, axis=-1, keepdims=True)
        return np.where(apart == apart.max(), logits * most / apart.max(), logits)

    return draw_out


def _with_large_ones(cases):
    """The same cases, but in four of them the logits are too large for exp, in one way each; all of their steps count.

    As they are; with one number taken off all; with the smallest taken off; and where a probability is rounded to 0.
    """
    enlarged = {
        5: lambda logits: logits + 1000,
        10: lambda logits: logits + np.array([[1000], [-1000]]),
        8: _one_step_at(720),
        7: lambda logits: logits * 100_000,
    }
    for k, enlarge in enlarged.items():
        arrays = cases[k].arrays
        full = np.full_like(arrays["lengths"], arrays["targets"].shape[1])
        cases[k] = cases[k]._replace(arrays=arrays | {"logits": enlarge(arrays["logits"]), "lengths": full})
    return cases


HALVES = np.zeros((1, 2, 2))
PADDED = np.array([[[np.log(3), 0.0], [9.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]]])
LARGE = np.array([[[1000.0, 0.0], [-1000.0, -1000.0]]])

CROSS_ENTROPY = Exercise(
    name="cross_entropy",
    lecture=8,
    forms=(("logits", "targets", "lengths"),),
    returns={"loss": "()"},
    cases=(
        Case(
            {"logits": HALVES, "targets": np.array([[0, 1]]), "lengths": np.array([2])},
            "the logits are zeros: both classes have a probability of 1/2, and the loss is log 2 = 0.6931",
        ),
        Case(
            {"logits": PADDED, "targets": np.array([[0, 1], [0, 1]]), "lengths": np.array([1, 2])},
            "three steps count, with probabilities of 3/4, 1/2 and 1/2 for their targets; the second is padding",
        ),
        Case(
            {"logits": LARGE, "targets": np.array([[1, 0]]), "lengths": np.array([2])},
            "logits of 1000 and −1000: the losses are 1000 and log 2, though exp(1000) is infinite",
        ),
        *_with_large_ones(random_cases(_sequences, "BTK")),
    ),
    right=_right,
    wrong=CROSS_ENTROPY_MISTAKES,
)
