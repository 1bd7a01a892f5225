import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from references import draw_lstm, draw_rnn, slow_lstm_forward, slow_rnn_forward

from rnnlab import ACTIVATIONS, LSTMTrace, LSTMVariant, lstm_forward, lstm_step, rnn_forward, rnn_step

CLOSE = {"rtol": 1e-9, "atol": 1e-11}
SHAPES = st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(1, 4), st.integers(1, 4))
DRAW = {"rnn": draw_rnn, "lstm": draw_lstm}
both = pytest.mark.parametrize("cell", ["rnn", "lstm"])


def run(cell, x, params, *states):
    """Everything a cell computes over x, as one array (1, ..., T, H) or (6, ..., T, H)."""
    return np.array([rnn_forward(x, params, *states)] if cell == "rnn" else lstm_forward(x, params, *states))


def shapes_2000(test):
    for shape in [(1, 1, 1, 1), (2, 5, 3, 4), (1, 5, 3, 4), (2, 0, 3, 4), (0, 5, 3, 4), (2, 5, 4, 4), (4, 4, 4, 4)]:
        test = example(shape, 0)(test)
    numbers = st.integers(0, 2**32 - 1)
    return settings(max_examples=2000, deadline=None, derandomize=True, database=None)(given(SHAPES, numbers)(test))


@shapes_2000
def test_rnn_forward_is_the_slow_loop_at_2000_random_shapes(shape, seed):
    x, params, h0 = draw_rnn(seed, *shape)
    states = rnn_forward(x, params, h0)
    assert states.shape == (*shape[:2], shape[3])
    np.testing.assert_allclose(states, slow_rnn_forward(x, params, h0), **CLOSE)


@shapes_2000
def test_lstm_forward_is_the_slow_loop_at_2000_random_shapes(shape, seed):
    x, params, h0, c0 = draw_lstm(seed, *shape)
    trace = lstm_forward(x, params, h0, c0)
    assert {kept.shape for kept in trace} == {(*shape[:2], shape[3])}
    np.testing.assert_allclose(trace, slow_lstm_forward(x, params, h0, c0), **CLOSE)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_forward_uses_the_activation_asked_for(activation):
    x, params, h0 = draw_rnn(0)
    np.testing.assert_allclose(
        rnn_forward(x, params, h0, activation), slow_rnn_forward(x, params, h0, activation), **CLOSE
    )
    x, params, h0, c0 = draw_lstm(0)
    np.testing.assert_allclose(
        lstm_forward(x, params, h0, c0, LSTMVariant(output_activation=activation)),
        slow_lstm_forward(x, params, h0, c0, activation),
        **CLOSE,
    )


@pytest.mark.parametrize("D", [3, 4])
def test_forward_is_one_step_after_the_other(D):
    x, params, h = draw_rnn(1, D=D)
    states = rnn_forward(x, params, h)
    for t in range(5):
        h = rnn_step(x[:, t], h, params)
        np.testing.assert_allclose(states[:, t], h, **CLOSE)
    x, params, h, c = draw_lstm(1, D=D)
    trace = lstm_forward(x, params, h, c)
    for t in range(5):
        h, c = lstm_step(x[:, t], h, c, params)
        np.testing.assert_allclose([trace.h[:, t], trace.c[:, t]], [h, c], **CLOSE)


def test_the_trace_holds_the_gates_that_made_its_states():
    x, params, h0, c0 = draw_lstm(2)
    trace = lstm_forward(x, params, h0, c0)
    assert LSTMTrace._fields == ("h", "c", "f", "i", "o", "g")
    before = np.concatenate([c0[:, None], trace.c[:, :-1]], axis=1)
    np.testing.assert_allclose(trace.c, trace.f * before + trace.i * trace.g)
    np.testing.assert_allclose(trace.h, trace.o * np.tanh(trace.c))


@both
@pytest.mark.parametrize("D", [3, 4])
def test_a_batch_is_its_examples_one_by_one(cell, D):
    x, params, *states = DRAW[cell](3, B=3, D=D)
    whole = run(cell, x, params, *states)
    for n in range(3):
        alone = run(cell, x[n], params, *(state[n] for state in states))
        assert alone.shape == whole[:, n].shape
        np.testing.assert_allclose(alone, whole[:, n], **CLOSE)


@both
@pytest.mark.parametrize("cut", [0, 1, 2, 5])
def test_two_halves_with_the_state_carried_on_are_the_whole(cell, cut):
    x, params, *states = DRAW[cell](4)
    whole = run(cell, x, params, *states)
    first = run(cell, x[:, :cut], params, *states)
    carried = [first[n][:, -1] for n in range(len(states))] if cut else states
    second = run(cell, x[:, cut:], params, *carried)
    np.testing.assert_allclose(np.concatenate([first, second], axis=2), whole, **CLOSE)


@both
@pytest.mark.parametrize("B", [0, 1, 2])
@pytest.mark.parametrize("T", [0, 1, 5])
def test_missing_states_are_zeros_at_every_batch_and_length(cell, B, T):
    x, params, *states = DRAW[cell](5, B=B, T=T)
    result = run(cell, x, params)
    assert result.shape == (1 if cell == "rnn" else 6, B, T, 4)
    np.testing.assert_array_equal(result, run(cell, x, params, *(np.zeros_like(state) for state in states)))
    if result.size:
        assert not np.isclose(result[0], run(cell, x, params, *states)[0]).all()


