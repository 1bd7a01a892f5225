import numpy as np
import pytest
from every_cell import CARRYING, CELLS, assert_close, at_2000_shapes, strided, with_arrays
from references import draw_gru, draw_lstm, draw_rnn

from rnnlab import GRUTrace, LSTMTrace, RNNParams, gru_forward, lstm_forward, rnn_forward

each_cell = pytest.mark.parametrize("name", CELLS)
each_carrying_cell = pytest.mark.parametrize("name", CARRYING)
each_reset = pytest.mark.parametrize("reset", ["after", "before"])


def run(name, x, params, states=()):
    """Everything a cell computes over x, as one array (n, ..., T, H)."""
    return np.array(CELLS[name].forward(x, params, states))


def check_with_the_slow_loop(name, shape, seed):
    x, params, states = CELLS[name].draw(seed, *shape)
    trace = CELLS[name].forward(x, params, states)
    assert {kept.shape for kept in trace} == {(*shape[:2], shape[3])}
    assert_close(trace, CELLS[name].slow(x, params, states))


@at_2000_shapes(*(name for name in CELLS if name.startswith("rnn")))
def test_rnn_forward_is_the_slow_loop_at_2000_random_shapes(name, shape, seed):
    check_with_the_slow_loop(name, shape, seed)


@at_2000_shapes("gru", "gru before")
def test_gru_forward_is_the_slow_loop_at_2000_random_shapes(name, shape, seed):
    check_with_the_slow_loop(name, shape, seed)


@at_2000_shapes("lstm")
def test_lstm_forward_is_the_slow_loop_at_2000_random_shapes(name, shape, seed):
    check_with_the_slow_loop(name, shape, seed)


@each_carrying_cell
@pytest.mark.parametrize("D", [3, 4])
def test_forward_is_one_step_after_the_other(name, D):
    x, params, states = CELLS[name].draw(1, D=D)
    trace = CELLS[name].forward(x, params, states)
    for t in range(5):
        states = CELLS[name].step(x[:, t], params, states)
        assert_close([kept[:, t] for kept in trace[: len(states)]], states)


def test_the_trace_of_an_lstm_holds_the_gates_that_made_its_states():
    x, params, h0, c0 = draw_lstm(2)
    trace = lstm_forward(x, params, h0, c0)
    assert LSTMTrace._fields == ("h", "c", "f", "i", "o", "g")
    before = np.concatenate([c0[:, None], trace.c[:, :-1]], axis=1)
    np.testing.assert_allclose(trace.c, trace.f * before + trace.i * trace.g)
    np.testing.assert_allclose(trace.h, trace.o * np.tanh(trace.c))


@each_reset
def test_the_trace_of_a_gru_holds_the_gates_that_made_its_states(reset):
    x, params, h0 = draw_gru(2)
    trace = gru_forward(x, params, h0, reset)
    assert GRUTrace._fields == ("h", "r", "z", "n")
    before = np.concatenate([h0[:, None], trace.h[:, :-1]], axis=1)
    np.testing.assert_allclose(trace.h, (1 - trace.z) * trace.n + trace.z * before)
    said = trace.r * (before @ params.W_n[:4] + params.b_hn)
    if reset == "before":
        said = (trace.r * before) @ params.W_n[:4] + params.b_hn
    np.testing.assert_allclose(trace.n, np.tanh(x @ params.W_n[4:] + params.b_n + said))


@at_2000_shapes(*CELLS)
def test_a_batch_is_its_examples_one_by_one(name, shape, seed):
    x, params, states = CELLS[name].draw(seed, *shape)
    whole = run(name, x, params, states)
    for n in range(len(x)):
        alone = run(name, x[n], params, [state[n] for state in states])
        assert alone.shape == whole[:, n].shape
        assert_close(alone, whole[:, n])


@at_2000_shapes(*CARRYING)
def test_two_halves_with_the_state_carried_on_are_the_whole(name, shape, seed):
    x, params, states = CELLS[name].draw(seed, *shape)
    cut = seed % (shape[1] + 1)
    whole = run(name, x, params, states)
    first = run(name, x[:, :cut], params, states)
    carried = [first[n][:, -1] for n in range(len(states))] if cut else states
    second = run(name, x[:, cut:], params, carried)
    assert_close(np.concatenate([first, second], axis=2), whole)


