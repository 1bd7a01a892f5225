"""Read somebody's arrays, or refuse them by name: the shape that they have and the one they should have."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from rnnlab.networks.arguments import as_float
from rnnlab.networks.params import GRUParams, LSTMParams, RNNParams

CUDNN = (
    " Twice as long it is the bias of a CuDNN layer, whose kernels lie in another order too: load its file into a GRU "
    "or LSTM of Keras, and take that layer's get_weights()."
)
CELLS = {1: RNNParams, 3: GRUParams, 4: LSTMParams}


class Stored(NamedTuple):
    """An array of a file that is not read yet: what its header says, what reads it, and why it cannot be read if so."""

    shape: tuple
    dtype: str
    read: Callable
    refusal: str = ""


def check_kind(name, value):
    """Refuse what holds no floats, as far as that can be seen without reading it.

    Raises
    ------
    ValueError
    """
    if isinstance(value, Stored) and value.refusal:
        raise ValueError(f"{name} {value.refusal}")
    dtype = str(getattr(value, "dtype", ""))
    if "int" in dtype or "bool" in dtype:
        raise ValueError(
            f"{name} holds integers ({dtype}), as weights do that are quantised: multiply them with their scale first, "
            "or take the model before it was quantised. Whole numbers that are the weights themselves: "
            ".astype(np.float32)."
        )


def read_array(name, value):
    """An array, a framework's tensor or a Stored as an array of floats; bfloat16 becomes float32.

    Raises
    ------
    TypeError, ValueError
        As `as_float` and `check_kind`; or floats that NumPy cannot read.
    """
    check_kind(name, value)
    value = value.read() if isinstance(value, Stored) else value
    dtype = str(getattr(value, "dtype", ""))
    try:
        if hasattr(value, "detach"):  # PyTorch's: from its gradients, and from another device
            value = value.detach().cpu()
        if dtype.endswith("bfloat16"):  # PyTorch's, or that of the package ml_dtypes
            value = value.float() if dtype.startswith("torch") else value.astype(np.float32)
        return as_float(name, value)
    except (TypeError, RuntimeError) as error:
        if "float" in dtype:
            raise TypeError(
                f"{name} is of {dtype}, and NumPy cannot read it ({str(error).rstrip('.')}). Make it float32 in memory "
                "first; a tensor of torch: .detach().cpu().float().numpy()"
            ) from None
        raise


def widen(bits):
    """Numbers of bfloat16 as float32, of which it is the first half."""
    wide = bits.astype(np.uint32)
    wide <<= 16
    return wide.view(np.float32)


def find_cell(name, array, letters):
    """The class of the parameters, their n gates and H, from a recurrent weight with axes such as "(nH, H)".

    Raises
    ------
    ValueError
        When the shape is no cell's.
    """
    axes, shape = letters.strip("()").split(", "), tuple(array.shape)
    if len(shape) == len(axes) and all(shape):
        sizes = dict(zip(axes, shape, strict=True))
        n, rest = divmod(sizes["nH"], sizes["H"])
        if n in CELLS and not rest:
            return CELLS[n], n, sizes["H"]
    raise ValueError(
        f"{name} has shape {shape}, but it must be {letters} with n = 1 gate (RNN), 3 (GRU) or 4 (LSTM): from h into h."
    )


def columns_letters(n):
    """The length of n gates side by side, in letters: "H", "2H" ..."""
    return "H" if n == 1 else f"{n}H"


def check_shape(name, array, wanted, letters, given, twice=""):
    """Refuse an array that is not of the shape `wanted`; a letter in it stands for any size, at least 1.

    Of a vector that is twice as long, `twice` says the cause.

    Raises
    ------
    ValueError
    """
    shape = tuple(array.shape)
    if not _fits(shape, wanted):
        sizes = ", ".join(map(str, wanted)) + ("," if len(wanted) == 1 else "")
        cause = " It looks transposed." if _fits(shape[::-1], wanted) else ""
        cause = twice if len(wanted) == 1 and _fits(shape, (2 * wanted[0],)) else cause
        raise ValueError(f"{name} has shape {shape}, but with {given} it must be {letters} = ({sizes}).{cause}")


def _fits(shape, wanted):
    return len(shape) == len(wanted) and all(
        size >= 1 if isinstance(other, str) else size == other for size, other in zip(shape, wanted, strict=True)
    )
