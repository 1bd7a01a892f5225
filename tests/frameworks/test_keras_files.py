"""Keras files: their recurrent layers are found, run as the configuration says, or refused by name."""

import json
import sys
import tracemalloc
import zipfile

import h5py
import numpy as np
import pytest
from frameworks_stacks import BACKWARD, BOTH, FORWARD, assert_same_stack, draw_stack, refused
from keras_models import bidirectional, layer, model, place, place_old, write_h5, write_keras

from rnnlab import LSTMVariant, Stack, stack_forward
from rnnlab.frameworks import from_keras, list_layers, load_weights, to_keras
from rnnlab.frameworks.listing import RecurrentLayer

RELU = LSTMVariant(input_activation="relu", output_activation="relu")
KINDS = {  # the cell here, its options, the class of Keras and what its configuration says
    "rnn": ("rnn", {}, "SimpleRNN", {}),
    "relu rnn": ("rnn", {"activation": "relu"}, "SimpleRNN", {"activation": "relu"}),
    "linear rnn": ("rnn", {"activation": "identity"}, "SimpleRNN", {"activation": "linear"}),
    "gru": ("gru", {}, "GRU", {"reset_after": True}),
    "gru, reset before": ("gru", {"reset": "before"}, "GRU", {"reset_after": False}),
    "gru of old": ("gru", {"reset": "before"}, "GRU", {}),
    "lstm": ("lstm", {}, "LSTM", {"activation": "tanh", "recurrent_activation": "sigmoid", "dropout": 0.5}),
    "relu lstm": ("lstm", {"variant": RELU}, "LSTM", {"activation": "relu"}),
}
LSTM = to_keras(draw_stack(0, "lstm", 3, 4))
GRU = to_keras(draw_stack(0, "gru", 3, 4))
TWO = to_keras(draw_stack(0, "lstm", 3, 4, 1, BOTH))
each_kind = pytest.mark.parametrize("kind", KINDS)


def weights_of(stack):
    """get_weights() of a layer, also of one that reads backwards only."""
    (one,) = stack.layers
    variant = stack.options.get("variant")
    plain = Stack([one if one.forward else one.backward], {} if variant else stack.options)
    return to_keras(plain)


def draw(kind, seed=0, directions=FORWARD):
    cell, options, kind, config = KINDS[kind]
    stack = draw_stack(seed, cell, 3, 4, 1, directions, options, b_hn=options.get("reset") != "before")
    if directions == BOTH:
        return stack, bidirectional("mine", kind, **config)
    return stack, layer(kind, "mine", **config, go_backwards=directions == BACKWARD)


PLACES = {"SimpleRNN": "simple_rnn", "GRU": "gru", "LSTM": "lstm", "Bidirectional": "bidirectional"}


@pytest.mark.parametrize("directions", [FORWARD, BACKWARD, BOTH])
@each_kind
def test_a_layer_of_a_keras_file_is_run_as_its_configuration_says(tmp_path, kind, directions):
    stack, config = draw(kind, directions=directions)
    arrays = place(f"layers/{PLACES[config['class_name']]}", weights_of(stack)) | {"layers/dense/vars/0": np.eye(4)}
    path = write_keras(tmp_path / "m.keras", model(layer("Embedding", "e"), config, layer("Dense", "d")), arrays)
    assert_same_stack(load_weights(path), stack)
    assert_same_stack(load_weights(path, "mine"), stack)


@pytest.mark.parametrize("cell", ["cell", "gru_cell_3"])
@pytest.mark.parametrize("directions", [FORWARD, BOTH])
@each_kind
def test_a_layer_of_an_older_file_is_run_as_its_configuration_says(tmp_path, kind, directions, cell):
    stack, config = draw(kind, directions=directions)
    arrays = place_old("model_weights/mine/model/mine", weights_of(stack), cell)
    path = write_h5(tmp_path / "m.h5", arrays, config=model(config))
    assert_same_stack(load_weights(path, "mine"), stack)
    assert [layer.name for layer in list_layers(path)] == ["mine"]


def test_texts_that_are_kept_as_bytes_are_read(tmp_path):
    stack, config = draw("relu rnn")
    arrays = place_old("model_weights/mine/mine", weights_of(stack))
    path = write_h5(tmp_path / "m.h5", arrays)
    with h5py.File(path, "a") as file:
        file.attrs["model_config"] = np.bytes_(json.dumps(model(config)).encode())
    assert_same_stack(load_weights(path, "mine"), stack)
    path = write_h5(tmp_path / "m.weights.h5", place("layers/lstm", LSTM), {"layers/lstm": np.bytes_(b"reader")})
    assert [line.name for line in list_layers(path)] == ["reader"]


