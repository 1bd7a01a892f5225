"""The recurrent layers of a file: a line for each, and what is said where it is not clear which."""

from typing import NamedTuple

from rnnlab.networks.params import GRUParams, LSTMParams, RNNParams

KINDS = {RNNParams: "RNN", GRUParams: "GRU", LSTMParams: "LSTM"}


class RecurrentLayer(NamedTuple):
    """One recurrent layer of a file: what to call it, and its sizes; or, in `refusal`, why it is not read.

    name is what `load_weights` takes, "" where nothing stands before the names of the weights. kind is "RNN", "GRU"
    or "LSTM", layers and directions say how many.
    """

    name: str
    kind: str = ""
    D: int | None = None
    H: int | None = None
    layers: int | None = None
    directions: int | None = None
    refusal: str = ""

    def __repr__(self):
        if self.refusal:
            return f"{self.name!r} (not read: {self.refusal.rstrip('.')})"
        plural = [f"{n} {what}{'s' * (n != 1)}" for n, what in ((self.layers, "layer"), (self.directions, "direction"))]
        return f"{self.name!r} ({self.kind}, D = {self.D}, H = {self.H}, {', '.join(plural)})"


def describe(name, stack):
    """The line of a stack."""
    directions = max(sum(params is not None for params in layer) for layer in stack.layers)
    return RecurrentLayer(name, KINDS[stack.cell], stack.D, stack.H, len(stack.layers), directions)


def say_which(name, layers):
    """The message where no layer, or not exactly one, is called `name`: it lists all of them."""
    what = f"say which of its {len(layers)} recurrent layers" if name is None else f"it has no recurrent layer {name!r}"
    return f"{what}: {name_some(map(str, layers))}."


def name_some(words, most=12):
    """Words in a row; of very many the first, and how many more there are."""
    words = list(words)
    return ", ".join(words[:most]) + (f", … and {len(words) - most} more" if len(words) > most else "")
