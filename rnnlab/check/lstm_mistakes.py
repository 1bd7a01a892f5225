"""How the step of an LSTM goes wrong: the known mistakes of lecture 4."""

from itertools import permutations

import numpy as np

from rnnlab.check.exercises import Wrong
from rnnlab.networks.activations import identity, sigmoid

GATES = "fiog"
SHARED = ("ffff", "iiii", "oooo", "gggg", "fffg", "iiig", "ooog")


def _sums(x, h, W, b, order=GATES, biases=GATES):
    """The sums of f, i, o, g: the blocks taken to stand in `order`, each with the bias of the one in `biases`."""
    hx = np.concatenate([h, x], axis=-1)
    weights = dict(zip(order, np.split(W, 4, axis=1), strict=True))
    own = dict(zip(order, np.split(b, 4), strict=True))
    return [hx @ weights[gate] + own[bias] for gate, bias in zip(GATES, biases, strict=True)]


def _cell(f, i, o, g, c, candidate=np.tanh, squash=np.tanh, gate=sigmoid):
    """h and c from the four sums and the old c."""
    c = gate(f) * c + gate(i) * candidate(g)
    return gate(o) * squash(c), c


def _with(**parts):
    """The step with other parts of `_cell`."""
    return lambda x, h, c, W, b: _cell(*_sums(x, h, W, b), c, **parts)


def _in_order(order):
    return lambda x, h, c, W, b: _cell(*_sums(x, h, W, b, order), c)


def _with_biases(biases):
    return lambda x, h, c, W, b: _cell(*_sums(x, h, W, b, biases=biases), c)


def _swapped(gate, other):
    """All gates have their own bias, but these two have each other's."""
    return GATES.translate(str.maketrans(gate + other, other + gate))


def _forget(keep):
    """The step in which keep(f, i) multiplies the old c."""

    def step(x, h, c, W, b):
        f, i, o, g = _sums(x, h, W, b)
        new = keep(sigmoid(f), sigmoid(i)) * c + sigmoid(i) * np.tanh(g)
        return sigmoid(o) * np.tanh(new), new

    return step


def _old_c(x, h, c, W, b):
    *_, o, _ = sums = _sums(x, h, W, b)
    return sigmoid(o) * np.tanh(c), _cell(*sums, c)[1]


LSTM_MISTAKES = (
    Wrong(
        "f and i swapped (block order i, f, o, g)",
        "The forget gate and the input gate are swapped. Either the blocks are read as i, f, o, g (they stand as "
        "f, i, o, g), or the sum is: c' = f c + i g.",
        _in_order("ifog"),
    ),
    *(
        Wrong(
            f"block order {', '.join(order)}",
            f"Your numbers are those of blocks read as {', '.join(order)}. They stand as f, i, o, g: look at how you "
            "split W, and at which gate multiplies what (c' = f c + i g, h' = o tanh(c')).",
            _in_order("".join(order)),
        )
        for order in permutations(GATES)
        if "".join(order) not in (GATES, "ifog")
    ),
    Wrong(
        "no tanh on c",
        "There is no tanh between c and h: h' = o tanh(c'), and yours is o c'.",
        _with(squash=identity),
    ),
    Wrong(
        "candidate with sigmoid",
        "The candidate g goes through a sigmoid like the three gates. It needs tanh: it may be negative.",
        _with(candidate=sigmoid),
    ),
    Wrong(
        "gates without sigmoid",
        "The gates have no sigmoid: f, i and o must lie between 0 and 1.",
        _with(gate=identity),
    ),
    Wrong(
        "h from the old c",
        "h is made of the cell state before the step. First the new c', then h' = o tanh(c').",
        _old_c,
    ),
    Wrong(
        "old c returned",
        "h is right, but the old c comes back beside it. Return the new c' = f c + i g.",
        lambda x, h, c, W, b: (_cell(*_sums(x, h, W, b), c)[0], c),
    ),
    Wrong(
        "h fed as c",
        "The forget gate multiplies h where it should multiply c: c' = f c + i g.",
        lambda x, h, c, W, b: _cell(*_sums(x, h, W, b), h),
    ),
    Wrong(
        "c fed as h",
        "The gates are computed from c where they need h: the joined row is [h, x].",
        lambda x, h, c, W, b: _cell(*_sums(x, c, W, b), c),
    ),
    Wrong(
        "h ignored",
        "The state h does not reach the gates: the joined row is [h, x].",
        lambda x, h, c, W, b: _cell(*_sums(x, 0 * h, W, b), c),
    ),
    Wrong(
        "x ignored",
        "The input x does not reach the gates: the joined row is [h, x].",
        lambda x, h, c, W, b: _cell(*_sums(0 * x, h, W, b), c),
    ),
    Wrong(
        "[x, h] order",
        "x comes first in the joined row, so the numbers meet the wrong rows of W. Hidden first, always: [h, x].",
        lambda x, h, c, W, b: _cell(*_sums(h, x, W, b), c),
    ),
    Wrong(
        "f forgotten",
        "The forget gate does not multiply the old c: c' = f c + i g, and yours is c + i g.",
        _forget(lambda f, i: 1),
    ),
    Wrong(
        "f = 1 − i",
        "The old c is multiplied by 1 − i. That is a variant; here the forget gate has weights of its own: f c + i g.",
        _forget(lambda f, i: 1 - i),
    ),
    *(
        Wrong(
            "one block's bias in another",
            f"Block {gate} has the bias of block {other}: b_{other} where b_{gate} belongs.",
            _with_biases(GATES.replace(gate, other)),
        )
        for gate, other in permutations(GATES, 2)
    ),
    *(
        Wrong(
            "one block's bias in another",
            f"The blocks f, i, o, g have the biases b_{', b_'.join(biases)}. Each has its own.",
            _with_biases(biases),
        )
        for biases in (*SHARED, *(_swapped(*pair) for pair in ("fi", "fo", "fg", "io", "ig", "og")))
    ),
    Wrong(
        "b forgotten",
        "The bias b is missing: add it to the product, before it is split into gates.",
        lambda x, h, c, W, b: _cell(*_sums(x, h, W, 0 * b), c),
    ),
    Wrong(
        "c, h returned",
        "Both states are right, but they come back in the other order: return h, c.",
        lambda x, h, c, W, b: _cell(*_sums(x, h, W, b), c)[::-1],
    ),
)
