"""The package as it is in a browser: run as a script, in a Python that can do what Pyodide can, and prints what it did.

No thread and no process can be started, and what Pyodide lacks cannot be imported.
"""

import _thread
import ast
import json
import subprocess
import sys
import threading
import time
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
ABSENT = ("psutil", "safetensors", "onnx", "h5py", "matplotlib", "jupyterlab", "jupyter_server")
LONG = ("08_training",)  # it trains for a quarter of a minute


def refuse(*arguments, **options):
    raise RuntimeError("can't start new thread")


for module in (_thread, threading):
    for name in ("start_new_thread", "start_joinable_thread"):  # the second since Python 3.13
        for there in {name, f"_{name}"} & set(vars(module)):
            setattr(module, there, refuse)
subprocess._can_fork_exec = False
sys.modules.update(dict.fromkeys(ABSENT))
sys.path[:0] = [str(HERE.parent), str(HERE / "check")]

import backward_solutions  # noqa: E402
import inspection_solutions  # noqa: E402
import numpy as np  # noqa: E402
import right_solutions  # noqa: E402
import training_solutions  # noqa: E402
import variant_solutions  # noqa: E402
import wrong_solutions  # noqa: E402

import rnnlab  # noqa: E402
from rnnlab import check, frameworks  # noqa: E402
from rnnlab.frameworks import keras_files  # noqa: E402

BOTH = backward_solutions, variant_solutions, training_solutions, inspection_solutions
RIGHT, WRONG = (right_solutions, *BOTH), (wrong_solutions, *BOTH)


def judge():
    """The names of the exercises, the number of right and wrong functions, and those that were misjudged."""
    wanted = [(name, "passed", f) for module in RIGHT for name, functions in module.RIGHT.items() for f in functions]
    wanted += [
        (name, mistake, f)
        for module in WRONG
        for name, mistakes in module.WRONG.items()
        for mistake, functions in mistakes.items()
        for f in functions
    ]
    judged = [(name, mistake, getattr(check, name)(f).diagnosis) for name, mistake, f in wanted]
    return {
        "exercises": sorted({name for name, _, _ in judged}),
        "right": sum(mistake == "passed" for _, mistake, _ in judged),
        "wrong": sum(mistake != "passed" for _, mistake, _ in judged),
        "misjudged": [one for one in judged if one[1] != one[2]],
    }


def for_ever(x, h, W_h, b_h):
    while True:
        pass


def whatever_is_raised(x, h, W_h, b_h):
    while True:
        try:
            h = h @ W_h
        except BaseException:
            x = x + 1


def in_a_call(x, h, W_h, b_h):
    return max(iter(int, 1), key=lambda number: 0)


def in_a_generator(x, h, W_h, b_h):
    return sum(1 for _ in iter(int, 1))


def too_late(x, h, W_h, b_h):
    time.sleep(0.4)
    return right_solutions.step(x, h, W_h, b_h)


def stop():
    """What is said of functions that do not end, and the seconds that it took."""
    functions = for_ever, whatever_is_raised, in_a_call, in_a_generator, too_late
    said = {}
    for function in functions:
        start = time.monotonic()
        said[function.__name__] = check.rnn_step(function, seconds=0.3).diagnosis, time.monotonic() - start
    piece = check.museum("σ(2x) for σ(x)", lambda f: for_ever(*"xhWb"), rnnlab.sigmoid, abs, seconds=0.1)
    said["museum"] = piece.diagnosis, 0.0
    driven = rnnlab.explore_forward(step=for_ever)
    said["an explorer"] = "does not end" if "did not finish" in driven.svg else driven.svg, 0.0
    return said


def move(explorer):
    """Each control to another value and back; the number of pictures that were drawn."""
    pictures = {explorer.svg}
    for name in explorer.on_page:
        control = explorer.controls[name]
        first = control.value
        others = control.options if hasattr(control, "options") else [getattr(control, "max", not first)]
        for value in (others[-1], first):
            control.value = value
            pictures.add(explorer.svg)
    return len(pictures)


def run_lecture(path):
    """All cells, one after the other; the number of pictures that each explorer in them drew when it was moved."""
    names, moved = {}, []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            tree = ast.parse("".join(cell["source"]))
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, cell["id"], "exec"), names)
            value = last and eval(compile(ast.Expression(last.value), cell["id"], "eval"), names)
            if isinstance(value, rnnlab.Explorer):
                moved.append(move(value))
    return moved


def train():
    """A training that is watched, and a race: the steps that were done, and the names in the race."""
    rng = np.random.default_rng(0)
    model = rnnlab.init_model(rnnlab.init_lstm(3, 4, rng), K=3, rng=rng)
    letters = rng.integers(3, size=(20, 8, 6))
    records = rnnlab.train(model, (rnnlab.Batch(np.eye(3)[one], one) for one in letters))
    watched = rnnlab.watch(records, steps=20)
    return len(watched.losses), rnnlab.race(rounds=2, one=lambda: 1, two=lambda: 2).names


def refused():
    """What is said where a package is needed that is not there, one sentence each."""
    params = rnnlab.init_lstm(3, 4, np.random.default_rng(0))
    stack = rnnlab.Stack([rnnlab.Layer(params)])

    def says(function, *arguments):
        try:
            function(*arguments)
        except ImportError as error:
            return str(error)
        return "nothing"

    save = [says(frameworks.save_weights, f"weights.{suffix}", stack) for suffix in ("safetensors", "onnx")]
    return [*save, says(keras_files.find_keras, "weights.keras"), says(import_module, "rnnlab.classroom.score")]


def main():
    done = {"judge": judge(), "stop": stop() if hasattr(sys, "monitoring") else None}
    made = {name: move(getattr(rnnlab, name)()) for name in rnnlab.__all__ if name.startswith("explore_")}
    done |= {"explorers": made, "train": train(), "refused": refused()}
    lectures = [path for path in sorted(HERE.parent.glob("notebooks/*.ipynb")) if path.stem not in LONG]
    done["lectures"] = {path.stem: run_lecture(path) for path in lectures}
    print(json.dumps(done))


if __name__ == "__main__":
    main()
