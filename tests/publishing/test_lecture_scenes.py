"""The cells of a lecture, run once: what each is on a page."""

import base64
import re

import nbformat
import pytest

from rnnlab.publishing.scenes import scenes_of

PAIR = "from rnnlab import explore_join\n"
KINDS = {
    "from rnnlab import check\ncheck.rnn_step(lambda x, h, W, b: x)": "yours",
    "from rnnlab import explore_forward\nexplore_forward(step=lambda x, h, W, b: x)": "yours",
    "from rnnlab import race\nrace(one=lambda: 1, other=lambda: 2)": "live",
    "from rnnlab import predict\npredict('1 + 1?', answer=2)": "predict",
    "'check.this'": "code",
    "from pathlib import Path\nassert Path('lecture.ipynb').exists()": "code",  # it works in the notebook's folder
}


@pytest.fixture
def stored(tmp_path):
    """A notebook whose cells are sources, stored with this HTML as their output; they are called cell-0, cell-1 …"""

    def store(cells):
        made = []
        for source, html in cells.items():
            output = nbformat.v4.new_output("execute_result", {"text/html": html}, execution_count=1)
            made.append(nbformat.v4.new_code_cell(source, id=f"cell-{len(made)}", outputs=[output], execution_count=1))
        path = tmp_path / "lecture.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=made), path)
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
    """Of two cells the first, with the right picture, is taken."""
    cell = next(cell for cell in lecture.notebook.cells if cell.id == "open-scene")
    html = cell.outputs[0].data["text/html"]
    text = base64.b64decode(re.search('base64,([^"]*)', html)[1])
    wrong = base64.b64encode(text.replace(b">11<", b">12<")).decode()
    cells = {PAIR + cell.source: html, cell.source: re.sub('base64,[^"]*', f"base64,{wrong}", html)}
    with pytest.raises(RuntimeError, match="stored picture of cell 'cell-1' is not the one that it draws: make noteb"):
        scenes_of(stored(cells))


def test_a_cell_that_fails_says_so(stored):
    with pytest.raises(RuntimeError, match=r"lecture\.ipynb could not be run:[\s\S]*ZeroDivisionError"):
        scenes_of(stored({"1 / 0": ""}))


def test_what_needs_a_kernel_is_told_from_what_does_not(stored):
    found = scenes_of(stored(dict.fromkeys(KINDS, "")))
    assert list(found.values()) == [{"kind": kind} for kind in KINDS.values()]
