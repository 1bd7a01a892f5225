import numpy as np
import pytest
from reading import boxes, of_kind, parse, paths, texts, word

from rnnlab.drawing.clipped_arrow import LOOKS, REACH, SIDE, angle_between, draw_clipping

BEFORE, BY_NORM, BY_VALUE = np.array([8.0, -6.0]), np.array([4.0, -3.0]), np.array([5.0, -5.0])
UNIT = (SIDE / 2 - 8) / REACH


def drawn(before=BEFORE, by_norm=BY_NORM, by_value=BY_VALUE, limit=5.0):
    return draw_clipping(before, by_norm, by_value, limit)


def colour(name):
    return dict(LOOKS)[name]


def test_the_words_say_numbers_lengths_and_angles():
    assert drawn().words == (
        "Clipping with the limit 5: before (8, −6), length 10.00, turned by 0°; by norm (4, −3), length 5.00, "
        "turned by 0°; by value (5, −5), length 7.07, turned by 8°."
    )


@pytest.mark.parametrize(
    ("one", "other", "angle"),
    [((1, 0), (0, 2), 90), ((1, 1), (3, 3), 0), ((1, 0), (-1, 0), 180), ((0, 0), (1, 0), 0), ((1, 0), (1, -1), 45)],
)
def test_angles(one, other, angle):
    assert angle_between(np.array(one), np.array(other)) == pytest.approx(angle)


@pytest.mark.parametrize(("name", "wanted"), [("before", BEFORE), ("by norm", BY_NORM), ("by value", BY_VALUE)])
def test_each_arrow_goes_from_the_middle_to_its_numbers(name, wanted):
    root = parse(drawn())
    shaft = next(line for line in paths(root, stroke=colour(name)) if len(line) == 2)
    (x, y), (end_x, end_y) = shaft
    assert ((end_x - x) / UNIT, (y - end_y) / UNIT) == pytest.approx(tuple(wanted), abs=0.01)


def test_the_circle_and_the_square_are_as_large_as_the_limit():
    root = parse(drawn(limit=3.5))
    (circle,) = of_kind(root, "circle")
    assert float(circle.node.get("r")) / UNIT == pytest.approx(3.5, abs=0.01)
    (square,) = boxes(root, stroke=colour("by value"))
    assert (square.right - square.left) / UNIT == pytest.approx(7, abs=0.01)
    assert (square.bottom - square.top) / UNIT == pytest.approx(7, abs=0.01)


def test_the_largest_limit_and_the_largest_arrows_stay_inside():
    most = np.array([-10.0, 10.0])
    root = parse(drawn(most, most, most, 10.0))
    frame = boxes(root)[1]
    inside = [*boxes(root, stroke=colour("by value"))]
    assert all(frame.left <= one.left and one.right <= frame.right for one in inside)
    (circle,) = of_kind(root, "circle")
    assert float(circle.node.get("r")) < SIDE / 2


def test_the_name_of_the_axes_stands_below_the_plane():
    root = parse(drawn())
    assert word(root, "→ 1st number, ↑ 2nd number").y - 9 > boxes(root)[1].bottom


def test_bars_have_the_lengths_of_the_numbers_and_go_both_ways():
    root = parse(drawn())
    for name, numbers in (("before", BEFORE), ("by norm", BY_NORM), ("by value", BY_VALUE)):
        first, second = boxes(root, fill=colour(name))
        assert (first.right - first.left) / (second.right - second.left) == pytest.approx(-numbers[0] / numbers[1])
        assert first.left == pytest.approx(second.right, abs=0.02)
    scale = {(b.right - b.left) for b in boxes(root, fill=colour("before"))}
    assert max(scale) / 8 == pytest.approx(min(scale) / 6)


def test_each_says_its_length_and_how_far_it_is_turned():
    root = parse(drawn())
    assert {"length 10.00", "length 5.00", "length 7.07"} <= set(texts(root))
    assert word(root, "turned by 0°").fill == colour("by norm")
    assert word(root, "turned by 8°").fill == colour("by value")


def test_nothing_has_no_arrowhead():
    zero = np.zeros(2)
    heads = [item for item in of_kind(parse(drawn(zero, zero, zero)), "path") if "l" in item.node.get("d").lower()[4:]]
    assert not [item for item in heads if item.node.get("transform")]
    assert len([item for item in of_kind(parse(drawn()), "path") if item.node.get("transform")]) == 3
