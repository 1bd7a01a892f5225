"""Recurrent layers among the names of PyTorch: found without a prefix, asked for, or refused with the way out."""

import numpy as np
import pytest
from frameworks_stacks import BOTH, assert_same_stack, draw_stack, refused

from rnnlab.frameworks import from_torch, to_torch
from rnnlab.frameworks.pytorch import list_torch
from rnnlab.frameworks.shapes import Stored

LSTM, GRU, RNN = draw_stack(0, "lstm", 3, 4, 2, BOTH), draw_stack(1, "gru", 5, 2), draw_stack(2, "rnn", 3, 3)
SAID = {
    "LSTM": "(LSTM, D = 3, H = 4, 2 layers, 2 directions)",
    "GRU": "(GRU, D = 5, H = 2, 1 layer, 1 direction)",
}


def named(stack, before="", change=lambda name: name):
    return {before + change(name): array for name, array in to_torch(stack).items()}


def held(*suffixes):
    """A layer whose recurrent weight is kept as other arrays, and a small one of another kind beside it."""
    weights = named(GRU, "a.") | named(RNN, "b.")
    array = weights.pop("a.weight_hh_l0")
    return weights | {suffix.format("weight_hh_l0"): array for suffix in suffixes}


# ---- found -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", ["", "encoder.rnn.", "rnns.0.", "params/rnn/", "weight_ih."])
@pytest.mark.parametrize("stack", [LSTM, GRU, RNN])
def test_the_only_layer_needs_no_prefix(stack, before):
    weights = {"embedding.weight": np.zeros((7, 3)), **named(stack, before), "fc.bias": None, "step": 12, 5: "five"}
    assert_same_stack(from_torch(weights), stack)
    assert_same_stack(from_torch(weights, before), stack)
    assert_same_stack(from_torch(weights, before.removesuffix(".")), stack)


def test_of_several_one_is_asked_for_and_all_are_listed():
    weights = named(LSTM, "encoder.") | named(GRU)
    assert_same_stack(from_torch(weights, "encoder"), LSTM)
    assert_same_stack(from_torch(weights, ""), GRU)
    with refused(ValueError, f"say which of its 2 recurrent layers: 'encoder' {SAID['LSTM']}, '' {SAID['GRU']}."):
        from_torch(weights)
    for name in ("decoder", 3):
        message = f"it has no recurrent layer {name!r}: 'encoder' {SAID['LSTM']}, '' {SAID['GRU']}."
        with refused(ValueError, message):
            from_torch(weights, name)
    first, second = list_torch(weights)
    assert first == ("encoder", "LSTM", 3, 4, 2, 2, "")
    assert second == ("", "GRU", 5, 2, 1, 1, "")


def test_of_very_many_some_are_listed():
    weights = {name: array for n in range(40) for name, array in named(RNN, f"cells.{n}.").items()}
    with pytest.raises(ValueError, match=r"which of its 40 .* 'cells\.11' [^']*, … and 28 more\.$"):
        from_torch(weights)


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_the_names_of_a_cell_are_those_of_one_layer(cell):
    stack = draw_stack(0, cell, 3, 4)
    weights = named(stack, "lstm_cell.", lambda name: name.removesuffix("_l0"))
    assert "lstm_cell.weight_hh" in weights
    assert_same_stack(from_torch(weights), stack)
    assert_same_stack(from_torch(weights, "lstm_cell"), stack)
    del weights["lstm_cell.bias_hh"]
    with pytest.raises(ValueError, match=r"'lstm_cell' is not read: there is no 'lstm_cell.bias_hh', but names from"):
        from_torch(weights)


def test_names_of_a_cell_and_of_layers_are_not_mixed():
    weights = named(RNN, "a.") | {"a.weight_hh": np.zeros((3, 3))}
    with pytest.raises(
        ValueError, match="'a' is not read: names of a cell and of numbered layers stand side by side: "
    ):
        from_torch(weights)


def test_a_state_dict_within_a_checkpoint_is_found():
    state = named(LSTM, "encoder.")
    checkpoint = {"epoch": 3, "optimizer": {"state": {0: {"exp_avg": np.zeros(3)}}}, "model": state, "lr": 0.1}
    assert_same_stack(from_torch(checkpoint), LSTM)
    assert_same_stack(from_torch({"a": {"b": checkpoint}}, "a.b.model.encoder"), LSTM)
    both = checkpoint | {"ema": state}
    with refused(
        ValueError,
        f"say which of its 2 recurrent layers: 'model.encoder' {SAID['LSTM']}, 'ema.encoder' {SAID['LSTM']}.",
    ):
        from_torch(both)
    assert_same_stack(from_torch(named(GRU) | {"ema": state}), GRU)


