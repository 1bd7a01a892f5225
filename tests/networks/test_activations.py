import math

import numpy as np
import pytest
from references import G

from rnnlab import ACTIVATIONS, identity, relu, sigmoid
from rnnlab.networks.activations import SLOPES, find_activation

Z = np.array([-20.0, -1.5, -0.25, 0.0, 0.25, 1.0, 3.0, 20.0])


def test_the_table_names_the_four_activations_of_the_lectures():
    assert list(ACTIVATIONS) == ["identity", "sigmoid", "tanh", "relu"]
    assert [find_activation(name) for name in ACTIVATIONS] == [identity, sigmoid, np.tanh, relu]


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_is_its_definition_at_every_entry(name):
    np.testing.assert_allclose(ACTIVATIONS[name](Z), [G[name](z) for z in Z.tolist()], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_an_activation_keeps_dtype_and_shape_and_leaves_its_input_alone(name, dtype):
    z = Z.astype(dtype).reshape(2, 4)
    z.setflags(write=False)
    result = ACTIVATIONS[name](z)
    assert (result.dtype, result.shape) == (dtype, (2, 4))


@pytest.mark.parametrize(
    ("name", "low", "high"), [("identity", -np.inf, np.inf), ("sigmoid", 0, 1), ("tanh", -1, 1), ("relu", 0, np.inf)]
)
def test_an_activation_is_exact_at_both_infinities_and_lets_nan_through(name, low, high):
    result = ACTIVATIONS[name](np.array([-np.inf, np.inf, np.nan]))
    assert result[:2].tolist() == [low, high]
    assert math.isnan(result[2])


def test_sigmoid_neither_overflows_nor_leaves_0_to_1():
    with np.errstate(all="raise"):
        values = sigmoid(np.array([-1e308, -1000.0, -40.0, 40.0, 1000.0, 1e308]))
    assert ((values >= 0) & (values <= 1)).all()


def test_sigmoid_takes_lists_and_whole_numbers():
    np.testing.assert_allclose(sigmoid([0, 1]), [0.5, 1 / (1 + math.exp(-1))])
    np.testing.assert_allclose(sigmoid(np.array([100], dtype=np.int8)), 1.0)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_an_activation_writes_into_out_even_when_that_is_its_own_input(name, dtype):
    z = Z.astype(dtype).reshape(2, 4)
    expected, out = ACTIVATIONS[name](z), np.full((4, 2), np.nan, dtype).T
    assert ACTIVATIONS[name](z, out) is out
    np.testing.assert_array_equal(out, expected)
    assert ACTIVATIONS[name](z, out=z) is z
    np.testing.assert_array_equal(z, expected)


def test_the_slopes_have_the_names_of_the_activations():
    assert SLOPES.keys() == ACTIVATIONS.keys()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_slope_is_the_difference_of_the_activation_found_from_its_value_alone(name):
    z = np.array([-3.0, -1.5, -0.25, 0.25, 1.0, 3.0])
    differences = [(G[name](value + 1e-6) - G[name](value - 1e-6)) / 2e-6 for value in z.tolist()]
    np.testing.assert_allclose(SLOPES[name](ACTIVATIONS[name](z)), differences, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_slope_keeps_dtype_and_shape_and_leaves_its_input_alone(name, dtype):
    y = ACTIVATIONS[name](Z.astype(dtype).reshape(2, 4))
    y.setflags(write=False)
    slope = SLOPES[name](y)
    assert (slope.dtype, slope.shape) == (dtype, (2, 4))
    assert not np.shares_memory(slope, y)


def test_the_slope_of_relu_at_its_kink_is_0():
    assert SLOPES["relu"](np.array([0.0, 2.0])).tolist() == [0, 1]
