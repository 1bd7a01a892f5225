"""Names of PyTorch: which recurrent layers stand among them, and which of those cannot be read as they are."""

import re
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from rnnlab.frameworks.listing import name_some

WEIGHTS, BIASES = ["weight_ih", "weight_hh"], ["bias_ih", "bias_hh"]
SUFFIXES = ("", "_reverse")
# A cell, nn.LSTMCell for example, has one layer, and no number of it.
_PLACE = r"(?:_l[0-9]{1,9}(?:_reverse)?)?"
NAME = re.compile(rf"(.*?)(weight_ih|weight_hh|weight_hr|bias_ih|bias_hh)({_PLACE})", re.DOTALL)
_HELD = re.compile(rf"(.*?)(weight_[ih]h{_PLACE})_(g|v|u|orig|mask|raw)", re.DOTALL)
_PARAMETRISED = re.compile(rf"(.*?)parametrizations\.(weight_[ih]h{_PLACE})\.original[0-9]?", re.DOTALL)
_QUANTISED = re.compile(r"(.*?)(_all_weight_values\.[0-9]+\.param|_packed_weight_[ih]h)", re.DOTALL)


class Found(NamedTuple):
    """A recurrent layer: the names of its arrays, by layer and direction; or, in words, why it is not read."""

    names: list
    refusal: str = ""


def find_mapping(weights):
    """The recurrent layers in a mapping, and itself, or, where none stand in it, what its inner mappings hold, in one.

    A checkpoint wraps a state dict: {"epoch": 3, "model": {"rnn.weight_ih_l0": …}} is read as if its name were
    "model.rnn.weight_ih_l0".

    Raises
    ------
    TypeError
        When it is no mapping.
    """
    if not isinstance(weights, Mapping):
        raise TypeError(
            f"weights is of type {type(weights).__name__}, but it must map names to arrays: module.state_dict()."
        )
    found = find_layers(weights)
    if found or isinstance(weights, np.lib.npyio.NpzFile):
        return found, weights
    flat, waiting = {}, [("", weights, ())]
    for before, mapping, outer in waiting:
        for name, value in mapping.items():
            if not isinstance(value, Mapping):
                flat[f"{before}{name}"] = value
            elif not any(value is other for other in (*outer, mapping)):
                waiting.append((f"{before}{name}.", value, (*outer, mapping)))
    return find_layers(flat), flat


def find_layers(names):
    """Every recurrent layer among the names, as a Found, by what stands before its names."""
    here, held = {}, {}
    for name in filter(lambda name: isinstance(name, str), names):
        if match := _HELD.fullmatch(name) or _PARAMETRISED.fullmatch(name) or _QUANTISED.fullmatch(name):
            held.setdefault(match[1], []).append((name, match[2]))
        elif match := NAME.fullmatch(name):
            here.setdefault(match[1], []).append(name)
    for prefix in held:
        if f"{prefix}module." not in here:  # where the layer is whose weights are dropped, beside the raw ones
            here.setdefault(prefix, [])
    found = {}
    for prefix, those in here.items():
        odd = held.get(prefix) or held.get(prefix.removesuffix("module."))
        refusal = _say_held(odd) if odd else ""
        try:
            if refusal or those:
                found[prefix] = Found([], refusal) if refusal else Found(_order(those, prefix))
        except ValueError as error:
            found[prefix] = Found([], str(error))
    return found


def say_none_found(names):
    """The message where none is found: the names that there are, and whose they may be."""
    shown = name_some(repr(str(name)[:60]) for name in names)
    hint = ""
    if names and all(re.fullmatch("arr_[0-9]+", str(name)) for name in names):
        hint = (
            " If they are what get_weights() of a Keras layer lists: from_keras([weights[name] for name in weights])."
        )
    elif any(re.fullmatch(r"(.*[./])?h[ifgorzn][./]kernel", str(name)) for name in names):
        hint = " A kernel for each gate is Flax': LSTMParams.from_blocks and GRUParams.from_blocks join such."
    elif any(str(name).removesuffix(":0").endswith("kernel") for name in names):
        hint = " A kernel is TensorFlow's or Keras': from_tf1 takes such names, from_keras the arrays of one layer."
    return (
        "there is no recurrent layer under the names of PyTorch, such as 'weight_ih_l0', among its "
        f"{len(names)} names: {shown or 'none'}.{hint}"
    )


def _say_held(those):
    """Why weights that are kept as something else are not read, and the way out; "" where only the names look so."""
    name, weight = min(those)
    parts = sorted(name for name, other in those if other == weight)
    kinds = {name.rpartition("_")[2] for name in parts}
    if _QUANTISED.fullmatch(name):
        return f"{name!r} is quantised: take the model before it was."
    if "raw" in kinds:
        return (
            f"beside {name!r} a {weight!r} may be a copy with dropped-out weights: put the raw array in its place, and "
            "leave the name with _raw out."
        )
    if kinds < {"g", "v"} or kinds == {"u"}:
        return ""  # a cell that somebody wrote with a weight for each gate, weight_hh_g for example
    what, way, remedy = (
        ("is parametrised", "parametrize.remove_parametrizations", "")
        if _PARAMETRISED.fullmatch(name)
        else ("is pruned", "prune.remove", "orig * mask")
        if "mask" in kinds
        else ("is under spectral norm", "remove_spectral_norm", "")
        if kinds & {"u", "orig"}
        else ("is under weight norm", "remove_weight_norm", "g * v / np.linalg.norm(v, axis=1, keepdims=True)")
    )
    return (
        f"{weight!r} {what}, kept as {name_some(map(repr, parts))}: torch.nn.utils.{way}(layer, {weight!r}) in the "
        f"model, and its state_dict() has it again.{f' Without the model it is {remedy}.' if remedy else ''}"
    )


def _order(here, prefix):
    """The names of one layer's arrays by layer and direction, each direction's in the order of WEIGHTS and BIASES."""
    kinds, places = zip(*(NAME.fullmatch(name).groups()[1:] for name in here), strict=True)
    if "weight_hr" in kinds:
        raise ValueError("it has a weight_hr: an LSTM with proj_size projects its h, which no cell here does.")
    kinds = WEIGHTS + (BIASES if {*kinds} & {*BIASES} else [])
    there, reverse = set(here), any(place.endswith("_reverse") for place in places)
    numbers = {int(place.removesuffix("_reverse").removeprefix("_l")) for place in places if place}
    if numbers and "" in places:
        raise ValueError(f"names of a cell and of numbered layers stand side by side: {name_some(map(repr, here))}.")
    names = []
    for stem in (f"_l{n}" for n in range(1 + max(numbers))) if numbers else [""]:
        names.append([[f"{prefix}{kind}{stem}{suffix}" for kind in kinds] for suffix in SUFFIXES[: 1 + reverse]])
        for name in (name for part in names[-1] for name in part if name not in there):
            raise ValueError(
                f"there is no {name!r}, but names from {min(here)!r} to {max(here)!r}: every layer and direction needs "
                "weight_ih and weight_hh, and all of them both biases or none."
            )
    return names
