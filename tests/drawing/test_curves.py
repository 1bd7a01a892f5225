from itertools import pairwise

import numpy as np
import pytest
from reading import of_kind, parse, paths, texts, values_in, word, words

from rnnlab.drawing import draw_curves
from rnnlab.drawing.colours import COLOURS, LINE, MUTED
from rnnlab.drawing.curves import HEIGHT, LEFT, TOP, WIDTH

T = np.arange(1, 6)
CURVES = {"half_life": 2.0**-T, "memory": np.array([-1.0, 0.5, 0.25, 2.0, 1.0])}
PAD = 20


def lines_of(root):
    """The points of every line, in the picture's own places."""
    found = []
    for item in of_kind(root, "polyline"):
        flat = values_in(item.node.get("points"))
        found.append([item.at(*point) for point in zip(flat[::2], flat[1::2], strict=True)])
    return found


def scales(root):
    """Straight maps from places to numbers, read from the first and the last number of each axis."""
    up = [one for one in words(root) if one.fill == MUTED and one.anchor == "end"]
    across = [one for one in words(root) if one.fill == MUTED and one.anchor == "middle"]

    def through(marks, place):
        (a, x), (b, y) = [(place(mark), float(mark.text)) for mark in (marks[0], marks[-1])]
        return lambda value: x + (value - a) / (b - a) * (y - x)

    return through(across, lambda mark: mark.x), through(up, lambda mark: mark.y - 4)


def test_the_points_of_a_curve_are_its_numbers_on_the_axes():
    root = parse(draw_curves("Two curves", T, "t", "size", **CURVES))
    x_of, y_of = scales(root)
    for line, values in zip(lines_of(root), CURVES.values(), strict=True):
        assert [x_of(x) for x, _ in line] == pytest.approx(T, abs=0.01)
        assert [y_of(y) for _, y in line] == pytest.approx(values, abs=0.01)


def test_every_tick_stands_at_its_line():
    root = parse(draw_curves("Two curves", T, "t", "size", **CURVES))
    ticks = [one for one in words(root) if one.fill == MUTED and one.anchor == "end"]
    numbers = [float(one.text) for one in ticks]
    assert (numbers[0], numbers[-1]) == (-1, 2)
    assert sorted(ticks, key=lambda one: -one.y) == sorted(ticks, key=lambda one: float(one.text)), "more is higher"
    grid = paths(root, stroke=LINE)
    assert [one.y - 4 for one in ticks] == pytest.approx([line[0][1] for line in grid], abs=0.01)
    assert {(line[0][0], line[1][0]) for line in grid} == {(PAD + LEFT, PAD + LEFT + WIDTH)}


RANGES = [[-1, 1], [-0.3, 0.2], [0, 0], [5, 5], [-7, -7.00001], [-1e-9, 1e-9], [1700, 2008], [-1e5, 3e6]]


@pytest.mark.parametrize("values", RANGES)
def test_the_axis_holds_every_value_and_says_no_minus_zero(values):
    root = parse(draw_curves("A curve", [0, 1], "t", "size", one=values))
    ticks = [one.text for one in words(root) if one.fill == MUTED and one.anchor == "end"]
    assert "-0" not in ticks
    assert float(ticks[0]) <= min(values) <= max(values) <= float(ticks[-1])
    assert len(set(ticks)) == len(ticks) <= 9
    for x, y in lines_of(root)[0]:
        assert PAD + LEFT <= x <= PAD + LEFT + WIDTH
        assert PAD + TOP <= y <= PAD + TOP + HEIGHT


