"""How the step of a GRU goes wrong: the known mistakes of lecture 7."""

from itertools import permutations

import numpy as np

from rnnlab.check.exercises import Wrong
from rnnlab.check.gru_candidate import CANDIDATES, MIXTURES
from rnnlab.check.gru_parts import BLOCKS, gru_of, mirrored
from rnnlab.networks.activations import identity, relu, sigmoid


def _bias_twice(x, h, W, b, b_hn):
    """The step that adds b to what h says and to what x says."""
    step = gru_of(inside=lambda u, x, b, b_hn, r, z: x + b / 2 + r * (u + b / 2 + b_hn))
    return step(x, h, W, 2 * b, b_hn)


def _one_sigmoid(x, h, W, b, b_hn):
    """The step in which all three blocks of one product go through a sigmoid."""
    return gru_of(inside=lambda u, x, b, b_hn, r, z: u + x + b, candidate=sigmoid)(x, h, W, b, b_hn)


def _straight(z):
    """The sigmoid that Keras once had: three straight lines."""
    return np.clip(0.2 * z + 0.5, 0, 1)


def _changed(change):
    """The step on changed arguments."""
    return lambda *arguments: gru_of()(*change(*arguments))


def _swapped_rows(step):
    """The step on [x, h]: the first rows of W meet x, and the candidate's last H rows meet h."""

    def swapped(x, h, W, b, b_hn):
        D = x.shape[1]
        return step(x, h, np.concatenate([W[D:], W[:D]]), b, b_hn)

    return swapped


def _swapped_candidate(x, h, W, b, b_hn):
    D, H = x.shape[1], h.shape[1]
    W_n = W[:, 2 * H :]
    return gru_of()(x, h, np.concatenate([W[:, : 2 * H], np.concatenate([W_n[D:], W_n[:D]])], axis=1), b, b_hn)


def _transposed_rows(x, h, W, b, b_hn):
    H = h.shape[1]
    turned = np.concatenate([block.T for block in np.split(W[:H], 3, axis=1)], axis=1)
    return gru_of()(x, h, np.concatenate([turned, W[H:]]), b, b_hn)


BEFORE = (
    "The reset gate multiplies h before the product: (r h) W_nh. So do Cho et al. (arXiv 1406.1078) from their third "
)
BEFORE += "version on, and ONNX. Here, as in PyTorch and Keras, it comes after: r (h W_nh + b_hn)."
MIRRORED = "z is mirrored: it multiplies the candidate, and should multiply the old state: h' = (1 − z) n + z h. "
MIRRORED += "Papers have both; here z = 1 keeps h."
BOTH = "The reset comes before the product, and z multiplies the candidate: that is the GRU of arXiv 1412.3555, and "
BOTH += "of many courses. Here n = tanh(x W_nx + b_n + r (h W_nh + b_hn)) and h' = (1 − z) n + z h."
ORDER = (
    "Your numbers are those of blocks read as {}. They stand as r, z, n: look at how you split W and b, and at which "
)
ORDER += "gate does what."
X_FIRST = "x comes first in the joined row, so the numbers meet the wrong rows of W. Hidden first, always: [h, x]."
SIGMOID = "The candidate n goes through a sigmoid like the two gates. It needs tanh: it may be negative."
NO_B_HN = (lambda b_hn, r: b_hn, lambda b_hn, r: 0 * b_hn, lambda b_hn, r: r * b_hn)

# What is often wrong together: the reset before the product, or z mirrored, and one of three more.
OFTEN = tuple(("reset before", BEFORE, {"before": before}) for before in NO_B_HN)
OFTEN += (("z mirrored", MIRRORED, {"mix": mirrored}),)
MORE = (
    ("block order z, r, n", ORDER.format("z, r, n, the order of Keras and ONNX"), {"order": "zrn", "biases": "zrn"}),
    ("candidate with sigmoid", SIGMOID, {"candidate": sigmoid}),
)

