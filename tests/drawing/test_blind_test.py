import numpy as np
import pytest
from reading import matrices, matrix_of, numbers, of_kind, parse, paths, texts, word, words
from test_picture import check

from rnnlab.drawing.blind_test import draw_blind_test
from rnnlab.drawing.colours import COLOURS, MUTED

SUMS, OTHER = np.array([[0.5], [-1.0], [247.0]]), np.array([[1.5], [-1.0], [-300.0]])
RIGHT, WRONG = (SUMS, np.tanh(SUMS)), (OTHER, np.tanh(OTHER))
GREEN, RED = COLOURS["result"].text, COLOURS["mistake"].text


def drawn(wrong=WRONG, verdict="caught", error=""):
    return draw_blind_test("random, bias twice", "φ(z)", RIGHT, wrong, verdict, error)


def axes(root):
    """From a point of the panel to a sum and a result, by the numbers at its edges."""
    ticks = {one.text: one for one in words(root) if one.fill == MUTED}
    left, right, top, bottom = ticks["≤ −4"].x, ticks["≥ 4"].x, ticks["1"].y, ticks["−1"].y
    return lambda x, y: (-4 + 8 * (x - left) / (right - left), 1 - 2 * (y + 4 - top) / (bottom - top))


def right_places(root):
    place = axes(root)
    return [place(*item.at(float(item.node.get("cx")), float(item.node.get("cy")))) for item in of_kind(root, "circle")]


def wrong_places(root):
    place = axes(root)
    found = [
        points for item, points in zip(of_kind(root, "path"), paths(root), strict=True) if item.style["fill"] == RED
    ]
    return [place(*np.mean(points, axis=0)) for points in found]


def test_the_sums_and_what_comes_out_stand_beside_each_other():
    root = check(drawn())
    wanted = {"right sum": SUMS, "right": RIGHT[1], "wrong sum": OTHER, "wrong": WRONG[1]}
    assert {part: matrix_of(root, part).blocks[0].numbers for part in wanted} == {
        n: numbers(a) for n, a in wanted.items()
    }
    assert matrix_of(root, "wrong").blocks[0].colour == RED


def test_each_entry_lies_on_the_curve_and_what_is_too_large_at_its_end():
    root = parse(drawn())
    for found, sums in ((right_places(root), SUMS), (wrong_places(root), OTHER)):
        for (z, y), wanted in zip(found, sums.ravel(), strict=True):
            assert z == pytest.approx(np.clip(wanted, -4, 4), abs=0.05)
            assert y == pytest.approx(np.tanh(wanted), abs=0.05)


def test_a_result_of_another_shape_has_a_diamond_for_each_entry():
    wrong = np.arange(9).reshape(3, 3) / 10
    assert len(wrong_places(check(drawn((wrong, np.tanh(wrong)))))) == 9


def test_a_result_that_is_no_tanh_of_its_sum_stands_off_the_curve_and_is_said_so():
    svg = drawn((SUMS, RIGHT[1] + 0.5))
    assert [y for _, y in wrong_places(parse(svg))] == pytest.approx(RIGHT[1].ravel() + 0.5, abs=0.05)
    assert svg.words.endswith("First entry: right tanh(0.50) → 0.4621, wrong 0.9621.")


@pytest.mark.parametrize(
    ("verdict", "said", "colour"),
    [
        ("caught", "✓ caught: the results differ", GREEN),
        ("missed", "✗ missed: to np.allclose both are the same", RED),
        ("error", "✓ caught: NumPy raises an error", GREEN),
    ],
)
def test_the_verdict_is_shown_and_said(verdict, said, colour):
    svg = drawn(verdict=verdict)
    assert word(parse(svg), said).fill == colour
    assert svg.words.startswith(f"random, bias twice. {said}. ")
    with pytest.raises(KeyError):
        drawn(verdict="perhaps")


def test_an_error_stands_where_there_is_no_result():
    root = check(drawn(None, "error", "matmul: " + "mismatch " * 30))
    assert wrong_places(root) == []
    assert "".join(texts(root)).count("mismatch") == 30
    assert {one.part for one in matrices(root)} == {"right sum", "right"}