def test_a_mapping_that_holds_itself_has_an_end():
    checkpoint = {"model": named(GRU)}
    checkpoint["all"] = checkpoint
    assert_same_stack(from_torch(checkpoint), GRU)


def test_arrays_that_say_their_shape_are_read_after_it_was_checked():
    def read():
        raise AssertionError("it was read")

    stored = {name: Stored(array.shape, "float64", read) for name, array in to_torch(GRU).items()}
    assert list_torch(stored) == [("", "GRU", 5, 2, 1, 1, "")]
    with pytest.raises(ValueError, match="weight_ih_l0 has shape"):
        from_torch(stored | {"weight_ih_l0": Stored((6, 0), "float64", read)})


# ---- refused -----------------------------------------------------------------------------------------------------

IN_THE_MODEL = "in the model, and its state_dict() has it again."
HELD = {
    "weight norm": (
        held("a.{}_g", "a.{}_v"),
        "'weight_hh_l0' is under weight norm, kept as 'a.weight_hh_l0_g', 'a.weight_hh_l0_v': "
        "torch.nn.utils.remove_weight_norm(layer, "
        f"'weight_hh_l0') {IN_THE_MODEL} Without the model it is g * v / np.linalg.norm(v, axis=1, keepdims=True).",
    ),
    "spectral norm": (
        held("a.{}_orig", "a.{}_u", "a.{}_v"),
        "'weight_hh_l0' is under spectral norm, kept as 'a.weight_hh_l0_orig', 'a.weight_hh_l0_u', "
        "'a.weight_hh_l0_v': "
        f"torch.nn.utils.remove_spectral_norm(layer, 'weight_hh_l0') {IN_THE_MODEL}",
    ),
    "pruning": (
        held("a.{}_orig", "a.{}_mask"),
        "'weight_hh_l0' is pruned, kept as 'a.weight_hh_l0_mask', 'a.weight_hh_l0_orig': "
        "torch.nn.utils.prune.remove(layer, 'weight_hh_l0') "
        f"{IN_THE_MODEL} Without the model it is orig * mask.",
    ),
    "a parametrization": (
        held("a.parametrizations.{}.original0", "a.parametrizations.{}.original1"),
        "'weight_hh_l0' is parametrised, kept as 'a.parametrizations.weight_hh_l0.original0', "
        "'a.parametrizations.weight_hh_l0.original1': "
        f"torch.nn.utils.parametrize.remove_parametrizations(layer, 'weight_hh_l0') {IN_THE_MODEL}",
    ),
    "weight drop": (
        held("a.{}_raw", "a.{}"),
        "beside 'a.weight_hh_l0_raw' a 'weight_hh_l0' may be a copy with dropped-out weights: put the raw array in its "
        "place, and leave the name with _raw out.",
    ),
    "quantised": (
        {"a._all_weight_values.0.param": None, **named(RNN, "b.")},
        "'a._all_weight_values.0.param' is quantised: take the model before it was.",
    ),
    "a quantised cell": (
        {"a._packed_weight_ih": None, "a._packed_weight_hh": None, **named(RNN, "b.")},
        "'a._packed_weight_hh' is quantised: take the model before it was.",
    ),
    "a projection": (
        named(GRU, "a.") | {"a.weight_hr_l0": np.zeros((2, 2)), **named(RNN, "b.")},
        "it has a weight_hr: an LSTM with proj_size projects its h, which no cell here does.",
    ),
    "integers": (
        {name: np.ones(array.shape, np.int8) for name, array in named(GRU, "a.").items()} | named(RNN, "b."),
        "a.weight_ih_l0 holds integers (int8), as weights do that are quantised: multiply them with their scale first, "
        "or take the model before it was quantised. Whole numbers that are the weights themselves: "
        ".astype(np.float32).",
    ),
}


@pytest.mark.parametrize("weights", [pytest.param(*case, id=name) for name, (*case, _) in HELD.items()])
def test_another_layer_beside_one_that_is_not_read_is(weights):
    assert_same_stack(from_torch(weights, "b"), RNN)


@pytest.mark.parametrize(("weights", "reason"), [pytest.param(*case, id=name) for name, case in HELD.items()])
def test_a_layer_that_is_kept_as_something_else_is_refused_with_the_way_out(weights, reason):
    alone = {name: array for name, array in weights.items() if not name.startswith("b.")}
    where = "" if "integers" in reason else "'a' is not read: "
    for those in (weights, alone):
        with refused(ValueError, where + reason):
            from_torch(those, "a")
    with refused(ValueError, where + reason):
        from_torch(alone)
    assert list_torch(alone) == [("a", "", None, None, None, None, reason)]
    with pytest.raises(ValueError, match=r"^say which of its 2 recurrent layers: ") as error:
        from_torch(dict(reversed(weights.items())))
    assert f"'a' (not read: {reason.rstrip('.')})" in str(error.value)
    assert "'b' (RNN, D = 3, H = 3, 1 layer, 1 direction)" in str(error.value)


