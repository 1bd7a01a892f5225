"""Gradient descent, Adam and clipping: the papers' algorithms written anew, number by number."""

import math

import numpy as np
import pytest
from every_cell import assert_close

from rnnlab import adam, clip_by_norm, sgd


def draw(seed, dtype=np.float64):
    rng = np.random.default_rng(seed)
    return {"W": rng.standard_normal((3, 2)).astype(dtype), "b": rng.standard_normal(2).astype(dtype)}


def slow_adam(w, gradients, rate, beta_1, beta_2, epsilon):
    """Algorithm 1 of arXiv 1412.6980 for one number: all of its values, one after each gradient."""
    m = v = 0.0
    values = []
    for t, g in enumerate(gradients, 1):
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g * g
        m_hat = m / (1 - math.pow(beta_1, t))
        v_hat = v / (1 - math.pow(beta_2, t))
        w = w - rate * m_hat / (math.sqrt(v_hat) + epsilon)
        values.append(w)
    return values


@pytest.mark.parametrize(
    "options", [{}, {"rate": 0.1}, {"betas": (0.5, 0.7)}, {"epsilon": 0.3}, {"betas": (0.0, 0.0), "rate": 0.01}]
)
def test_adam_is_algorithm_1(options):
    rate, (beta_1, beta_2), epsilon = [
        {"rate": 1e-3, "betas": (0.9, 0.999), "epsilon": 1e-8, **options}[k] for k in ("rate", "betas", "epsilon")
    ]
    start, gradients = draw(0), [draw(seed) for seed in range(1, 13)]
    params, state, seen = start, None, []
    for grads in gradients:
        params, state = adam(params, grads, state, **options)
        seen.append(params)
    for name, array in start.items():
        for index in np.ndindex(array.shape):
            mine = [float(each[name][index]) for each in gradients]
            expected = slow_adam(float(array[index]), mine, rate, beta_1, beta_2, epsilon)
            assert_close([params[name][index] for params in seen], expected)
    assert state[0] == 12


def test_the_first_step_of_adam_has_the_length_of_the_rate_whatever_the_gradient():
    for size in (1e-4, 1.0, 1e4):
        moved, _ = adam({"w": np.zeros(3)}, {"w": size * np.array([1.0, -2.0, 30.0])}, rate=0.01)
        np.testing.assert_allclose(moved["w"], [-0.01, 0.01, -0.01], rtol=1e-3)


def test_a_gradient_of_zero_moves_nothing():
    moved, state = adam({"w": np.ones(3)}, {"w": np.zeros(3)})
    assert moved["w"].tolist() == [1, 1, 1]
    assert adam(moved, {"w": np.zeros(3)}, state)[0]["w"].tolist() == [1, 1, 1]


def test_descent_by_hand():
    moved, state = sgd(
        {"w": np.array([1.0, 2.0]), "b": np.array([3.0])}, {"w": np.array([10.0, -10.0]), "b": np.ones(1)}, rate=0.5
    )
    assert moved["w"].tolist() == [-4, 7]
    assert moved["b"].tolist() == [2.5]
    assert state is None


@pytest.mark.parametrize("rule", [sgd, adam])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_rule_is_pure_and_the_dtype_stays(rule, dtype):
    params, grads, more = (draw(seed, dtype) for seed in (0, 1, 2))
    before = {name: array.copy() for name, array in params.items()}
    for arrays in (params, grads, more):
        for array in arrays.values():
            array.setflags(write=False)
    moved, state = rule(params, grads)
    first, again = rule(moved, more, state), rule(moved, more, state)  # a state can be gone on from twice
    for name in params:
        np.testing.assert_array_equal(params[name], before[name])
        np.testing.assert_array_equal(first[0][name], again[0][name])
        assert (first[0][name] != moved[name]).all()
        assert first[0][name].dtype == dtype
    assert [*first[0]] == [*params]


@pytest.mark.parametrize("rule", [sgd, adam])
def test_what_a_rule_cannot_use_is_refused(rule):
    params, grads = draw(0), draw(1)
    with pytest.raises(ValueError, match="grads has W, but params has W, b"):
        rule(params, {"W": grads["W"]})
    with pytest.raises(ValueError, match=r"The gradient of b has shape \(1, 2\), but b has \(2,\)"):
        rule(params, {**grads, "b": grads["b"][None]})
    for rate in (-1, np.nan, np.inf):
        with pytest.raises(ValueError, match=f"rate is {rate}"):
            rule(params, grads, rate=rate)


# ---- clipping ----


def length(grads):
    """The norm of all numbers, by the longest way."""
    return math.sqrt(math.fsum(float(number) ** 2 for array in grads.values() for number in array.ravel()))


@pytest.mark.parametrize("limit", [0.01, 1.0, 2.9])
def test_a_clipped_gradient_has_the_length_of_the_limit_and_its_old_direction(limit):
    for seed in range(20):
        grads = draw(seed)
        grads = {name: array * 3 / length(grads) for name, array in grads.items()}
        clipped, norm = clip_by_norm(grads, limit)
        assert norm == pytest.approx(3)
        assert length(clipped) == pytest.approx(limit)
        for name, array in grads.items():
            assert_close(clipped[name], array * limit / 3)


def test_by_hand_all_arrays_are_one_vector():
    clipped, norm = clip_by_norm({"a": np.array([[3.0]]), "b": np.array([0.0, -4.0])}, 1)
    assert norm == 5
    assert type(norm) is float
    assert_close(clipped["a"], [[0.6]])
    assert_close(clipped["b"], [0, -0.8])


def test_a_short_gradient_stays_as_it_is():
    grads = {"a": np.array([3.0]), "b": np.array([4.0])}
    for limit in (5, 5.1, math.inf):
        clipped, norm = clip_by_norm(grads, limit)
        assert norm == 5
        assert (clipped["a"].item(), clipped["b"].item()) == (3, 4)
    zeros, norm = clip_by_norm({"a": np.zeros(3)}, 1)
    assert norm == 0
    assert zeros["a"].tolist() == [0, 0, 0]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_clipping_keeps_the_dtype_and_what_it_was_given_and_fears_no_large_number(dtype):
    grads = {"a": np.full(4, 1e30, dtype), "b": np.zeros(2, dtype)}
    clipped, norm = clip_by_norm(grads, 1.0)
    assert norm == pytest.approx(2e30)
    assert clipped["a"].dtype == clipped["b"].dtype == dtype
    np.testing.assert_allclose(clipped["a"], 0.5, rtol=1e-6)
    assert (grads["a"] == dtype(1e30)).all()


@pytest.mark.parametrize("limit", [0, -1, np.nan])
def test_a_limit_that_leaves_nothing_is_refused(limit):
    with pytest.raises(ValueError, match=f"limit is {limit}, but it must be above 0"):
        clip_by_norm({"a": np.ones(2)}, limit)
