"""What stands on the card of a check: the sign of how it went, and an example of any width."""

import numpy as np
import pytest
from reading import finished, matrices, parse, texts, word, words

from rnnlab.check.result import Result
from rnnlab.drawing.card import MOODS, draw_card
from rnnlab.drawing.comparison import comparison


@pytest.mark.parametrize(
    ("diagnosis", "mood"), [("passed", "passed"), ("not attempted", "waiting"), ("no tanh", "wrong")]
)
def test_the_card_of_a_result_has_the_sign_of_how_it_went(diagnosis, mood):
    headline = words(parse(Result("rnn_step", diagnosis, "A sentence.").picture))[0]
    assert headline.text.startswith(MOODS[mood][0])
    assert headline.fill == MOODS[mood][1]


def test_a_card_is_as_wide_as_its_example_needs():
    row = np.zeros((1, 40))
    root = parse(draw_card("x", "wrong", ["y"], "z", ({}, {"h": row}, {"h": row}, {})))
    ends = [matrix.blocks[0].right for matrix in matrices(root)]
    assert float(root.get("width")) >= max(ends) + 20 > 1360


def test_the_labels_stand_beside_their_matrices():
    root = finished(comparison({}, {"h": np.zeros((1, 2))}, {"h": np.ones((1, 2))}, {}))
    for label, matrix in zip(("expected", "yours"), matrices(root), strict=True):
        text = word(root, label)
        assert text.x + 0.55 * text.size * len(label) < matrix.blocks[0].left


def test_of_two_batches_of_sequences_the_example_is_shown_in_which_either_differs():
    wanted = {name: np.zeros((2, 1, 2)) for name in "hc"}
    yours = {"h": wanted["h"], "c": wanted["c"] + [[[0, 0]], [[0, 1]]]}
    root = finished(comparison({}, wanted, yours, {name: yours[name] != wanted[name] for name in "hc"}))
    assert [text for text in texts(root) if "[" in text] == ["h[1]", "c[1]"] * 2
