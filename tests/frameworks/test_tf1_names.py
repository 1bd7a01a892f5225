"""Cells of TensorFlow 1 among the variables of a checkpoint: full and old names, slots of optimizers, peepholes."""

import conventions as theirs
import numpy as np
import pytest
from frameworks_stacks import assert_same_arrays, assert_same_stack, draw_stack, refused

from rnnlab import stack_forward
from rnnlab.frameworks import from_tf1, to_tf1

OPTIONS = {"gru": {"reset": "before"}}


def draw(cell, seed=0, p=False):
    """A stack that TensorFlow 1 can hold, and its arrays by their short names."""
    stack = draw_stack(seed, cell, 3, 4, options=OPTIONS.get(cell), b_hn=False, p=p)
    return stack, to_tf1(stack, 0.0)


def under(scope, weights):
    return {f"{scope}/{name}": array for name, array in weights.items()}


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_full_names_are_found_among_slots_and_other_layers(cell):
    stack, weights = draw(cell)
    full = under(f"model/rnn/basic_{cell}_cell", weights)
    slots = {f"{name}/{slot}": array for name, array in full.items() for slot in ("Adam", "Adam_1", "Momentum")}
    dense = {"model/dense/kernel": np.zeros((12, 8)), "model/dense/bias": np.zeros(8), "global_step": 3, 5: None}
    assert_same_stack(from_tf1(full | slots, cell, 0.0), stack)
    assert_same_stack(from_tf1(dense | slots | full, cell, 0.0), stack)
    assert_same_stack(from_tf1({f"{name}:0": array for name, array in full.items()}, cell, 0.0), stack)
    for prefix in (f"model/rnn/basic_{cell}_cell", f"model/rnn/basic_{cell}_cell/"):
        assert_same_stack(from_tf1(dense | full, cell, 0.0, prefix=prefix), stack)


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_names_before_version_1_2_are_read(cell):
    stack, weights = draw(cell)
    old = {
        name.replace("kernel", "weights").replace("bias", "biases"): array
        for name, array in under(f"RNN/Basic{cell.upper()}Cell", weights).items()
    }
    assert_same_stack(from_tf1(old, cell, 0.0), stack)


def test_of_several_cells_one_is_asked_for():
    stacks = [draw("lstm", seed) for seed in (0, 1)]
    scopes = [f"rnn/multi_rnn_cell/cell_{n}/lstm_cell" for n in (0, 1)]
    weights = {}
    for scope, (_, arrays) in zip(scopes, stacks, strict=True):
        weights |= under(scope, arrays)
    for scope, (stack, _) in zip(scopes, stacks, strict=True):
        assert_same_stack(from_tf1(weights, "lstm", 0.0, prefix=scope), stack)
    with refused(ValueError, f"say which of its 2 cells, by prefix=: '{scopes[0]}', '{scopes[1]}'."):
        from_tf1(weights, "lstm")
    many = {name: a for n in range(15) for name, a in under(f"cell_{n}", draw("rnn")[1]).items()}
    with pytest.raises(
        ValueError, match=r"^say which of its 15 cells, by prefix=: 'cell_0', .* 'cell_11', … and 3 more\.$"
    ):
        from_tf1(many, "rnn")


def test_what_lies_inside_a_gru_is_no_cell_of_its_own():
    _, weights = draw("gru")
    full = under("a/gru_cell", weights)
    message = f"weights holds {', '.join(map(repr, full))}, but such a cell is made of 'kernel', 'bias'."
    with refused(ValueError, message):
        from_tf1(full, "rnn")


def test_a_message_has_the_full_names():
    weights = under("rnn/lstm_cell", draw("lstm")[1])
    with refused(
        ValueError,
        "rnn/lstm_cell/bias has shape (4,), but with rnn/lstm_cell/kernel (7, 16) it must be (4H,) = (16,).",
    ):
        from_tf1(weights | {"rnn/lstm_cell/bias": np.zeros(4)}, "lstm")


@pytest.mark.parametrize("forget_bias", [0.0, 1.0])
def test_peepholes_are_those_of_an_lstm_cell(forget_bias):
    rng = np.random.default_rng(0)
    weights = {"kernel": rng.standard_normal((7, 16)), "bias": rng.standard_normal(16)}
    diagonals = {f"w_{gate}_diag": rng.standard_normal(4) for gate in "ifo"}
    x, h0, c0 = (rng.standard_normal(shape) for shape in ((2, 5, 3), (2, 4), (2, 4)))
    stack = from_tf1(under("rnn/lstm_cell", weights | diagonals), "lstm", forget_bias)
    ours = stack_forward(stack, x, h0[None], c0[None]).h
    expected = theirs.tf1_unrolled(
        theirs.tf1_lstm_cell, x, h0, c0, *weights.values(), forget_bias=forget_bias, **diagonals
    )
    np.testing.assert_allclose(ours, expected, rtol=1e-12, atol=1e-12)
    assert (
        np.abs(stack_forward(from_tf1(weights, "lstm", forget_bias), x, h0[None], c0[None]).h - expected).max() > 0.01
    )


def test_peepholes_go_there_and_back_bit_for_bit():
    stack, weights = draw("lstm", p=True)
    assert list(weights) == ["kernel", "bias", "w_f_diag", "w_i_diag", "w_o_diag"]
    back = from_tf1(weights, "lstm", 0.0)
    assert_same_stack(back, stack)
    assert_same_arrays(to_tf1(back, 0.0), weights)
    assert not any(np.shares_memory(array, stack.directions[0].p) for array in weights.values())
