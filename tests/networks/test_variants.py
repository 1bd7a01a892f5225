"""The eight variants of "LSTM: A Search Space Odyssey" (arXiv 1503.04069) and what they are made of."""

from dataclasses import FrozenInstanceError, fields, replace

import numpy as np
import pytest
from every_cell import CELLS, Cell, assert_close, at_2000_shapes
from references import draw_lstm, sigmoid

from rnnlab import ACTIVATIONS, VARIANTS, LSTMVariant, lstm_backward, lstm_forward

VARIED = [name for name in CELLS if name.startswith("lstm ")]
SWITCHES = {
    "vanilla": {},
    "NIG": {"input_gate": False},
    "NFG": {"forget_gate": False},
    "NOG": {"output_gate": False},
    "NIAF": {"input_activation": "identity"},
    "NOAF": {"output_activation": "identity"},
    "CIFG": {"coupled": True},
    "NP": {"peepholes": False},
    "FGR": {"gate_recurrence": True},
}
each_variant = pytest.mark.parametrize("name", VARIANTS)


def traced(name, seed=0):
    """The trace of a variant of the paper, with peepholes and gate recurrence in its parameters."""
    x, params, h0, c0 = draw_lstm(seed, extras=True)
    return lstm_forward(x, params, h0, c0, VARIANTS[name]), params


def test_the_variants_are_the_papers_eight_and_the_vanilla_they_are_taken_from():
    assert list(VARIANTS) == list(SWITCHES)
    for name, variant in VARIANTS.items():
        on = {field.name: getattr(variant, field.name) for field in fields(LSTMVariant)}
        usual = dict.fromkeys(("input_gate", "forget_gate", "output_gate", "peepholes"), True)
        usual |= dict.fromkeys(("input_activation", "output_activation"), "tanh")
        assert on == {**usual, "coupled": False, "gate_recurrence": False, **SWITCHES[name]}
    assert LSTMVariant() == VARIANTS["vanilla"]


@at_2000_shapes(*VARIED)
def test_every_variant_is_the_slow_loop_at_2000_random_shapes(name, shape, seed):
    x, params, states = CELLS[name].draw(seed, *shape)
    trace = CELLS[name].forward(x, params, states)
    assert {kept.shape for kept in trace} == {(*shape[:2], shape[3])}
    assert_close(trace, CELLS[name].slow(x, params, states))


@pytest.mark.parametrize("input_activation", ACTIVATIONS)
@pytest.mark.parametrize("output_activation", ACTIVATIONS)
def test_every_pair_of_activations_is_the_slow_loop(input_activation, output_activation):
    variant = LSTMVariant(input_activation=input_activation, output_activation=output_activation)
    cell = Cell("lstm", {"variant": variant}, extras=True)
    x, params, states = cell.draw(1)
    assert_close(cell.forward(x, params, states), cell.slow(x, params, states))


@pytest.mark.parametrize(("name", "gate"), [("NIG", "i"), ("NFG", "f"), ("NOG", "o")])
def test_a_missing_gate_is_1_at_every_step_and_the_others_still_listen(name, gate):
    trace, _ = traced(name)
    assert (getattr(trace, gate) == 1).all()
    for other in {"f", "i", "o", "g"} - {gate}:
        assert np.ptp(getattr(trace, other)) > 0.5


def test_coupled_gates_share_one_switch_and_the_weights_of_f_are_not_used():
    trace, params = traced("CIFG")
    np.testing.assert_allclose(trace.f, 1 - trace.i, rtol=1e-12)
    x, _, h0, c0 = draw_lstm(0, extras=True)
    for array in (params.W_f, params.b_f, params.p[:4]):
        array += 10
    np.testing.assert_array_equal(np.array(lstm_forward(x, params, h0, c0, VARIANTS["CIFG"])), np.array(trace))


@pytest.mark.parametrize("name", VARIED)
def test_no_variant_changes_the_parameters(name):
    x, params, states = CELLS[name].draw(2)
    before = [array.copy() for array in (params.W, params.b, params.p, params.R)]
    for array in (params.W, params.b, params.p, params.R):
        array.setflags(write=False)
    trace = CELLS[name].forward(x, params, states)
    CELLS[name].backward(np.ones_like(trace.h), x, params, trace, states)
    CELLS[name].options["variant"].apply(params)
    for array, old in zip((params.W, params.b, params.p, params.R), before, strict=True):
        np.testing.assert_array_equal(array, old)


def test_the_vanilla_cell_is_given_its_weights_as_they_are():
    _, params, *_ = draw_lstm(0)
    assert LSTMVariant().apply(params) is params


