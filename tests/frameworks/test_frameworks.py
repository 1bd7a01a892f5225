"""Weights of other frameworks, into ours and back: what stands where, and that no bit is lost."""

import subprocess
import sys

import numpy as np
import pytest
from frameworks_stacks import (
    BACKWARD,
    BOTH,
    FORWARD,
    assert_same_arrays,
    assert_same_bits,
    assert_same_stack,
    cells,
    draw_stack,
    dtypes,
    often,
    refused,
    seeds,
    sizes,
)
from hypothesis import given
from hypothesis import strategies as st

from rnnlab import LSTMVariant, frameworks
from rnnlab.frameworks import (
    GATE_ORDER,
    GRU_GATE_ORDER,
    PEEPHOLE_ORDER,
    from_keras,
    from_onnx,
    from_tf1,
    from_torch,
    reorder_gates,
    to_keras,
    to_onnx,
    to_tf1,
    to_torch,
)

forward_or_both = st.sampled_from([FORWARD, BOTH])

# ---- gate orders -------------------------------------------------------------------------------------------------


def test_blocks_are_put_in_another_order():
    assert reorder_gates([1, 2, 3, 4], "ifgo", "fiog").tolist() == [2, 1, 4, 3]
    assert reorder_gates([1, 1, 2, 2, 3, 3, 4, 4], "iofg", "fiog").tolist() == [3, 3, 1, 1, 2, 2, 4, 4]
    assert reorder_gates([1, 2, 3], "zrn", "rzn").tolist() == [2, 1, 3]
    assert reorder_gates([1, 2, 3], "iof", "fio").tolist() == [3, 1, 2]


def test_blocks_lie_along_any_axis():
    array = np.array([[11, 12, 13, 14], [21, 22, 23, 24]])
    assert reorder_gates(array, "ifgo", "fiog").tolist() == [[12, 11, 14, 13], [22, 21, 24, 23]]
    assert reorder_gates(array.T, "ifgo", "fiog", axis=0).tolist() == [[12, 22], [11, 21], [14, 24], [13, 23]]
    assert reorder_gates(array.T, "ifgo", "fiog", axis=-2).tolist() == [[12, 22], [11, 21], [14, 24], [13, 23]]


@pytest.mark.parametrize("table", [GATE_ORDER, GRU_GATE_ORDER, PEEPHOLE_ORDER])
def test_any_order_leads_to_any_other_and_back(table):
    array = np.arange(24).reshape(2, 12)
    for source in table.values():
        np.testing.assert_array_equal(reorder_gates(array, source, source), array)
        for target in table.values():
            np.testing.assert_array_equal(reorder_gates(reorder_gates(array, source, target), target, source), array)


def test_the_result_is_a_new_array_also_where_nothing_moves():
    array = np.arange(4.0)
    assert not np.shares_memory(reorder_gates(array, "fiog", "fiog"), array)


@pytest.mark.parametrize(
    ("source", "target"), [("ifgo", "fio"), ("iigo", "iigo"), ("", ""), ("rzn", "fiog"), ("torch", "rnnlab")]
)
def test_orders_of_other_letters_are_refused(source, target):
    message = (
        f"source is {source!r} and target is {target!r}, but both must be of the same letters, each once, such as "
        "'ifgo' and 'fiog'. GATE_ORDER['torch'] is the order of PyTorch."
    )
    with refused(ValueError, message):
        reorder_gates(np.zeros(12), source, target)


def test_a_length_that_is_no_multiple_is_refused():
    message = (
        "array has shape (8, 3), but its axis 1 must be a multiple of 4: one block of H for each gate of 'ifgo'. "
        "Is it another axis, or another cell?"
    )
    with refused(ValueError, message):
        reorder_gates(np.zeros((8, 3)), "ifgo", "fiog", axis=1)


# ---- what stands where, in numbers that tell: H = 1 and D = 2, the digits are gate and row -----------------------


