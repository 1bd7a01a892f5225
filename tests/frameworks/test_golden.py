"""What PyTorch, Keras and ONNX said about random networks, once: rnnlab says the same. None of them is needed here."""

from pathlib import Path

import numpy as np
import pytest
from golden import by_onnx, make
from golden.cases import Case, load, within
from golden.compare import READ, assert_equal_arrays, run

from rnnlab import stack_forward

PATHS = sorted((Path(__file__).parent / "golden").glob("*.npz"))
CASES = {path.stem: load(path)[0] for path in PATHS}
SIZES = ("B", "T", "D", "H")
BOTH = {False, True}
OPTIONS = {  # what each option must have been in the cases of a file, if they have it
    "dtype": {"float32", "float64"},
    "layers": {1, 2, 3},
    "bidirectional": BOTH,
    "direction": {"forward", "reverse", "bidirectional"},
    "bias": BOTH,
    "use_bias": BOTH,
    "states": BOTH,
    "h0": BOTH,
    "c0": BOTH,
    "batched": BOTH,
    "lengths": BOTH,
    "nonlinearity": {"tanh", "relu"},
    "reset_after": BOTH,
    "linear_before_reset": {0, 1},
    "peepholes": BOTH,
    "input_forget": {0, 1},
}
OF_KERAS = {
    "dtype": {"float32"},
    "layers": {1, 2},
    "direction": {"forward", "backward", "both"},
    "activation": {"tanh", "relu"},
}


def name_of(file, number, options):
    """Such as torch_gru-07-float32-B2-T3-D1-H4-layers2-lengths."""
    sizes = [f"{name}{options[name]}" for name in SIZES]
    rest = [
        str(value) if isinstance(value, str) else name if value is True else f"{name}{value}"
        for name, value in options.items()
        if value is not False and name not in (*SIZES, "cell")
    ]
    return "-".join([file, number, *sizes, *rest])


def each(wanted=lambda case: True):
    """Parametrise over the cases of all files."""
    return pytest.mark.parametrize(
        ("framework", "case"),
        [
            pytest.param(file.split("_")[0], case, id=name_of(file, number, case.options))
            for file, cases in CASES.items()
            for number, case in cases.items()
            if wanted(case)
        ],
    )


each_file = pytest.mark.parametrize("file", CASES)


@each()
def test_every_result_and_every_gradient_is_the_framework_s(framework, case):
    assert_equal_arrays(run(framework, case), case)


@each_file
def test_a_change_of_any_array_is_seen(file):
    framework, cases = file.split("_")[0], [case for case in CASES[file].values() if case.options["T"] > 1]
    case = max(cases, key=lambda case: len(case.arrays))
    for name, array in case.arrays.items():
        other = array % case.options["T"] + 1 if name == "lengths" else 1.5 * array
        changed = Case(case.options, {**case.arrays, name: other})
        with pytest.raises(AssertionError):
            assert_equal_arrays(run(framework, changed), changed)


@pytest.mark.parametrize("cell", make.CELLS)
def test_there_are_forty_different_configurations_of_each_cell(cell):
    cases = [case for cases in CASES.values() for case in cases.values() if case.options["cell"] == cell]
    assert len({str(case.options) for case in cases}) >= 40
    assert len({case.arrays["y"].tobytes() for case in cases}) == len(cases)


def test_there_is_a_file_for_each_framework_and_cell():
    assert set(CASES) == {f"{framework}_{cell.lower()}" for framework in make.SOURCES for cell in make.CELLS}
    for file, cases in CASES.items():
        framework, cell = file.split("_")
        assert len(cases) == make.SOURCES[framework][1]
        assert {case.options["cell"].lower() for case in cases.values()} == {cell}


@each_file
def test_every_option_is_on_and_off_and_every_size_goes_down_to_1(file):
    expected = OPTIONS | (OF_KERAS if file.startswith("keras") else {})
    options = [case.options for case in CASES[file].values()]
    for name in options[0].keys() - {"cell", *SIZES}:
        wanted = set(by_onnx.ACTIVATIONS[options[0]["cell"]]) if name == "activations" else expected[name]
        assert {o[name] for o in options} == wanted, name
    for name in SIZES:
        assert {1} < {o[name] for o in options}, name
    assert any(o["D"] == o["H"] > 1 for o in options)
    assert any(o["D"] != o["H"] for o in options)


@each_file
def test_the_options_say_what_the_arrays_are(file):
    for case in CASES[file].values():
        o, arrays, weights = case.options, case.arrays, case.part("weight/")
        assert arrays["x"].shape == ((o["B"],) if o.get("batched", True) else ()) + (o["T"], o["D"])
        assert {array.dtype for name, array in arrays.items() if name != "lengths"} == {np.dtype(o["dtype"])}
        assert ("lengths" in arrays) == o["lengths"]
        assert ("h0" in arrays) == o.get("states", o.get("h0"))
        assert ("c0" in arrays) == (o["cell"] == "LSTM" and o.get("states", o.get("c0")))
        assert any("bias" in name or name == "B" for name in weights) == o.get("bias", o.get("use_bias"))
        assert ("P" in weights) == o.get("peepholes", False)


@pytest.mark.parametrize("cell", make.CELLS)
def test_some_batches_are_padded_unevenly_with_two_directions_layers_and_a_start(cell):
    assert any(
        case.options["layers"] > 1 and case.options["bidirectional"] and len(set(case.arrays["lengths"].tolist())) > 1
        for case in CASES[f"torch_{cell.lower()}"].values()
        if {"lengths", "h0"} <= case.arrays.keys()
    )


@each_file
def test_no_array_is_constant_no_weight_is_symmetric_and_no_gradient_is_missing(file):
    for case in CASES[file].values():
        weights = case.part("weight/")
        for name, array in weights.items():
            assert np.count_nonzero(array) == array.size, name
            assert array.size < 3 or len(np.unique(array)) > 1, name
            for square in array.reshape(-1, *array.shape[-2:]) if array.ndim > 1 else []:
                rows, columns = square.shape
                assert rows != columns or rows == 1 or not np.array_equal(square, square.T), name
        if not file.startswith("onnx"):
            assert case.part("grad/").keys() == weights.keys() | ({"x", "h0", "c0"} & case.arrays.keys())


@each(lambda case: "lengths" in case.arrays)
def test_past_its_end_each_direction_repeats_the_state_it_ended_in(framework, case):
    """Where PyTorch and ONNX write zeros; the comparison reads what lies within the lengths."""
    x, stack = case.arrays["x"], READ[framework](case)
    trace = stack_forward(stack, x, **case.starts())
    directions = sum(params is not None for params in stack.layers[-1])
    ends = np.concatenate(trace.h_T[-directions:], axis=-1)
    past = np.broadcast_to(~within(case.arrays["lengths"], x.shape[1]), trace.h.shape)
    np.testing.assert_array_equal(trace.h[past], np.broadcast_to(ends[:, None], trace.h.shape)[past])


def test_the_files_are_small_and_say_which_versions_made_them():
    assert sum(path.stat().st_size for path in PATHS) < 600_000
    for path in PATHS:
        versions = load(path)[1]
        assert versions.keys() == set(make.SOURCES[path.stem.split("_")[0]][2])
        for package, version in versions.items():
            assert f"{package} {version.split('+')[0]}" in make.__doc__
