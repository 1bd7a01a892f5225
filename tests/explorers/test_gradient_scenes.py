"""Gradients that vanish, explode, are clipped, and go back through c: against rnn_backward, lstm_backward, products."""

import re

import numpy as np
import pytest

from rnnlab import LSTMTrace, init_lstm, init_rnn, lstm_backward, lstm_forward, rnn_backward, rnn_forward
from rnnlab.drawing.picture import words_of
from rnnlab.explorers import gradient_scenes as scenes


def network(number, weights, radius):
    return init_rnn(1, 10, np.random.default_rng(number), weights, spectral_radius=radius)


@pytest.mark.parametrize("activation", ["identity", "sigmoid", "tanh", "relu"])
@pytest.mark.parametrize("weights", ["orthogonal", "normal"])
def test_each_step_of_each_network_is_what_rnn_backward_gives_for_the_steps_after_it(activation, weights):
    """dh at step t is the gradient of the start of a run that begins after t."""
    found, _ = scenes.gradients_back(0.8, activation, weights, 12)
    x = np.random.default_rng(20).standard_normal((60, 20, 1, 1))[-12:, :, 0]
    for number in (0, 7, 19):
        params = network(number, weights, 0.8)
        h = rnn_forward(x[:, number], params, activation=activation)
        dh = np.zeros((12, 10))
        dh[-1] = found[-1, number]
        for t in (1, 5, 11):
            back = rnn_backward(dh[t:], x[t:, number], params, h[t:], h[t - 1], activation)
            np.testing.assert_allclose(found[t - 1, number], back.h0, rtol=1e-9, atol=1e-14)


def test_it_starts_with_length_1_and_has_a_row_for_each_step():
    found, _ = scenes.gradients_back(1.3, "tanh", "normal", 33)
    assert found.shape == (33, 20, 10)
    np.testing.assert_allclose(np.linalg.norm(found[-1], axis=1), 1)


@pytest.mark.parametrize("weights", ["orthogonal", "normal"])
def test_the_stretch_is_the_largest_singular_value_and_bounds_every_step(weights):
    for radius in (0.5, 1.2):
        for activation, steepest in (("tanh", 1), ("sigmoid", 1 / 4)):
            found, stretch = scenes.gradients_back(radius, activation, weights, 20)
            for number in (0, 19):
                W_hh = network(number, weights, radius).W_hh
                assert stretch[number] == pytest.approx(np.sqrt(np.linalg.eigvalsh(W_hh @ W_hh.T).max()))
            length = np.linalg.norm(found, axis=2)
            assert (length[:-1] <= length[1:] * stretch * steepest * (1 + 1e-12)).all()


def test_the_steepest_slopes():
    z = np.linspace(-5, 5, 2001)
    for name, steepest in scenes.STEEPEST.items():
        slopes = np.diff(scenes.ACTIVATIONS[name](z)) / np.diff(z)
        assert slopes.max() == pytest.approx(steepest, rel=1e-4)


def test_the_words_say_median_and_bound():
    for radius, steps in ((0.9, 40), (1.2, 10)):
        words = words_of(scenes.draw_vanishing(radius, "identity", "orthogonal", steps))
        found = re.findall(r"(bound|largest|median|smallest) ([\d.e-]+\d)", words)
        assert [float(number) for _, number in found] == pytest.approx([radius ** (steps - 1)] * 4, rel=0.05)
    assert "bound 0.0054;" in words_of(scenes.draw_vanishing(1.0, "sigmoid", "normal", 10))


def test_largest_median_and_smallest_are_those_of_the_twenty():
    x, sizes = np.random.default_rng(20).standard_normal((60, 20, 1, 1))[-30:, :, 0], []
    for number in range(20):
        params, dh = network(number, "normal", 1.2), np.zeros((30, 10))
        dh[-1] = scenes.gradients_back(1.2, "tanh", "normal", 30)[0][-1, number]
        h = rnn_forward(x[:, number], params)
        sizes.append(np.linalg.norm(rnn_backward(dh[1:], x[1:, number], params, h[1:], h[0]).h0))
    words = words_of(scenes.draw_vanishing(1.2, "tanh", "normal", 30))
    found = dict(re.findall(r"(largest|median|smallest) ([\d.e-]+\d)", words))
    wanted = {"largest": max(sizes), "median": np.median(sizes), "smallest": min(sizes)}
    assert {name: float(number) for name, number in found.items()} == pytest.approx(wanted, rel=0.3)


# ---- the way back through c ----