def test_the_arrays_of_the_oldest_files_stand_beside_each_other(tmp_path):
    """Without a cell between the layer and its arrays; the configuration is a list."""
    stack, config = draw("lstm")
    arrays = {
        f"model_weights/mine/mine/{name}:0": array
        for name, array in zip(("kernel", "recurrent_kernel", "bias"), weights_of(stack), strict=True)
    }
    path = write_h5(tmp_path / "m.hdf5", arrays, config={"class_name": "Sequential", "config": [config]})
    assert_same_stack(load_weights(path, "mine"), stack)


@pytest.mark.parametrize("without_bias", [False, True])
def test_weights_alone_are_read_as_keras_makes_layers(tmp_path, without_bias):
    """The reset gate of a GRU by its bias; what the file does not say is as from_keras has it."""
    stack = draw_stack(0, "gru", 3, 4)
    arrays = to_keras(stack)[: 2 if without_bias else 3]
    path = write_h5(tmp_path / "m.weights.h5", place("layers/gru", arrays))
    (params,), (expected,) = load_weights(path).directions, stack.directions
    np.testing.assert_array_equal(params.W, expected.W)
    assert load_weights(path, "gru").options == {}
    relu = draw_stack(0, "rnn", 3, 4, options={"activation": "relu"})
    path = write_h5(tmp_path / "m.weights.h5", place("layers/simple_rnn", to_keras(relu)))
    assert_same_stack(load_weights(path, activation="relu"), relu)


def test_a_configuration_is_not_contradicted(tmp_path):
    stack, config = draw("relu rnn")
    path = write_keras(tmp_path / "m.keras", model(config), place("layers/simple_rnn", weights_of(stack)))
    assert_same_stack(load_weights(path, activation="relu"), stack)
    message = f"{path}: activation is 'sigmoid', but the file says that it is 'relu'."
    with refused(ValueError, message):
        load_weights(path, activation="sigmoid")


def test_the_activation_of_an_lstm_is_that_of_its_candidate_and_of_its_cell_state():
    """As keras.layers.LSTM(4, activation="relu") computes the first step, from zero."""
    kernel, _, bias = LSTM
    x = np.random.default_rng(1).standard_normal((2, 3))
    i, _, g, o = np.split(x @ kernel + bias, 4, axis=1)
    h = np.maximum(np.maximum(g, 0) / (1 + np.exp(-i)), 0) / (1 + np.exp(-o))
    stack = from_keras(LSTM, activation="relu")
    np.testing.assert_allclose(stack_forward(stack, x[:, None]).h[:, 0], h, rtol=1e-12)


# ---- several layers ----------------------------------------------------------------------------------------------


def several(tmp_path, suffix=".keras", names=()):
    """Layers whose places in the file are in another order than in the model; one has the name of another's place."""
    lower, upper, both = draw_stack(0, "lstm", 3, 4), draw_stack(1, "lstm", 4, 5), draw_stack(2, "gru", 5, 2, 1, BOTH)
    config = model(layer("LSTM", "reader"), layer("LSTM", "lstm"), bidirectional("last", "GRU", reset_after=True))
    arrays = (
        place("layers/bidirectional", to_keras(both))
        | place("layers/lstm_1", to_keras(upper))
        | place("layers/lstm", to_keras(lower))
    )
    if suffix == ".keras":
        path = write_keras(tmp_path / "m.keras", config, arrays, names)
    else:
        path = write_h5(tmp_path / f"m{suffix}", arrays, names)
    return path, (lower, upper, both)


LINES = [
    RecurrentLayer("reader", "LSTM", 3, 4, 1, 1),
    RecurrentLayer("lstm", "LSTM", 4, 5, 1, 1),
    RecurrentLayer("last", "GRU", 5, 2, 1, 2),
]
CALLED = {"layers/lstm": "reader", "layers/lstm_1": "lstm", "layers/bidirectional": "last"}


