import numpy as np
import pytest
from every_cell import CARRYING, CELLS, assert_close, at_2000_shapes
from references import draw, draw_gru, draw_lstm, draw_rnn

from rnnlab import GRUParams, LSTMParams, LSTMVariant, RNNParams, gru_step, lstm_step, rnn_step

SIZES = [(2, 3, 4), (3, 4, 2), (2, 4, 4), (4, 4, 4), (1, 3, 4), (1, 1, 1), (5, 1, 3)]  # B, D, H
each_cell = pytest.mark.parametrize("name", CARRYING)


def one_step(name, seed=0, **sizes):
    """A cell, and x (B, D), parameters and states for one step of it."""
    x, params, states = CELLS[name].draw(seed, T=1, **sizes)
    return CELLS[name], x[:, 0], params, states


@each_cell
@pytest.mark.parametrize(("B", "D", "H"), SIZES)
def test_a_step_is_the_cell_taken_entry_by_entry(name, B, D, H):
    cell, x, params, states = one_step(name, B=B, D=D, H=H)
    result = cell.step(x, params, states)
    assert [state.shape for state in result] == [(B, H)] * len(states)
    assert_close(result, cell.slow(x[:, None], params, states)[: len(states), :, 0])


def test_plain_cells_are_run_when_nothing_is_said():
    _, x, params, states = one_step("rnn")
    np.testing.assert_array_equal(rnn_step(x, *states, params), rnn_step(x, *states, params, "tanh"))
    _, x, params, states = one_step("lstm vanilla")
    np.testing.assert_array_equal(lstm_step(x, *states, params), lstm_step(x, *states, params, LSTMVariant()))
    _, x, params, states = one_step("gru")
    np.testing.assert_array_equal(gru_step(x, *states, params), gru_step(x, *states, params, "after"))


def sigmoid_of(z):
    return 1 / (1 + np.exp(-z))


@at_2000_shapes("rnn", "gru", "gru before", "lstm")
def test_split_weights_give_the_sum_that_stacked_weights_give(name, shape, seed):
    B, _, D, H = shape
    gates = {"r": "h", "g": "rzn", "l": "fiog"}[name[0]]
    rng = np.random.default_rng(seed)
    x, h, c, b_hn = (rng.standard_normal(size) for size in ((B, D), (B, H), (B, H), H))
    hh, hx, b = ([rng.standard_normal(size) for _ in gates] for size in ((H, H), (D, H), H))
    z = {gate: h @ hh[n] + x @ hx[n] + b[n] for n, gate in enumerate(gates)}
    if name == "rnn":
        expected = [np.tanh(z["h"])]
        params = RNNParams.from_blocks(*hh, *hx, *b)
    elif name == "lstm":
        c_next = sigmoid_of(z["f"]) * c + sigmoid_of(z["i"]) * np.tanh(z["g"])
        expected = [sigmoid_of(z["o"]) * np.tanh(c_next), c_next]
        params = LSTMParams.from_blocks(*map(np.vstack, zip(hh, hx, strict=True)), *b)
    else:
        r, z = sigmoid_of(z["r"]), sigmoid_of(z["z"])
        said = r * (h @ hh[2] + b_hn) if name == "gru" else (r * h) @ hh[2] + b_hn
        expected = [(1 - z) * np.tanh(x @ hx[2] + b[2] + said) + z * h]
        params = GRUParams.from_blocks(*map(np.vstack, zip(hh, hx, strict=True)), *b, b_hn)
    states = [h, c][: len(expected)]
    assert_close(CELLS[name].step(x, params, states), expected)


def test_the_classic_numbers_give_246():
    params = RNNParams.from_blocks(np.ones((3, 3)), np.full((3, 3), 9), np.zeros(3))
    result = rnn_step(np.full((1, 3), 9), np.ones((1, 3)), params, "identity")
    assert result.tolist() == [[246.0, 246.0, 246.0]]


