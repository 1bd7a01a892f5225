"""Backpropagation that stops after k steps: what is missing of the gradient, and whether averaging brings it back."""

from functools import lru_cache

import numpy as np

from rnnlab.drawing.cut_gradient import draw_truncation
from rnnlab.explorers.controls import real, whole
from rnnlab.explorers.explorer import explore
from rnnlab.networks.init import init_rnn
from rnnlab.networks.sequences import rnn_forward

T, H, BLOCKS, BLOCK = 24, 6, 512, 4
SIZES = BLOCK * 2 ** np.arange(8)  # of the averages: 4 … 512 of the 2048 sequences


def explore_truncation():
    """The length k of the backward pass, beside how far back lies what the network is asked for."""
    return explore(
        draw_truncated,
        k=whole("length k", 5, 1, T),
        lag=whole("lag m", 10, 0, 16),
        radius=real("radius", 0.9, 0.5, 1.0, 0.05),
    )


def draw_truncated(k, lag, radius):
    """What each step adds to the gradient, and how far averages of full and truncated gradients are from it."""
    blocks = gradients_by_step(lag, radius)
    by_step = blocks.mean(axis=0)
    size = np.linalg.norm(by_step.sum(axis=0))
    return draw_truncation(
        np.linalg.norm(by_step, axis=(1, 2)) / size,
        k,
        T - lag,
        share_lost(by_step, k),
        SIZES,
        errors_of_averages(blocks, T),
        errors_of_averages(blocks, k),
        f"An RNN of radius {radius:.2f} is asked at step {T} for the input of step {T - lag}",
    )


def share_lost(by_step, k):
    """How long what the first T − k steps add is, over the length of the whole gradient.

    Parameters
    ----------
    by_step : array (T, H + D, H)
        What each step adds to the gradient of W_h.
    k : int, 1 … T
        How many steps the backward pass takes; the last ones.

    Returns
    -------
    float
    """
    return float(np.linalg.norm(by_step[: len(by_step) - k].sum(axis=0)) / np.linalg.norm(by_step.sum(axis=0)))


@lru_cache(maxsize=4)
def gradients_by_step(lag, radius, number=0):
    """What each step adds to the gradient of W_h (BLOCKS, T, H + D, H), averaged over blocks of sequences.

    The loss of a sequence is half the squared error of one number that is read out of the last state,
    and should be the input of `lag` steps before.
    """
    params = init_rnn(1, H, np.random.default_rng([0, number]), spectral_radius=radius)
    readout = np.random.default_rng([1, number]).standard_normal(H) / np.sqrt(H)
    x = 0.5 * np.random.default_rng([2, number]).standard_normal((BLOCKS * BLOCK, T, 1))
    h = rnn_forward(x, params)
    joined = np.concatenate([np.concatenate([np.zeros((len(x), 1, H)), h[:, :-1]], axis=1), x], axis=2)
    dh = (h[:, -1] @ readout - x[:, T - 1 - lag, 0])[:, None] * readout
    found = np.empty((BLOCKS, T, H + 1, H))
    for t in range(T - 1, -1, -1):
        dz = dh * (1 - h[:, t] ** 2)
        hx, dz_blocks = (array.reshape(BLOCKS, BLOCK, -1) for array in (joined[:, t], dz / BLOCK))
        np.matmul(hx.swapaxes(1, 2), dz_blocks, out=found[:, t])
        dh = dz @ params.W_hh.T
    found.flags.writeable = False
    return found


def errors_of_averages(blocks, k):
    """How far the average of truncated gradients is from the mean of all full ones, for each of SIZES.

    Parameters
    ----------
    blocks : array (BLOCKS, T, H + D, H)
    k : int

    Returns
    -------
    array (8,)
        The root mean square over all averages of that many sequences, over the length of the mean.
    """
    mean = blocks.mean(axis=0).sum(axis=0)
    averages, found = blocks[:, blocks.shape[1] - k :].sum(axis=1), []
    for _ in SIZES:
        found.append(np.sqrt(np.mean(np.sum((averages - mean) ** 2, axis=(1, 2)))) / np.linalg.norm(mean))
        averages = (averages[::2] + averages[1::2]) / 2
    return np.array(found)
