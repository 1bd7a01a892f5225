"""Weights in files: read, written whole or not at all, and nothing in them is run."""

import os
import pickle
import subprocess
import sys

import numpy as np
import onnx
import pytest
import safetensors.numpy
from frameworks_stacks import (
    BACKWARD,
    BOTH,
    FORWARD,
    assert_same_arrays,
    assert_same_stack,
    cells,
    draw_stack,
    dtypes,
    often,
    refused,
    seeds,
    sizes,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from rnnlab import LSTMVariant, Stack, stack_forward
from rnnlab.frameworks import load_weights, save_weights, to_onnx, to_torch

TORCH_NAMED = [".npz", ".safetensors"]
each_torch_named = pytest.mark.parametrize("suffix", TORCH_NAMED)


def joined(stacks):
    """The layers of an .onnx file on top of each other."""
    return Stack([layer for stack in stacks.values() for layer in stack.layers], next(iter(stacks.values())).options)


# ---- there and back ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("weights")


@settings(often, max_examples=60)
@given(
    st.sampled_from([*TORCH_NAMED, ".onnx"]),
    seeds,
    cells,
    sizes,
    sizes,
    st.integers(1, 3),
    st.sampled_from([FORWARD, BOTH]),
    dtypes,
)
def test_files_give_back_every_bit(folder, suffix, seed, cell, D, H, layers, directions, dtype):
    stack = draw_stack(seed, cell, D, H, layers, directions, dtype=dtype)
    save_weights(folder / f"weights{suffix}", stack)
    back = load_weights(folder / f"weights{suffix}")
    assert_same_stack(joined(back) if suffix == ".onnx" else back, stack)


def test_they_are_files_that_others_read(tmp_path):
    stack = draw_stack(0, "gru", 3, 4, 2, BOTH)
    for suffix in TORCH_NAMED:
        save_weights(tmp_path / f"w{suffix}", stack)
    with np.load(tmp_path / "w.npz", allow_pickle=False) as file:
        assert_same_arrays(dict(file), to_torch(stack))
    assert_same_arrays(dict(sorted(safetensors.numpy.load_file(tmp_path / "w.safetensors").items())), to_torch(stack))


@each_torch_named
def test_paths_are_text_too_and_a_suffix_may_be_written_large(tmp_path, suffix):
    stack, path = draw_stack(0, "rnn", 3, 4), str(tmp_path / f"W{suffix.upper()}")
    save_weights(path, stack)
    assert_same_stack(load_weights(path), stack)
    assert os.listdir(tmp_path) == [f"W{suffix.upper()}"]


def write_arrays(path, arrays):
    if path.suffix == ".npz":
        np.savez(path, **arrays)
    else:
        safetensors.numpy.save_file(arrays, path)


@each_torch_named
def test_a_prefix_and_an_activation_are_for_the_names_of_torch(tmp_path, suffix):
    stack = draw_stack(0, "rnn", 3, 4, options={"activation": "relu"})
    arrays = {f"encoder.rnn.{name}": array for name, array in to_torch(stack).items()} | {"fc.weight": np.eye(3)}
    write_arrays(tmp_path / f"w{suffix}", arrays)
    assert_same_stack(load_weights(tmp_path / f"w{suffix}", "encoder.rnn.", "relu"), stack)
    message = (
        "weights has no 'weight_ih_l0' among its 5 names. It has 'encoder.rnn.weight_ih_l0': prefix='encoder.rnn.'."
    )
    with refused(ValueError, message):
        load_weights(tmp_path / f"w{suffix}")


def test_only_what_is_asked_for_is_read(tmp_path):
    """Another array of the file may be of a kind that is not read at all."""
    stack = draw_stack(0, "rnn", 3, 4, dtype=np.float32)
    np.savez(tmp_path / "w.npz", **to_torch(stack), others=np.array([{}, None]))
    assert_same_stack(load_weights(tmp_path / "w.npz"), stack)
    write_bfloat16(tmp_path / "w.safetensors", to_torch(stack), "fc.weight")
    assert_same_stack(load_weights(tmp_path / "w.safetensors"), stack)


def write_bfloat16(path, arrays, name):
    """A safetensors file in which one array, of two numbers, says that it is of bfloat16."""
    data = safetensors.numpy.save(arrays | {name: np.zeros(2, np.float16)})
    size = int.from_bytes(data[:8], "little")
    header = data[8 : 8 + size].replace(b'"F16"', b'"BF16"').rstrip()
    path.write_bytes(len(header).to_bytes(8, "little") + header + data[8 + size :])


def test_bfloat16_is_refused_by_name(tmp_path):
    """In a new process too, where no package has taught NumPy the name of it."""
    path, arrays = tmp_path / "w.safetensors", to_torch(draw_stack(0, "rnn", 3, 4, dtype=np.float32))
    del arrays["bias_ih_l0"]
    write_bfloat16(path, arrays, "bias_ih_l0")
    with pytest.raises(TypeError, match=r"^bias_ih_l0 .*bfloat16.* float32"):
        load_weights(path)
    code = f"from rnnlab.frameworks import load_weights; load_weights({str(path)!r})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    message = (
        f"TypeError: bias_ih_l0 in {path} is of a kind that NumPy lacks (data type 'bfloat16' not understood). "
        "Save it as float32."
    )
    assert done.stderr.splitlines()[-1] == message


