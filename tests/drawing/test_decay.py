import numpy as np
import pytest
from reading import finished, of_kind, paths, texts, values_in, word, words

from rnnlab.drawing.colours import LINE, MUTED
from rnnlab.drawing.decay import Curve, decay
from rnnlab.drawing.strips import cell_width

ROOM, WIDTH, HEIGHT, T = 60, 500, 160, 50
HALVES = Curve("halves", 0.9 ** np.arange(50), "#123456", None, 1, 6.5788)


def drawn(*curves, low=1e-4, high=1e2, **options):
    return finished(decay(curves, 1, T, low, high, WIDTH, HEIGHT, ROOM, **options))


def lines_of(root):
    found = []
    for item in of_kind(root, "polyline"):
        flat = values_in(item.node.get("points"))
        found.append(list(zip(flat[::2], flat[1::2], strict=True)))
    return found


def powers_at(root):
    """The height of a number, read off the first and the last tick."""
    ticks = [one for one in words(root) if one.fill == MUTED and one.anchor == "end"]
    raised = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")

    def number(text):
        return float(text) if text.isdecimal() else float(text.replace("10", "1e", 1).translate(raised))

    (low, down), (high, up) = ((np.log10(number(one.text)), one.y - 4) for one in (ticks[0], ticks[-1]))
    return lambda y: 10 ** (low + (y - down) / (up - down) * (high - low))


def test_a_curve_goes_through_its_numbers_above_the_cells_of_a_strip():
    root = drawn(HALVES)
    (line,) = lines_of(root)
    value, cell = powers_at(root), cell_width(T, WIDTH)
    assert [x for x, _ in line] == pytest.approx([ROOM + (t + 0.5) * cell for t in range(T)], abs=0.01)
    assert [value(y) for _, y in line] == pytest.approx(HALVES.left, rel=0.01)
    slopes = np.diff([y for _, y in line])
    assert np.ptp(slopes) < 0.03, "what loses the same share each step is a straight line"


def test_the_axis_does_not_depend_on_the_curves():
    ticks = [texts(drawn(curve, legend=False)) for curve in (HALVES, HALVES._replace(left=1.5 ** np.arange(50.0)))]
    assert ticks[0] == ticks[1]


@pytest.mark.parametrize("rate", [0.2, 0.5, 1.5, 3.0])
def test_a_curve_that_leaves_the_paper_ends_at_its_edge(rate):
    root = drawn(HALVES._replace(left=rate ** np.arange(50.0), half=np.inf))
    (line,) = lines_of(root)
    value = powers_at(root)
    assert value(line[-1][1]) == pytest.approx(1e-4 if rate < 1 else 1e2, rel=0.05)
    steps = (line[-1][0] - line[0][0]) / cell_width(T, WIDTH)
    assert rate**steps == pytest.approx(1e-4 if rate < 1 else 1e2, rel=0.05)


def test_a_curve_that_comes_back_is_in_two_pieces_and_nothing_is_drawn_of_zeros():
    left = np.r_[np.ones(10), np.full(10, 1e5), np.ones(30)]
    first, second = lines_of(drawn(HALVES._replace(left=left)))
    assert len(first) == 11
    assert len(second) == 31
    assert lines_of(drawn(HALVES._replace(left=np.zeros(50)))) == []
    assert len(lines_of(drawn(HALVES._replace(left=np.r_[np.ones(5), np.full(45, np.nan)])))[0]) == 6


def test_a_half_is_a_line_and_the_half_life_a_dot_on_it():
    root = drawn(HALVES)
    value, cell = powers_at(root), cell_width(T, WIDTH)
    (dot,) = of_kind(root, "circle")
    assert value(float(dot.node.get("cy"))) == pytest.approx(0.5, rel=0.02)
    assert float(dot.node.get("cx")) == pytest.approx(ROOM + (0.5 + 6.5788) * cell, abs=0.01)
    assert value(word(root, "½").y - 4) == pytest.approx(0.5, rel=0.02)
    assert of_kind(drawn(HALVES._replace(half=np.inf)), "circle") == []
    assert "½" not in texts(drawn(HALVES, half=False))


def test_a_mark_is_a_line_with_a_dot_on_each_curve_that_has_begun():
    late = Curve("late", np.ones(20), "#654321", "2 3", 31)
    root = drawn(HALVES, late, half=False, mark=20)
    (dot,) = of_kind(root, "circle")
    assert powers_at(root)(float(dot.node.get("cy"))) == pytest.approx(0.9**19, rel=0.02)
    assert len(of_kind(drawn(HALVES, late, half=False, mark=40), "circle")) == 2


def test_the_names_stand_on_the_right_in_the_colours_of_their_lines():
    root = drawn(HALVES, HALVES._replace(name="other", colour="#654321", dash="2 3"))
    assert {word(root, "halves").fill, word(root, "other").fill} == {"#123456", "#654321"}
    assert all(word(root, name).x > ROOM + WIDTH for name in ("halves", "other"))
    assert [item.node.get("stroke-dasharray") for item in of_kind(root, "polyline")] == [None, "2 3"]


def test_every_tick_has_its_line():
    root = drawn(HALVES)
    ticks = [one.y - 4 for one in words(root) if one.fill == MUTED and one.anchor == "end"]
    assert ticks == pytest.approx([line[0][1] for line in paths(root, stroke=LINE)], abs=0.01)
