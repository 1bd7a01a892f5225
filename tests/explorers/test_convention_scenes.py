import numpy as np
import pytest

from rnnlab.explorers.convention_scenes import (
    BIAS,
    BLOCKS,
    LIBRARIES,
    MIRROR,
    OF_LSTM,
    RESET,
    RIGHT,
    STEPS,
    SWAPPED,
    UNITS,
    WITH_GRU,
    draw_reading,
    layout_of,
    random_cell,
    states_of,
)
from rnnlab.frameworks import GATE_ORDER, GRU_GATE_ORDER, from_keras, from_onnx, from_torch, to_keras, to_onnx, to_torch
from rnnlab.networks.sequences import gru_forward, lstm_forward
from rnnlab.networks.stacks import Stack, stack_forward

EVERY = [("LSTM", name) for name in LIBRARIES] + [("GRU", name) for name in WITH_GRU]


def sigma(z):
    return 1 / (1 + np.exp(-z))


@pytest.mark.parametrize(("cell", "name"), EVERY)
def test_the_blocks_stand_in_the_order_of_the_library(cell, name):
    order = (GATE_ORDER if cell == "LSTM" else GRU_GATE_ORDER)[LIBRARIES[name]]
    arrays, _ = layout_of(cell, LIBRARIES[name])
    for _, blocks, _ in arrays:
        side = blocks[0] if blocks.shape[1] > UNITS or name == "TensorFlow 1" else blocks[:, 0]
        found = "".join(dict.fromkeys(side.tolist()))
        assert found in order
        assert blocks.size == 2 * UNITS * len(found) * UNITS or blocks.size == UNITS * len(found) * UNITS
    assert "".join(sorted({letter for _, blocks, _ in arrays for letter in blocks.ravel()})) == "".join(sorted(order))


@pytest.mark.parametrize(("cell", "name"), EVERY)
def test_half_of_the_entries_meet_h(cell, name):
    arrays, _ = layout_of(cell, LIBRARIES[name])
    assert sum(from_h.sum() for _, _, from_h in arrays) == sum(from_h.size for _, _, from_h in arrays) / 2
    if len({name for name, _, _ in arrays}) == 2 and "kernel" not in arrays[1][0].split("/"):
        assert not arrays[0][2].any()
        assert arrays[1][2].all()


def test_tensorflow_has_x_first_and_we_have_h_first():
    assert not layout_of("LSTM", "tf1")[0][0][2][0].any()
    assert layout_of("LSTM", "rnnlab")[0][0][2][0].all()


@pytest.mark.parametrize("cell", ["LSTM", "GRU"])
@pytest.mark.parametrize("name", ["PyTorch", "Keras", "ONNX"])
def test_read_as_it_is_meant_it_is_what_the_converters_read(cell, name):
    params, x = random_cell(cell), np.random.default_rng(1000).normal(size=(STEPS, UNITS))
    if cell == "GRU" and name == "ONNX":
        params = type(params)(params.W, params.b)
    stack = Stack([params], {"reset": "before"} if cell == "GRU" and name == "ONNX" else {})
    back = {
        "PyTorch": lambda: from_torch(to_torch(stack)),
        "Keras": lambda: from_keras(to_keras(stack)),
        "ONNX": lambda: from_onnx(**to_onnx(stack)),
    }[name]()
    assert states_of(cell, LIBRARIES[name], RIGHT) == pytest.approx(stack_forward(back, x).h)


def test_blocks_in_our_order_by_hand():
    """PyTorch's i, f, g, o taken for f, i, o, g: f is i, i is f, o is g's sum, g is o's."""
    params, h, c = random_cell("LSTM"), np.zeros(UNITS), np.zeros(UNITS)
    x = np.random.default_rng(1000).normal(size=(STEPS, UNITS))
    wanted = []
    for x_t in x:
        z = {name: np.concatenate([h, x_t]) @ params.gate(name)[0] + params.gate(name)[1] for name in "fiog"}
        c = sigma(z["i"]) * c + sigma(z["f"]) * np.tanh(z["o"])
        h = sigma(z["g"]) * np.tanh(c)
        wanted.append(h)
    assert states_of("LSTM", "torch", BLOCKS) == pytest.approx(np.array(wanted))


def test_z_the_other_way_round_by_hand():
    params, h, wanted = random_cell("GRU"), np.zeros(UNITS), []
    for x_t in np.random.default_rng(1000).normal(size=(STEPS, UNITS)):
        hx = np.concatenate([h, x_t])
        r, z = (sigma(hx @ params.gate(name)[0] + params.gate(name)[1]) for name in "rz")
        n = np.tanh(x_t @ params.W_n[UNITS:] + params.b_n + r * (h @ params.W_n[:UNITS] + params.b_hn))
        h = (1 - z) * h + z * n
        wanted.append(h)
    assert states_of("GRU", "keras", MIRROR) == pytest.approx(np.array(wanted))


def test_the_other_reset_x_and_h_exchanged_and_a_bias_left_out():
    x = np.random.default_rng(1000).normal(size=(STEPS, UNITS))
    gru, lstm = random_cell("GRU"), random_cell("LSTM")
    assert states_of("GRU", "torch", RESET) == pytest.approx(gru_forward(x, gru, reset="before").h)
    turned = type(lstm)(np.concatenate([lstm.W[UNITS:], lstm.W[:UNITS]]), lstm.b)
    assert states_of("LSTM", "keras", SWAPPED) == pytest.approx(lstm_forward(x, turned).h)
    half = type(lstm)(lstm.W, lstm.b / 2)
    assert states_of("LSTM", "torch", BIAS) == pytest.approx(lstm_forward(x, half).h)
    less = type(lstm)(lstm.W, lstm.b - np.repeat([1.0, 0, 0, 0], UNITS))
    assert states_of("LSTM", "tf1", BIAS) == pytest.approx(lstm_forward(x, less).h)


@pytest.mark.parametrize(("cell", "name"), EVERY)
def test_a_wrong_reading_says_so_and_a_harmless_one_too(cell, name):
    for how in OF_LSTM if cell == "LSTM" else (*OF_LSTM, RESET, MIRROR):
        words = draw_reading(cell, name, name if name in WITH_GRU else "Keras", how, how).words
        same = np.allclose(states_of(cell, LIBRARIES[name], how), states_of(cell, LIBRARIES[name], RIGHT))
        assert ("No error, no warning" in words) == (not same)
        assert ("Nothing goes wrong" in words) == (same and how != RIGHT)


def test_what_is_harmless_is_known():
    """Our own order is ours, and so is that of the GRU of PyTorch and TensorFlow 1; of one none can be left out."""
    harmless = {
        (cell, name, how)
        for cell, name in EVERY
        for how in (BLOCKS, SWAPPED, BIAS)
        if np.allclose(states_of(cell, LIBRARIES[name], how), states_of(cell, LIBRARIES[name], RIGHT))
    }
    assert harmless == {
        ("LSTM", "rnnlab", BLOCKS),
        ("GRU", "rnnlab", BLOCKS),
        ("GRU", "PyTorch", BLOCKS),
        ("GRU", "TensorFlow 1", BLOCKS),
        ("LSTM", "Keras", BIAS),
        ("LSTM", "CS231n", BIAS),
        ("LSTM", "rnnlab", BIAS),
        ("GRU", "TensorFlow 1", BIAS),
    }
