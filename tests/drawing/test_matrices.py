from itertools import pairwise

import numpy as np
import pytest
from reading import blocks_of, matrices, numbers, parse

from rnnlab.drawing import draw_matrices
from rnnlab.drawing.colours import COLOURS, tint

ARRAYS = {
    "h": np.array([[1, 2], [3, -4]]),
    "x": np.array([[5.5], [0.25], [7]]),
    "both": np.array([[100, 200, 300]]),
}


def test_each_array_stands_in_its_own_brackets_with_its_name_shape_and_numbers():
    found = matrices(parse(draw_matrices("Three arrays", **ARRAYS)))
    assert [one.ledger for one in found] == ["2 × 2", "3 × 1", "1 × 3"]
    assert [[block.name for block in one.blocks] for one in found] == [["h"], ["x"], ["both"]]
    assert [one.blocks[0].numbers for one in found] == [numbers(array) for array in ARRAYS.values()]
    assert found[1].blocks[0].numbers == [["5.50"], ["0.25"], ["7"]]


def test_they_stand_from_left_to_right_in_the_order_given_their_middles_in_one_line():
    for names in (["h", "x", "both"], ["both", "x", "h"]):
        blocks = blocks_of(parse(draw_matrices("Arrays", **{name: ARRAYS[name] for name in names})))
        assert [block.name for block in blocks] == names
        assert all(left.right < right.left for left, right in pairwise(blocks))
        assert len({(block.top + block.bottom) / 2 for block in blocks}) == 1


@pytest.mark.parametrize(("name", "key"), [("h", "h"), ("W_hh", "h"), ("x", "x"), ("W_hx", "x"), ("other", "b")])
def test_a_name_has_the_colour_of_its_block_and_an_unknown_one_is_grey(name, key):
    (block,) = blocks_of(parse(draw_matrices("An array", **{name: np.array([[1.0, 2.0]])})))
    assert block.colour == COLOURS[key].text
    assert block.fills == [[tint(key, 1.0, 2.0), tint(key, 2.0, 2.0)]]


def test_each_array_has_depths_of_its_own():
    one, other = blocks_of(parse(draw_matrices("Arrays", a=[[1, 2]], b=[[100, 200]])))
    assert one.fills == other.fills


def test_its_words_are_the_title_and_the_shapes():
    svg = draw_matrices("Three arrays", **ARRAYS)
    assert svg.words == "Three arrays: h (2, 2), x (3, 1), both (1, 3)."
    assert "<title>Three arrays</title>" in svg


@pytest.mark.parametrize("array", [np.ones(3), np.ones((1, 2, 3)), 1.0])
def test_what_has_not_two_axes_is_refused(array):
    with pytest.raises(ValueError, match="unpack"):
        draw_matrices("Not a matrix", a=array)
