"""Weights in files that hold arrays and nothing that runs: .safetensors, .npz, .onnx."""

import io
from pathlib import Path

import numpy as np

from rnnlab.frameworks.onnx_files import read_model, write_model
from rnnlab.frameworks.pytorch import NAME, from_torch, to_torch
from rnnlab.whole_files import write_whole

PICKLES = (".pt", ".pth", ".pkl", ".pickle", ".bin", ".ckpt")
SUFFIXES = (".safetensors", ".npz", ".onnx")


def load_weights(path, prefix="", activation="tanh"):
    """The weights in a file.

    Parameters
    ----------
    path : str or path
        `.safetensors` and `.npz` hold arrays under the names of PyTorch, `.onnx` holds a model.
    prefix, activation : str
        For the names of PyTorch, as in `from_torch`. A node of ONNX says its activation itself.

    Returns
    -------
    Stack, or dict of them
        Of an `.onnx` file a stack of one layer for each RNN, GRU and LSTM node of the main graph,
        by the name of the first output of the node. The initial states are not part of it.

    Raises
    ------
    ImportError
        Without the package safetensors, or onnx.
    OSError
        A file that cannot be opened.
    TypeError, ValueError
        Another suffix, above all that of a pickle; or as `from_torch` and `from_onnx`.
    """
    path = Path(path)
    suffix = _read_suffix(path)
    if suffix == ".onnx":
        if (prefix, activation) != ("", "tanh"):
            raise ValueError("prefix and activation are for the names of PyTorch, but an .onnx file has none of them.")
        return read_model(path)
    return from_torch((_read_npz if suffix == ".npz" else _read_safetensors)(path, prefix), prefix, activation)


def save_weights(path, stack):
    """Write the weights of a stack to a file, whole or not at all.

    Parameters
    ----------
    path : str or path
        `.safetensors` and `.npz` will hold the arrays of `to_torch`, which do not say the
        activation of an RNN; `.onnx` a model of one node for each layer, from x (T, B, D) to
        h (T, B, H), or (T, B, 2H), that begins at zero.
    stack : Stack

    Raises
    ------
    ImportError
        Without the package safetensors, or onnx.
    OSError
        A file that cannot be written.
    TypeError, ValueError
        Another suffix; or what the file cannot hold, as `to_torch` and `to_onnx` refuse it.
    """
    path = Path(path)
    suffix = _read_suffix(path)
    if suffix == ".onnx":
        data = write_model(stack)
    elif suffix == ".safetensors":
        data = _import_safetensors().numpy.save(to_torch(stack))
    else:
        np.savez(file := io.BytesIO(), **to_torch(stack))
        data = file.getvalue()
    write_whole(path, data)


def _read_suffix(path):
    suffix = path.suffix.lower()
    if suffix in PICKLES:
        raise ValueError(
            f"path is {str(path)!r}, which is or may be a pickle, and reading one runs whatever program is in it. Save "
            "arrays instead, where it was made: safetensors.torch.save_file(state_dict, 'weights.safetensors'), or "
            "np.savez('weights.npz', **{name: tensor.numpy() for name, tensor in state_dict.items()})."
        )
    if suffix not in SUFFIXES:
        raise ValueError(f"path is {str(path)!r}, but it must end in one of {', '.join(SUFFIXES)}.")
    return suffix


def _read_npz(path, prefix):
    """All names in a file, with the arrays that `from_torch` asks for, and None for others."""
    file = np.load(path, allow_pickle=False)
    if isinstance(file, np.ndarray):
        raise ValueError(f"{path} holds one array, but it must hold named ones: np.savez(path, weight_ih_l0=…).")
    with file:
        return {name: file[name] if _is_weight(name, prefix) else None for name in file}


def _read_safetensors(path, prefix):
    arrays = {}
    with _import_safetensors().safe_open(path, framework="numpy") as file:
        for name in file.keys():  # noqa: SIM118, it is no mapping
            try:
                arrays[name] = file.get_tensor(name) if _is_weight(name, prefix) else None
            except TypeError as error:
                raise TypeError(
                    f"{name} in {path} is of a kind that NumPy lacks ({error}). Save it as float32."
                ) from None
    return arrays


def _is_weight(name, prefix):
    return name.startswith(prefix) and NAME.fullmatch(name[len(prefix) :])


def _import_safetensors():
    try:
        import safetensors.numpy
    except ImportError as error:
        raise ImportError('.safetensors files need the package safetensors: pip install "rnnlab[weights]"') from error
    return safetensors
