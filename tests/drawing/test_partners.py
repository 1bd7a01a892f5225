import numpy as np
import pytest
from reading import matrix_of, parse, paths, texts, word, words

from rnnlab.drawing.colours import COLOURS, INK, MUTED
from rnnlab.drawing.matrix import Block
from rnnlab.drawing.partners import draw_partners

W = [Block(np.array([[11, 12], [21, 22]]), "W_hh", "h"), Block(np.array([[13], [23]]), "W_hx", "x")]
H, X = Block(np.array([[1], [2]]), "h", "h"), Block(np.array([[7]]), "x", "x")
RIGHT, WRONG, RED = np.array([[100], [200]]), np.array([[101], [200]]), COLOURS["mistake"].text


def drawn(numbers, result):
    return draw_partners(W, numbers, result, RIGHT, "the verdict")


@pytest.mark.parametrize(("numbers", "met"), [([H, X], "127"), ([X, H], "712")])
def test_each_column_stands_under_the_number_at_its_place(numbers, met):
    root = parse(drawn(numbers, RIGHT))
    blocks = matrix_of(root, "W_h").blocks
    side = (blocks[0].right - blocks[0].left) / 2
    centres = [block.left + (k + 0.5) * side for block, count in zip(blocks, (2, 1), strict=True) for k in range(count)]
    above = [one for one in words(root) if one.text in "127" and one.y < blocks[0].top - 30]
    assert [one.text for one in above] == list(met)
    assert [one.x for one in above] == pytest.approx(centres, abs=0.02)
    (lines,) = paths(root, stroke=RED if numbers[0] is X else MUTED)
    assert [x for x, _ in lines[::2]] == pytest.approx(centres, abs=0.02)
    assert {y for _, y in lines[1::2]} == {blocks[0].top}


def test_the_numbers_have_the_colour_of_their_owner():
    for numbers, order in (([H, X], "hx"), ([X, H], "xh")):
        root = parse(drawn(numbers, RIGHT))
        names = [one for one in words(root) if one.text in ("h", "x")]
        assert "".join(one.text for one in sorted(names, key=lambda one: one.x)) == order
        assert {one.text: one.fill for one in names} == {"h": COLOURS["h"].text, "x": COLOURS["x"].text}


def test_a_wrong_result_is_framed_and_stands_beside_the_one_that_was_wanted():
    root = parse(drawn([X, H], WRONG))
    result, wanted = matrix_of(root, "result").blocks[0], matrix_of(root, "wanted").blocks[0]
    assert (result.numbers, wanted.numbers) == ([["101"], ["200"]], [["100"], ["200"]])
    assert result.right < word(root, "≠").x < wanted.left
    assert [item.get("data-wrong") for item in root.iter() if item.get("data-wrong")] == ["1"]
    assert word(root, "the verdict").fill == RED


def test_a_right_result_stands_alone():
    svg = drawn([H, X], RIGHT)
    assert "≠" not in texts(parse(svg))
    assert word(parse(svg), "the verdict").fill == INK
    assert svg.words == "W_h times [h ; x]: its columns meet 1, 2, 7. The result is 100, 200. the verdict"
    assert "<title>W_h times [h ; x]</title>" in svg
    assert "[x ; h]: its columns meet 7, 1, 2." in drawn([X, H], WRONG).words
