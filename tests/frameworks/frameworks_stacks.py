"""Random stacks for the tests of rnnlab.frameworks, and what it means that two are the same."""

import re

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st

from rnnlab import GRUParams, Layer, LSTMParams, RNNParams, Stack

CELLS = {"rnn": RNNParams, "gru": GRUParams, "lstm": LSTMParams}
FORWARD, BACKWARD, BOTH = (True, False), (False, True), (True, True)

often = settings(max_examples=200, deadline=None, derandomize=True, database=None)
cells, dtypes = st.sampled_from([*CELLS]), st.sampled_from([np.float32, np.float64])
sizes, seeds = st.integers(1, 5), st.integers(0, 2**32 - 1)


def draw_params(rng, cell, D, H, dtype=np.float64, p=False, b_hn=True):
    """Random weights, some of them 0 and some -0: the bits of both must be kept."""

    def draw(*shape):
        array = rng.standard_normal(shape).astype(dtype)
        array[rng.random(shape) < 0.2] = -0.0
        array[rng.random(shape) < 0.1] = 0.0
        return array

    n = {"rnn": 1, "gru": 3, "lstm": 4}[cell]
    extra = [draw(H)] if cell == "gru" and b_hn else [draw(3 * H)] if cell == "lstm" and p else []
    return CELLS[cell](draw(H + D, n * H), draw(n * H), *extra)


def draw_stack(seed, cell, D, H, layers=1, directions=FORWARD, options=None, **how):
    """A stack whose layers all have the directions (forward, backward)."""
    rng, built = np.random.default_rng(seed), []
    for _ in range(layers):
        built.append(Layer(*(draw_params(rng, cell, D, H, **how) if there else None for there in directions)))
        D = sum(directions) * H
    return Stack(built, options or {})


def assert_same_bits(one, other):
    """Also where both are 0, or not a number."""
    assert (one.dtype, one.shape) == (other.dtype, other.shape)
    assert one.tobytes() == other.tobytes()


def assert_same_stack(one, other):
    """The same cells, options and directions, and every weight bit for bit."""
    assert one.options == other.options
    assert len(one.layers) == len(other.layers)
    for layer, other_layer in zip(one.layers, other.layers, strict=True):
        for params, other_params in zip(layer, other_layer, strict=True):
            assert type(params) is type(other_params)
            if params is None:
                continue
            for name, array in vars(params).items():
                if array is None:
                    assert getattr(other_params, name) is None
                else:
                    assert_same_bits(array, getattr(other_params, name))


def assert_same_arrays(one, other):
    """Two mappings or lists of arrays, and of what else an ONNX node has."""
    if isinstance(one, list):
        one, other = dict(enumerate(one)), dict(enumerate(other))
    assert one.keys() == other.keys()
    for name, value in one.items():
        if isinstance(value, np.ndarray):
            assert_same_bits(value, other[name])
        else:
            assert value == other[name]


def refused(kind, message):
    """The block must be refused with exactly these words."""
    return pytest.raises(kind, match=f"^{re.escape(message)}$")


def joined(stacks):
    """The layers of an .onnx file on top of each other."""
    return Stack([layer for stack in stacks.values() for layer in stack.layers], next(iter(stacks.values())).options)
