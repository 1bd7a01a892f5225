import numpy as np
import pytest
from reading import of_kind, parse, texts, word

from rnnlab.drawing.colours import COLOURS, INK
from rnnlab.drawing.memory_view import draw_memory, say_steps

LEFT = 0.9 ** np.arange(20.0)
APART = np.outer(LEFT, [0.1, -0.2])
PARTS = (("measured", LEFT, 6.58), ("radius 0.90", LEFT, 6.58))


def drawn(at=1, state="h", rival=None):
    apart = np.concatenate([np.zeros((at - 1, 2)), APART])[:20]
    left = LEFT[: 21 - at]
    parts = [(words, left, half) for words, _, half in PARTS]
    return draw_memory(np.ones((20, 1)), apart, at, *parts, "An RNN.", rival, state)


def test_each_curve_says_when_half_is_left():
    names = texts(parse(drawn()))
    assert "measured: ½ after 6.6 steps" in names
    assert "radius 0.90: ½ after 6.6 steps" in names


@pytest.mark.parametrize(
    ("half", "words"), [(6.58, "½ after 6.6 steps"), (0, "½ after 0.0 steps"), (np.inf, "never ½")]
)
def test_a_half_life_in_words(half, words):
    assert say_steps(half) == words


def test_what_is_measured_has_the_colour_of_its_state():
    for state in "hc":
        root = parse(drawn(state=state))
        assert [item.node.get("stroke") for item in of_kind(root, "polyline")] == [COLOURS[state].text, INK]
        assert word(root, f"Δ{state}")


def test_a_rival_is_one_curve_more():
    root = parse(drawn(state="c", rival=("RNN", LEFT, 6.58)))
    assert len(of_kind(root, "polyline")) == 3
    assert word(root, "RNN: ½ after 6.6 steps").fill == COLOURS["h"].text


def test_the_words_name_the_network_and_the_half_lives():
    assert drawn(5).words == "An RNN. Measured, ½ after 6.6 steps; radius 0.90, ½ after 6.6 steps."


def test_the_card_is_as_wide_whatever_the_curves_are_called():
    sizes = {parse(drawn(rival=rival)).get("width") for rival in (None, ("RNN, radius 1.50", LEFT, 100.0))}
    assert len(sizes) == 1
