"""Whether two results are the same, and in words how they differ."""

from math import inf, prod

import numpy as np

LARGEST = 10_000  # numbers; no right result is as large


def same(yours, wanted):
    """Whether two tuples of arrays have the same shapes and, up to rounding, the same numbers."""
    return len(yours) == len(wanted) and all(map(_alike, yours, wanted))


def _alike(yours, wanted):
    """Whether two arrays are the same; of what is far too large to be right, only the shape is compared."""
    if yours.shape != wanted.shape:
        return False
    return yours.size > LARGEST or not differing(yours, wanted, coarse=False).any()


def differing(yours, wanted, coarse=True):
    """Where two arrays of one shape differ, as booleans.

    Rounding in another order is no difference, and every known mistake is one. With `coarse`, yours may
    have been rounded to float32 where float64 was wanted.
    """
    single = wanted.dtype == np.float32 or (coarse and yours.dtype == np.float32)
    return ~_near(yours, wanted, *((1e-3, 1e-5) if single else (1e-6, 1e-9)))


def _near(yours, wanted, relative, absolute):
    """As np.isclose with equal_nan, but made of operators: a learner's code may have put another in its place."""
    yours, wanted = (array if array.dtype.kind == "f" else array.astype(float) for array in (yours, wanted))
    with np.errstate(all="ignore"):
        near = (abs(yours - wanted) <= absolute + relative * abs(wanted)) & (abs(wanted) != inf)
        return near | (yours == wanted) | ((yours != yours) & (wanted != wanted))


def say_shape(name, yours, wanted, letters):
    """A wrong shape in words, with the likely cause."""
    if wanted == ():
        return f"{name} should be one number, and yours has the shape {yours}: is a sum or a mean missing?"
    cause = _shape_cause(yours, wanted)
    return f"{name} has the wrong shape: yours {yours}, expected {wanted}, which is {letters}{cause}."


def _shape_cause(yours, wanted):
    if yours == wanted[::-1] or (len(yours) == len(wanted) == 3 and sorted(yours) == sorted(wanted)):
        return ": it looks transposed"
    if prod(yours) == prod(wanted):
        return ": as many numbers, laid out in another way"
    if len(yours) > len(wanted):
        return ": it has an axis too many"
    if len(yours) < len(wanted):
        return ": it lacks an axis"
    if len(wanted) == 2 and 1 < yours[0] == yours[1] and yours[0] in wanted:
        return ": perhaps a column was broadcast against a row"
    return ""


def say_values(name, yours, wanted):
    """Wrong numbers in words: how many, by how much, and the first of them."""
    wrong = differing(yours, wanted, coarse=False)
    first = tuple(int(k) for k in np.argwhere(wrong)[0])
    entry = f"{name}{list(first)}" if first else name
    count = int(np.count_nonzero(wrong))
    many = f"{count} of {wrong.size} numbers" if wrong.size > 1 else "the number"
    found, right = _two_numbers(yours[first], wanted[first])
    near = _near(yours, wanted, 1e-3, 1e-3).all()
    words = f"In {name}, {many} differ{'s' if count == 1 else ''}: {entry} is {found}, expected {right}."
    return words + (" They are near: is something rounded, or a float32, on the way?" if near else "")


def _two_numbers(*values):
    """Two numbers in as many digits as tell them apart."""
    for digits in (4, 8, 17):
        texts = [f"{float(value) + 0.0:.{digits}g}" for value in values]
        if texts[0] != texts[1]:
            break
    return texts
