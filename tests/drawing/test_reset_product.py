import numpy as np
import pytest
from reading import boxes, matrix_of, numbers, parse, paths, texts

from rnnlab.drawing.colours import CARD, COLOURS
from rnnlab.drawing.reset_product import CELL, draw_resets

H, W = np.array([1, 2, 3]), np.array([[1, -2, 3], [4, 1, -1], [-2, 2, 1]])


def drawn(*r):
    r = np.array(r)
    return draw_resets(H, r, W, (r * H) @ W, r * (H @ W))


def veils(root):
    return [box for box in boxes(root, fill=CARD) if box.right - box.left in (CELL, 3 * CELL)]


def test_both_products_have_their_numbers():
    root = parse(drawn(1, 0, 1))
    assert matrix_of(root, "h before").blocks[0].numbers == [["1", "0", "3"]]
    assert matrix_of(root, "h after").blocks[0].numbers == [["1", "2", "3"]]
    assert matrix_of(root, "before").blocks[0].numbers == numbers(np.array([[1, 0, 3]]) @ W) == [["-5", "4", "6"]]
    assert matrix_of(root, "after").blocks[0].numbers == [["3", "0", "4"]]
    for how in ("before", "after"):
        assert matrix_of(root, f"W {how}").blocks[0].numbers == numbers(W)


@pytest.mark.parametrize("shut", [0, 1, 2])
def test_before_the_product_a_row_goes_and_after_it_a_column(shut):
    r = np.ones(3, int)
    r[shut] = 0
    root = parse(drawn(*r))
    row, column = veils(root)
    before, after = (matrix_of(root, f"W {how}").blocks[0] for how in ("before", "after"))
    assert (row.left, row.top) == pytest.approx((before.left, before.top + shut * CELL), abs=0.1)
    assert (row.right - row.left, row.bottom - row.top) == (3 * CELL, CELL)
    assert (column.left, column.top) == pytest.approx((after.left + shut * CELL, after.top), abs=0.1)
    assert (column.right - column.left, column.bottom - column.top) == (CELL, 3 * CELL)
    struck = paths(root, stroke=COLOURS["b"].text)
    assert [line[0][1] == line[1][1] for line in struck] == [True, False]


@pytest.mark.parametrize(("r", "verdict"), [((1, 1, 1), True), ((0, 0, 0), True), ((1, 0, 1), False)])
def test_it_says_whether_both_give_the_same(r, verdict):
    said = "Both give the same here." if verdict else "They give different numbers."
    assert any(text.endswith(said) for text in texts(parse(drawn(*r))))
    assert drawn(*r).words.endswith(said)
