"""Two losses, each with its gradient: the mean over the steps that are scored."""

import numpy as np

from rnnlab.networks.arguments import as_float


def cross_entropy(logits, targets, mask=None):
    """How surprised a softmax of the logits is by the classes that came, in nats.

    Parameters
    ----------
    logits : array (B, T, K), or (T, K)
        y, any real numbers: the softmax is part of this function.
    targets : whole numbers (B, T), or (T,)
        The class that was right, 0 … K - 1; where a step is not scored, any number.
    mask : booleans (B, T), or (T,), optional
        The steps that are scored; all when missing.

    Returns
    -------
    loss : float
        The mean of -log softmax(logits)[target] over the scored steps.
    dlogits : ndarray, as logits
        Its gradient, (softmax(logits) - one-hot target) / number of scored steps; 0 where none is scored.

    Raises
    ------
    TypeError, ValueError
        Targets that are no classes; a shape that does not fit; no step that is scored.

    Notes
    -----
    log softmax(y)_k = y_k - m - log Σ_j exp(y_j - m) for every m; with m the largest of the y no
    exponential is above 1, and one of them is 1, so that the logarithm is never of 0.
    """
    logits, targets = as_float("logits", logits), np.asarray(targets)
    steps = logits.shape[:-1]
    if targets.dtype.kind not in "iu":
        raise TypeError(f"targets has dtype {targets.dtype}, but a class is a whole number, 0 … K - 1.")
    if targets.shape != steps:
        raise ValueError(f"targets has shape {targets.shape}, but with logits {logits.shape} it must be {steps}.")
    scored = read_mask(mask, steps)
    classes = targets[scored]
    if classes.min() < 0 or classes.max() >= logits.shape[-1]:
        wrong = classes.min() if classes.min() < 0 else classes.max()
        K = logits.shape[-1]
        raise ValueError(
            f"targets holds {wrong}, but with logits {logits.shape} there are K = {K} classes, 0 … {K - 1}. "
            "Was the model made for another alphabet, or should the mask leave this step out?"
        )
    shifted = logits - logits.max(axis=-1, keepdims=True)
    chances = np.exp(shifted)
    sums = chances.sum(axis=-1, keepdims=True)
    hit = (*np.nonzero(scored), classes)
    loss = (np.log(sums[..., 0][scored]) - shifted[hit]).mean()
    chances /= sums
    chances[hit] -= 1
    return float(loss), keep_scored(chances, scored, len(classes))


def squared_error(y, targets, mask=None):
    """The mean of (y - target)² over the scored steps and the K numbers of each.

    Parameters
    ----------
    y, targets : array (B, T, K), or (T, K)
    mask : booleans (B, T), or (T,), optional
        The steps that are scored; all when missing.

    Returns
    -------
    loss : float
    dy : ndarray, as y
        Its gradient, 2 (y - target) / number of scored numbers; 0 where none is scored.

    Raises
    ------
    TypeError, ValueError
        Targets of another shape; no step that is scored.
    """
    y, targets = as_float("y", y), as_float("targets", targets)
    if targets.shape != y.shape:
        raise ValueError(
            f"targets has shape {targets.shape}, but it must be that of y, {y.shape}: numbers are compared one by one. "
            "Classes, one whole number a step, go to cross_entropy."
        )
    scored = read_mask(mask, y.shape[:-1])
    errors = (y - targets).astype(y.dtype, copy=False)
    count = np.count_nonzero(scored) * y.shape[-1]
    loss = np.square(errors[scored]).sum() / count
    return float(loss), keep_scored(2 * errors, scored, count)


def read_mask(mask, steps):
    """The mask of the scored steps, all of them when it is missing.

    Raises
    ------
    TypeError, ValueError
        When it is not of booleans, has another shape, or scores nothing.
    """
    mask = np.ones(steps, bool) if mask is None else np.asarray(mask)
    if mask.dtype != bool:
        raise TypeError(f"mask has dtype {mask.dtype}, but a step is scored or not: True or False.")
    if mask.shape != steps:
        raise ValueError(f"mask has shape {mask.shape}, but it must be {steps}: one answer for each step.")
    if not mask.any():
        raise ValueError("No step is scored: mask must be True somewhere, or the mean is of nothing.")
    return mask


def keep_scored(gradient, scored, count):
    """The gradient divided by the count, and 0 where no step is scored; in place."""
    gradient /= count
    gradient[~scored] = 0
    return gradient
