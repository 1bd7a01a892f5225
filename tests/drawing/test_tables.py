from itertools import chain

import pytest
from reading import boxes, contrast, parse, word, words

from rnnlab.drawing import draw_bug_table
from rnnlab.drawing.colours import CARD, COLOURS, LINE

BUGS = ["bias twice", "order swapped", "* for @"]
INPUTS = ["constant", "random"]
SAID = [["missed", "caught"], ["caught", "missed"], ["missed", "error"]]
SHOWN = {"missed": "✗ missed", "caught": "✓ caught", "error": "✓ error"}


def table_of(root, bugs=BUGS, inputs=INPUTS):
    """The text in each cell, found by the row of the bug's name and the column of the input's."""
    cells = [box for box in boxes(root, stroke=LINE) if box.fill != CARD]
    found = []
    for bug in bugs:
        y = word(root, bug).y
        row = []
        for name in inputs:
            x = word(root, name).x
            (box,) = [box for box in cells if box.left < x < box.right and box.top < y < box.bottom]
            (said,) = [one for one in words(root) if box.left < one.x < box.right and box.top < one.y < box.bottom]
            row.append((said.text, said.fill, box.fill))
        found.append(row)
    assert len(cells) == len(bugs) * len(inputs)
    return found


def test_each_verdict_stands_in_the_row_of_its_bug_and_the_column_of_its_input():
    found = table_of(parse(draw_bug_table(BUGS, INPUTS, SAID)))
    assert [[text for text, *_ in row] for row in found] == [[SHOWN[one] for one in row] for row in SAID]


def test_a_bug_that_is_caught_is_green_and_one_that_is_missed_red_and_both_can_be_read():
    for text, ink, ground in chain(*table_of(parse(draw_bug_table(BUGS, INPUTS, SAID)))):
        assert ink == COLOURS["mistake" if "missed" in text else "result"].text
        assert contrast(ink, ground) >= 4.5


def test_the_words_count_what_each_input_catches():
    svg = draw_bug_table(BUGS, INPUTS, SAID)
    assert svg.words == (
        "Which input catches which of the bugs bias twice, order swapped, * for @. "
        "Caught by each input: constant 1 of 3, random 2 of 3."
    )


@pytest.mark.parametrize("length", [5, 30, 120])
def test_long_names_are_not_cut_off_and_do_not_run_into_each_other(length):
    bugs, inputs = ["b" * length, "B" * length], ["i" * length, "I" * length]
    root = parse(draw_bug_table(bugs, inputs, [["caught", "missed"]] * 2))
    assert [[text for text, *_ in row] for row in table_of(root, bugs, inputs)] == [["✓ caught", "✗ missed"]] * 2
    for bug in bugs:
        label = word(root, bug)
        assert label.anchor == "end"
        assert label.x - 0.55 * label.size * length > 0
        assert label.x < min(box.left for box in boxes(root, stroke=LINE) if box.fill != CARD)
    one, other = (word(root, name) for name in inputs)
    assert other.x - one.x > 0.55 * one.size * length


@pytest.mark.parametrize("verdicts", [SAID[:2], [*SAID, ["missed", "missed"]]])
def test_a_table_has_a_row_of_verdicts_for_each_bug(verdicts):
    with pytest.raises(ValueError, match="zip"):
        draw_bug_table(BUGS, INPUTS, verdicts)


def test_an_unknown_verdict_is_refused():
    with pytest.raises(KeyError, match="perhaps"):
        draw_bug_table(["a"], ["b"], [["perhaps"]])
