"""What an exercise is: how it is called, what is right, and which mistakes are known."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from rnnlab.networks.params import GRUParams, LSTMParams, RNNParams


class Case(NamedTuple):
    """Arguments by name, what the example is there to show, and the sizes of a random one, and what made it."""

    arrays: dict
    meaning: str = ""
    sizes: dict | None = None
    make: Callable | None = None

    @property
    def numbers(self):
        """How many numbers the arguments are made of."""
        return sum(array.size for array in self.arrays.values() if isinstance(array, np.ndarray))


class NothingToSay(ValueError):
    """A mistake is asked about an example that is not its matter."""


class NotItsMatter(NothingToSay):
    """The same, on examples for which there are other mistakes: two of them may come together."""


class Wrong(NamedTuple):
    """A known mistake: its name, the sentence that a learner reads, and a function that makes it."""

    name: str
    sentence: str
    function: Callable


class Station(NamedTuple):
    """A quantity on the way to what comes back: what it must be, and how it shows.

    It is the `part` of what comes back, `shown` from the results of the arguments after each of the changes.
    """

    name: str
    words: str
    part: int
    changes: tuple
    shown: Callable = np.asarray


class Exercise(NamedTuple):
    """One function that a learner writes.

    Attributes
    ----------
    name : str
    lecture : int
    forms : tuple of tuples of str
        The arguments by position, first as the lecture asks for them. `params` stands for weights
        and bias in one, `s` for the hidden size.
    returns : dict of name -> letters
        What comes back, and the letters of its shape.
    cases : tuple of Case
    right : function of the first form's arguments
    wrong : tuple of Wrong
    weights : (argument, diagnosis), optional
        The argument that holds the weights, and what it is called when others are used.
    blocks : dict of name -> letters
        Of what comes back, the arrays in which blocks of one size stand side by side.
    stations : tuple of Station
        The quantities on the way to what comes back, in their order.
    read : function, optional
        Of a tuple of arrays that came back, and of the arguments by name: the arrays that are compared, in which all
        that is equally right is the same.
    """

    name: str
    lecture: int
    forms: tuple
    returns: dict
    cases: tuple
    right: Callable
    wrong: tuple
    weights: tuple = ()
    blocks: Mapping = MappingProxyType({})
    stations: tuple = ()
    read: Callable | None = None

    def wanted(self, case):
        """What should come back, as a tuple of arrays."""
        return as_tuple(self.right(*self.arguments(case)[0]))

    def compared(self, outcomes, cases):
        """The outcomes of some examples, with the arrays that are compared."""
        return [self._as_read(*pair) for pair in zip(outcomes, cases, strict=True)] if self.read else outcomes

    def _as_read(self, outcome, case):
        if not outcome.arrays:
            return outcome
        arrays, live = (self.read(arrays, **case.arrays) for arrays in (outcome.arrays, outcome.live))
        return outcome._replace(arrays=arrays, live=live)

    def arguments(self, case, form=0):
        """Fresh arguments of one form, and the arrays they are made of, to look at after the call."""
        arrays = {name: np.copy(a) if isinstance(a, np.ndarray) else a for name, a in case.arrays.items()}
        return [arrays[name] if name in arrays else _made_of(arrays, name) for name in self.forms[form]], arrays


def _made_of(arrays, name):
    if name == "s":
        return arrays["h" if "h" in arrays else "h0"].shape[-1]
    if "W_h" in arrays:
        return RNNParams(arrays["W_h"], arrays["b_h"])
    if "b_hn" in arrays:
        return GRUParams(arrays["W"], arrays["b"], arrays["b_hn"])
    return LSTMParams(arrays["W"], arrays["b"])


def as_tuple(arrays):
    """One array or several, as a tuple."""
    return arrays if isinstance(arrays, tuple) else (arrays,)
