"""How the step of an RNN goes wrong: the known mistakes of lecture 3."""

import numpy as np

from rnnlab.check.rnn_parts import step_of
from rnnlab.check.slips import changed, cut_to_whole, made_by, of_batch, of_bias, of_terms
from rnnlab.networks.activations import identity, relu, sigmoid


def _turned(s):
    """W_h with its hidden rows transposed; how many they are, the columns say."""
    H = s.W_h.shape[1]
    return np.concatenate([s.W_h[:H].T, s.W_h[H:]])


IN_A_LOOP_OTHERWISE = ("h ignored", "h unchanged")  # the first is "h never carried" there
STEP_SLIPS = (
    (
        "no tanh",
        "There is no tanh: the sum [h, x] W_h + b_h is returned as it is. Return np.tanh of it.",
        {"activation": identity},
    ),
    (
        "sigmoid",
        "A sigmoid stands where tanh belongs: your states lie between 0 and 1, and can never be negative.",
        {"activation": sigmoid},
    ),
    (
        "[x, h] order",
        "x comes first in the joined row, so the numbers meet the wrong rows of W_h. Hidden first, always: [h, x].",
        {"join": lambda h, x: np.concatenate([x, h], axis=-1)},
    ),
    (
        "h ignored",
        "The state h does not reach the result: what you return is the same for every h. The sum needs h W_hh too.",
        changed("h", np.zeros_like),
    ),
    (
        "x ignored",
        "The input x does not reach the result: what you return is the same for every x. The sum needs x W_hx too.",
        changed("x", np.zeros_like),
    ),
    (
        "x used twice",
        "x stands on both sides of the joined row: [x, x]. The state h must come first: [h, x].",
        {"join": lambda h, x: np.concatenate([x, x], axis=-1)},
    ),
    (
        "h used twice",
        "h stands on both sides of the joined row: [h, h]. The input x must come second: [h, x].",
        {"join": lambda h, x: np.concatenate([h, h], axis=-1)},
    ),
    (
        "tanh twice",
        "tanh is applied twice. It is applied once, to the sum.",
        {"activation": lambda z: np.tanh(np.tanh(z))},
    ),
    (
        "relu",
        "A relu stands where tanh belongs: everything below 0 is cut off, and nothing keeps the state small.",
        {"activation": relu},
    ),
    (
        "W_hh transposed",
        "W_hh is transposed. It is square, so no error says so; in row form it stands right of h as it is.",
        {"W_h": _turned},
    ),
    (
        "h unchanged",
        "The state comes back as it went in. The next state is tanh([h, x] W_h + b_h).",
        {"finish": lambda z, b, activation, h: h},
    ),
    (
        "b forgotten",
        "The bias b_h is missing: add it to the product, before tanh.",
        changed("b_h", np.zeros_like),
    ),
    (
        "b after tanh",
        "The bias is added after tanh. It belongs inside: tanh is applied to the whole sum.",
        {"finish": lambda z, b, activation, h: activation(z) + b},
    ),
    (
        "b twice",
        "The bias is added twice, before tanh and after it. It is added once, to the product.",
        {"finish": lambda z, b, activation, h: activation(z + b) + b},
    ),
    (
        "b twice",
        "The bias is added twice, perhaps to each of two products. It is added once, to their sum.",
        changed("b_h", lambda b: 2 * b),
    ),
    (
        "h added to the result",
        "The old h is added to the new one, a short cut past the step. Here the new state is tanh of the sum alone.",
        {"finish": lambda z, b, activation, h: h + activation(z + b)},
    ),
    *of_bias("b_h"),
    *of_terms("x", "h"),
    *of_batch("h"),
)
STEP_WRONG = made_by(step_of, STEP_SLIPS) + cut_to_whole(step_of())
