"""How the step of a GRU goes wrong: the known mistakes of lecture 7."""

from itertools import permutations

import numpy as np

from rnnlab.check.exercises import Wrong
from rnnlab.check.gru_candidate import CANDIDATES, MIXTURES
from rnnlab.networks.activations import identity, relu, sigmoid

BLOCKS = "rzn"


def _sums(x, h, W, b, order=BLOCKS, biases=BLOCKS):
    """What h and what x say to r, z, n, and their biases: the blocks taken to stand in `order`."""
    blocks = dict(zip(order, np.split(W, 3, axis=1), strict=True))
    own = dict(zip(biases, np.split(b, 3), strict=True))
    H = h.shape[1]
    return [(h @ blocks[name][:H], x @ blocks[name][H:], own[name]) for name in BLOCKS], blocks["n"][:H]


def _mix(n, h, r, z):
    return (1 - z) * n + z * h


def _mirrored(n, h, r, z):
    return z * n + (1 - z) * h


def _after(u, x, b, b_hn, r, z):
    """The sum of the candidate: u is what h says to it, h W_nh."""
    return x + b + r * (u + b_hn)


def _with(inside=_after, mix=_mix, candidate=np.tanh, gate=sigmoid, order=BLOCKS, biases=BLOCKS, before=None):
    """The step with other parts; with `before`, the candidate is told (r h) W_nh and adds before(b_hn, r)."""

    def step(x, h, W, b, b_hn):
        sums, W_nh = _sums(x, h, W, b, order, biases)
        r, z = (gate(sum(parts)) for parts in sums[:2])
        u, from_x, b_n = sums[2]
        told = before and from_x + b_n + (r * h) @ W_nh + before(b_hn, r)
        return mix(candidate(told if before else inside(u, from_x, b_n, b_hn, r, z)), h, r, z)

    return step


def _changed(change):
    """The step on changed arguments."""
    return lambda *arguments: _with()(*change(*arguments))


def _swapped_rows(x, h, W, b, b_hn):
    """The step on [x, h]: the first rows of W meet x, and the candidate's last H rows meet h."""
    D = x.shape[1]
    return _with()(x, h, np.concatenate([W[D:], W[:D]]), b, b_hn)


def _transposed_rows(x, h, W, b, b_hn):
    H = h.shape[1]
    turned = np.concatenate([block.T for block in np.split(W[:H], 3, axis=1)], axis=1)
    return _with()(x, h, np.concatenate([turned, W[H:]]), b, b_hn)


BEFORE = "The reset gate multiplies h before the product: (r h) W_nh. That is the formula of 1406.1078 from its third "
BEFORE += "version on, and of ONNX. Here, as in PyTorch and Keras, it comes after: r (h W_nh + b_hn)."
MIRRORED = "z is mirrored: it multiplies the candidate, and should multiply the old state: h' = (1 − z) n + z h. "
MIRRORED += "Papers have both; here z = 1 keeps h."
BOTH = "The reset comes before the product, and z multiplies the candidate: that is the GRU of 1412.3555, and of many "
BOTH += "courses. Here n = tanh(x W_nx + b_n + r (h W_nh + b_hn)) and h' = (1 − z) n + z h."
NO_B_HN = (lambda b_hn, r: b_hn, lambda b_hn, r: 0 * b_hn, lambda b_hn, r: r * b_hn)

GRU_MISTAKES = (
    *(Wrong("reset before", BEFORE, _with(before=before)) for before in NO_B_HN),
    *(Wrong("reset before, z mirrored", BOTH, _with(mix=_mirrored, before=before)) for before in NO_B_HN),
    Wrong("z mirrored", MIRRORED, _with(mix=_mirrored)),
    *(Wrong(name, sentence, _with(inside=inside)) for name, sentence, inside in CANDIDATES),
    *(
        Wrong(f"{name}, z mirrored", f"{sentence} And z multiplies the old state, 1 − z the candidate.", function)
        for name, sentence, inside in CANDIDATES[:9]
        for function in (_with(inside=inside, mix=_mirrored),)
    ),
    *(Wrong(name, sentence, _with(mix=mix)) for name, sentence, mix in MIXTURES),
    Wrong(
        "candidate with sigmoid",
        "The candidate n goes through a sigmoid like the two gates. It needs tanh: it may be negative.",
        _with(candidate=sigmoid),
    ),
    Wrong(
        "candidate without tanh",
        "The candidate has no tanh: n = tanh(x W_nx + b_n + r (h W_nh + b_hn)).",
        _with(candidate=identity),
    ),
    Wrong(
        "candidate with relu",
        "The candidate goes through a relu. It needs tanh: it may be negative.",
        _with(candidate=relu),
    ),
    Wrong(
        "gates without sigmoid",
        "The gates have no sigmoid: r and z must lie between 0 and 1.",
        _with(gate=identity),
    ),
    Wrong("gates with tanh", "The gates go through tanh. They need a sigmoid: 0 shuts, 1 opens.", _with(gate=np.tanh)),
    *(
        Wrong(
            f"block order {', '.join(order)}",
            f"Your numbers are those of blocks read as {', '.join(order)}"
            + (", the order of Keras and ONNX" if order == tuple("zrn") else "")
            + ". They stand as r, z, n: look at how you split W and b, and at which gate does what.",
            _with(order=order, biases=order),
        )
        for order in permutations(BLOCKS)
        if order != tuple(BLOCKS)
    ),
    *(
        Wrong(
            "biases in another order",
            f"The blocks of W are right, but b is read as {', '.join(biases)}. It stands as r, z, n, like W.",
            _with(biases=biases),
        )
        for biases in permutations(BLOCKS)
        if biases != tuple(BLOCKS)
    ),
    Wrong(
        "h ignored",
        "The state h reaches the mixture, but neither gates nor candidate: they need [h, x] W.",
        lambda x, h, W, b, b_hn: _with()(x, h, np.concatenate([0 * W[: h.shape[1]], W[h.shape[1] :]]), b, b_hn),
    ),
    Wrong(
        "x ignored",
        "The input x does not reach the result: gates and candidate need [h, x] W.",
        _changed(lambda x, h, W, b, b_hn: (0 * x, h, W, b, b_hn)),
    ),
    Wrong(
        "[x, h] order",
        "x comes first in the joined row, so the numbers meet the wrong rows of W. Hidden first, always: [h, x].",
        _swapped_rows,
    ),
    Wrong(
        "hidden rows transposed",
        "The hidden rows of W, (H, H) in each block, are transposed. They are square, so no error says so: in row "
        "form they stand right of h as they are.",
        _transposed_rows,
    ),
    Wrong(
        "b forgotten",
        "The bias b is missing: add it to the products of all three blocks.",
        _changed(lambda x, h, W, b, b_hn: (x, h, W, 0 * b, b_hn)),
    ),
    Wrong(
        "b forgotten",
        "The biases are missing: b, for all three blocks, and b_hn inside the reset.",
        _changed(lambda x, h, W, b, b_hn: (x, h, W, 0 * b, 0 * b_hn)),
    ),
)
