import numpy as np
import pytest
from references import draw_lstm, draw_rnn, slow_lstm_step, slow_rnn_step

from rnnlab import ACTIVATIONS, LSTMParams, LSTMVariant, RNNParams, lstm_step, rnn_step

SIZES = [(2, 3, 4), (3, 4, 2), (2, 4, 4), (4, 4, 4), (1, 3, 4), (1, 1, 1), (5, 1, 3)]  # B, D, H


def rnn_case(seed=0, **sizes):
    x, params, h = draw_rnn(seed, **sizes)
    return x[:, 0], h, params


def lstm_case(seed=0, **sizes):
    x, params, h, c = draw_lstm(seed, **sizes)
    return x[:, 0], h, c, params


@pytest.mark.parametrize(("B", "D", "H"), SIZES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_rnn_step_is_the_sum_taken_entry_by_entry(B, D, H, activation):
    x, h, params = rnn_case(B=B, D=D, H=H)
    result = rnn_step(x, h, params, activation)
    assert result.shape == (B, H)
    np.testing.assert_allclose(result, slow_rnn_step(x, h, params, activation), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize(("B", "D", "H"), SIZES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_lstm_step_is_the_gates_taken_entry_by_entry(B, D, H, activation):
    x, h, c, params = lstm_case(B=B, D=D, H=H)
    result = lstm_step(x, h, c, params, LSTMVariant(output_activation=activation))
    assert [state.shape for state in result] == [(B, H), (B, H)]
    np.testing.assert_allclose(result, slow_lstm_step(x, h, c, params, activation)[:2], rtol=1e-10, atol=1e-12)


def test_tanh_is_what_both_cells_use_when_nothing_is_said():
    x, h, params = rnn_case()
    np.testing.assert_array_equal(rnn_step(x, h, params), rnn_step(x, h, params, "tanh"))
    x, h, c, params = lstm_case()
    np.testing.assert_array_equal(lstm_step(x, h, c, params), lstm_step(x, h, c, params, LSTMVariant()))


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


def test_the_cell_state_is_f_c_plus_i_g():
    zeros = [np.zeros((7, 4))] * 4
    b_f, b_i, b_o, b_g = (np.full(4, value) for value in (2.0, -1.0, 0.5, 0.25))
    c0 = np.array([[1.0, -2.0, 3.0, 0.0]])
    h, c = lstm_step(np.ones((1, 3)), np.ones((1, 4)), c0, LSTMParams.from_blocks(*zeros, b_f, b_i, b_o, b_g))
    expected = c0 / (1 + np.exp(-2)) + np.tanh(0.25) / (1 + np.exp(1))
    np.testing.assert_allclose(c, expected)
    np.testing.assert_allclose(h, np.tanh(expected) / (1 + np.exp(-0.5)))


@pytest.mark.parametrize("D", [3, 4])
def test_one_example_without_a_batch_axis_is_its_row_of_the_batch(D):
    x, h, params = rnn_case(D=D)
    one = rnn_step(x[1], h[1], params)
    assert one.shape == (4,)
    np.testing.assert_allclose(one, rnn_step(x, h, params)[1])
    x, h, c, params = lstm_case(D=D)
    one = lstm_step(x[1], h[1], c[1], params)
    assert [state.shape for state in one] == [(4,), (4,)]
    np.testing.assert_allclose(one, np.array(lstm_step(x, h, c, params))[:, 1])


def test_an_empty_batch_gives_empty_states():
    x, h, params = rnn_case(B=0)
    assert rnn_step(x, h, params).shape == (0, 4)
    x, h, c, params = lstm_case(B=0)
    assert [state.shape for state in lstm_step(x, h, c, params)] == [(0, 4), (0, 4)]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_step_keeps_the_dtype_and_its_arguments(dtype):
    x, h, params = rnn_case(dtype=dtype)
    before = x.copy(), h.copy(), params.W_h.copy()
    for array in (x, h, params.W_h, params.b_h):
        array.setflags(write=False)
    assert rnn_step(x, h, params).dtype == dtype
    for array, old in zip((x, h, params.W_h), before, strict=True):
        np.testing.assert_array_equal(array, old)
    x, h, c, params = lstm_case(dtype=dtype)
    for array in (x, h, c, params.W, params.b):
        array.setflags(write=False)
    assert [state.dtype for state in lstm_step(x, h, c, params)] == [dtype, dtype]


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


def test_nan_stays_in_its_row_of_the_batch():
    x, h, params = rnn_case()
    x[0, 1] = np.nan
    result = rnn_step(x, h, params)
    assert np.isnan(result[0]).all()
    assert np.isfinite(result[1]).all()
