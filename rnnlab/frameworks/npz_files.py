"""The arrays of an .npz file: a zip of one .npy for each, whose header says the shape."""

import math
import os
from functools import partial

from numpy.lib import format as npy

from rnnlab.frameworks.headers import DAMAGES, open_zip
from rnnlab.frameworks.shapes import Stored
from rnnlab.frameworks.torch_names import NAME

HEADERS = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
MOST = 32  # no trained weights become so many times smaller in a zip, but what is made to fill the memory does
SLACK = 2**20  # bytes of weights in a file that may, for those that are still zero


def read_npz(file):
    """All names in an open file: with a Stored where it is one of PyTorch's for a recurrent layer, else with None.

    Raises
    ------
    ValueError
        It is no .npz file; one whose weights would fill the memory; or its arrays are pickles.
    """
    try:
        zipped = open_zip(file)
        members = {info.filename.removesuffix(".npy"): info for info in zipped.infolist()}
        if sum(info.compress_size for info in members.values()) > os.fstat(file.fileno()).st_size:
            raise ValueError("its arrays cannot lie in so few bytes")
        weights = [name for name in members if NAME.fullmatch(name)]
        sizes = [(members[name].file_size, members[name].compress_size) for name in weights]
        if sum(max(0, size - MOST * packed) for size, packed in sizes) > SLACK:
            grown, packed = (sum(column) for column in zip(*sizes, strict=True))
            raise ValueError(
                f"its weights would grow from {packed} bytes to {grown}, which no trained weights do. If they are "
                "yours, np.savez keeps them as they are"
            )
        arrays = dict.fromkeys(members) | {name: _look(zipped, name, members[name]) for name in weights}
        others = [] if weights else [name for name in members if members[name].filename.endswith(".npy")]
        for name in others[:20]:
            if refusal := _look(zipped, name, members[name]).refusal:
                raise ValueError(f"{name} {refusal.rstrip('.')}")
    except DAMAGES as error:
        raise ValueError(f"{error}") from error
    return arrays


def _look(zipped, name, member):
    """The header of one member, as a Stored."""
    with zipped.open(member) as file:
        version = npy.read_magic(file)
        if version not in HEADERS:
            raise ValueError(f"{name} is of version {version} of the format .npy, which numbers never need")
        shape, _, dtype = HEADERS[version](file)
        size, refusal = file.tell() + math.prod(shape) * dtype.itemsize, ""
    if dtype.hasobject:
        refusal = (
            "is an array of Python objects, which is a pickle, and reading one runs whatever program is in it. Where "
            "it was made, save floats: np.array(value, dtype=np.float32), or, of a dict, np.savez(path, **value)."
        )
    elif size != member.file_size:
        refusal = f"should have {size} bytes, but has {member.file_size}: the file is damaged. Fetch it again."
    return Stored(shape, str(dtype), partial(_read, zipped, name, member), refusal)


def _read(zipped, name, member):
    try:
        with zipped.open(member) as file:
            return npy.read_array(file, allow_pickle=False)
    except DAMAGES as error:
        raise ValueError(f"{name} cannot be read ({error}): the file is damaged.") from error
