"""The chances of letters as bars, and end to end."""

import numpy as np
import pytest
from reading import boxes, parse, paths, word

from rnnlab.drawing.chances import HEIGHT, LEFT, WIDTH, draw_chances
from rnnlab.drawing.colours import COLOURS, INK
from rnnlab.drawing.picture import words_of

CHANCES = np.array([0.1, 0.6, 0.05, 0.25])
PAD = 20


def drawn(u=0.5, drawn=1):
    return draw_chances("ti", ".abc", CHANCES, u, drawn, 0.5)


def test_bars_are_as_high_as_the_chances_and_pieces_as_long():
    found = [box for box in boxes(parse(drawn())) if box.fill != "#fff"]
    bars, pieces = found[:4], found[4:]
    assert [(box.bottom - box.top) / HEIGHT for box in bars] == pytest.approx(CHANCES, abs=1e-3)
    assert [(box.right - box.left) / WIDTH for box in pieces] == pytest.approx(CHANCES, abs=1e-3)
    assert [(box.left - PAD - LEFT) / WIDTH for box in pieces] == pytest.approx([0, 0.1, 0.7, 0.75], abs=1e-3)


@pytest.mark.parametrize(("u", "hit"), [(0.0, 0), (0.5, 1), (0.72, 2), (0.99, 3)])
def test_u_stands_on_the_piece_of_the_letter_that_is_drawn(u, hit):
    root = parse(drawn(u, hit))
    (line,) = paths(root, stroke=INK)
    full = [box for box in boxes(root) if box.fill == COLOURS["result"].fill]
    assert len(full) == 2
    assert full[1].left - 0.01 <= line[0][0] <= full[1].right + 0.01
    assert word(root, f"u = {u:.2f}").x == pytest.approx(line[0][0], abs=0.01)


def test_the_words_say_what_is_likely_and_what_is_drawn():
    assert words_of(drawn(0.05, 0)) == (
        "After “ti”, at temperature 0.50: a 0.60, c 0.25, the end mark 0.10. u = 0.05 falls on the end mark."
    )
    assert words_of(draw_chances("", ".abc", CHANCES, 0.5, 1, 1.0)) == (
        "After nothing, at temperature 1.00: a 0.60, c 0.25, the end mark 0.10. u = 0.50 falls on a."
    )
