"""Run the cells of a lecture once, and keep of each what a page shows: python -m rnnlab.publishing.scenes NOTEBOOK OUT

This is done in a process of its own, without a kernel: IPython runs a cell and gives its last value, and an
explorer among them is moved through its values. `scenes_of` starts it.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from rnnlab.drawing.picture import as_image
from rnnlab.explorers import Explorer
from rnnlab.explorers.predict import Prediction
from rnnlab.publishing.frames import frames_of

YOURS, RUNS = (re.compile(rf"^(?:\w+ = )?(?:{name})\(", re.M) for name in (r"check\.\w+", "watch|race"))
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def scenes_of(path):
    """What each code cell of a lecture is on its page.

    Parameters
    ----------
    path : Path
        Of a stored notebook.

    Returns
    -------
    dict of cell id -> dict
        kind: "scene", a picture that moves, with `still`, as it starts, and what `frames_of` gives;
        "predict"; "yours", what waits for the reader's own function (a check, an explorer driven by
        it); "live", what runs where the reader is (a training, a race); "code", everything else.

    Raises
    ------
    RuntimeError
        A cell raised an error, or an explorer does not start as its stored picture says.
    """
    with TemporaryDirectory() as folder:
        out = Path(folder) / "scenes.json"
        command = [sys.executable, "-m", "rnnlab.publishing.scenes", str(path), str(out)]
        own = {"IPYTHONDIR": folder, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        done = subprocess.run(
            command, env={**os.environ, **ONE_THREAD, **own}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        if done.returncode:
            raise RuntimeError(f"{path.name} could not be run:\n{done.stderr.decode(errors='replace')[-3000:]}")
        return json.loads(out.read_text(encoding="utf-8"))


def run_lecture(path):
    """`scenes_of` in this process: its cells work in the notebook's folder."""
    shell = InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}))
    os.chdir(path.parent)
    parts = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:  # nbformat alone takes longer to load than this
        if cell["cell_type"] == "code":
            source = "".join(cell["source"])
            ran = shell.run_cell(source, store_history=True)
            ran.raise_error()
            parts[cell["id"]] = part_of(cell, source, ran.result)
    return parts


def part_of(cell, source, result):
    """What a cell is on its page, from its source, its stored outputs and its last value."""
    if isinstance(result, Prediction):
        return {"kind": "predict"}
    if isinstance(result, Explorer) and "rnnlab-driven" not in result._dom_classes:
        still = as_image(result.svg)
        if still not in [stored_picture(output) for output in cell["outputs"]]:
            raise RuntimeError(
                f"The stored picture of cell {cell['id']!r} is not the one that it draws: make notebooks"
            )
        return {"kind": "scene", "still": still, **frames_of(result)}
    if isinstance(result, Explorer) or YOURS.search(source):
        return {"kind": "yours"}
    return {"kind": "live" if RUNS.search(source) else "code"}


def stored_picture(output):
    """The image of a stored output, without the caption that says to run its cell."""
    return "".join(output.get("data", {}).get("text/html", "")).partition("\n<p><em>")[0]


def main(notebook, out):
    parts = run_lecture(Path(notebook).resolve())
    Path(out).write_text(json.dumps(parts), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
