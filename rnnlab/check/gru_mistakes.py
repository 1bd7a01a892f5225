"""How the step of a GRU goes wrong: the known mistakes of lecture 7."""

from itertools import permutations

import numpy as np

from rnnlab.check.exercises import Wrong
from rnnlab.check.gru_candidate import CANDIDATES, MIXTURES
from rnnlab.check.gru_parts import BLOCKS, gru_of, mirrored
from rnnlab.check.slips import changed, cut_to_whole, made_by, of_batch, of_bias, of_terms
from rnnlab.networks.activations import identity, relu, sigmoid


def _straight(z):
    """The sigmoid that Keras once had: three straight lines."""
    return np.clip(0.2 * z + 0.5, 0, 1)


def _x_first(W, D):
    return np.concatenate([W[D:], W[:D]])


def _swapped_candidate(s):
    H = s.h.shape[1]
    return np.concatenate([s.W[:, : 2 * H], _x_first(s.W[:, 2 * H :], s.x.shape[1])], axis=1)


def _transposed_rows(s):
    H = s.h.shape[1]
    turned = [s.W[:H, k * H : (k + 1) * H].T for k in range(3)]
    return np.concatenate([np.concatenate(turned, axis=1), s.W[H:]])


def _no_hidden_rows(s):
    return s.W * (np.arange(len(s.W)) >= s.h.shape[1])[:, None]


def _in_the_gates(s):
    """b without the biases of the gates."""
    return s.b * (np.arange(s.b.size) >= 2 * s.b_hn.size)


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

_ONE_MORE = (
    (
        "h added to the result",
        "The old h is added to the new one. z h is its share already: h' = (1 − z) n + z h.",
        {"result": lambda result, s: result + s.h},
    ),
    (
        "sign in the sigmoid",
        "The sign in the sigmoid is missing: yours is 1 / (1 + exp(z)), which falls. σ(z) = 1 / (1 + exp(−z)).",
        {"gate": lambda z: sigmoid(-z)},
    ),
)

GRU_MISTAKES = (
    *(Wrong("reset before", BEFORE, gru_of(before=before)) for before in NO_B_HN),
    *(Wrong("reset before, z mirrored", BOTH, gru_of(mix=mirrored, before=before)) for before in NO_B_HN),
    Wrong("z mirrored", MIRRORED, gru_of(mix=mirrored)),
    *(Wrong(name, sentence, gru_of(inside=inside)) for name, sentence, inside in CANDIDATES),
    *(Wrong(name, sentence, gru_of(mix=mix)) for name, sentence, mix in MIXTURES),
    Wrong("candidate with sigmoid", SIGMOID, gru_of(candidate=sigmoid)),
    Wrong(
        "one sigmoid for all blocks",
        "All three blocks go through one sigmoid. Only r and z are gates: n = tanh(x W_nx + b_n + r (h W_nh + b_hn)).",
        gru_of(inside=lambda u, x, b, b_hn, r, z: u + x + b, candidate=sigmoid),
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
        gru_of(W=_no_hidden_rows),
    ),
    Wrong(
        "x ignored",
        "The input x does not reach the result: gates and candidate need [h, x] W.",
        gru_of(**changed("x", np.zeros_like)),
    ),
    Wrong("[x, h] order", X_FIRST, gru_of(W=lambda s: _x_first(s.W, s.x.shape[1]))),
    Wrong(
        "x first in the candidate",
        "In the candidate x meets the first rows of W_n, and h the last ones. Hidden first, always: the first H rows "
        "are W_nh, the others W_nx.",
        gru_of(W=_swapped_candidate),
    ),
    Wrong(
        "hidden rows transposed",
        "The hidden rows of W, (H, H) in each block, are transposed. They are square, so no error says so: in row "
        "form they stand right of h as they are.",
        gru_of(W=_transposed_rows),
    ),
    Wrong(
        "b twice",
        "The bias b is added twice, to what h says and to what x says. There is one b; only the candidate has a second "
        "bias, b_hn.",
        gru_of(inside=lambda u, x, b, b_hn, r, z: x + b / 2 + r * (u + b / 2 + b_hn), **changed("b", lambda b: 2 * b)),
    ),
    Wrong(
        "b forgotten in the gates",
        "The gates have no biases: they are the first two blocks of b.",
        gru_of(b=_in_the_gates),
    ),
    Wrong(
        "b forgotten",
        "The bias b is missing: add it to the products of all three blocks.",
        gru_of(**changed("b", np.zeros_like)),
    ),
    Wrong(
        "b forgotten",
        "The biases are missing: b, for all three blocks, and b_hn inside the reset.",
        gru_of(**changed("b", np.zeros_like), **changed("b_hn", np.zeros_like)),
    ),
    *made_by(gru_of, (*of_terms("x", "h"), *of_batch("h"), *of_bias("b"), *_ONE_MORE)),
    *cut_to_whole(gru_of()),
)
