"""Work that is ended after a time: in a thread, and where there are none, in Pyodide itself."""

import os
import shutil
import subprocess
import time
from contextlib import suppress
from threading import Event

import pytest

from rnnlab.check import stopping

# Each is called with nothing, and ends only when it is stopped.
ENDLESS = """
def a_loop():
    while True:
        pass

def a_loop_that_swallows():
    number = 0
    while True:
        try:
            number += 1
        except BaseException:
            number -= 1

def a_swallowed_call():
    while True:
        try:
            a_loop()
        except:
            continue

def a_call_in_a_library():
    max(iter(int, 1), key=lambda number: 0)

def a_generator():
    sum(1 for _ in iter(int, 1))

def a_while_with_else():
    while not None:
        continue
    else:
        return

def tries_at_the_end():
    try:
        a_loop()
    finally:
        a_loop()
"""
IN_PYODIDE = """
import sys, threading, time
from threading import Event
from stopping import end_in_time
from endless import *

try:
    threading.Thread(target=print).start()
except RuntimeError:
    print("no threads")
for function in [f for name, f in vars().copy().items() if getattr(f, "__module__", "") == "endless"]:
    stopping, start, returned = Event(), time.monotonic(), []
    def work(watched):
        try:
            watched()
        except SystemExit:
            returned.append("stopped")
    ended = end_in_time(work, function, 0.2, stopping)
    took = time.monotonic() - start
    print(function.__name__, ended, stopping.is_set(), returned, 0.2 <= took < 1)
quick = Event()
print("quick", end_in_time(lambda watched: print(watched(3, 4)), max, 0.2, quick), quick.is_set())
late = Event()
print("late", end_in_time(lambda watched: watched(0.3), time.sleep, 0.2, late), late.is_set())
print("free", [sys.monitoring.get_tool(number) for number in range(6)])
"""
RUN = """
import fs from "fs";
const [pyodide, stopping, endless, script] = process.argv.slice(1);
const { loadPyodide } = await import(pyodide + "/pyodide.mjs");
const python = await loadPyodide({ indexURL: pyodide + "/" });
python.FS.writeFile("stopping.py", fs.readFileSync(stopping, "utf8"));
python.FS.writeFile("endless.py", endless);
python.runPython("import sys; sys.path.insert(0, '.')");
python.runPython(script);
"""


def test_what_waits_in_a_library_is_left_behind():
    given_up = Event()
    start = time.monotonic()

    def work(function):
        with suppress(SystemExit):
            function(1.5)

    assert not stopping.end_in_time(work, time.sleep, 0.1, given_up)
    assert given_up.is_set()
    assert time.monotonic() - start < 1.2


def test_where_no_thread_can_be_started_it_is_called_in_place(monkeypatch):
    def refuse(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(stopping.Thread, "start", refuse)
    given_up, said = Event(), []
    assert stopping.end_in_time(lambda function: said.append(function(3, 4)), max, 1, given_up)
    assert (said, given_up.is_set()) == ([4], False)
    with pytest.raises(ZeroDivisionError):
        stopping.end_in_time(lambda function: function(), lambda: 1 / 0, 1, given_up)


def test_pyodide_has_no_threads_and_what_does_not_end_is_stopped_in_place():
    folder = os.environ.get("RNNLAB_PYODIDE")
    if not folder or not shutil.which("node"):
        pytest.skip("RNNLAB_PYODIDE names no folder with Pyodide, or there is no node to run it")
    command = ["node", "--input-type=module", "--eval", RUN, folder, stopping.__file__, ENDLESS, IN_PYODIDE]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    said = ran.stdout.splitlines()
    names = [line[4 : line.index("(")] for line in ENDLESS.splitlines() if line.startswith("def ")]
    assert said == [
        "no threads",
        *(f"{name} True True ['stopped'] True" for name in names),
        "4",
        "quick True False",
        "late True True",
        "free [None, None, None, None, None, None]",
    ]
