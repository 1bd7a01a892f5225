"""The recurrent cells among the groups of a Keras HDF5 file, and their arrays, of which the headers are read first."""

import re
from functools import partial

import numpy as np

from rnnlab.frameworks.shapes import Stored, widen

DIRECTIONS = ("forward", "backward")
OLD = ("kernel", "recurrent_kernel", "bias")  # what the arrays are called in older files; in newer ones 0, 1, 2
SECOND = re.compile(r"(.*/)?cell/(cells/[^/]+/)?vars/1|(.*/)?recurrent_kernel(:0)?")
SLACK = 2**16  # bytes that a small array may take beyond four times its place in the file


def find_cells(file):
    """The layers whose arrays are in a file: the paths of their groups of arrays, one for each direction.

    Returns
    -------
    dict
        By the path of the layer: what it is called in Keras, or the last part of its path where the
        file does not say it; and its groups, the forward one before the backward one.
    """
    groups, called = {}, {}

    def visit(path, item):
        if SECOND.fullmatch(path):
            group = path.rpartition("/")[0]
            groups[_split(group)] = group
        elif path.endswith("/vars") and "name" in item.attrs:
            called[path.removesuffix("/vars")] = read_text(item, "name")

    file.visititems(visit)  # follows no links, so it ends, and stays in this file
    layers = {}
    for (around, last), group in sorted(groups.items()):
        direction = next((each for each in DIRECTIONS if last.startswith(f"{each}_")), "")
        both = [groups.get((around, each + last.removeprefix(direction))) for each in DIRECTIONS]
        if direction and all(both):
            layers[around] = both
        else:
            layers[f"{around}/{last}".lstrip("/")] = [group]
    return {path: (called.get(path, path.rpartition("/")[2]), those) for path, those in layers.items()}


def read_text(item, name):
    """An attribute as text, also where it is kept as bytes; "" where there is none.

    Raises
    ------
    ValueError
        It is no text, and the library of HDF5 may crash where its kind is damaged.
    """
    if name not in item.attrs:
        return ""
    kind = item.attrs.get_id(name).dtype
    if kind.kind != "S" and (kind.metadata or {}).get("vlen") not in (str, bytes):
        raise ValueError(f"{item.name} has an attribute {name} that is no text")
    text = item.attrs[name]
    return text.decode() if isinstance(text, bytes) else str(text)


def list_arrays(file, group):
    """The arrays of a cell in the order of get_weights(), as Stored.

    Raises
    ------
    ValueError
        Arrays in another file, or larger than what the file has of them.
    """
    here = {name.partition(":")[0]: name for name in file[group]}
    order = OLD if "recurrent_kernel" in here else sorted(filter(str.isdecimal, here))
    return [_look(file[group], here[name]) for name in order if name in here]


def _split(group):
    """The path around a layer, and its last part: "layers/lstm/cell/vars" is "layers" and "lstm"."""
    parts = group.split("/")
    if parts[-1] == "vars":
        parts = parts[: -2 if parts[-2] == "cell" else -1]
    elif len(parts) > 1 and "cell" in parts[-1] and not parts[-2].startswith("stacked_rnn_cells"):
        parts = parts[:-1]
    return "/".join(parts[:-1]), parts[-1]


def _look(group, name):
    array = None if group.get(name, getlink=True).__class__.__name__ != "HardLink" else group[name]
    if array is None or array.is_virtual or array.external:
        raise ValueError(f"{group.name}/{name} is kept in another place, and only what is in the file itself is read")
    if array.dtype.hasobject:
        raise ValueError(f"{array.name} holds texts, or lists, and no numbers")
    size = array.id.get_storage_size()
    if array.nbytes > 4 * size + SLACK:
        raise ValueError(f"{array.name} says that it takes {array.nbytes} bytes, but the file has {size} of it")
    return Stored(array.shape, str(array.dtype), partial(_read, array))


def _read(array):
    if read_text(array, "dtype") == "bfloat16":
        return widen(np.frombuffer(array[()].tobytes(), "<u2")).reshape(array.shape)
    return array[()]
