"""Make the golden vectors: what PyTorch, Keras and ONNX say about small random networks.

    python -m tests.golden.make

in the folder of the repository, with torch, keras, onnx and onnxruntime installed, writes one file
per framework and cell into tests/golden, the same bytes each time on one machine. Other versions
and machines may differ in the last digits. The committed files were made with the versions that
each of them keeps: torch 2.13.0 (CPU), keras 3.15.1 on it, onnx 1.23.2, onnxruntime 1.32.0, numpy 2.4.6.

What a case holds is said in `cases.py`.
"""

import os
from importlib.metadata import version
from pathlib import Path

import numpy as np

from . import by_keras, by_onnx, by_torch
from .cases import save

FOLDER = Path(__file__).parent
SEED = 14  # one with which every option is on and off in every file, which tests/test_golden.py asserts
CELLS = ("RNN", "LSTM", "GRU")
SOURCES = {
    "torch": (by_torch, 32, ("torch", "numpy")),
    "keras": (by_keras, 14, ("keras", "torch", "numpy")),
    "onnx": (by_onnx, 16, ("onnxruntime", "onnx", "numpy")),
}


def make_case(source, cell, seed, number):
    """A random case of one framework and cell; one that proves little is drawn again."""
    rng = np.random.default_rng([seed, CELLS.index(cell), number])
    case = None
    while case is None or not says_much(case):
        options = source.draw_options(cell, rng)
        if number % 8 < 4:
            options["BTDH"[number % 4]] = 1
        case = source.run(options, rng)
    return case


def says_much(case):
    """Whether no result is all but zero: then it is what rounding left of numbers that cancel, or of dead units.

    Only the gradient of a recurrent weight may be zero, as it is where the one state that it meets is.
    """
    largest = {name: np.abs(array).max() for name, array in case.arrays.items()}
    recurrent = [name for name in largest if name.startswith("grad/") and ("weight_hh" in name or "recurrent" in name)]
    return all(size > 0.05 or (size == 0 and name in recurrent) for name, size in largest.items())


def main():
    """Write all files."""
    os.environ["KERAS_BACKEND"] = "torch"
    import torch

    torch.set_num_threads(1)
    for framework, (source, count, packages) in SOURCES.items():
        versions = {package: version(package) for package in packages}
        for cell in CELLS:
            path = FOLDER / f"{framework}_{cell.lower()}.npz"
            save(path, [make_case(source, cell, SEED, number) for number in range(count)], versions)
            print(f"{path.name}: {count} cases, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
