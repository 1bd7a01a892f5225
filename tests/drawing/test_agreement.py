import re

import numpy as np
import pytest
from reading import parse, texts
from test_picture import check

from rnnlab.drawing.agreement import ACROSS, SIDE, draw_agreement
from rnnlab.drawing.colours import COLOURS, MUTED, mix

ONE = np.arange(60) + 0.5
TWO = ONE.copy()
TWO[[0, 7, 26, 59]] += [1e-9, -2e-15, 1e-3, 0.25]


def places(path):
    """The numbers of the results whose cells a path begins at."""
    starts = [piece.split()[:2] for piece in re.sub("[a-z]", " ", path).split("M")[1:]]
    return [round((int(y) - 1) / SIDE) * ACROSS + round((int(x) - 1) / SIDE) for x, y in starts]


def filled(root):
    fill = mix(COLOURS["result"].fill, 0.5)
    (node,) = [node for node in root.iter() if node.get("fill") == fill]
    return places(node.get("d"))


def crossed(root):
    return places("".join(node.get("d") for node in root.iter() if node.get("stroke") == MUTED and node.get("d")))


def test_what_is_equal_bit_by_bit_is_filled_and_everything_else_crossed_out():
    root = check(draw_agreement(ONE, TWO, "A remark."))
    assert crossed(root) == [0, 7, 26, 59]
    assert sorted(filled(root) + crossed(root)) == list(range(60))


def test_the_counts_are_those_of_numpy():
    root = parse(draw_agreement(ONE, TWO, "A remark."))
    assert "== (filled): 56 of 60, 93%" in texts(root)
    assert "np.isclose: 58 of 60, so np.allclose says False" in texts(root)
    assert "farthest apart: by 2e-01" in texts(root)
    assert [t for t in texts(root) if t[0] in "fA"][1:] == ["formula 1: 59.5", "formula 2: 59.75", "A remark."]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_where_all_is_equal_nothing_is_crossed_out(dtype):
    one = ONE.astype(dtype)
    svg = draw_agreement(one, one, "A remark.")
    assert crossed(parse(svg)) == []
    assert svg.words.startswith("== (filled): 60 of 60, 100% are the same bit by bit.")
    assert "np.allclose says True" in svg.words


def test_as_many_digits_are_shown_as_tell_two_numbers_apart():
    for dtype in ("float32", "float64"):
        one = np.array([0.1], dtype=dtype)
        two = np.nextafter(one, np.array([1], dtype=dtype))
        first, second = [text for text in texts(parse(draw_agreement(one, two, "r"))) if text.startswith("formula")]
        assert first.split(": ")[1] != second.split(": ")[1]


def test_a_large_distance_is_a_number_and_a_small_one_a_power():
    assert "farthest apart: by 96" in draw_agreement(np.zeros(3), np.array([0.0, 96, 3]), "r").words
    assert "farthest apart: by 0:" in draw_agreement(np.zeros(3), np.zeros(3), "r").words
    assert "farthest apart: by 4e-16:" in draw_agreement(np.zeros(3), np.full(3, 4e-16), "r").words
