"""The gradient of a batch's loss with respect to every array of a model."""

import numpy as np

from rnnlab.networks.stacks.backward import BACKWARD
from rnnlab.networks.training.batch import Batch
from rnnlab.networks.training.cross_entropy import cross_entropy
from rnnlab.networks.training.model import Model
from rnnlab.networks.training.read_out import run_model


def loss_and_grads(model, batch, loss=cross_entropy):
    """Forward, the loss, and all the way back.

    Parameters
    ----------
    model : Model
    batch : Batch
    loss : function(y, targets, mask) -> loss, dy
        `cross_entropy`, `squared_error`, or one of yours.

    Returns
    -------
    loss : float
    grads : dict of arrays
        The gradient with respect to each of model.arrays, under its name and of its shape and dtype.

    Raises
    ------
    TypeError, ValueError
        As `run_model` and the loss.

    Notes
    -----
    y = h W_hy + b_y is one more product of stacked steps: dh = dy W_hy⊤, dW_hy = h⊤ dy and
    db_y = Σ dy over all steps of all examples. From dh on it is the cell's own backward pass.
    """
    for name, value, kind in (("model", model, Model), ("batch", batch, Batch)):
        if not isinstance(value, kind):
            raise TypeError(f"{name} is of type {type(value).__name__}, but it must be a {kind.__name__}.")
    x, lengths = batch.x, batch.lengths
    if lengths is not None and lengths.min() == x.shape[1]:
        lengths = None  # nothing is padded
    y, trace = run_model(x, model, lengths)
    value, dy = loss(y, batch.targets, batch.mask)
    columns, h = dy.T.reshape(model.K, -1), trace.h.T.reshape(model.H, -1)  # a column is a step of an example
    dh = model.W_hy.dot(columns).reshape(trace.h.T.shape).T
    cell = BACKWARD[type(model.cell)](dh, x, model.cell, trace, lengths=lengths)
    grads = cell._asdict() | {"W_hy": h.dot(columns.T), "b_y": columns.sum(axis=1)}
    return value, {
        name: np.zeros_like(array) if grads[name] is None else grads[name].astype(array.dtype, copy=False)
        for name, array in model.arrays.items()
    }
