"""The rows of the table: one for each student and exercise."""

import csv
import io
from typing import NamedTuple

LONGEST = 300  # characters of a diagnosis
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Row(NamedTuple):
    """What is known of one exercise of one student."""

    student: str
    exercise: str
    passed: bool
    diagnosis: str


def rows_of(student, exercises, outcome):
    """The rows of one notebook that was run.

    Parameters
    ----------
    student : str
    exercises : dict of str -> int or None
        Names, and in which code cell each is checked.
    outcome : dict
        What the worker wrote: see `rnnlab.classroom.run`.

    Returns
    -------
    list of Row
    """
    stopped = outcome.get("stopped")
    if not exercises:
        return [Row(student, "", False, stopped or "no exercise is checked in this notebook")]
    if stopped:
        return [Row(student, name, False, stopped) for name in exercises]
    try:
        results = {one["exercise"]: (one["passed"] is True, str(one["diagnosis"])) for one in outcome["results"]}
    except (TypeError, KeyError):
        problem = outcome["problem"] or "they are not what a check leaves"
        reason = f"not checked: the results could not be read ({problem})"
        return [Row(student, name, False, reason) for name in exercises]
    return [
        Row(student, name, *results.get(name, (False, _why_not(cell, outcome["errors"]))))
        for name, cell in exercises.items()
    ]


def _why_not(cell, errors):
    if cell is None:
        return "not checked: this notebook does not check it"
    if errors[cell] == "KeyboardInterrupt":
        return "not checked: the cell ran too long and was interrupted"
    if errors[cell]:
        return f"not checked: an error came first ({errors[cell]})"
    return "not checked: the cell ran, but left no result"


def one_line(text):
    """The beginning of a text, which may come from anywhere, with blanks for line ends and control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text[:LONGEST]).split())


def csv_of(rows):
    """The table as the text of a CSV file.

    A spreadsheet takes what begins with =, +, -, @ or a tab for a formula: an apostrophe makes it text.

    Parameters
    ----------
    rows : iterable of Row

    Returns
    -------
    bytes
        UTF-8 without a mark at the beginning, which most programs would take for a part of the first name.
    """
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(Row._fields)
    for row in rows:
        texts = (row.student, row.exercise, row.passed, one_line(row.diagnosis))
        writer.writerow(f"'{text}" if str(text).startswith(FORMULA) else text for text in texts)
    return table.getvalue().encode("utf-8", errors="backslashreplace")
