"""Dots where networks had learnt, crosses for those that had not."""

import numpy as np
import pytest
from reading import of_kind, parse, paths, texts, words

from rnnlab.drawing.colours import INK, MUTED
from rnnlab.drawing.learnt import draw_learnt, say_learnt

ROWS = {"an_RNN": [10, 35.0, 150, np.nan, 20], "LSTM": [np.nan] * 3, "GRU": [75]}


def drawn(most=150, **rows):
    return parse(draw_learnt("Gap 60", most, **(rows or ROWS)))


def across(root):
    """The number at a place, read off the axis."""
    ticks = sorted((one.x, float(one.text)) for one in words(root) if one.fill == MUTED and one.text.isdigit())
    (a, low), (b, high) = ticks[0], ticks[-1]
    return lambda x: low + (x - a) / (b - a) * (high - low)


def places(root):
    return [item.at(item.node.get("cx"), item.node.get("cy")) for item in of_kind(root, "circle")]


def crosses(root):
    found = [item for item in of_kind(root, "path") if item.node.get("data-part") == "not learnt"]
    return [item.at(*map(float, item.node.get("d")[1:].split("l")[0].split())) for item in found]


def test_a_dot_stands_at_the_step_of_its_network():
    root = drawn()
    value = across(root)
    found = sorted(round(value(x), 1) for x, _ in places(root))
    assert found == pytest.approx([10, 20, 35, 75, 150], abs=0.1)


def test_each_network_that_has_not_learnt_is_a_cross_beyond_the_last_step_in_its_row():
    root = drawn()
    end = max(x for x, _ in places(root))
    assert len(crosses(root)) == 4
    assert all(x > end for x, _ in crosses(root))
    rows = [round(y + 5, 1) for _, y in crosses(root)]
    names = {one.text: one.y for one in words(root)}
    assert [abs(y - names["an RNN"]) < 6 for y in rows] == [True, False, False, False]
    assert [abs(y - names["LSTM"]) < 6 for y in rows] == [False, True, True, True]
    assert len({x for x, _ in crosses(root)[1:]}) == 3


def test_several_have_a_line_at_their_median():
    root = drawn(a=[10, 20, 60, np.nan])
    value = across(root)
    (line,) = [path for path in paths(root, stroke=INK) if path[0][0] == path[1][0]]
    assert value(line[0][0]) == pytest.approx(20, abs=0.2)


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([np.nan] * 5, "0 of 5 learnt"),
        ([37, np.nan], "1 of 2 learnt, 37"),
        ([48, 133, 92, np.nan, 111], "4 of 5 learnt, 102 (48 to 133)"),
    ],
)
def test_what_is_said_of_a_row(steps, said):
    assert say_learnt(steps) == said
    assert said in texts(drawn(some=steps))
    assert draw_learnt("Gap 60", 150, some=steps).words == f"Gap 60: some: {said}."
