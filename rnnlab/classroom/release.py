"""Make an nbgrader course of the lectures: python -m rnnlab.classroom.release [--out FOLDER]

In the folder, nbgrader's own commands do the rest: generate_assignment, autograde, generate_feedback.
"""

import sys
from pathlib import PurePath

from rnnlab.classroom.assignment import assignment_of, with_links
from rnnlab.classroom.folder import bytes_of, make_folder

CONFIG = r'''"""The course of the lectures, for nbgrader. What is set here can be changed here."""

from nbgrader.converters import Autograde
from nbgrader.preprocessors import Execute, OverwriteCells

from rnnlab.classroom.referee import Referee
from rnnlab.classroom.restorer import Restorer

c = get_config()
c.CourseDirectory.course_id = "rnnlab"
c.ClearSolutions.code_stub = {"python": ""}  # the lectures' own stubs stay

# Two of nbgrader's own steps are done by steps of the same kind. A test that was deleted is put back. A notebook
# is run within limits, and what it has passed is looked at from outside of its kernel.
ours = {OverwriteCells: Restorer, Execute: Referee}
c.OverwriteCells.add_missing_cells = True
for steps in ("sanitize_preprocessors", "autograde_preprocessors"):
    theirs = getattr(Autograde, steps).default()
    setattr(c.Autograde, steps, [ours.get(step, step) for step in theirs])
c.Execute.timeout = 60  # seconds for a cell
c.Referee.seconds = 300  # for a notebook
c.Referee.printed = 1.0  # megabytes of output
c.Execute.record_timing = c.Execute.store_widget_state = False
c.LimitOutput.max_lines = 100  # so many are kept of a cell

# zip_collect: what comes from elsewhere is called after a student and a lecture, "ada_01_concatenation (1).ipynb".
c.FileNameCollectorPlugin.named_regexp = r".*[/\\](?P<student_id>[^/\\]+?)[_ -](?P<file_id>\d\d_[a-z_]*[a-z])[^/\\]*$"
'''


def texts_of(lectures, pages):
    """The files of the course.

    Parameters
    ----------
    lectures : dict of file name -> NotebookNode
    pages : dict of file name -> bytes

    Returns
    -------
    texts : dict of path -> bytes
        An assignment for each lecture, with the pages that it links, and nbgrader's configuration.
    said : str
        What they are, in words.

    Raises
    ------
    ValueError
        A lecture that is no assignment.
    """
    texts, points = {"nbgrader_config.py": CONFIG.encode()}, 0
    linked = {name: with_links(text.decode()).encode() for name, text in pages.items()}
    for name, lecture in lectures.items():
        try:
            assignment, given = assignment_of(lecture)
        except ValueError as error:
            raise ValueError(f"{name} is no assignment: {error}") from error
        folder = PurePath("source", PurePath(name).stem)
        texts |= {folder / path: text for path, text in {name: bytes_of(assignment), **linked}.items()}
        points += sum(given.values())
    return texts, f"{len(lectures)} assignments of {points} points"


def main(words=None):
    """Write the course; 0 when it is there, 2 when it was refused."""
    what = "An nbgrader course: each lecture is an assignment."
    return make_folder(words, "release", "course", what, texts_of, alone=False)


if __name__ == "__main__":
    sys.exit(main())
