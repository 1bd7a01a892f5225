import numpy as np
import pytest
from reading import boxes, cell_colours, of_kind, parse, texts, word

from rnnlab.drawing.colours import COLOURS, LINE, MUTED, diverging
from rnnlab.drawing.padding_view import draw_padding

T, LENGTH, H = 6, 4, 2
RNG = np.random.default_rng(0)
X = RNG.normal(size=(T, 2))
FORWARD, BACKWARD = RNG.uniform(-1, 1, (2, T, H))
ALONE = FORWARD[:LENGTH], BACKWARD[:LENGTH] + np.array([[0, 0], [0.3, 0], [0, 0], [0, 0]])
RED, GREEN = COLOURS["mistake"].text, COLOURS["result"].text


def drawn(alone=ALONE, given=False):
    return draw_padding(X, LENGTH, FORWARD, BACKWARD, alone, given)


def strips(root):
    return sorted((box for box in boxes(root, stroke=LINE, fill="none")), key=lambda box: box.top)


def test_the_strips_are_those_of_the_arrays():
    root = parse(drawn())
    found = strips(root)
    for box, values in zip(found[1:3], (FORWARD, ALONE[0]), strict=True):
        assert cell_colours(root, box, len(values), H) == [[diverging(v, 1.0) for v in unit] for unit in values.T]
    assert cell_colours(root, found[4], LENGTH, H) == [[diverging(v, 1.0) for v in unit] for unit in ALONE[1].T]


def test_the_example_alone_is_as_long_as_it_is():
    x, forward, alone, *_ = strips(parse(drawn()))
    w = (x.right - x.left) / T
    assert alone.left == forward.left == x.left
    assert alone.right == pytest.approx(x.left + LENGTH * w, abs=0.02)
    (veil,) = boxes(parse(drawn()), stroke=MUTED, fill="none")
    assert (veil.left, veil.right) == pytest.approx((x.left + LENGTH * w, x.right), abs=0.02)


def test_what_differs_is_framed():
    marked = [item.node for item in of_kind(parse(drawn()), "path") if item.node.get("data-wrong")]
    assert [node.get("data-wrong") for node in marked] == ["1"]
    same = FORWARD[:LENGTH], BACKWARD[:LENGTH]
    assert not [i for i in of_kind(parse(drawn(same)), "path") if i.node.get("data-wrong")]


def test_it_says_what_is_right_and_how_far_the_rest_is_off():
    root = parse(drawn())
    last = np.abs(FORWARD[-1] - FORWARD[LENGTH - 1]).max()
    assert word(root, "→ where it counts: right.").fill == GREEN
    assert word(root, f"→ at step 6: up to {last:.2f} off.").fill == RED
    assert word(root, "← where it counts: up to 0.30 off.").fill == RED
    assert "← starts at step 6, in the padding." in texts(root)
    assert "← starts at step 4: the end." in texts(parse(drawn(given=True)))


def test_the_words_say_it_too():
    assert drawn().words.startswith("4 steps, padded to 6; no lengths were given. ← starts at step 6, in the padding.")
    assert "the lengths were given" in drawn(given=True).words
