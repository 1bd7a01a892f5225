"""Sequences of different lengths, stacked into batches."""

from dataclasses import dataclass

import numpy as np

from rnnlab.networks.arguments import as_float, as_size
from rnnlab.networks.sequences.lengths import read_lengths
from rnnlab.networks.training.losses import read_mask


@dataclass(frozen=True, eq=False)
class Batch:
    """Examples that are learnt from together, padded at the end to one length.

    Parameters
    ----------
    x : array (B, T, D)
    targets : array (B, T) of classes, or (B, T, K) of numbers
    lengths : whole numbers (B,), optional
        How many steps of each example count; all when missing.
    mask : booleans (B, T), optional
        The steps that are scored; all within the lengths when missing.

    Raises
    ------
    TypeError, ValueError
        Shapes that do not fit; a length of 0; a scored step past the end, or no scored step at all.
    """

    x: np.ndarray
    targets: np.ndarray
    lengths: np.ndarray | None = None
    mask: np.ndarray | None = None

    def __post_init__(self):
        x, targets = as_float("x", self.x), np.asarray(self.targets)
        if x.ndim != 3 or 0 in x.shape:
            raise ValueError(f"x has shape {x.shape}, but a batch must be (B, T, D), each at least 1: is it empty?")
        if targets.shape[:2] != x.shape[:2]:
            raise ValueError(
                f"targets has shape {targets.shape}, but with x {x.shape} it must begin with (B, T) = {x.shape[:2]}: "
                "a target for each step."
            )
        past = read_lengths(self.lengths, x)
        if past is not None and past[:, 0].any():
            raise ValueError(f"Example {past[:, 0].argmax()} has length 0: it has no step to learn from. Leave it out.")
        mask = read_mask(self.mask if self.mask is not None or past is None else ~past, x.shape[:2])
        if past is not None and (mask & past).any():
            n, t = np.argwhere(mask & past)[0]
            raise ValueError(
                f"mask scores step {t} of example {n}, counted from 0, which has ended: what a model says "
                "in the padding is no answer. mask & (np.arange(T) < lengths[:, None])"
            )
        lengths = None if past is None else np.asarray(self.lengths)
        for name, array in {"x": x, "targets": targets, "lengths": lengths, "mask": mask}.items():
            object.__setattr__(self, name, array)


def batches(x, targets, size, rng, lengths=None, mask=None):
    """Batches without end: every example once, in random order, then all again in another order.

    Parameters
    ----------
    x : array (N, T, D), or list of arrays (T_n, D)
        N sequences: padded already, or each of its own length.
    targets : array (N, T) or (N, T, K), or list of arrays (T_n,) or (T_n, K)
    size : int
        Examples in a batch, B; the last batch of each round may have fewer.
    rng : numpy.random.Generator
    lengths : whole numbers (N,), optional
        As in `Batch`; known from x where x is a list.
    mask : array (N, T), or list of arrays (T_n,), of booleans, optional
        As in `Batch`.

    Returns
    -------
    generator of Batch
        Each is as long as its longest example.

    Raises
    ------
    TypeError, ValueError
        No examples at all, or as `Batch`; at once, not at the first batch.
    """
    size = as_size("size", size)
    if len(x) == 0:
        raise ValueError("x holds no sequence: there is nothing to learn from. Is the text empty?")
    if not hasattr(x, "ndim"):
        lengths = np.array([len(sequence) for sequence in x])
    whole = Batch(pad("x", x, len(x)), pad("targets", targets, len(x)), lengths, mask and pad("mask", mask, len(x)))
    return _rounds(whole, size, rng)


def pad(name, sequences, N):
    """A list of N arrays (T_n, …) as one array (N, T, …), zeros past the end; an array stays as it is."""
    if hasattr(sequences, "ndim"):
        return sequences
    arrays = [np.asarray(sequence) for sequence in sequences]
    if len(arrays) != N:
        raise ValueError(f"{name} holds {len(arrays)} sequences, but x holds {N}: each needs its own.")
    if len({array.shape[1:] for array in arrays}) > 1:
        raise ValueError(f"{name} holds sequences of different width: all must have the same features.")
    room = (N, max(map(len, arrays)), *arrays[0].shape[1:])
    padded = np.zeros(room, np.result_type(*arrays))
    for row, array in zip(padded, arrays, strict=True):
        row[: len(array)] = array
    return padded


def _rounds(whole, size, rng):
    N = len(whole.x)
    while True:
        order = rng.permutation(N)
        for first in range(0, N, size):
            chosen = order[first : first + size]
            lengths = None if whole.lengths is None else whole.lengths[chosen]
            T = whole.x.shape[1] if lengths is None else lengths.max()
            yield Batch(whole.x[chosen, :T], whole.targets[chosen, :T], lengths, whole.mask[chosen, :T])
