import numpy as np
import pytest
from reading import boxes, finished, matrices, numbers, of_kind, paths, text_of, titles, word

from rnnlab.drawing.colours import COLOURS, INK, MUTED, WAITING, tint
from rnnlab.drawing.matrix import BOTTOM, CELL, GAP, TOP, Block, largest, matrix, shape_text, show_number

SHOWN = {
    "0": [0, 0.0, -0.0, False, np.float32(-0.0), np.int8(0)],
    "0.00": [-0.001, 0.001, 1e-9, -1e-9, 5e-324, np.float32(-0.004)],
    "0.01": [0.0051, 0.01],
    "-0.01": [-0.0051],
    "0.12": [0.125, 0.12],
    "0.38": [0.375],
    "1": [1, 1.0, True, np.int64(1), np.float16(1)],
    "-1": [-1, -1.0],
    "1.00": [0.999, 1.0000001],
    "0.33": [1 / 3, np.float32(1 / 3), np.float64(1 / 3)],
    "-0.33": [-1 / 3],
    "246": [246, 246.0],
    "9999": [9999, 9999.0, 9999.4],
    "-9999": [-9999],
    "99.99": [99.99, 99.994],
    "100.0": [99.996, 100.04],
    "-100.0": [-99.996],
    "999.9": [999.94],
    "1000": [999.96, 1000, 1000.4],
    "1e4": [9999.5, 9999.9, 10_000, 12345.0],
    "-1e4": [-12345, -12345.6],
    "2e9": [2**31],
    "1e12": [1e12, 10**12],
    "2e308": [np.finfo(float).max],
    "nan": [np.nan, -np.nan, np.float32("nan")],
    "∞": [np.inf, np.float16("inf")],
    "−∞": [-np.inf],
}


@pytest.mark.parametrize(("text", "value"), [(text, value) for text, values in SHOWN.items() for value in values])
def test_a_number_is_shown_as(text, value):
    assert show_number(value) == text


def test_a_number_never_has_more_than_four_digits_nor_a_minus_zero():
    rng = np.random.default_rng(0)
    sizes = rng.choice([-1, 1], 4000) * 10.0 ** rng.uniform(-12, 15, 4000)
    for value in (*sizes, *sizes.round(), *sizes.astype(np.float32)):
        text = show_number(value)
        assert sum(character.isdigit() for character in text) <= 4, value
        assert len(text) <= 6, value
        assert text not in ("-0", "-0.0", "-0.00"), value
        size = abs(float(value))
        wrong = 0.005 if size < 99.995 else 0.05 if size < 999.95 else 0.5 if size < 9999.5 else 0.35 * size
        assert abs(float(text) - float(value)) <= wrong * 1.001, value


def test_the_largest_is_the_largest_finite_size_of_all_arrays():
    assert largest(np.array([1, -7]), np.array([[2.0, np.nan, -np.inf]])) == 7
    assert largest(np.array([np.nan]), np.zeros((0, 3))) == largest() == 0
    assert largest(np.array([-128, 127], np.int8)) == 128
    assert largest([True, False]) == 1


A, B = Block(np.array([[11, -12, 13], [21, 22, 23]]), "W_hh", "h"), Block(np.array([[14, 15], [24, -25]]), "W_hx", "x")
C, D = Block(np.array([[31, 32, 0]]), "z", "result"), Block(np.array([[1.0]]), "b_h", "b")


@pytest.mark.parametrize(
    ("blocks", "axis", "text"),
    [
        ([A], 1, "2 × 3"),
        ([A], 0, "2 × 3"),
        ([A, B], 1, "2 × (3+2)"),
        ([A, C], 0, "(2+1) × 3"),
        ([A, B, A], 1, "2 × (3+2+3)"),
    ],
)
def test_the_shape_says_the_joined_axis_as_a_sum(blocks, axis, text):
    assert shape_text(blocks, axis) == text
    (found,) = matrices(finished(matrix(blocks, axis)))
    assert found.ledger == found.shape == text


def test_blocks_beside_each_other_are_read_back_with_their_names_colours_and_numbers():
    (found,) = matrices(finished(matrix([A, B], axis=1, part="W_h")))
    first, second = found.blocks
    assert found.part == "W_h"
    assert (first.name, first.colour) == ("Whh", COLOURS["h"].text)
    assert (second.name, second.colour) == ("Whx", COLOURS["x"].text)
    assert first.numbers == [["11", "-12", "13"], ["21", "22", "23"]]
    assert second.numbers == [["14", "15"], ["24", "-25"]]
    assert first.rows == second.rows == [0, 1]
    assert (first.top, second.top, second.left - first.right) == (TOP, TOP, GAP)
    assert (first.right - first.left, first.bottom - first.top) == (3 * CELL, 2 * CELL)


