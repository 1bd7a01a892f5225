"""Sequences of different lengths, stacked into a batch."""

from dataclasses import dataclass

import numpy as np

from rnnlab.networks.arguments import as_float
from rnnlab.networks.sequences.lengths import read_lengths
from rnnlab.networks.training.mask import read_mask


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