def test_torch_stands_where_it_should():
    stack = from_torch(
        {
            "weight_ih_l0": [[12, 13], [22, 23], [32, 33], [42, 43]],
            "weight_hh_l0": [[11], [21], [31], [41]],
            "bias_ih_l0": [1, 2, 3, 4],
            "bias_hh_l0": [10, 20, 30, 40],
        }
    )
    (params,) = stack.directions
    assert params.W.tolist() == [[21, 11, 41, 31], [22, 12, 42, 32], [23, 13, 43, 33]]
    assert params.b.tolist() == [22, 11, 44, 33]
    weights = to_torch(stack)
    assert list(weights) == ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]
    assert weights["weight_ih_l0"].tolist() == [[12, 13], [22, 23], [32, 33], [42, 43]]
    assert weights["bias_ih_l0"].tolist() == [11, 22, 33, 44]
    assert weights["bias_hh_l0"].tolist() == [0, 0, 0, 0]


def test_torch_keeps_the_bias_that_the_reset_gate_multiplies():
    stack = from_torch(
        {
            "weight_ih_l0": [[12, 13], [22, 23], [32, 33]],
            "weight_hh_l0": [[11], [21], [31]],
            "bias_ih_l0": [1, 2, 3],
            "bias_hh_l0": [10, 20, 30],
        }
    )
    (params,) = stack.directions
    assert params.W.tolist() == [[11, 21, 31], [12, 22, 32], [13, 23, 33]]
    assert (params.b.tolist(), params.b_hn.tolist()) == ([11, 22, 3], [30])
    weights = to_torch(stack)
    assert (weights["bias_ih_l0"].tolist(), weights["bias_hh_l0"].tolist()) == ([11, 22, 3], [0, 0, 30])


def test_keras_stands_where_it_should():
    (params,) = from_keras([[[12, 22, 32, 42], [13, 23, 33, 43]], [[11, 21, 31, 41]], [1, 2, 3, 4]]).directions
    assert params.W.tolist() == [[21, 11, 41, 31], [22, 12, 42, 32], [23, 13, 43, 33]]
    assert params.b.tolist() == [2, 1, 4, 3]
    (params,) = from_keras([[[12, 22, 32], [13, 23, 33]], [[11, 21, 31]], [[1, 2, 3], [10, 20, 30]]]).directions
    assert params.W.tolist() == [[21, 11, 31], [22, 12, 32], [23, 13, 33]]
    assert (params.b.tolist(), params.b_hn.tolist()) == ([22, 11, 3], [30])
    (params,) = from_keras([[[12, 22, 32], [13, 23, 33]], [[11, 21, 31]], [1, 2, 3]]).directions
    assert (params.b.tolist(), params.b_hn.tolist()) == ([2, 1, 3], [0])


def test_onnx_stands_where_it_should():
    W, R = [[[12, 13], [22, 23], [32, 33], [42, 43]]], [[[11], [21], [31], [41]]]
    (params,) = from_onnx(W, R, [[1, 2, 3, 4, 10, 20, 30, 40]], [[5, 6, 7]]).directions
    assert params.W.tolist() == [[31, 11, 21, 41], [32, 12, 22, 42], [33, 13, 23, 43]]
    assert params.b.tolist() == [33, 11, 22, 44]
    assert params.p.tolist() == [7, 5, 6]
    stack = from_onnx([W[0][:3]], [R[0][:3]], [[1, 2, 3, 10, 20, 30]], direction="reverse")
    params = stack.layers[0].backward
    assert params.W.tolist() == [[21, 11, 31], [22, 12, 32], [23, 13, 33]]
    assert (params.b.tolist(), params.b_hn.tolist()) == ([22, 11, 3], [30])
    assert dict(stack.options) == {"reset": "before"}