@both
def test_a_sequence_without_batch_or_steps_gives_no_states(cell):
    x, params, *_ = DRAW[cell](5)
    assert run(cell, x[0, :0], params).shape[1:] == (0, 4)


def test_each_starting_state_of_the_lstm_matters_by_itself():
    x, params, h0, c0 = draw_lstm(6)
    zeros = np.zeros_like(h0)
    np.testing.assert_allclose(lstm_forward(x, params, h0=h0), slow_lstm_forward(x, params, h0, zeros), **CLOSE)
    np.testing.assert_allclose(lstm_forward(x, params, c0=c0), slow_lstm_forward(x, params, zeros, c0), **CLOSE)


@both
def test_an_input_changes_no_state_before_it(cell):
    x, params, *states = DRAW[cell](7)
    changed = x.copy()
    changed[:, 2] += 1
    before, after = run(cell, x, params, *states), run(cell, changed, params, *states)
    np.testing.assert_array_equal(before[:, :, :2], after[:, :, :2])
    assert not np.isclose(before[0, :, 2], after[0, :, 2]).any()


def test_a_linear_network_is_a_sum_in_closed_form():
    x, params, h0 = draw_rnn(8)
    states = rnn_forward(x, params, h0, "identity")
    power = np.linalg.matrix_power
    for t in range(5):
        total = h0 @ power(params.W_hh, t + 1)
        for s in range(t + 1):
            total += (x[:, s] @ params.W_hx + params.b_h) @ power(params.W_hh, t - s)
        np.testing.assert_allclose(states[:, t], total, rtol=1e-9)


@both
@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float32, 1e-4), (np.float64, 1e-9)])
def test_forward_keeps_the_dtype(cell, dtype, tolerance):
    case = DRAW[cell](9, dtype=dtype)
    slow = slow_rnn_forward(*case)[None] if cell == "rnn" else slow_lstm_forward(*case)
    for states in (case[2:], ()):
        assert run(cell, *case[:2], *states).dtype == dtype
    np.testing.assert_allclose(run(cell, *case), slow, rtol=tolerance, atol=tolerance)


@both
@pytest.mark.parametrize("which", ["x", "params", "states"])
def test_mixed_dtypes_give_the_wider_one(cell, which):
    narrow, wide = DRAW[cell](9, dtype=np.float32), DRAW[cell](9)
    x, params = (wide if which == "x" else narrow)[0], (wide if which == "params" else narrow)[1]
    states = (wide if which == "states" else narrow)[2:]
    for T in (0, 5):
        assert run(cell, x[:, :T], params, *states).dtype == np.float64


@both
@pytest.mark.parametrize("dtype", [np.bool_, np.int8, np.uint8, np.int32])
def test_whole_numbers_and_booleans_are_read_as_float64(cell, dtype):
    x, params, *states = DRAW[cell](10, dtype=np.float32)
    x, *states = ((np.abs(array) * 100).astype(dtype) for array in (x, *states))
    result = run(cell, x, params, *states)
    assert result.dtype == np.float64
    np.testing.assert_array_equal(result, run(cell, x.astype(float), params, *(s.astype(float) for s in states)))


def strided(array):
    """The same numbers, not next to each other in memory, and running backwards."""
    room = np.full([2 * length + 1 for length in array.shape], np.nan, array.dtype)
    view = room[tuple(slice(length * 2 - 1, None, -2) for length in array.shape)]
    view[...] = array
    return view


@both
@pytest.mark.parametrize("layout", [np.asfortranarray, strided, np.ndarray.tolist])
def test_layout_in_memory_does_not_matter(cell, layout):
    x, params, *states = DRAW[cell](11)
    W, b = (params.W_h, params.b_h) if cell == "rnn" else (params.W, params.b)
    other = type(params)(layout(W), layout(b))
    result = run(cell, layout(x), other, *(layout(state) for state in states))
    np.testing.assert_allclose(result, run(cell, x, params, *states), **CLOSE)


@both
def test_read_only_arguments_are_taken_and_none_is_written_to(cell):
    x, params, *states = DRAW[cell](12)
    arrays = [x, params.W, params.b_h if cell == "rnn" else params.b, *states]
    before = [array.copy() for array in arrays]
    run(cell, x, params, *states)
    for array, old in zip(arrays, before, strict=True):
        np.testing.assert_array_equal(array, old)
        array.setflags(write=False)
    result = run(cell, x, params, *states)
    assert not any(np.shares_memory(result, array) for array in arrays)


@both
def test_nan_and_infinity_flow_through(cell):
    x, params, *states = DRAW[cell](13)
    x[0, 2, 1], x[1, 2, 1] = np.nan, np.inf
    with np.errstate(invalid="ignore"):
        h = run(cell, x, params, *states)[0]
        linear = rnn_forward(x, draw_rnn(13)[1], activation="identity")
    assert np.isfinite(h[:, :2]).all()
    assert np.isnan(h[0, 2:]).all()
    assert (np.isnan(h[1, 2:]) | (np.abs(h[1, 2:]) <= 1)).all()
    assert np.isinf(linear[1, 2]).all()
