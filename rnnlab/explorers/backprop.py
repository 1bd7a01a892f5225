"""Backpropagation through time with all that is on the way, by the package's rule or by a learner's step."""

from typing import NamedTuple

import numpy as np

from rnnlab.explorers.learner import follow
from rnnlab.networks.activations import SLOPES
from rnnlab.networks.init import init_rnn
from rnnlab.networks.sequences import rnn_forward


class Back(NamedTuple):
    """A backward pass with all that is on the way: dh (T + 1, H), dz (T, H), dx (T, D), dW (T, H + D, H)."""

    dh: np.ndarray
    dz: np.ndarray
    dx: np.ndarray
    dW: np.ndarray


def untrained(T, H, D, seed, radius, activation):
    """Orthogonal weights of this radius, a random input x (T, D), and the states h_0 … h_T (T + 1, H)."""
    rng = np.random.default_rng(seed)
    params = init_rnn(D, H, rng, spectral_radius=radius)
    x = 0.5 * rng.standard_normal((T, D))
    return params, x, np.concatenate([np.zeros((1, H)), rnn_forward(x, params, activation=activation)])


def first_units(losses, T, H):
    """dh (T, H) of a loss that is the first unit of h, at the steps `losses`, summed: 1 there, 0 everywhere else."""
    dh = np.zeros((T, H))
    dh[np.array(losses) - 1, 0] = 1
    return dh


def run_back(dh, x, h, params, activation):
    """Step by step from the last to the first; h (T + 1, H) begins with the start.

    Source: as `rnnlab.rnn_backward`, which keeps only the sums.
    """
    (T, H), total = dh.shape, np.concatenate([np.zeros((1, dh.shape[1])), dh])
    hx, dz, dhx = np.concatenate([h[:-1], x], axis=1), np.empty((T, H)), np.empty((T, len(params.W_h)))
    for s in range(T, 0, -1):
        dz[s - 1] = total[s] * SLOPES[activation](h[s])
        dhx[s - 1] = dz[s - 1] @ params.W_h.T
        total[s - 1] += dhx[s - 1, :H]
    return Back(total, dz, dhx[:, H:], hx[:, :, None] * dz[:, None])


def their_run_back(learner, last, dh, x, h, params):
    """The same by a learner's step, from the last loss on: dz is what its dh makes of it by the right slope."""
    nothing = np.zeros((1, dh.shape[1]))
    fixed = {"W_h": params.W_h}
    inputs = [
        fixed | {"dh": dh[s : s + 1], "x": x[s : s + 1], "h_prev": h[s : s + 1], "h": h[s + 1 : s + 2]}
        for s in range(last)
    ]
    calls = follow(learner, inputs[::-1], lambda before: {"dh_next": nothing if before is None else before[1]})
    dx, dh_prev, dW, _ = (np.stack(arrays[::-1]) for arrays in zip(*calls, strict=True))
    total, rest = np.zeros((len(dh) + 1, dh.shape[1])), ((0, len(dh) - last), (0, 0))
    total[1:] += dh
    total[:last] += dh_prev[:, 0]
    dz = total[1:] * (1 - h[1:] ** 2)
    return Back(total, dz, np.pad(dx[:, 0], rest), np.pad(dW, (*rest, (0, 0))))
