"""Make the student's edition of the lectures: python -m rnnlab.classroom.student [--out FOLDER]

A folder of the same notebooks, not run yet and without the folded solutions of "Your turn".
"""

import argparse
import sys
from pathlib import Path

import nbformat

from rnnlab.classroom.edition import student_edition
from rnnlab.whole_files import write_whole


def texts_of(folder):
    """The files of the student's edition: the lectures, and the pages beside them, which they link.

    Parameters
    ----------
    folder : Path
        Where the lectures are.

    Returns
    -------
    texts : dict of file name -> bytes
    solutions : int
        How many were taken out.

    Raises
    ------
    ValueError
        No notebooks there, or one that cannot be read.
    """
    texts, solutions = {}, 0
    for path in sorted(folder.glob("*.ipynb")):
        try:
            edition, count = student_edition(nbformat.v4.reads(path.read_text(encoding="utf-8")))
            if not all("id" in cell for cell in edition.cells):
                raise ValueError("a cell has no id: run make notebooks")  # nbformat would draw a new one each time
            nbformat.validate(edition)
        except (OSError, ValueError, AttributeError, TypeError, nbformat.ValidationError) as error:
            raise ValueError(f"{path} cannot be read as a lecture: {error}") from error
        texts[path.name] = (nbformat.writes(edition) + "\n").encode()
        solutions += count
    if not texts:
        raise ValueError(f"{folder} holds no notebooks.")
    return texts | {path.name: path.read_bytes() for path in sorted(folder.glob("*.md"))}, solutions


def refuse(out, texts, force):
    """Say in an error why nothing may be written to the folder `out`.

    Parameters
    ----------
    out : Path
    texts : dict of file name -> bytes
    force : bool
        Overwriting, and other files beside them, are wanted.

    Raises
    ------
    ValueError
    """
    if out.exists() and not out.is_dir():
        raise ValueError(f"{out} is a file: choose another folder with --out.")
    for path in sorted(out.iterdir()) if out.exists() and not force else ():
        if path.name not in texts:
            raise ValueError(f"{out} also holds {path.name}: choose another folder with --out, or add --force.")
        if not path.is_file() or path.read_bytes() != texts[path.name]:
            raise ValueError(f"{path} is there and is different: choose another folder with --out, or add --force.")


def main(arguments=None):
    """Write the student's edition; 0 when it is there, 2 when it was refused."""
    parser = argparse.ArgumentParser(prog="make student", description="The lectures without outputs and solutions.")
    parser.add_argument("--out", type=Path, default=Path("student"), help="the folder to write (student)")
    parser.add_argument("--notebooks", type=Path, default=Path("notebooks"), help="where the lectures are (notebooks)")
    parser.add_argument("--force", action="store_true", help="overwrite what is there; other files stay")
    given = parser.parse_args(arguments)
    try:
        if given.out.resolve() == given.notebooks.resolve():
            raise ValueError(f"{given.out} is where the lectures are: their solutions would be lost.")
        texts, solutions = texts_of(given.notebooks)
        refuse(given.out, texts, given.force)
        given.out.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            write_whole(given.out / name, text)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"No student's edition: {error}\n")
        return 2
    count = sum(name.endswith(".ipynb") for name in texts)
    sys.stdout.write(f"{given.out}: {count} notebooks without outputs, {solutions} solutions taken out\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
