"""One notebook is run and its checks are read: a room, a worker in it within limits, and no trace left."""

import json
import shutil
import sys
from pathlib import Path

from rnnlab.check import exercises_in
from rnnlab.classroom.limits import run_within
from rnnlab.classroom.originals import sources_of
from rnnlab.classroom.room import make_room
from rnnlab.classroom.rows import Row, rows_of

WORKER = Path(__file__).with_name("run.py")


def score(student, data, lecture, limits, fonts, cancelled):
    """The rows of one notebook; whatever happens, there is at least one.

    Parameters
    ----------
    student : str
    data : bytes
        The notebook.
    lecture : list of str
        Exercises that have rows even if the notebook does not check them.
    limits : Limits
    fonts : list of Path
    cancelled : threading.Event

    Returns
    -------
    rows : list of Row
    notes : list of str
        What the lecturer should know besides.
    """
    exercises, notes = dict.fromkeys(lecture), []
    try:
        sources = sources_of(data)
        exercises |= {name: cell for cell, source in enumerate(sources) for name in exercises_in(source)}
        name = Path(student).name + ".ipynb"
        outcome = _run(name, data, sources, limits, fonts, cancelled, notes)
        return rows_of(student, exercises, outcome), notes
    except Exception as error:
        reason = f"could not be scored: {type(error).__name__}: {error}"
        return [Row(student, name, False, reason) for name in exercises or [""]], notes


def _run(name, data, sources, limits, fonts, cancelled, notes):
    """What the worker wrote, as its module says; what else there is to know is added to `notes`."""
    order = json.dumps({"sources": sources, **limits._asdict()}).encode()
    room = make_room(name, data, fonts)
    try:
        command = [sys.executable, "-P", str(WORKER)]  # -P: no module is taken from the folder it works in
        output, errors, stopped, left = run_within(command, order, room, limits, cancelled)
    finally:
        try:
            shutil.rmtree(room)
        except OSError as error:
            notes.append(f"{room} could not be removed: {error}")
    if left:
        notes.append(f"{left} of its processes could not be ended")
    if not stopped and not output:
        last_words = errors.decode(errors="replace").split("\n")[-2:]
        stopped = f"could not be run: {' '.join(last_words).strip() or 'its worker ended by itself'}"
    return {"stopped": stopped} if stopped else json.loads(output)
