"""A folder made from the lectures: the command that reads them all, and writes over nothing that differs."""

import argparse
import sys
from pathlib import Path

import nbformat

from rnnlab.whole_files import write_whole


def read_lectures(folder):
    """The notebooks in a folder, and the pages beside them, which they link.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    lectures : dict of file name -> NotebookNode
    pages : dict of file name -> bytes

    Raises
    ------
    ValueError
        No notebooks there, or one that cannot be read.
    """
    lectures = {}
    for path in sorted(folder.glob("*.ipynb")):
        try:
            lectures[path.name] = nbformat.v4.reads(path.read_text(encoding="utf-8"))
            if not all("id" in cell for cell in lectures[path.name].cells):
                raise ValueError("a cell has no id: run make notebooks")  # nbformat would draw a new one each time
            nbformat.validate(lectures[path.name])
        except (OSError, ValueError, AttributeError, TypeError, nbformat.ValidationError) as error:
            raise ValueError(f"{path} cannot be read as a lecture: {error}") from error
    if not lectures:
        raise ValueError(f"{folder} holds no notebooks.")
    return lectures, {path.name: path.read_bytes() for path in sorted(folder.glob("*.md"))}


def bytes_of(notebook):
    """A notebook as the bytes of its file.

    Raises
    ------
    nbformat.ValidationError
    """
    nbformat.validate(notebook)
    return (nbformat.writes(notebook) + "\n").encode()


def refuse(out, texts, force, alone):
    """Say in an error why nothing may be written to the folder `out`.

    Parameters
    ----------
    out : Path
    texts : dict of path in it -> bytes
    force : bool
        Overwriting, and other files beside them, are wanted.
    alone : bool
        Nothing else may be there.

    Raises
    ------
    ValueError
    """
    if out.exists() and not out.is_dir():
        raise ValueError(f"{out} is a file: choose another folder with --out.")
    if force or not out.exists():
        return
    others = [path for path in sorted(out.iterdir()) if alone and path.name not in texts]
    if others:
        raise ValueError(f"{out} also holds {others[0].name}: choose another folder with --out, or add --force.")
    for path, text in ((out / name, text) for name, text in texts.items()):
        if path.exists() and not (path.is_file() and path.read_bytes() == text):
            raise ValueError(f"{path} is there and is different: choose another folder with --out, or add --force.")


def make_folder(words, name, out, what, make, alone):
    """The command `make NAME`; 0 when the folder is there, 2 when it was refused.

    Parameters
    ----------
    words : list of str or None
        The command line.
    name, out, what : str
        The command, the folder that it writes unless told otherwise, and what it makes, in words.
    make : function
        make(lectures, pages) returns the files (a dict of path -> bytes), and in words what they are.
    alone : bool
        Nothing else may be in the folder.
    """
    parser = argparse.ArgumentParser(prog=f"make {name}", description=what)
    parser.add_argument("--out", type=Path, default=Path(out), help="the folder to write (%(default)s)")
    parser.add_argument("--notebooks", type=Path, default=Path("notebooks"), help="where the lectures are (notebooks)")
    parser.add_argument("--force", action="store_true", help="overwrite what is there; other files stay")
    given = parser.parse_args(words)
    try:
        if given.out.resolve() == given.notebooks.resolve():
            raise ValueError(f"{given.out} is where the lectures are: their solutions would be lost.")
        texts, said = make(*read_lectures(given.notebooks))
        refuse(given.out, texts, given.force, alone)
        for path, text in texts.items():
            (given.out / path).parent.mkdir(parents=True, exist_ok=True)
            write_whole(given.out / path, text)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"Nothing was written: {error}\n")
        return 2
    sys.stdout.write(f"{given.out}: {said}\n")
    return 0
