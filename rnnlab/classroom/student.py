"""Make the student's edition of the lectures: python -m rnnlab.classroom.student [--out FOLDER]

A folder of the same notebooks, not run yet and without the folded solutions of "Your turn".
"""

import sys

from rnnlab.classroom.edition import student_edition
from rnnlab.classroom.folder import bytes_of, make_folder


def texts_of(lectures, pages):
    """The files of the student's edition: the lectures, and the pages beside them.

    Parameters
    ----------
    lectures : dict of file name -> NotebookNode
    pages : dict of file name -> bytes

    Returns
    -------
    texts : dict of file name -> bytes
    said : str
        What they are, in words.

    Raises
    ------
    ValueError
        A fold that is not whole.
    """
    texts, count = {}, 0
    for name, lecture in lectures.items():
        try:
            edition, solutions = student_edition(lecture)
        except ValueError as error:
            raise ValueError(f"{name} cannot be read as a lecture: {error}") from error
        texts[name] = bytes_of(edition)
        count += len(solutions)
    return texts | pages, f"{len(texts)} notebooks without outputs, {count} solutions taken out"


def main(words=None):
    """Write the student's edition; 0 when it is there, 2 when it was refused."""
    what = "The lectures without outputs and solutions."
    return make_folder(words, "student", "student", what, texts_of, alone=True)


if __name__ == "__main__":
    sys.exit(main())
