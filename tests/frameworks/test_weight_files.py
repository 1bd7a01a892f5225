"""Files of arrays as people have them: whole models, damaged ones, other things by this name, and ones made to harm."""

import json
import pickle
import re
import time
import tracemalloc
import zipfile

import numpy as np
import pytest
import safetensors.numpy
from frameworks_stacks import BOTH, assert_same_stack, draw_stack, refused

from rnnlab import Layer, RNNParams, Stack
from rnnlab.frameworks import list_layers, load_weights, safetensors_files, save_weights, to_torch
from rnnlab.frameworks.suffixes import ONE_ARRAY, PICKLE

STACK = draw_stack(0, "gru", 3, 4, dtype=np.float32)
ARRAYS = to_torch(STACK)
each_kind = pytest.mark.parametrize("suffix", [".npz", ".safetensors"])
every_kind = pytest.mark.parametrize("suffix", [".npz", ".safetensors", ".onnx"])


def write(path, arrays):
    if path.suffix == ".npz":
        np.savez(path, **arrays)
    else:
        safetensors.numpy.save_file(arrays, path)
    return path


def write_header(path, header, data=b"", length=None):
    """A .safetensors file of these bytes, or of this dict, as header."""
    header = header if isinstance(header, bytes) else json.dumps(header).encode()
    path.write_bytes((len(header) if length is None else length).to_bytes(8, "little") + header + data)
    return path


def as_dtype(path, old, new):
    """A .safetensors file in which arrays of one kind are said to be of another."""
    data = path.read_bytes()
    length = int.from_bytes(data[:8], "little")
    return write_header(path, data[8 : 8 + length].replace(old, new), data[8 + length :])


# ---- whole models ------------------------------------------------------------------------------------------------


@each_kind
def test_layers_of_a_whole_model_are_listed_and_taken(tmp_path, suffix):
    encoder, cell = draw_stack(1, "lstm", 3, 4, 2, BOTH), draw_stack(2, "rnn", 5, 2)
    arrays = {"embedding.weight": np.zeros((9, 3)), "fc.weight": np.zeros((2, 9)), "step": np.array(7)}
    arrays |= {f"encoder.{name}": array for name, array in to_torch(encoder).items()}
    arrays |= {f"cell.{name.removesuffix('_l0')}": array for name, array in to_torch(cell).items()}
    path = write(tmp_path / f"model{suffix}", arrays)
    assert sorted(list_layers(path)) == [
        ("cell", "RNN", 5, 2, 1, 1, ""),
        ("encoder", "LSTM", 3, 4, 2, 2, ""),
    ]
    assert "'cell' (RNN, D = 5, H = 2, 1 layer, 1 direction)" in repr(list_layers(path))  # as a notebook shows it
    assert_same_stack(load_weights(path, "encoder"), encoder)
    assert_same_stack(load_weights(str(path), "cell."), cell)
    with pytest.raises(ValueError, match=r"[^:]*: say which of its 2 recurrent layers: ") as error:
        load_weights(path)
    assert str(error.value).startswith(str(path))
    assert "'cell' (RNN, D = 5, H = 2, 1 layer, 1 direction)" in str(error.value)
    assert "'encoder' (LSTM, D = 3, H = 4, 2 layers, 2 directions)" in str(error.value)


@each_kind
def test_the_names_of_a_wrapped_state_dict_are_a_prefix(tmp_path, suffix):
    arrays = {f"checkpoint/model/rnn.{name}": array for name, array in ARRAYS.items()} | {"epoch": np.array(3)}
    path = write(tmp_path / f"model{suffix}", arrays)
    assert [layer.name for layer in list_layers(path)] == ["checkpoint/model/rnn"]
    assert_same_stack(load_weights(path), STACK)


@each_kind
def test_what_is_wrong_with_the_arrays_is_said_with_the_path(tmp_path, suffix):
    path = write(tmp_path / f"w{suffix}", {"fc.weight": np.zeros(3)})
    message = (
        f"{path}: there is no recurrent layer under the names of PyTorch, such as 'weight_ih_l0', among its 1 names: "
        "'fc.weight'."
    )
    for read in (load_weights, list_layers):
        with refused(ValueError, message):
            read(path)
    path = write(tmp_path / f"v{suffix}", ARRAYS | {"bias_hh_l0": np.zeros(3, np.float32)})
    message = f"{path}: bias_hh_l0 has shape (3,), but with weight_hh_l0 (12, 4) it must be (3H,) = (12,)."
    with refused(ValueError, message):
        load_weights(path)
    assert list_layers(path) == [("", "", None, None, None, None, message.removeprefix(f"{path}: "))]
    path = write(tmp_path / f"u{suffix}", {name: array.astype(np.int8) for name, array in ARRAYS.items()})
    with pytest.raises(
        ValueError, match=r"[uw].*: weight_ih_l0 holds integers \(int8\), as weights do that are quantised"
    ):
        load_weights(path)


