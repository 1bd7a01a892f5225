import re
from itertools import pairwise

import numpy as np
import pytest
from reading import corners, of_kind, parse, paths, texts, values_in, word, words

from rnnlab.drawing import draw_curves
from rnnlab.drawing.colours import COLOURS, INK, LINE, MUTED, NEUTRAL
from rnnlab.drawing.curves import BESIDE, HEIGHT, LEFT, TOP, WIDTH

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


def dots(root):
    """Centre and colour of every circle."""
    return [
        (*item.at(item.node.get("cx"), item.node.get("cy")), item.node.get("fill")) for item in of_kind(root, "circle")
    ]


def number(text):
    """What a tick says: 0.5, 10⁻⁶, 2·10⁵."""
    figures = text.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    if figures == text:
        return float(text)
    digit, power = re.fullmatch(r"(?:(\d)·)?10(-?\d+)", figures).groups()
    return float(digit or 1) * 10.0 ** int(power)


def scales(root, log=False):
    """Straight maps from places to numbers, read from the first and the last number of each axis."""
    up = [one for one in words(root) if one.fill == MUTED and one.anchor == "end"]
    across = [one for one in words(root) if one.fill == MUTED and one.anchor == "middle"]

    def through(marks, place, log=False):
        (a, x), (b, y) = [(place(mark), number(mark.text)) for mark in (marks[0], marks[-1])]
        if log:
            return lambda value: x * (y / x) ** ((value - a) / (b - a))
        return lambda value: x + (value - a) / (b - a) * (y - x)

    return through(across, lambda mark: mark.x), through(up, lambda mark: mark.y - 4, log)


def test_the_points_of_a_curve_are_its_numbers_on_the_axes():
    root = parse(draw_curves("Two curves", T, "t", "size", **CURVES))
    x_of, y_of = scales(root)
    for line, values in zip(lines_of(root), CURVES.values(), strict=True):
        assert [x_of(x) for x, _ in line] == pytest.approx(T, abs=0.01)
        assert [y_of(y) for _, y in line] == pytest.approx(values, abs=0.01)


@pytest.mark.parametrize("log", [False, True])
def test_the_axis_goes_at_least_to_its_ends(log):
    for values, wanted in ((np.array([0.2, 0.3]), (0.01, 10)), (np.array([0.001, 100]), (0.001, 100))):
        root = parse(draw_curves("A curve", [0, 1], "t", "size", log=log, ends=(0.01, 10), one=values))
        ticks = [number(one.text) for one in words(root) if one.fill == MUTED and one.anchor == "end"]
        assert (min(ticks), max(ticks)) == (wanted if log else (0, wanted[1]))


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
    (left, right), *_ = {(line[0][0], line[1][0]) for line in paths(root, stroke=LINE)}
    assert left >= PAD + LEFT
    assert right == left + WIDTH
    assert all(one.x - 7 * len(one.text) > PAD + 14 + 5 for one in words(root) if one.text in ticks), "beside the label"
    for x, y in lines_of(root)[0]:
        assert left <= x <= right
        assert PAD + TOP <= y <= PAD + TOP + HEIGHT


def test_each_curve_has_a_colour_a_dash_and_its_name_at_its_end():
    curves = {f"curve_{k}": [0.0, float(k)] for k in range(5)}
    root = parse(draw_curves("Five curves", [0, 1], "t", "size", **curves))
    drawn = of_kind(root, "polyline")
    assert len({item.node.get("stroke") for item in drawn}) == 5
    assert len({item.node.get("stroke-dasharray") for item in drawn}) == 5
    assert [item.node.get("stroke") for item in drawn] == list(NEUTRAL), "no curve pretends to be a block"
    for k, (item, line) in enumerate(zip(drawn, lines_of(root), strict=True)):
        name = word(root, f"curve {k}")
        assert name.fill == item.node.get("stroke")
        assert name.y - 4 == pytest.approx(line[-1][1], abs=0.01)
        assert (name.x, name.anchor) == (line[-1][0] + BESIDE, "start")


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


def test_one_point_is_enough_and_a_point_between_gaps_is_seen():
    root = parse(draw_curves("A point", [3], "t", "size", one=[7]))
    assert [colour for *_, colour in dots(root)] == [INK]
    root = parse(draw_curves("Points", [0, 1, 2, 3], "t", "size", log=True, one=[0, 1, 0, 1], two=[1, 1, 2, 1]))
    x_of, y_of = scales(root, log=True)
    assert [(round(x_of(x), 2), round(y_of(y), 2)) for x, y, _ in dots(root)] == [(1, 1), (3, 1)]
    assert len(lines_of(root)) == 1


@pytest.mark.parametrize("count", [0, 6])
def test_more_curves_than_colours_and_no_curves_are_refused(count):
    names = ": c0, c1, c2, c3, c4, c5" if count else ""
    with pytest.raises(ValueError, match=f"{count} curves, but there are colours for at most 5, at least 1{names}\\."):
        draw_curves("Too many", [0, 1], "t", "size", **{f"c{k}": [0, 1] for k in range(count)})


