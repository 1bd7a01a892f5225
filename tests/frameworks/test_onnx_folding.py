"""Weights that simple nodes make of stored values are read, as the reference implementation of ONNX makes them."""

import re
import tracemalloc
from itertools import pairwise

import numpy as np
import onnx
import pytest
from frameworks_stacks import BOTH, assert_same_stack, draw_stack, refused
from onnx import TensorProto, helper, numpy_helper
from onnx_models import load_all, node_of, write

from rnnlab.frameworks import from_onnx

STACK = draw_stack(0, "lstm", 3, 4, dtype=np.float32)
NODE, WEIGHTS = node_of(STACK)
W = WEIGHTS["W"]
make = helper.make_node
WAYS = {  # nodes that make W, what they make it of, and the opset
    "Identity": ([make("Identity", ["a"], ["W"])], {"a": W}, 18),
    "Unsqueeze": ([make("Unsqueeze", ["a", "at"], ["W"])], {"a": W[0], "at": np.array([0])}, 18),
    "Unsqueeze as it was": ([make("Unsqueeze", ["a"], ["W"], axes=[0])], {"a": W[0]}, 9),
    "Squeeze": ([make("Squeeze", ["a", "at"], ["W"])], {"a": W[None], "at": np.array([0])}, 18),
    "Transpose": ([make("Transpose", ["a"], ["W"], perm=[0, 2, 1])], {"a": W.transpose(0, 2, 1)}, 18),
    "Reshape": ([make("Reshape", ["a", "to"], ["W"])], {"a": W.ravel(), "to": np.array([1, 16, -1])}, 18),
    "Flatten": ([make("Flatten", ["a"], ["b"], axis=2), make("Unsqueeze", ["b"], ["W"], axes=[0])], {"a": W}, 9),
    "Split": ([make("Split", ["a"], ["W", "rest"], axis=2, num_outputs=2)], {"a": np.concatenate([W, 2 * W], 2)}, 18),
    "Slice": (
        [make("Slice", ["a"], ["W"], axes=[2], starts=[1], ends=[4])],
        {"a": np.pad(W, [(0, 0), (0, 0), (1, 2)])},
        9,
    ),
    "Constant": (
        [
            make("Constant", [], ["at"], value_ints=[0]),
            make("Constant", [], ["a"], value=numpy_helper.from_array(W[0])),
            make("Unsqueeze", ["a", "at"], ["W"]),
        ],
        {},
        13,
    ),
    "Constant, copied as often as exporters do": (
        [
            make("Constant", [], ["a"], value=numpy_helper.from_array(W)),
            make("Identity", ["a"], ["b"]),
            make("Identity", ["b"], ["c"]),
            make("Concat", ["c"], ["W"], axis=1),
        ],
        {},
        13,
    ),
    "the gates cut and joined in another order": (
        [
            make("Slice", ["a", "from", "to", "axis"], ["upper"]),
            make("Slice", ["a", "zero", "from", "axis"], ["lower"]),
            make("Concat", ["upper", "lower"], ["W"], axis=1),
        ],
        {
            "a": np.roll(W, 4, axis=1),
            "zero": np.array([0]),
            "from": np.array([4]),
            "to": np.array([2**31 - 1]),
            "axis": np.array([1]),
        },
        18,
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_moves_stored_numbers_is_folded(tmp_path, way):
    nodes, stored, opset = WAYS[way]
    path = write(tmp_path / "w.onnx", [*nodes, NODE], {**stored, "R": WEIGHTS["R"], "B": WEIGHTS["B"]}, opset)
    assert_same_stack(load_all(path)["Y"], STACK)


def test_half_precision_and_bfloat16_are_read_as_floats(tmp_path):
    nodes = [make("Cast", [f"{key}16"], [key], to=TensorProto.FLOAT) for key in WEIGHTS]
    path = write(tmp_path / "w.onnx", [*nodes, NODE], {f"{key}16": a.astype(np.float16) for key, a in WEIGHTS.items()})
    half = {key: array.astype(np.float16).astype(np.float32) for key, array in WEIGHTS.items()}
    assert_same_stack(load_all(path)["Y"], from_onnx(**half))
    bits = {key: array.view(np.uint32) & 0xFFFF0000 for key, array in WEIGHTS.items()}
    short = {  # as a file holds them: the first half of each float32
        key: helper.make_tensor(key, TensorProto.BFLOAT16, b.shape, (b >> 16).astype(np.uint16).tobytes(), raw=True)
        for key, b in bits.items()
    }
    expected = from_onnx(**{key: array.view(np.float32) for key, array in bits.items()})
    assert_same_stack(load_all(write(tmp_path / "w.onnx", [NODE], short))["Y"], expected)


@pytest.mark.parametrize("per_gate", [False, True])
def test_quantised_weights_with_their_scale_are_read(tmp_path, per_gate):
    rng = np.random.default_rng(0)
    q = rng.integers(-127, 128, W.shape, dtype=np.int8)
    scale = rng.random(16 if per_gate else ()).astype(np.float32)
    zero = rng.integers(-9, 9, scale.shape, dtype=np.int8)
    node = make("DequantizeLinear", ["q", "scale", "zero"], ["W"], axis=1)
    stored = {"q": q, "scale": scale, "zero": zero, "R": WEIGHTS["R"], "B": WEIGHTS["B"]}
    shape = (1, -1, 1) if per_gate else ()
    expected = (q.astype(np.float32) - zero.reshape(shape)) * scale.reshape(shape)
    found = load_all(write(tmp_path / "w.onnx", [node, NODE], stored))["Y"]
    assert_same_stack(found, from_onnx(expected, WEIGHTS["R"], WEIGHTS["B"]))


def test_two_directions_are_joined_as_exporters_join_them(tmp_path):
    """Each direction's gates as PyTorch has them, cut, put in the order of ONNX, joined and stacked."""
    stack = draw_stack(3, "lstm", 3, 4, directions=BOTH, dtype=np.float32)
    node, weights = node_of(stack)
    nodes, stored = [], {f"s{k}": np.array([4 * k]) for k in range(5)} | {"zero": np.array([0]), "B": weights["B"]}
    for key in "WR":
        for d, array in enumerate(weights[key]):
            i, o, f, c = np.split(array, 4)
            stored[f"{key}{d}"] = np.concatenate([i, f, c, o])
            cuts = [make("Slice", [f"{key}{d}", f"s{k}", f"s{k + 1}", "zero"], [f"{key}{d}{k}"]) for k in (0, 3, 1, 2)]
            nodes += [
                *cuts,
                make("Concat", [cut.output[0] for cut in cuts], [f"{key}{d}all"], axis=0),
                make("Unsqueeze", [f"{key}{d}all", "zero"], [f"{key}{d}one"]),
            ]
        nodes.append(make("Concat", [f"{key}0one", f"{key}1one"], [key], axis=0))
    assert_same_stack(load_all(write(tmp_path / "w.onnx", [*nodes, node], stored))["Y"], stack)


def test_onnxruntime_computes_with_what_was_folded(tmp_path):
    runtime = pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")
    from rnnlab import stack_forward

    q = np.random.default_rng(0).integers(-127, 128, W.shape, dtype=np.int8)
    nodes = [make("DequantizeLinear", ["q", "scale"], ["W"]), make("Cast", ["R16"], ["R"], to=TensorProto.FLOAT), NODE]
    stored = {"q": q, "scale": np.array(0.01, np.float32), "R16": WEIGHTS["R"].astype(np.float16)}
    path = write(tmp_path / "w.onnx", nodes, stored | {"B": WEIGHTS["B"]}, inputs=["X"], outputs=["Y"])
    x = np.random.default_rng(1).standard_normal((2, 5, 3)).astype(np.float32)
    session = runtime.InferenceSession(path.read_bytes(), providers=["CPUExecutionProvider"])
    (Y,) = session.run(None, {"X": x.transpose(1, 0, 2)})
    h = stack_forward(load_all(path)["Y"], x).h
    np.testing.assert_allclose(h, Y[:, 0].transpose(1, 0, 2), rtol=1e-5, atol=1e-6)


def store_beside(path, tensor, name, length):
    """The tensor with its numbers in another file."""
    (path.parent / name).write_bytes(tensor.raw_data)
    onnx.external_data_helper.set_external_data(tensor, name, 0, length)
    tensor.ClearField("raw_data")
    return tensor


def test_values_in_a_file_beside_the_model_are_read_and_missed(tmp_path):
    path, tensor = tmp_path / "w.onnx", numpy_helper.from_array(W, "W")
    write(path, [NODE], WEIGHTS | {"W": store_beside(path, tensor, "w.data", W.nbytes)})
    assert_same_stack(load_all(path)["Y"], STACK)
    (tmp_path / "w.data").unlink()
    with pytest.raises(
        ValueError, match=rf"^{path}: W of the LSTM node 'Y' cannot be read: the stored value 'W' .*w\.data"
    ):
        load_all(path)


def test_a_file_beside_the_model_is_not_read_again_and_again(tmp_path):
    path, data = tmp_path / "w.onnx", np.zeros(10_000, np.float32)
    names = [f"a{k}" for k in range(20)]
    stored = {name: store_beside(path, numpy_helper.from_array(data, name), "w.data", data.nbytes) for name in names}
    node = make("Concat", names, ["W"], axis=0)
    write(path, [node, NODE], stored | {"R": WEIGHTS["R"], "B": WEIGHTS["B"]})
    with pytest.raises(ValueError, match="W of the LSTM node 'Y' cannot be read: 'W' repeats what is stored so often"):
        load_all(path)


# ---- what is not folded ------------------------------------------------------------------------------------------


def test_weights_that_something_else_computes_are_refused_by_it(tmp_path):
    for nodes, stored, reason in (
        ([], {}, "'W' is an input of the model"),
        ([make("MatMul", ["a", "a"], ["W"])], {"a": W}, "a node MatMul computes 'W'"),
        ([make("Unsqueeze", ["given", "at"], ["W"])], {"at": np.array([0])}, "'given' is an input of the model"),
    ):
        path = write(tmp_path / "w.onnx", [*nodes, NODE], stored | {"R": WEIGHTS["R"], "B": WEIGHTS["B"]})
        message = (
            f"{path}: W of the LSTM node 'Y' is not stored in the file, nor made of what is stored: {reason}. "
            "onnxruntime may fold it into a file of its own: SessionOptions().optimized_model_filepath = 'folded.onnx'."
        )
        with refused(ValueError, message):
            load_all(path)


def double(name, times):
    """Nodes that join what is stored as `name`0 with itself, again and again; the last makes `name`."""
    ends = [f"{name}{k}" for k in range(times)] + [name]
    return [make("Concat", [a, a], [b], axis=0) for a, b in pairwise(ends)]


GROWING = {
    "joined with itself": (
        double("W", 40),
        {"W0": np.zeros((1, 16, 3), np.float32)},
        "repeats what is stored so often",
    ),
    "a thousand copies": (
        [
            *[make("Identity", ["a"], [f"a{k}"]) for k in range(1000)],
            make("Concat", [f"a{k}" for k in range(1000)], ["W"], axis=0),
        ],
        {"a": np.zeros(100_000, np.float32)},
        "repeats what is stored so often",
    ),
    "scales across": (
        [make("DequantizeLinear", ["a", "scale"], ["W"], axis=1)],
        {"a": np.zeros((10_000, 1), np.int8), "scale": np.ones(10_000, np.float32)},
        "has scales of shape (10000,), but one scale, or one for each of the (1,) along an axis, is read",
    ),
    "text": ([make("Cast", ["a"], ["W"], to=TensorProto.STRING)], {"a": np.zeros(100_000, np.int8)}, "makes text"),
    "a circle": ([make("Identity", ["V"], ["W"]), make("Identity", ["W"], ["V"])], {}, "is computed from itself"),
    "nothing": ([make("Identity", [], ["W"])], {}, "the node Identity that computes 'W' fails"),
    "a step that fails": (
        [make("Unsqueeze", ["a", "at"], ["W"])],
        {"a": W, "at": np.array([9])},
        "node Unsqueeze that",
    ),
}


@pytest.mark.parametrize("how", GROWING)
def test_what_would_fill_the_memory_or_fails_is_refused(tmp_path, how):
    nodes, stored, reason = GROWING[how]
    path = write(tmp_path / "w.onnx", [*nodes, NODE], stored | {"R": WEIGHTS["R"], "B": WEIGHTS["B"]})
    start = re.escape(f"{path}: W of the LSTM node 'Y' cannot be read: ")
    tracemalloc.start()
    try:
        with pytest.raises(ValueError, match=f"^{start}.*{re.escape(reason)}"):
            load_all(path)
        assert tracemalloc.get_traced_memory()[1] < 4 * path.stat().st_size + 2**20
    finally:
        tracemalloc.stop()