@pytest.mark.parametrize("inner", [{"a.weight_hh_l0_raw", "a.module.weight_hh_l0"}, {"a.weight_hh_l0_raw"}])
def test_the_dropped_copy_within_a_wrapper_is_not_read(inner):
    """As AWD-LSTM and fastai keep it: the raw weight outside, all the others in .module."""
    weights = named(GRU, "a.module.")
    array = weights.pop("a.module.weight_hh_l0")
    weights |= dict.fromkeys(sorted(inner), array)
    with pytest.raises(
        ValueError, match=r"'a\.module' is not read: beside 'a.weight_hh_l0_raw' a 'weight_hh_l0' may be"
    ):
        from_torch(weights)
    del weights["a.weight_hh_l0_raw"]
    assert_same_stack(from_torch(weights | {"a.module.weight_hh_l0": array}), GRU)


def test_an_array_that_is_none_is_told_in_the_list():
    (layer,) = list_torch(named(GRU) | {"bias_hh_l0": None})
    assert layer.refusal.startswith("bias_hh_l0 is None, but it must be an array of numbers.")


def test_a_weight_for_each_gate_is_not_taken_for_a_norm():
    weights = {f"mine.weight_{part}_{gate}": np.zeros((4, 4)) for part in ("ih", "hh") for gate in "ifgo"}
    with pytest.raises(ValueError, match=r"^there is no recurrent layer under the names of PyTorch"):
        from_torch(weights)
    assert_same_stack(from_torch(weights | named(GRU, "a.")), GRU)


NAMES = "there is no recurrent layer under the names of PyTorch, such as 'weight_ih_l0', among its"


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ([], f"{NAMES} 0 names: none."),
        (
            ["arr_0", "arr_1", "arr_2"],
            f"{NAMES} 3 names: 'arr_0', 'arr_1', 'arr_2'. If they are what get_weights() of a Keras layer lists: "
            "from_keras([weights[name] for name in weights]).",
        ),
        (
            ["rnn/lstm_cell/kernel", "rnn/lstm_cell/bias"],
            f"{NAMES} 2 names: 'rnn/lstm_cell/kernel', 'rnn/lstm_cell/bias'. A kernel is TensorFlow's or Keras': "
            "from_tf1 takes such names, from_keras the arrays of one layer.",
        ),
        (
            ["cell.ii.kernel", "cell.hi.kernel"],
            f"{NAMES} 2 names: 'cell.ii.kernel', 'cell.hi.kernel'. A kernel for each gate is Flax': "
            "LSTMParams.from_blocks and GRUParams.from_blocks join such.",
        ),
        ([*"abcdefghijklmn"], f"{NAMES} 14 names: {', '.join(map(repr, 'abcdefghijkl'))}, … and 2 more."),
        ([7, "weight_ih_l" + "9" * 5000], f"{NAMES} 2 names: '7', 'weight_ih_l{'9' * 49}'."),
    ],
)
def test_other_names_are_said(names, message):
    with refused(ValueError, message):
        from_torch(dict.fromkeys(names, np.zeros(3)))


class Tensor:
    """Like a tensor of torch: on another device, with a gradient, and of bfloat16 until all of that is undone."""

    dtype = "torch.bfloat16"

    def __init__(self, array, undone=()):
        self.array, self.undone, self.shape = array, undone, array.shape

    def detach(self):
        return Tensor(self.array, (*self.undone, "detach"))

    def cpu(self):
        return Tensor(self.array, (*self.undone, "cpu"))

    def float(self):
        return Tensor(self.array, (*self.undone, "float"))

    def __array__(self, dtype=None, copy=None):
        if self.undone != ("detach", "cpu", "float"):
            raise TypeError("Got unsupported ScalarType BFloat16")
        return self.array


def test_tensors_of_bfloat16_with_gradients_are_read():
    stack = draw_stack(0, "gru", 3, 4, dtype=np.float32)
    assert_same_stack(from_torch({name: Tensor(array) for name, array in to_torch(stack).items()}), stack)


def test_arrays_of_bfloat16_are_read():
    """Of the package ml_dtypes, which onnx and others bring."""
    ml_dtypes = pytest.importorskip("ml_dtypes", reason="ml_dtypes is not installed")
    stack = draw_stack(0, "gru", 3, 4, dtype=np.float32)
    short = {name: array.astype(ml_dtypes.bfloat16) for name, array in to_torch(stack).items()}
    (params,) = from_torch(short).directions
    assert params.W.dtype == np.float32
    np.testing.assert_allclose(params.W, stack.directions[0].W, rtol=2**-8)
