"""Run a learner's function: on copies, with what it prints kept, and stopped after a time."""

import ctypes
import io
import sys
import time
from contextlib import redirect_stdout, suppress
from threading import Event, Thread
from typing import NamedTuple

import numpy as np

from rnnlab.check.exercises import Exercise
from rnnlab.check.outcomes import read_error, read_value
from rnnlab.check.shared import AllPutBack

GRACE = 0.4  # seconds in which a function that is being stopped may still end
TURN = 0.05  # seconds
LEAST = 0.05  # seconds; with less left, nothing more is run
PRINTED, MUCH = 300, 100_000  # characters that are kept, and more than anybody reads


class Beginning(io.TextIOBase):
    """A text stream that keeps the beginning of what one call prints; later it hands on to the real one.

    A learner's code may hold on to it longer than the check lasts, or close it: neither does harm.
    """

    def __init__(self, after):
        self._after, self.over = after, False
        self.begin()

    def begin(self):
        """Forget what was written."""
        self.text, self.length = "", 0

    def write(self, text):
        text = "".join([text])  # a plain one, whatever a class of the learner's makes of it
        if self.over:
            return self._after.write(text)
        self.length += len(text)
        if len(self.text) < PRINTED:
            self.text += text[: PRINTED - len(self.text)]
        return len(text)

    def close(self):
        """Stay open."""


def run(function, calls, returns, seconds, outcomes=None):
    """Call `function` once for each of `calls`, in a thread that is stopped after `seconds`.

    A thread, and an exception raised in it, is the one way of stopping Python code that is the same
    on Linux, macOS and Windows. Code that waits inside a library cannot be stopped, only left behind.

    Parameters
    ----------
    function : callable
    calls : iterable of (arguments, arrays)
        Arguments by position, and the arrays by name that must not change. They are made for this call.
    returns : dict
        The names of what comes back, and the letters of its shape.
    seconds : float
    outcomes : list, optional
        Filled as they come, so that `calls` may make the next call of the last outcome.

    Returns
    -------
    outcomes : list of Outcome
        As many as were finished.
    ended : bool
        False when the function is still running and could not be stopped.
    """
    outcomes, said = [] if outcomes is None else outcomes, Beginning(sys.stdout)
    stopping, done, faults = Event(), Event(), []

    def work():
        try:
            with suppress(SystemExit):
                for arguments, arrays in calls:
                    said.begin()
                    outcome = _call(function, arguments, arrays, returns, stopping)
                    outcomes.append(outcome._replace(printed=said.text, much=said.length > MUCH))
                    if stopping.is_set():  # given up meanwhile: no further example, which could take as long
                        break
        except Exception as error:  # no fault of the function's: all that it raises is in its outcome
            faults.append(error)
        finally:
            done.set()

    thread = Thread(target=work, daemon=True)
    with redirect_stdout(said):
        try:
            thread.start()
            _wait(done, seconds)
        finally:  # also when the learner interrupts the kernel
            stopping.set()
            _stop(thread, done)
            said.over = True
    if faults:
        raise faults[0]
    return list(outcomes), done.is_set()


def _wait(done, seconds):
    """Wait in short turns: where interrupts are only looked at between two of Python's own steps, they are seen."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not done.wait(min(TURN, seconds)):
        pass


def _stop(thread, done):
    """Raise SystemExit in the thread until it ends: of all exceptions, only with this one a thread ends quietly."""
    for _ in range(10):
        if not done.is_set():
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit))
            done.wait(GRACE / 10)


def _call(function, arguments, arrays, returns, stopping):
    """One call, as an Outcome. What the function raises is part of it."""
    before = {name: a.tobytes() for name, a in arrays.items() if isinstance(a, np.ndarray)}
    all_put_back = AllPutBack()
    try:
        with all_put_back, np.errstate(all="ignore"):
            value = function(*arguments)
        outcome = read_value(value, returns)
    except BaseException as error:  # a learner's sys.exit() must not end anything
        if stopping.is_set():
            raise SystemExit from None
        outcome = read_error(error, function)
    changed = (name for name, old in before.items() if old != arrays[name].tobytes())
    return outcome._replace(changed=(*changed, *all_put_back.replaced))


class Trial(NamedTuple):
    """The exercise, the function, the number of the form of arguments that it takes, and the end of its time."""

    exercise: Exercise
    function: object
    form: int
    until: float

    def call(self, cases):
        """The outcomes of more examples; an empty list when they do not all come in what is left of the time."""
        left = self.until - time.monotonic()
        if left < LEAST:
            return []
        calls = (self.exercise.arguments(case, self.form) for case in cases)
        outcomes, _ = run(self.function, calls, self.exercise.returns, left)
        return self.exercise.compared(outcomes, cases) if len(outcomes) == len(cases) else []
