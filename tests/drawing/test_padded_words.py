"""A batch of words: each tile says its letter and its loss, and the means are those of the numbers."""

import numpy as np
from reading import boxes, parse, texts, words

from rnnlab.drawing.colours import COLOURS, WAITING, gate_tint
from rnnlab.drawing.padded_words import draw_padded_words

WORDS = ["tin.", "gold.", "a."]
LOSSES = np.array([[1.0, 2, 3, 4, 9], [0.5, 0.5, 0.5, 0.5, 0.5], [6, 0, 2.4, 2.4, 2.4]])


def drawn(counted):
    return parse(draw_padded_words(WORDS, LOSSES, counted, 5))


def tiles(root):
    """Fill and frame of each tile, row by row."""
    found = [box for box in boxes(root) if 30 < box.right - box.left < 60]
    return [[(box.fill, box.stroke) for box in found[row * 5 : row * 5 + 5]] for row in range(3)]


def test_a_tile_is_as_deep_as_its_loss_and_padding_is_plain():
    for counted, frame in ((False, None), (True, COLOURS["mistake"].text)):
        found = tiles(drawn(counted))
        assert [fill for fill, _ in found[0][:4]] == [gate_tint(loss / 6) for loss in (1, 2, 3, 4)]
        assert found[0][4] == (WAITING, frame)
        assert found[2][2:] == [(WAITING, frame)] * 3


def test_each_tile_says_its_letter_and_its_loss():
    said = words(drawn(True))
    place = {}
    for one in said:
        place.setdefault(round(one.y / 30), []).append((one.x, one.text))
    rows = [[text for _, text in sorted(line)] for _, line in sorted(place.items())][1:4]
    assert rows[0] == ["1", "t", "1.0", "i", "2.0", "n", "3.0", ".", "4.0", "–", "9.0"]
    assert rows[2] == ["3", "a", "6.0", ".", "0.0", "–", "2.4", "–", "2.4", "–", "2.4"]


def test_the_means_are_with_and_without_the_padding():
    inside = 1 + 2 + 3 + 4 + 2.5 + 6
    everything = inside + 9 + 7.2
    right, wrong = f"{inside:.1f} / 11 = {inside / 11:.2f}", f"{everything:.1f} / 15 = {everything / 15:.2f}"
    assert f"over the 11 steps of the words: {right}" in texts(drawn(False))
    assert "4 of 15 tiles are padding: not counted" in texts(drawn(False))
    assert f"over all 15 tiles: {wrong}" in texts(drawn(True))
    said = draw_padded_words(WORDS, LOSSES, True, 5).words
    assert said.startswith("A batch of 3 words, 5 steps wide: tin, gold, a. ")
    assert right in said
    assert wrong in said


def test_uncounted_padding_shows_no_number():
    assert "9.0" not in texts(drawn(False))
