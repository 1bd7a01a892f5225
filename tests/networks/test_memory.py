import math

import numpy as np
import pytest
from references import draw_lstm, draw_rnn

from rnnlab import (
    RNNParams,
    half_life,
    init_rnn,
    lstm_forward,
    measured_half_life,
    pin_gates,
    pulse_memory,
    rnn_forward,
    sigmoid,
)


def linear_network(radius, D=3, H=4):
    params = init_rnn(D, H, np.random.default_rng(0), spectral_radius=radius)
    return lambda x: rnn_forward(x, params, activation="identity")


@pytest.mark.parametrize(("b_f", "steps"), [(0, 1.0), (1, 2.2), (2, 5.5), (3, 14.3)])
def test_the_half_lives_of_the_forget_biases_are_the_lectures(b_f, steps):
    rate = 1 / (1 + math.exp(-b_f))
    assert half_life(sigmoid(float(b_f))) == pytest.approx(math.log(0.5) / math.log(rate))
    assert half_life(rate) == pytest.approx(steps, abs=0.05)


def test_after_a_half_life_a_half_is_left():
    rates = np.array([0.1, 0.5, 0.731, 0.99])
    np.testing.assert_allclose(rates ** half_life(rates), 0.5)
    assert half_life([0.5, 0.25]).tolist() == [1.0, 0.5]


def test_nothing_is_kept_at_rate_0_and_everything_at_rate_1():
    assert half_life([0, 1]).tolist() == [0, math.inf]


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.6, 0.731, 0.95])
def test_the_measured_half_life_of_a_geometric_decay_is_the_computed_one(rate):
    assert measured_half_life(3 * rate ** np.arange(60)) == pytest.approx(half_life(rate))


@pytest.mark.parametrize(
    ("left", "steps"),
    [
        ([1, 0.9, 0.8], math.inf),
        ([1, 1, 1], math.inf),
        ([1, 0.5, 0.4], 1),
        ([1, 1, 0.25], 1.5),
        ([8, 0, 0], 1),
        ([1, 0.4, 0.9], math.log(0.5) / math.log(0.4)),
        ([1, 2, 0.5], 2),
        ([0, 0, 0], 0),
    ],
)
def test_the_measured_half_life_is_the_first_time_at_which_half_is_left(left, steps):
    assert measured_half_life(left) == pytest.approx(steps)


@pytest.mark.parametrize("radius", [0.5, 0.9, 1.0, 1.1])
def test_a_pulse_in_a_linear_orthogonal_network_shrinks_by_the_radius_at_each_step(radius):
    x = draw_rnn(0, T=20)[0][0]
    left = pulse_memory(linear_network(radius), x)
    np.testing.assert_allclose(left, radius ** np.arange(20), rtol=1e-9, atol=1e-12)
    expected = half_life(radius) if radius < 1 else math.inf
    assert measured_half_life(left) == pytest.approx(expected, rel=1e-6)


def test_the_size_of_the_pulse_does_not_matter_to_a_linear_network():
    x = draw_rnn(0)[0][0]
    network = linear_network(0.8)
    np.testing.assert_allclose(pulse_memory(network, x, size=5), pulse_memory(network, x, size=-0.001), rtol=1e-6)


def test_a_pulse_starts_at_1_and_leaves_its_sequence_alone():
    x, params, _ = draw_rnn(1)
    sequence = x[0]
    sequence.setflags(write=False)
    left = pulse_memory(lambda x: rnn_forward(x, params), sequence)
    assert left.shape == (5,)
    assert left[0] == 1
    assert np.ptp(left) > 0.01
    np.testing.assert_array_equal(pulse_memory(lambda x: rnn_forward(x, params), sequence.tolist()), left)
    assert pulse_memory(lambda x: rnn_forward(x, params), sequence[:1]).tolist() == [1.0]


def test_a_pulse_is_small_enough_to_measure_the_slope_of_a_curved_network():
    x, params, _ = draw_rnn(1)
    slope = pulse_memory(lambda x: rnn_forward(x, params), x[0], size=1e-6)
    np.testing.assert_allclose(pulse_memory(lambda x: rnn_forward(x, params), x[0]), slope, rtol=0.05)


def test_a_pulse_at_a_later_step_is_the_pulse_of_the_rest_from_the_state_there():
    x, params, _ = draw_rnn(1, T=9)
    states = rnn_forward(x[0], params)
    rest = pulse_memory(lambda x: rnn_forward(x, params, states[3]), x[0][4:], size=0.5)
    np.testing.assert_allclose(pulse_memory(lambda x: rnn_forward(x, params), x[0], size=0.5, at=4), rest)
    assert pulse_memory(lambda x: rnn_forward(x, params), x[0], at=8).tolist() == [1.0]


@pytest.mark.parametrize("at", [-1, 5])
def test_a_pulse_at_a_step_that_is_not_there_is_refused(at):
    with pytest.raises(ValueError, match=f"at is {at}, but x has the rows 0 to 4"):
        pulse_memory(linear_network(0.9), np.zeros((5, 3)), at=at)


def test_a_half_life_keeps_the_dtype_of_its_rate():
    assert half_life(np.full(3, 0.5, np.float32)).dtype == np.float32


def test_a_pulse_that_never_arrives_leaves_zeros():
    dead = RNNParams(-np.ones((7, 4)), -np.ones(4))
    assert pulse_memory(lambda x: rnn_forward(x, dead, activation="relu"), np.ones((5, 3))).tolist() == [0.0] * 5


def test_the_cell_state_halves_in_the_half_life_of_its_forget_gate():
    x, params, h0, _ = draw_lstm(2, T=40)
    keep = sigmoid(2.0)
    trace = lstm_forward(x, pin_gates(params, f=keep, i=0), h0, np.ones((2, 4)))
    np.testing.assert_allclose(trace.c[:, 0], keep)
    assert measured_half_life(trace.c[0, :, 0]) == pytest.approx(half_life(keep))
