"""A scene of lecture 7: one cell's weights in the layouts of six libraries, and what a wrong reading of them gives."""

from functools import lru_cache

import numpy as np

from rnnlab.drawing.array_layout import draw_layout
from rnnlab.explorers.controls import choice
from rnnlab.explorers.explorer import explore
from rnnlab.frameworks import to_keras, to_onnx, to_tf1, to_torch
from rnnlab.frameworks.joining import ORDERS, join_params, split_params
from rnnlab.networks.init import init_gru, init_lstm
from rnnlab.networks.params import GRUParams, LSTMParams
from rnnlab.networks.sequences import gru_forward, lstm_forward
from rnnlab.networks.stacks import Stack

LIBRARIES = {
    "PyTorch": "torch",
    "Keras": "keras",
    "ONNX": "onnx",
    "TensorFlow 1": "tf1",
    "CS231n": "cs231n",
    "rnnlab": "rnnlab",
}
WITH_GRU = [name for name in LIBRARIES if name != "CS231n"]
RIGHT, BLOCKS, SWAPPED, BIAS, RESET, MIRROR = MISREADINGS = (
    "as it is meant",
    "with the blocks in our order",
    "with x and h exchanged",
    "without the second bias",
    "with the other reset",
    "with z the other way round",
)
OF_LSTM = MISREADINGS[:4]
UNITS, STEPS = 3, 12  # as many inputs as units: with D = H nothing stops a reader who takes x for h


def explore_layouts():
    """One cell's weights in everybody's layout, read as they are meant, or in a way that runs too."""
    return explore(
        draw_reading,
        idle=lambda values: ("gru_library", "gru_reading") if values["cell"] == "LSTM" else ("library", "reading"),
        width=900,
        cell=choice("cell", ("LSTM", "GRU")),
        library=choice("library", LIBRARIES),
        gru_library=choice("library", WITH_GRU),
        reading=choice("read", OF_LSTM),
        gru_reading=choice("read", MISREADINGS),
    )


def draw_reading(cell, library, gru_library, reading, gru_reading):
    """The arrays of a library, and the states that a reading of them gives."""
    name, how = (library, reading) if cell == "LSTM" else (gru_library, gru_reading)
    h, right = states_of(cell, LIBRARIES[name], how), states_of(cell, LIBRARIES[name], RIGHT)
    same = np.allclose(h, right, rtol=0, atol=1e-12)
    verdict = "These are the states that are meant." if same else "No error, no warning: only other numbers."
    if same and how != RIGHT:
        verdict = "Nothing goes wrong: here the two are the same."
    return draw_layout(*layout_of(cell, LIBRARIES[name]), f"{name}, read {how}", h, right, verdict)


def random_cell(cell, number=0):
    """An untrained cell whose biases are not zero, as after training; a GRU in the reset of no library yet."""
    rng = np.random.default_rng(number)
    params = (init_lstm if cell == "LSTM" else init_gru)(UNITS, UNITS, rng)
    bias = params.b + rng.uniform(-1, 1, params.b.shape)
    return LSTMParams(params.W, bias) if cell == "LSTM" else GRUParams(params.W, bias, rng.uniform(-1, 1, UNITS))


@lru_cache(maxsize=1024)
def states_of(cell, library, how, number=0):
    """h (T, H) of a cell whose arrays, as a library keeps them, are read in some way.

    The reading is written out here, so that it can go wrong: two weights and two biases, blocks in the
    library's order, put into ours.
    """
    params = random_cell(cell, number)
    reset = "before" if library in ("onnx", "tf1") else "after"
    if cell == "GRU" and reset == "before":
        params = GRUParams(params.W, params.b)  # one bias of the candidate
    x = np.random.default_rng(1000 + number).normal(size=(STEPS, UNITS))
    W_hx, W_hh, b_x, b_h = split_params(params, library)
    if library in ("torch", "onnx"):  # two biases that are added up: the parts do not matter, the sum does
        moved = 0.5 * b_x * (b_h == 0)
        b_x, b_h = b_x - moved, b_h + moved
    if how == BIAS:
        b_x, b_h = _without_a_bias(cell, library, b_x, b_h, params.H)
    if how == SWAPPED:
        W_hx, W_hh = W_hh, W_hx
    if how == RESET:
        reset = "after" if reset == "before" else "before"
    read = join_params(type(params), "rnnlab" if how == BLOCKS else library, W_hx, W_hh, b_x, b_h)
    if how == MIRROR:
        read.W_z[:] *= -1
        read.b_z[:] *= -1
    return lstm_forward(x, read).h if cell == "LSTM" else gru_forward(x, read, reset=reset).h


def _without_a_bias(cell, library, b_x, b_h, H):
    """The biases when the second is not read; TensorFlow 1's is a number that its LSTM adds to f."""
    if cell == "LSTM" and library == "tf1":
        b_x = b_x.copy()
        k = ORDERS[LSTMParams]["tf1"].index("f")
        b_x[k * H : (k + 1) * H] -= 1.0
    return b_x, np.zeros_like(b_h)


@lru_cache(maxsize=16)
def layout_of(cell, library):
    """The arrays of a library as (name, blocks, from_h), and what is to be said of its biases.

    Numbers that say where they come from go through the converter of the library, and are read back.
    """
    params = LSTMParams if cell == "LSTM" else GRUParams
    order, n = params.order, len(params.order)
    rows = np.arange(2 * UNITS)[:, None] * n * UNITS
    marked = params((rows + np.arange(n * UNITS)).astype(float), np.zeros(n * UNITS))
    reset = {"reset": "before"} if cell == "GRU" and library in ("onnx", "tf1") else {}
    weights, biases = CONVERTED[library](marked, Stack([marked], reset), cell)
    found = []
    for name, array in weights:
        entry = array.astype(int)
        letters = np.array(list(order))[entry % (n * UNITS) // UNITS]
        found.append((name, letters, entry // (n * UNITS) < UNITS))
    return found, biases


def _torch(params, stack, cell):
    saved = to_torch(stack)
    names = ("weight_ih", "weight_hh")
    inner = "\nThe candidate's bias_hh stays inside r ⊙ (…)." if cell == "GRU" else ""
    return [(name, saved[f"{name}_l0"]) for name in names], f"bias_ih and bias_hh are added up.{inner}"


def _keras(params, stack, cell):
    kernel, recurrent, _ = to_keras(stack)
    bias = "bias (2, 3H): one row for x, one for h." if cell == "GRU" else "One bias."
    return [("kernel", kernel), ("recurrent_kernel", recurrent)], bias


def _onnx(params, stack, cell):
    node = to_onnx(stack)
    inner = "\nlinear_before_reset=0: the reset is before." if cell == "GRU" else ""
    return [("W", node["W"][0]), ("R", node["R"][0])], f"B holds two biases that are added up.{inner}"


def _tf1(params, stack, cell):
    saved = to_tf1(stack, 0.0)
    said = "The second is forget_bias, 1, added to f." if cell == "LSTM" else "The reset is before the product."
    return [(name, array) for name, array in saved.items() if name.endswith("kernel")], f"One bias.\n{said}"


def _cs231n(params, stack, cell):
    W_hx, W_hh, *_ = split_params(params, "cs231n")
    return [("Wx", W_hx), ("Wh", W_hh)], "One bias."


def _rnnlab(params, stack, cell):
    return [("W", params.W)], "One bias." if cell == "LSTM" else "One bias, and b_hn, which the reset multiplies."


CONVERTED = dict(torch=_torch, keras=_keras, onnx=_onnx, tf1=_tf1, cs231n=_cs231n, rnnlab=_rnnlab)
