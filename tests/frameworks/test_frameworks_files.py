"""Weights in files: read, written whole or not at all, and nothing in them is run."""

import os
import pickle
import re
import sys

import numpy as np
import pytest
import safetensors.numpy
from frameworks_stacks import (
    BOTH,
    FORWARD,
    assert_same_arrays,
    assert_same_stack,
    cells,
    draw_stack,
    dtypes,
    joined,
    often,
    refused,
    seeds,
    sizes,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx_models import node_of, write

from rnnlab import LSTMVariant, Stack
from rnnlab.frameworks import list_layers, load_weights, save_weights, to_torch

TORCH_NAMED = [".npz", ".safetensors"]
each_torch_named = pytest.mark.parametrize("suffix", TORCH_NAMED)


def load_all(path):
    """The stacks of a file, by name."""
    return {layer.name: load_weights(path, layer.name) for layer in list_layers(path)}


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
    assert_same_stack(joined(load_all(folder / f"weights{suffix}")), stack)


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
    with refused(ValueError, f"{tmp_path / f'w{suffix}'}: it has no recurrent layer '': 'encoder.rnn' (RNN, {SIZES})."):
        load_weights(tmp_path / f"w{suffix}", "")


SIZES = "D = 3, H = 4, 1 layer, 1 direction"


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


# ---- what is not read --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["model.pt", "model.pth", "model.pkl", "model.PICKLE", "pytorch_model.bin", "a.ckpt", "a.pth.tar"]
)
def test_a_pickle_is_refused_before_it_is_opened(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(pickle.dumps(Trap()))
    message = (
        f"path is {str(path)!r}, which is or may be a pickle, and reading one runs whatever program is in it. With "
        "PyTorch it is from_torch(torch.load(path, map_location='cpu', weights_only=True)), which runs nothing; "
        "save_weights then keeps the stack. A file that it refuses, where it was made: np.savez('weights.npz', **{name"
        ": tensor.float().numpy() for name, tensor in model.state_dict().items()})."
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


@pytest.mark.parametrize("name", ["weights", "weights.txt"])
def test_another_suffix_is_refused(tmp_path, name):
    start = f"path is {str(tmp_path / name)!r}, but it must end in one of .safetensors, .npz, .onnx"
    with refused(ValueError, f"{start}, .keras, .h5, .hdf5."):
        load_weights(tmp_path / name)
    with refused(ValueError, f"{start}."):
        save_weights(tmp_path / name, draw_stack(0, "rnn", 3, 4))


@pytest.mark.parametrize(
    ("name", "way"),
    [
        (
            "saved_model.pb",
            "is a program of TensorFlow. With TensorFlow its arrays are tf.saved_model.load(folder).variables; ",
        ),
        ("model.ckpt-9.data-00000-of-00001", "is part of a checkpoint of TensorFlow. With TensorFlow: reader = "),
        ("model.ckpt-9.index", "is part of a checkpoint of TensorFlow. With TensorFlow: reader = "),
        ("model.tflite", "is a program for small machines, mostly with quantised weights. Take the model that it was "),
    ],
)
def test_what_tensorflow_writes_is_refused_with_the_way_out(tmp_path, name, way):
    with pytest.raises(ValueError, match=re.escape(f"path is {str(tmp_path / name)!r}, which {way}")):
        load_weights(tmp_path / name)


@pytest.mark.parametrize("suffix", [*TORCH_NAMED, ".onnx"])
def test_a_file_that_is_not_there_is_missed(tmp_path, suffix):
    with pytest.raises(FileNotFoundError):
        load_weights(tmp_path / f"w{suffix}")


def test_one_array_without_a_name_is_refused(tmp_path):
    np.save(tmp_path / "w.npy", np.zeros(3))
    path = (tmp_path / "w.npy").rename(tmp_path / "w.npz")
    with refused(ValueError, f"{path} holds one array, but it must hold named ones: np.savez(path, weight_ih_l0=…)."):
        load_weights(path)


def hide(monkeypatch, package):
    """As if the package were not installed."""
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)


def test_a_missing_package_is_named(tmp_path, monkeypatch):
    stack = draw_stack(0, "rnn", 3, 4)
    save_weights(tmp_path / "w.onnx", stack)
    for package in ("safetensors", "onnx"):
        hide(monkeypatch, package)
        with refused(ImportError, f'.{package} files need the package {package}: pip install "rnnlab[weights]"'):
            save_weights(tmp_path / f"v.{package}", stack)
    with refused(ImportError, '.onnx files need the package onnx: pip install "rnnlab[weights]"'):
        load_weights(tmp_path / "w.onnx")
    assert os.listdir(tmp_path) == ["w.onnx"]


def test_safetensors_are_read_without_a_package(tmp_path, monkeypatch):
    stack = draw_stack(0, "rnn", 3, 4)
    save_weights(tmp_path / "w.safetensors", stack)
    hide(monkeypatch, "safetensors")
    assert_same_stack(load_weights(tmp_path / "w.safetensors"), stack)


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


# ---- which of the layers ---------------------------------------------------------------------------------------


def test_an_activation_is_not_for_onnx(tmp_path):
    path = tmp_path / "w.onnx"
    save_weights(path, draw_stack(0, "rnn", 3, 4))
    message = f"{path}: activation is 'relu', but a node of ONNX says itself which one it has."
    with refused(ValueError, message):
        load_weights(path, activation="relu")


def test_of_several_nodes_one_is_asked_for(tmp_path):
    path, stack = tmp_path / "w.onnx", draw_stack(0, "gru", 3, 4, 2, BOTH)
    save_weights(path, stack)
    assert_same_stack(load_weights(path, "Y1"), Stack(stack.layers[1:]))
    both = "'Y0' (GRU, D = 3, H = 4, 1 layer, 2 directions), 'Y1' (GRU, D = 8, H = 4, 1 layer, 2 directions)."
    with refused(ValueError, f"{path}: say which of its 2 recurrent layers: {both}"):
        load_weights(path)
    with refused(ValueError, f"{path}: it has no recurrent layer 'Y2': {both}"):
        load_weights(path, "Y2")


def test_a_node_that_is_not_read_is_listed_with_its_reason(tmp_path):
    stack = draw_stack(0, "lstm", 3, 4)
    (good, stored), (bad, _) = node_of(stack, ["good"]), node_of(stack, ["bad"], clip=2.0)
    path = write(tmp_path / "w.onnx", [good, bad], stored)
    assert [(layer.name, layer.kind, bool(layer.refusal)) for layer in list_layers(path)] == [
        ("good", "LSTM", False),
        ("bad", "", True),
    ]
    assert_same_stack(load_weights(path, "good"), stack)
