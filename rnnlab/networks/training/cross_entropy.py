"""The loss of a choice among K classes, and its gradient."""

import numpy as np

from rnnlab.networks.arguments import as_float
from rnnlab.networks.training.mask import read_mask


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
    exponential is above 1, and one of them is 1, so that the logarithm is never of 0. Inside, each
    scored step is a column, because NumPy is fast along long rows.
    """
    logits, targets = as_float("logits", logits), np.asarray(targets)
    *steps, K = logits.shape
    if targets.dtype.kind not in "iu":
        raise TypeError(f"targets has dtype {targets.dtype}, but a class is a whole number, 0 … K - 1.")
    if targets.shape != (*steps,):
        raise ValueError(f"targets has shape {targets.shape}, but with logits {logits.shape} it must be {(*steps,)}.")
    scored = np.flatnonzero(read_mask(mask, targets.shape).T)
    classes = targets.T.take(scored)
    if classes.min() < 0 or classes.max() >= K:
        wrong = classes.min() if classes.min() < 0 else classes.max()
        raise ValueError(
            f"targets holds {wrong}, but with logits {logits.shape} there are K = {K} classes, 0 … {K - 1}. "
            "Was the model made for another alphabet, or should the mask leave this step out?"
        )
    columns = logits.T.reshape(K, -1).take(scored, axis=1)
    right = classes, np.arange(len(classes))
    columns -= columns.max(axis=0)
    loss = -columns[right].mean()
    np.exp(columns, columns)
    sums = columns.sum(axis=0)
    loss += np.log(sums).mean()
    columns /= sums
    columns[right] -= 1
    columns /= len(classes)
    if len(scored) < targets.size:
        those, columns = columns, np.zeros((K, targets.size), columns.dtype)
        columns[:, scored] = those
    return float(loss), columns.reshape(logits.T.shape).T
