"""A text in lines of cells."""

import pytest
from reading import boxes, finished, paths, words

from rnnlab.drawing.layout import Part
from rnnlab.drawing.svg import join
from rnnlab.drawing.text_lines import (
    LONGEST,
    MOST,
    WIDTH,
    Lines,
    at_step,
    clipped,
    frame,
    lay_out,
    letters,
    quoted,
    upright,
)

TEXT = "what is read here has words of all lengths and goes on for a while, " * 20


def shown(lines):
    return ["".join(lines.labels[first:end]) for first, end in lines.ranges]


def test_a_short_text_is_one_line_of_wide_cells():
    lines = lay_out(list("gold"), 0)
    assert shown(lines) == ["gold"]
    assert lines.width == 4 * lines.cell <= 4 * 30


@pytest.mark.parametrize("T", [30, 36])
def test_about_thirty_six_letters_fill_a_line(T):
    lines = lay_out(["a"] * T, 0)
    assert len(lines.ranges) == 1
    assert 0.97 * WIDTH < lines.width <= WIDTH + 1e-9
    assert len(lay_out(["a"] * 37, 0).ranges) == 2


def test_lines_break_after_spaces_and_nothing_is_lost():
    text = TEXT[:200]
    lines = lay_out(list(text), 0, most=99)
    assert "".join(shown(lines)) == text
    assert all(line.endswith(" ") for line in shown(lines)[:-1])
    assert all(20 <= len(line) <= 36 for line in shown(lines)[:-1])


def test_without_spaces_lines_break_where_they_are_full():
    assert [len(line) for line in shown(lay_out(["a"] * 100, 0))] == [36, 36, 28]


@pytest.mark.parametrize("most", [MOST, 4, 1])
def test_of_many_lines_those_around_a_letter_are_shown_and_they_are_the_same_for_all(most):
    whole = lay_out(list(TEXT), 0, most=999).ranges
    for k in range(0, len(TEXT), 29):
        lines = lay_out(list(TEXT), k, most)
        assert len(lines.ranges) == most
        assert lines.first <= k < lines.end
        start = whole.index(lines.ranges[0])
        assert lines.ranges == whole[start : start + most]
        assert lines.outside == f"shown: letters {lines.first + 1} to {lines.end} of {len(TEXT)}"
    assert lay_out(list("gold"), 0).outside == ""


def test_the_letter_is_not_at_the_edge_of_what_is_shown_but_at_the_text_s_own():
    lines = lay_out(list(TEXT), len(TEXT) // 2)
    assert lines.ranges[1][0] <= len(TEXT) // 2 < lines.ranges[-2][1]
    assert lay_out(list(TEXT), 0).first == 0
    assert lay_out(list(TEXT), len(TEXT) - 1).end == len(TEXT)


def test_cells_are_as_wide_as_their_longest_label_and_labels_are_clipped():
    labels = ["word"] * 40
    assert lay_out(labels, 0).cell >= 4 * 8.4
    assert (lay_out(labels, 0).size, lay_out(["w"], 0).size) == (13, 16)
    assert lay_out(["字字字字"] * 40, 0).cell >= 8 * 8.4
    assert lay_out(["x" * 500], 0).labels == ("x" * (LONGEST - 1) + "…",)
    assert [clipped(label) for label in ("\n", "\t", "12345678", "123456789")] == ["↵", "⇥", "12345678", "1234567…"]


def test_labels_are_read_in_a_sentence():
    assert [quoted(label) for label in ("i", " ", "\n", "\t")] == ["“i”", "the space", "the line's end", "the tab"]
    assert at_step(["i", " "], 1) == "“i”, t = 1"
    assert at_step(["i", " "], 2) == "the space, t = 2"
    assert at_step(["1", "2"], 2) == "t = 2"  # where nothing but the step's number is written


LINES = Lines(list("ab cdef"), 20, [(0, 3), (3, 7)])


def drawn(*bodies):
    return finished(Part(join(bodies), 200, 200, 0))


def test_letters_stand_in_the_middle_of_their_cells():
    found = words(drawn(letters(LINES, 1, 50, bold=4)))
    assert [(one.text, one.x, one.y) for one in found] == [("c", 10, 50), ("d", 30, 50), ("e", 50, 50), ("f", 70, 50)]
    assert [one.text for one in words(drawn(letters(LINES, 0, 50)))] == ["a", "b"]


def test_the_frame_is_around_the_letter_in_its_line():
    (box,) = [box for box in boxes(drawn(frame(LINES, 5, 3, 30))) if box.stroke and box.right - box.left == 20]
    assert (box.left, box.top, box.bottom) == (40, 3, 33)


def test_bars_go_up_for_what_is_above_zero_and_down_below():
    bars = paths(drawn(upright(LINES, 1, [9, 9, 9, 1.0, -2.0, 0.0, 0.5], 10, 60, "#123456", "x")), stroke="#123456")
    assert bars == [[(10, 60), (10, 50), (30, 60), (30, 80), (70, 60), (70, 55)]]
    assert paths(drawn(upright(LINES, 0, [0] * 7, 10, 60, "#123456", "x")), stroke="#123456") == []
