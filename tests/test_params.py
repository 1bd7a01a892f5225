import numpy as np
import pytest
from references import draw_lstm, draw_rnn

from rnnlab import LSTMParams, RNNParams

GATES = "fiog"


@pytest.mark.parametrize(("D", "H"), [(3, 4), (4, 3), (4, 4), (1, 1), (1, 5), (5, 1)])
def test_sizes_are_read_from_the_joined_arrays(D, H):
    rnn, lstm = draw_rnn(0, D=D, H=H)[1], draw_lstm(0, D=D, H=H)[1]
    assert [(p.D, p.H) for p in (rnn, lstm)] == [(D, H), (D, H)]
    assert (rnn.W_h.shape, rnn.b_h.shape) == ((H + D, H), (H,))
    assert (rnn.W_hh.shape, rnn.W_hx.shape) == ((H, H), (D, H))
    assert (lstm.W.shape, lstm.b.shape) == ((H + D, 4 * H), (4 * H,))
    assert all(getattr(lstm, f"W_{name}").shape == (H + D, H) for name in GATES)
    assert all(getattr(lstm, f"b_{name}").shape == (H,) for name in GATES)


@pytest.mark.parametrize("D", [3, 4])
def test_the_hidden_rows_of_the_rnn_come_first(D):
    W_hh, W_hx = np.full((4, 4), 1.0), np.full((D, 4), 9.0)
    params = RNNParams.from_blocks(W_hh, W_hx, np.arange(4))
    assert params.W_h[:, 0].tolist() == [1.0] * 4 + [9.0] * D
    np.testing.assert_array_equal(params.W_hh, W_hh)
    np.testing.assert_array_equal(params.W_hx, W_hx)
    assert params.b_h.tolist() == [0, 1, 2, 3]


def test_the_gates_of_the_lstm_stand_in_the_order_f_i_o_g():
    weights = [np.full((7, 4), n) for n in (1, 2, 3, 4)]
    biases = [np.full(4, n) for n in (10, 20, 30, 40)]
    params = LSTMParams.from_blocks(*weights, *biases)
    assert params.W[0].tolist() == [1] * 4 + [2] * 4 + [3] * 4 + [4] * 4
    assert params.b.tolist() == [10] * 4 + [20] * 4 + [30] * 4 + [40] * 4
    for name, weight, bias in zip(GATES, weights, biases, strict=True):
        np.testing.assert_array_equal(getattr(params, f"W_{name}"), weight)
        np.testing.assert_array_equal(getattr(params, f"b_{name}"), bias)
        np.testing.assert_array_equal(params.gate(name)[0], weight)
        np.testing.assert_array_equal(params.gate(name)[1], bias)


def test_from_blocks_takes_the_gates_by_name_too():
    _, params, _, _ = draw_lstm(0)
    blocks = {f"{kind}_{name}": getattr(params, f"{kind}_{name}") for name in "giof" for kind in "bW"}
    joined = LSTMParams.from_blocks(**blocks)
    np.testing.assert_array_equal(joined.W, params.W)
    np.testing.assert_array_equal(joined.b, params.b)


@pytest.mark.parametrize("block", ["W_hh", "W_hx"])
def test_a_block_of_the_rnn_is_a_view_of_the_joined_weight(block):
    params = draw_rnn(0)[1]
    getattr(params, block)[-1, -1] = 77
    assert params.W_h[3 if block == "W_hh" else 6, 3] == 77


@pytest.mark.parametrize("name", GATES)
def test_a_gate_of_the_lstm_is_a_view_of_the_joined_arrays(name):
    params = draw_lstm(0)[1]
    getattr(params, f"W_{name}")[6, 3] = 77
    getattr(params, f"b_{name}")[3] = 78
    last = 4 * GATES.index(name) + 3
    assert params.W[6, last] == 77
    assert params.b[last] == 78


def test_float_arrays_are_stored_without_a_copy_and_blocks_are_joined_into_new_ones():
    W_h, b_h = np.ones((7, 4)), np.ones(4)
    params = RNNParams(W_h, b_h)
    assert params.W_h is W_h
    assert params.b_h is b_h
    assert params.W is W_h
    W_hh = np.ones((4, 4))
    assert not np.shares_memory(RNNParams.from_blocks(W_hh, np.ones((3, 4)), b_h).W_h, W_hh)


@pytest.mark.parametrize(
    ("weight", "bias", "stored"),
    [
        (np.float32, np.float32, np.float32),
        (np.float64, np.float64, np.float64),
        (np.float32, np.float64, np.float64),
        (np.float32, np.int64, np.float64),
        (np.int8, np.int8, np.float64),
        (np.uint8, np.float64, np.float64),
        (np.bool_, np.bool_, np.float64),
    ],
)
def test_both_arrays_are_stored_in_one_float_dtype(weight, bias, stored):
    for kind, columns in ((RNNParams, 4), (LSTMParams, 16)):
        params = kind(np.ones((7, columns), weight), np.ones(columns, bias))
        W, b = (params.W_h, params.b_h) if kind is RNNParams else (params.W, params.b)
        assert (W.dtype, b.dtype) == (stored, stored)
        assert (W == 1).all()
        assert (b == 1).all()


def test_lists_are_taken_as_numpy_takes_them():
    params = RNNParams([[1, 2], [3, 4], [5, 6]], [7, 8])
    assert (params.H, params.D) == (2, 1)
    assert params.W_hx.tolist() == [[5.0, 6.0]]


@pytest.mark.parametrize("kind", [RNNParams, LSTMParams])
def test_the_fields_cannot_be_exchanged(kind):
    params = (draw_rnn if kind is RNNParams else draw_lstm)(0)[1]
    with pytest.raises(AttributeError, match="cannot assign"):
        setattr(params, "W_h" if kind is RNNParams else "W", np.ones((7, 4)))
