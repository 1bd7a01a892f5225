"""What a learner's function may change for everybody, and how it is put back: Python's names, NumPy's, a limit."""

import builtins
import sys

import numpy as np

DEEPEST = 3_000  # calls inside calls: with many more, memory ends, or the time in which a function can be stopped
MODULES = {"builtins": builtins, "np": np, "np.linalg": np.linalg}


class AllPutBack:
    """Put the names of MODULES and Python's limit of recursion back at the end; `replaced` are the names that changed.

    The limit cannot be raised beyond DEEPEST.
    """

    def __enter__(self):
        self._names = [(where, vars(module), dict(vars(module))) for where, module in MODULES.items()]
        self._limit, self._set_limit, self.replaced = sys.getrecursionlimit(), sys.setrecursionlimit, []
        sys.setrecursionlimit = lambda deep: self._set_limit(min(deep, DEEPEST))
        sys.setrecursionlimit(self._limit)
        return self

    def __exit__(self, *error):
        for where, now, before in self._names:  # no function of Python's is called: it may be another one by now
            self.replaced += [f"{where}.{name}" for name, value in before.items() if now.get(name) is not value]
            now.update(before)
        sys.setrecursionlimit = self._set_limit
        self._set_limit(self._limit)
