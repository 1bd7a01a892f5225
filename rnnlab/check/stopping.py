"""Work that is ended after a time: in a thread, or in place where there are no threads, as in a browser."""

import ctypes
import sys
from threading import Event, Thread, get_ident
from time import monotonic

GRACE = 0.4  # seconds in which a function that is being stopped may still end
TURN = 0.05  # seconds


def end_in_time(work, function, seconds, stopping):
    """Do `work(function)`, and raise SystemExit in it when it takes longer.

    A thread, and an exception raised in it, is the one way of stopping Python code that is the same
    on Linux, macOS and Windows. Code that waits inside a library cannot be stopped, only left behind.
    Where no thread can be started, `function` is called in place, and sys.monitoring (Python 3.12)
    looks at the time at each jump and each start of a function; a library that waits is waited for.

    Parameters
    ----------
    work : function
        Is given `function`, or one that calls it and is watched.
    function : callable
    seconds : float
    stopping : Event
        Set when the time is up, or the learner interrupts.

    Returns
    -------
    bool
        False when the work is still going on and could not be stopped.
    """
    done = Event()

    def work_alone():
        try:
            work(function)
        finally:
            done.set()

    thread = Thread(target=work_alone, daemon=True)
    try:
        thread.start()
    except RuntimeError:  # no thread can be started
        _work_in_place(work, function, monotonic() + seconds, stopping)
        return True
    try:
        _wait(done, seconds)
    finally:  # also when the learner interrupts the kernel
        stopping.set()
        _stop(thread, done)
    return done.is_set()


def _wait(done, seconds):
    """Wait in short turns: where interrupts are only looked at between two of Python's own steps, they are seen."""
    end = monotonic() + seconds
    while monotonic() < end and not done.wait(min(TURN, seconds)):
        pass


def _stop(thread, done):
    """Raise SystemExit in the thread until it ends: of all exceptions, only with this one a thread ends quietly."""
    for _ in range(10):
        if not done.is_set():
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit))
            done.wait(GRACE / 10)


def _work_in_place(work, function, end, stopping):
    """Do `work` with a function that cannot take longer than until `end`: no loop, no call goes on then."""
    if not hasattr(sys, "monitoring"):  # before Python 3.12 nothing could end it
        work(function)
        return
    monitoring, here = sys.monitoring, get_ident()
    events = monitoring.events.JUMP, monitoring.events.PY_START, monitoring.events.PY_RESUME
    tool = next(number for number in range(6) if monitoring.get_tool(number) is None)

    def look(*place):
        if monotonic() > end and get_ident() == here:
            stopping.set()
            raise SystemExit

    def watched(*arguments):
        monitoring.set_events(tool, sum(events))
        try:
            return function(*arguments)
        finally:
            monitoring.set_events(tool, monitoring.events.NO_EVENTS)
            if monotonic() > end:
                stopping.set()

    watched.__wrapped__ = function  # whose lines an error names
    monitoring.use_tool_id(tool, "rnnlab.check")
    try:
        for event in events:
            monitoring.register_callback(tool, event, look)
        work(watched)
    finally:
        for event in events:
            monitoring.register_callback(tool, event, None)
        monitoring.free_tool_id(tool)
