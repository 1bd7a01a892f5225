"""Slopes from differences, against a network of one's own, central differences of the package, and a bound."""

import numpy as np
import pytest

from rnnlab import RNNParams, gradcheck, rnn_backward, rnn_forward
from rnnlab.drawing.picture import words_of
from rnnlab.explorers import quotients

STEPS = quotients.STEPS


def at(dtype, formula, step):
    """The error for a step."""
    (k,) = np.flatnonzero(np.isclose(STEPS, step, atol=0))
    return 10 ** quotients.errors(dtype, formula)[k]


def best(dtype, formula):
    return STEPS[np.argmin(quotients.errors(dtype, formula))]


def test_the_written_out_loss_is_that_of_the_forward_pass():
    W_h, x, readout = quotients.networks()
    found = quotients.losses(W_h, x, readout)
    for k in range(20):
        h = rnn_forward(x[k], RNNParams(W_h[k], np.zeros(3)))
        assert found[k] == pytest.approx(float((readout[k] * h).sum()), rel=1e-12)


def test_the_fractions_are_tanh_and_float32_stays_float32():
    z = np.linspace(-8, 8, 401)
    np.testing.assert_allclose(quotients.tanh_by_fractions(z), np.tanh(z), rtol=1e-10, atol=1e-15)
    small = z[np.abs(z) < 5]
    np.testing.assert_allclose(quotients.tanh_by_fractions(small), np.tanh(small), rtol=5e-15, atol=1e-15)
    W_h, x, readout = (array.astype(np.float32) for array in quotients.networks())
    assert quotients.losses(W_h, x, readout).dtype == np.float32


def test_the_numbers_are_the_same_in_float32():
    for array in quotients.networks():
        assert np.array_equal(array.astype(np.float32), array)


def test_the_exact_gradients_pass_the_packages_own_check():
    for W_h, x, readout, gradient in zip(*quotients.networks(), quotients.exact_gradients(), strict=True):
        error = gradcheck(lambda W: float(quotients.losses(W, x, readout)), W_h, gradient)  # noqa: B023
        assert error < 1e-8


@pytest.mark.parametrize(("formula", "sides"), [("central", (1, -1)), ("forward", (1, 0))])
def test_an_error_is_the_median_over_the_networks_of_the_largest(formula, sides):
    """Number by number, with the package's forward pass."""
    step, found = 1e-2, []
    for W_h, x, readout in zip(*quotients.networks(), strict=True):
        params = RNNParams(W_h, np.zeros(3))
        gradient = rnn_backward(readout, x, params, rnn_forward(x, params)).W_h
        worst = 0.0
        for place in np.ndindex(W_h.shape):
            loss = []
            for side in sides:
                moved = W_h.copy()
                moved[place] += side * step
                loss.append((readout * rnn_forward(x, RNNParams(moved, np.zeros(3)))).sum())
            slope = (loss[0] - loss[1]) / ((sides[0] - sides[1]) * step)
            worst = max(worst, abs(slope - gradient[place]) / np.abs(gradient).max())
        found.append(worst)
    assert at("float64", formula, step) == pytest.approx(np.median(found), rel=0.02)


def test_truncation_falls_with_the_square_of_the_step_or_with_the_step():
    """A central difference leaves out terms from step² on, a forward one from step on."""
    for dtype in ("float64", "float32"):
        assert at(dtype, "central", 1e-1) / at(dtype, "central", 3e-2) == pytest.approx((10 / 3) ** 2, rel=0.1)
        assert at(dtype, "forward", 1e-1) / at(dtype, "forward", 1e-2) == pytest.approx(10, rel=0.1)


def test_rounding_grows_as_the_step_shrinks():
    for dtype, large, small in (("float64", 1e-7, 1e-13), ("float32", 1e-3, 1e-6)):
        grown = np.log10(at(dtype, "central", small) / at(dtype, "central", large))
        assert grown == pytest.approx(np.log10(large / small), abs=0.5)


def test_the_best_steps_are_near_the_roots_of_the_smallest_number():
    """Where both errors are equal: the third root of eps for central, the second for forward differences."""
    for dtype in ("float64", "float32"):
        eps = float(np.finfo(dtype).eps)
        assert 1 / 4 < best(dtype, "central") / eps ** (1 / 3) < 4
        assert 1 / 4 < best(dtype, "forward") / eps ** (1 / 2) < 4


def test_a_step_that_does_not_move_the_weight_gives_nothing():
    assert at("float32", "central", 1e-12) == 1
    words = words_of(quotients.draw_quotients(-14, "float32", "central"))
    assert "secant 0.000000," in words
    assert "median of 20 networks: 1;" in words


def test_the_words_say_the_slope_of_the_first_weight():
    W_h, x, readout = (array[0] for array in quotients.networks())
    ends = []
    for sign in (1, -1):
        moved = W_h.copy()
        moved[0, 0] += sign * 0.1
        ends.append(float((readout * rnn_forward(x, RNNParams(moved, np.zeros(3)))).sum()))
    words = words_of(quotients.draw_quotients(-1, "float64", "central"))
    assert f"secant {(ends[0] - ends[1]) / 0.2:.6f}" in words
    assert f"gradient {quotients.exact_gradients()[0][0, 0]:.6f}" in words
    assert "step 0.1:" in words


def test_the_scene_has_three_controls():
    assert quotients.explore_quotients().shown == ("power", "dtype", "formula")
