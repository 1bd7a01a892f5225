"""Two scenes of lecture 7: what a step of a stack has read, and what padding does to the backward direction."""

from functools import lru_cache

import numpy as np

from rnnlab.drawing.padding_view import draw_padding
from rnnlab.drawing.stack_view import draw_stack
from rnnlab.explorers.controls import real, switch, time_t, whole
from rnnlab.explorers.explorer import explore
from rnnlab.networks.init import init_rnn
from rnnlab.networks.params import RNNParams
from rnnlab.networks.stacks import Layer, Stack, stack_forward

LETTERS, H, LENGTHS = "neural", 4, (8, 5)


def explore_stack():
    """Layers and directions over a word, and what the state of one step has read of it."""
    return explore(
        draw_reach,
        layers=whole("layers", 1, 1, 3),
        both=switch("both directions"),
        t=time_t(3, len(LETTERS) - 1),
    )


def draw_reach(layers, both, t):
    """A stack along the letters of a word; lit is what reaches the last state of step t."""
    lit = reaching(layers, both, t, len(LETTERS))
    return draw_stack(LETTERS, layers, both, lit, effects(layers, both)[:, t - 1], t)


def random_stack(D, layers, both, seed=0, bias=0.0):
    """An untrained stack of RNN layers with H units in each direction."""
    rng, read, made = np.random.default_rng(seed), D, []
    for _ in range(layers):
        drawn = (init_rnn(read, H, rng) for _ in range(1 + both))
        made.append(Layer(*(RNNParams(params.W_h, np.full(H, bias)) for params in drawn)))
        read = H * (1 + both)
    return Stack(made)


@lru_cache(maxsize=8)
def effects(layers, both, letters=LETTERS):
    """(T, T): how far the last state of each step (column) moves when the letter of a step (row) is left out."""
    T = len(letters)
    x = np.tile(np.eye(T), (T + 1, 1, 1))
    x[np.arange(T), np.arange(T)] = 0
    h = stack_forward(random_stack(T, layers, both), x).h
    return np.linalg.norm(h[:T] - h[T], axis=-1)


def reaching(layers, both, t, T):
    """The (layer, direction, step) whose states reach the last layer's at step t; steps and layers from 1."""
    found, waiting = set(), [(layers, k, t) for k in range(1 + both)]
    while waiting:
        layer, k, step = here = waiting.pop()
        if here not in found and layer >= 1 and 1 <= step <= T:
            found.add(here)
            waiting.append((layer, k, step + (1 if k else -1)))
            waiting += [(layer - 1, other, step) for other in range(1 + both)]
    return found


def explore_padding():
    """The shorter example of a padded batch, read in both directions, with the lengths or without."""
    return explore(
        draw_padded,
        lengths=switch("lengths are given"),
        filler=real("padding is", 0.0, -1.0, 1.0, 0.5),
        bias=real("bias b_h", 0.5, 0.0, 1.0, 0.25),
    )


def draw_padded(lengths, filler, bias):
    """The last example of a padded batch, and the same example alone."""
    x, stack = padded_batch(filler), random_stack(2, 1, True, seed=1, bias=bias)
    whole, length = both_ways(stack, x, LENGTHS if lengths else None), LENGTHS[-1]
    alone = [run[0] for run in both_ways(stack, x[-1:, :length])]
    return draw_padding(x[-1], length, *(run[-1] for run in whole), alone, lengths)


def padded_batch(filler, seed=0):
    """x (2, 8, 2): examples of 8 and 5 steps, and after them the filler."""
    x = np.random.default_rng(seed).normal(size=(len(LENGTHS), max(LENGTHS), 2))
    x[np.arange(max(LENGTHS)) >= np.array(LENGTHS)[:, None]] = filler
    return x


def both_ways(stack, x, lengths=None):
    """The states of the forward and of the backward direction of a stack's last layer, each (B, T, H)."""
    return np.split(stack_forward(stack, x, lengths=lengths).h, 2, axis=-1)
