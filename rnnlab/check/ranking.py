"""Which pairs of mistakes are likely, seen from what each mistake gives alone on a few examples."""

from itertools import combinations

import numpy as np

from rnnlab.check.comparing import LARGEST

WEIGHTS = np.cos(np.arange(LARGEST))  # for a sum that tells arrays apart


def likely_pairs(wrong, results, yours, wanted):
    """The pairs of mistakes at different places, first those that nothing speaks against, with fewer places first.

    Where the one changes nothing in an array, the other alone must give what came back there; and a shape comes
    back wrong if it is wrong with one of them. Both are so in most pairs, and not in all.

    Parameters
    ----------
    wrong : list of Wrong
    results : function
        What a mistake gives on each example, as a tuple: an empty one where it fails, None where it says nothing.
    yours, wanted : list of tuple of ndarray
        What came back, and what should.

    Returns
    -------
    iterable of (Wrong, Wrong)
    """
    marks = _marks(yours, wanted), _marks(wanted, wanted)
    alone = [_Alone(_marks(results(one), wanted), *marks) for one in wrong]
    odd = _bits(_odd(*marks))
    pairs = []
    for a, b in combinations(range(len(wrong)), 2):
        if not wrong[a].function.meets(wrong[b].function):
            one, other = alone[a], alone[b]
            against = (one.silent & ~other.fits).bit_count() + (other.silent & ~one.fits).bit_count()
            against += ((one.odd | other.odd) ^ odd).bit_count()
            size = len(wrong[a].function.parts) + len(wrong[b].function.parts)
            pairs.append((against, size, a, b))
    return ((wrong[a], wrong[b]) for *_, a, b in sorted(pairs))


class _Alone:
    """In which arrays a mistake alone gives what came back, changes nothing, and has a wrong shape, as bits.

    Where it says nothing it may be whatever came back.
    """

    def __init__(self, mine, yours, wanted):
        self.fits = _bits(one is None or _alike(one, other) for one, other in zip(mine, yours, strict=True))
        self.silent = _bits(one is not None and _alike(one, other) for one, other in zip(mine, wanted, strict=True))
        self.odd = _bits(_odd([one or other for one, other in zip(mine, yours, strict=True)], wanted))


def _marks(results, wanted):
    """The shape of each array of each result, and a sum over it; ("none", 0) where there is no array, or None."""
    marks = []
    for arrays, right in zip(results, wanted, strict=True):
        count = len(right)
        if arrays is None:
            marks += [None] * count
        elif len(arrays) != count:
            marks += [("none", 0.0, 0.0)] * count
        else:
            marks += map(_mark, arrays)
    return marks


def _mark(array):
    if array.size > LARGEST:
        return array.shape, 0.0, 0.0
    return array.shape, float(WEIGHTS[: array.size] @ array.ravel()), 1e-9 if array.dtype == np.float64 else 1e-4


def _alike(one, other):
    (shape, a, near), (wanted, b, _) = one, other
    return shape == wanted and (a == b or abs(a - b) <= near + 1e-5 * abs(b) or (a != a and b != b))


def _odd(marks, wanted):
    return (one[0] != other[0] for one, other in zip(marks, wanted, strict=True))


def _bits(truths):
    """Some truths as the bits of one number."""
    return sum(truth << bit for bit, truth in enumerate(truths))
