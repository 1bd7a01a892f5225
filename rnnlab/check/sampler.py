"""Letters drawn from a network, made of parts that can go wrong."""

from types import SimpleNamespace

import numpy as np

from rnnlab.check.cross_entropy_parts import softmax as shifted_softmax
from rnnlab.check.places import places


def softmax(logits):
    """Probabilities from logits."""
    return shifted_softmax(logits, logits.max())


def probabilities(logits, temperature):
    """The softmax of logits / temperature."""
    return softmax(logits / temperature)


def unshifted(logits, temperature):
    """The same from exp of the logits as they are, which overflows where they are large."""
    return shifted_softmax(logits / temperature, 0)


def pick_letter(p, u):
    """How many of the cumulative probabilities are at most u."""
    return np.count_nonzero(np.cumsum(p) <= u)


def pick_below(p, u):
    """How many of them are below u: another letter only where u is one of them."""
    return np.count_nonzero(np.cumsum(p) < u)


def read_out(n):
    """The logits of a state."""
    return n.h @ n.W_hy + n.b_y


def next_sum(n):
    """The sum before tanh of the next state."""
    return np.concatenate([n.h, n.x]) @ n.W_h + n.b_h


def row_of(n, letter):
    """The one-hot row of a letter, and of the last one where there is no such letter."""
    return n.one_hot[min(int(letter), n.K - 1)]


@places("first", "h0", "W_h", "b_h", "W_hy", "b_y", "temperature", "u")
def sampler(
    state=next_sum,
    activation=np.tanh,
    read=read_out,
    weigh=probabilities,
    pick=pick_letter,
    carry=lambda new, h0: new,
    feed=lambda n: row_of(n, n.letter),
    draw=lambda u, k: u[k],
    back=lambda n: n.letters,
    early=False,
):
    """The exercise made of these parts: with `early`, the read-out sees the state before the step."""

    def sample(first, h0, W_h, b_h, W_hy, b_y, temperature, u):
        n = SimpleNamespace(first=first, h=h0, h0=h0, H=len(h0), K=len(b_y), letters=[], chances=[])
        n.W_h, n.b_h, n.W_hy, n.b_y, n.temperature = W_h, b_h, W_hy, b_y, temperature
        n.one_hot = np.eye(n.K, dtype=h0.dtype)
        n.x = row_of(n, first)
        for k in range(len(u)):
            before = read(n) if early else None
            n.h = activation(state(n))
            n.logits = before if early else read(n)
            n.chances.append(weigh(n.logits, temperature))
            n.letter = pick(n.chances[-1], draw(u, k))
            n.letters.append(n.letter)
            n.h, n.x = carry(n.h, h0), feed(n)
        return np.array(back(n))

    return sample
