"""Models and batches for the tests of training: each cell, random weights, ragged lengths, a mask with holes."""

import numpy as np
from references import draw_gru, draw_lstm, draw_rnn

from rnnlab import Batch, Model
from rnnlab.networks.training import loss_and_grads

DRAW = {"rnn": draw_rnn, "lstm": draw_lstm, "gru": draw_gru}


def draw_model(cell, seed=0, D=3, H=4, K=5, dtype=np.float64):
    """A model with random weights and biases."""
    params = DRAW[cell](seed, D=D, H=H)[1]
    params = type(params)(*(None if array is None else array.astype(dtype) for array in vars(params).values()))
    rng = np.random.default_rng([seed, 3])
    return Model(params, rng.standard_normal((H, K)).astype(dtype), rng.standard_normal(K).astype(dtype))


def draw_batch(seed=0, B=3, T=6, D=3, K=5, dtype=np.float64, numbers=False, ragged=True):
    """A batch of classes, or of numbers, as targets; ragged: of different lengths, and not every step scored."""
    rng = np.random.default_rng([seed, 4])
    x = rng.standard_normal((B, T, D)).astype(dtype)
    targets = rng.standard_normal((B, T, K)).astype(dtype) if numbers else rng.integers(K, size=(B, T))
    if not ragged:
        return Batch(x, targets)
    lengths = rng.integers(1, T + 1, size=B)
    mask = (rng.random((B, T)) < 0.6) & (np.arange(T) < lengths[:, None])
    mask[:, 0] = True
    return Batch(x, targets, lengths, mask)


def loss_of(model, batch, loss):
    """The loss alone, as a function of the arrays: what `gradcheck` moves."""
    return lambda arrays: loss_and_grads(model.with_arrays(arrays), batch, loss)[0]