def test_save_and_load_agree_about_an_activation(tmp_path):
    stack = draw_stack(3, "rnn", 3, 4, options={"activation": "relu"})
    save_weights(tmp_path / "w.npz", stack)
    assert_same_stack(load_weights(tmp_path / "w.npz", activation="relu"), stack)


# ---- kinds of numbers --------------------------------------------------------------------------------------------


def test_bfloat16_is_the_first_half_of_float32(tmp_path):
    bits = {
        name: (np.ascontiguousarray(array).view(np.uint32) >> 16).astype(np.uint16) for name, array in ARRAYS.items()
    }
    path = as_dtype(write(tmp_path / "w.safetensors", bits), b'"U16"', b'"BF16"')
    short = {name: (array.astype(np.uint32) << 16).view(np.float32) for name, array in bits.items()}
    (tmp_path / "all.npz").touch()
    assert_same_stack(load_weights(path), load_weights(write(tmp_path / "w.npz", short)))
    for name, array in short.items():
        np.testing.assert_allclose(array, ARRAYS[name], rtol=2**-7)


def test_half_floats_stay_what_they_are(tmp_path):
    path = write(tmp_path / "w.safetensors", {name: array.astype(np.float16) for name, array in ARRAYS.items()})
    assert load_weights(path).directions[0].W.dtype == np.float16


def test_floats_that_numpy_lacks_are_refused_and_listed(tmp_path):
    path = as_dtype(write(tmp_path / "w.safetensors", ARRAYS), b'"F32"', b'"F8_E4M3"')
    reason = "weight_ih_l0 is of F8_E4M3, which NumPy cannot hold. Save it as float32: tensor.float() in PyTorch."
    with refused(ValueError, f"{path}: {reason}"):
        load_weights(path)
    assert list_layers(path)[0].refusal == reason


SAVE = "Where it was made, save floats: np.array(value, dtype=np.float32), or, of a dict, np.savez(path, **value)."


def test_an_array_of_objects_is_refused_by_its_name(tmp_path):
    path = write(tmp_path / "w.npz", ARRAYS | {"bias_ih_l0": np.array([{}, 1.0], dtype=object)})
    message = (
        f"{path}: bias_ih_l0 is an array of Python objects, which is a pickle, and reading one runs whatever program "
        f"is in it. {SAVE}"
    )
    with refused(ValueError, message):
        load_weights(path)


def test_what_would_be_an_error_of_type_is_one_of_value_with_the_path(tmp_path):
    path = write(tmp_path / "w.npz", ARRAYS | {"bias_ih_l0": np.full(12, "0.1")})
    with pytest.raises(ValueError, match=r"w\.npz: bias_ih_l0 has dtype <U3, but it must hold real numbers"):
        load_weights(path)


def test_a_state_dict_that_savez_pickled_is_told(tmp_path):
    path = write(tmp_path / "w.npz", {"epoch": np.array(3), "model": np.array(ARRAYS, dtype=object)})
    message = (
        f"{path} is no readable .npz file: model is an array of Python objects, which is a pickle, and reading one "
        f"runs whatever program is in it. {SAVE}"
    )
    with refused(ValueError, message):
        load_weights(path)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("README.txt", "Weights.")
    with pytest.raises(ValueError, match=r"among its 1 names: 'README\.txt'"):
        load_weights(path)


# ---- no such file ------------------------------------------------------------------------------------------------

PAGE = "it is a web page, not the file that the page shows: download the raw file"
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
OTHERS = {
    "a pointer": (POINTER, "it is a pointer of git-lfs, three lines of text for a file: git lfs pull brings it"),
    "a page": (b"\n<!DOCTYPE html><html>", PAGE),
    "an old page": (b"<HTML><head>", PAGE),
    "nothing": (b"", "it is empty"),
}


@every_kind
@pytest.mark.parametrize(("data", "words"), OTHERS.values(), ids=OTHERS)
def test_another_thing_by_this_name_is_told(tmp_path, suffix, data, words):
    path = tmp_path / f"w{suffix}"
    path.write_bytes(data)
    for read in (load_weights, list_layers):
        with refused(ValueError, f"{path} is no {suffix} file: {words}."):
            read(path)