def parts(b_f, gain, seed):
    x, params = scenes.small_lstm(b_f, gain, seed)
    dc_T = np.random.default_rng(3).standard_normal(10)
    return params, x, dc_T, *scenes.cell_gradients(x, params, dc_T)


@pytest.mark.parametrize(("b_f", "gain", "seed"), [(1.0, 1.0, 0), (-2.0, 2.0, 5), (4.0, 0.5, 9)])
def test_dc_is_what_lstm_backward_gives_for_the_steps_after_it(b_f, gain, seed):
    """c of a step acts through the next step's c0, and through its h0 = o tanh(c)."""
    params, x, dc_T, dc, _ = parts(b_f, gain, seed)
    trace = lstm_forward(x, params)
    for t in (1, 17, 39):
        later = LSTMTrace(*(array[t:] for array in trace))
        back = lstm_backward(np.zeros_like(later.h), x[t:], params, later, trace.h[t - 1], trace.c[t - 1], dc_T=dc_T)
        wanted = back.c0 + back.h0 * trace.o[t - 1] * (1 - np.tanh(trace.c[t - 1]) ** 2)
        np.testing.assert_allclose(dc[t - 1], wanted, rtol=1e-9, atol=1e-15)
    assert np.array_equal(dc[-1], dc_T)


def test_it_is_the_slope_of_the_last_c():
    """By moving c of step 5, and h with it."""
    params, x, dc_T, dc, _ = parts(2.0, 1.0, 1)
    trace = lstm_forward(x, params)

    def end(c):
        return lstm_forward(x[5:], params, trace.o[4] * np.tanh(c), c).c[-1] @ dc_T

    moved = [(end(trace.c[4] + step) - end(trace.c[4] - step)) / 2e-6 for step in 1e-6 * np.eye(10)]
    np.testing.assert_allclose(dc[4], moved, rtol=1e-5, atol=1e-9)


def test_the_direct_path_is_the_product_of_the_forget_gates():
    params, x, dc_T, _, by_gates = parts(1.0, 1.0, 4)
    f = lstm_forward(x, params).f
    for t in (1, 20, 39, 40):
        np.testing.assert_allclose(by_gates[t - 1], dc_T * np.prod(f[t:], axis=0))


def test_with_rows_of_h_at_0_there_is_no_other_path():
    params, _, _, dc, by_gates = parts(1.0, 0.0, 2)
    assert (params.W[:10] == 0).all()
    assert np.array_equal(dc, by_gates)
    assert "the rest, by h 0." in words_of(scenes.draw_cell_path(1.0, 0.0, 2))


def test_the_words_say_all_three_lengths():
    x, params = scenes.small_lstm(3.0, 1.0, 6)
    start = np.random.default_rng(21).standard_normal((20, 1, 10))[0, 0]
    dc, by_gates = scenes.cell_gradients(x, params, start / np.linalg.norm(start))
    found = re.findall(r"(?:dc|gates alone|the rest, by h) ([\d.e-]+\d)", words_of(scenes.draw_cell_path(3.0, 1.0, 6)))
    wanted = [np.sqrt((part[0] ** 2).sum()) for part in (dc, by_gates, dc - by_gates)]
    assert [float(number) for number in found] == pytest.approx(wanted, rel=0.05)


# ---- clipping ----


def test_the_words_say_both_ways():
    words = words_of(scenes.draw_clipped(8.0, 6.0, 5.0))
    assert "before (8, 6), length 10.00, turned by 0°; by norm (4, 3), length 5.00, turned by 0°" in words
    assert "by value (5, 5), length 7.07, turned by 8°" in words  # 45° − 36.9°


def test_the_factor_is_on_the_rows_of_h_alone():
    plain = init_lstm(3, 10, np.random.default_rng(8), forget_bias=2.5)
    _, params = scenes.small_lstm(2.5, 0.3, 8)
    assert np.array_equal(params.W, np.concatenate([0.3 * plain.W[:10], plain.W[10:]]))
    assert np.array_equal(params.b, plain.b)


def test_weights_are_never_written_to():
    x, params = scenes.small_lstm(1.0, 1.0, 0)
    before = params.W.copy()
    scenes.cell_gradients(x, params, np.ones(10))
    assert np.array_equal(params.W, before)


@pytest.mark.parametrize("make", [scenes.explore_vanishing, scenes.explore_clipping, scenes.explore_cell_path])
def test_the_scenes_have_few_controls(make):
    assert len(make().shown) <= 4
