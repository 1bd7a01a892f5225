"""Predict, then reveal: a question that is answered before the cell that shows the answer."""

import re
from html import escape
from pathlib import Path

import anywidget
from traitlets import Dict

from rnnlab.explorers.answers import kind_of, show
from rnnlab.explorers.keys import script

HERE = Path(__file__).parent
PATIENCE = 3


class Prediction(anywidget.AnyWidget):
    """A question and the judge of its answers: made by `predict`.

    Attributes
    ----------
    card : dict
        What stands on the page from the start.
    verdict : dict
        What is said to the last answer.
    wrong : int
        How many answers were wrong so far.
    """

    _esm = script("predict.js")
    _css = HERE / "predict.css"
    card = Dict().tag(sync=True)
    verdict = Dict().tag(sync=True)

    def __init__(self, question, answer, hint="", why="", choices=None):
        hints = dict(hint) if isinstance(hint, dict) else {"": hint}
        for text in (question, why, *hints.values()):
            if not isinstance(text, str):
                raise TypeError(f"Question, hints and why are text, but one is {text!r}.")
        self._question, self._options, self.wrong, self._turn = " ".join(question.split()), {}, 0, 0
        if not self._question:
            raise ValueError("The question is empty: ask something, such as 'What is the shape of W_h?'.")
        self._kind = kind_of(answer if choices is None else "")
        if choices is not None:
            options = {self._read(choice, "choice"): show(choice) for choice in choices}
            if len(options) < max(2, len(choices)):
                raise ValueError(f"choices={choices!r}, but there must be two or more, all different.")
            self._options = options
        self._right = self._read(answer, "answer")
        other = hints.pop("", "") or hints.pop(None, "") or "Try again."
        self._hints = [(self._read(key, "hint for"), said("Not yet.", text)) for key, text in hints.items()]
        if any(self._kind.same(mistake, self._right) for mistake, _ in self._hints):
            raise ValueError(f"There is a hint for {show(answer)}, but that is the right answer.")
        self._solution = f"{show(answer).rstrip('.')}. {why}".strip()
        self._said = {
            "unread": said("Not counted.", f"Write {self._kind.form}."),
            "wrong": said("Not yet.", other),
            "right": said("✓ Right:", self._solution),
            "shown": said("The answer is", self._solution),
        }
        super().__init__(
            card={
                "question": marked(self._question),
                "choices": [marked(option) for option in self._options.values()],
                "form": self._kind.form,
                "room": [*self._said.values(), *(hint for _, hint in self._hints)],
            }
        )
        self.on_msg(self._hear)

    def _read(self, given, role):
        """An answer that the author wrote, refused where no reader could ever give it."""
        kind_of(given)
        read = self._kind.read(show(given))
        if read is None:
            raise ValueError(f"The {role} {given!r} can never be typed: it must be {self._kind.form}.")
        if self._options and read not in self._options:
            raise ValueError(f"The {role} {given!r} is not among the choices: {', '.join(self._options.values())}.")
        return read

    def _hear(self, _, message, buffers):
        """From the page: an answer, or the wish to see it."""
        if "answer" in message:
            self.judge(message["answer"])
        else:
            self.reveal()

    def judge(self, text):
        """Say whether what was typed or chosen is right."""
        given = self._kind.read(text)
        if given is None:
            self._say("unread")
        elif self._kind.same(given, self._right):
            self._say("right")
        else:
            self.wrong += 1
            hints = (hint for mistake, hint in self._hints if self._kind.same(mistake, given))
            self._say("wrong", next(hints, None))

    def reveal(self):
        """Say the answer."""
        self._say("shown")

    def _say(self, how, words=None):
        self._turn += 1  # the same words twice are still said twice
        offered = self.wrong >= PATIENCE and how != "right"
        words = words or self._said[how]
        self.verdict = {"how": how, "words": words, "offered": offered, "turn": self._turn}

    def __repr__(self):
        return f"Predict: {self._question}"

    def _repr_mimebundle_(self, **kwargs):
        live, metadata = super()._repr_mimebundle_(**kwargs)
        options = "".join(f"<li>{option}</li>" for option in self.card["choices"])
        folded = f"<details><summary>Answer</summary><p>{marked(self._solution)}</p></details>"
        options = f"<ul>{options}</ul>" if options else ""
        return live | {"text/html": f"<p><b>Predict.</b> {self.card['question']}</p>{options}{folded}"}, metadata


def marked(text):
    """Text as HTML that shows it as it is, with what stands between backticks as code."""
    return re.sub("`(.+?)`", r"<code>\1</code>", escape(text))


def said(lead, text):
    """A verdict as HTML."""
    return f"<b>{lead}</b> {marked(text)}"


def predict(question, answer, hint="", why="", choices=None):
    """Ask before the cell that shows the answer.

    Parameters
    ----------
    question : str
        In it, and in all that is shown, what stands between backticks is shown as code.
    answer : tuple or list of ints, int, float, or str
        A shape, a whole number, a number (right within 2 %), or words; how it is typed matters
        little: 3,7 and [3 x 7] are (3, 7). What cannot be read as one is not counted as wrong.
    hint : str or dict of wrong answer -> str, optional
        Shown with a wrong answer; in a dict, "" stands for all others.
    why : str, optional
        Shown with the right answer.
    choices : list of answers, optional
        Shown as buttons; the answer is one of them.

    Returns
    -------
    Prediction
        The widget; without a kernel, the question and the folded answer.

    Raises
    ------
    TypeError
        An answer, a choice or a mistake of a kind that cannot be compared.
    ValueError
        An empty question, fewer than two choices, an answer or a mistake that is none of them or
        can never be typed, or a hint for the right answer.

    Examples
    --------
    >>> predict("What is the shape of W_h?", answer=(3, 7), hint="Which length grows?", why="3 + 4 = 7.")
    Predict: What is the shape of W_h?
    """
    return Prediction(question, answer, hint, why, choices)
