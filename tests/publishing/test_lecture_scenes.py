"""The cells of a lecture, run once: what each is on a page."""

import base64
import re

import nbformat
import pytest

from rnnlab.publishing.scenes import scenes_of

PAIR = "from rnnlab import explore_join\n"


@pytest.fixture
def stored(tmp_path):
    """A notebook with one cell, stored with this HTML as its output."""

    def store(source, html=""):
        output = nbformat.v4.new_output("execute_result", {"text/html": html}, execution_count=1)
        cell = nbformat.v4.new_code_cell(source, id="one", outputs=[output], execution_count=1)
        path = tmp_path / "lecture.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
        return path

    return store


def test_every_cell_of_a_lecture_is_what_its_source_says(lecture, parts):
    kinds = {cell.id: parts[cell.id]["kind"] for cell in lecture.notebook.cells if cell.cell_type == "code"}
    sources = {cell.id: cell.source for cell in lecture.notebook.cells}
    assert len(kinds) == len(parts)
    for name, kind in kinds.items():
        last = sources[name].splitlines()[-1]
        wanted = "scene" if last.startswith("explore") else "yours" if last.startswith("check.") else "code"
        assert kind == ("predict" if sources[name].startswith("predict(") else wanted), name
    assert {"scene", "predict", "yours", "code"} == set(kinds.values())


def test_the_still_picture_of_a_scene_is_the_stored_one(lecture, parts):
    for cell in lecture.notebook.cells:
        if cell.cell_type == "code" and parts[cell.id]["kind"] == "scene":
            assert parts[cell.id]["still"] in cell.outputs[0].data["text/html"]


def test_a_stored_picture_that_is_not_the_one_that_is_drawn_is_refused(stored, lecture):
    cell = next(cell for cell in lecture.notebook.cells if cell.id == "open-scene")
    html = cell.outputs[0].data["text/html"]
    assert scenes_of(stored(PAIR + cell.source, html))["one"]["kind"] == "scene"
    text = base64.b64decode(re.search('base64,([^"]*)', html)[1])
    wrong = base64.b64encode(text.replace(b">11<", b">12<")).decode()
    with pytest.raises(RuntimeError, match="stored picture of cell 'one' is not the one that it draws: make notebooks"):
        scenes_of(stored(PAIR + cell.source, re.sub('base64,[^"]*', f"base64,{wrong}", html)))


def test_a_cell_that_fails_says_so(stored):
    with pytest.raises(RuntimeError, match=r"lecture\.ipynb could not be run:[\s\S]*ZeroDivisionError"):
        scenes_of(stored("1 / 0"))


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("from rnnlab import check\ncheck.rnn_step(lambda x, h, W, b: x)", "yours"),
        ("from rnnlab import explore_forward\nexplore_forward(step=lambda x, h, W, b: x)", "yours"),
        ("from rnnlab import race\nrace(one=lambda: 1, other=lambda: 2)", "live"),
        ("from rnnlab import predict\npredict('1 + 1?', answer=2)", "predict"),
        ("'check.this'", "code"),
    ],
)
def test_what_needs_a_kernel_is_told_from_what_does_not(stored, source, kind):
    assert scenes_of(stored(source)) == {"one": {"kind": kind}}


def test_a_cell_works_in_the_folder_of_its_notebook(stored):
    assert scenes_of(stored("from pathlib import Path\nassert Path('lecture.ipynb').exists()")) == {
        "one": {"kind": "code"}
    }
