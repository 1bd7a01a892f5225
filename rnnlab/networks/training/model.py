"""A model: a cell, and a read-out that turns each of its states into K numbers."""

from dataclasses import dataclass, fields, replace

import numpy as np

from rnnlab.networks.arguments import as_float, as_size, read_rng
from rnnlab.networks.init import SCHEMES
from rnnlab.networks.params import GRUParams, LSTMParams, RNNParams


@dataclass(frozen=True, eq=False)
class Model:
    """A cell and its read-out, y = h W_hy + b_y.

    Parameters
    ----------
    cell : RNNParams, LSTMParams or GRUParams
    W_hy : array (H, K)
        "Into y from h": K numbers of each state.
    b_y : array (K,)

    Raises
    ------
    TypeError, ValueError
        A cell of another kind; a read-out that is not of numbers or does not fit the cell.
    """

    cell: RNNParams | LSTMParams | GRUParams
    W_hy: np.ndarray
    b_y: np.ndarray

    def __post_init__(self):
        check_cell(self.cell)
        W_hy, b_y = as_float("W_hy", self.W_hy), as_float("b_y", self.b_y)
        if W_hy.ndim != 2 or len(W_hy) != self.H or W_hy.size == 0:
            cause = "It looks transposed: a row is a hidden unit, a column an output."
            cause = cause if W_hy.shape[1:] == (self.H,) else "It must have a row for each hidden unit of the cell."
            raise ValueError(
                f"W_hy has shape {W_hy.shape}, but with H = {self.H} hidden units it must be (H, K) = "
                f"({self.H}, K), K at least 1. {cause}"
            )
        if b_y.shape != W_hy.shape[1:]:
            raise ValueError(
                f"b_y has shape {b_y.shape}, but with W_hy {W_hy.shape} it must be (K,) = {W_hy.shape[1:]}: "
                "one number for each output."
            )
        dtype = np.result_type(W_hy, b_y)
        object.__setattr__(self, "W_hy", W_hy.astype(dtype, copy=False))
        object.__setattr__(self, "b_y", b_y.astype(dtype, copy=False))

    D = property(lambda self: self.cell.D, doc="Input size.")
    H = property(lambda self: self.cell.H, doc="Hidden size.")
    K = property(lambda self: self.W_hy.shape[1], doc="Output size.")

    @property
    def arrays(self):
        """All arrays that learning changes, by name: those of the cell, then W_hy and b_y."""
        cell = {field.name: getattr(self.cell, field.name) for field in fields(self.cell)}
        return {name: array for name, array in cell.items() if array is not None} | {"W_hy": self.W_hy, "b_y": self.b_y}

    def with_arrays(self, arrays):
        """The same kind of model with other arrays, named as in `arrays`."""
        cell = {name: array for name, array in arrays.items() if name not in ("W_hy", "b_y")}
        return Model(replace(self.cell, **cell), arrays["W_hy"], arrays["b_y"])


def init_model(cell, K, rng):
    """Put a random read-out on a cell.

    Parameters
    ----------
    cell : RNNParams, LSTMParams or GRUParams
    K : int
        Output size: the number of classes, or of numbers to be told.
    rng : numpy.random.Generator

    Returns
    -------
    Model
        W_hy (H, K) uniform between -1/sqrt(H) and 1/sqrt(H), b_y zeros; both of the cell's dtype.

    Raises
    ------
    TypeError, ValueError
        When K is no size, or as `Model`.
    """
    K, rng = as_size("K", K), read_rng(rng)
    H, dtype = check_cell(cell).H, cell.W.dtype
    return Model(cell, SCHEMES["uniform"](rng, H, K, H).astype(dtype), np.zeros(K, dtype))


def check_cell(cell):
    """The cell itself, when its weights are of a known kind.

    Raises
    ------
    TypeError
        When they are not.
    """
    if not isinstance(cell, RNNParams | LSTMParams | GRUParams):
        raise TypeError(
            f"cell is of type {type(cell).__name__}, but it must be RNNParams, LSTMParams or GRUParams: "
            "init_rnn(D, H, rng) makes one."
        )
    return cell
