"""The lectures in the order of their list."""

import shutil

import pytest
from store_outputs import NOTEBOOKS

from rnnlab.publishing import lectures as module
from rnnlab.publishing.lectures import read_lectures


def test_they_come_in_their_order_with_their_words(monkeypatch):
    monkeypatch.setattr(module, "scenes_of", lambda path: {path.stem: {"kind": "scene"}})
    found = read_lectures(NOTEBOOKS)
    assert [one.stem for one in found] == sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    for one in found:
        assert one.notebook.cells[0].source.startswith(f"# {one.title}\n"), "the list says another title"
        assert one.words
        assert list(one.scenes) == [one.stem]


def test_a_lecture_that_is_not_listed_is_refused(tmp_path):
    shutil.copy(NOTEBOOKS / "README.md", tmp_path)
    with pytest.raises(ValueError, match=r"README\.md lists 01_concatenation, .*, but there are \."):
        read_lectures(tmp_path)
