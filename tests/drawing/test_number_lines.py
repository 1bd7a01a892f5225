import numpy as np
import pytest
from reading import boxes, of_kind, parse, paths, word, words
from test_picture import check

from rnnlab.drawing.colours import COLOURS, mix
from rnnlab.drawing.number_lines import draw_number_lines

RIGHT, WRITTEN = np.array([0.5, -0.25, 0.75]), np.array([1.5, -0.25, -1.0])
GREEN, RED = COLOURS["result"].text, COLOURS["mistake"].text


def scale(root):
    """From a place on a line to a value, by the numbers under the lines."""
    low, high = word(root, "−2").x, word(root, "2").x
    return lambda x: -2 + 4 * (x - low) / (high - low)


def circles(root):
    return [item.at(float(item.node.get("cx")), float(item.node.get("cy"))) for item in of_kind(root, "circle")]


def diamonds(root):
    found = [
        points for item, points in zip(of_kind(root, "path"), paths(root), strict=True) if item.style["fill"] == RED
    ]
    return [tuple(np.mean(points, axis=0)) for points in found]


def test_the_right_values_are_circles_at_their_places_one_line_below_the_other():
    root = check(draw_number_lines(RIGHT, WRITTEN, "code"))
    value, found = scale(root), circles(root)
    assert [value(x) for x, _ in found] == pytest.approx(RIGHT, abs=0.01)
    heights = [y for _, y in found]
    assert heights == sorted(set(heights))
    assert [word(root, f"unit {n}").y for n in (1, 2, 3)] == pytest.approx([y + 5 for y in heights])


def test_only_what_is_wrong_has_a_diamond_at_its_place():
    root = parse(draw_number_lines(RIGHT, WRITTEN, "code"))
    value, found = scale(root), diamonds(root)
    assert [value(x) for x, _ in found] == pytest.approx([1.5, -1.0], abs=0.01)
    assert [round(y) for _, y in found] == [round(circles(root)[n][1]) for n in (0, 2)]
    assert diamonds(parse(draw_number_lines(RIGHT, RIGHT, "code"))) == []


def test_what_is_beyond_the_line_stands_at_its_end():
    root = check(draw_number_lines(np.zeros(2), np.array([7.0, -np.inf]), "code"))
    assert [scale(root)(x) for x, _ in diamonds(root)] == pytest.approx([2, -2], abs=0.01)


def test_both_numbers_stand_after_each_line_with_a_mark_that_needs_no_colour():
    root = parse(draw_number_lines(RIGHT, WRITTEN, "code"))
    (box,) = boxes(root, fill=mix(COLOURS["result"].fill, 0.12))
    numbers = [(one.text, one.fill) for one in words(root) if one.anchor == "end"]
    assert numbers == [
        ("0.50", GREEN),
        ("1.50 ✗", RED),
        ("-0.25", GREEN),
        ("-0.25 ✓", GREEN),
        ("0.75", GREEN),
        ("-1 ✗", RED),
    ]
    assert [scale(root)(side) for side in (box.left, box.right)] == pytest.approx([-1, 1])


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (RIGHT, "All 3 units are right."),
        ([0.5, -0.25, 0.9], "1 of 3 units is wrong."),
        (WRITTEN, "2 of 3 units are wrong, 1 of them outside of −1 … 1."),
    ],
)
def test_how_many_are_wrong_is_shown_and_said(written, said):
    svg = draw_number_lines(RIGHT, written, "tanh(z)")
    root = parse(svg)
    colour = GREEN if said.startswith("All") else RED
    assert word(root, said).fill == word(root, "tanh(z)").fill == colour
    assert svg.words.startswith(
        f"Written: tanh(z). {said} unit 1: right 0.50, written {np.ravel(written)[0]:.2f}; unit 2"
    )
