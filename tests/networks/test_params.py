import numpy as np
import pytest
from references import draw, draw_gru, draw_lstm, draw_rnn

from rnnlab import GRUParams, LSTMParams, RNNParams

GATES = {LSTMParams: "fiog", GRUParams: "rzn"}
DRAW = {RNNParams: draw_rnn, LSTMParams: draw_lstm, GRUParams: draw_gru}
COLUMNS = {RNNParams: 1, LSTMParams: 4, GRUParams: 3}
each_gated = pytest.mark.parametrize("kind", GATES)
each_gate = pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in GATES.items() for name in names])


@pytest.mark.parametrize(("D", "H"), [(3, 4), (4, 3), (4, 4), (1, 1), (1, 5), (5, 1)])
def test_sizes_are_read_from_the_joined_arrays(D, H):
    rnn, lstm, gru = (draw_cell(0, D=D, H=H)[1] for draw_cell in (draw_rnn, draw_lstm, draw_gru))
    assert [(p.D, p.H) for p in (rnn, lstm, gru)] == [(D, H)] * 3
    assert (rnn.W_h.shape, rnn.b_h.shape) == ((H + D, H), (H,))
    assert (rnn.W_hh.shape, rnn.W_hx.shape) == ((H, H), (D, H))
    assert (lstm.W.shape, lstm.b.shape) == ((H + D, 4 * H), (4 * H,))
    assert (gru.W.shape, gru.b.shape, gru.b_hn.shape) == ((H + D, 3 * H), (3 * H,), (H,))
    for params in (lstm, gru):
        assert all(getattr(params, f"W_{name}").shape == (H + D, H) for name in GATES[type(params)])
        assert all(getattr(params, f"b_{name}").shape == (H,) for name in GATES[type(params)])


@pytest.mark.parametrize("D", [3, 4])
def test_the_hidden_rows_of_the_rnn_come_first(D):
    W_hh, W_hx = np.full((4, 4), 1.0), np.full((D, 4), 9.0)
    params = RNNParams.from_blocks(W_hh, W_hx, np.arange(4))
    assert params.W_h[:, 0].tolist() == [1.0] * 4 + [9.0] * D
    np.testing.assert_array_equal(params.W_hh, W_hh)
    np.testing.assert_array_equal(params.W_hx, W_hx)
    assert params.b_h.tolist() == [0, 1, 2, 3]


@each_gated
def test_the_gates_stand_in_the_order_f_i_o_g_or_r_z_n(kind):
    names = GATES[kind]
    weights = [np.full((7, 4), n + 1) for n in range(len(names))]
    biases = [np.full(4, 10 * (n + 1)) for n in range(len(names))]
    params = kind.from_blocks(*weights, *biases)
    assert params.W[0].tolist() == np.repeat(np.arange(len(names)) + 1, 4).tolist()
    assert params.b.tolist() == np.repeat(10 * (np.arange(len(names)) + 1), 4).tolist()
    for name, weight, bias in zip(names, weights, biases, strict=True):
        np.testing.assert_array_equal(getattr(params, f"W_{name}"), weight)
        np.testing.assert_array_equal(getattr(params, f"b_{name}"), bias)
        np.testing.assert_array_equal(params.gate(name)[0], weight)
        np.testing.assert_array_equal(params.gate(name)[1], bias)


@each_gated
def test_from_blocks_takes_the_gates_by_name_too(kind):
    params = DRAW[kind](0)[1]
    blocks = {f"{letter}_{name}": getattr(params, f"{letter}_{name}") for name in GATES[kind][::-1] for letter in "bW"}
    joined = kind.from_blocks(**blocks)
    np.testing.assert_array_equal(joined.W, params.W)
    np.testing.assert_array_equal(joined.b, params.b)


@pytest.mark.parametrize("block", ["W_hh", "W_hx"])
def test_a_block_of_the_rnn_is_a_view_of_the_joined_weight(block):
    params = draw_rnn(0)[1]
    getattr(params, block)[-1, -1] = 77
    assert params.W_h[3 if block == "W_hh" else 6, 3] == 77


@each_gate
def test_a_gate_is_a_view_of_the_joined_arrays(kind, name):
    params = DRAW[kind](0)[1]
    getattr(params, f"W_{name}")[6, 3] = 77
    getattr(params, f"b_{name}")[3] = 78
    last = 4 * GATES[kind].index(name) + 3
    assert params.W[6, last] == 77
    assert params.b[last] == 78


