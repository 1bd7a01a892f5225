"""The gradient of a batch's loss with respect to every array of a model."""

import numpy as np

from rnnlab.networks.stacks.backward import BACKWARD
from rnnlab.networks.training.losses import cross_entropy
from rnnlab.networks.training.model import run_model


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
    y, trace = run_model(batch.x, model, batch.lengths)
    value, dy = loss(y, batch.targets, batch.mask)
    cell = BACKWARD[type(model.cell)](dy @ model.W_hy.T, batch.x, model.cell, trace, lengths=batch.lengths)
    dy = dy.reshape(-1, model.K)
    grads = cell._asdict() | {"W_hy": trace.h.reshape(-1, model.H).T @ dy, "b_y": dy.sum(axis=0)}
    return value, {
        name: np.zeros_like(array) if grads[name] is None else grads[name].astype(array.dtype, copy=False)
        for name, array in model.arrays.items()
    }
