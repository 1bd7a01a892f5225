"""Which steps a loss counts, and what it is divided by: how the mean over a padded batch goes wrong."""

import numpy as np

from rnnlab.check.cross_entropy_parts import counting, entropy_of, losses_of, small_logits
from rnnlab.check.exercises import NothingToSay, Wrong


def _combined(combine):
    """Another number made of the right losses: combine(losses (B, T), mask (B, T))."""
    return entropy_of(mean=combine)


def _mean_or_nan(losses, mask):
    return losses[mask].mean() if mask.any() else np.array(np.nan)


def _steps(which):
    """The mean over other steps: which(t, lengths, T, targets) is (B, T)."""

    def mask(targets, lengths):
        B, T = targets.shape
        return np.broadcast_to(which(np.arange(T), lengths[:, None], T, targets), (B, T))

    return entropy_of(which=mask, mean=_mean_or_nan)


def _without_padding(s):
    return s.logits * counting(s.targets, s.lengths)[..., None]


def _masked_logits(divide):
    return entropy_of(logits=_without_padding, mean=lambda losses, mask: losses.sum() / divide(mask))


def _shifted(logits, targets, lengths):
    mask = counting(targets, lengths)[:, 1:]
    if not mask.any():
        raise NothingToSay("this mistake has no result here")
    return small_logits(losses_of)(logits[:, :-1], targets[:, 1:])[mask].mean()


PADDING = "The padding counts: the losses of all B T steps are averaged. Only the steps before each example's length "
PADDING += "count: np.arange(T) < lengths[:, None] says which."
DIVIDED = (
    "The padded steps are left out of the sum, but not of the count: it is divided by B T. Divide by the number of "
)
DIVIDED += "steps that count, lengths.sum()."
MASKED = "The logits of the padding are set to 0, and so each padded step still costs log K. Mask the losses, not the "
MASKED += "logits."

AVERAGES = (
    Wrong("padding counted", PADDING, _combined(lambda losses, mask: losses.mean())),
    Wrong("divided by B T", DIVIDED, _combined(lambda losses, mask: (losses * mask).mean())),
    Wrong(
        "divided by B T", DIVIDED, _combined(lambda losses, mask: losses[mask].sum() / mask[:, mask.any(axis=0)].size)
    ),
    *(Wrong("logits masked", MASKED, _masked_logits(count)) for count in (np.sum, np.size)),
    Wrong(
        "mean of the examples' means",
        "First each example is averaged, then the examples: a step of a short one weighs more. All steps that count "
        "weigh the same: the sum of all their losses over lengths.sum().",
        _combined(lambda losses, mask: ((losses * mask).sum(axis=1) / mask.sum(axis=1)).mean()),
    ),
    Wrong(
        "sum for mean",
        "The losses are added up. Divide by the number of steps that count: else a longer batch has a larger loss.",
        _combined(lambda losses, mask: losses[mask].sum()),
    ),
    Wrong(
        "divided by B",
        "The sum is divided by the number of examples. Divide by the number of steps that count, lengths.sum().",
        _combined(lambda losses, mask: losses[mask].sum() / len(mask)),
    ),
    Wrong(
        "divided by T",
        "The sum is divided by the number of steps T. Divide by the number of steps that count, lengths.sum().",
        _combined(lambda losses, mask: losses[mask].sum() / mask.shape[1]),
    ),
    Wrong(
        "divided by K too",
        "The zeros of a one-hot target are averaged too, over the padding as well: add up over the classes, and divide "
        "by the number of steps that count.",
        entropy_of(result=lambda loss, s: loss * s.lengths.sum() / s.logits.size),
    ),
    Wrong(
        "first step missing",
        "The first step of each example is left out: t begins at 0, and all t < length count.",
        _steps(lambda t, lengths, T, targets: (t > 0) & (t < lengths)),
    ),
    Wrong(
        "shifted by one step",
        "Logits and targets are shifted against each other by a step. targets[b, t] already belongs to logits[b, t].",
        _shifted,
    ),
    Wrong(
        "last steps only",
        "Only the last step of each example counts. All steps before its length do.",
        _steps(lambda t, lengths, T, targets: t == lengths - 1),
    ),
    Wrong(
        "last steps only",
        "Only the last column counts, which is padding in most examples. All steps before each length count.",
        _steps(lambda t, lengths, T, targets: t == T - 1),
    ),
    Wrong(
        "first steps only",
        "Only the first step of each example counts. All steps before its length do.",
        _steps(lambda t, lengths, T, targets: t == 0),
    ),
    Wrong(
        "one step too many",
        "One step of the padding counts: step t counts where t < length, for t begins at 0.",
        _steps(lambda t, lengths, T, targets: t <= lengths),
    ),
    Wrong(
        "one step too few",
        "The last step of each example is missing: step t counts where t < length.",
        _steps(lambda t, lengths, T, targets: t < lengths - 1),
    ),
    Wrong(
        "padding counted, steps not",
        "The mask is upside down: it picks the padding. Step t counts where t < length.",
        _steps(lambda t, lengths, T, targets: t >= lengths),
    ),
    Wrong(
        "padding in front",
        "The last steps count, as if the padding stood in front. It stands behind: step t counts where t < length.",
        _steps(lambda t, lengths, T, targets: t >= T - lengths),
    ),
    Wrong(
        "class 0 taken for padding",
        "Steps whose target is 0 are left out. 0 is a class like the others; the lengths say what is padding.",
        _steps(lambda t, lengths, T, targets: targets != 0),
    ),
    Wrong(
        "class 0 taken for padding",
        "Steps whose target is 0 are left out. 0 is a class like the others; the lengths alone say what is padding.",
        _steps(lambda t, lengths, T, targets: (targets != 0) & (t < lengths)),
    ),
)
