"""Whether two results are the same, and in words how they differ."""

import numpy as np


def same(yours, wanted):
    """Whether two tuples of arrays have the same shapes and, up to rounding, the same numbers."""
    return len(yours) == len(wanted) and all(
        a.shape == b.shape and bool(np.isclose(a, b, *tolerance(b), equal_nan=True).all())
        for a, b in zip(yours, wanted, strict=True)
    )


def tolerance(array):
    """rtol and atol: rounding in another order passes, every known mistake does not."""
    return (1e-3, 1e-5) if array.dtype == np.float32 else (1e-6, 1e-9)


def differing(yours, wanted):
    """Where two arrays of one shape differ, as booleans."""
    return ~np.isclose(yours, wanted, *tolerance(wanted), equal_nan=True)


def say_shape(name, yours, wanted, letters):
    """A wrong shape in words, with the likely cause."""
    cause = _shape_cause(yours, wanted)
    return f"{name} has the wrong shape: yours {yours}, expected {wanted}, which is {letters}{cause}."


def _shape_cause(yours, wanted):
    if yours == wanted[::-1] or (len(yours) == len(wanted) == 3 and sorted(yours) == sorted(wanted)):
        return ": it looks transposed"
    if int(np.prod(yours)) == int(np.prod(wanted)):
        return ": as many numbers, laid out in another way"
    if len(yours) > len(wanted):
        return ": it has an axis too many"
    if len(yours) < len(wanted):
        return ": it lacks an axis"
    if len(wanted) == 2 and yours[0] == yours[1] == wanted[1]:
        return ": a column was broadcast against a row"
    return ""


def say_values(name, yours, wanted):
    """Wrong numbers in words: how many, by how much, and the first of them."""
    wrong = differing(yours, wanted)
    first = tuple(int(k) for k in np.argwhere(wrong)[0])
    entry = f"{name}{list(first)}" if first else name
    many = f"{np.count_nonzero(wrong)} of {wrong.size} numbers" if wrong.size > 1 else "the number"
    words = f"In {name}, {many} differ{'' if wrong.size > 1 else 's'}: {entry} is {_number(yours[first])}, "
    return words + f"expected {_number(wanted[first])}."


def _number(value):
    return f"{float(value) + 0.0:.4g}"
