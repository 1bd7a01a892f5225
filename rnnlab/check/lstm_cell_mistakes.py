"""How the gates, the cell state and the output of an LSTM go wrong, when the four sums are right."""

import numpy as np

from rnnlab.check.cross_entropy_parts import softmax
from rnnlab.networks.activations import identity, relu, sigmoid

NEW = "The new cell state is c' = f c + i g"
GATES_NEED = "f, i and o are σ of their sums, each number for itself."


def _softmax(z):
    return softmax(z, z.max(axis=-1, keepdims=True))


def _log(z):
    return -np.logaddexp(0, -z)


# Name, sentence, and what stands at which place; a cell is made of f, i, g, the old c, and h.
_ACTIVATIONS = (
    (
        "no tanh on c",
        "There is no tanh between c and h: h' = o tanh(c'), and yours is o c'.",
        {"squash": identity},
    ),
    (
        "candidate with sigmoid",
        "The candidate g goes through a sigmoid like the three gates. It needs tanh: it may be negative.",
        {"candidate": sigmoid},
    ),
    (
        "candidate without tanh",
        "The candidate g has no tanh: it is tanh of its sum.",
        {"candidate": identity},
    ),
    (
        "candidate with relu",
        "The candidate g goes through a relu. It needs tanh: it may be negative.",
        {"candidate": relu},
    ),
    (
        "gates without sigmoid",
        "The gates have no sigmoid: f, i and o must lie between 0 and 1.",
        {"gate": identity},
    ),
    ("gates with tanh", "The gates go through tanh. They need a sigmoid: 0 shuts, 1 opens.", {"gate": np.tanh}),
    (
        "sign in the sigmoid",
        "The sign in the sigmoid is missing: yours is 1 / (1 + exp(z)), which falls. σ(z) = 1 / (1 + exp(−z)).",
        {"gate": lambda z: sigmoid(-z)},
    ),
    (
        "softmax for sigmoid",
        f"The gates go through a softmax, so that the units of a row add up to 1. {GATES_NEED}",
        {"gate": _softmax},
    ),
    (
        "sigmoid twice",
        f"The gates go through the sigmoid twice. Once is enough: {GATES_NEED}",
        {"gate": lambda z: sigmoid(sigmoid(z))},
    ),
    ("log of a gate", f"The logarithm of the gates is taken. {GATES_NEED}", {"gate": _log}),
    (
        "sigmoid on c",
        "c goes through a sigmoid on its way to h. It needs tanh: h' = o tanh(c').",
        {"squash": sigmoid},
    ),
    (
        "c squashed twice",
        "tanh is applied twice between c and h. Once is enough: h' = o tanh(c').",
        {"squash": lambda c: np.tanh(np.tanh(c))},
    ),
)

_CELLS = (
    (
        "h fed as c",
        "The forget gate multiplies h where it should multiply c: c' = f c + i g.",
        {"cell": lambda f, i, g, c, h: f * h + i * g},
    ),
    (
        "f forgotten",
        "The forget gate does not multiply the old c: c' = f c + i g, and yours is c + i g.",
        {"cell": lambda f, i, g, c, h: c + i * g},
    ),
    (
        "f = 1 − i",
        "The old c is multiplied by 1 − i. That is a variant; here the forget gate has weights of its own: f c + i g.",
        {"cell": lambda f, i, g, c, h: (1 - i) * c + i * g},
    ),
    (
        "i = 1 − f",
        "The candidate is multiplied by 1 − f. That is a variant; here the input gate has weights of its own: i g.",
        {"cell": lambda f, i, g, c, h: f * c + (1 - f) * g},
    ),
    (
        "1 − f for f",
        f"The old c is multiplied by 1 − f: your gate forgets where it is 1, and should keep. {NEW}.",
        {"cell": lambda f, i, g, c, h: (1 - f) * c + i * g},
    ),
    ("i not used", f"The input gate is not used: yours is f c + g. {NEW}.", {"cell": lambda f, i, g, c, h: f * c + g}),
    (
        "i + g for i g",
        f"The input gate and the candidate are added, where they are multiplied. {NEW}.",
        {"cell": lambda f, i, g, c, h: f * c + i + g},
    ),
    (
        "f + c for f c",
        f"The forget gate and the old c are added, where they are multiplied. {NEW}.",
        {"cell": lambda f, i, g, c, h: f + c + i * g},
    ),
    (
        "i g subtracted",
        f"i g is subtracted, where it is added. {NEW}.",
        {"cell": lambda f, i, g, c, h: f * c - i * g},
    ),
    ("i g missing", f"i g is missing: nothing new comes in. {NEW}.", {"cell": lambda f, i, g, c, h: f * c}),
    ("f c missing", f"f c is missing: nothing of the old c stays. {NEW}.", {"cell": lambda f, i, g, c, h: i * g}),
    (
        "c squashed twice",
        f"The new c has gone through tanh before it is kept, and again on its way to h. {NEW}, as it is.",
        {"cell": lambda f, i, g, c, h: np.tanh(f * c + i * g)},
    ),
    (
        "g for c",
        f"The forget gate multiplies g, where it multiplies c. {NEW}.",
        {"cell": lambda f, i, g, c, h: (f + i) * g},
    ),
)

_OUTPUTS = (
    (
        "o not used",
        "The output gate is not used: h' = o tanh(c'), and yours is tanh(c').",
        {"output": lambda o, squashed, h: squashed},
    ),
    (
        "o + tanh(c) for o tanh(c)",
        "The output gate and tanh(c') are added, where they are multiplied: h' = o tanh(c').",
        {"output": lambda o, squashed, h: o + squashed},
    ),
    (
        "o alone returned",
        "h is the output gate alone: h' = o tanh(c').",
        {"output": lambda o, squashed, h: o + 0 * squashed},
    ),
    (
        "h added to the result",
        "The old h is added to the new one, a short cut past the step. An LSTM has none: h' = o tanh(c').",
        {"output": lambda o, squashed, h: h + o * squashed},
    ),
    (
        "h from the old c",
        "h is made of the cell state before the step. First the new c', then h' = o tanh(c').",
        {"late": True},
    ),
    (
        "old c returned",
        "h is right, but the old c comes back beside it. Return the new c' = f c + i g.",
        {"result": lambda result, s: (result[0], s.c)},
    ),
    (
        "c, h returned",
        "Both states are right, but they come back in the other order: return h, c.",
        {"result": lambda result, s: result[::-1]},
    ),
)

CELL_MISTAKES = (*_ACTIVATIONS, *_CELLS, *_OUTPUTS)