GRU_MISTAKES = (
    *(Wrong("reset before", BEFORE, gru_of(before=before)) for before in NO_B_HN),
    *(Wrong("reset before, z mirrored", BOTH, gru_of(mix=mirrored, before=before)) for before in NO_B_HN),
    Wrong("z mirrored", MIRRORED, gru_of(mix=mirrored)),
    *(Wrong(name, sentence, gru_of(inside=inside)) for name, sentence, inside in CANDIDATES),
    *(
        Wrong(f"{name}, z mirrored", f"{sentence} And z multiplies the old state, 1 − z the candidate.", function)
        for name, sentence, inside in CANDIDATES[:9]
        for function in (gru_of(inside=inside, mix=mirrored),)
    ),
    *(Wrong(name, sentence, gru_of(mix=mix)) for name, sentence, mix in MIXTURES),
    *(
        Wrong(f"{one}, {other}", f"{sentence} And: {more}", gru_of(**parts, **others))
        for one, sentence, parts in OFTEN
        for other, more, others in MORE
    ),
    *(
        Wrong(f"{name}, [x, h] order", f"{sentence} And: {X_FIRST}", _swapped_rows(gru_of(**parts)))
        for name, sentence, parts in OFTEN
    ),
    Wrong("candidate with sigmoid", SIGMOID, gru_of(candidate=sigmoid)),
    Wrong(
        "one sigmoid for all blocks",
        "All three blocks go through one sigmoid. Only r and z are gates: n = tanh(x W_nx + b_n + r (h W_nh + b_hn)).",
        _one_sigmoid,
    ),
    Wrong(
        "candidate without tanh",
        "The candidate has no tanh: n = tanh(x W_nx + b_n + r (h W_nh + b_hn)).",
        gru_of(candidate=identity),
    ),
    Wrong(
        "candidate with relu",
        "The candidate goes through a relu. It needs tanh: it may be negative.",
        gru_of(candidate=relu),
    ),
    Wrong(
        "gates without sigmoid",
        "The gates have no sigmoid: r and z must lie between 0 and 1.",
        gru_of(gate=identity),
    ),
    Wrong("gates with tanh", "The gates go through tanh. They need a sigmoid: 0 shuts, 1 opens.", gru_of(gate=np.tanh)),
    Wrong(
        "hard sigmoid",
        "The gates go through 0.2 z + 0.5, cut at 0 and 1, as in old versions of Keras. Here σ(z) = 1 / (1 + exp(−z)).",
        gru_of(gate=_straight),
    ),
    *(
        Wrong(
            f"block order {', '.join(order)}",
            ORDER.format(", ".join(order) + (", the order of Keras and ONNX" if order == tuple("zrn") else "")),
            gru_of(order=order, biases=order),
        )
        for order in permutations(BLOCKS)
        if order != tuple(BLOCKS)
    ),
    *(
        Wrong(
            "biases in another order",
            f"The blocks of W are right, but b is read as {', '.join(biases)}. It stands as r, z, n, like W.",
            gru_of(biases=biases),
        )
        for biases in permutations(BLOCKS)
        if biases != tuple(BLOCKS)
    ),
    Wrong(
        "h ignored",
        "The state h reaches the mixture, but neither gates nor candidate: they need [h, x] W.",
        lambda x, h, W, b, b_hn: gru_of()(x, h, np.concatenate([0 * W[: h.shape[1]], W[h.shape[1] :]]), b, b_hn),
    ),
    Wrong(
        "x ignored",
        "The input x does not reach the result: gates and candidate need [h, x] W.",
        _changed(lambda x, h, W, b, b_hn: (0 * x, h, W, b, b_hn)),
    ),
    Wrong("[x, h] order", X_FIRST, _swapped_rows(gru_of())),
    Wrong(
        "x first in the candidate",
        "In the candidate x meets the first rows of W_n, and h the last ones. Hidden first, always: the first H rows "
        "are W_nh, the others W_nx.",
        _swapped_candidate,
    ),
    Wrong(
        "hidden rows transposed",
        "The hidden rows of W, (H, H) in each block, are transposed. They are square, so no error says so: in row "
        "form they stand right of h as they are.",
        _transposed_rows,
    ),
    Wrong(
        "b twice",
        "The bias b is added twice, to what h says and to what x says. There is one b; only the candidate has a second "
        "bias, b_hn.",
        _bias_twice,
    ),
    Wrong(
        "b forgotten in the gates",
        "The gates have no biases: they are the first two blocks of b.",
        _changed(lambda x, h, W, b, b_hn: (x, h, W, np.append(0 * b[: -len(b_hn)], b[-len(b_hn) :]), b_hn)),
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
