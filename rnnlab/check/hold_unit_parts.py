"""A unit of an LSTM that is held, made of parts that can go wrong; and which biases do the same."""

import numpy as np

from rnnlab.check.places import places

ARGUMENTS = ("W", "b", "unit")
FORGET, INPUT, OUTPUT, CANDIDATE = range(4)
LARGE = 40.0  # its sigmoid is 1 in float64, that of −LARGE below 1e-17
ENOUGH = 29  # from here on a sigmoid is 0 or 1 up to 3e-13, and a step changes c by less than 1e-12


def column(block, H, unit):
    """Where the unit's column of a block stands."""
    return block * H + unit


def clear(W, H, k, gate):
    """Column k becomes 0, whichever of f and i it is to hold."""
    W[:, k] = 0


@places(*ARGUMENTS)
def held_of(
    f=FORGET,
    i=INPUT,
    f_bias=lambda b: LARGE,
    i_bias=lambda b: -LARGE,
    others=(),
    in_W=column,
    in_b=column,
    clear=clear,
):
    """New W and b, in which a column of the blocks f and i is cleared and gets another bias, made of the old one.

    `f` and `i` are the numbers of the blocks, None for one that is left alone; `others` are more of them, each with
    what makes its bias.
    """

    def held(W, b, unit):
        W, b, H = W.copy(), b.copy(), len(b) // 4
        for gate, block, bias in (("f", f, f_bias), ("i", i, i_bias), *((None, *other) for other in others)):
            if block is not None:
                clear(W, H, in_W(block, H, unit), gate)
                k = in_b(block, H, unit)
                b[k] = bias(b[k])
        return W, b

    return held


def the_same_for_the_gates(arrays, W, **others):
    """W and b in which all biases that do the same stand as LARGE or −LARGE.

    A gate with such a bias is 1 or 0 wherever its column is 0; with an infinite one, whatever its column
    is. They may stand as b, W too.
    """
    biases = [array for array in arrays if array.shape == W.shape[1:]]
    if len(biases) != 1:
        return arrays
    whole = np.isinf(biases[0])
    read = {
        W.shape: lambda array: np.where(whole, 0, array),
        W.shape[1:]: lambda array: np.where(abs(array) > ENOUGH, np.copysign(LARGE, array), array),
    }
    return tuple(read.get(array.shape, np.copy)(array).astype(array.dtype) for array in arrays)
