"""After Run All, each code cell gives its stored output again: in reverse, each twice in a row, and in any order.

And the folded solutions run then, and pass: a lecture is run once for both.
"""

import copy
import random
import time
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from notebook_rules import solutions
from store_outputs import run, strip

LECTURES = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))
LONG = 1.5  # seconds: a cell that trains networks is run once more, in reverse, and is left out of the rest


class Opened:
    """A notebook in a kernel of its own, after Run All; `found` says in words what has gone wrong since."""

    def __init__(self, notebook, folder):
        self.notebook, self.stored, self.found = notebook, copy.deepcopy(notebook), []
        where = {"metadata": {"path": str(folder)}}
        self.client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources=where)
        self.took = {n: 0.0 for n, cell in enumerate(notebook.cells) if cell.cell_type == "code"}

    def run_all(self):
        for n in self.took:
            start = time.monotonic()
            self.execute("at first", n)
            self.took[n] = time.monotonic() - start

    def run_again(self):
        quick = [n for n in self.took if self.took[n] < LONG]
        for n in reversed(self.took):
            for _ in range(1 + (n in quick)):
                self.execute("in reverse, each twice", n)
        for n in random.Random(0).sample(quick, len(quick)):
            self.execute("shuffled", n)

    def execute(self, order, n):
        cell = self.notebook.cells[n]
        try:
            self.client.execute_cell(cell, n)
        except CellExecutionError as error:
            self.found.append(f"{order}: {cell.id} raises {error.ename}: {error.evalue}")
            return
        strip(self.notebook)
        if shown(cell) != shown(self.stored.cells[n]):
            self.found.append(f"{order}: {cell.id} shows something else")


def shown(cell):
    """What a cell shows, without the number of the run."""
    return [{k: v for k, v in output.items() if k != "execution_count"} for output in cell.outputs]


@pytest.fixture(scope="module", params=LECTURES, ids=lambda path: path.stem)
def lecture(request):
    opened = Opened(nbformat.read(request.param, as_version=4), request.param.parent)
    opened.number = int(request.param.stem.partition("_")[0])
    with opened.client.setup_kernel():
        opened.run_all()
        yield opened


def test_every_cell_gives_its_stored_output_again_in_any_order(lecture):
    lecture.run_again()
    assert lecture.found == []


def test_the_folded_solutions_run_after_the_lecture_and_pass_every_exercise(lecture):
    passed = "assert {{one['exercise'] for one in check.results() if one['passed']}} == set(check.exercises_of({}))"
    for code in (*solutions(lecture.notebook), passed.format(lecture.number)):
        lecture.client.execute_cell(nbformat.v4.new_code_cell(code), 0)


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        (["x = 1", "x", "x = 2"], "in reverse, each twice: cell-2 shows something else"),
        (
            ["f = len", "f('ab')", "f = 3"],
            "in reverse, each twice: cell-2 raises TypeError: 'int' object is not callable",
        ),
        (["c = 1", "c = 2 * c\nc"], "in reverse, each twice: cell-2 shows something else"),
    ],
)
def test_a_cell_that_another_one_spoils_is_seen(cells, what, tmp_path):
    made = [nbformat.v4.new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(cells, start=1)]
    notebook = nbformat.v4.new_notebook(cells=made)
    run(notebook, tmp_path)
    strip(notebook)
    opened = Opened(notebook, tmp_path)
    with opened.client.setup_kernel():
        opened.run_all()
        opened.run_again()
    assert what in opened.found
