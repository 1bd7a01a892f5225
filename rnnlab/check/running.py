"""Run a learner's function: on copies, with what it prints kept, and stopped after a time."""

import ctypes
import io
from contextlib import redirect_stdout, suppress
from threading import Thread

import numpy as np

from rnnlab.check.outcomes import read_error, read_value

GRACE = 0.5  # seconds in which a function that is being stopped may still end
PRINTED = 300  # characters that are kept


class Stopped(SystemExit):
    """Raised inside a function that takes too long. `except Exception` does not catch it."""


class Beginning(io.StringIO):
    """A text stream that keeps its beginning, so that printing for ever fills no memory."""

    def write(self, text):
        super().write(text[: max(PRINTED - self.tell(), 0)])
        return len(text)


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
        The names of what comes back.
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
    outcomes, said = [] if outcomes is None else outcomes, Beginning()

    def work():
        with suppress(Stopped):
            for arguments, arrays in calls:
                said.seek(0)
                said.truncate()
                outcome = _call(function, arguments, arrays, returns)
                outcomes.append(outcome._replace(printed=said.getvalue()))

    thread = Thread(target=work, daemon=True)
    with redirect_stdout(said):
        thread.start()
        try:
            thread.join(seconds)
        finally:
            _stop(thread)
    return list(outcomes), not thread.is_alive()


def _stop(thread):
    for _ in range(10):
        if thread.is_alive():
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(Stopped))
            thread.join(GRACE / 10)


def _call(function, arguments, arrays, returns):
    """One call, as an Outcome. What the function raises is part of it."""
    before = {name: np.copy(array) for name, array in arrays.items() if isinstance(array, np.ndarray)}
    try:
        with np.errstate(all="ignore"):
            outcome = read_value(function(*arguments), returns)
    except Stopped:
        raise
    except BaseException as error:  # a learner's sys.exit() must not end anything
        outcome = read_error(error, function)
    changed = (name for name, old in before.items() if not np.array_equal(old, arrays[name], equal_nan=True))
    return outcome._replace(changed=tuple(changed))