def test_tf1_stands_where_it_should():
    weights = {"kernel": [[12, 22, 32, 42], [13, 23, 33, 43], [11, 21, 31, 41]], "bias": [1, 2, 3, 4]}
    (params,) = from_tf1(weights, "lstm").directions
    assert params.W.tolist() == [[31, 11, 41, 21], [32, 12, 42, 22], [33, 13, 43, 23]]
    assert params.b.tolist() == [4, 1, 4, 2]
    assert from_tf1(weights, "lstm", forget_bias=-0.5).directions[0].b.tolist() == [2.5, 1, 4, 2]
    back = to_tf1(from_tf1(weights, "lstm"), forget_bias=1.0)
    assert {name: array.tolist() for name, array in back.items()} == weights
    weights = {
        "gates/kernel": [[12, 22], [13, 23], [11, 21]],
        "candidate/kernel": [[32], [33], [31]],
        "gates/bias": [1, 2],
        "candidate/bias": [3],
    }
    stack = from_tf1(weights, "gru")
    (params,) = stack.directions
    assert params.W.tolist() == [[11, 21, 31], [12, 22, 32], [13, 23, 33]]
    assert (params.b.tolist(), params.b_hn.tolist()) == ([1, 2, 3], [0])
    assert dict(stack.options) == {"reset": "before"}
    assert {name: array.tolist() for name, array in to_tf1(stack).items()} == weights


# ---- there and back ----------------------------------------------------------------------------------------------


@often
@given(seeds, cells, sizes, sizes, st.integers(1, 3), forward_or_both, dtypes, st.sampled_from(["tanh", "relu"]))
def test_torch_gives_back_every_bit(seed, cell, D, H, layers, directions, dtype, activation):
    options = {"activation": "relu"} if (cell, activation) == ("rnn", "relu") else {}
    stack = draw_stack(seed, cell, D, H, layers, directions, options, dtype=dtype)
    weights = to_torch(stack)
    assert len(weights) == 4 * len(stack.directions)
    back = from_torch(weights, activation=activation if cell == "rnn" else "tanh")
    assert_same_stack(back, stack)
    assert_same_arrays(to_torch(back), weights)


@often
@given(seeds, cells, sizes, sizes, forward_or_both, dtypes, st.sampled_from(["after", "before"]))
def test_keras_gives_back_every_bit(seed, cell, D, H, directions, dtype, reset):
    before = (cell, reset) == ("gru", "before")
    options = {"reset": "before"} if before else {"activation": "sigmoid"} if cell == "rnn" else {}
    stack = draw_stack(seed, cell, D, H, 1, directions, options, dtype=dtype, b_hn=not before)
    weights = to_keras(stack)
    assert len(weights) == 3 * sum(directions)
    assert weights[2].shape == ((2, 3 * H) if cell == "gru" and not before else stack.directions[0].b.shape)
    back = from_keras(weights, activation="sigmoid" if cell == "rnn" else "tanh")
    assert_same_stack(back, stack)
    assert_same_arrays(to_keras(back), weights)


ONNX_OPTIONS = {
    "rnn": [{}, {"activation": "relu"}, {"activation": "sigmoid"}],
    "gru": [{}, {"reset": "before"}],
    "lstm": [
        {},
        {"variant": LSTMVariant(coupled=True)},
        {"variant": LSTMVariant(coupled=True, input_activation="relu", output_activation="sigmoid")},
    ],
}


@often
@given(seeds, cells, sizes, sizes, st.sampled_from([FORWARD, BACKWARD, BOTH]), dtypes, st.booleans(), st.integers(0, 5))
def test_onnx_gives_back_every_bit(seed, cell, D, H, directions, dtype, p, option):
    options = ONNX_OPTIONS[cell][option % len(ONNX_OPTIONS[cell])]
    stack = draw_stack(seed, cell, D, H, 1, directions, options, dtype=dtype, p=p)
    node = to_onnx(stack)
    assert ("P" in node) == (p and cell == "lstm")
    assert_same_stack(from_onnx(**node), stack)
    assert_same_arrays(to_onnx(from_onnx(**node)), node)


