"""A network that learns: a read-out, a loss, its gradient, and steps against it.

model, read_out
    a cell with a read-out; what it says at every step
cross_entropy, squared_error, mask
    two losses, each with its gradient, and which steps they score
gradient
    the gradient of a batch's loss with respect to every array of a model
batch, batches
    sequences of different lengths, padded; drawn in random order
rules, clipping
    gradient descent and Adam; a gradient cut to a length, its direction kept
loop
    one step after the other, a record of each
sampling
    letters that a trained model draws, one after the other
"""

from rnnlab.networks.training.batch import Batch
from rnnlab.networks.training.batches import batches
from rnnlab.networks.training.clipping import clip_by_norm
from rnnlab.networks.training.cross_entropy import cross_entropy
from rnnlab.networks.training.gradient import loss_and_grads
from rnnlab.networks.training.loop import Diverged, Record, train
from rnnlab.networks.training.model import Model, init_model
from rnnlab.networks.training.read_out import run_model
from rnnlab.networks.training.rules import adam, sgd
from rnnlab.networks.training.sampling import sample
from rnnlab.networks.training.squared_error import squared_error

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
