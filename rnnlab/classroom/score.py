"""Score a folder of students' notebooks: python -m rnnlab.classroom.score FOLDER --out results.csv

Each notebook is run in a kernel of its own, on a copy in a folder of its own, within limits of time, memory
and output. None of its code runs in this process. It does run as the same user of the same computer, though,
and a kernel can be made to say anything: the limits are no prison, and the table is no proof.
"""

import argparse
import sys
import threading
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path

from rnnlab.check import exercises_of
from rnnlab.classroom.limits import Limits
from rnnlab.classroom.originals import Originals
from rnnlab.classroom.room import find_fonts
from rnnlab.classroom.rows import Row, csv_of, one_line
from rnnlab.classroom.trial import score
from rnnlab.whole_files import try_writing, write_whole


def say(sentence):
    """Write a line to the standard error."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def arguments_of(words):
    """The command line, read; a wrong one ends the program with a sentence."""
    parser = argparse.ArgumentParser(prog="make score", description="Run students' notebooks, and score them.")
    parser.add_argument("folder", type=Path, help="where the notebooks are, also in folders of it")
    parser.add_argument("--out", type=Path, default=Path("results.csv"), help="the table to write (%(default)s)")
    parser.add_argument("--lecture", type=int, action="append", default=[], help="whose exercises all get a row")
    parser.add_argument("--jobs", type=_positive(int), default=2, help="notebooks at once (%(default)s)")
    for name, what in {
        "seconds": "for a notebook",
        "cell_seconds": "for a cell, which is then interrupted",
        "memory": "of memory for a notebook",
        "printed": "of output for a notebook",
    }.items():
        unit = "seconds" if "seconds" in name else "megabytes"
        parser.add_argument(
            f"--{name.replace('_', '-')}",
            type=_positive(float),
            default=Limits._field_defaults[name],
            help=f"{unit} {what} (%(default)s)",
        )
    return parser.parse_args(words)


def _positive(kind):
    def number(text):
        if not 0 < kind(text) < 1e6:
            raise ValueError(text)
        return kind(text)

    return number


def prepare(given):
    """The notebooks, and the exercises of the lectures named.

    Raises
    ------
    ValueError
        Something is missing, or the table could not be written in the end.
    """
    for number in given.lecture:
        if not exercises_of(number):
            raise ValueError(f"lecture {number} has no exercises.")
    if not given.folder.is_dir():
        raise ValueError(f"{given.folder} is no folder.")
    originals = Originals(given.folder.resolve())
    if not originals.data and not originals.unreadable:
        raise ValueError(f"{given.folder} holds no notebooks.")
    if given.out.suffix == ".ipynb":
        raise ValueError(f"{given.out} is named like a notebook.")
    try:
        try_writing(given.out)
    except OSError as error:
        raise ValueError(f"{given.out} cannot be written: {error.strerror or error}.") from error
    return originals, [name for number in given.lecture for name in exercises_of(number)]


def score_all(originals, lecture, jobs, limits):
    """The rows of all notebooks in the order of their names. A line says how each went, as it ends."""
    rows = {
        path: [Row(originals.student(path), name, False, f"could not be read: {error}") for name in lecture or [""]]
        for path, error in originals.unreadable.items()
    }
    total, cancelled, fonts = len(rows) + len(originals.data), threading.Event(), find_fonts()
    with ThreadPoolExecutor(jobs) as pool:
        running = {
            pool.submit(score, originals.student(path), data, lecture, limits, fonts, cancelled): path
            for path, data in originals.data.items()
        }
        waiting = set(running)
        try:
            while waiting:
                done, waiting = wait(waiting, timeout=1, return_when=FIRST_COMPLETED)
                for future in done:
                    student, (found, notes) = originals.student(running[future]), future.result()
                    rows[running[future]] = found
                    say(f"[{len(rows)}/{total}] {student}: {_in_short(found)}")
                    for note in notes:
                        say(f"    {note}")
                    _put_back(originals)
        finally:
            cancelled.set()
            pool.shutdown(cancel_futures=True)
            _put_back(originals)
    return [row for path in sorted(rows) for row in rows[path]]


def _in_short(rows):
    passed = f"{sum(row.passed for row in rows)} of {sum(bool(row.exercise) for row in rows)} passed"
    others = {row.diagnosis for row in rows if not row.passed}
    return f"{passed} ({one_line(others.pop())})" if len(others) == 1 else passed


def _put_back(originals):
    for student, error in originals.put_back().items():
        end = f"it could not be put back: {error}" if error else "it is put back"
        say(f"    by now, the notebook of {student} was changed or deleted; {end}")


def main(words=None):
    """Write the table; 0 when every notebook has its rows, 2 when that was refused, 130 after Ctrl-C."""
    given = arguments_of(words)
    limits = Limits(**{name: vars(given)[name] for name in Limits._fields})
    try:
        originals, lecture = prepare(given)
    except ValueError as error:
        say(f"Nothing was scored: {error}")
        return 2
    try:
        rows = score_all(originals, lecture, given.jobs, limits)
    except KeyboardInterrupt:
        say("Interrupted: the notebooks that were running have been ended, and no table was written.")
        return 130
    try:
        write_whole(given.out, csv_of(rows))
    except OSError as error:
        say(f"{given.out} could not be written ({error}); the table follows.")
        sys.stdout.buffer.write(csv_of(rows))
        return 2
    say(f"{given.out}: {len(rows)} rows, {len(originals.data) + len(originals.unreadable)} notebooks")
    return 0


if __name__ == "__main__":
    sys.exit(main())
