"""Read somebody's arrays, or refuse them by name: the shape that they have and the one they should have."""

from rnnlab.networks.arguments import as_float
from rnnlab.networks.params import GRUParams, LSTMParams, RNNParams

CELLS = {1: RNNParams, 3: GRUParams, 4: LSTMParams}


def read_array(name, value):
    """An array, or a framework's tensor, as an array of floats.

    Raises
    ------
    TypeError, ValueError
        As `as_float`; or floats that NumPy cannot read: on a GPU, of bfloat16, still with a gradient.
    """
    try:
        return as_float(name, value)
    except (TypeError, RuntimeError) as error:
        dtype = getattr(value, "dtype", None)
        if "float" not in str(dtype):
            raise
        raise TypeError(
            f"{name} is of {dtype}, and NumPy cannot read it ({str(error).rstrip('.')}). Make it float32 in memory "
            "first; a tensor of torch: .detach().cpu().float().numpy()"
        ) from None


def find_cell(name, array, letters):
    """The class of the parameters, their n gates and H, from a recurrent weight with axes such as "(nH, H)".

    Raises
    ------
    ValueError
        When the shape is no cell's.
    """
    axes = letters.strip("()").split(", ")
    if array.ndim == len(axes) and array.size:
        sizes = dict(zip(axes, array.shape, strict=True))
        n = sizes["nH"] / sizes["H"]
        if n in CELLS:
            return CELLS[n], int(n), sizes["H"]
    raise ValueError(
        f"{name} has shape {array.shape}, but it must be {letters} with n = 1 gate (RNN), 3 (GRU) or 4 (LSTM): "
        "from h into h."
    )


def columns_letters(n):
    """The length of n gates side by side, in letters: "H", "2H" ..."""
    return "H" if n == 1 else f"{n}H"


def check_shape(name, array, wanted, letters, given):
    """Refuse an array that is not of the shape `wanted`; a letter in it stands for any size, at least 1.

    Raises
    ------
    ValueError
    """
    if not _fits(array.shape, wanted):
        sizes = ", ".join(map(str, wanted)) + ("," if len(wanted) == 1 else "")
        cause = " It looks transposed." if _fits(array.shape[::-1], wanted) else ""
        raise ValueError(f"{name} has shape {array.shape}, but with {given} it must be {letters} = ({sizes}).{cause}")


def _fits(shape, wanted):
    return len(shape) == len(wanted) and all(
        size >= 1 if isinstance(other, str) else size == other for size, other in zip(shape, wanted, strict=True)
    )
