"""A network that learns: a read-out, a loss, its gradient, and steps against it.

model
    a cell and the read-out on its states
losses
    cross-entropy and squared error, each with its gradient
gradient
    the gradient of the loss of a batch with respect to every array of a model
batches
    sequences of different lengths, padded and drawn in random order
rules, clipping
    gradient descent and Adam; a gradient cut to a length, its direction kept
loop
    one step after the other, a record of each
sampling
    letters that a trained model draws, one after the other
"""

from rnnlab.networks.training.batches import Batch, batches
from rnnlab.networks.training.clipping import clip_by_norm
from rnnlab.networks.training.gradient import loss_and_grads
from rnnlab.networks.training.loop import Diverged, Record, train
from rnnlab.networks.training.losses import cross_entropy, squared_error
from rnnlab.networks.training.model import Model, init_model, run_model
from rnnlab.networks.training.rules import adam, sgd
from rnnlab.networks.training.sampling import sample

__all__ = [
    "Batch",
    "Diverged",
    "Model",
    "Record",
    "adam",
    "batches",
    "clip_by_norm",
    "cross_entropy",
    "init_model",
    "loss_and_grads",
    "run_model",
    "sample",
    "sgd",
    "squared_error",
    "train",
]