def test_a_pickle_or_one_array_by_the_name_of_npz_is_told(tmp_path):
    path = tmp_path / "w.npz"
    for protocol in range(2, 6):
        path.write_bytes(pickle.dumps(ARRAYS, protocol))
        with refused(ValueError, f"{path} {PICKLE}"):
            load_weights(path)
    with path.open("wb") as file:
        np.save(file, np.zeros(3))
    with refused(ValueError, f"{path} {ONE_ARRAY}"):
        load_weights(path)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        *((f"w{suffix}", PICKLE) for suffix in (".pt", ".th", ".joblib", ".tar", ".pth.tar", ".PTH")),
        ("w.npy", ONE_ARRAY),
    ],
)
def test_another_suffix_is_refused_with_the_way_to_read_it(tmp_path, name, words):
    """Whether or not there is such a file."""
    for read in (load_weights, list_layers):
        with refused(ValueError, f"path is {str(tmp_path / name)!r}, which {words}"):
            read(tmp_path / name)


@pytest.mark.parametrize("suffix", [".pt2", ".torchscript", ".jit", ".ptl"])
def test_a_program_of_torch_is_not_run(tmp_path, suffix):
    with pytest.raises(ValueError, match=r"holds a program of PyTorch, and reading it would run that"):
        load_weights(tmp_path / f"w{suffix}")


@every_kind
def test_a_file_that_cannot_be_opened_is_an_error_of_the_system(tmp_path, suffix):
    (tmp_path / f"w{suffix}").mkdir()
    for read in (load_weights, list_layers):
        with pytest.raises(FileNotFoundError):
            read(tmp_path / f"v{suffix}")
        with pytest.raises(OSError, match=r"directory|denied"):
            read(tmp_path / f"w{suffix}")


# ---- damaged -----------------------------------------------------------------------------------------------------

DAMAGED = "its header is damaged: "
GOOD = {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}
BAD = {
    "no header": (
        b"{",
        2**40,
        "of its 9 bytes the first 8 say that a header of 1099511627776 follows, which is at most 4194304",
    ),
    "a header that is longer than the file": (
        b"{}",
        500,
        "of its 10 bytes the first 8 say that a header of 500 follows, which is at most 4194304",
    ),
    "half a header": (b'{"a":', None, "its header is damaged: Expecting value: line 1 column 6 (char 5)"),
    "no names": ([1], None, "its header is damaged: pop expected at most 1 argument, got 2"),
    "no entry": ({"a": 3}, None, None),
    "an entry that lacks": ({"a": {"dtype": "F32"}}, None, None),
    "an entry that has more": ({"a": GOOD | {"file": 3}}, None, None),
    "a size below zero": (
        {"a": GOOD | {"shape": [-1]}},
        None,
        "its header is damaged: it has an array of shape (-1,) that lies at [0, 4]",
    ),
    "a size that is no number": ({"a": GOOD | {"shape": ["x"]}}, None, None),
    "three places": ({"a": GOOD | {"data_offsets": [1, 2, 3]}}, None, None),
    "no text": (b"\xff\xfe\x00", None, None),
    "brackets": (b"[" * 100_000, None, None),
}


@pytest.mark.parametrize(("header", "length", "words"), BAD.values(), ids=BAD)
def test_a_damaged_header_is_refused_with_the_path(tmp_path, header, length, words):
    path = write_header(tmp_path / "w.safetensors", header, length=length)
    start = f"{path} is no readable .safetensors file: {'its header is damaged: ' if words is None else words}"
    with pytest.raises(ValueError, match=f"^{re.escape(start)}"):
        load_weights(path)


def test_a_header_of_more_names_than_a_model_has_is_not_read(tmp_path, monkeypatch):
    path = write(tmp_path / "w.safetensors", ARRAYS)
    monkeypatch.setattr(safetensors_files, "LONGEST", 100)
    with pytest.raises(ValueError, match=r"the first 8 say that a header of \d+ follows, which is at most 100\.$"):
        load_weights(path)


@pytest.mark.parametrize("more", [-4, 4])
def test_a_member_that_is_not_as_long_as_its_shape_says_is_refused(tmp_path, more):
    path = tmp_path / "w.npz"
    with zipfile.ZipFile(path, "w") as file:
        for name in ("weight_ih_l0", "weight_hh_l0"):
            file.writestr(f"{name}.npy", npy_header((4, 4)) + bytes(64 + more))
    message = f"{path}: weight_ih_l0 should have 192 bytes, but has {192 + more}: the file is damaged. Fetch it again."
    with refused(ValueError, message):
        load_weights(path)


