"""The judge of all gradients, judged by functions whose derivatives are known."""

from typing import NamedTuple

import numpy as np
import pytest
from references import draw, draw_lstm, draw_rnn

from rnnlab import gradcheck, rnn_backward, rnn_forward


class Grads(NamedTuple):
    a: np.ndarray
    b: np.ndarray
    more: np.ndarray = None


def polynomial(arrays):
    """a³ + 2 a b - b², summed: its derivatives are 3 a² + 2 b and 2 a - 2 b."""
    a, b = arrays["a"], arrays["b"]
    return (a**3 + 2 * a * b - b**2).sum()


def polynomial_case():
    a, b = draw(0, (2, 3), (2, 3))
    return {"a": a, "b": b}, {"a": 3 * a**2 + 2 * b, "b": 2 * a - 2 * b}


def test_the_derivatives_of_a_polynomial_are_right():
    arrays, grads = polynomial_case()
    errors = gradcheck(polynomial, arrays, grads)
    assert list(errors) == ["a", "b"]
    assert [type(error) for error in errors.values()] == [float, float]
    assert max(errors.values()) < 1e-8


@pytest.mark.parametrize("name", ["a", "b"])
@pytest.mark.parametrize("wrong", [-1, 0, 1.001, 2])
def test_a_wrong_derivative_is_seen_and_only_that_one(name, wrong):
    arrays, grads = polynomial_case()
    errors = gradcheck(polynomial, arrays, {**grads, name: wrong * grads[name]})
    assert errors.pop(name) > 5e-4
    assert errors.popitem()[1] < 1e-8


@pytest.mark.parametrize("index", [(0, 0), (1, 2)])
def test_one_wrong_number_is_enough(index):
    arrays, grads = polynomial_case()
    grads["a"][index] += 0.001 * np.abs(grads["a"]).max()
    assert gradcheck(polynomial, arrays, grads)["a"] > 5e-4


def test_the_error_is_relative_to_the_largest_number_of_both():
    a = np.array([1.0, 2.0])
    assert gradcheck(lambda a: (a * [3, 4]).sum(), a, np.array([3.0, 5.0])) == pytest.approx(1 / 5)
    assert gradcheck(lambda a: (a * [3, 4]).sum(), a, np.array([3.0, 2.0])) == pytest.approx(2 / 4)
    assert gradcheck(lambda a: 1e-9 * (a * [3, 4]).sum(), a, 1e-9 * np.array([3.0, 5.0])) == pytest.approx(1 / 5)
    assert gradcheck(lambda a: 0.0, a, np.zeros(2)) == 0
    assert gradcheck(lambda a: 0.0, a, np.array([0, 1e-9])) == 1
    assert gradcheck(lambda a: a.sum(), a, np.zeros(2)) == pytest.approx(1)


def test_a_derivative_that_is_not_a_number_never_passes():
    a = np.array([1.0, 2.0])
    for wrong in (np.nan, np.inf):
        with np.errstate(invalid="ignore"):
            assert not gradcheck(np.sum, a, np.array([1.0, wrong])) < 1e-6
            assert not gradcheck(lambda a, wrong=wrong: a.sum() * wrong, a, np.ones(2)) < 1e-6


def plain_differences(f, array, step=1e-6):
    """Central differences once more, of one number after the other."""
    slopes = np.zeros(array.size)
    for n in range(array.size):
        push = np.zeros(array.size)
        push[n] = step
        push = push.reshape(array.shape)
        slopes[n] = (f(array + push) - f(array - push)) / (2 * step)
    return slopes.reshape(array.shape)


def test_it_agrees_with_plain_differences_of_a_whole_network():
    x, params, h0 = draw_rnn(1)
    dh = draw(2, (2, 5, 4))[0]
    grads = rnn_backward(dh, x, params, rnn_forward(x, params, h0), h0)

    def loss(x=x, W_h=params.W_h, b_h=params.b_h, h0=h0):
        return float((dh * rnn_forward(x, type(params)(W_h, b_h), h0)).sum())

    for name, array in {"x": x, "W_h": params.W_h, "b_h": params.b_h, "h0": h0}.items():
        differences = plain_differences(lambda moved, name=name: loss(**{name: moved}), array)
        error = gradcheck(lambda moved, name=name: loss(**{name: moved}), array, differences)
        assert error < 1e-7
        assert np.abs(differences - getattr(grads, name)).max() / np.abs(differences).max() < 1e-7


def test_a_kink_inside_the_step_is_seen_and_a_smaller_step_passes_by_it():
    a = np.array([1e-4])
    assert gradcheck(lambda a: np.abs(a).sum(), a, np.ones(1), step=1e-3) == pytest.approx(0.9)
    assert gradcheck(lambda a: np.abs(a).sum(), a, np.ones(1), step=1e-5) < 1e-9


@pytest.mark.parametrize("size", [1e-3, 1.0, 1e6])
def test_the_step_grows_with_the_number(size):
    moved = []
    gradcheck(lambda a: moved.append(a.copy()) or a.sum(), np.array([size, -size]), np.ones(2), step=1e-3)
    assert len(moved) == 4
    by = np.array(moved) - [size, -size]
    width = 1e-3 * max(1, size)
    np.testing.assert_allclose(by, [[width, 0], [-width, 0], [0, width], [0, -width]], rtol=1e-6, atol=1e-15)


def test_parameters_are_given_to_the_function_as_parameters_and_stay_as_they_are():
    _, params, *_ = draw_lstm(0, extras=True)
    before = [array.copy() for array in vars(params).values()]
    for array in vars(params).values():
        array.setflags(write=False)
    kinds = set()
    grads = {"W": np.full((7, 16), 2.0), "b": np.full(16, 3.0), "p": np.full(12, 4.0), "R": np.full((12, 12), 5.0)}

    def loss(moved):
        kinds.add(type(moved))
        return 2 * moved.W.sum() + 3 * moved.b.sum() + 4 * moved.p.sum() + 5 * moved.R.sum()

    errors = gradcheck(loss, params, {**grads, "x": "of no interest"})
    assert kinds == {type(params)}
    assert errors.keys() == grads.keys()
    assert max(errors.values()) < 1e-8
    for array, old in zip(vars(params).values(), before, strict=True):
        np.testing.assert_array_equal(array, old)


def test_names_that_only_the_gradients_have_and_arrays_that_are_none_are_passed_over():
    arrays, grads = polynomial_case()
    assert gradcheck(polynomial, arrays, Grads(**grads, more=np.ones(7))).keys() == {"a", "b"}
    _, params, *_ = draw_lstm(0)
    grads = {"W": np.ones((7, 16)), "b": np.zeros(16), "p": None, "R": None}
    assert gradcheck(lambda moved: moved.W.sum(), params, grads).keys() == {"W", "b"}


def test_an_array_without_numbers_has_no_error():
    assert gradcheck(lambda arrays: 0.0, {"x": np.ones((0, 3))}, {"x": np.ones((0, 3))}) == {"x": 0.0}


def test_one_number_is_an_array_too():
    assert gradcheck(lambda a: 3 * a**2, np.array(2.0), np.array(12.0)) < 1e-8


def test_lists_of_numbers_are_arrays_too():
    assert gradcheck(lambda arrays: arrays["a"].sum(), {"a": [1, 2]}, {"a": [1, 1]})["a"] < 1e-8
