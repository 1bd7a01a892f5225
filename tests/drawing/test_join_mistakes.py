import numpy as np
import pytest
from reading import matrices, matrix_of, numbers, parse, paths, texts, word

from rnnlab.drawing.colours import COLOURS, INK
from rnnlab.drawing.join_mistakes import MEANT, draw_join_mistake
from rnnlab.drawing.matrix import Block

HH, HX = np.array([[11, 12], [21, 22]]), np.array([[13], [23]])
RED = COLOURS["mistake"].text
meant = [Block(HH, "W_hh", "h"), Block(HX, "W_hx", "x")]


def test_left_stands_what_was_meant_and_right_what_came_out():
    wrong = [Block(HX, "W_hx", "x", HX > 13), Block(HH, "W_hh", "h", HH > 30)]
    root = parse(draw_join_mistake(meant, wrong, 1, "the line", "the verdict"))
    left, right = matrix_of(root, "meant"), matrix_of(root, "got")
    assert [block.name for block in left.blocks] == ["Whh", "Whx"]
    assert [block.name for block in right.blocks] == ["Whx", "Whh"]
    assert [block.numbers for block in right.blocks] == [numbers(HX), numbers(HH)]
    assert left.blocks[-1].right < right.blocks[0].left
    assert left.blocks[0].top == right.blocks[0].top
    assert (word(root, MEANT).fill, word(root, "the line").fill) == (COLOURS["result"].text, RED)
    assert word(root, MEANT).x < left.blocks[0].left < word(root, "the line").x < right.blocks[0].left
    marks = [item for item in root.iter() if item.get("data-wrong")]
    assert [mark.get("data-wrong") for mark in marks] == ["1"]
    assert word(root, "the verdict").fill == INK


def test_a_join_on_top_is_drawn_on_top():
    root = parse(draw_join_mistake(meant, [Block(HH, "W_hh", "h"), Block(HH, "W_hx", "x")], 0, "line", "verdict"))
    one, other = matrix_of(root, "got").blocks
    assert one.bottom < other.top
    assert one.left == other.left


def test_an_error_is_said_in_numpys_words_and_the_edges_are_red():
    tall = [Block(HH, "W_hh", "h"), Block(HX.T, "W_hx", "x")]
    svg = draw_join_mistake(meant, tall, 1, "the line", "an error", "NumPy's own words")
    root = parse(svg)
    assert "NumPy: NumPy's own words" in texts(root)
    assert word(root, "an error").fill == RED
    ((*edges,),) = paths(root, stroke=RED)
    lengths = [abs(b[1] - a[1]) for a, b in (edges[:2], edges[2:])]
    (one,), (other,) = (matrix.blocks for matrix in matrices(root)[1:])
    assert lengths == [one.bottom - one.top, other.bottom - other.top]
    assert svg.words == "the line: an error NumPy says: NumPy's own words"


def test_a_stack_is_two_cards_with_their_numbers_on_the_new_axis():
    root = parse(draw_join_mistake(meant, [Block(HH, "W_hh", "h"), Block(HH, "W_hx", "x")], None, "line", "verdict"))
    _, first, second = matrices(root)
    assert word(root, "[0]").x < first.blocks[0].left < word(root, "[1]").x < second.blocks[0].left
    assert "≠" not in texts(root)


def test_a_stack_that_is_refused_is_two_arrays_that_differ():
    root = parse(draw_join_mistake(meant, meant, None, "line", "verdict", "must have the same shape"))
    _, first, second = matrices(root)
    assert first.blocks[0].right < word(root, "≠").x < second.blocks[0].left
    assert "[0]" not in texts(root)


@pytest.mark.parametrize("cell", [28, 34])
def test_the_side_of_a_cell_can_be_chosen(cell):
    tall = [Block(HH, "W_hh", "h"), Block(HX.T, "W_hx", "x")]
    for picture in (
        draw_join_mistake(meant, tall, 1, "line", "verdict", "error", cell),
        draw_join_mistake(meant, meant, 1, "line", "verdict", cell=cell),
    ):
        for matrix in matrices(parse(picture)):
            block = matrix.blocks[0]
            assert block.right - block.left == pytest.approx(cell * len(block.numbers[0]))
