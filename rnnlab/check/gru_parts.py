"""The step of a GRU, made of parts that can go wrong."""

import numpy as np

from rnnlab.check.places import places
from rnnlab.networks.activations import sigmoid

BLOCKS = "rzn"


def _sums(x, h, W, b, order=BLOCKS, biases=BLOCKS):
    """What h and what x say to r, z, n, and their biases: the blocks taken to stand in `order`."""
    blocks = dict(zip(order, np.split(W, 3, axis=1), strict=True))
    own = dict(zip(biases, np.split(b, 3), strict=True))
    H = h.shape[1]
    return [(h @ blocks[name][:H], x @ blocks[name][H:], own[name]) for name in BLOCKS], blocks["n"][:H]


def _mix(n, h, r, z):
    return (1 - z) * n + z * h


def mirrored(n, h, r, z):
    """The mixture of other papers: their z is 1 − z here."""
    return z * n + (1 - z) * h


def _after(u, x, b, b_hn, r, z):
    """The sum of the candidate: u is what h says to it, h W_nh."""
    return x + b + r * (u + b_hn)


@places("x", "h", "W", "b", "b_hn")
def gru_of(inside=_after, mix=_mix, candidate=np.tanh, gate=sigmoid, order=BLOCKS, biases=BLOCKS, before=None):
    """The step of a GRU with other parts; with `before`, the candidate is told (r h) W_nh and adds before(b_hn, r)."""

    def step(x, h, W, b, b_hn):
        sums, W_nh = _sums(x, h, W, b, order, biases)
        r, z = (gate(sum(parts)) for parts in sums[:2])
        u, from_x, b_n = sums[2]
        told = before and from_x + b_n + (r * h) @ W_nh + before(b_hn, r)
        return mix(candidate(told if before else inside(u, from_x, b_n, b_hn, r, z)), h, r, z)

    return step
