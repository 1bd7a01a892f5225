import numpy as np
import pytest
from reading import boxes, finished, paths, texts, words

from rnnlab.drawing.colours import ABOVE, BELOW, CARD, LINE, MUTED, OPEN, diverging, mix, tint
from rnnlab.drawing.layout import row
from rnnlab.drawing.legend import legend, scale_legend, strip_rules, tint_legend
from rnnlab.drawing.strips import time_axis

STATES = [BELOW, mix(BELOW, 0.5), "#ffffff", mix(ABOVE, 0.5), ABOVE]
GATES = ["#ffffff", mix(OPEN, 0.5), OPEN]


def swatches(root):
    """The cells of a legend, from left to right; the card is no cell."""
    return sorted((box for box in boxes(root) if box.fill != CARD), key=lambda box: box.left)


@pytest.mark.parametrize(
    ("kinds", "fills", "says"),
    [
        ((True, False), STATES, ["negative", "0", "positive"]),
        ((False, True), GATES, ["gate", "0", "1"]),
        ((True, True), STATES + GATES, ["negative", "0", "positive", "gate", "0", "1"]),
        ((False, False), [], []),
    ],
)
def test_a_legend_has_the_colours_of_the_strips_in_their_order(kinds, fills, says):
    root = finished(legend(*kinds)) if any(kinds) else None
    assert legend(*kinds).height == 14
    if root is None:
        assert legend(*kinds).width == 0
        return
    assert [box.fill for box in swatches(root)] == fills
    assert texts(root) == says


def test_0_stands_on_white_and_1_on_the_full_grey():
    root = finished(legend(True, True))
    cells = swatches(root)
    for one in (one for one in words(root) if one.text in "01"):
        (under,) = [box for box in cells if box.left < one.x < box.right]
        assert under.fill == (OPEN if one.text == "1" else "#ffffff")
        assert under.top < one.y < under.bottom


def test_the_words_stand_beside_the_cells_and_inside_the_part():
    part = legend(True, True)
    root = finished(part)
    cells = swatches(root)
    negative, positive, gate = (one for one in words(root) if len(one.text) > 1)
    assert negative.x == 0
    assert negative.x + 5.5 * len("negative") < cells[0].left
    assert cells[4].right < positive.x < positive.x + 5.5 * len("positive") < gate.x
    assert gate.x + 5.5 * len("gate") < cells[5].left < cells[-1].right == pytest.approx(part.width)
    assert {(box.top, box.bottom) for box in cells} == {(1, 13)}
    assert {one.fill for one in (negative, positive, gate)} == {MUTED}


def test_white_is_seen_on_white():
    cells = swatches(finished(legend()))
    (frame,) = paths(finished(legend()), stroke=LINE)
    assert (min(frame), max(frame)) == ((cells[0].left, 1), (cells[-1].right, 13))


def test_it_stands_beside_the_time_axis_without_making_it_higher():
    axis = time_axis(5)
    both = row(axis, legend(True, True), gap=24)
    assert (both.height, both.middle) == (axis.height, axis.middle)
    numbers = [one for one in words(finished(both)) if one.text == "5"]
    negative = next(one for one in words(finished(both)) if one.text == "negative")
    assert [one.y for one in numbers] == [negative.y]
    assert numbers[0].x < negative.x


def test_a_legend_of_tints_says_the_rule_and_shows_it_for_each_block():
    root = finished(tint_legend("h", "x", values=(0, 0.25, 1)))
    assert [box.fill for box in swatches(root)] == [tint(name, value, 1) for name in "hx" for value in (0, 0.25, 1)]
    assert texts(root) == ["the deeper, the larger |value|"]
    assert words(root)[0].x > swatches(root)[-1].right
    assert [box.fill for box in swatches(finished(tint_legend()))] == [tint("h", value, 1) for value in (0, 0.5, 1)]
    assert tint_legend("c").height == 14
    assert np.isclose(tint_legend("h", "x").width - tint_legend("h").width, 3 * 14 + 6)


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ((True, ()), "Violet is negative, white 0, olive positive."),
        ((False, ("f", "o")), "f, o: white is 0, grey 1."),
        ((True, ("i",)), "Violet is negative, white 0, olive positive. i: white is 0, grey 1."),
        ((False, ()), ""),
    ],
)
def test_the_rules_in_words(shown, said):
    assert strip_rules(*shown) == said


def test_the_colours_of_one_row_have_the_numbers_at_their_ends_and_a_rule():
    root = finished(scale_legend(1.5, "the largest |c|"))
    assert texts(root) == ["-1.50", "0", "1.50", "the largest |c|"]
    assert [box.fill for box in swatches(root)] == [diverging(share, 1) for share in (-1, -0.5, 0, 0.5, 1)]
