"""The arrays of a .safetensors file: a header of names, kinds, shapes and places, then the numbers."""

import json
import math
import os
from functools import partial

import numpy as np

from rnnlab.frameworks.shapes import Stored

# bfloat16 is the first half of a float32.
DTYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2", "BOOL": "?"}
DTYPES |= {f"{kind}{8 * size}": f"<{kind.lower()}{size}" for kind in "IU" for size in (1, 2, 4, 8)}
MOST = 2**24  # bytes of a header: ten thousand arrays take some 2**20


def read_safetensors(file):
    """A Stored for every array of an open file, by name. Only the header is read.

    Raises
    ------
    ValueError
        It is no .safetensors file.
    """
    first, size = file.read(8), os.fstat(file.fileno()).st_size
    length = int.from_bytes(first, "little")
    if len(first) < 8 or length > min(size - 8, MOST):
        raise ValueError(f"of its {size} bytes the first 8 say that a header of {length} follows")
    try:
        header = json.loads(file.read(length))
        header.pop("__metadata__", None)
        return {name: _find(file, 8 + length, size, name, **entry) for name, entry in header.items()}
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"its header is damaged: {error}") from error


def _find(file, start, size, name, dtype, shape, data_offsets):
    """One entry of the header as a Stored."""
    begin, end = data_offsets
    if not all(isinstance(number, int) and number >= 0 for number in (begin, end, *shape)):
        raise ValueError(f"{name!r} has shape {shape} and lies at {data_offsets}")
    kind, refusal = np.dtype(DTYPES.get(dtype, "f4")), ""
    if dtype not in DTYPES:
        refusal = f"is of {dtype}, which NumPy cannot hold. Save it as float32: tensor.float() in PyTorch."
    elif end - begin != math.prod(shape) * kind.itemsize or start + end > size:
        refusal = (
            f"has shape {shape} of {dtype} and should be bytes {begin} to {end} of the {size - start} that there are: "
            "the file is damaged, or a part of it is missing. Fetch it again."
        )
    name = "float32" if dtype == "BF16" else kind.name
    return Stored(tuple(shape), name, partial(_read, file, kind, tuple(shape), start + begin), refusal)


def _read(file, dtype, shape, begin):
    file.seek(begin)
    array = np.fromfile(file, dtype, math.prod(shape)).reshape(shape)
    return (array.astype(np.uint32) << 16).view(np.float32) if dtype == DTYPES["BF16"] else array
