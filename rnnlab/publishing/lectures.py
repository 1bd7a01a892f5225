"""The lectures as they are stored, with what is known of each from the list of notebooks/README.md."""

import os
import re
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import nbformat
from nbformat import NotebookNode

from rnnlab.publishing.addresses import LIVE
from rnnlab.publishing.scenes import scenes_of

LISTED = re.compile(r"^\d+\. \[(?P<title>.+?)\]\((?P<stem>\w+)\.ipynb\): (?P<words>.+)$", re.M)


class Lecture(NamedTuple):
    """A lecture, and what is known of it; `parts` is as `scenes_of` gives it."""

    number: int
    stem: str
    title: str
    words: str
    notebook: NotebookNode
    parts: dict

    @property
    def source(self):
        return f"notebooks/{self.stem}.ipynb"

    @property
    def page(self):
        return f"{self.stem}.html"

    @property
    def slides(self):
        return f"slides/{self.stem}.html"

    @property
    def handout(self):
        return f"handout/{self.stem}.pdf"

    @property
    def live(self):
        return f"{LIVE}{self.stem}.ipynb"

    @property
    def scenes(self):
        return {name: part for name, part in self.parts.items() if part["kind"] == "scene"}

    def frames(self, name):
        """Where the pictures of a scene stand in the site."""
        return f"frames/{self.stem}/{name}.js"


def read_lectures(folder):
    """All lectures of a folder, in their order; their cells are run for it, several lectures at a time.

    Parameters
    ----------
    folder : Path

    Raises
    ------
    ValueError
        The list in its README.md names other lectures than there are.
    RuntimeError
        As in `scenes_of`.
    """
    listed = list(LISTED.finditer((folder / "README.md").read_text(encoding="utf-8")))
    stems, there = [found["stem"] for found in listed], sorted(path.stem for path in folder.glob("*.ipynb"))
    if stems != there:
        raise ValueError(f"{folder / 'README.md'} lists {', '.join(stems)}, but there are {', '.join(there)}.")
    paths = [folder / f"{stem}.ipynb" for stem in stems]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        # the last one takes longest: it is begun first
        running = {path: pool.submit(scenes_of, path) for path in reversed(paths)}
    return [
        Lecture(n, path.stem, found["title"], found["words"], nbformat.read(path, as_version=4), running[path].result())
        for n, (path, found) in enumerate(zip(paths, listed, strict=True), start=1)
    ]
