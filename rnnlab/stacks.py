"""Several layers, each read in one direction or in both: whole networks, forward and backward."""

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from rnnlab.arguments import as_float
from rnnlab.backward import gru_backward, lstm_backward, rnn_backward
from rnnlab.params import GRUParams, LSTMParams, RNNParams
from rnnlab.sequences import gru_forward, lstm_forward, rnn_forward
from rnnlab.sequences.lengths import last_state, read_lengths

CELLS = {
    RNNParams: (rnn_forward, rnn_backward, {"activation"}),
    GRUParams: (gru_forward, gru_backward, {"reset"}),
    LSTMParams: (lstm_forward, lstm_backward, {"variant"}),
}


class Layer(NamedTuple):
    """One thing for each direction of a layer: weights, traces or gradients. One of the two may be None."""

    forward: object = None
    backward: object = None


@dataclass(frozen=True, eq=False)
class Stack:
    """Layers of one cell, from the input to the output.

    Parameters
    ----------
    layers : list of Layer
        Each holds the weights of its directions; weights alone stand for one that reads forward.
        Every layer reads the states of the one below, forward ones beside backward ones.
    options : mapping, optional
        How the cell is run: `activation` (RNN), `reset` (GRU) or `variant` (LSTM).

    Raises
    ------
    TypeError, ValueError
        Weights of different cells; sizes that do not fit on each other; an option the cell has not.
    """

    layers: tuple
    options: MappingProxyType = field(default_factory=dict)

    def __post_init__(self):
        layers = tuple(layer if isinstance(layer, Layer) else Layer(layer) for layer in self.layers)
        object.__setattr__(self, "layers", layers)
        object.__setattr__(self, "options", MappingProxyType(dict(self.options)))
        kinds = {type(params) for layer in layers for params in layer if params is not None}
        if len(kinds) != 1 or not kinds <= CELLS.keys():
            names = sorted(kind.__name__ for kind in kinds)
            raise TypeError(f"layers hold {names}, but a stack is of one cell: RNNParams, GRUParams or LSTMParams.")
        unknown = self.options.keys() - CELLS[self.cell][2]
        if unknown:
            raise ValueError(f"options has {sorted(unknown)}, but a {self.cell.__name__} stack has {CELLS[self.cell][2]}.")
        for n, layer in enumerate(layers):
            sizes = {(params.D, params.H) for params in layer if params is not None}
            below = _width(layers[n - 1]) if n else None
            if len(sizes) != 1 or below not in (None, next(iter(sizes))[0]):
                raise ValueError(
                    f"layer {n} has (D, H) = {sorted(sizes)}, but its directions must agree"
                    + (f", and read the {below} states of the layer below." if n else ".")
                )

    cell = property(lambda self: type(next(p for p in self.layers[0] if p is not None)), doc="The kind of weights.")
    D = property(lambda self: next(p.D for p in self.layers[0] if p is not None), doc="Input size.")
    H = property(lambda self: next(p.H for p in self.layers[-1] if p is not None), doc="Hidden size of the last layer.")


class StackTrace(NamedTuple):
    """What a stack computed.

    h (B, T, H), or (B, T, 2H) for two directions: the states of the last layer. h_T and c_T
    (n, B, H): the last state of each of the n directions of all layers, the one that was computed
    last; c_T is None but for the LSTM. layers: for each a Layer of traces, in the order of x.
    """

    h: np.ndarray
    h_T: np.ndarray
    c_T: np.ndarray | None
    layers: tuple


class StackGrads(NamedTuple):
    """Gradients: x (B, T, D), h0 and c0 (n, B, H), and for each layer a Layer of gradients of its weights."""

    x: np.ndarray
    h0: np.ndarray
    c0: np.ndarray | None
    layers: tuple