def test_without_peepholes_p_is_as_if_it_were_not_there():
    x, params, *states = draw_lstm(3, extras=True)
    bare = replace(params, p=None, R=None)
    trace = lstm_forward(x, params, *states, VARIANTS["NP"])
    np.testing.assert_array_equal(np.array(trace), np.array(lstm_forward(x, bare, *states)))
    assert not np.isclose(trace.h, lstm_forward(x, params, *states).h).any()
    grads = lstm_backward(np.ones_like(trace.h), x, params, trace, *states, variant=VARIANTS["NP"])
    plain = lstm_backward(np.ones_like(trace.h), x, bare, trace, *states)
    assert (grads.p, grads.R) == (plain.p, plain.R) == (None, None)
    for mine, other in zip(grads[:5], plain[:5], strict=True):
        np.testing.assert_array_equal(mine, other)


def test_peepholes_of_zeros_are_none():
    x, params, *states = draw_lstm(3, extras=True)
    zeros, none = replace(params, p=np.zeros(12)), replace(params, p=None)
    assert_close(lstm_forward(x, zeros, *states), lstm_forward(x, none, *states))


def test_without_gate_recurrence_r_is_as_if_it_were_not_there():
    x, params, *states = draw_lstm(4, extras=True)
    bare = replace(params, R=None)
    trace = lstm_forward(x, params, *states)
    np.testing.assert_array_equal(np.array(trace), np.array(lstm_forward(x, bare, *states)))
    assert lstm_backward(np.ones_like(trace.h), x, params, trace, *states).R is None


def test_gate_recurrence_begins_with_gates_of_zeros():
    x, params, *states = draw_lstm(4, extras=True)
    with_r, without = (lstm_forward(x, params, *states, VARIANTS[name]) for name in ("FGR", "vanilla"))
    assert_close(np.array(with_r)[:, :, 0], np.array(without)[:, :, 0])
    assert not np.isclose(with_r.h[:, 1], without.h[:, 1]).any()


@pytest.mark.parametrize(("seen", "first"), [("f", 0), ("i", 4), ("o", 8)])
@pytest.mark.parametrize(("seeing", "column"), [("f", 0), ("i", 4), ("o", 8)])
def test_row_k_of_r_is_what_is_seen_and_column_j_the_gate_that_sees_it(seen, first, seeing, column):
    x, params, *states = draw_lstm(5, T=2, extras=True)
    R = np.zeros((12, 12))
    R[first + 1, column + 2] = 3
    params = replace(params, R=R)
    plain, trace = (lstm_forward(x, params, *states, VARIANTS[name]) for name in ("vanilla", "FGR"))
    for gate in "fi":
        moved = ~np.isclose(getattr(trace, gate)[:, 1], getattr(plain, gate)[:, 1]).all(axis=0)
        assert moved.tolist() == [False, False, gate == seeing, False]
    if seeing != "o":
        gate, old = (getattr(kept, seeing)[:, 1, 2] for kept in (trace, plain))
        z = np.log(old / (1 - old)) + 3 * getattr(plain, seen)[:, 0, 1]
        np.testing.assert_allclose(gate, [sigmoid(value) for value in z.tolist()], rtol=1e-9)
    else:
        np.testing.assert_array_equal(
            ~np.isclose(trace.o[:, 1], plain.o[:, 1]).all(axis=0), [False, False, True, False]
        )


@pytest.mark.parametrize("name", VARIED)
@pytest.mark.parametrize("number", [0.5, np.nan])
def test_what_a_variant_does_not_use_has_no_gradient_whatever_x_is(name, number):
    x, params, states = CELLS[name].draw(6)
    x[1, 3, 2] = number
    variant = CELLS[name].options["variant"]
    trace = CELLS[name].forward(x, params, states)
    grads = CELLS[name].backward(np.ones_like(trace.h), x, params, trace, states)
    assert (grads.p is None) == (not variant.peepholes)
    assert (grads.R is None) == (not variant.gate_recurrence)
    unused = {*variant.missing_gates, *("f" if variant.coupled else "")}
    for n, gate in enumerate("fiog"):
        part = slice(4 * n, 4 * n + 4)
        columns = [grads.W[:, part], grads.b[part]]
        columns += [array[..., part] for array in (grads.p, grads.R) if array is not None and gate != "g"]
        for array in columns:
            assert (array == 0).all() == (gate in unused), gate


def test_a_variant_is_a_value_that_cannot_be_changed():
    variant = LSTMVariant(forget_gate=False)
    assert variant == VARIANTS["NFG"]
    assert hash(variant) == hash(VARIANTS["NFG"])
    assert variant.missing_gates == ["f"]
    assert LSTMVariant(input_gate=False, forget_gate=False, output_gate=False).missing_gates == ["f", "i", "o"]
    with pytest.raises(FrozenInstanceError):
        variant.forget_gate = True


@each_variant
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_weights_of_a_variant_keep_their_dtype(name, dtype):
    _, params, *_ = draw_lstm(7, dtype=dtype, extras=True)
    applied = VARIANTS[name].apply(params)
    arrays = [applied.W, applied.b, *(array for array in (applied.p, applied.R) if array is not None)]
    assert {array.dtype for array in arrays} == {np.dtype(dtype)}
