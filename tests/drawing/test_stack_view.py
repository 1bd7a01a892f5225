import numpy as np
import pytest
from reading import boxes, of_kind, parse, texts, word, words

from rnnlab.drawing.colours import COLOURS, INK, LINE, tint
from rnnlab.drawing.stack_view import draw_stack

WORD = "abcd"
PAST = np.array([0.2, 0.4, 0.0, 0.0])
ALL = np.array([0.2, 0.4, 0.1, 0.3])
FORWARD = {(1, 0, 1), (1, 0, 2), (2, 0, 1), (2, 0, 2)}
BOTH = {(1, 0, 1), (1, 0, 2), (1, 1, 2), (1, 1, 3), (1, 1, 4)}
RED = COLOURS["mistake"].text


def one_way():
    return draw_stack(WORD, 2, False, FORWARD, PAST, 2)


def two_ways():
    return draw_stack(WORD, 1, True, BOTH, ALL, 2)


def lit(root):
    """(left edge, top, whether it is lit) of each box of a step."""
    found = [item for item in of_kind(root, "rect") if "data-lit" in item.node.attrib]
    return sorted(
        (*item.at(item.node.get("x"), item.node.get("y")), item.node.get("data-lit") == "1") for item in found
    )


def test_there_is_a_box_for_each_layer_direction_and_step():
    assert len(lit(parse(one_way()))) == 2 * 4
    assert len(lit(parse(two_ways()))) == 2 * 4


def test_what_reaches_the_step_is_lit_and_nothing_else():
    found = lit(parse(one_way()))
    columns = sorted({x for x, _, _ in found})
    assert [columns.index(x) + 1 for x, _, on in found if on] == [1, 1, 2, 2]
    rows = lit(parse(two_ways()))
    lower = max(y for _, y, _ in rows)  # the forward direction stands below
    assert [on for _, y, on in rows if y == lower] == [True, True, False, False]
    assert [on for _, y, on in rows if y != lower] == [False, True, True, True]


def test_the_lines_are_named():
    assert {"layer 1 →", "layer 2 →"} <= set(texts(parse(one_way())))
    assert {"layer 1 →", "layer 1 ←"} <= set(texts(parse(two_ways())))
    root = parse(one_way())
    assert word(root, "layer 2 →").y < word(root, "layer 1 →").y


def test_each_letter_has_its_tint_and_its_number():
    root = parse(two_ways())
    for letter, value in zip(WORD, ALL, strict=True):
        under = [one.text for one in words(root) if one.x == word(root, letter).x and one.y > word(root, letter).y]
        assert under == [f"{value:.2f}"]
        assert tint("x", value, 0.4) in [box.fill for box in boxes(root)]


@pytest.mark.parametrize(
    ("draw", "colour", "said"), [(one_way, INK, "it has to guess"), (two_ways, RED, "read the answer")]
)
def test_the_letter_that_is_asked_for_is_framed(draw, colour, said):
    root = parse(draw())
    asked = word(root, "c")
    (box,) = [b for b in boxes(root, stroke=colour) if b.left < asked.x < b.right and b.top < asked.y < b.bottom]
    assert said in draw().words
    assert "Asked for letter 3, “c”" in draw().words
    assert sum(b.stroke == LINE and b.top == box.top for b in boxes(root)) == 3


def test_the_state_stands_over_its_step():
    root = parse(one_way())
    assert word(root, "h at step 2").x == word(root, "b").x


def test_the_words_say_what_was_read_and_how_much_it_counts():
    assert one_way().words == (
        "2 layers in one direction. h at step 2 has read letters 1 to 2. Asked for letter 3, “c”, it has to guess. It "
        "is moved by: a 0.20, b 0.40."
    )