def test_a_curve_that_is_not_as_long_as_x_is_refused():
    with pytest.raises(ValueError, match="shape"):
        draw_curves("Too short", [0, 1, 2], "t", "size", one=[0, 1])


@pytest.mark.parametrize("last", [0.5, 2e-3, 1e-9, 1e-200])
def test_on_a_logarithmic_axis_equal_ratios_are_equal_heights(last):
    halves = np.geomspace(1, last, 9)
    root = parse(draw_curves("It halves", np.arange(9), "t", "size", log=True, one=halves, two=3 * halves))
    x_of, y_of = scales(root, log=True)
    for line, values in zip(lines_of(root), (halves, 3 * halves), strict=True):
        assert [y_of(y) for _, y in line] == pytest.approx(values, rel=0.03 if last > 1e-9 else 0.3)
        assert [x_of(x) for x, _ in line] == pytest.approx(range(9), abs=0.01)
        assert np.diff([y for _, y in line]) == pytest.approx(np.diff([y for _, y in line]).mean(), abs=0.03), (
            "straight"
        )


def test_what_is_not_above_0_is_a_gap_on_a_logarithmic_axis():
    values = [1.0, 0.5, 0.0, 0.25, 0.13, -1.0, 1.0, 2.0, np.nan]
    root = parse(draw_curves("Gaps", np.arange(9), "t", "size", log=True, one=values))
    x_of, y_of = scales(root, log=True)
    found = [[(round(x_of(x), 2), round(y_of(y), 2)) for x, y in line] for line in lines_of(root)]
    assert found == [[(0, 1), (1, 0.5)], [(3, 0.25), (4, 0.13)], [(6, 1), (7, 2)]]
    assert round(y_of(word(root, "one").y - 4), 2) == 2


@pytest.mark.parametrize("values", [[0, 0], [-1, -2], [np.nan, 0]])
def test_a_curve_that_is_nowhere_above_0_is_only_a_name(values):
    root = parse(draw_curves("Nothing", [0, 1], "t", "size", log=True, one=values))
    assert lines_of(root) == []
    assert "one" in texts(root)


@pytest.mark.parametrize("log", [False, True])
def test_a_level_is_a_line_over_the_whole_width_with_its_name_at_its_end(log):
    levels = {"half": 0.5, "ten_times": 10}
    svg = draw_curves("Levels", [0, 1], "t", "size", log=log, levels=levels, one=[1, 0.2])
    root = parse(svg)
    _, y_of = scales(root, log)
    lines = [line for line in paths(root, stroke=MUTED) if line[0][1] == line[1][1]]
    assert [round(y_of(line[0][1]), 2) for line in lines] == [0.5, 10]
    assert all(PAD + TOP <= line[0][1] <= PAD + TOP + HEIGHT for line in lines), "the axis holds the levels too"
    assert {(line[0][0], line[1][0]) for line in lines} == {(PAD + LEFT, PAD + LEFT + WIDTH)}
    for name, line in zip(("half", "ten times"), lines, strict=True):
        assert word(root, name).x == line[1][0] + BESIDE
        assert word(root, name).fill == MUTED
    assert word(root, "ten times").y - 4 == pytest.approx(lines[1][0][1], abs=0.01)
    assert svg.words.endswith(" Lines to compare with: half 0.5, ten times 10.")
    assert (" on a logarithmic axis against t" in svg.words) == log


@pytest.mark.parametrize(("log", "value"), [(True, 0), (True, -1), (False, np.nan), (False, np.inf)])
def test_a_level_without_a_place_is_refused(log, value):
    with pytest.raises(ValueError, match=r"The level half is .*, which has no place on an? "):
        draw_curves("Levels", [0, 1], "t", "size", log=log, levels={"half": value}, one=[1, 2])


def test_a_mark_is_a_vertical_line_with_a_dot_on_each_curve():
    svg = draw_curves("A mark", T, "t", "size", mark=3, **CURVES)
    root = parse(svg)
    x_of, y_of = scales(root)
    ((start, end),) = [line for line in paths(root, stroke=INK) if line[0][0] == line[1][0]]
    assert x_of(start[0]) == pytest.approx(3, abs=0.01)
    assert sorted((start[1], end[1])) == [PAD + TOP, PAD + TOP + HEIGHT]
    assert [(round(x_of(x), 2), round(y_of(y), 3), colour) for x, y, colour in dots(root)] == [
        (3, 0.125, NEUTRAL[0]),
        (3, 0.25, NEUTRAL[1]),
    ]
    assert svg.words.endswith(" At 3: half life 0.125, memory 0.25.")


@pytest.mark.parametrize(("log", "value"), [(False, 0.625), (True, 0.5)])
def test_between_two_points_the_dot_stands_on_the_line(log, value):
    svg = draw_curves("A mark", [1, 0, 3], "t", "size", log=log, mark=2, one=[1, 8, 0.25], two=[1, 8, np.nan])
    root = parse(svg)
    ((x, y, _),) = dots(root)
    x_of, y_of = scales(root, log)
    assert x_of(x) == pytest.approx(2, abs=0.01)
    assert y_of(y) == pytest.approx(value, rel=0.02, abs=0.02)
    assert f"At 2: one {value}, two nan." in svg.words, "a gap has no dot"


