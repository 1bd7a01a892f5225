import numpy as np
import pytest
from reading import of_kind, parse, paths, texts, word, words

from rnnlab.drawing.colours import COLOURS, INK, MUTED
from rnnlab.drawing.misses import draw_misses

MISSES = {"twenty": np.linspace(15.0, 25.0, 20), "one": 17.7, "far": np.array([30.0, 99.0])}
PAD = 20


def drawn(**misses):
    return parse(draw_misses("Misses", "in spots", 14, 40, **(misses or MISSES)))


def across(root):
    """The number at a place, read off the axis."""
    ticks = sorted((one.x, float(one.text)) for one in words(root) if one.fill == MUTED and one.text.isdigit())
    (a, low), (b, high) = ticks[0], ticks[-1]
    return lambda x: low + (x - a) / (b - a) * (high - low)


def test_each_number_is_a_dot_at_its_place():
    root = drawn()
    value = across(root)
    found = [round(value(item.at(item.node.get("cx"), 0)[0]), 2) for item in of_kind(root, "circle")]
    assert found == pytest.approx([*MISSES["twenty"], 17.7, 30.0], abs=0.02)


def test_many_numbers_have_a_bar_at_their_median():
    root = drawn(twenty=MISSES["twenty"])
    (bar,) = paths(root, stroke=COLOURS["h"].text)
    assert across(root)(bar[0][0]) == pytest.approx(20.0, abs=0.02)
    assert "20.0 (15.0 to 25.0)" in texts(root)


def test_one_number_is_said_beside_its_dot():
    root = drawn(one=17.7)
    assert word(root, "17.7").fill == INK
    assert paths(root, stroke=COLOURS["h"].text) == []


def test_what_is_beyond_the_axis_is_an_arrow_at_its_end():
    root = drawn(far=np.array([30.0, 99.0]))
    arrows = [item for item in of_kind(root, "path") if item.node.get("fill-opacity")]
    assert len(arrows) == 1
    assert len(of_kind(root, "circle")) == 1


def test_the_words_say_every_row():
    svg = draw_misses("Misses", "in spots", 14, 40, a_row=np.array([1.0, 2.0, 6.0]), one=3.25)
    assert svg.words == "Misses, in spots: a row: median 2.0, from 1.0 to 6.0; one: 3.2."
