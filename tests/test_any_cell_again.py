"""After Run All, each code cell gives its stored output again: in reverse, each twice in a row, and in any order."""

import copy
import random
import time
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from store_outputs import run, strip

LECTURES = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))
LONG = 1.5  # seconds: a cell that trains networks is run once more, in reverse, and is left out of the rest


def shown(cell):
    """What a cell shows, without the number of the run."""
    return [{k: v for k, v in output.items() if k != "execution_count"} for output in cell.outputs]


def differences(notebook, folder):
    """Where a cell that is run again fails or shows something else than at first: words, one for each."""
    stored, took, found = copy.deepcopy(notebook), {}, []
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
    with client.setup_kernel():

        def execute(order, numbers):
            for n in numbers:
                cell, start = notebook.cells[n], time.monotonic()
                try:
                    client.execute_cell(cell, n)
                except CellExecutionError as error:
                    found.append(f"{order}: {cell.id} raises {error.ename}: {error.evalue}")
                    continue
                finally:
                    took.setdefault(n, time.monotonic() - start)
                strip(notebook)
                if shown(cell) != shown(stored.cells[n]):
                    found.append(f"{order}: {cell.id} shows something else")

        code = [n for n, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
        execute("at first", code)
        quick = [n for n in code if took[n] < LONG]
        execute("in reverse, each twice", [n for n in reversed(code) for _ in range(1 + (n in quick))])
        execute("shuffled", random.Random(0).sample(quick, len(quick)))
    return found


@pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
def test_every_cell_gives_its_stored_output_again_in_any_order(path):
    assert differences(nbformat.read(path, as_version=4), path.parent) == []


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
    assert what in differences(notebook, tmp_path)