@often
@given(seeds, cells, sizes, sizes, dtypes)
def test_tf1_gives_back_every_bit_where_nothing_is_added_to_f(seed, cell, D, H, dtype):
    stack = draw_stack(
        seed, cell, D, H, 1, options={"reset": "before"} if cell == "gru" else {}, dtype=dtype, b_hn=False
    )
    weights = to_tf1(stack, forget_bias=0.0)
    assert_same_stack(from_tf1(weights, cell, forget_bias=0.0), stack)
    assert_same_arrays(to_tf1(from_tf1(weights, cell, forget_bias=0.0), forget_bias=0.0), weights)
    if cell == "lstm":
        back = from_tf1(to_tf1(stack, forget_bias=1.0), cell).directions[0]
        assert_same_bits(back.W, stack.directions[0].W)
        assert back.b.dtype == dtype
        np.testing.assert_allclose(back.b, stack.directions[0].b, rtol=0, atol=2 * np.finfo(dtype).eps)


@often
@given(seeds, cells, sizes, sizes, st.integers(1, 3), forward_or_both, dtypes)
def test_without_biases_ours_are_zero(seed, cell, D, H, layers, directions, dtype):
    weights = to_torch(draw_stack(seed, cell, D, H, layers, directions, dtype=dtype))
    stack = from_torch({name: array for name, array in weights.items() if name.startswith("weight")})
    zeros = from_torch({name: array * (array.ndim == 2) for name, array in weights.items()})
    for params, other in zip(stack.directions, zeros.directions, strict=True):
        np.testing.assert_array_equal(params.W, other.W)
        assert (params.W.dtype, params.b.dtype) == (dtype, dtype)
        assert not params.b.any()
        assert cell != "gru" or not params.b_hn.any()
    if layers == 1:
        pairs = to_keras(draw_stack(seed, cell, D, H, 1, directions, dtype=dtype))
        kernels = [array for n, array in enumerate(pairs) if n % 3 != 2]
        assert all(not params.b.any() for params in from_keras(kernels).directions)
        node = to_onnx(draw_stack(seed, cell, D, H, 1, directions, dtype=dtype))
        del node["B"]
        assert all(not params.b.any() for params in from_onnx(**node).directions)


