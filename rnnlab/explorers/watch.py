"""A training that is watched: it runs while its cell runs, and can be paused and stopped in the page meanwhile."""

from dataclasses import dataclass
from numbers import Integral

import numpy as np
from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display

from rnnlab.drawing.card import draw_card
from rnnlab.drawing.losses import SIZE, draw_losses, medians
from rnnlab.explorers.monitor import Monitor

ALL, NO_MORE, BUTTON, INTERRUPT = "all steps done", "no more records", "stopped in the page", "interrupted"


@dataclass(frozen=True, eq=False, repr=False)
class Watched:
    """What is left of a training: made by `watch`.

    Attributes
    ----------
    model : Model or None
        The last good one; None if there was no step.
    losses : ndarray (n,)
        The loss of each step that was done.
    record : Record or None
        The last one.
    stopped : str
        Why it ended.
    picture : Picture
        The losses, or the words of an error.
    """

    model: object
    losses: np.ndarray
    record: object
    stopped: str
    picture: str

    def __repr__(self):
        return f"Watched(steps={len(self.losses)}, stopped={self.stopped!r})"


def watch(records, steps, levels=None, title="Training"):
    """Let a training run, and show its loss while it does.

    The cell goes on until the training has ended, so that the next cell has the trained model. Where the
    page can be heard meanwhile it has buttons, to pause and to stop. Interrupting the kernel stops it
    everywhere, and keeps the last model.

    Parameters
    ----------
    records : iterator of Record
        What `train` gives; each has a loss and a model. It is closed at the end.
    steps : int
        How many are done at most.
    levels : dict of name -> number, optional
        Losses to compare with, for example {"guessing": 0.69}.
    title : str
        What is trained, in the picture's words.

    Returns
    -------
    Watched
        With .model, .losses, .record (the last one) and .stopped, which says why it ended. A
        FloatingPointError of `records`, a loss that is no number, is such an end: its words stand in
        the picture's place, and the last good model is kept.

    Raises
    ------
    TypeError
        Records that are no iterator, or a number of steps that is not whole.
    ValueError
        Less than one step, or records that had ended before.
    """
    _check(records, steps)
    seen = _Seen(int(steps))
    monitor = Monitor(seen.steps, lambda: draw_losses(title, seen.steps, levels, loss=seen.losses), seen.say)
    monitor.show()
    try:
        stopped = _learn(records, seen, monitor)
        model = seen.record and seen.record.model
        picture = draw_losses(_titled(title, stopped), seen.steps, levels, loss=seen.losses)
    except FloatingPointError as error:
        stopped = f"{type(error).__name__}: {error}"
        model = getattr(error, "model", seen.record and seen.record.model)
        picture = _card(title, error, seen)
    except BaseException as error:
        monitor.end(seen.done, f"{type(error).__name__} after step {seen.done}.")
        raise
    finally:
        if hasattr(records, "close"):
            records.close()
    monitor.end(seen.done, f"Ended after step {seen.done}: {stopped}.", picture)
    if InteractiveShell.initialized():
        display(picture)
    return Watched(model, seen.losses.copy(), seen.record, stopped, picture)


class _Seen:
    """What has come out of a training so far."""

    def __init__(self, steps):
        self.steps, self.done, self.record = steps, 0, None
        self._losses = np.empty(steps)

    @property
    def losses(self):
        return self._losses[: self.done]

    def say(self):
        """The numbers of the moment."""
        if not self.done:
            return ""
        norm = getattr(self.record, "norm", None)
        return f"loss {self.record.loss:.3g}" + ("" if norm is None else f" · gradient {norm:.3g}")

    def add(self, record):
        self._losses[self.done] = record.loss
        self.record, self.done = record, self.done + 1


def _learn(records, seen, monitor):
    """Until there is a reason to end, which is returned."""
    try:
        while seen.done < seen.steps:
            if not monitor.look(seen.done):
                return BUTTON
            record = next(records, None)
            if record is None:
                if not seen.done:
                    raise ValueError(
                        "records gave nothing: it has ended before. Make it in the call: watch(train(…), steps=…)."
                    )
                return NO_MORE
            seen.add(record)
    except KeyboardInterrupt:
        return INTERRUPT
    return ALL


def _titled(title, stopped):
    return title if stopped == ALL else f"{title}, {stopped}"


def _card(title, error, seen):
    """The words of an error, and where the loss had come until then."""
    came = medians(seen.losses, seen.steps)
    came = came[np.isfinite(came)]
    lines = [str(error)]
    if came.size:
        lines.append(f"The loss was {came[0]:.2g} at the start, and {came[-1]:.2g} after step {seen.done}.")
    headline = f"{title}: stopped after step {seen.done}"
    return draw_card(headline, "wrong", lines, " ".join([f"{headline}.", *lines]), size=SIZE)


def _check(records, steps):
    if not hasattr(records, "__next__"):
        raise TypeError(f"records is of type {type(records).__name__}, but it must be an iterator, as train(…) gives.")
    if not isinstance(steps, Integral) or isinstance(steps, bool):
        raise TypeError(f"steps is {steps!r}, but it must be a whole number: how many batches to learn from.")
    if steps < 1:
        raise ValueError(f"steps is {steps}, but it must be at least 1.")
