"""A lecture as slides: a notebook with one cell a slide; nbconvert finds where a section begins and ends."""

import shutil
import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from nbformat.v4 import new_markdown_cell, new_notebook

from rnnlab.publishing.rendering import cells_of
from rnnlab.publishing.slide_parts import slides_of

# Its major version says where its files are.
REVEAL, FILES = "reveal.js@6", ("dist/reset.css", "dist/reveal.css", "dist/reveal.js", "LICENSE")


class NoReveal(RuntimeError):
    """Why there are no slides."""


def write_slides(lectures, out):
    """The slides of each lecture, in slides/ in the folder of the site."""
    for lecture in lectures:
        path = out / lecture.slides
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(slides_page(lecture), encoding="utf-8", newline="\n")


def slides_page(lecture):
    """The slides of a lecture: HTML text. reveal.js is expected in reveal/, beside slides/."""
    cells = [
        new_markdown_cell(html, id=f"slide-{n}", metadata={"slideshow": {"slide_type": kind}})
        for n, (kind, html) in enumerate(slides_of(lecture))
    ]
    return cells_of(new_notebook(cells=cells), link=None, template="slides", lecture=lecture)


def put_reveal(out, source=None):
    """Put the files of reveal.js that slides need into a folder.

    Parameters
    ----------
    out : Path
    source : Path, optional
        A folder with the npm package reveal.js; npm is asked for it where this is missing.

    Raises
    ------
    NoReveal
        There is no npm, it gave no package, or a file is not there.
    """
    files = of_npm() if source is None else of_folder(source)
    out.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (out / Path(name).name).write_bytes(data)


def of_folder(source):
    """The files as they are in a folder, the unpacked package."""
    absent = [name for name in FILES if not (source / name).is_file()]
    if absent:
        raise NoReveal(f"{source} has no {absent[0]}: it must hold the npm package {REVEAL}")
    return {name: (source / name).read_bytes() for name in FILES}


def of_npm():
    """The files from npm, which knows where its packages come from."""
    npm = shutil.which("npm")
    if npm is None:
        raise NoReveal("no npm on this machine, which brings reveal.js; or give its folder with --reveal")
    with TemporaryDirectory() as folder:
        done = subprocess.run([npm, "pack", REVEAL, "--silent"], cwd=folder, capture_output=True, text=True)
        packed = next(Path(folder).glob("*.tgz"), None)
        if done.returncode or packed is None:
            raise NoReveal(f"npm could not get {REVEAL}: {done.stderr.strip()[-500:]}")
        with tarfile.open(packed) as archive:
            return {name: archive.extractfile(f"package/{name}").read() for name in FILES}
