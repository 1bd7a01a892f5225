"""The bytes of HDF5: what would have its library read without end, or take memory for texts that are not there."""

from struct import unpack_from

SIGNATURE, HEAP = b"\x89HDF\r\n\x1a\n", b"GCOL\x01"
TEXTS = (b"name\0", b"dtype\0", b"model_config\0")  # the attributes that are read
VERSIONS = ((1, 8, 8), (2, 8, 1), (3, 9, 1))  # of attributes: where they begin before their name; parts fill up to what
VARIABLE = 9  # the class of texts that lie in a heap


def check_hdf5(data):
    """Refuse a file whose texts are damaged; all else that is damaged is the library's to find.

    Parameters
    ----------
    data : bytes or mmap
        The whole file.

    Raises
    ------
    ValueError
    """
    sizes = slice(13, 15) if data[8:9] in (b"\0", b"\1") else slice(9, 11)
    if data[:8] != SIGNATURE or data[sizes] != b"\x08\x08":
        raise ValueError("it does not begin as an HDF5 file with places and sizes of 8 bytes")
    for heap in _find_all(data, HEAP):
        # It says its size; each text in it has a number, which is 0 where the rest is free, and its size.
        at, end = heap + 16, heap + _number(data, heap + 8, 8)
        while at + 16 <= end <= len(data):
            number, size = unpack_from("<H6xQ", data, at)
            step = 16 + size + -size % 8 if number else size
            at += step if 16 <= step <= end - at else len(data)
        if not at <= end <= len(data):
            raise ValueError(f"its heap of texts at byte {heap} is damaged")
    for name in TEXTS:
        for place in _find_all(data, name):
            if any(_length(data, place, len(name), *version) > len(data) for version in VERSIONS):
                raise ValueError(f"its attribute {name[:-1].decode()} at byte {place} is damaged")


def _length(data, place, size, version, before, step):
    """What an attribute of this version says that its text has, where its name lies; 0 where it is none."""
    start = place - before
    if start < 0 or data[start] != version or _number(data, start + 2, 2) != size:
        return 0
    name, kind, shape = (-(-_number(data, start + at, 2) // step) * step for at in (2, 4, 6))
    return _number(data, place + name + kind + shape, 4) if _number(data, place + name, 1) % 16 == VARIABLE else 0


def _number(data, start, size):
    return int.from_bytes(data[start : start + size], "little")


def _find_all(data, part):
    at = data.find(part)
    while at >= 0:
        yield at
        at = data.find(part, at + 1)
