"""What a learner's function may change for everybody, and how it is put back: NumPy, and the limit of recursion."""

import sys
from contextlib import contextmanager
from operator import is_not

import numpy as np

DEEPEST = 3_000  # calls inside calls: with many more, memory ends, or the time in which a function can be stopped


@contextmanager
def all_put_back():
    """Put NumPy's names and Python's limit of recursion back at the end; meanwhile, a list of the names to fill.

    The limit cannot be raised beyond DEEPEST.
    """
    names, replaced, limit, set_limit = dict(vars(np)), [], sys.getrecursionlimit(), sys.setrecursionlimit
    sys.setrecursionlimit = lambda deep: set_limit(min(deep, DEEPEST))
    sys.setrecursionlimit(limit)
    try:
        yield replaced
    finally:
        sys.setrecursionlimit = set_limit
        set_limit(limit)
        if any(map(is_not, names.values(), vars(np).values())):  # quick, and most often all are in their places
            replaced += [name for name, value in names.items() if vars(np).get(name) is not value]
        for name in replaced:
            setattr(np, name, names[name])
