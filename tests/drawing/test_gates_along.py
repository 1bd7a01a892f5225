"""A word, the strips of an LSTM along it, and what it expects."""

import numpy as np
import pytest
from reading import boxes, parse, paths, strokes, texts, word, words

from rnnlab import LSTMTrace
from rnnlab.drawing.colours import COLOURS, INK
from rnnlab.drawing.gates_along import BARS, ROOM, WIDTH, draw_gates_along

PAD, LETTERS, WORD = 20, "BTPSXVE", "BTBPV"
ALLOWED = ["TP", "B", "TP", "TV", "PV"]
RNG = np.random.default_rng(0)
CHANCES = RNG.dirichlet(np.ones(7), size=5).round(2)
TRACE = LSTMTrace(*RNG.uniform(-1, 1, (2, 5, 3)), *RNG.uniform(0, 1, (3, 5, 3)), RNG.uniform(-1, 1, (5, 3)))


def drawn(t):
    return draw_gates_along(WORD, TRACE, CHANCES, ALLOWED, LETTERS, t, 8)


def test_letters_stand_over_their_steps():
    root = parse(drawn(3))
    top = [one for one in words(root) if one.y < PAD + 20 and one.text in LETTERS and one.x < PAD + ROOM + WIDTH]
    assert [one.text for one in sorted(top, key=lambda one: one.x)] == list(WORD)
    apart = np.diff(sorted(one.x for one in top))
    assert apart == pytest.approx([60] * 4, abs=0.1)
    frames = [box for box in boxes(root) if box.stroke == INK]
    middles = [(box.left + box.right) / 2 for box in frames]
    assert len(frames) == 4
    assert middles == pytest.approx([sorted(one.x for one in top)[2]] * 4, abs=0.1)


@pytest.mark.parametrize("t", [1, 4])
def test_bars_are_the_chances_after_the_step_and_frames_are_what_may_come(t):
    root = parse(drawn(t))
    bars = [path for path in paths(root) if len(path) == 2 and path[0][1] == path[1][1] and path[0][0] > ROOM + WIDTH]
    assert [(path[1][0] - path[0][0]) / BARS for path in bars] == pytest.approx(CHANCES[t - 1], abs=1e-3)
    frames = [box for box in boxes(root) if box.stroke == COLOURS["result"].text]
    heights = {one.text: one.y for one in words(root) if one.text in LETTERS and one.x > ROOM + WIDTH}
    framed = [letter for letter, y in heights.items() if any(box.top < y - 5 < box.bottom for box in frames)]
    assert "".join(framed) == ALLOWED[t - 1]
    assert len(frames) == len(ALLOWED[t - 1])
    assert f"may come: {' or '.join(ALLOWED[t - 1])}" in texts(root)


def test_it_says_what_is_expected_and_whether_that_is_allowed():
    for t in range(1, 6):
        best = LETTERS[CHANCES[t - 1].argmax()]
        said = f"expects {best}" if best in ALLOWED[t - 1] else f"expects {best}: not allowed"
        assert word(parse(drawn(t)), said)
    assert {LETTERS[row.argmax()] in may for row, may in zip(CHANCES, ALLOWED, strict=True)} == {True, False}


def test_the_words_name_step_and_numbers():
    said = drawn(2).words
    assert said.startswith("The LSTM reads BTBPV; step 2 of 5, T: B may come, it expects B ")
    assert said.endswith(f"Mean f {TRACE.f[1].mean():.2f}, i {TRACE.i[1].mean():.2f}, o {TRACE.o[1].mean():.2f}.")


def test_gates_and_cell_state_are_painted():
    assert len({round(one.y) for one in strokes(parse(drawn(1)))}) >= 12


@pytest.mark.parametrize(("t", "said"), [(12, "after BTBPVPXTTTTV"), (14, "after BT…PXTTTTVVE")])
def test_what_was_read_keeps_its_second_letter_when_it_is_long(t, said):
    long = LSTMTrace(*(np.zeros((14, 3)) for _ in range(6)))
    root = parse(draw_gates_along("BTBPVPXTTTTVVE", long, np.full((14, 7), 1 / 7), ["T"] * 14, LETTERS, t, 20))
    assert said in texts(root)