def test_float_arrays_are_stored_without_a_copy_and_blocks_are_joined_into_new_ones():
    W_h, b_h = np.ones((7, 4)), np.ones(4)
    params = RNNParams(W_h, b_h)
    assert params.W_h is W_h
    assert params.b_h is b_h
    assert params.W is W_h
    assert params.b is b_h
    W_hh = np.ones((4, 4))
    assert not np.shares_memory(RNNParams.from_blocks(W_hh, np.ones((3, 4)), b_h).W_h, W_hh)
    W, b, p, R = draw(0, (7, 16), 16, 12, (12, 12))
    lstm = LSTMParams(W, b, p, R)
    assert all(stored is given for stored, given in zip((lstm.W, lstm.b, lstm.p, lstm.R), (W, b, p, R), strict=True))
    gru = GRUParams(W[:, :12], b[:12], p[:4])
    assert np.shares_memory(gru.b_hn, p)


def test_what_is_optional_is_missing_from_an_lstm_and_zeros_in_a_gru():
    assert (draw_lstm(0)[1].p, draw_lstm(0)[1].R) == (None, None)
    for dtype in (np.float32, np.float64):
        gru = GRUParams(np.ones((7, 12), dtype), np.ones(12, dtype))
        assert gru.b_hn.tolist() == [0, 0, 0, 0]
        assert gru.b_hn.dtype == dtype
    blocks = GRUParams.from_blocks(*[np.ones((7, 4))] * 3, *[np.ones(4)] * 3, b_hn=[1, 2, 3, 4])
    assert blocks.b_hn.tolist() == [1, 2, 3, 4]


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
@pytest.mark.parametrize("kind", DRAW)
def test_all_arrays_are_stored_in_one_float_dtype(kind, weight, bias, stored):
    params = kind(np.ones((7, 4 * COLUMNS[kind]), weight), np.ones(4 * COLUMNS[kind], bias))
    assert (params.W.dtype, params.b.dtype) == (stored, stored)
    assert (params.W == 1).all()
    assert (params.b == 1).all()


@pytest.mark.parametrize("wide", ["b_hn", "p", "R"])
def test_one_wide_array_widens_the_others(wide):
    shapes = {"W": (7, 12), "b": 12, "b_hn": 4} if wide == "b_hn" else {"W": (7, 16), "b": 16, "p": 12, "R": (12, 12)}
    arrays = {name: np.ones(shape, float if name == wide else np.float32) for name, shape in shapes.items()}
    params = (GRUParams if wide == "b_hn" else LSTMParams)(**arrays)
    assert {array.dtype for array in vars(params).values()} == {np.dtype(float)}


def test_lists_are_taken_as_numpy_takes_them():
    params = RNNParams([[1, 2], [3, 4], [5, 6]], [7, 8])
    assert (params.H, params.D) == (2, 1)
    assert params.W_hx.tolist() == [[5.0, 6.0]]
    lstm = LSTMParams([[1, 2, 3, 4], [5, 6, 7, 8]], [0] * 4, [1, 2, 3], np.eye(3).tolist())
    assert lstm.p.tolist() == [1, 2, 3]
    assert lstm.R.tolist() == np.eye(3).tolist()


@pytest.mark.parametrize("kind", DRAW)
def test_the_fields_cannot_be_exchanged(kind):
    params = DRAW[kind](0)[1]
    for name in vars(params):
        with pytest.raises(AttributeError, match="cannot assign"):
            setattr(params, name, np.ones((7, 4)))


@each_gated
def test_every_name_of_a_gate_says_what_it_is(kind):
    for name in GATES[kind]:
        assert getattr(kind, f"W_{name}").__doc__.startswith("(H + D, H), ")
        assert getattr(kind, f"b_{name}").__doc__.startswith("(H,), ")


@each_gate
def test_a_block_that_is_refused_is_called_by_its_name(kind, name):
    names = GATES[kind]
    blocks = {f"W_{gate}": np.ones((7, 4)) for gate in names} | {f"b_{gate}": np.ones(4) for gate in names}
    for block in (f"W_{name}", f"b_{name}"):
        with pytest.raises(TypeError, match=f"^{block} is None"):
            kind.from_blocks(**{**blocks, block: None})
    with pytest.raises(ValueError, match=rf"^b_{name} has shape \(\), but a gate's must be \(H,\): "):
        kind.from_blocks(**{**blocks, f"b_{name}": 0.0})


@pytest.mark.parametrize("kind", DRAW)
def test_parameters_are_equal_to_themselves_alone_and_can_be_kept_in_a_set(kind):
    params, others = DRAW[kind](0)[1], DRAW[kind](0)[1]
    assert params == params
    assert params != others
    assert len({params, others, params}) == 2