@pytest.mark.parametrize("D", [3, 4])
def test_h_meets_the_hidden_rows_and_x_the_input_rows(D):
    W_h = np.concatenate([10 * np.eye(4), np.eye(D, 4)])
    h, x = np.array([[1.0, 2, 3, 4]]), np.array([[5.0, 6, 7, 8]])[:, :D]
    expected = [[10 + 5, 20 + 6, 30 + 7, 40 + (8 if D == 4 else 0)]]
    assert rnn_step(x, h, RNNParams(W_h, np.zeros(4)), "identity").tolist() == expected
    lstm = LSTMParams.from_blocks(*[np.zeros((4 + D, 4))] * 3, W_h / 100, *[np.zeros(4)] * 4)
    _, c = lstm_step(x, h, np.zeros((1, 4)), lstm)
    np.testing.assert_allclose(c, 0.5 * np.tanh(np.array(expected) / 100))
    gru = GRUParams.from_blocks(*[np.zeros((4 + D, 4))] * 2, W_h / 100, np.full(4, 500), *[np.zeros(4)] * 2)
    np.testing.assert_allclose(gru_step(x, h, gru), 0.5 * np.tanh(np.array(expected) / 100) + 0.5 * h)


def test_the_cell_state_is_f_c_plus_i_g():
    zeros = [np.zeros((7, 4))] * 4
    b_f, b_i, b_o, b_g = (np.full(4, value) for value in (2.0, -1.0, 0.5, 0.25))
    c0 = np.array([[1.0, -2.0, 3.0, 0.0]])
    h, c = lstm_step(np.ones((1, 3)), np.ones((1, 4)), c0, LSTMParams.from_blocks(*zeros, b_f, b_i, b_o, b_g))
    expected = c0 / (1 + np.exp(-2)) + np.tanh(0.25) / (1 + np.exp(1))
    np.testing.assert_allclose(c, expected)
    np.testing.assert_allclose(h, np.tanh(expected) / (1 + np.exp(-0.5)))


def test_the_peepholes_of_f_and_i_look_at_the_cell_state_before_the_step_and_that_of_o_after_it():
    c0, p = np.array([[1.0, -2.0, 3.0, 0.5]]), np.repeat([0.5, -1.0, 2.0], 4)
    params = LSTMParams(np.zeros((7, 16)), np.repeat([0.0, 0.0, 0.0, 0.25], 4), p)
    h, c = lstm_step(np.ones((1, 3)), np.ones((1, 4)), c0, params)
    expected = c0 / (1 + np.exp(-0.5 * c0)) + np.tanh(0.25) / (1 + np.exp(c0))
    np.testing.assert_allclose(c, expected)
    np.testing.assert_allclose(h, np.tanh(expected) / (1 + np.exp(-2 * expected)))


def gru_with(gate, value, seed=0, H=4):
    """x, h and a GRU whose r or z is sigmoid(value) whatever it reads; 500 and -500 give 1 and 0 exactly."""
    x, params, h = draw_gru(seed, T=1, H=H)
    W, b = params.gate(gate)
    W[:], b[:] = 0, value
    return x[:, 0], h, params


@pytest.mark.parametrize("reset", ["after", "before"])
def test_z_multiplies_the_old_state_so_that_z_1_keeps_it_exactly_and_z_0_forgets_all_but_the_candidate(reset):
    x, h, params = gru_with("z", 500)
    np.testing.assert_array_equal(gru_step(x, h, params, reset), h)
    x, h, params = gru_with("z", -500)
    candidate = CELLS["gru" if reset == "after" else "gru before"].slow(x[:, None], params, [h])[3, :, 0]
    assert_close(gru_step(x, h, params, reset), candidate)


def test_the_two_places_of_the_reset_differ():
    x, h, params = gru_with("z", -500)
    assert np.abs(gru_step(x, h, params) - gru_step(x, h, params, "before")).max() > 0.1


def test_an_open_reset_gate_gives_one_network_wherever_it_stands():
    x, h, params = gru_with("r", 500)
    assert_close(gru_step(x, h, params), gru_step(x, h, params, "before"))


def test_one_unit_without_a_bias_of_its_own_is_one_network_wherever_the_reset_stands():
    x, h, params = gru_with("z", 0.5, H=1)
    params.b_hn[:] = 0
    assert_close(gru_step(x, h, params), gru_step(x, h, params, "before"))


