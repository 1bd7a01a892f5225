"""A watchdog: it lets a command run, within limits of time and memory, and ends all that came from it."""

import time
from functools import partial
from subprocess import PIPE, Popen, TimeoutExpired
from typing import NamedTuple

from rnnlab.classroom.room import MARK, environment_of

try:
    import psutil
except ImportError as error:  # also in a browser, where no process can be started
    raise ImportError('the scorer starts processes and watches them with psutil: pip install "rnnlab[lab]"') from error

POLL = 0.1  # seconds
ROUNDS = 20  # of ending what is still there, for processes that go on making others


class Limits(NamedTuple):
    """What one notebook may use: seconds in all and for one cell, megabytes of memory and of output."""

    seconds: float = 60
    cell_seconds: float = 20
    memory: float = 1024
    printed: float = 1


class Family:
    """A process and all that came from it, also those whose parent has ended.

    Parameters
    ----------
    pid : int
    room : Path
        Which its processes carry in their environment; that finds those that nobody saw being made.
    """

    def __init__(self, pid, room):
        self.first, self.room = psutil.Process(pid), str(room)
        self.seen = {self.first}

    def megabytes(self):
        """Look who is there, and say how much memory they use together."""
        if _lives(self.first):
            self.seen.update(_ask(partial(self.first.children, recursive=True), []))
        return sum(used.rss for process in self.seen if (used := _ask(process.memory_info, None))) / 2**20

    def end(self):
        """End them all, and say how many would not end."""
        for _ in range(ROUNDS):
            self.megabytes()
            self.seen.update(p for p in psutil.process_iter() if _ask(p.environ, {}).get(MARK) == self.room)
            alive = [process for process in self.seen if _lives(process)]
            if not alive:
                return 0
            for process in alive:
                _ask(process.kill, None)
            deadline = time.monotonic() + 1
            while any(map(_lives, alive)) and time.monotonic() < deadline:
                time.sleep(0.005)
        return len(alive)


def _ask(question, otherwise):
    """The answer of a process, or `otherwise` from one that has ended meanwhile or belongs to somebody else."""
    try:
        return question()
    except psutil.Error:
        return otherwise


def _lives(process):
    return process.is_running() and _ask(process.status, psutil.STATUS_ZOMBIE) != psutil.STATUS_ZOMBIE


def run_within(command, given, room, limits, cancelled):
    """Run a command in a room until it ends, or is ended because it reached a limit.

    Parameters
    ----------
    command : list of str
    given : bytes
        Its standard input.
    room : Path
    limits : Limits
        Of these, seconds and memory.
    cancelled : threading.Event
        Set from outside to end it early.

    Returns
    -------
    output, errors : bytes
        Of the command itself.
    stopped : str or None
        Why it was ended, in words.
    left : int
        How many of its processes could not be ended.
    """
    started, stopped = time.monotonic(), None
    with Popen(  # in a session of its own, where there are sessions: signals to the scorer's group pass it by
        command, stdin=PIPE, stdout=PIPE, stderr=PIPE, cwd=room, env=environment_of(room), start_new_session=True
    ) as process:
        family = Family(process.pid, room)
        try:
            while not stopped and process.poll() is None:
                try:
                    process.communicate(given, timeout=POLL)
                except TimeoutExpired:
                    given = None  # it is on its way
                if family.megabytes() > limits.memory:
                    stopped = f"stopped: used more than {limits.memory:g} MB"
                elif time.monotonic() - started > limits.seconds:
                    stopped = f"stopped: ran longer than {limits.seconds:g} s"
                elif cancelled.is_set():
                    stopped = "stopped: the scorer was interrupted"
        finally:
            left = family.end()
        output, errors = process.communicate(timeout=10)
    return output, errors, stopped, left
