"""The loop of training: a record after every step, and the caller decides when it is enough."""

from math import inf, isfinite
from typing import NamedTuple

import numpy as np

from rnnlab.networks.training.batch import Batch
from rnnlab.networks.training.clipping import clip_by_norm
from rnnlab.networks.training.cross_entropy import cross_entropy
from rnnlab.networks.training.gradient import loss_and_grads
from rnnlab.networks.training.model import Model
from rnnlab.networks.training.rules import adam


class Record(NamedTuple):
    """One step: its number from 1, the batch's loss before it, the gradient's norm before clipping, the model after."""

    step: int
    loss: float
    norm: float
    model: Model


class Diverged(FloatingPointError):
    """The loss or its gradient is no longer a number: `step` is when, `model` the last one for which it was."""

    def __init__(self, message, step, model):
        super().__init__(message)
        self.step, self.model = step, model


def train(model, batches, loss=cross_entropy, rule=adam, rate=1e-3, limit=1.0):
    """Learn from one batch after the other.

    Parameters
    ----------
    model : Model
        Where it begins; it is not changed.
    batches : iterable of Batch
        One for each step. Where it never ends, stop asking: `itertools.islice(train(…), 600)`.
    loss : function(y, targets, mask) -> loss, dy
    rule : function(params, grads, state, rate=…) -> params, state
        `adam`, `sgd`, or one of yours.
    rate : float
    limit : float, or None
        Where the gradient is clipped; None never does.

    Yields
    ------
    Record
        step, loss, norm, model.

    Raises
    ------
    Diverged
        A FloatingPointError: the loss or the gradient is infinite or not a number. It says at which
        step, and its `model` is the last one whose loss and gradient were finite.
    TypeError, ValueError
        As `loss_and_grads`, `clip_by_norm` and the rule; one batch instead of many.
    """
    if isinstance(batches, Batch):
        raise TypeError(
            "batches is one Batch, but each step takes one: itertools.repeat(batch) gives it again and again."
        )
    _keep_memory()
    good, state = (model, 0), None
    for step, batch in enumerate(batches, 1):
        with np.errstate(over="ignore", invalid="ignore"):
            value, grads = loss_and_grads(model, batch, loss)
            grads, norm = clip_by_norm(grads, inf if limit is None else limit)
        if not (isfinite(value) and isfinite(norm)):
            raise Diverged(_explain(step, value, norm, batch, rate, limit, good[1]), step, good[0])
        good = model, step - 1
        with np.errstate(over="ignore", invalid="ignore"):
            params, state = rule(model.arrays, grads, state, rate=rate)
        model = model.with_arrays(params)
        yield Record(step, value, norm, model)


def _keep_memory():
    """Let the C library keep memory of some MB that a step gives back: the next step wants it again.

    glibc learns what to keep from the largest array that was ever dropped (mallopt(3), M_MMAP_THRESHOLD).
    This one is never written to and costs nothing; without it the system takes back what a step drops and
    hands it out page by page in the next, which was half the time of a step. Elsewhere it does nothing.
    """
    np.empty(2**24, np.uint8)


def _explain(step, value, norm, batch, rate, limit, last):
    what = f"the loss is {value}" if not isfinite(value) else f"the norm of the gradient is {norm}"
    if not np.isfinite(batch.x).all():
        help_ = "x of this batch holds a number that is not finite: look at the data."
    else:
        help_ = f"Usually a smaller rate helps (it was {rate}), or clipping (limit was {limit})."
    when = f"the one after step {last}" if last else "the one that it began with"
    return f"At step {step} {what}. {help_} The last good model, {when}, is kept as .model."