def test_blocks_on_top_of_each_other_are_read_back_with_their_names_colours_and_numbers():
    (found,) = matrices(finished(matrix([A, C], axis=0)))
    first, second = found.blocks
    assert found.part is None
    assert (first.name, second.name) == ("Whh", "z")
    assert (first.colour, second.colour) == (COLOURS["h"].text, COLOURS["result"].text)
    assert first.numbers == [["11", "-12", "13"], ["21", "22", "23"]]
    assert second.numbers == [["31", "32", "0"]]
    assert (first.rows, second.rows) == ([0, 1], [2]), "the rows are counted on"
    assert first.left == second.left
    assert second.top - first.bottom == GAP


@pytest.mark.parametrize(("blocks", "axis"), [([A, B], 1), ([A, C], 0)])
@pytest.mark.parametrize("peak", [None, 50.0])
def test_every_cell_has_the_tint_of_its_own_block_and_value(blocks, axis, peak):
    (found,) = matrices(finished(matrix(blocks, axis, peak=peak)))
    highest = peak or max(np.abs(block.values).max() for block in blocks)
    for block, wanted in zip(found.blocks, blocks, strict=True):
        assert block.fills == [[tint(wanted.colour, value, highest) for value in row] for row in wanted.values]


@pytest.mark.parametrize("used", range(6))
def test_columns_that_are_not_used_yet_wait(used):
    (found,) = matrices(finished(matrix([A, B], axis=1, used=used)))
    fills = [first + second for first, second in zip(*(block.fills for block in found.blocks), strict=True)]
    assert [[fill != WAITING for fill in row] for row in fills] == [[k < used for k in range(5)]] * 2


@pytest.mark.parametrize("used", range(4))
def test_rows_that_are_not_used_yet_wait(used):
    (found,) = matrices(finished(matrix([A, C], axis=0, used=used)))
    fills = [row for block in found.blocks for row in block.fills]
    assert [[fill != WAITING for fill in row] for row in fills] == [[k < used] * 3 for k in range(3)]
    assert found.blocks[0].numbers == numbers(A.values), "they wait with their numbers"


@pytest.mark.parametrize("cell", [20, 30, 34])
@pytest.mark.parametrize("value", [7, -0.25, 100.04, -1234, -12345, np.nan, -np.inf])
def test_the_numbers_fit_into_their_cells(cell, value):
    root = finished(matrix([Block(np.array([[value]]), "a", "h")], cell=cell))
    said = word(root, show_number(value))
    assert len(said.text) * said.size * 0.55 <= cell
    assert said.size > 4
    (block,) = matrices(root)[0].blocks
    assert (block.right - block.left, said.x) == (cell, block.left + cell / 2)
    assert block.top < said.y - 0.7 * said.size < said.y < block.bottom


@pytest.mark.parametrize(("blocks", "axis"), [([A], 1), ([A, B], 1), ([A, C], 0), ([D], 1)])
def test_brackets_stand_around_the_cells_and_the_shape_under_them(blocks, axis):
    part = matrix(blocks, axis)
    root = finished(part)
    (found,) = matrices(root)
    left, top = found.blocks[0].left, found.blocks[0].top
    right, bottom = found.blocks[-1].right, found.blocks[-1].bottom
    (bracket,) = paths(root, stroke=INK)
    assert {(x < left + 2, x > right - 2) for x, _ in bracket} == {(True, False), (False, True)}
    assert {y for _, y in bracket} == {top - 2, bottom + 2}
    ledger = word(root, shape_text(blocks, axis))
    assert ledger.x == pytest.approx((left + right) / 2, abs=0.01)
    assert bottom < ledger.y < part.height
    assert ledger.fill == MUTED
    assert len(ledger.text) * 12 * 0.6 / 2 <= min(ledger.x, part.width - ledger.x)
    assert part.middle == (top + bottom) / 2
    assert part.height - bottom >= BOTTOM


def test_what_is_pointed_at_is_the_cell_and_not_its_number():
    root = finished(matrix([A]))
    assert [item.style.get("pointer-events") for item in of_kind(root, "use")] == [None] * 6
    over = [item.style.get("pointer-events") for item in of_kind(root, "text") if "-12" in text_of(item.node)]
    assert over == ["none"]
    assert titles(root) == []
    assert len(boxes(root)) == 1, "cells are references to one shape"