@pytest.mark.parametrize("size", [0, 5, 7])
def test_a_stub_is_refused(tmp_path, size):
    for suffix in (".npz", ".safetensors"):
        path = tmp_path / f"w{suffix}"
        path.write_bytes(b"PK\x03\x04\x00\x00\x00"[:size])
        with pytest.raises(ValueError, match=f"w{suffix} is no"):
            load_weights(path)


@each_kind
def test_wherever_a_file_is_cut_it_is_refused_with_its_path(tmp_path, suffix):
    data = write(tmp_path / f"whole{suffix}", ARRAYS).read_bytes()
    path = tmp_path / f"cut{suffix}"
    for size in range(1, len(data), 37):
        path.write_bytes(data[:size])
        with pytest.raises(ValueError, match=f"cut{suffix}"):
            load_weights(path)


def test_wherever_a_zip_is_changed_nothing_but_a_value_error_comes(tmp_path):
    """Checksums tell; what the numbers are is not said by any changed byte."""
    ones = {"weight_ih_l0": np.ones((3, 1)), "weight_hh_l0": np.ones((3, 1))}
    data = bytearray(write(tmp_path / "whole.npz", ones).read_bytes())
    path, rng, read, refusals = tmp_path / "changed.npz", np.random.default_rng(0), [], []
    for _ in range(300):
        changed = data.copy()
        changed[rng.integers(len(data))] ^= 1 << rng.integers(8)
        path.write_bytes(changed)
        try:
            read.append(load_weights(path).directions[0].W.tolist())
        except ValueError as error:
            refusals.append(str(error))
    assert read
    assert all(W == [[1.0] * 3] * 2 for W in read)
    assert len(refusals) > 50
    assert all(words.startswith(str(path)) for words in refusals)


def test_a_missing_part_is_said(tmp_path):
    header = {"weight_hh_l0": {"dtype": "F64", "shape": [4, 4], "data_offsets": [0, 128]}}
    header["weight_ih_l0"] = {"dtype": "F64", "shape": [4, 2], "data_offsets": [128, 192]}
    path = write_header(tmp_path / "w.safetensors", header, bytes(150))
    message = (
        f"{path}: weight_ih_l0 has shape (4, 2) of F64 and should be bytes 128 to 192 of the 150 that there are: the "
        "file is damaged, or a part of it is missing. Fetch it again."
    )
    with refused(ValueError, message):
        load_weights(path)


# ---- made to harm ------------------------------------------------------------------------------------------------


def peak_of(read):
    """The most memory, in bytes, that a call that is refused took."""
    tracemalloc.start()
    with pytest.raises(ValueError, match=r"."):
        read()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def npy_header(shape):
    header = str({"descr": "<f4", "fortran_order": False, "shape": shape}).encode().ljust(117) + b"\n"
    return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header


@pytest.mark.parametrize("shape", [(7, 500, 500), (2400, 600)])
def test_a_zip_bomb_is_refused_unread(tmp_path, shape):
    """By its shape, or, where that could be a cell's, because no weights are so simple."""
    path = tmp_path / "w.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name in ("weight_ih_l0", "weight_hh_l0"):
            file.writestr(f"{name}.npy", npy_header(shape) + bytes(4 * int(np.prod(shape))))
    assert path.stat().st_size < 200_000
    assert peak_of(lambda: load_weights(path)) < 1_000_000


def test_many_small_bombs_are_one(tmp_path):
    """Each of them alone would be let through."""
    path = tmp_path / "w.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for n in range(8):
            for name in ("weight_ih", "weight_hh"):
                file.writestr(f"{name}_l{n}.npy", npy_header((256, 256)) + bytes(4 * 256 * 256))
    with pytest.raises(
        ValueError, match=r"its weights would grow from \d+ bytes to 4196352, which no trained weights do"
    ):
        load_weights(path)
    assert peak_of(lambda: load_weights(path)) < 1_000_000
    np.savez_compressed(path, weight_ih_l0=np.zeros((256, 256)), weight_hh_l0=np.zeros((256, 256)))
    assert not load_weights(path).directions[0].W.any()


def test_an_array_that_says_it_is_huge_takes_no_memory(tmp_path):
    for shape in ((4 * 2**20, 2**20), (2**70, 2**68)):
        path = tmp_path / "w.npz"
        with zipfile.ZipFile(path, "w") as file:
            for name in ("weight_ih_l0", "weight_hh_l0"):
                file.writestr(f"{name}.npy", npy_header(shape))
        assert peak_of(lambda path=path: load_weights(path)) < 1_000_000
        header = {"dtype": "F32", "shape": shape, "data_offsets": [0, 4 * shape[0] * shape[1]]}
        path = write_header(tmp_path / "w.safetensors", {"weight_ih_l0": header, "weight_hh_l0": header})
        assert peak_of(lambda path=path: load_weights(path)) < 1_000_000


