"""Batches without end, drawn from examples in random order."""

import numpy as np

from rnnlab.networks.arguments import as_size, read_rng
from rnnlab.networks.training.batch import Batch


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
    size, rng = as_size("size", size), read_rng(rng)
    if len(x) == 0:
        raise ValueError("x holds no sequence: there is nothing to learn from. Is the text empty?")
    if not hasattr(x, "ndim"):
        if lengths is not None:
            raise ValueError("lengths is given, but x is a list: its sequences say themselves how long they are.")
        lengths = [len(sequence) for sequence in x]
        x = pad("x", x, lengths)
    targets, mask = (
        part if part is None or hasattr(part, "ndim") else pad(name, part, lengths)
        for name, part in {"targets": targets, "mask": mask}.items()
    )
    whole = Batch(x, targets, lengths, mask)
    unscored = ~whole.mask.any(axis=1)
    if unscored.any():
        raise ValueError(
            f"mask scores no step of example {unscored.argmax()}: nothing is learnt from it. Leave it out."
        )
    return _rounds(whole, size, rng)


def pad(name, sequences, lengths):
    """A list of arrays (T_n, …) as one array (N, T, …), zeros past the end of each.

    Raises
    ------
    ValueError
        Not one array of each length, or arrays of different widths.
    """
    arrays = [np.asarray(sequence) for sequence in sequences]
    if lengths is not None and [len(array) for array in arrays] != [*lengths]:
        raise ValueError(
            f"{name} holds {len(arrays)} sequences of {[len(array) for array in arrays[:5]]} … steps, but x has "
            f"{len(lengths)} of {[*lengths[:5]]} …: each step of x needs its own."
        )
    if len({array.shape[1:] for array in arrays}) > 1:
        raise ValueError(f"{name} holds sequences of different widths: all must have the same features.")
    padded = np.zeros((len(arrays), max(map(len, arrays)), *arrays[0].shape[1:]), np.result_type(*arrays))
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
