import numpy as np
import pytest
from references import draw_lstm

from rnnlab import LSTMParams, LSTMVariant, RNNParams, lstm_forward, lstm_step, pin_gates, rnn_forward, rnn_step


@pytest.mark.parametrize("name", ["f", "i", "o"])
@pytest.mark.parametrize("value", [0, 1, 0.0, 1.0, 0.5, 0.3, 1e-9, np.float32(0.25), True])
def test_a_pinned_gate_keeps_its_value_and_the_others_still_listen(name, value):
    x, params, h0, c0 = draw_lstm(0)
    trace = lstm_forward(10 * x, pin_gates(params, **{name: value}), h0, c0)
    np.testing.assert_allclose(getattr(trace, name), float(value), rtol=1e-6 if 0 < value < 1e-6 else 1e-12)
    if value in (0, 1):
        assert (getattr(trace, name) == value).all()
    for other in {"f", "i", "o", "g"} - {name}:
        assert np.ptp(getattr(trace, other)) > 0.5


def test_pinning_changes_the_named_gates_only_and_not_the_weights_it_was_given():
    _, params, *_ = draw_lstm(0)
    W, b = params.W.copy(), params.b.copy()
    pinned = pin_gates(params, f=1, o=0.5)
    np.testing.assert_array_equal(params.W, W)
    np.testing.assert_array_equal(params.b, b)
    for name in "ig":
        for mine, old in zip(pinned.gate(name), params.gate(name), strict=True):
            np.testing.assert_array_equal(mine, old)
            assert not np.shares_memory(mine, old)
    assert (pinned.W_f == 0).all()
    assert pinned.b_f.tolist() == [500.0] * 4
    assert pinned.b_o.tolist() == [0.0] * 4


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_pinning_keeps_the_dtype_and_takes_read_only_weights(dtype):
    _, params, *_ = draw_lstm(0, dtype=dtype)
    params.W.setflags(write=False)
    params.b.setflags(write=False)
    pinned = pin_gates(params, i=0.25)
    assert (pinned.W.dtype, pinned.b.dtype) == (dtype, dtype)


@pytest.mark.parametrize("D", [3, 4])
def test_with_f_open_and_i_shut_the_cell_state_is_kept_exactly(D):
    x, params, h0, c0 = draw_lstm(1, D=D)
    trace = lstm_forward(x, pin_gates(params, f=1, i=0), h0, c0)
    for t in range(5):
        np.testing.assert_array_equal(trace.c[:, t], c0)
    assert np.ptp(trace.h) > 0.1


def test_with_f_shut_the_cell_state_of_before_is_forgotten_exactly():
    x, params, h0, c0 = draw_lstm(1)
    shut = pin_gates(params, f=0)
    np.testing.assert_array_equal(lstm_forward(x, shut, h0, c0), lstm_forward(x, shut, h0, c0 + 100))


def as_rnn(params):
    """The LSTM with f = 0, i = 1, o = 1, and the RNN that its candidate is."""
    return pin_gates(params, f=0, i=1, o=1), RNNParams(params.W_g, params.b_g)


@pytest.mark.parametrize("D", [3, 4])
def test_without_its_output_tanh_the_lstm_becomes_the_rnn(D):
    x, params, h0, c0 = draw_lstm(2, D=D)
    lstm, rnn = as_rnn(params)
    trace = lstm_forward(x, lstm, h0, c0, variant=LSTMVariant(output_activation="identity"))
    np.testing.assert_allclose(trace.h, rnn_forward(x, rnn, h0), rtol=1e-12)
    np.testing.assert_array_equal(trace.h, trace.c)
    h, c = lstm_step(x[:, 0], h0, c0, lstm, variant=LSTMVariant(output_activation="identity"))
    np.testing.assert_allclose([h, c], [rnn_step(x[:, 0], h0, rnn)] * 2, rtol=1e-12)


def test_with_its_output_tanh_it_is_off_by_at_most_0_238():
    z = np.linspace(-20, 20, 100_001)
    gap = np.abs(np.tanh(z) - np.tanh(np.tanh(z))).max()
    assert gap == pytest.approx(0.238, abs=0.0005)
    reached = 0.0
    for seed in range(20):
        x, params, h0, c0 = draw_lstm(seed)
        lstm, rnn = as_rnn(params)
        off = np.abs(lstm_step(9 * x[:, 0], h0, c0, lstm)[0] - rnn_step(9 * x[:, 0], h0, rnn)).max()
        assert off <= gap + 1e-12
        reached = max(reached, off)
    assert reached == pytest.approx(gap, abs=1e-6)


@pytest.mark.parametrize("name", ["f", "i", "o"])
def test_a_pinned_gate_listens_neither_to_its_peephole_nor_to_the_gates_before(name):
    x, params, h0, c0 = draw_lstm(3, extras=True)
    before = [array.copy() for array in vars(params).values()]
    pinned = pin_gates(params, **{name: 0.25})
    trace = lstm_forward(x, pinned, h0, c0, LSTMVariant(gate_recurrence=True))
    np.testing.assert_allclose(getattr(trace, name), 0.25, rtol=1e-12)
    own = slice(4 * "fio".index(name), 4 * "fio".index(name) + 4)
    assert (pinned.p[own] == 0).all()
    assert (pinned.R[:, own] == 0).all()
    for mine, old in ((pinned.p, params.p), (pinned.R, params.R)):
        rest = np.delete(np.arange(12), own)
        np.testing.assert_array_equal(mine[..., rest], old[..., rest])
        assert not np.shares_memory(mine, old)
    for array, old in zip(vars(params).values(), before, strict=True):
        np.testing.assert_array_equal(array, old)


def test_pinning_takes_no_peepholes_and_no_gate_recurrence_as_they_are():
    pinned = pin_gates(draw_lstm(3)[1], f=1)
    assert (pinned.p, pinned.R) == (None, None)


@pytest.mark.parametrize("unit", [0, 2, np.int64(3)])
def test_one_unit_is_held_and_the_others_are_as_they_were(unit):
    x, params, h0, c0 = draw_lstm(0)
    held = pin_gates(params, unit=unit, f=1, i=0)
    trace = lstm_forward(x, held, h0, c0)
    assert (trace.c[..., unit] == c0[:, None, unit]).all()
    others = np.arange(params.H) != unit
    for name in "fiog":
        mine, old = held.gate(name), params.gate(name)
        np.testing.assert_array_equal(mine[0][:, others], old[0][:, others])
        np.testing.assert_array_equal(mine[1][others], old[1][others])
    np.testing.assert_array_equal(held.W_o, params.W_o)


def test_one_unit_with_peepholes_and_full_gate_recurrence_is_held_too():
    x, params, h0, c0 = draw_lstm(0)
    rng = np.random.default_rng(1)
    H = params.H
    params = LSTMParams(params.W, params.b, rng.standard_normal(3 * H), rng.standard_normal((3 * H, 3 * H)))
    variant = LSTMVariant(peepholes=True, gate_recurrence=True)
    trace = lstm_forward(x, pin_gates(params, unit=1, f=1, i=0), h0, c0, variant=variant)
    assert (trace.c[..., 1] == c0[:, None, 1]).all()
    assert np.ptp(trace.f[..., 0]) > 0.1


@pytest.mark.parametrize("unit", [4, -1])
def test_a_unit_that_there_is_not_is_refused(unit):
    _, params, *_ = draw_lstm(0)
    with pytest.raises(ValueError, match=f"unit is {unit}, but the units of these weights are 0 to 3"):
        pin_gates(params, unit=unit, f=1)
