"""After Run All, each code cell gives its stored output again: in reverse, each twice in a row, and in any order.

And the folded solutions run then, and pass: a lecture is run once for both.
"""

import random
from pathlib import Path

import nbformat
import pytest
from notebook_rules import solutions
from running import Running, lecture_of
from store_outputs import run, strip

LECTURES = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))
LONG = 1.5  # seconds: a cell that trains networks is run once more, in reverse, and is left out of the rest


def run_again(notebook):
    """After Run All: what goes wrong then, in words."""
    quick = [n for n in notebook.places if notebook.seconds[n] < LONG]
    reverse = [n for n in reversed(notebook.places) for _ in range(1 + (n in quick))]
    orders = {"in reverse, each twice": reverse, "shuffled": random.Random(0).sample(quick, len(quick))}
    return [f"{order}: {wrong}" for order, places in orders.items() for n in places if (wrong := notebook.run(n))]


@pytest.fixture(params=LECTURES, ids=lambda path: path.stem)
def path(request):
    return request.param


def test_every_cell_gives_its_stored_output_again_in_any_order(path):
    lecture, wrong = lecture_of(path)
    assert wrong == []
    assert run_again(lecture) == []


def test_the_folded_solutions_run_after_the_lecture_and_pass_every_exercise(path, monkeypatch):
    monkeypatch.setattr("rnnlab.check.record._latest", {})
    lecture, _ = lecture_of(path)
    after = Running(lecture.notebook, lecture.folder)
    after.names.update(lecture.names)
    number = int(path.stem.partition("_")[0])
    passed = "assert {{one['exercise'] for one in check.results() if one['passed']}} == set(check.exercises_of({}))"
    for code in (*solutions(lecture.notebook), passed.format(number)):
        error, said, _ = after.execute(code)
        assert error is None, said


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
    running = Running(notebook, tmp_path)
    assert running.run_all() == []
    assert what in run_again(running)