def test_a_mark_at_a_point_beside_a_gap_has_its_dot():
    root = parse(draw_curves("A mark", [0, 1, 2], "t", "size", log=True, mark=1, one=[0, 5, 0], two=[1, 2, 3]))
    _, y_of = scales(root, log=True)
    assert sorted({round(y_of(y), 1) for *_, y, _ in dots(root)}) == [2, 5]


@pytest.mark.parametrize("mark", [0, 5.01, np.nan])
def test_a_mark_that_is_not_on_the_axis_is_refused(mark):
    with pytest.raises(ValueError, match=r"mark is .*, but x goes from 1 to 5"):
        draw_curves("A mark", T, "t", "size", mark=mark, **CURVES)


def test_a_curve_that_is_about_a_block_has_its_colour():
    root = parse(draw_curves("Blocks", [0, 1], "t", "size", colours={"state": "x"}, mark=0, first=[1, 2], state=[3, 4]))
    colours = [NEUTRAL[0], COLOURS["x"].text]
    assert [item.node.get("stroke") for item in of_kind(root, "polyline")] == colours
    assert [word(root, name).fill for name in ("first", "state")] == colours
    assert [colour for *_, colour in dots(root)] == colours


@pytest.mark.parametrize(
    ("colours", "says"),
    [
        ({"states": "h"}, "colours names states; the curves are one"),
        ({"one": "blue"}, "No block is called blue; .* h, x"),
    ],
)
def test_colours_of_no_curve_and_of_no_block_are_refused(colours, says):
    with pytest.raises(ValueError, match=says):
        draw_curves("Blocks", [0, 1], "t", "size", colours=colours, one=[0, 1])


@pytest.mark.parametrize("size", [(420, 220), (900, 300), (340, 240)])
def test_the_card_has_the_size_that_is_asked_for_and_the_plot_what_is_left(size):
    curves = {"one": [1e-3, 1], "WWWWW": [0.5, 1], "three": [2e-3, 0.9]}
    root = parse(draw_curves("Small", [0, 1], "t", "size", size=size, levels={"half": 0.5}, log=True, **curves))
    assert root.get("viewBox") == f"0 0 {size[0]} {size[1]}"
    assert all(0 < x < size[0] and 0 < y < size[1] for _, x, y in corners(root))
    for name in (*curves, "half"):
        found = word(root, name)
        wide = 13 if "W" in name else 8
        assert found.x + wide * len(name) <= size[0] - PAD
        assert {found.x - BESIDE} == {line[1][0] for line in paths(root, stroke=LINE)}


@pytest.mark.parametrize("size", [(250, 400), (600, 170)])
def test_a_size_without_room_for_the_lines_is_refused_and_the_least_is_said(size):
    curves = {f"c{k}": [0, k] for k in range(5)}
    with pytest.raises(ValueError, match="with these names it must be at least") as refused:
        draw_curves("Tiny", [0, 1], "t", "size", size=size, levels={"half": 0.5, "a tenth": 0.1}, **curves)
    least = tuple(map(float, str(refused.value).split("(")[-1].rstrip(").").split(", ")))
    root = parse(draw_curves("Tiny", [0, 1], "t", "size", size=least, levels={"half": 0.5, "a tenth": 0.1}, **curves))
    heights = sorted(word(root, name).y for name in (*curves, "half", "a tenth"))
    assert all(below - above >= 15.99 for above, below in pairwise(heights))
    assert heights[0] > PAD


def test_a_name_that_was_moved_has_a_stroke_to_its_end():
    root = parse(draw_curves("One end", [0, 1], "t", "size", a=[0, 0], b=[0, 0], top=[0, 1]))
    (stroke,) = [line for line in paths(root) if line[0][0] == PAD + LEFT + WIDTH + 2]
    (end,) = {line[-1][1] for line in lines_of(root)[:2]}
    moved = min((word(root, name) for name in "ab"), key=lambda one: one.y)
    assert stroke[0][1] == pytest.approx(end, abs=0.01)
    assert stroke[1][1] == pytest.approx(moved.y - 4, abs=0.01)
    assert stroke[1][0] < moved.x


@pytest.mark.parametrize("label", ["what is left", "a label that is longer than the axis it stands at, " * 3])
def test_a_label_is_not_longer_than_its_axis(label):
    svg = draw_curves("Labels", [0, 1], "t", label, size=(420, 220), one=[0, 1])
    (turned,) = [item for item in of_kind(parse(svg), "text") if "rotate(-90)" in item.node.get("transform", "")]
    shown, size = "".join(turned.node.itertext()), float(turned.node.get("font-size"))
    assert 9 <= size <= 13
    assert len(shown) * size * 0.55 < 180
    assert shown == label or (shown.endswith("…") and label.startswith(shown[:-1]) and len(shown) > 15)
    assert label in svg.words
