"""The museum: an assertion passes when it holds for the right function and fails for the broken one, and only then."""

import numpy as np
import pytest

from rnnlab import check, rnn_step, sigmoid
from rnnlab.check import EXERCISES
from rnnlab.check.museum import PIECES


def broken(z):
    return (1 + np.tanh(z)) / 2


def judged(assertion, **options):
    return check.museum("σ(2x) for σ(x)", assertion, right=sigmoid, wrong=broken, **options)


def sees(function):
    assert np.isclose(function(1.0), 0.7310585786300049)


def test_an_assertion_that_tells_them_apart_passes():
    result = judged(sees)
    assert result
    assert repr(result) == (
        "museum: σ(2x) for σ(x), passed. Your assertion holds for the right function, and fails for the broken one."
    )


def test_a_condition_may_be_returned_instead():
    assert judged(lambda f: np.isclose(f(1.0), 0.7310585786300049))
    assert not judged(lambda f: np.isclose(f(0.0), 0.5))


def blind(function):
    assert function(0.0) == 0.5


def too_strict(function):
    assert function(0.0) == 0.6


def raises(function):
    return {}["one"]


def raises_for_the_broken(function):
    if function is broken:
        raise ValueError("no")


def endless(function):
    while True:
        pass


@pytest.mark.parametrize(
    ("assertion", "diagnosis", "words"),
    [
        (..., "not attempted", "There is no assertion yet."),
        (lambda f: ..., "not attempted", "It still returns ... and nothing else."),
        (blind, "misses the bug", "holds for the broken function too"),
        (lambda f: None, "misses the bug", "holds for the broken function too"),
        (too_strict, "refuses the right function", "fails for the right function too"),
        (raises, "raises KeyError", "With the right function: It raises"),
        (
            raises_for_the_broken,
            "raises ValueError",
            "before it can judge the broken function. It raises ValueError in line",
        ),
    ],
)
def test_every_other_assertion_is_answered_in_words(assertion, diagnosis, words):
    result = judged(assertion)
    assert not result
    assert result.diagnosis == diagnosis
    assert words in result.sentence


def test_an_endless_assertion_is_stopped():
    result = judged(endless, seconds=0.1)
    assert result.diagnosis == "does not end"


def test_a_piece_that_is_not_in_the_museum_is_refused():
    with pytest.raises(ValueError, match="piece is 'no such', but it must be one of 'stack for cat'"):
        check.museum("no such", sees, right=sigmoid, wrong=broken)


def test_every_lecture_has_a_piece():
    assert set(PIECES.values()) == {exercise.lecture for exercise in EXERCISES.values()}


def test_a_result_with_many_numbers_is_not_taken_for_an_answer():
    result = check.museum("no tanh", lambda f: f, right=rnn_step, wrong=broken)
    assert result.diagnosis == "misses the bug"


def test_a_stub_line_left_below_an_assertion_counts_for_nothing():
    def left_over(function):
        assert np.isclose(function(1.0), 0.7310585786300049)
        return ...

    assert judged(left_over)


def test_a_comparison_that_is_not_asserted_is_pointed_out():
    def forgets(function):
        np.isclose(function(1.0), 0.7310585786300049)

    assert "Nothing is asserted in it: write assert in front of a comparison, or return it." in judged(forgets).sentence
    assert "Nothing is asserted" not in judged(blind).sentence
    assert judged(lambda f: np.testing.assert_allclose(f(1.0), 0.7310585786300049))


@pytest.mark.parametrize("value", [True, "assert f(1) > 0", np.zeros(2)])
def test_what_is_no_function_is_said(value):
    result = judged(value)
    assert result.diagnosis == "not a function"
    assert result.sentence.startswith("This is a")


def test_any_piece_that_is_no_name_is_refused():
    with pytest.raises(ValueError, match="must be one of"):
        check.museum(["stack for cat"], sees, right=sigmoid, wrong=broken)


def test_an_assert_in_an_inner_function_counts():
    def outer(function):
        def inner():
            assert function(0.0) == 0.5

        inner()

    assert "Nothing is asserted" not in judged(outer).sentence
