import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import parse

from rnnlab.drawing.svg import Markup, coordinate, join, tag

COORDINATES = {
    "0": [0, 0.0, -0.0, 0.004, -0.004, 1e-14],
    "1": [1, 1.0, 0.999],
    "1.5": [1.5, np.float64(1.5)],
    "0.67": [2 / 3, np.float32(2 / 3)],
    "-0.67": [-2 / 3],
    "-4": [-3.999, np.int8(-4)],
    "100": [100, 100.0],
    "1234.57": [1234.567],
    "1000000": [1e6],
}


@pytest.mark.parametrize(("text", "value"), [(text, value) for text, values in COORDINATES.items() for value in values])
def test_a_coordinate_has_at_most_two_decimals_and_no_minus_zero(text, value):
    assert coordinate(value) == text


@pytest.mark.parametrize("number", [2 / 3, np.float64(2 / 3), np.float32(2 / 3), np.float16(2 / 3)])
def test_an_attribute_rounds_every_kind_of_fraction(number):
    assert tag("rect", x=number) == '<rect x="0.67"/>'


def test_an_attribute_keeps_whole_numbers_and_texts_and_leaves_out_none():
    assert tag("rect", x=3, y=np.int64(4), id="1.23456", font_size=None, stroke_width=-7) == (
        '<rect x="3" y="4" id="1.23456" stroke-width="-7"/>'
    )


def test_a_tag_escapes_what_is_text_and_keeps_what_is_markup():
    inner = tag("b", "1 < 2 & 'x' \"y\"")
    assert isinstance(inner, Markup)
    assert inner == "<b>1 &lt; 2 &amp; &#x27;x&#x27; &quot;y&quot;</b>"
    assert tag("a", inner, "<b/>") == f"<a>{inner}&lt;b/&gt;</a>"
    assert tag("a", join([inner, inner])) == f"<a>{inner}{inner}</a>"
    assert isinstance(join([]), Markup)


def test_a_tag_without_children_closes_itself():
    assert tag("g") == tag("g", "") == "<g/>"


def test_text_that_was_put_together_from_markup_is_text_again():
    assert tag("a", f"{tag('b')}!") == "<a>&lt;b/&gt;!</a>"


@pytest.mark.parametrize("character", [*map(chr, range(9)), "\x0b", "\x0c", "\x1f", "\ud800", "\ufffe"])
def test_a_character_that_xml_does_not_know_is_replaced(character):
    element = parse(tag("a", f"x{character}y", b=f"x{character}y"))
    assert element.text == element.get("b") == "x\ufffdy"


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.text(), st.text())
def test_any_text_comes_back_as_it_went_in(text, attribute):
    element = parse(tag("a", text, b=attribute))
    not_xml = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
    clean = [not_xml.sub("\ufffd", one).replace("\r\n", "\n").replace("\r", "\n") for one in (text, attribute)]
    assert (element.text or "") == clean[0]
    assert element.get("b") == clean[1].replace("\n", " ").replace("\t", " ")
    assert len(element) == 0
