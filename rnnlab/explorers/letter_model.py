"""Lecture 9: an LSTM that has learnt names and brackets. `python -m rnnlab.explorers.letter_model` makes its file."""

import io
from collections import deque
from itertools import islice

import numpy as np

from rnnlab.datasets import ELEMENTS, LETTER_MODEL, LINE_LETTERS, name_lists, next_letters
from rnnlab.frameworks import to_torch
from rnnlab.networks.init import init_lstm
from rnnlab.networks.stacks import Stack
from rnnlab.networks.training import Batch, init_model, train
from rnnlab.whole_files import write_whole

SEED, UNITS, STEPS, RATE = 10, 32, 2000, 0.01


def train_letter_model(steps=STEPS):
    """An LSTM reads 8 names and 24 lines in each step of Adam, and says after each letter which one comes next.

    Returns
    -------
    Model
        float64; the file holds it as float32.
    """
    rng, K = np.random.default_rng(SEED), len(LINE_LETTERS)
    model = init_model(init_lstm(K, UNITS, rng), K, rng)
    (last,) = deque(islice(train(model, _batches(rng), rate=RATE), steps), maxlen=1)
    return last.model


def as_torch_file(model):
    """The bytes of an .npz file with the names, order and shapes that PyTorch would give them, float32."""
    arrays = {f"lstm.{name}": array for name, array in to_torch(Stack([model.cell])).items()}
    arrays |= {"readout.weight": model.W_hy.T, "readout.bias": model.b_y}
    np.savez(file := io.BytesIO(), **{name: array.astype(np.float32) for name, array in arrays.items()})
    return file.getvalue()


def _batches(rng):
    while True:
        names = [f".{ELEMENTS[k]}." for k in rng.integers(len(ELEMENTS), size=8)]
        yield Batch(*next_letters(names + name_lists(24, rng), LINE_LETTERS))


if __name__ == "__main__":
    write_whole(LETTER_MODEL, as_torch_file(train_letter_model()))
