"""The first lecture, its cells run once for all tests here; and all lectures, as if none had a scene."""

from pathlib import Path

import nbformat
import pytest

from rnnlab.publishing.lectures import LISTED, Lecture
from rnnlab.publishing.scenes import scenes_of

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"


def all_lectures(**parts):
    """All lectures; those without parts are pages on which nothing moves."""
    found = LISTED.finditer((NOTEBOOKS / "README.md").read_text(encoding="utf-8"))
    lectures = []
    for n, one in enumerate(found, start=1):
        notebook = nbformat.read(NOTEBOOKS / f"{one['stem']}.ipynb", as_version=4)
        still = {cell.id: {"kind": "code"} for cell in notebook.cells if cell.cell_type == "code"}
        own = parts.get(one["stem"], still)
        lectures.append(Lecture(n, one["stem"], one["title"], one["words"], notebook, own))
    return lectures


@pytest.fixture(scope="session")
def parts():
    """Of lecture 1."""
    return scenes_of(NOTEBOOKS / "01_concatenation.ipynb")


@pytest.fixture(scope="session")
def lectures(parts):
    return all_lectures(**{"01_concatenation": parts})


@pytest.fixture(scope="session")
def lecture(lectures):
    return lectures[0]
