"""How the step of an LSTM goes wrong: the known mistakes of lecture 4."""

from itertools import permutations

import numpy as np

from rnnlab.check.lstm_cell_mistakes import CELL_MISTAKES
from rnnlab.check.lstm_parts import GATES, lstm_of
from rnnlab.check.slips import changed, cut_to_whole, made_by, of_batch, of_bias, of_terms

SHARED = ("ffff", "iiii", "oooo", "gggg", "fffg", "iiig", "ooog")
X_FIRST = "x comes first in the joined row, so the numbers meet the wrong rows of W. Hidden first, always: [h, x]."
UNITS = (
    "Your gates are mixed of all four blocks: each takes every fourth column (k::4). The H columns of a block stand "
)
UNITS += "side by side: k H to (k + 1) H."
AGAIN = "1 is added to the sum of the forget gate. A forget bias that starts at 1 is in b already: add nothing to b."


def _swapped(gate, other):
    """All gates have their own bias, but these two have each other's."""
    return GATES.translate(str.maketrans(gate + other, other + gate))


def _turned(s):
    """W with the rows of each block that meet h transposed."""
    H = s.h.shape[1]
    blocks = [s.W[:H, k * H : (k + 1) * H].T for k in range(4)]
    return np.concatenate([np.concatenate(blocks, axis=1), s.W[H:]])


def _forget_bias(s):
    return s.b + (np.arange(s.b.size) < s.b.size // 4)


_JOINED = (
    ("c fed as h", "The gates are computed from c where they need h: the joined row is [h, x].", {"h": lambda s: s.c}),
    (
        "h ignored",
        "The state h does not reach the gates: the joined row is [h, x].",
        changed("h", np.zeros_like),
    ),
    (
        "x ignored",
        "The input x does not reach the gates: the joined row is [h, x].",
        changed("x", np.zeros_like),
    ),
    ("[x, h] order", X_FIRST, {"join": lambda h, x, c: np.concatenate([x, h], axis=-1)}),
    (
        "hidden rows transposed",
        "The hidden rows of W, (H, H) in each block, are transposed. They are square, so no error says so: in row form "
        "they stand right of h as they are.",
        {"W": _turned},
    ),
    *of_terms("x", "h"),
    *of_batch("h", "c"),
)

_BIASES = (
    *(
        (
            "one block's bias in another",
            f"Block {gate} has the bias of block {other}: b_{other} where b_{gate} belongs.",
            {"biases": GATES.replace(gate, other)},
        )
        for gate, other in permutations(GATES, 2)
    ),
    *(
        (
            "one block's bias in another",
            f"The blocks f, i, o, g have the biases b_{', b_'.join(biases)}. Each has its own.",
            {"biases": biases},
        )
        for biases in (*SHARED, *(_swapped(*pair) for pair in ("fi", "fo", "fg", "io", "ig", "og")))
    ),
    (
        "b forgotten",
        "The bias b is missing: add it to the product, before it is split into gates.",
        changed("b", np.zeros_like),
    ),
    ("b twice", "The bias b is added twice. It is added once, to the product.", changed("b", lambda b: 2 * b)),
    *of_bias("b"),
    ("forget bias added again", AGAIN, {"b": _forget_bias}),
)

_ORDERS = (
    (
        "f and i swapped (block order i, f, o, g)",
        "The forget gate and the input gate are swapped. Either the blocks are read as i, f, o, g (they stand as "
        "f, i, o, g), or the sum is: c' = f c + i g.",
        {"order": "ifog"},
    ),
    *(
        (
            f"block order {', '.join(order)}",
            f"Your numbers are those of blocks read as {', '.join(order)}. They stand as f, i, o, g: look at how you "
            "split W, and at which gate multiplies what (c' = f c + i g, h' = o tanh(c')).",
            {"order": "".join(order)},
        )
        for order in permutations(GATES)
        if "".join(order) not in (GATES, "ifog")
    ),
    ("gates interleaved", UNITS, {"cut": lambda array, k, H: array[..., k::4]}),
)

LSTM_MISTAKES = made_by(lstm_of, (*_ORDERS, *CELL_MISTAKES, *_JOINED, *_BIASES)) + cut_to_whole(lstm_of())
