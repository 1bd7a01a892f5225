"""What the configuration of a Keras model says of its recurrent layers: where they stand, and how they are run."""

import re
from typing import NamedTuple

CELLS = ("SimpleRNN", "GRU", "LSTM")
ACTIVATIONS = {"tanh": "tanh", "relu": "relu", "sigmoid": "sigmoid", "linear": "identity"}


class Settings(NamedTuple):
    """How a layer is run, with the arguments of `from_keras`; or, in `refusal`, why it is not read."""

    path: str
    name: str
    reset: str | None = None
    activation: str = "tanh"
    backwards: bool = False
    directions: int = 1
    refusal: str = ""


def find_settings(config, path=""):
    """The Settings of every recurrent layer in a configuration, from the input to the output.

    Parameters
    ----------
    config : dict
        As `config.json` of a .keras file has it.
    path : str
        Where Keras keeps the weights of this part, "layers/bidirectional".
    """
    kind, inner = _read_kind(config), config.get("config")
    inner = {"layers": inner} if isinstance(inner, list) else inner if isinstance(inner, dict) else {}
    if isinstance(inner.get("layers"), list):
        for layer, name in _number(inner["layers"]):
            yield from find_settings(layer, f"{path}/layers/{name}".lstrip("/"))
    elif kind == "RNN" and isinstance(inner.get("cell"), dict):
        cell = inner["cell"]
        if cell.get("class_name") == "StackedRNNCells":
            for each, name in _number(cell["config"]["cells"]):
                yield _read_layer({**inner, **each["config"]}, _read_kind(each), f"{path}/cell/cells/{name}")
        else:
            yield _read_layer({**cell["config"], **inner}, _read_kind(cell), path)
    elif kind == "Bidirectional":
        yield _read_both(inner, path)
    elif kind in CELLS or re.search("RNN|LSTM|GRU", kind):
        yield _read_layer(inner, kind, path)
    elif isinstance(inner.get("layer"), dict):
        yield from find_settings(inner["layer"], f"{path}/layer")


def _read_kind(config):
    """Its class; a class that is not Keras' own by the name that it was registered under."""
    own = config.get("registered_name")
    return f"{own} of your own" if own else str(config.get("class_name"))


def _number(layers):
    """Each layer with the name that Keras gives its weights: of its class, with a number where it is not the first."""
    taken = {}
    for layer in layers:
        words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=.)(?=[A-Z][a-z])", "_", str(layer.get("class_name"))).lower()
        taken[words] = number = taken.get(words, -1) + 1
        yield layer, f"{words}_{number}" if number else words


def _read_both(inner, path):
    layer = inner.get("layer", {})
    one = next(find_settings(layer, path), None)
    backward = inner.get("backward_layer") or {}
    name = str(inner.get("name"))
    if one is None:
        return Settings(path, name, directions=2, refusal="its layer is none of SimpleRNN, GRU and LSTM.")
    other = next(find_settings(backward, path), one)
    refusal = one.refusal or other.refusal
    if not refusal and inner.get("merge_mode", "concat") != "concat":
        refusal = (
            f"merge_mode is {inner['merge_mode']!r}, but a layer here has both directions side by side, as 'concat': "
            "give each direction's get_weights() to from_keras, and merge yourself."
        )
    elif not refusal and (one.backwards or (backward and not other.backwards)):
        refusal = "its first direction reads backwards, or its second does not: give each one's get_weights() alone."
    elif not refusal and (one.reset, one.activation) != (other.reset, other.activation):
        refusal = "its two directions are run in two ways: give each one's get_weights() to from_keras alone."
    return one._replace(path=path, name=name, backwards=False, directions=2, refusal=refusal)


def _read_layer(inner, kind, path):
    settings, refusal = Settings(path, str(inner.get("name"))), ""
    kind = kind.removesuffix("Cell")
    activation, gates = (_read_activation(inner.get(key)) for key in ("activation", "recurrent_activation"))
    if kind.startswith("CuDNN"):
        plain = "GRU(…, reset_after=True)" if "GRU" in kind else "LSTM(…)"
        refusal = (
            f"it is a {kind}, whose weights lie in another order: load them with Keras into {plain}, and save that."
        )
    elif kind not in CELLS:
        refusal = f"it is a {kind}, and no cell here computes that."
    elif kind != "SimpleRNN" and gates not in (None, "sigmoid"):
        refusal = (
            f"recurrent_activation is {gates!r}, but the gates here are sigmoids, and the numbers would differ. "
            "('hard_sigmoid' is what Keras had before 2.3 if nothing else was said.)"
        )
    elif (activation or "tanh") not in ACTIVATIONS or (kind == "GRU" and activation not in (None, "tanh")):
        known = "tanh" if kind == "GRU" else ", ".join(ACTIVATIONS)
        refusal = f"activation is {activation!r}, but {kind} here can have {known}."
    if refusal:
        return settings._replace(refusal=refusal)
    # A GRU that does not say reset_after was made when there was no such choice.
    reset = ("after" if inner.get("reset_after", False) else "before") if kind == "GRU" else None
    return settings._replace(
        reset=reset, activation=ACTIVATIONS[activation or "tanh"], backwards=bool(inner.get("go_backwards", False))
    )


def _read_activation(value):
    """Its name; newer versions keep what is not built in as a dict with the class."""
    if isinstance(value, dict):
        inner = value.get("config")
        return str(inner if isinstance(inner, str) else value.get("class_name"))
    return value if value is None else str(value)
