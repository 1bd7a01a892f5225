from itertools import pairwise

import numpy as np
import pytest
from reading import blocks_of, boxes, matrix_of, parse, texts, word, words

from rnnlab.drawing.colours import COLOURS, WAITING
from rnnlab.drawing.letters import draw_letters

W_HH, W_HX = np.array([[1, 2], [3, 4]]), np.array([[5, 6, 7], [8, 9, 10]])
H, X, NEW = np.array([[11], [12]]), np.array([[0], [1], [0]]), np.array([[21], [22]])


def drawn(t=2, word="abca"):
    return draw_letters(word, t, W_HH, W_HX, H, X, NEW, "abc", ("vowels", "letters"), "something out")


def test_the_product_stands_from_left_to_right_with_the_step_in_the_names():
    blocks = blocks_of(parse(drawn()))
    assert [block.name for block in blocks] == ["Whh", "h1", "Whx", "x2", "h2"]
    arrays = [W_HH, H, W_HX, X, NEW]
    assert [block.numbers for block in blocks] == [[[str(n) for n in row] for row in array] for array in arrays]
    assert all(left.right < right.left for left, right in pairwise(blocks))
    keys = ["h", "h", "x", "x", "h"]
    assert [block.colour for block in blocks] == [COLOURS[key].text for key in keys]


@pytest.mark.parametrize("t", [1, 2, 4])
def test_the_letters_up_to_this_step_are_tinted_and_its_own_is_framed(t):
    root = parse(drawn(t))
    tiles = [box for box in boxes(root) if box.right - box.left == 31]
    assert [box.fill == WAITING for box in tiles] == [False] * t + [True] * (4 - t)
    assert [box.stroke is not None for box in tiles] == [k == t for k in range(1, 5)]
    letters = [one for one in words(root) if one.size == 16 and one.text in "abc"]
    assert "".join(one.text for one in letters) == "abca"
    assert all(box.left < one.x < box.right for box, one in zip(tiles, letters, strict=True))


def test_every_entry_has_its_name_beside_it():
    root = parse(drawn())
    for part, names in (("after", ("vowels", "letters")), ("input", "abc")):
        (block,) = matrix_of(root, part).blocks
        side = (block.bottom - block.top) / len(names)
        for k, name in enumerate(names):
            beside = [one for one in words(root) if one.text == name and one.x > block.right and one.size == 12]
            assert any(block.top + k * side < one.y < block.top + (k + 1) * side for one in beside)


def test_what_comes_out_is_said_in_picture_and_words():
    svg = drawn()
    assert {"in", "out", "something out"} <= set(texts(parse(svg)))
    assert word(parse(svg), "in").y < word(parse(svg), "out").y
    assert svg.words == (
        "Step 2 of 4: the letter b of abca is read, and h_2 says vowels 21, letters 22. Out: something out"
    )
