"""How a learner's function is called, and how much is kept of what it prints and says."""

import io
from dataclasses import FrozenInstanceError

import pytest
from right_solutions import step

from rnnlab import check
from rnnlab.check.outcomes import shorten
from rnnlab.check.record import EXERCISES
from rnnlab.check.running import PRINTED, Beginning


def test_names_decide_where_a_default_lets_a_function_be_called_in_two_ways():
    assert check.rnn_step(lambda x, h, s, W_h, b_h=None: step(x, h, W_h, b_h))


def test_params_stand_for_weights_and_bias_whatever_the_other_arguments_are_called():
    assert check.rnn_step(lambda now, before, params, debug=False: step(now, before, params.W_h, params.b_h))


@pytest.mark.parametrize("name", ["W", "b", "W_h", "b_h", "w", "s"])
def test_no_name_of_one_array_stands_for_weights_and_bias_in_one(name):
    result = check.rnn_step(eval(f"lambda x, h, {name}: h"))
    assert result.diagnosis == "other arguments"
    assert f"Your function takes (x, h, {name}), but" in result.sentence


def test_a_function_with_a_broken_signature_is_called_all_the_same():
    def function(x, h, W_h, b_h):
        return step(x, h, W_h, b_h)

    function.__signature__ = 3
    assert check.rnn_step(function)


def test_of_what_is_printed_only_the_beginning_is_kept():
    stream = Beginning(io.StringIO())
    for _ in range(3):
        assert stream.write("0123456789" * PRINTED) == 10 * PRINTED
    assert stream.text == ("0123456789" * PRINTED)[:PRINTED]


def test_a_text_is_cut_to_one_line_that_ends_in_an_ellipsis():
    assert shorten("one  two\nthree", 8) == "one two…"
    assert shorten("one  two", 7) == "one two"


def test_nobody_can_turn_a_result_into_a_passed_one():
    result = check.rnn_step(...)
    with pytest.raises(FrozenInstanceError):
        result.diagnosis = "passed"


@pytest.mark.parametrize("name", EXERCISES)
def test_the_random_examples_with_h_equal_to_d_are_not_all_of_one_size(name):
    sizes = [case.sizes for case in EXERCISES[name].cases if case.sizes and "D" in case.sizes]
    square = {one["H"] for one in sizes if one["H"] == one["D"]}
    assert len(square) > 1 or not sizes
