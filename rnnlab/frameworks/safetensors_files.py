"""The arrays of a .safetensors file: a header of names, kinds, shapes and places, then the numbers."""

import math
import os
import sys
from functools import partial

import numpy as np

from rnnlab.frameworks.headers import LONGEST, read_json
from rnnlab.frameworks.shapes import Stored, widen
from rnnlab.frameworks.torch_names import NAME

DTYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2", "BOOL": "?"}
DTYPES |= {f"{kind}{8 * size}": f"<{kind.lower()}{size}" for kind in "IU" for size in (1, 2, 4, 8)}
DTYPES = {kind: np.dtype(letters) for kind, letters in DTYPES.items()}
NAMES = {kind: dtype.name for kind, dtype in DTYPES.items()} | {"BF16": "bfloat16"}


def read_safetensors(file):
    """All names in an open file: with a Stored where it is one of PyTorch's for a recurrent layer, else with None.

    Raises
    ------
    ValueError
        It is no .safetensors file.
    """
    first, size = file.read(8), os.fstat(file.fileno()).st_size
    length = int.from_bytes(first, "little")
    if len(first) < 8 or length > min(size - 8, LONGEST):
        raise ValueError(
            f"of its {size} bytes the first 8 say that a header of {length} follows, which is at most {LONGEST}"
        )
    try:
        header = read_json(file.read(length), _pack)
        header.pop("__metadata__", None)
        for name, entry in header.items():
            if not isinstance(entry, tuple):
                raise ValueError(f"{name!r} is not said to have a dtype, a shape and data_offsets")
            header[name] = _find(file, 8 + length, size, *entry) if NAME.fullmatch(name) else None
        return header
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"its header is damaged: {error}") from error


def _pack(entry):
    """An entry of the header, in few bytes: its kind, its shape, and where its numbers begin and end."""
    if entry.keys() != {"dtype", "shape", "data_offsets"}:
        return entry
    (begin, end), shape = entry["data_offsets"], tuple(entry["shape"])
    if not all(isinstance(number, int) and number >= 0 for number in (begin, end, *shape)):
        raise ValueError(f"it has an array of shape {shape} that lies at {entry['data_offsets']}")
    return sys.intern(entry["dtype"]), shape, begin, end


def _find(file, start, size, kind, shape, begin, end):
    """An array of the file as a Stored."""
    dtype, refusal = DTYPES.get(kind), ""
    if dtype is None:
        refusal = f"is of {kind}, which NumPy cannot hold. Save it as float32: tensor.float() in PyTorch."
    elif end - begin != math.prod(shape) * dtype.itemsize or start + end > size:
        refusal = (
            f"has shape {shape} of {kind} and should be bytes {begin} to {end} of the {size - start} that there are: "
            "the file is damaged, or a part of it is missing. Fetch it again."
        )
    return Stored(shape, NAMES.get(kind, kind), partial(_read, file, kind, shape, start + begin), refusal)


def _read(file, kind, shape, begin):
    file.seek(begin)
    array = np.fromfile(file, DTYPES[kind], math.prod(shape)).reshape(shape)
    return widen(array) if kind == "BF16" else array
