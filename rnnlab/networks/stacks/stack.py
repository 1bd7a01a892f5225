"""A stack: several layers of one cell, each read in one direction or in both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from rnnlab.networks.params import GRUParams, LSTMParams, RNNParams

OPTIONS = {RNNParams: "activation", GRUParams: "reset", LSTMParams: "variant"}


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
        for name, kind in (("layers", Sequence), ("options", Mapping)):
            if not isinstance(getattr(self, name), kind):
                raise TypeError(
                    f"{name} is of type {type(getattr(self, name)).__name__}, but it must be a "
                    + ("list: Stack([params])." if name == "layers" else "mapping: Stack(layers, {'reset': 'before'}).")
                )
        layers = tuple(layer if isinstance(layer, Layer) else Layer(layer) for layer in self.layers)
        object.__setattr__(self, "layers", layers)
        object.__setattr__(self, "options", MappingProxyType(dict(self.options)))
        kinds = {type(params) for layer in layers for params in layer if params is not None}
        if len(kinds) != 1 or not kinds <= OPTIONS.keys():
            names = ", ".join(sorted(kind.__name__ for kind in kinds)) or "nothing"
            raise TypeError(f"layers hold {names}, but a stack is of one cell: RNNParams, GRUParams or LSTMParams.")
        if not self.options.keys() <= {OPTIONS[self.cell]}:
            raise ValueError(
                f"options has {', '.join(self.options)}, but {self.cell.__name__} know only {OPTIONS[self.cell]}."
            )
        H, features = self.H, self.D
        for n, layer in enumerate(layers):
            if layer == Layer():
                raise TypeError(f"layer {n} holds nothing, but it must have weights for one direction or for both.")
            for params in layer:
                if params is not None and (H, features) != (params.H, params.D):
                    raise ValueError(
                        f"layer {n} has weights for D = {params.D} and H = {params.H}, but every layer must have the "
                        f"H = {H} of the first"
                        + (f" and read its {features} features." if n else f", and D = {features}.")
                    )
            features = H * sum(params is not None for params in layer)

    @property
    def directions(self):
        """All weights in the order of the states h0: layer by layer, forward before backward."""
        return [params for layer in self.layers for params in layer if params is not None]

    cell = property(lambda self: type(self.directions[0]), doc="The kind of the weights, a class.")
    D = property(lambda self: self.directions[0].D, doc="Input size.")
    H = property(lambda self: self.directions[0].H, doc="Hidden size, of every layer.")


def read_stack(stack):
    """The stack itself, when it is one.

    Raises
    ------
    TypeError
        When it is none.
    """
    if not isinstance(stack, Stack):
        raise TypeError(f"stack is of type {type(stack).__name__}, but it must be a Stack: Stack([params]).")
    return stack
