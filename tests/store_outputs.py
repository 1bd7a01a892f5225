"""Run the lectures and store their outputs: the one way in which a notebook here is written.

    python tests/store_outputs.py [notebook …]        (without arguments: every lecture)

Run twice, it writes the same bytes: each notebook gets a fresh kernel, and nothing is kept that
changes by itself (times, Python's version) or that a reader's JupyterLab could not show (the views
and states of widgets). A notebook in which a cell fails is left as it was.
"""

import json
import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from rnnlab import explore_formulas
from rnnlab.drawing.animation import animate

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
README_PICTURE = NOTEBOOKS / "images" / "formulas.svg"
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def read(path):
    """Read a notebook as nbformat 4.5; a cell without an id gets one from its position."""
    content = json.loads(Path(path).read_text(encoding="utf-8"))
    taken = {cell.get("id") for cell in content["cells"]}
    for position, cell in enumerate(content["cells"], start=1):
        if "id" not in cell:
            name = f"cell-{position:02d}"
            while name in taken:
                name += "x"
            cell["id"] = name
            taken.add(name)
    content["nbformat"], content["nbformat_minor"] = 4, 5
    return nbformat.reads(json.dumps(content), as_version=4)


def run(notebook, folder):
    """Run all cells of `notebook` in place, in a fresh kernel of this Python, working in `folder`."""
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
    ).execute()


def strip(notebook):
    """Drop, in place, what changes from run to run or cannot be shown from a file."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        for key in ("execution", "trusted", "collapsed", "scrolled"):
            cell.metadata.pop(key, None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
        if "outputs" in cell:  # a view alone was there to be watched
            cell.outputs = [output for output in cell.outputs if output.get("data") != {}]


def text_of(notebook):
    """The text of the notebook's file: what nbformat writes, with one newline at the end."""
    nbformat.validate(notebook)
    return nbformat.writes(notebook, version=4) + "\n"


def store(path):
    """Run the notebook at `path` and store its outputs there; say what happened."""
    path = Path(path).resolve()
    notebook = read(path)
    try:
        run(notebook, path.parent)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        print(f"{path.name}: cell {_running(notebook)} failed; the file is left as it was.\n\n{error}", file=sys.stderr)
        return False
    strip(notebook)
    text = text_of(notebook)
    changed = text != path.read_text(encoding="utf-8")
    if changed:
        path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{path.name}: {'stored' if changed else 'unchanged'}")
    return True


def draw_readme_picture():
    """Frames of the explorer of lecture 2 itself, one for each product that joins the sums."""
    explorer = explore_formulas(show=("k",), k=0)
    frames = []
    for k in range(explorer.controls["k"].max + 1):
        explorer.set(k=k)
        frames.append(explorer.svg)
    return animate(frames, "Two formulas, one network: both sums grow product by product, to the same result")


def _running(notebook):
    """Number of the cell that was run last; 1 is the first cell, of any kind."""
    ran = [n for n, cell in enumerate(notebook.cells, start=1) if cell.get("execution_count") or cell.get("outputs")]
    return ran[-1] if ran else 1


def main(arguments):
    """Store every notebook named in `arguments`; 0 when all of them ran."""
    paths = arguments or sorted(NOTEBOOKS.glob("*.ipynb"))
    if not paths:
        print(f"no notebook in {NOTEBOOKS.name}/", file=sys.stderr)
        return 1
    stored = [store(path) for path in paths]
    if not arguments and all(stored):
        README_PICTURE.parent.mkdir(exist_ok=True)
        README_PICTURE.write_text(draw_readme_picture(), encoding="utf-8", newline="\n")
    return 0 if all(stored) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
