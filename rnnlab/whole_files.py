"""Files that are written whole or not at all."""

import os


def write_whole(path, data):
    """Write the bytes `data` to `path`: beside it first, then in its place. A link is replaced, not followed.

    Parameters
    ----------
    path : Path
    data : bytes

    Raises
    ------
    OSError
        Where that is not possible; what was at `path` is then still there.
    """
    part = _beside(path)
    try:
        part.write_bytes(data)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def try_writing(path):
    """Find out whether `path` can be written, and leave everything as it is.

    Parameters
    ----------
    path : Path

    Raises
    ------
    OSError
        Where it cannot.
    """
    if path.is_dir():
        raise IsADirectoryError("it is a folder")
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError("it is protected against writing")
    part = _beside(path)
    part.touch()
    part.unlink()


def _beside(path):
    return path.with_name(f".{path.name}.{os.getpid()}.part")
