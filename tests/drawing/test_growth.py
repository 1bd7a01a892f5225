import pytest
from reading import boxes, parse, texts, word, words

from rnnlab.drawing.colours import COLOURS, mix
from rnnlab.drawing.growth import UNIT, draw_growth

RED = COLOURS["mistake"].text
FILLS = {mix(COLOURS[key].fill, 0.45): key for key in "hx"}
KEPT = [[("h", 2)], [("h", 2), ("x", 3)], [("h", 2), ("x", 3), ("x", 3)]]


def columns(root):
    """The columns of cells from left to right: what each is made of, from top to bottom."""
    found = {}
    for box in boxes(root):
        if box.fill in FILLS:
            found.setdefault(box.left, []).append((box.top, FILLS[box.fill]))
    return ["".join(key for _, key in sorted(found[left])) for left in sorted(found)]


def test_each_array_is_a_column_with_a_cell_for_each_entry():
    svg = draw_growth(KEPT, [(2, 3), (2, 3)], [2, 2, 2], 5, "the verdict")
    root = parse(svg)
    assert columns(root) == ["hh", "hhxxx", "hhxxxxxx", "hhxxx", "hhxxx", "hh"]
    assert [text for text in texts(root) if text[0].isdigit()] == ["2", "5", "8", "2 + 3", "2 + 3", "2"]
    assert [one.text for one in words(root) if one.fill == COLOURS["h"].text] == 2 * ["h0", "h1", "h2"]
    assert texts(root).count("Wh") == 2
    assert svg.words == "If the join were kept, h would have 2, 5, 8 entries. With W_h, h has 2, 2, 2. the verdict"
    assert not [box for box in boxes(root) if box.stroke == RED]


def test_a_column_that_w_h_does_not_take_is_framed_and_nothing_follows_it():
    root = parse(draw_growth(KEPT, [(2, 3), (4, 3)], [2, 4], 5, "the verdict"))
    assert columns(root)[3:] == ["hhxxx", "hhhhxxx"]
    (frame,) = (box for box in boxes(root) if box.stroke == RED)
    assert frame.bottom - frame.top == pytest.approx(7 * UNIT + 6)
    assert {word(root, text).fill for text in ("4 + 3", "W_h takes 5", "the verdict")} == {RED}
    assert word(root, "W_h takes 5").x > frame.right
    assert texts(root).count("Wh") == 1
