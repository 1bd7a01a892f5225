"""The step of an LSTM, made of parts that can go wrong."""

import numpy as np

from rnnlab.check.places import places
from rnnlab.networks.activations import sigmoid

GATES = "fiog"


def join(h, x, c):
    """What meets W: the joined row [h, x]."""
    return np.concatenate([h, x], axis=-1)


def block(array, k, H):
    """Block k of those that stand side by side."""
    return array[..., k * H : (k + 1) * H]


def cell(f, i, g, c, h):
    """The new cell state."""
    return f * c + i * g


def output(o, squashed, h):
    """The new state, made of the output gate and of the cell state that was squashed."""
    return o * squashed


@places("x", "h", "c", "W", "b")
def lstm_of(
    join=join,
    cut=block,
    order=GATES,
    biases=GATES,
    gate=sigmoid,
    candidate=np.tanh,
    cell=cell,
    squash=np.tanh,
    output=output,
    late=False,
):
    """The step of these parts: the blocks taken to stand in `order`, each with the bias of the one in `biases`.

    With `late`, the output is made of the cell state from before the step.
    """
    of = [(order.index(name), order.index(bias)) for name, bias in zip(GATES, biases, strict=True)]

    def step(x, h, c, W, b):
        z, H = join(h, x, c) @ W, c.shape[-1]
        f, i, o, g = (cut(z, k, H) + cut(b, own, H) for k, own in of)
        new = cell(gate(f), gate(i), candidate(g), c, h)
        return output(gate(o), squash(c if late else new), h), new

    return step
