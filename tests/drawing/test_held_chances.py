"""Two bars under each name, and what is written."""

import pytest
from reading import parse, paths, texts, word, words

from rnnlab.drawing.held_chances import FREE, HELD, TALL, Ends, draw_held_chances

LINE = ".tin (iron zinc) gold."
PLACES, INSIDE = [3, 9, 14, 20], [False, True, True, False]
FREE_CHANCES, HELD_CHANCES = [0.01, 0.5, 0.9, 0.0], [0.8, 0.75, 1.0, 0.65]


def drawn(held=True):
    chances = HELD_CHANCES if held else None
    ends = Ends(PLACES, INSIDE, FREE_CHANCES, chances)
    return draw_held_chances(LINE, ends, ")", "c[:, 16] = -0.8", [".a.", ".b."], [".c).", ".d."] if held else [])


def bars(root, colour):
    found = [path for path in paths(root, stroke=colour) if len(path) == 2]
    return [(a[0], a[1] - b[1]) for a, b in found]


@pytest.mark.parametrize("held", [True, False])
def test_a_bar_for_each_name_is_as_long_as_its_chance(held):
    root = parse(drawn(held))
    letters = {one.text: one.x for one in words(root) if one.size == 16 and one.text in "zcd"}
    free = bars(root, FREE)
    assert [length / TALL for _, length in free] == pytest.approx(FREE_CHANCES, abs=1e-3)
    assert free[2][0] == pytest.approx(letters["c"], abs=5)
    assert free[3][0] == pytest.approx(letters["d"], abs=5)
    assert [length / TALL for _, length in bars(root, HELD)] == pytest.approx(HELD_CHANCES if held else [], abs=1e-3)
    shown = [text for text in texts(root) if text.startswith(("0.", "1.")) and len(text) == 4]
    pairs = zip(FREE_CHANCES, HELD_CHANCES, strict=True)
    assert shown == [f"{number:.2f}" for pair in pairs for number in (pair if held else pair[:1])]


def test_means_in_brackets_and_outside_are_said():
    picture = drawn()
    said = [
        "free: mean chance of “)” in brackets 0.700, outside 0.005",
        "held, c[:, 16] = -0.8: mean chance of “)” in brackets 0.875, outside 0.725",
    ]
    assert all(word(parse(picture), line) for line in said)
    wrote = "Free it writes .a., .b.; held .c)., .d."
    assert picture.words == f"{LINE}: the chance of “)” next, after each name. {'. '.join(said)}. {wrote}"
    free = drawn(held=False)
    assert "held" not in free.words
    assert [text for text in texts(parse(free)) if "held" in text] == []


def test_a_line_without_brackets_says_so():
    ends = Ends([3], [False], [0.25], None)
    assert "no name in brackets, outside 0.250" in draw_held_chances(".tin.", ends, ")", "", [".a."], []).words


def test_what_is_written_stands_in_two_columns():
    places = {one.text: (one.x, one.y) for one in words(parse(drawn())) if one.text in (".a.", ".b.", ".c).", ".d.")}
    assert places[".a."][0] == places[".b."][0] < places[".c)."][0] == places[".d."][0]
    assert places[".a."][1] == places[".c)."][1] < places[".b."][1] == places[".d."][1]
