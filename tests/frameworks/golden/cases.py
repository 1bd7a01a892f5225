"""Random configurations of a network, and the small files that keep them.

A case is the options of a network and its arrays. Sequences are (B, T, D), as everywhere here, and
states (n, B, H), one for each direction of each layer; weights stand as the framework keeps them.

| name | what |
|---|---|
| x, h0, c0, lengths | what went in; a missing one was not given |
| y, h_n, c_n | what came out: the states of the last layer, and where each direction ended |
| dy, dc | the loss is sum(y dy) + sum(c_n dc) |
| weight/NAME | a weight under the framework's own name |
| grad/x, grad/h0, grad/c0, grad/NAME | the gradient of the loss with respect to each |
"""

import json
from typing import NamedTuple

import numpy as np


class Case(NamedTuple):
    """One network: options that JSON knows, and arrays by name."""

    options: dict
    arrays: dict

    def part(self, prefix):
        """The arrays of which the name begins so, under the rest of their names."""
        return {name.removeprefix(prefix): a for name, a in self.arrays.items() if name.startswith(prefix)}

    def starts(self):
        """h0, c0 and lengths, those that were given."""
        return {name: self.arrays[name] for name in ("h0", "c0", "lengths") if name in self.arrays}


def draw_sizes(rng):
    """B, T, D, H, each down to 1; in a third of all cases D is H, where swapped blocks of a weight fit."""
    B, T, D, H = (int(rng.integers(1, most + 1)) for most in (4, 8, 6, 6))
    return {"B": B, "T": T, "D": H if rng.random() < 1 / 3 else D, "H": H}


def draw(rng, shape, dtype):
    """Numbers up to ±1, none of them 0; with few binary digits, which are few bytes in a file."""
    return (rng.integers(1, 129, shape) * rng.choice([-1, 1], shape) / 128).astype(dtype)


def draw_weight(rng, shape, dtype):
    """The same up to ±1/2: larger ones make gradients that float32 gets wrong by more than its tolerance."""
    return draw(rng, shape, dtype) / 2


def draw_lengths(rng, B, T):
    """How many steps of each example count, at least one."""
    return rng.integers(1, T + 1, B)


def draw_inputs(options, directions, rng):
    """x, dy, and those of lengths, h0, c0 and dc that the options ask for, of layers with this many directions."""
    dtype, B, T, D, H = (options[name] for name in ("dtype", "B", "T", "D", "H"))
    states = (options["layers"] * directions, B, H)
    arrays = {"x": draw(rng, (B, T, D), dtype), "dy": draw(rng, (B, T, directions * H), dtype)}
    if options["lengths"]:
        arrays["lengths"] = draw_lengths(rng, B, T)
    lstm = options["cell"] == "LSTM"
    for name, wanted in (("h0", options["states"]), ("c0", options["states"] and lstm), ("dc", lstm)):
        if wanted:
            arrays[name] = draw(rng, states, dtype)
    return arrays


def within(lengths, T):
    """(B, T, 1): 1 within the length of each example, 0 past its end."""
    return (np.arange(T) < np.asarray(lengths)[:, None])[..., None]


def save(path, cases, versions):
    """Write cases into one file, each as one record with a field for every array: few bytes, and no pickle."""
    records = {f"{number:02}": to_record(case) for number, case in enumerate(cases)}
    np.savez_compressed(path, versions=json.dumps(versions), **records)


def load(path):
    """The cases of one file by their number, and the versions that made it."""
    with np.load(path) as file:
        records = dict(file)
    versions = json.loads(str(records.pop("versions")))
    return {number: from_record(record) for number, record in records.items()}, versions


def to_record(case):
    """A case as a structured array without axes."""
    arrays = {"options": np.array(json.dumps(case.options)), **case.arrays}
    record = np.zeros((), [(name, array.dtype, array.shape) for name, array in arrays.items()])
    for name, array in arrays.items():
        record[name] = array
    return record


def from_record(record):
    """The case again."""
    arrays = {name: np.array(record[name]) for name in record.dtype.names}
    return Case(json.loads(str(arrays.pop("options"))), arrays)
