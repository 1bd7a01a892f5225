"""Other random networks, computed here and now by whichever of PyTorch, Keras and onnxruntime is installed.

A framework that is not installed is skipped, unless the environment variable RNNLAB_PARITY names it,
as in RNNLAB_PARITY=torch,onnxruntime: then it is a failure.
"""

import importlib
import os

import pytest
from golden import make
from golden.compare import assert_equal_arrays, run

NEEDED = {"torch": ("torch",), "keras": ("keras", "torch"), "onnxruntime": ("onnxruntime", "onnx")}
SEED = 3  # other networks than the golden ones, which have another seed
REQUIRED = [name.strip() for name in os.environ.get("RNNLAB_PARITY", "").split(",") if name.strip()]


@pytest.fixture(scope="module", params=NEEDED)
def framework(request):
    """The name of one that is installed: imported here, because that takes seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KERAS_BACKEND", "torch")
        for package in NEEDED[request.param]:
            if request.param in REQUIRED:
                importlib.import_module(package)
            else:
                pytest.importorskip(package, reason=f"{package} is not installed, nor required by RNNLAB_PARITY")
    return request.param.removesuffix("runtime")


def test_what_is_required_is_known():
    assert set(REQUIRED) <= NEEDED.keys(), f"RNNLAB_PARITY may name {', '.join(NEEDED)}"


@pytest.mark.parametrize("number", range(20))
@pytest.mark.parametrize("cell", make.CELLS)
def test_rnnlab_computes_what_the_framework_computes(framework, cell, number):
    case = make.make_case(make.SOURCES[framework][0], cell, SEED, number)
    assert_equal_arrays(run(framework, case), case)