def test_a_keras_gru_without_a_bias_is_told_where_its_reset_is():
    kernel, recurrent, _ = to_keras(draw_stack(0, "gru", 3, 4))
    assert dict(from_keras([kernel, recurrent]).options) == {}
    assert dict(from_keras([kernel, recurrent], reset="after").options) == {}
    assert dict(from_keras([kernel, recurrent], reset="before").options) == {"reset": "before"}


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_two_biases_of_torch_and_onnx_become_one(cell):
    (params,) = draw_stack(1, cell, 3, 4).directions
    weights, node = to_torch(draw_stack(1, cell, 3, 4)), to_onnx(draw_stack(1, cell, 3, 4))
    weights["bias_hh_l0"] += 1
    node["B"][:, node["B"].shape[1] // 2 :] += 1
    for back in (from_torch(weights).directions[0], from_onnx(**node).directions[0]):
        moved = slice(8) if cell == "gru" else slice(None)
        np.testing.assert_array_equal(back.b[moved], params.b[moved] + 1)
        if cell == "gru":
            assert_same_bits(back.b[8:], params.b[8:])
            np.testing.assert_array_equal(back.b_hn, params.b_hn + 1)


def test_names_of_torch_are_found_behind_a_prefix_among_others():
    stack = draw_stack(0, "gru", 3, 4, layers=2, directions=BOTH)
    weights = {f"encoder.rnn.{name}": array for name, array in to_torch(stack).items()}
    weights |= {"fc.weight": None, "decoder.weight_ih_l0": np.zeros((3, 2)), "encoder.rnn.dropout": 0.5}
    assert_same_stack(from_torch(weights, "encoder.rnn."), stack)


def test_eleven_layers_are_in_order():
    stack = draw_stack(0, "rnn", 2, 2, layers=11)
    assert_same_stack(from_torch(dict(sorted(to_torch(stack).items()))), stack)


# ---- arrays ------------------------------------------------------------------------------------------------------

WAYS = {
    "torch": (to_torch, from_torch),
    "keras": (to_keras, from_keras),
    "onnx": (to_onnx, lambda node: from_onnx(**node)),
    "tf1": (lambda stack: to_tf1(stack, 0.0), lambda weights: from_tf1(weights, "gru", 0.0)),
}


@pytest.mark.parametrize("way", WAYS)
def test_arrays_are_neither_shared_nor_changed(way):
    to, back = WAYS[way]
    tf1 = way == "tf1"
    stack = draw_stack(0, "gru", 3, 4, options={"reset": "before"} if tf1 else {}, b_hn=not tf1)
    other = draw_stack(0, "gru", 3, 4, options={"reset": "before"} if tf1 else {}, b_hn=not tf1)
    for params in stack.directions:
        for array in vars(params).values():
            array.flags.writeable = False
    weights = to(stack)
    arrays = [a for a in (weights if way == "keras" else weights.values()) if isinstance(a, np.ndarray)]
    assert all(array.flags.c_contiguous for array in arrays)
    for array in arrays:
        array.flags.writeable = False
    again = back(weights)
    for array in arrays:
        array.flags.writeable = True
        array[...] = 99
    assert_same_stack(stack, other)
    assert_same_stack(again, other)


@pytest.mark.parametrize("way", ["torch", "keras", "onnx"])
def test_lists_strides_and_fortran_order_are_read(way):
    to, back = WAYS[way]
    stack = draw_stack(0, "lstm", 3, 4)

    def strange(value):
        if not isinstance(value, np.ndarray):
            return value
        return value.tolist() if value.ndim == 1 else np.asfortranarray(np.repeat(value, 2, axis=-1))[..., ::2]

    weights = to(stack)
    if way == "keras":
        assert_same_stack(back([strange(array) for array in weights]), stack)
    else:
        assert_same_stack(back({name: strange(value) for name, value in weights.items()}), stack)


def test_a_mix_of_dtypes_becomes_the_wider_one():
    weights = to_torch(draw_stack(0, "lstm", 3, 4, dtype=np.float32))
    weights["bias_ih_l0"] = weights["bias_ih_l0"].astype(np.float64)
    (params,) = from_torch(weights).directions
    assert {params.W.dtype, params.b.dtype} == {np.dtype(np.float64)}
    halves = {name: array.astype(np.float16) for name, array in weights.items()}
    assert from_torch(halves).directions[0].W.dtype == np.float16


class Tensor:
    """Like a tensor of torch: NumPy asks it for its numbers."""

    def __init__(self, array, error=None):
        self.array, self.error, self.dtype = array, error, f"torch.{array.dtype}"

    def __array__(self, dtype=None, copy=None):
        if self.error:
            raise self.error
        return self.array


def test_tensors_are_read():
    stack = draw_stack(0, "lstm", 3, 4, dtype=np.float32)
    assert_same_stack(from_torch({name: Tensor(array) for name, array in to_torch(stack).items()}), stack)
    assert_same_stack(from_keras([Tensor(array) for array in to_keras(stack)]), stack)


@pytest.mark.parametrize("error", [TypeError("Got unsupported ScalarType BFloat16"), RuntimeError("it requires grad.")])
def test_tensors_that_numpy_cannot_read_are_refused(error):
    weights = to_torch(draw_stack(0, "lstm", 3, 4, dtype=np.float32))
    weights["weight_hh_l0"] = Tensor(weights["weight_hh_l0"], error)
    message = (
        f"weight_hh_l0 is of torch.float32, and NumPy cannot read it ({str(error).rstrip('.')}). Make it float32 in "
        "memory first; a tensor of torch: .detach().cpu().float().numpy()"
    )
    with refused(TypeError, message):
        from_torch(weights)


def test_no_framework_is_imported():
    names = ["torch", "keras", "tensorflow", "onnx", "onnxruntime", "safetensors"]
    code = f"import sys, rnnlab.frameworks; print([name for name in {names} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", frameworks.__all__)
def test_every_public_function_says_what_it_takes_returns_and_refuses(name):
    thing = getattr(frameworks, name)
    if callable(thing):
        arguments = thing.__code__.co_varnames[: thing.__code__.co_argcount]
        assert [argument for argument in arguments if argument not in thing.__doc__] == []
        assert "Raises\n" in thing.__doc__
        assert ("Returns\n" in thing.__doc__) == (name != "save_weights")
