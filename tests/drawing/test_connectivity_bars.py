"""A bar over each letter for how much it counts."""

import numpy as np
import pytest
from reading import boxes, parse, paths, word, words

from rnnlab.drawing.colours import INK, NEUTRAL
from rnnlab.drawing.connectivity_bars import TALL, draw_connectivity
from rnnlab.drawing.picture import card_of

TEXT, PAD = ".tin (iron)", 20
LENGTHS = np.array([0.5, 0.1, 0.0, 0.25, 0.9, 0.05, 0.3, 0, 0, 0, 0])


def bars(root):
    """(x, length) of each."""
    points = [point for path in paths(root, stroke=NEUTRAL[1]) for point in path]
    return [(a[0], a[1] - b[1]) for a, b in zip(points[::2], points[1::2], strict=True)]


def test_a_bar_stands_over_its_letter_and_is_as_long_as_its_number():
    root = parse(draw_connectivity(list(TEXT), LENGTHS, 7, 3, 28))
    letters = {one.x: one.text for one in words(root) if one.text in TEXT}
    assert "".join(letters[x] for x in sorted(letters)) == TEXT.replace(" ", "")
    found, seen = bars(root), LENGTHS[LENGTHS > 0]
    assert [length for _, length in found] == pytest.approx(seen / 0.9 * TALL[1], abs=0.02)
    spaces = [x for x, _ in found if x not in letters]
    assert "".join(letters.get(x, " ") for x, _ in found) == "".join(np.array(list(TEXT))[LENGTHS > 0])
    assert len(spaces) == 1


@pytest.mark.parametrize("t", [1, 7, 11])
def test_the_letter_at_t_is_framed(t):
    root = parse(draw_connectivity(list(TEXT), LENGTHS, t, 3, 28))
    (frame,) = [box for box in boxes(root) if box.stroke == INK]
    inside = [one.text for one in words(root) if frame.left < one.x < frame.right and frame.top < one.y < frame.bottom]
    assert inside == [TEXT[t - 1]]


def test_the_largest_is_named_and_where_it_is_the_letter_itself_the_next_too():
    picture = draw_connectivity(list(TEXT), LENGTHS, 7, 3, 28, "layer 2 of 2")
    whose, said = "h[:, 3] after “i”, t = 7", "the space, t = 5, counts most, 0.9"
    assert word(parse(picture), whose)
    assert word(parse(picture), said)
    assert picture.words.startswith("Connectivity of unit 3 at step 7 of 11 (layer 2 of 2), gradient 11 × 28: a bar ")
    assert picture.words.endswith(
        f"{whose}: {said}. The three largest: the space, t = 5, 0.9; “.”, t = 1, 0.5; “i”, t = 7, 0.3."
    )
    itself = draw_connectivity(list(TEXT), LENGTHS, 5, 3, 28)
    assert word(parse(itself), "itself counts most, 0.9; of the others “.”, t = 1, 0.5")


def test_one_letter_alone_and_none():
    assert "itself counts most, 1." in draw_connectivity(["a"], np.ones(1), 1, 0, 2).words
    nothing = draw_connectivity(list("ab"), np.zeros(2), 1, 0, 2)
    assert "no letter counts" in nothing.words
    assert bars(parse(nothing)) == []


def test_what_later_letters_count_is_drawn_too():
    root = parse(draw_connectivity(list("abc"), np.array([0, 0.5, 1.0]), 2, 0, 2))
    assert [length for _, length in bars(root)] == pytest.approx([TALL[1] / 2, TALL[1]])


def test_of_a_long_text_four_lines_around_t_are_shown_and_nothing_jumps():
    text = "a text that is long " * 60
    lengths = np.random.default_rng(0).uniform(0, 1, len(text))
    lengths[3] = 2.0
    cards = set()
    for t in range(100, 1200, 111):
        picture = draw_connectivity(list(text), lengths, t, 0, 28)
        cards.add(card_of(picture)[1])
        first, end = map(int, picture.words.partition("shown: letters ")[2].removesuffix(" of 1200").split(" to "))
        assert first <= t <= end
        assert 100 < end - first + 1 <= 144
        scaled = lengths[first - 1 : end] / 2.0 * 46
        assert [length for _, length in bars(parse(picture))] == pytest.approx(scaled[scaled >= 0.05], abs=0.02)
        assert "“e”, t = 4, counts most, 2." in picture.words  # also where it is not shown
    assert len(cards) == 1
