"""How fast it is on this machine: `make bench`, or python -m benchmarks.

Prints tables and, with --json, writes the same as JSON. It is a measurement, not a test: nothing
fails here. The goals are printed under each table.
"""

import argparse
import json
import os
import platform
import shlex
import sys
from importlib.metadata import version
from pathlib import Path

from benchmarks import checks, latency, memory, speed, training

PACKAGES = ["numpy", "matplotlib", "ipywidgets", "jupyterlab", "jupyter_server"]
GOALS = {
    "slider to picture": "p50 at most 35 ms, p95 at most 50 ms and a fifth of naive's; the last state of a burst "
    "within 250 ms; no blank frame, no change of height; at most 25 kB per update, 1 MB per 100 moves",
    "every scene": "p95 at most 50 ms",
    "lectures": "at most 1.4 times a bare kernel where no curve is plotted; Run All within 5 s",
    "checks": "200 ms for each",
    "imports": "import rnnlab at most 1.3 times import numpy",
    "make test": "300 s in all, unit 90 s",
    "forward": "PyTorch / ours at least: RNN 4.1 3.7, 2.4 2.1, 2.0 1.9; GRU 2.7 2.5, 2.0 1.4, 2.0 1.3; LSTM 0.7 2.9, "
    "0.6 1.8, 0.8 1.4 (float32 float64 at lecture, middle, large size; they depend on the processor)",
    "forward and backward": "PyTorch / ours at least: RNN 14 12, 3.4 3.9; GRU 13 11, 3.3 1.7; LSTM 0.7 11, 0.7 1.9",
    "training": "ours ahead of PyTorch everywhere: the ratio above 1",
    "long sequences": "the time per step stays within 15 %; what is kept is the trace and the x beside it",
    "a step of the float32 LSTM": "none: it shows where the time goes",
}


def machine():
    """What was measured on."""
    packages = {name: version(name) for name in PACKAGES}
    load = round(os.getloadavg()[0], 1)
    return {
        "cores": os.cpu_count(),
        "load": load,
        "system": platform.system(),
        "python": platform.python_version(),
        **packages,
        **speed.blas(),
    }


def table(title, rows):
    """The rows as text: one line each, columns aligned, and the goal under them."""
    columns = list(rows[0])
    cells = [columns, *([str(row[name]) for name in columns] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in cells]
    return "\n".join([f"\n{title}", *lines, f"Goal: {GOALS[title]}."])


def main():
    options = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    options.add_argument("--json", metavar="FILE", help="write the numbers here too")
    options.add_argument("--steps", type=int, default=60, help="single steps of each slider (60)")
    parts = ["speed", "training", "checks", "latency", "scenes", "memory", "tests"]
    options.add_argument("--only", choices=parts, action="append", help="only this part")
    options.add_argument("--tests", action="store_true", help="also time the parts of make test")
    chosen = options.parse_args()
    parts = chosen.only or [part for part in parts if part != "tests" or chosen.tests]

    command = shlex.join(["python", "-m", "benchmarks", *sys.argv[1:]])
    print(f"{command}\n{machine()}", flush=True)
    measured = {
        "speed": {
            "forward": lambda: speed.cells("forward", speed.SIZES),
            "forward and backward": lambda: speed.cells("training", ["lecture", "middle"]),
            "long sequences": speed.steps,
            "a step of the float32 LSTM": speed.profile,
        },
        "training": {"training": training.training},
        "checks": {"checks": checks.checks},
        "memory": {"imports": memory.imports, "lectures": memory.lectures},
        "latency": {"slider to picture": lambda: latency.measure(chosen.steps)},
        "scenes": {"every scene": lambda: latency.scenes(chosen.steps)},
        "tests": {"make test": memory.tests},
    }
    results = {}
    for part in parts:
        for title, measure in measured[part].items():
            results[title] = measure()
            print(table(title, results[title]), flush=True)
    if chosen.json:
        written = {"command": command, "machine": machine(), **results}
        Path(chosen.json).write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
