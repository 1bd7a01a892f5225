"""Letters in the colour of one unit's state."""

import numpy as np
import pytest
from reading import boxes, colour_at, parse, paths, strokes, texts, word, words

from rnnlab.drawing.colours import ABOVE, BELOW, INK, diverging
from rnnlab.drawing.letter_colours import HALF, ROOM, draw_letter_colours
from rnnlab.drawing.picture import card_of
from rnnlab.drawing.text_lines import HIGH, lay_out

PAD, TEXT = 20, ".tin (iron) gold."
RNG = np.random.default_rng(0)
STATES = RNG.uniform(-1.5, 1.5, (len(TEXT), 3))


def drawn(t=1, unit=2, states=STATES, text=TEXT, **more):
    return draw_letter_colours(list(text), states, unit, t, "c", **more)


def places(root, text):
    """Each letter in its cell, in the order of the lines."""
    top = [one for one in words(root) if one.size in (13, 16) and one.text in text and one.y > PAD + 30]
    return sorted(top, key=lambda one: (one.y, one.x))


@pytest.mark.parametrize("unit", [0, 2])
def test_each_letter_has_the_colour_of_its_value_and_the_scale_is_the_unit_s_own(unit):
    root, values = parse(drawn(unit=unit)), STATES[:, unit]
    letters = places(root, TEXT)
    assert "".join(one.text for one in letters) == TEXT.replace(" ", "")
    peak, lines = np.abs(values).max(), [one for one in strokes(root) if one.height == HIGH]
    seen = [value for value, letter in zip(values, TEXT, strict=True) if letter != " "]
    for one, value in zip(letters, seen, strict=True):
        assert colour_at(lines, one.x, one.y - 5) == diverging(value, peak)
    assert f"{peak:.2f}" in texts(root)
    assert f"full colour: the largest |c| of unit {unit} in this text" in texts(root)


def bars(root, colour):
    """(x, length) of each bar that is painted so, up above 0."""
    points = [point for path in paths(root, stroke=colour) if len(path) != 5 for point in path]
    pairs = zip(points[::2], points[1::2], strict=True)
    return [(a[0], a[1] - b[1]) for a, b in pairs if a[0] == b[0]]


def test_bars_are_as_long_as_the_values():
    root, values = parse(drawn()), STATES[:, 2]
    found = sorted(bars(root, ABOVE) + bars(root, BELOW))
    assert [length for _, length in found] == pytest.approx(values / np.abs(values).max() * HALF[1], abs=0.02)
    assert len(bars(root, ABOVE)) == (values > 0).sum()
    cell = lay_out(list(TEXT), 0).cell
    assert [x for x, _ in found] == pytest.approx(PAD + ROOM + (np.arange(len(TEXT)) + 0.5) * cell, abs=0.02)


@pytest.mark.parametrize("t", [1, 4, 17])
def test_the_letter_at_t_is_framed_and_its_number_said(t):
    root = parse(drawn(t))
    (box,) = [box for box in boxes(root) if box.stroke == INK]
    cell = lay_out(list(TEXT), 0).cell
    assert (box.left, box.right) == pytest.approx((PAD + ROOM + (t - 1) * cell, PAD + ROOM + t * cell), abs=0.02)
    now = f"after “{TEXT[t - 1]}”, t = {t}: {STATES[t - 1, 2]:.2f}"
    assert word(root, now)
    assert f"A{now[1:]}." in drawn(t).words


def test_title_and_words_say_shape_unit_and_where():
    picture = drawn(where="layer 2 of 2, backward")
    assert word(parse(picture), "c[:, 2]")
    assert word(parse(picture), "c is 17 × 3 (T × H), unit 2 its column; layer 2 of 2, backward")
    assert picture.words.startswith("17 letters, coloured by unit 2 of c (layer 2 of 2, backward), c 17 × 3: violet ")


def test_a_long_text_shows_lines_around_t_with_the_scale_of_all_of_it():
    text = "a text that is long " * 60
    states = RNG.uniform(-1, 1, (len(text), 1))
    states[5] = 3.0  # far from what is shown
    picture = draw_letter_colours(list(text), states, 0, 900, "h")
    root = parse(picture)
    lines = lay_out(list(text), 899)
    assert word(root, f"h is 1200 × 1 (T × H), unit 0 its column; {lines.outside}")
    assert picture.words.endswith(lines.outside)
    assert "".join(one.text for one in places(root, text)) == text[lines.first : lines.end].replace(" ", "")
    assert "full colour at 3" in picture.words
    assert len(picture) < 25_000
    painted = [one for one in strokes(root) if one.height == HIGH]
    first = places(root, text)[0]
    assert colour_at(painted, first.x, first.y - 5) == diverging(states[lines.first, 0], 3.0)


def test_nothing_jumps_while_t_moves():
    text = "some words and " * 50
    states = RNG.uniform(-1, 1, (len(text), 1))
    cards = {card_of(draw_letter_colours(list(text), states, 0, t, "h"))[1] for t in range(1, len(text), 50)}
    assert len(cards) == 1


def test_what_is_no_number_has_no_colour_and_no_bar():
    states = np.array([[np.nan], [np.inf], [-np.inf], [1.0], [0.0]])
    root = parse(draw_letter_colours(list("abcde"), states, 0, 1, "h"))
    assert word(root, "after “a”, t = 1: nan")
    lines = [one for one in strokes(root) if one.height == HIGH]
    fills = [colour_at(lines, one.x, one.y - 5) for one in places(root, "abcde")]
    assert fills == ["#ffffff", "#ffffff", "#ffffff", ABOVE, "#ffffff"]
    flat = parse(draw_letter_colours(list("ab"), np.zeros((2, 1)), 0, 1, "h"))
    assert bars(flat, ABOVE) == bars(flat, BELOW) == []


def test_hostile_labels_are_text():
    root = parse(draw_letter_colours(["<img onerror=1>", "&"], np.ones((2, 1)), 0, 1, "h"))
    assert [text for text in texts(root) if "<" in text] == ["after “<img on…”, t = 1: 1", "<img on…"]
