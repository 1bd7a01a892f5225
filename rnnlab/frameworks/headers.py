"""Headers, looked at before a library takes memory for what they say: JSON, and the list of a zip."""

import io
import json
import tokenize
import zipfile
import zlib

LONGEST = 2**22  # bytes of JSON, or of the list of a zip's members: forty thousand arrays
FEW, DENSE = 2**16, 8  # values that any JSON may have, and bytes for each one more
COMPRESSED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # what NumPy and Keras write; others take memory of their own
# What zipfile, json, NumPy and h5py raise where a file is damaged.
DAMAGES = (
    *(ValueError, TypeError, LookupError, AttributeError, ArithmeticError, OSError, EOFError, RuntimeError),
    *(SyntaxError, tokenize.TokenError, zipfile.BadZipFile, zlib.error),
)


def read_json(text, object_hook=None):
    """What the bytes of a header or a configuration say.

    Raises
    ------
    ValueError
        They are no JSON; or are longer, or of more values, than those of a model.
    """
    if len(text) > LONGEST:
        raise ValueError(f"it has {len(text)} bytes of JSON, and at most {LONGEST} are read")
    if sum(map(text.count, (b",", b"[", b"{"))) > FEW + len(text) // DENSE:
        raise ValueError("its JSON has more values than that of a model")
    return json.loads(text, object_hook=object_hook)


def open_zip(file):
    """The zip in an open file.

    Raises
    ------
    ValueError
        Its list of members is longer than that of a model, or one is compressed in an odd way.
    zipfile.BadZipFile
        It is none.
    """
    zipped = zipfile.ZipFile(_Sparing(file.raw))
    for info in zipped.infolist():
        if info.compress_type not in COMPRESSED:
            raise ValueError(f"{info.filename} in it is compressed in a way that neither NumPy nor Keras writes")
    return zipped


class _Sparing(io.BufferedReader):
    """A file that gives no more at once than a list of members may have; the members themselves are read in parts."""

    def read(self, size=-1):
        if size > LONGEST:
            raise ValueError(f"its list of members has {size} bytes, and at most {LONGEST} are read")
        return super().read(size)