def test_each_curve_has_a_colour_a_dash_and_its_name_at_its_end():
    curves = {f"curve_{k}": [0.0, float(k)] for k in range(5)}
    root = parse(draw_curves("Five curves", [0, 1], "t", "size", **curves))
    drawn = of_kind(root, "polyline")
    assert len({item.node.get("stroke") for item in drawn}) == 5
    assert len({item.node.get("stroke-dasharray") for item in drawn}) == 5
    assert drawn[0].node.get("stroke") == COLOURS["h"].text
    for k, (item, line) in enumerate(zip(drawn, lines_of(root), strict=True)):
        name = word(root, f"curve {k}")
        assert name.fill == item.node.get("stroke")
        assert name.y - 4 == pytest.approx(line[-1][1], abs=0.01)
        assert (name.x, name.anchor) == (line[-1][0] + 8, "start")


@pytest.mark.parametrize("end", [0.0, 0.5, 1.0])
def test_names_that_would_touch_are_moved_apart_and_stay_on_the_card(end):
    curves = {f"c{k}": [k % 2, end] for k in range(5)}
    root = parse(draw_curves("One end", [0, 1], "t", "size", **curves))
    heights = sorted(word(root, name).y for name in curves)
    assert all(below - above >= 15.99 for above, below in pairwise(heights))
    assert PAD + TOP <= heights[0] <= heights[-1] <= PAD + TOP + HEIGHT + 4


def test_a_moved_name_leaves_those_far_away_where_they_are():
    root = parse(draw_curves("Ends", [0, 1], "t", "size", a=[0, 0], b=[0, 0], top=[0, 1]))
    (end,) = {line[-1][1] for line in lines_of(root)[2:]}
    assert word(root, "top").y - 4 == pytest.approx(end, abs=0.01)


def test_both_axes_have_their_labels():
    root = parse(draw_curves("A curve", [0, 1], "steps t", "what is left", one=[1, 2]))
    assert word(root, "steps t").y > PAD + TOP + HEIGHT
    assert word(root, "what is left").x < PAD + LEFT
    (turned,) = [item for item in of_kind(root, "text") if "rotate(-90)" in item.node.get("transform", "")]
    assert "".join(turned.node.itertext()) == "what is left"


def test_the_words_say_the_title_the_axes_and_the_curves():
    svg = draw_curves("It halves", T, "step", "memory left", **CURVES)
    assert svg.words == "It halves. memory left against step, 5 points: half life, memory."
    assert "<title>It halves</title>" in svg


def test_a_curve_has_a_gap_where_a_value_is_no_number():
    values = [np.nan, 1.0, 2.0, np.inf, -np.inf, 3.0, 1.0, np.nan]
    root = parse(draw_curves("Gaps", np.arange(8), "t", "size", one=values, two=np.arange(8)))
    x_of, y_of = scales(root)
    first, second, whole = [[(round(x_of(x), 2), round(y_of(y), 2)) for x, y in line] for line in lines_of(root)]
    assert first == [(1, 1), (2, 2)]
    assert second == [(5, 3), (6, 1)]
    assert [x for x, _ in whole] == list(range(8))
    assert round(y_of(word(root, "one").y - 4), 1) == 1, "the name stands at the last number"


@pytest.mark.parametrize("values", [[np.nan, np.nan], [np.inf, -np.inf], [1.7e308, -1.7e308]])
def test_a_curve_without_a_number_that_can_be_drawn_is_only_a_name(values):
    root = parse(draw_curves("Nothing", [0, 1], "t", "size", one=values))
    assert lines_of(root) == []
    assert "one" in texts(root)


def test_one_point_is_enough():
    assert len(lines_of(parse(draw_curves("A point", [3], "t", "size", one=[7])))) == 1


def test_more_curves_than_colours_are_refused():
    with pytest.raises(ValueError, match="6 curves, but there are colours for at most 5: c0, c1, c2, c3, c4, c5"):
        draw_curves("Too many", [0, 1], "t", "size", **{f"c{k}": [0, 1] for k in range(6)})


def test_a_curve_that_is_not_as_long_as_x_is_refused():
    with pytest.raises(ValueError, match="shape"):
        draw_curves("Too short", [0, 1, 2], "t", "size", one=[0, 1])