def test_names_of_one_place_are_refused(tmp_path):
    """Many names for the same bytes of a zip would be many arrays of one."""
    path = tmp_path / "w.npz"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("weight_hh_l0.npy", npy_header((256, 256)) + bytes(4 * 256 * 256))
        for n in range(1, 9):
            copied = zipfile.ZipInfo(f"weight_hh_l{n}.npy")
            for name in ("header_offset", "compress_size", "file_size", "CRC"):
                setattr(copied, name, getattr(file.filelist[0], name))
            file.filelist.append(copied)
    with refused(ValueError, f"{path} is no readable .npz file: its arrays cannot lie in so few bytes."):
        load_weights(path)


@pytest.mark.parametrize("value", ["[]", "[[[[[]]]]]", '""', "0"])
def test_a_header_of_countless_values_is_refused_before_they_take_memory(tmp_path, value):
    path = write_header(tmp_path / "w.safetensors", b'{"a":[' + b",".join([value.encode()] * 250_000) + b"]}")
    with pytest.raises(ValueError, match=r"its header is damaged: its JSON has more values than that of a model\.$"):
        load_weights(path)
    assert peak_of(lambda: load_weights(path)) < 4 * path.stat().st_size


@pytest.mark.parametrize("suffix", [".npz", ".keras"])
def test_a_zip_of_countless_members_is_refused_before_they_take_memory(tmp_path, suffix):
    path = tmp_path / f"w{suffix}"
    with zipfile.ZipFile(path, "w") as file:
        for n in range(80):
            file.writestr(f"{n}" * 30_000, b"")
    with pytest.raises(ValueError, match=r"its list of members has \d+ bytes, and at most 4194304 are read"):
        load_weights(path)
    assert peak_of(lambda: load_weights(path)) < 1_000_000


@pytest.mark.parametrize("suffix", [".npz", ".keras"])
@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_that_is_compressed_oddly_is_refused(tmp_path, suffix, method):
    path = tmp_path / f"w{suffix}"
    with zipfile.ZipFile(path, "w", method) as file:
        file.writestr("weight_hh_l0.npy", npy_header((4, 4)) + bytes(64))
    with pytest.raises(ValueError, match=r"weight_hh_l0.npy in it is compressed in a way that neither NumPy nor Keras"):
        load_weights(path)


@pytest.mark.parametrize(
    "header", ["{'descr': '<f4', 'shape': (", "{1: 2, 'a': 3}", "{'descr': ('<f4',)}", "(" * 99, "'"]
)
def test_a_header_of_npy_that_is_no_python_is_refused(tmp_path, header):
    path = tmp_path / "w.npz"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("weight_hh_l0.npy", npy_header(())[:10] + header.encode().ljust(117) + b"\n" + bytes(64))
    with pytest.raises(ValueError, match=rf"^{path} is no readable \.npz file: "):
        load_weights(path)


def test_a_version_of_npy_that_numbers_never_need_is_refused(tmp_path):
    path = tmp_path / "w.npz"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("weight_hh_l0.npy", npy_header((4, 4)).replace(b"\x01\x00", b"\x03\x00", 1) + bytes(64))
    with pytest.raises(ValueError, match=r"weight_hh_l0 is of version \(3, 0\) of the format .npy"):
        load_weights(path)


@each_kind
def test_a_large_file_takes_no_more_than_four_times_its_size(tmp_path, suffix):
    stack = draw_stack(0, "lstm", 128, 256, dtype=np.float32)
    save_weights(tmp_path / f"w{suffix}", stack)
    tracemalloc.start()
    load_weights(tmp_path / f"w{suffix}")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4 * (tmp_path / f"w{suffix}").stat().st_size


def test_thousands_of_layers_take_time_in_proportion(tmp_path):
    """Quadratic, the last step alone would take half a minute."""
    ones = RNNParams(np.ones((2, 1)), np.ones(1))
    save_weights(tmp_path / "w.safetensors", Stack([Layer(ones)] * 2000))
    start = time.perf_counter()
    assert len(load_weights(tmp_path / "w.safetensors").layers) == 2000
    Stack([Layer(ones)] * 20_000)
    assert time.perf_counter() - start < 5
