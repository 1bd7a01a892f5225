"""The watchdog, on small commands."""

import os
import sys
import threading
import time

import psutil
import pytest

from rnnlab.classroom.limits import Limits, run_within
from rnnlab.classroom.room import MARK, environment_of, find_fonts, make_room


@pytest.fixture
def room(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return make_room("student-01.ipynb", b"{}")


def run(room, code, seconds=20, memory=1024, cancelled=None):
    limits, command = Limits(seconds=seconds, memory=memory), [sys.executable, "-c", code]
    return run_within(command, b"given", room, limits, cancelled or threading.Event())


def test_what_ends_by_itself_is_not_stopped(room):
    output, errors, stopped, left = run(room, "import sys; print(input() + 's'); sys.exit('words')")
    assert (output.split(), errors.split(), stopped, left) == ([b"givens"], [b"words"], None, 0)


def test_time_is_limited(room):
    started = time.monotonic()
    assert run(room, "import time; time.sleep(60)", seconds=0.5)[2] == "stopped: ran longer than 0.5 s"
    assert time.monotonic() - started < 10


def test_memory_is_limited(room):
    code = "import time; big = bytes([1]) * 200_000_000; time.sleep(60)"
    assert run(room, code, memory=100)[2] == "stopped: used more than 100 MB"


def test_it_can_be_cancelled(room):
    cancelled = threading.Event()
    threading.Timer(0.3, cancelled.set).start()
    assert run(room, "import time; time.sleep(60)", cancelled=cancelled)[2] == "stopped: the scorer was interrupted"


def test_processes_whose_parents_have_ended_are_found_and_ended(room):
    """Each makes the next and ends at once; the last one waits."""
    code = "import time; time.sleep(600)"
    for streams in ("stdout=-3, stderr=-3", "", "", ""):  # the last one closes its own
        code = (
            f"import subprocess as s, sys; s.Popen([sys.executable, '-c', {code!r}], start_new_session=True, {streams})"
        )
    assert run(room, code)[2:] == (None, 0)
    alive = [p for p in psutil.process_iter() if p.pid != os.getpid() and in_room(p, room)]
    assert alive == []


def in_room(process, room):
    try:
        return process.environ().get(MARK) == str(room) and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def test_a_room_holds_the_copy_and_says_nothing_of_the_lecturer(room, monkeypatch):
    monkeypatch.setenv("ARGS", "secret")
    monkeypatch.setenv("XDG_CONFIG_HOME", "secret")
    monkeypatch.setenv("PATH", "kept")
    environment = environment_of(room)
    assert (room / "work" / "student-01.ipynb").read_bytes() == b"{}"
    assert "secret" not in environment.values()
    assert environment["PATH"] == "kept"
    for name in "HOME", "TMPDIR", "IPYTHONDIR", "MPLCONFIGDIR", *(f"JUPYTER_{k}_DIR" for k in ("CONFIG", "RUNTIME")):
        assert environment[name].startswith(str(room) + os.sep)


def test_the_lists_of_fonts_are_copied(tmp_path, monkeypatch):
    fonts = find_fonts()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    room = make_room("student-01.ipynb", b"{}", fonts)
    assert [path.name for path in fonts] == [path.name for path in (room / "matplotlib").iterdir()] != []
