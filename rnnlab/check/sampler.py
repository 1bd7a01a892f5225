"""Letters drawn from a network, made of parts that can go wrong."""

from types import SimpleNamespace

import numpy as np

from rnnlab.check.log_softmax import softmax as shifted_softmax
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


def read_out(n):
    """The logits of a state."""
    return n.h @ n.W_hy + n.b_y


def next_sum(n):
    """The sum before tanh of the next state."""
    return np.concatenate([n.h, n.one_hot[n.letter]]) @ n.W_h + n.b_h


@places("first", "h0", "W_h", "b_h", "W_hy", "b_y", "temperature", "u")
def sampler(
    state=next_sum,
    activation=np.tanh,
    read=read_out,
    weigh=probabilities,
    pick=pick_letter,
    carry=lambda new, h0: new,
    feed=lambda letter, first: letter,
    draw=lambda u, k: u[k],
    back=lambda first, letters: letters,
    early=False,
):
    """The exercise made of these parts: with `early`, the read-out sees the state before the step."""

    @np.errstate(all="ignore")
    def sample(first, h0, W_h, b_h, W_hy, b_y, temperature, u):
        n = SimpleNamespace(letter=first, first=first, h=h0, h0=h0)
        n.one_hot = np.eye(len(b_y), dtype=h0.dtype)
        n.W_h, n.b_h, n.W_hy, n.b_y, n.H, letters = W_h, b_h, W_hy, b_y, len(h0), []
        for k in range(len(u)):
            before = read(n) if early else None
            n.h = activation(state(n))
            letter = pick(weigh(before if early else read(n), temperature), draw(u, k))
            letters.append(letter)
            n.h, n.letter = carry(n.h, h0), feed(min(int(letter), len(b_y) - 1), first)
        return np.array(back(first, letters))

    return sample