@pytest.mark.parametrize("names", [{}, CALLED])
def test_all_layers_are_listed_in_the_order_of_the_model_and_one_is_taken(tmp_path, names):
    path, stacks = several(tmp_path, names=names)
    assert list_layers(path) == LINES
    for line, stack in zip(LINES, stacks, strict=True):
        assert_same_stack(load_weights(path, line.name), stack)
    message = (
        f"{path}: say which of its 3 recurrent layers: 'reader' (LSTM, D = 3, H = 4, 1 layer, 1 direction), 'lstm' "
        "(LSTM, D = 4, H = 5, 1 layer, 1 direction), 'last' (GRU, D = 5, H = 2, 1 layer, 2 directions)."
    )
    with refused(ValueError, message):
        load_weights(path)


def test_in_weights_alone_layers_have_the_names_that_the_file_says_or_those_of_their_places(tmp_path):
    path, (lower, *_) = several(tmp_path, ".weights.h5")
    assert {line.name for line in list_layers(path)} == {"lstm", "lstm_1", "bidirectional"}
    path, _ = several(tmp_path, ".weights.h5", CALLED)
    assert sorted(list_layers(path)) == sorted(LINES)
    assert_same_stack(load_weights(path, "reader"), lower)


def test_layers_of_one_name_are_told_apart_by_their_places(tmp_path):
    inner, outer = draw_stack(0, "lstm", 3, 4), draw_stack(1, "lstm", 3, 2)
    arrays = place("layers/sequential/layers/lstm", to_keras(inner)) | place("layers/lstm", to_keras(outer))
    path = write_keras(
        tmp_path / "m.keras", model(model(layer("LSTM", "a")), layer("LSTM", "a"), kind="Functional"), arrays
    )
    assert_same_stack(load_weights(path, "layers/sequential/layers/lstm"), inner)
    assert_same_stack(load_weights(path, "layers/lstm"), outer)


def test_layers_in_models_in_wrappers_and_in_cells_are_found(tmp_path):
    stacks = [draw_stack(seed, cell, 3, 4) for seed, cell in enumerate(["lstm", "gru", "lstm", "gru", "rnn"])]
    config = model(
        model(layer("LSTM", "inner"), name="sub"),
        layer("TimeDistributed", "each", layer=layer("GRU", "wrapped", reset_after=True)),
        layer("RNN", "one cell", cell=layer("LSTMCell", "c")),
        layer(
            "RNN",
            "two cells",
            cell=layer(
                "StackedRNNCells", "s", cells=[layer("GRUCell", "g", reset_after=True), layer("SimpleRNNCell", "r")]
            ),
        ),
        kind="Functional",
    )
    places = [
        "layers/sequential/layers/lstm",
        "layers/time_distributed/layer",
        "layers/rnn",
        "layers/rnn_1/cell/cells/gru_cell",
        "layers/rnn_1/cell/cells/simple_rnn_cell",
    ]
    arrays = {}
    for path, stack in zip(places, stacks, strict=True):
        arrays |= (
            place(path, to_keras(stack))
            if "cells" not in path
            else {f"{path}/vars/{n}": array for n, array in enumerate(to_keras(stack))}
        )
    path = write_keras(tmp_path / "m.keras", config, arrays)
    assert [line.name for line in list_layers(path)] == ["inner", "wrapped", "one cell", "g", "r"]
    for name, stack in zip(["inner", "wrapped", "one cell", "g", "r"], stacks, strict=True):
        assert_same_stack(load_weights(path, name), stack)


def test_cells_of_one_layer_in_an_older_file_are_found(tmp_path):
    lower, upper = draw_stack(0, "lstm", 3, 4), draw_stack(1, "gru", 4, 2)
    cells = [layer("LSTMCell", "a_cell"), layer("GRUCell", "b_cell", reset_after=True)]
    around = "model_weights/r/r/stacked_rnn_cells"
    arrays = place_old(around, to_keras(lower), "a_cell") | place_old(around, to_keras(upper), "b_cell")
    config = model(layer("RNN", "r", cell=layer("StackedRNNCells", "s", cells=cells)))
    path = write_h5(tmp_path / "m.h5", arrays, config=config)
    assert_same_stack(load_weights(path, "a_cell"), lower)
    assert_same_stack(load_weights(path, "b_cell"), upper)


