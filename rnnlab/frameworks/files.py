"""Weights in files that hold arrays and nothing that runs: .safetensors, .npz, .onnx, .keras, .h5."""

import io
from pathlib import Path

import numpy as np

from rnnlab.frameworks.keras_files import find_keras
from rnnlab.frameworks.listing import RecurrentLayer, describe, say_which
from rnnlab.frameworks.npz_files import read_npz
from rnnlab.frameworks.onnx_files import find_nodes, write_model
from rnnlab.frameworks.pytorch import from_torch, list_torch, to_torch
from rnnlab.frameworks.safetensors_files import read_safetensors
from rnnlab.frameworks.suffixes import check_beginning, read_suffix
from rnnlab.whole_files import write_whole

# Files of arrays by name: what reads their headers. Files of models: what finds their recurrent layers.
ARRAYS = {".safetensors": read_safetensors, ".npz": read_npz}
MODELS = {".onnx": find_nodes, **dict.fromkeys([".keras", ".h5", ".hdf5"], find_keras)}
WRITTEN = (".safetensors", ".npz", ".onnx")


def load_weights(path, name=None, activation="tanh"):
    """The weights of one recurrent layer in a file, which may hold a whole model.

    Parameters
    ----------
    path : str or path
        `.safetensors` and `.npz` hold arrays under the names of PyTorch, `.onnx` and `.keras` a
        model; `.h5` and `.hdf5` hold a model of Keras, or its weights.
    name : str, optional
        Which of the recurrent layers, as `list_layers` calls them; needed where there are several.
        Of the names of PyTorch it is what stands before them, such as "encoder.rnn"; of a node of
        ONNX its first output, with its module where that is noted; of Keras the layer's name.
    activation : {"tanh", "relu"}
        The `nonlinearity` of an nn.RNN, which the names of PyTorch do not say; and that of a layer
        of Keras in a file of weights alone, as in `from_keras`. Such a file does not say
        go_backwards and recurrent_activation either. Models say all of it themselves.

    Returns
    -------
    Stack
        Of a model it is one node or layer. The initial states and the lengths of the sequences are
        not part of it.

    Raises
    ------
    ImportError
        Without the package onnx, or h5py, for its files.
    OSError
        A file that cannot be opened.
    ValueError
        Another suffix, above all that of a pickle; a file that is damaged; several layers and no
        name; a layer that is not read, as in `from_torch` and `from_onnx`.
    """
    path, suffix = _open(path)
    if suffix in ARRAYS:
        return _read_arrays(path, suffix, lambda arrays: from_torch(arrays, name, activation))
    layers = MODELS[suffix](path)
    if name not in layers and (name is not None or len(layers) > 1):
        raise ValueError(f"{path}: {say_which(name, [_describe(*layer) for layer in layers.items()])}")
    try:
        return layers[name if name in layers else next(iter(layers))](activation)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error


def list_layers(path):
    """The recurrent layers in a file: what to call each, its kind and its sizes.

    Parameters
    ----------
    path : str or path
        As in `load_weights`.

    Returns
    -------
    list of RecurrentLayer
        (name, kind, D, H, layers, directions, refusal): a layer that is not read has only its name,
        and the reason as its refusal.

    Raises
    ------
    ImportError, OSError, ValueError
        As `load_weights`; or a file that has none.
    """
    path, suffix = _open(path)
    if suffix in ARRAYS:
        return _read_arrays(path, suffix, list_torch)
    return [_describe(*layer) for layer in MODELS[suffix](path).items()]


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
    suffix = read_suffix(path, WRITTEN)
    if suffix == ".onnx":
        data = write_model(stack)
    elif suffix == ".safetensors":
        data = _import_safetensors().numpy.save(to_torch(stack))
    else:
        np.savez(file := io.BytesIO(), **to_torch(stack))
        data = file.getvalue()
    write_whole(path, data)


def _open(path):
    path = Path(path)
    suffix = read_suffix(path, (*ARRAYS, *MODELS))
    check_beginning(path, suffix)
    return path, suffix


def _read_arrays(path, suffix, read):
    """What `read` makes of the arrays of a file, which are open as long as it reads."""
    with path.open("rb") as file:
        try:
            arrays = ARRAYS[suffix](file)
        except ValueError as error:
            raise ValueError(f"{path} is no readable {suffix} file: {error}.") from error
        try:
            return read(arrays)
        except (TypeError, ValueError) as error:
            raise ValueError(f"{path}: {error}") from error


def _describe(name, read):
    try:
        return describe(name, read())
    except ValueError as error:
        return RecurrentLayer(name, refusal=str(error))


def _import_safetensors():
    try:
        import safetensors.numpy
    except ImportError as error:
        raise ImportError('.safetensors files need the package safetensors: pip install "rnnlab[weights]"') from error
    return safetensors
