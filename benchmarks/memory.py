"""What a lecture and the package cost: megabytes and seconds, as medians of runs that take turns."""

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient

HERE = Path(__file__).resolve().parent
IMPORT = """
import json, sys, time, psutil
start = time.perf_counter()
__import__(sys.argv[1])
took = time.perf_counter() - start
print(json.dumps([took * 1000, psutil.Process().memory_info().rss / 2**20]))
"""
PARTS = ["lint", "unit", "lectures", "browser"]


def run_all(path):
    """Seconds of Run All in a fresh kernel, and the kernel's memory after it; without a path, a bare kernel."""
    notebook = nbformat.read(path, as_version=4) if path else nbformat.v4.new_notebook()
    notebook.cells.append(nbformat.v4.new_code_cell("1"))
    manager = KernelManager(kernel_name="python3")
    client = NotebookClient(notebook, km=manager, resources={"metadata": {"path": str(path.parent if path else HERE)}})
    with client.setup_kernel():
        client.kc.execute_interactive("1", silent=True)
        start = time.perf_counter()
        for index, cell in enumerate(notebook.cells):
            client.execute_cell(cell, index)
        seconds = time.perf_counter() - start
        return seconds, psutil.Process(manager.provisioner.pid).memory_info().rss / 2**20


def lectures(repeats=3):
    """One row for a bare kernel, each lecture and the naive way: MB, the ratio to the bare kernel, seconds."""
    paths = [None, *sorted((HERE.parent / "notebooks").glob("*.ipynb")), HERE / "naive.ipynb"]
    runs = [[run_all(path) for path in paths] for _ in range(repeats)]
    seconds, megabytes = ([statistics.median(run[n][k] for run in runs) for n in range(len(paths))] for k in (0, 1))
    names = [path.stem if path else "bare kernel" for path in paths]
    return [
        {"notebook": name, "MB": round(mb, 1), "times_bare": round(mb / megabytes[0], 2), "run_all_s": round(s, 2)}
        for name, mb, s in zip(names, megabytes, seconds, strict=True)
    ]


def imports(repeats=15):
    """ms and MB of `import rnnlab` and of `import numpy`, and their ratios."""
    runs = {"numpy": [], "rnnlab": []}
    for _ in range(repeats):
        for name, results in runs.items():
            answer = subprocess.run([sys.executable, "-c", IMPORT, name], capture_output=True, text=True, check=True)
            results.append(json.loads(answer.stdout))
    medians = {
        name: [statistics.median(column) for column in zip(*results, strict=True)] for name, results in runs.items()
    }
    return [
        {
            "import": name,
            "ms": round(ms, 1),
            "MB": round(mb, 1),
            "times_numpy_ms": round(ms / medians["numpy"][0], 2),
            "times_numpy_MB": round(mb / medians["numpy"][1], 2),
        }
        for name, (ms, mb) in medians.items()
    ]


def tests():
    """Seconds of each part of `make test`, in an environment that is set up already."""
    rows = []
    for part in PARTS:
        start = time.perf_counter()
        done = subprocess.run(["make", "--silent", part], cwd=HERE.parent, stdout=subprocess.DEVNULL, check=False)
        rows.append({"make": part, "s": round(time.perf_counter() - start, 1), "passed": done.returncode == 0})
    return rows
