"""What counts as asserting in the museum, and what is kept of an assertion's prints."""

import numpy as np
import pytest

from rnnlab import check, sigmoid


def broken(z):
    return (1 + np.tanh(z)) / 2


def judged(assertion):
    return check.museum("σ(2x) for σ(x)", assertion, right=sigmoid, wrong=broken)


def raises_by_hand(function):
    if function(0.0) != 0.5:
        raise AssertionError


def calls_an_assertion(function):
    np.testing.assert_allclose(function(0.0), 0.5)


@pytest.mark.parametrize("blind", [raises_by_hand, calls_an_assertion])
def test_who_asserts_without_the_word_assert_is_not_told_to_write_it(blind):
    result = judged(blind)
    assert result.diagnosis == "misses the bug"
    assert "Nothing is asserted" not in result.sentence


def test_what_an_assertion_prints_is_kept():
    def prints(function):
        print("at 0:", function(0.0))

    assert judged(prints).printed == "at 0: 0.5"
