"""When two arrays count as the same, and what is said of two shapes."""

import numpy as np
import pytest

from rnnlab.check.comparing import differing, same, say_shape, say_values

ONE = np.ones((1, 2))


def test_numbers_in_float32_are_as_far_off_as_others_unless_it_may_have_been_rounded_on_the_way():
    near = (ONE * 1.0001).astype(np.float32)
    assert not same((near,), (ONE,))
    assert not differing(near, ONE).any()
    assert same((near,), (ONE.astype(np.float32),))


@pytest.mark.parametrize(("factor", "alike"), [(1 + 1e-7, True), (1 + 1e-5, False)])
def test_rounding_in_float64_is_no_difference_and_the_fifth_digit_is_one(factor, alike):
    assert same((ONE * factor,), (ONE,)) == alike


@pytest.mark.parametrize(
    ("yours", "wanted", "cause"),
    [
        ((3, 1, 2), (1, 3, 2), ": it looks transposed."),
        ((1, 2, 5), (1, 3, 2), "."),
        ((2, 3), (3, 2), ": it looks transposed."),
        ((3, 3), (1, 3), ": perhaps a column was broadcast against a row."),
        ((3, 3), (1, 2), "."),
    ],
)
def test_a_shape_is_said_with_its_likely_cause(yours, wanted, cause):
    assert say_shape("states", yours, wanted, "(…)").endswith(f"expected {wanted}, which is (…){cause}")


def test_one_number_differs_and_two_differ():
    assert say_values("h", ONE * [[1, 2]], ONE).startswith("In h, 1 of 2 numbers differs: h[0, 1] is 2, expected 1.")
    assert say_values("h", ONE + 1, ONE).startswith("In h, 2 of 2 numbers differ: h[0, 0] is 2, expected 1.")