def test_layers_of_a_class_of_ones_own_are_found_by_their_places(tmp_path):
    arrays = place("encoder", to_keras(draw_stack(0, "gru", 3, 4))) | place(
        "decoders/lstm", to_keras(draw_stack(1, "lstm", 3, 2))
    )
    path = write_keras(tmp_path / "m.keras", {"class_name": "My", "registered_name": "My", "config": {}}, arrays)
    assert sorted(list_layers(path)) == [
        RecurrentLayer("encoder", "GRU", 3, 4, 1, 1),
        RecurrentLayer("lstm", "LSTM", 3, 2, 1, 1),
    ]


# ---- what is refused by name -------------------------------------------------------------------------------------

REFUSED = {
    "hard sigmoid": (
        layer("LSTM", "x", recurrent_activation="hard_sigmoid"),
        place("layers/lstm", LSTM),
        "recurrent_activation is 'hard_sigmoid', but the gates here are sigmoids, and the numbers would differ. "
        "('hard_sigmoid' is what Keras had before 2.3 if nothing else was said.)",
    ),
    "an activation of a GRU": (
        layer("GRU", "x", activation="relu", reset_after=True),
        place("layers/gru", GRU),
        "activation is 'relu', but GRU here can have tanh.",
    ),
    "an activation that is none of ours": (
        layer("LSTM", "x", activation={"class_name": "function", "config": "swish"}),
        place("layers/lstm", LSTM),
        "activation is 'swish', but LSTM here can have tanh, relu, sigmoid, linear.",
    ),
    "CuDNN": (
        layer("CuDNNLSTM", "x"),
        place("layers/cu_dnnlstm", LSTM),
        "it is a CuDNNLSTM, whose weights lie in another order: load them with Keras into LSTM(…), and save that.",
    ),
    "convolution": (
        layer("ConvLSTM1D", "x"),
        place("layers/conv_lstm1_d", [zeros[:, :, None] for zeros in LSTM[:2]]),
        "it is a ConvLSTM1D, and no cell here computes that.",
    ),
    "a class of one's own": (
        {**layer("LSTM", "x"), "registered_name": "Custom>LSTM"},
        place("layers/lstm", LSTM),
        "it is a Custom>LSTM of your own, and no cell here computes that.",
    ),
    "a cell of one's own": (
        layer("RNN", "x", cell=layer("PeepholeLSTMCell", "p")),
        place("layers/rnn", LSTM),
        "it is a PeepholeLSTM, and no cell here computes that.",
    ),
    "directions that are added": (
        bidirectional("x", "LSTM", merge_mode="sum"),
        place("layers/bidirectional", TWO),
        "merge_mode is 'sum', but a layer here has both directions side by side, as 'concat': give each direction's "
        "get_weights() to from_keras, and merge yourself.",
    ),
    "directions the other way round": (
        layer("Bidirectional", "x", layer=layer("LSTM", "y", go_backwards=True)),
        place("layers/bidirectional", TWO),
        "its first direction reads backwards, or its second does not: give each one's get_weights() alone.",
    ),
    "directions that are run in two ways": (
        layer(
            "Bidirectional",
            "x",
            layer=layer("LSTM", "y"),
            backward_layer=layer("LSTM", "z", go_backwards=True, activation="relu"),
        ),
        place("layers/bidirectional", TWO),
        "its two directions are run in two ways: give each one's get_weights() to from_keras alone.",
    ),
    "directions of something else": (
        layer("Bidirectional", "x", layer=layer("Dense", "y")),
        place("layers/bidirectional", TWO),
        "its layer is none of SimpleRNN, GRU and LSTM.",
    ),
    "a hard sigmoid in two directions": (
        bidirectional("x", "LSTM", recurrent_activation="hard_sigmoid"),
        place("layers/bidirectional", TWO),
        "recurrent_activation is 'hard_sigmoid', but the gates here are sigmoids, and the numbers would differ. "
        "('hard_sigmoid' is what Keras had before 2.3 if nothing else was said.)",
    ),
    "half a layer": (
        bidirectional("x", "LSTM"),
        place("layers/bidirectional/forward_layer", LSTM),
        "which of the layers that the file describes it is, is not clear: 'x'.",
    ),
    "a reset that the bias contradicts": (
        layer("GRU", "x", reset_after=False),
        place("layers/gru", GRU),
        "reset is 'before', but with weights[2] (2, 12) it must be 'after': a GRU has the bias (2, 3H) where the reset "
        "comes after the product, and (3H,) where it comes before.",
    ),
    "too many arrays": (
        layer("LSTM", "x"),
        place("layers/lstm", LSTM) | {f"layers/lstm/cell/vars/{n}": np.zeros(4) for n in (3, 4, 5)},
        "its cell has 6 arrays, but one of Keras has 2, or 3 with a bias",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_no_stack_computes_is_refused_by_name(tmp_path, what):
    config, arrays, reason = REFUSED[what]
    path = write_keras(tmp_path / "m.keras", model(config), arrays)
    with refused(ValueError, f"{path}: {reason}"):
        load_weights(path)
    (line,) = list_layers(path)
    assert (line.kind, line.refusal) == ("", reason)


# ---- damaged and hostile files -----------------------------------------------------------------------------------


def test_a_file_that_is_none_is_refused_with_its_path(tmp_path):
    whole = write_keras(tmp_path / "whole.keras", model(), place("layers/lstm", LSTM))
    with zipfile.ZipFile(tmp_path / "bare.zip", "w") as file:
        file.writestr("config.json", "{}")
    contents = {
        "m.h5": [b"HDF", write_h5(tmp_path / "n.h5", place("layers/lstm", LSTM)).read_bytes()[:2000]],
        "m.keras": [b"PK", whole.read_bytes()[:2000], (tmp_path / "bare.zip").read_bytes()],
    }
    for name, all_data in contents.items():
        for data in all_data:
            path = tmp_path / name
            path.write_bytes(data)
            with pytest.raises(ValueError, match=rf"^{path} is no readable {path.suffix} file \(.+\)\.$"):
                list_layers(path)


@pytest.mark.parametrize(
    "config", ["", "{", "[" * 100_000, "[]", '{"config": {"layers": [3]}}', '{"config": {"layers": [[]]}}']
)
def test_a_configuration_that_is_none_is_refused_with_the_path(tmp_path, config):
    path = write_keras(tmp_path / "m.keras", config, place("layers/lstm", LSTM))
    if config:
        with pytest.raises(ValueError, match=rf"^{path} is no readable \.keras file \("):
            load_weights(path)
    else:
        assert_same_stack(load_weights(path), draw_stack(0, "lstm", 3, 4))


def test_a_file_without_a_recurrent_layer_is_refused(tmp_path):
    path = write_h5(tmp_path / "m.h5", {"layers/dense/vars/0": np.eye(3), "layers/dense/vars/1": np.eye(3)})
    with refused(
        ValueError, f"{path} has no recurrent layer of Keras: no 'cell/vars', nor an array 'recurrent_kernel'."
    ):
        load_weights(path)


def test_half_of_the_directions_is_refused(tmp_path):
    arrays = place_old("model_weights/x/x", TWO)
    path = write_h5(
        tmp_path / "m.h5",
        {name.replace("forward_x", "x"): array for name, array in arrays.items() if "backward" not in name},
        config=model(bidirectional("x", "LSTM")),
    )
    with refused(ValueError, f"{path}: it has 2 directions, but the weights of 1 are there."):
        load_weights(path)


def link_outside(file, group):
    file[f"{group}/0"] = h5py.ExternalLink("other.h5", "/secret")


def store_outside(file, group):
    file.create_dataset(f"{group}/0", (3, 16), "f4", external=[("secret", 0, 192)])


def show_outside(file, group):
    layout = h5py.VirtualLayout((3, 16), "f4")
    layout[:] = h5py.VirtualSource("other.h5", "secret", (3, 16))
    file.create_virtual_dataset(f"{group}/0", layout)


def store_texts(file, group):
    file[f"{group}/0"] = [["text"] * 16] * 3


def claim(file, group):
    file.create_dataset(f"{group}/0", (10**6, 16), "f4", chunks=(1, 16))


def unfold(file, group):
    file.create_dataset(f"{group}/0", data=np.zeros((10**6, 16), np.float32), compression="gzip")


@pytest.mark.parametrize("odd", [link_outside, store_outside, show_outside, store_texts, claim, unfold])
def test_only_what_is_in_the_file_itself_is_read(tmp_path, odd):
    with h5py.File(tmp_path / "other.h5", "w") as file:
        file["secret"] = np.ones((3, 16), np.float32)
    path = write_h5(tmp_path / "m.h5", {"layers/lstm/cell/vars/1": LSTM[1], "layers/lstm/cell/vars/2": LSTM[2]})
    with h5py.File(path, "a") as file:
        odd(file, "layers/lstm/cell/vars")
    tracemalloc.start()
    try:
        with pytest.raises(
            ValueError, match=rf"^{path}: /layers/lstm/cell/vars/0 (is kept in another place|holds texts|says that)"
        ):
            load_weights(path)
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()


def test_a_zip_that_unfolds_is_refused(tmp_path):
    path = tmp_path / "m.keras"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("config.json", "{}")
        file.writestr("model.weights.h5", bytes(2**24))
    with pytest.raises(
        ValueError, match=rf"^{path} is no readable \.keras file \(model.weights.h5 in it unfolds from "
    ):
        load_weights(path)


def test_a_configuration_that_is_far_too_long_is_refused(tmp_path):
    path = write_keras(tmp_path / "m.keras", " " * (2**22 + 1), place("layers/lstm", LSTM))
    reason = f"it has {2**22 + 1} bytes of JSON, and at most {2**22} are read"
    with refused(ValueError, f"{path} is no readable .keras file ({reason})."):
        load_weights(path)


def test_a_configuration_of_countless_layers_takes_little_memory(tmp_path):
    """They are as many as it may have, and none of them is one whose weights are there."""
    config = {"config": {"layers": [{"class_name": "GRU", "config": {}}] * 60_000}}
    path = write_keras(tmp_path / "m.keras", config, place("layers/lstm", LSTM))
    with pytest.raises(
        ValueError, match=rf"^{path}: which of the layers .* is not clear: 'None', .* and 59988 more\.$"
    ):
        load_weights(path)


def test_a_member_that_is_damaged_where_it_is_compressed_is_refused(tmp_path):
    inner = write_h5(tmp_path / "m.h5", place("layers/lstm", LSTM)).read_bytes()
    with zipfile.ZipFile(tmp_path / "m.keras", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("model.weights.h5", inner + np.random.default_rng(0).bytes(10_000))
        file.writestr("config.json", "{}")
    data = bytearray((tmp_path / "m.keras").read_bytes())
    data[300:900] = bytes(600)
    (tmp_path / "m.keras").write_bytes(data)
    with pytest.raises(ValueError, match=rf"^{tmp_path / 'm.keras'} is no readable \.keras file \("):
        load_weights(tmp_path / "m.keras")


def with_texts(tmp_path):
    """The bytes of a file with one heap, where the names of its layers are."""
    data = write_h5(tmp_path / "m.h5", place("layers/lstm", LSTM), {"layers/lstm": "mine"}).read_bytes()
    assert data.count(b"GCOL") == 1
    return bytearray(data), data.find(b"GCOL")


@pytest.mark.parametrize(("at", "number"), [(8, 0), (8, 2**40), (24, 2**63), (24, 2**64 - 1), (48, 0), (48, 15)])
def test_a_heap_that_the_library_would_read_without_end_is_refused(tmp_path, at, number):
    """The size of the heap; of its first text; of what is free after it, which would come again and again."""
    data, heap = with_texts(tmp_path)
    assert data[heap + 32 : heap + 36] == b"mine"
    data[heap + at : heap + at + 8] = number.to_bytes(8, "little")
    (tmp_path / "m.h5").write_bytes(data)
    reason = f"its heap of texts at byte {heap} is damaged"
    with refused(ValueError, f"{tmp_path / 'm.h5'} is no readable .h5 file ({reason})."):
        load_weights(tmp_path / "m.h5")


def test_an_attribute_of_a_damaged_kind_is_refused_unread(tmp_path):
    """A list of variable length that is neither text nor numbers."""
    data, _ = with_texts(tmp_path)
    kind = data.find(b"name\0\0\0\0\x19\1") + 9
    data[kind : kind + 2] = b"\xff\xff"
    (tmp_path / "m.h5").write_bytes(data)
    reason = "/layers/lstm/vars has an attribute name that is no text"
    with refused(ValueError, f"{tmp_path / 'm.h5'} is no readable .h5 file ({reason})."):
        load_weights(tmp_path / "m.h5")


@pytest.mark.parametrize("latest", [False, True])
def test_a_text_that_is_longer_than_the_file_takes_no_memory(tmp_path, latest):
    """Where the attribute has its name before it, and where, with a set of letters, it is written the newer way."""
    with h5py.File(tmp_path / "m.h5", "w", libver="latest" if latest else "earliest") as file:
        for name, array in place("layers/lstm", LSTM).items():
            file[name] = array
        file.require_group("layers/lstm/vars").attrs["name"] = "mine"
    assert [line.name for line in list_layers(tmp_path / "m.h5")] == ["mine"]
    data = bytearray((tmp_path / "m.h5").read_bytes())
    length = data.find(b"\4\0\0\0" + data.find(b"GCOL").to_bytes(8, "little"))
    data[length + 3] = 3
    (tmp_path / "m.h5").write_bytes(data)
    tracemalloc.start()
    try:
        with pytest.raises(
            ValueError, match=rf"^{tmp_path / 'm.h5'} is no readable .h5 file \(its attribute name at byte"
        ):
            load_weights(tmp_path / "m.h5")
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("at", "value"), [(0, 0), (13, 4), (14, 4)])
def test_another_beginning_than_that_of_keras_is_refused(tmp_path, at, value):
    data, _ = with_texts(tmp_path)
    data[at] = value
    (tmp_path / "m.h5").write_bytes(data)
    with pytest.raises(ValueError, match=r"\(it does not begin as an HDF5 file with places and sizes of 8 bytes\)\.$"):
        load_weights(tmp_path / "m.h5")


def test_bfloat16_is_read_as_keras_keeps_it(tmp_path):
    """Two bytes of no kind that HDF5 knows, and the name of the kind beside them."""
    bits = [array.astype(np.float32).view(np.uint32) & 0xFFFF0000 for array in LSTM]
    path = write_h5(tmp_path / "m.weights.h5", place("layers/lstm", [(b >> 16).astype("<u2").view("V2") for b in bits]))
    with h5py.File(path, "a") as file:
        for array in file["layers/lstm/cell/vars"].values():
            array.attrs["dtype"] = "bfloat16"
    for array, expected in zip(to_keras(load_weights(path)), bits, strict=True):
        np.testing.assert_array_equal(array, expected.view(np.float32))


def test_arrays_of_no_numbers_are_refused(tmp_path):
    path = write_h5(tmp_path / "m.weights.h5", place("layers/lstm", [np.full((3, 16), b"x"), *LSTM[1:]]))
    with pytest.raises(ValueError, match=rf"^{path}: weights\[0\] has dtype .* but it must hold real numbers"):
        load_weights(path)


def test_a_missing_package_is_named(tmp_path, monkeypatch):
    path = write_h5(tmp_path / "m.h5", place("layers/lstm", LSTM))
    monkeypatch.setitem(sys.modules, "h5py", None)
    with refused(ImportError, '.keras and .h5 files need the package h5py: pip install "rnnlab[weights]"'):
        load_weights(path)


# ---- Keras itself ------------------------------------------------------------------------------------------------


@pytest.fixture
def keras(monkeypatch):
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    pytest.importorskip("torch", reason="torch is not installed")
    return pytest.importorskip("keras", reason="keras is not installed")


@pytest.mark.filterwarnings("ignore")
def test_files_that_keras_writes_compute_what_its_layers_compute(keras, tmp_path):
    L, keep = keras.layers, {"return_sequences": True}
    layers = [
        L.LSTM(4, activation="relu", **keep, name="reader"),
        L.Bidirectional(L.GRU(5, **keep), name="both"),
        L.SimpleRNN(6, activation="relu", go_backwards=True, **keep, name="back"),
        L.GRU(3, reset_after=False, use_bias=False, **keep, name="bare"),
        L.RNN(L.LSTMCell(2), **keep, name="cell"),
    ]
    whole = keras.Sequential([keras.Input((7, 3)), *layers, L.Dense(1)])
    rng = np.random.default_rng(0)
    whole.set_weights([rng.normal(0, 0.4, array.shape).astype(np.float32) for array in whole.get_weights()])
    for name in ("m.keras", "m.h5"):
        whole.save(tmp_path / name)
        assert [line.name for line in list_layers(tmp_path / name)] == [one.name for one in layers]
    whole.save_weights(tmp_path / "m.weights.h5")
    for one in layers:
        x = rng.normal(size=(2, 7, one.get_weights()[0].shape[0])).astype(np.float32)
        h = one(x).detach().numpy()
        for name in ("m.keras", "m.h5", "m.weights.h5")[: 2 if one.name in ("reader", "back", "bare") else 3]:
            ours = stack_forward(load_weights(tmp_path / name, one.name), x).h
            np.testing.assert_allclose(ours[:, :: -1 if one.name == "back" else 1], h, rtol=1e-4, atol=1e-5)