# ---- what is not read --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["model.pt", "model.pth", "model.pkl", "model.PICKLE", "pytorch_model.bin", "a.ckpt"])
def test_a_pickle_is_refused_before_it_is_opened(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(pickle.dumps(Trap()))
    message = (
        f"path is {str(path)!r}, which is or may be a pickle, and reading one runs whatever program is in it. Save "
        "arrays instead, where it was made: safetensors.torch.save_file(state_dict, 'weights.safetensors'), or "
        "np.savez('weights.npz', **{name: tensor.numpy() for name, tensor in state_dict.items()})."
    )
    with refused(ValueError, message):
        load_weights(path)
    with refused(ValueError, message):
        save_weights(path, draw_stack(0, "rnn", 3, 4))


class Trap:
    """A pickle of it fails when it is read."""

    def __reduce__(self):
        return (pytest.fail, ("the pickle was run",))


def test_a_pickle_by_another_name_is_not_run(tmp_path):
    (tmp_path / "w.npz").write_bytes(pickle.dumps(Trap()))
    with pytest.raises(ValueError, match="pickle"):
        load_weights(tmp_path / "w.npz")
    np.savez(tmp_path / "v.npz", weight_ih_l0=np.array([Trap()]), weight_hh_l0=np.zeros((3, 3)))
    with pytest.raises(ValueError, match="pickle"):
        load_weights(tmp_path / "v.npz")


@pytest.mark.parametrize("name", ["weights", "weights.h5", "weights.npy"])
def test_another_suffix_is_refused(tmp_path, name):
    message = f"path is {str(tmp_path / name)!r}, but it must end in one of .safetensors, .npz, .onnx."
    with refused(ValueError, message):
        load_weights(tmp_path / name)
    with refused(ValueError, message):
        save_weights(tmp_path / name, draw_stack(0, "rnn", 3, 4))


@pytest.mark.parametrize("suffix", [*TORCH_NAMED, ".onnx"])
def test_a_file_that_is_not_there_is_missed(tmp_path, suffix):
    with pytest.raises(FileNotFoundError):
        load_weights(tmp_path / f"w{suffix}")


def test_one_array_without_a_name_is_refused(tmp_path):
    np.save(tmp_path / "w.npy", np.zeros(3))
    path = (tmp_path / "w.npy").rename(tmp_path / "w.npz")
    with refused(ValueError, f"{path} holds one array, but it must hold named ones: np.savez(path, weight_ih_l0=…)."):
        load_weights(path)


@pytest.mark.parametrize(("suffix", "package"), [(".safetensors", "safetensors"), (".onnx", "onnx")])
def test_a_missing_package_is_named(tmp_path, monkeypatch, suffix, package):
    stack = draw_stack(0, "rnn", 3, 4)
    save_weights(tmp_path / f"w{suffix}", stack)
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    message = f'{suffix} files need the package {package}: pip install "rnnlab[weights]"'
    with refused(ImportError, message):
        load_weights(tmp_path / f"w{suffix}")
    with refused(ImportError, message):
        save_weights(tmp_path / f"v{suffix}", stack)
    assert os.listdir(tmp_path) == [f"w{suffix}"]


# ---- whole or not at all -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [*TORCH_NAMED, ".onnx"])
def test_what_cannot_be_written_leaves_the_old_file_as_it_was(tmp_path, suffix):
    path, old = tmp_path / f"w{suffix}", draw_stack(0, "lstm", 3, 4)
    save_weights(path, old)
    before = path.read_bytes()
    with refused(TypeError, "stack is of type LSTMParams, but it must be a Stack: Stack([params])."):
        save_weights(path, old.directions[0])
    with pytest.raises(ValueError, match="variant has forget_gate=False, but "):
        save_weights(path, draw_stack(1, "lstm", 3, 4, options={"variant": LSTMVariant(forget_gate=False)}))
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == [path.name]


@pytest.mark.parametrize("suffix", [*TORCH_NAMED, ".onnx"])
def test_a_disk_that_fails_leaves_the_old_file_as_it_was(tmp_path, monkeypatch, suffix):
    path = tmp_path / f"w{suffix}"
    save_weights(path, draw_stack(0, "lstm", 3, 4))
    before = path.read_bytes()

    def fail(*args):
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="no space left"):
        save_weights(path, draw_stack(1, "lstm", 3, 4))
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == [path.name]


