"""What a reader types is read in many forms, and never evaluated."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.explorers.answers import kind_of, show


def read(text, like):
    return kind_of(like).read(text)


def same(text, answer):
    kind = kind_of(answer)
    return kind.same(kind.read(text), kind.read(show(answer)))


SHAPES = "3,7|(3, 7)|( 3 ,7 )|[3,7]|3 x 7|3x7|3X7|3×7|3*7|3;7|3 by 7|3by7|3 BY 7|3 7|  3   7  |(3,7,)|(3 7|٣,٧"
SHAPES += "|3\u00a0×\u20097|3\t7|3\u30007|（３，７）|3\u200b,7"
NO_SHAPES = "| |(|,|seven|3,,7|3 x x 7|-3 x 7|3.0 x 7|3/7|3 and 7|H x D|3²|1234567890|__import__('os')|(3, 7) or 1"
NUMBERS = {
    32: "32|32.0|32,0|+32|３２| 32 |32/1|64/2",
    -1: "-1|−1|–1|-1.0|−2/2",
    1000: "1000|1e3|1E+3",
    0.5: "0.5|0,5|.5|,5|1/2|1 / 2|5e-1|0.50",
    -0.25: "−0.25|-1/4|−0,25",
}
NO_NUMBERS = "| |seven|3 7|10 24|0 024|1,2,3|1.2,3|1/0|1/2/3|50%|nan|inf|0x10|3²|½|2½|1e999|1e99999999|1e-99999999|2**3"


@pytest.mark.parametrize("text", SHAPES.split("|"))
def test_a_shape_is_read_in_many_forms(text):
    assert read(text, (1, 1)) == (3, 7)


@pytest.mark.parametrize(("text", "shape"), [("5", (5,)), ("(5,)", (5,)), ("()", ()), ("2 x 5, 3", (2, 5, 3))])
def test_a_shape_has_any_number_of_axes(text, shape):
    assert read(text, (1, 1)) == shape


@pytest.mark.parametrize("text", [*NO_SHAPES.split("|"), "[" * 5000])
def test_what_is_no_shape_is_not_read(text):
    assert read(text, (1, 1)) is None


@pytest.mark.parametrize(("number", "text"), [(n, text) for n, texts in NUMBERS.items() for text in texts.split("|")])
@pytest.mark.parametrize("like", [1, 1.0])
def test_a_number_is_read_in_many_forms(text, number, like):
    assert read(text, like) == number


@pytest.mark.parametrize("text", ["1,024", "1 024", "1_024", "1024"])
def test_thousands_of_a_whole_number_may_be_set_apart(text):
    assert read(text, 1) == 1024
    assert read("−1 024", 1) == -1024
    assert read("1,024,000", 1) == 1_024_000


def test_a_comma_in_a_number_that_is_not_whole_is_a_decimal_comma():
    assert read("1,024", 1.0) == Fraction("1.024")


@pytest.mark.parametrize("text", [*NO_NUMBERS.split("|"), "9" * 30, "9_" * 500, "9" * 100_000, "int('3')"])
@pytest.mark.parametrize("like", [1, 1.0])
def test_what_is_no_number_is_not_read(text, like):
    assert read(text, like) is None


@pytest.mark.parametrize("text", ["It Grows", " it  grows ", "'it grows'", '"It grows."', "“it grows”", "`it` grows"])
def test_words_are_read_whatever_their_case_blanks_and_quotes(text):
    assert read(text, "no") == "it grows"


@pytest.mark.parametrize("text", ["", "  ", "''", "\u200b"])
def test_no_words_are_not_read(text):
    assert read(text, "no") is None


def test_accents_are_the_same_in_one_sign_or_two():
    assert read("e\u0301tat", "no") == read("\u00e9tat", "no")


def test_whole_numbers_and_shapes_and_words_are_right_exactly():
    assert same("32", 32)
    assert not same("31", 32)
    assert not same("32.1", 32)
    assert same("3 7", (3, 7))
    assert not same("7 3", (3, 7))
    assert not same("3", (3, 7))
    assert same("NO", "no")
    assert not same("not", "no")


@pytest.mark.parametrize("text", ["0.33", "1/3", "0,333", "0.339"])
def test_a_number_is_right_within_2_percent(text):
    assert same(text, 1 / 3)


@pytest.mark.parametrize("text", ["0.3", "0.35", "−0.33", "0", "33"])
def test_a_number_is_wrong_beyond(text):
    assert not same(text, 1 / 3)


def test_what_is_as_good_as_0_is_0():
    assert same("0", 0.0)
    assert same("0", 1e-17)
    assert not same("0.01", 0.0)


@pytest.mark.parametrize(
    ("shown", "answer"),
    {
        "3 × 7": (3, 7),
        "2 × 3 × 5": [2, np.int64(3), 5],
        "(3,)": (3,),
        "(2,)": (np.int64(2),),
        "()": (),
        "32": 32,
        "4": np.int64(4),
        "−1": -1,
        "0.3": 0.1 + 0.2,
        "0.1": np.float32(0.1),
        "−2.5": -2.5,
        "no": "no",
    }.items(),
)
def test_an_answer_is_shown_as_a_reader_writes_it(answer, shown):
    assert show(answer) == shown
    assert same(shown, answer)


floats = st.floats(-1e90, 1e90).filter(lambda number: not 0 < abs(number) < 1e-90)


@given(st.one_of(st.integers(-(10**20), 10**20), floats, st.lists(st.integers(0, 10**6), max_size=5)))
def test_what_is_shown_is_right(answer):
    assert same(show(answer), answer)


@given(st.text(), st.sampled_from([(1, 1), 1, 1.0, "no"]))
def test_any_text_is_read_or_not_but_never_raises(text, like):
    value = read(text, like)
    assert value is None or kind_of(like).same(value, value)


@pytest.mark.parametrize("answer", [True, np.True_, None, {}, 1j, (3.0, 7), ("H", "D"), np.zeros(2), b"no"])
def test_what_cannot_be_compared_is_refused_in_words(answer):
    with pytest.raises(TypeError, match="which cannot be compared with what is typed"):
        kind_of(answer)


@pytest.mark.parametrize(
    ("form", "answers"),
    {
        "a shape, such as 2 × 3": [(1, 1), [1], ()],
        "a whole number, such as 12": [1, np.int8(1)],
        "a number, such as 0.25": [1.0, np.float32(1)],
        "a word or two": ["no"],
    }.items(),
)
def test_the_form_is_said_in_words_and_its_example_can_be_read(form, answers):
    for answer in answers:
        assert kind_of(answer).form == form
        assert read(form.rpartition("such as ")[2], answer) is not None
