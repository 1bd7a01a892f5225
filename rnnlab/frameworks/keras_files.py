"""Keras files: the recurrent layers in a .keras, a .weights.h5 or an older .h5 file, each as a stack."""

import io
import mmap
import shutil
from collections import Counter
from functools import partial
from pathlib import Path

from rnnlab.frameworks.hdf5_wire import check_hdf5
from rnnlab.frameworks.headers import DAMAGES, open_zip, read_json
from rnnlab.frameworks.keras_cells import find_cells, list_arrays, read_text
from rnnlab.frameworks.keras_config import Settings, find_settings
from rnnlab.frameworks.keras_layers import from_keras
from rnnlab.frameworks.listing import name_some
from rnnlab.networks.stacks import Layer, Stack

SLACK = 2**16  # bytes that a member of a zip may have beyond four times what it takes in it


def find_keras(path):
    """The recurrent layers of a Keras file, by name: what reads each as a stack of one layer.

    The name is that of the layer in Keras, where the file says it, else its place among the
    weights, such as "lstm_1"; where several have one name, the whole place, "layers/lstm_1".

    Parameters
    ----------
    path : Path

    Returns
    -------
    dict of functions
        Of the activation, for a file that does not say how its layers are run; they return a Stack
        of one layer, or raise ValueError.

    Raises
    ------
    ImportError
        Without the package h5py.
    ValueError
        No such file; or one without a recurrent layer.
    """
    h5py, suffix = _import_h5py(), path.suffix.lower()
    try:
        source, config = _read_zip(path) if suffix == ".keras" else (_check(path), None)
        with _open(h5py, source) as file:
            cells = find_cells(file)
            config = read_text(file, "model_config").encode() if config is None else config
        layers = _match(cells, find_settings(read_json(config)) if config else ())
    except DAMAGES as error:
        raise ValueError(f"{path} is no readable {suffix} file ({error}).") from error
    if not cells:
        raise ValueError(f"{path} has no recurrent layer of Keras: no 'cell/vars', nor an array 'recurrent_kernel'.")
    taken = Counter(name for name, _ in layers.values())
    return {
        name if taken[name] == 1 else place: partial(_read, h5py, source, cells[place][1], how)
        for place, (name, how) in layers.items()
    }


def _match(cells, settings):
    """By the place of each layer what it is called and its Settings, or None; in the order of the model, if known."""
    layers, others, rest, called = {}, dict.fromkeys(cells), [], {}
    for place, (name, _) in cells.items():
        called.setdefault(name, []).append(place)
    for one in settings:
        same = [one.path] if one.path in others else called.get(one.name, [])
        if len(same) == 1 and same[0] in others:
            layers[same[0]] = (one.name, one)
            del others[same[0]]
        else:
            rest.append(repr(one.name))
    unclear = Settings(
        "", "", refusal=f"which of the layers that the file describes it is, is not clear: {name_some(rest)}."
    )
    return layers | {place: (cells[place][0], unclear if rest else None) for place in others}


def _read(h5py, source, groups, settings, activation="tanh"):
    if settings and settings.refusal:
        raise ValueError(settings.refusal)
    if settings and settings.directions != len(groups):
        raise ValueError(f"it has {settings.directions} directions, but the weights of {len(groups)} are there.")
    if settings and activation not in ("tanh", settings.activation):
        raise ValueError(f"activation is {activation!r}, but the file says that it is {settings.activation!r}.")
    try:
        with _open(h5py, source) as file:
            cells = [list_arrays(file, group) for group in groups]
            if {*map(len, cells)} - {2, 3}:
                raise ValueError(f"its cell has {len(cells[0])} arrays, but one of Keras has 2, or 3 with a bias")
            arrays = [array for cell in cells for array in cell]
            if settings is None:
                return from_keras(arrays, activation=activation)
            stack = from_keras(arrays, settings.reset, settings.activation)
    except DAMAGES as error:
        raise ValueError(str(error)) from error
    return Stack([Layer(None, *stack.directions)], stack.options) if settings.backwards else stack


def _check(path):
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        check_hdf5(data)
    return path


def _read_zip(path):
    """The bytes of the weights, and of the configuration."""
    with path.open("rb") as file, open_zip(file) as zipped:
        parts = []
        for name in ("model.weights.h5", "config.json"):
            info = zipped.getinfo(name)
            if info.file_size > 4 * info.compress_size + SLACK:
                raise ValueError(f"{name} in it unfolds from {info.compress_size} to {info.file_size} bytes")
            with zipped.open(info) as member:
                shutil.copyfileobj(member, part := io.BytesIO(), 2**20)
            parts.append(part.getvalue())
    check_hdf5(parts[0])
    return parts


def _open(h5py, source):
    return h5py.File(source if isinstance(source, Path) else io.BytesIO(source), "r")


def _import_h5py():
    try:
        import h5py
    except ImportError as error:
        raise ImportError('.keras and .h5 files need the package h5py: pip install "rnnlab[weights]"') from error
    return h5py
