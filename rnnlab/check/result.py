"""What a check says: true when passed, a card in a notebook, a sentence everywhere."""

from dataclasses import dataclass, field

import numpy as np

from rnnlab.check.comparing import differing
from rnnlab.check.exercises import Case
from rnnlab.check.outcomes import name_of, words_of
from rnnlab.drawing.card import draw_card

PASSED, EMPTY = "passed", "not attempted"


@dataclass(frozen=True)
class Result:
    """The verdict on one exercise; `bool(result)` says whether it is passed.

    Attributes
    ----------
    exercise : str
    diagnosis : str
        "passed", "not attempted", the name of a known mistake, or what differs: "wrong shape",
        "raises ValueError" …
    sentence : str
        The diagnosis in words.
    case : Case, optional
        The example that shows it.
    wanted, yours : tuple of ndarray
        What should come back from it, and what came back.
    names : tuple of str
        Of what comes back.
    printed : str
        The beginning of what the function printed there, or for the first example.
    faults : tuple of str
        What failed in the check itself, as the end of a traceback each.
    """

    exercise: str
    diagnosis: str
    sentence: str
    case: Case | None = field(default=None, repr=False)
    wanted: tuple = ()
    yours: tuple = ()
    names: tuple = ()
    printed: str = ""
    faults: tuple = field(default=(), repr=False)

    @property
    def passed(self):
        return self.diagnosis == PASSED

    @property
    def attempted(self):
        return self.diagnosis != EMPTY

    def __bool__(self):
        return self.passed

    def __repr__(self):
        return f"{self.exercise}, {self.verdict}. {' '.join(self.lines)}"

    @property
    def verdict(self):
        """The diagnosis as the card's headline says it."""
        if self.passed:
            return "passed"
        if not self.attempted:
            return "not attempted yet"
        return f"not yet: {self.diagnosis}"

    @property
    def mood(self):
        """How pictures show it: a key of MOODS."""
        return "passed" if self.passed else "wrong" if self.attempted else "waiting"

    @property
    def lines(self):
        """The sentence, what the example shows, and what was printed there."""
        lines = [self.sentence]
        if self.case:
            scalars = {name: value for name, value in self.case.arrays.items() if isinstance(value, (int, float))}
            sizes = ", ".join(f"{name} = {value}" for name, value in ((self.case.sizes or {}) | scalars).items())
            lines.append(f"For example: {self.case.meaning or f'random numbers, {sizes}'}.")
        if self.printed:
            lines.append(f"It printed: {self.printed}")
        return lines

    @property
    @np.errstate(all="ignore")
    def picture(self):
        """The card: headline, sentence, and the example with the wrong entries marked."""
        try:
            return self._card(self.lines, self._example())
        except Exception as error:  # the words are there whatever can be drawn
            why = f"The example cannot be drawn: {name_of(error)}: {words_of(error)}."
            return self._card([*self.lines, why], ())

    def _example(self):
        """What is drawn: the arguments, what should come back, what did, and where they differ."""
        if not self.yours or any(not array.size and array.ndim > 2 for array in self.yours):
            return ()
        wanted, yours = (dict(zip(self.names, arrays, strict=True)) for arrays in (self.wanted, self.yours))
        same_shape = [name for name in yours if yours[name].shape == wanted[name].shape]
        return self.case.arrays, wanted, yours, {name: differing(yours[name], wanted[name]) for name in same_shape}

    def _card(self, lines, example):
        return draw_card(f"{self.exercise} · {self.verdict}", self.mood, lines, repr(self), example)

    def _repr_mimebundle_(self, include=None, exclude=None):
        return self.picture._repr_mimebundle_(include, exclude)