@each_cell
@pytest.mark.parametrize("B", [0, 1, 2])
@pytest.mark.parametrize("T", [0, 1, 5])
def test_missing_states_are_zeros_at_every_batch_and_length(name, B, T):
    x, params, states = CELLS[name].draw(5, B=B, T=T)
    result = run(name, x, params)
    assert result.shape[1:] == (B, T, 4)
    np.testing.assert_array_equal(result, run(name, x, params, [np.zeros_like(state) for state in states]))
    if result.size:
        assert not np.isclose(result[0], run(name, x, params, states)[0]).all()


@each_cell
def test_a_sequence_without_batch_or_steps_gives_no_states(name):
    x, params, _ = CELLS[name].draw(5)
    assert run(name, x[0, :0], params).shape[1:] == (0, 4)


def test_each_starting_state_of_the_lstm_matters_by_itself():
    x, params, h0, c0 = draw_lstm(6)
    zeros, slow = np.zeros_like(h0), CELLS["lstm"].slow
    assert_close(lstm_forward(x, params, h0=h0), slow(x, params, [h0, zeros]))
    assert_close(lstm_forward(x, params, c0=c0), slow(x, params, [zeros, c0]))


@each_cell
def test_an_input_changes_no_state_before_it(name):
    x, params, states = CELLS[name].draw(7)
    changed = x.copy()
    changed[:, 2] += 0.5
    before, after = run(name, x, params, states), run(name, changed, params, states)
    np.testing.assert_array_equal(before[:, :, :2], after[:, :, :2])
    assert (before[0, :, 2] != after[0, :, 2]).mean() > 0.5


def test_a_linear_network_is_a_sum_in_closed_form():
    x, params, h0 = draw_rnn(8)
    states = rnn_forward(x, params, h0, "identity")
    power = np.linalg.matrix_power
    for t in range(5):
        total = h0 @ power(params.W_hh, t + 1)
        for s in range(t + 1):
            total += (x[:, s] @ params.W_hx + params.b_h) @ power(params.W_hh, t - s)
        np.testing.assert_allclose(states[:, t], total, rtol=1e-9)


def gru_pinned(**gates):
    """x, h0 and a GRU whose named gates are sigmoid(value) whatever they read."""
    x, params, h0 = draw_gru(8)
    for name, value in gates.items():
        W, b = params.gate(name)
        W[:], b[:] = 0, value
    return x, params, h0


@each_reset
def test_with_z_open_the_state_of_a_gru_is_kept(reset):
    x, params, h0 = gru_pinned(z=500)
    for start in (h0, 1e20 * h0):
        trace = gru_forward(x, params, start, reset)
        assert (trace.z == 1).all()
        np.testing.assert_allclose(trace.h, np.repeat(start[:, None], 5, axis=1), rtol=1e-14, atol=1e-15)


@each_reset
def test_with_r_open_and_z_shut_a_gru_is_an_rnn(reset):
    x, params, h0 = gru_pinned(r=500, z=-500)
    rnn = RNNParams(params.W_n, params.b_n + params.b_hn)
    assert_close(gru_forward(x, params, h0, reset).h, rnn_forward(x, rnn, h0))


def test_the_two_places_of_the_reset_differ_unless_the_gate_is_open():
    x, params, h0 = gru_pinned(z=-500)
    after, before = (gru_forward(x, params, h0, reset).h for reset in ("after", "before"))
    assert (np.abs(after - before).max(axis=(1, 2)) > 0.1).all()
    x, params, h0 = gru_pinned(r=500)
    after, before = (gru_forward(x, params, h0, reset) for reset in ("after", "before"))
    assert_close(after, before)


@each_reset
def test_the_state_of_a_gru_lies_between_its_candidate_and_the_state_before(reset):
    x, params, h0 = draw_gru(9, T=50)
    trace = gru_forward(x, params, h0, reset)
    before = np.concatenate([h0[:, None], trace.h[:, :-1]], axis=1)
    assert (trace.h >= np.minimum(trace.n, before) - 1e-15).all()
    assert (trace.h <= np.maximum(trace.n, before) + 1e-15).all()