def test_a_new_file_has_the_rights_that_new_files_have(tmp_path):
    (tmp_path / "plain").touch()
    save_weights(tmp_path / "w.npz", draw_stack(0, "rnn", 3, 4))
    assert (tmp_path / "w.npz").stat().st_mode == (tmp_path / "plain").stat().st_mode


# ---- .onnx -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("directions", [FORWARD, BACKWARD, BOTH])
@pytest.mark.parametrize(
    ("cell", "options"),
    [
        ("rnn", {}),
        ("rnn", {"activation": "relu"}),
        ("gru", {}),
        ("gru", {"reset": "before"}),
        ("lstm", {}),
        ("lstm", {"variant": LSTMVariant(coupled=True, input_activation="sigmoid")}),
    ],
)
def test_a_saved_model_is_a_valid_one_and_gives_back_the_stack(tmp_path, cell, options, directions):
    stack = draw_stack(0, cell, 3, 4, 3, directions, options, p=cell == "lstm")
    save_weights(tmp_path / "w.onnx", stack)
    model = onnx.load(tmp_path / "w.onnx")
    onnx.checker.check_model(model, full_check=True)
    features = 4 * sum(directions)
    ends = [
        [dim.dim_param or dim.dim_value for dim in end.type.tensor_type.shape.dim]
        for end in (model.graph.input[0], model.graph.output[0])
    ]
    assert ends == [["T", "B", 3], ["T", "B", features]]
    stacks = load_weights(tmp_path / "w.onnx")
    assert list(stacks) == ["Y0", "Y1", "Y2"]
    assert_same_stack(joined(stacks), stack)


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_a_saved_model_computes_what_the_stack_computes(tmp_path, cell):
    """By the reference implementation of ONNX, which is plain NumPy and knows one direction."""
    stack = draw_stack(0, cell, 3, 4, 2)
    x = np.random.default_rng(1).standard_normal((2, 5, 3))
    save_weights(tmp_path / "w.onnx", stack)
    (h,) = ReferenceEvaluator(onnx.load(tmp_path / "w.onnx")).run(None, {"x": x.transpose(1, 0, 2)})
    np.testing.assert_allclose(h.transpose(1, 0, 2), stack_forward(stack, x).h, rtol=1e-12, atol=1e-14)