def test_a_shut_reset_gate_silences_b_hn_after_the_product_and_leaves_it_before():
    x, h, params = gru_with("r", -500)
    z = sigmoid_of(np.hstack([h, x]) @ params.W_z + params.b_z)
    for reset, b_hn in (("after", 0), ("before", params.b_hn)):
        n = np.tanh(x @ params.W_n[4:] + params.b_n + b_hn)
        assert_close(gru_step(x, h, params, reset), (1 - z) * n + z * h)


@each_cell
@pytest.mark.parametrize("D", [3, 4])
def test_one_example_without_a_batch_axis_is_its_row_of_the_batch(name, D):
    cell, x, params, states = one_step(name, D=D)
    one = cell.step(x[1], params, [state[1] for state in states])
    assert [state.shape for state in one] == [(4,)] * len(states)
    assert_close(one, np.array(cell.step(x, params, states))[:, 1])


@each_cell
def test_an_empty_batch_gives_empty_states(name):
    cell, x, params, states = one_step(name, B=0)
    assert [state.shape for state in cell.step(x, params, states)] == [(0, 4)] * len(states)


@each_cell
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_step_keeps_the_dtype_and_its_arguments(name, dtype):
    cell, x, params, states = one_step(name, dtype=dtype)
    arrays = [x, *states, *(array for array in vars(params).values() if array is not None)]
    before = [array.copy() for array in arrays]
    for array in arrays:
        array.setflags(write=False)
    result = cell.step(x, params, states)
    assert [state.dtype for state in result] == [dtype] * len(states)
    for array, old in zip(arrays, before, strict=True):
        np.testing.assert_array_equal(array, old)
        assert not any(np.shares_memory(state, array) for state in result)


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int64])
def test_small_whole_numbers_do_not_wrap_around(dtype):
    params = RNNParams(np.full((7, 4), 100, dtype), np.full(4, 100, dtype))
    result = rnn_step(np.full((2, 3), 100, dtype), np.full((2, 4), 100, dtype), params, "identity")
    assert result.dtype == np.float64
    assert (result == 7 * 100 * 100 + 100).all()


def test_booleans_are_added_and_not_joined_by_or():
    params = RNNParams(np.ones((7, 4), bool), np.ones(4, bool))
    result = rnn_step(np.ones((2, 3), bool), np.ones((2, 4), bool), params, "identity")
    assert result.dtype == np.float64
    assert (result == 8).all()


def test_lists_are_taken_as_numpy_takes_them():
    params = RNNParams([[1, 2], [3, 4], [5, 6]], [7, 8])
    assert rnn_step([[1]], [[1, 1]], params, "identity").tolist() == [[16.0, 20.0]]
    assert rnn_step([1], [1, 1], params, "identity").tolist() == [16.0, 20.0]
    gru = GRUParams([[0, 0, 1], [0, 0, 2]], [500, 0, 0], [3])
    np.testing.assert_allclose(gru_step([[0.5]], [[0.25]], gru), [[(np.tanh(0.25 + 1 + 3) + 0.25) / 2]])


@each_cell
def test_nan_stays_in_its_row_of_the_batch(name):
    cell, x, params, states = one_step(name)
    x[0, 1] = np.nan
    for state in cell.step(x, params, states):
        assert np.isnan(state[0]).all()
        assert np.isfinite(state[1]).all()


def test_the_gates_of_the_step_before_are_not_known_to_one_step():
    x, h, c, W, b = draw(0, (2, 3), (2, 4), (2, 4), (7, 16), 16)
    params = LSTMParams(W, b, None, np.ones((12, 12)))
    with pytest.raises(ValueError, match="gate_recurrence needs the gates of the step before: run lstm_forward"):
        lstm_step(x, h, c, params, LSTMVariant(gate_recurrence=True))
    np.testing.assert_array_equal(lstm_step(x, h, c, params), lstm_step(x, h, c, LSTMParams(W, b)))


@pytest.mark.parametrize(("draw_cell", "step"), [(draw_rnn, rnn_step), (draw_gru, gru_step), (draw_lstm, lstm_step)])
def test_the_step_of_a_large_state_is_taken_row_by_row(draw_cell, step):
    x, params, *states = draw_cell(3, B=3, T=1, D=40, H=50)
    whole = np.array(step(x[:, 0], *states, params))
    for n in range(3):
        assert_close(np.array(step(x[n, 0], *(s[n] for s in states), params)), whole[..., n, :])