@each_cell
@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float32, 1e-4), (np.float64, 1e-9)])
def test_forward_keeps_the_dtype(name, dtype, tolerance):
    x, params, states = CELLS[name].draw(9, dtype=dtype)
    for given in (states, ()):
        assert {kept.dtype for kept in CELLS[name].forward(x, params, given)} == {np.dtype(dtype)}
    slow = CELLS[name].slow(x, params, states)
    np.testing.assert_allclose(run(name, x, params, states), slow, rtol=tolerance, atol=tolerance)


@each_cell
@pytest.mark.parametrize("which", ["x", "params", "states"])
def test_mixed_dtypes_give_the_wider_one(name, which):
    narrow, wide = CELLS[name].draw(9, dtype=np.float32), CELLS[name].draw(9)
    x, params, states = ((wide if which == part else narrow)[n] for n, part in enumerate(["x", "params", "states"]))
    for T in (0, 5):
        trace = CELLS[name].forward(x[:, :T], params, states)
        assert {kept.dtype for kept in trace} == {np.dtype(np.float64)}
    assert_close(trace, CELLS[name].slow(x, params, states))


@each_cell
@pytest.mark.parametrize("dtype", [np.bool_, np.int8, np.uint8, np.int32])
def test_whole_numbers_and_booleans_are_read_as_float64(name, dtype):
    x, params, states = CELLS[name].draw(10, dtype=np.float32)
    x, *states = ((np.abs(array) * 100).astype(dtype) for array in (x, *states))
    result = run(name, x, params, states)
    assert result.dtype == np.float64
    np.testing.assert_array_equal(result, run(name, x.astype(float), params, [s.astype(float) for s in states]))


@each_cell
@pytest.mark.parametrize("layout", [np.asfortranarray, strided, np.ndarray.tolist])
def test_layout_in_memory_does_not_matter(name, layout):
    x, params, states = CELLS[name].draw(11)
    result = run(name, layout(x), with_arrays(params, layout), [layout(state) for state in states])
    assert_close(result, run(name, x, params, states))


@each_cell
def test_read_only_arguments_are_taken_and_none_is_written_to(name):
    x, params, states = CELLS[name].draw(12)
    arrays = [x, *states, *(array for array in vars(params).values() if array is not None)]
    before = [array.copy() for array in arrays]
    CELLS[name].forward(x, params, states)
    for array, old in zip(arrays, before, strict=True):
        np.testing.assert_array_equal(array, old)
        array.setflags(write=False)
    for kept in CELLS[name].forward(x, params, states):
        assert not any(np.shares_memory(kept, array) for array in arrays)


@each_cell
def test_nan_stays_in_its_example_and_in_the_steps_from_its_own_on(name):
    x, params, states = CELLS[name].draw(13)
    x[0, 2, 1] = np.nan
    h = CELLS[name].forward(x, params, states).h
    assert np.isfinite(h[:, :2]).all()
    assert np.isnan(h[0, 2:]).all()
    np.testing.assert_array_equal(h[1], CELLS[name].forward(np.nan_to_num(x), params, states).h[1])


MISSING_A_GATE = ("NIG", "NFG", "NOG")  # its weights are zeros, and 0 times infinity is NaN


@pytest.mark.parametrize("name", [name for name in CELLS if not any(gate in name for gate in MISSING_A_GATE)])
def test_infinity_is_squashed_where_the_cell_squashes_it(name):
    x, params, states = CELLS[name].draw(13, T=3)
    x[1, 2, 1] = np.inf
    with np.errstate(invalid="ignore"):
        h = CELLS[name].forward(x, params, states).h
    np.testing.assert_allclose(h, CELLS[name].slow(x, params, states)[0], rtol=1e-9)
    assert np.isinf(h[1, 2]).any() == (name in ("rnn identity", "rnn relu", "lstm NIAF NOAF CIFG NP"))


def test_states_stay_where_they_are_over_10_000_steps():
    for name in ("rnn", "gru", "lstm"):
        x, params, states = CELLS[name].draw(14, B=1, T=10_000, D=2, H=3)
        whole = CELLS[name].forward(x, params, states)
        assert np.isfinite(whole).all()
        last = CELLS[name].forward(x[:, -3:], params, [kept[:, -4] for kept in whole[: len(states)]])
        assert_close(np.array(last), np.array(whole)[:, :, -3:])