def node_of(stack, outputs=("Y",), name="", takes=("X",), **changed):
    """A node with the stack's weights as W, R, B (and P), and these initializers; `changed` are attributes."""
    attributes = to_onnx(stack) | changed
    weights = {key: attributes.pop(key) for key in "WRBP" if key in attributes}
    operator = {1: "RNN", 3: "GRU", 4: "LSTM"}[weights["R"].shape[1] // weights["R"].shape[2]]
    inputs = [takes[0], *(f"{key}{name}" for key in "WRB"), *takes[1:]]
    if "P" in weights:
        inputs = [*(inputs + [""] * 7)[:7], f"P{name}"]
    attributes = {key: value for key, value in attributes.items() if value is not None}
    return helper.make_node(operator, inputs, outputs, **attributes), {f"{k}{name}": a for k, a in weights.items()}


def write(path, nodes, initializers):
    """A model of these nodes; nobody looks at what goes in and comes out."""
    stored = [numpy_helper.from_array(array, name) for name, array in initializers.items()]
    graph = helper.make_graph(nodes, "test", [], [], stored)
    path.write_bytes(helper.make_model(graph).SerializeToString())
    return path


def test_every_node_is_found_by_its_type_and_named_by_its_first_output(tmp_path):
    lstm, gru = draw_stack(0, "lstm", 3, 4, 1, BOTH, p=True), draw_stack(1, "gru", 3, 4, 1, BACKWARD)
    rnn = draw_stack(2, "rnn", 3, 4, 1, options={"activation": "sigmoid"})
    nodes, stored = [helper.make_node("Relu", ["a"], ["b"])], {}
    for name, stack, outputs in (("1", lstm, ["all", "last"]), ("2", gru, ["", "state"]), ("3", rnn, ["encoder/h"])):
        node, weights = node_of(stack, outputs, name)
        nodes.append(node)
        stored |= weights
    stacks = load_weights(write(tmp_path / "w.onnx", nodes, stored))
    assert list(stacks) == ["all", "state", "encoder/h"]
    for stack, expected in zip(stacks.values(), (lstm, gru, rnn), strict=True):
        assert_same_stack(stack, expected)


def test_weights_in_constant_nodes_are_read_and_biases_may_be_missing(tmp_path):
    stack = draw_stack(0, "lstm", 3, 4)
    node, weights = node_of(stack)
    constants = [
        helper.make_node("Constant", [], [name], value=numpy_helper.from_array(array))
        for name, array in weights.items()
    ]
    assert_same_stack(load_weights(write(tmp_path / "w.onnx", [*constants, node], {}))["Y"], stack)
    del node.input[3]
    (params,) = load_weights(write(tmp_path / "w.onnx", [node], weights))["Y"].directions
    assert not params.b.any()


def test_attributes_that_do_not_concern_weights_are_passed_over(tmp_path):
    stack = draw_stack(0, "gru", 3, 4)
    node, weights = node_of(stack, layout=1, activation_alpha=[1.0], activation_beta=[0.0])
    assert_same_stack(load_weights(write(tmp_path / "w.onnx", [node], weights))["Y"], stack)


def test_what_a_node_does_not_say_is_as_onnx_has_it(tmp_path):
    none = dict(direction=None, hidden_size=None, activations=None, linear_before_reset=None)
    stack = draw_stack(0, "gru", 3, 4, options={"reset": "before"})
    node, weights = node_of(stack, **none)
    assert len(node.attribute) == 0
    assert_same_stack(load_weights(write(tmp_path / "w.onnx", [node], weights))["Y"], stack)


def test_a_start_that_is_given_or_zero_is_no_part_of_a_stack(tmp_path):
    stack = draw_stack(0, "lstm", 3, 4)
    node, weights = node_of(stack, takes=("X", "lengths", "h0", "c0"))
    assert_same_stack(load_weights(write(tmp_path / "w.onnx", [node], weights))["Y"], stack)
    path = write(tmp_path / "w.onnx", [node], weights | {"h0": np.zeros((1, 2, 4)), "c0": np.zeros((1, 2, 4))})
    assert_same_stack(load_weights(path)["Y"], stack)
    path = write(tmp_path / "w.onnx", [node], weights | {"c0": np.ones((1, 2, 4))})
    message = "initial_c of the LSTM node 'Y' is stored and not zero, but a stack keeps no state: it is given h0."
    with refused(ValueError, message):
        load_weights(path)


def test_weights_that_another_node_computes_are_refused(tmp_path):
    node, weights = node_of(draw_stack(0, "gru", 3, 4))
    weights["packed"] = weights.pop("R")
    path = write(tmp_path / "w.onnx", [helper.make_node("Identity", ["packed"], ["R"]), node], weights)
    message = (
        "R of the GRU node 'Y' is 'R', which is not stored in the file: another node computes it, or it is an input. "
        "Export with constants folded."
    )
    with refused(ValueError, message):
        load_weights(path)


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        ({"clip": 2.0}, "clip is 2.0, but no cell here clips what goes into its activations."),
        ({"hidden_size": 7}, "hidden_size is 7, but with R (1, 16, 4) it must be 4."),
        ({"surprise": 1}, "from_onnx() got an unexpected keyword argument 'surprise'"),
    ],
)
def test_a_node_that_is_no_stack_is_refused_by_name(tmp_path, attributes, reason):
    node, weights = node_of(draw_stack(0, "lstm", 3, 4), **attributes)
    with refused(ValueError, f"the LSTM node 'Y' is no stack of ours: {reason}"):
        load_weights(write(tmp_path / "w.onnx", [node], weights))


def test_a_file_without_such_a_node_is_refused_and_says_where_none_was_looked_for(tmp_path):
    node, weights = node_of(draw_stack(0, "lstm", 3, 4))
    branch = helper.make_graph([node], "branch", [], [helper.make_tensor_value_info("Y", TensorProto.DOUBLE, None)])
    chosen = helper.make_node("If", ["which"], ["y"], then_branch=branch, else_branch=branch)
    other = node_of(draw_stack(0, "lstm", 3, 4))[0]
    other.domain = "com.example"
    path = write(tmp_path / "w.onnx", [chosen, other], weights)
    message = f"{path} has no RNN, GRU or LSTM node. (Functions and what Loop, If and Scan hold are not read.)"
    with refused(ValueError, message):
        load_weights(path)


@pytest.mark.parametrize("asked", [{"prefix": "encoder."}, {"activation": "relu"}])
def test_a_prefix_and_an_activation_are_not_for_onnx(tmp_path, asked):
    save_weights(tmp_path / "w.onnx", draw_stack(0, "rnn", 3, 4))
    message = "prefix and activation are for the names of PyTorch, but an .onnx file has none of them."
    with refused(ValueError, message):
        load_weights(tmp_path / "w.onnx", **asked)
