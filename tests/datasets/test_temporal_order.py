"""The temporal order problem, read letter by letter."""

import numpy as np
import pytest

from rnnlab.datasets import ORDER_LETTERS, ORDERS, temporal_order


@pytest.mark.parametrize("T", [20, 100])
def test_two_letters_stand_in_their_places_and_make_the_class(T):
    words, targets = temporal_order(600, T, np.random.default_rng(0))
    assert targets.shape == (600,)
    lengths, firsts, seconds = set(), set(), set()
    for word, target in zip(words, targets, strict=True):
        assert (word[0], word[-1]) == ("E", "B")
        places = [t for t, letter in enumerate(word, start=1) if letter in "XY"]
        assert "".join(word[t - 1] for t in places) == ORDERS[target]
        assert set(word[1:-1]) <= set("abcdXY")
        lengths.add(len(word)), firsts.add(places[0]), seconds.add(places[1])
    for seen, low, high in ((lengths, T, T + T // 10), (firsts, T // 10, T // 5), (seconds, T // 2, 3 * T // 5)):
        assert (min(seen), max(seen)) == (low, high)


def test_classes_and_fillers_are_equally_likely():
    words, targets = temporal_order(4000, 20, np.random.default_rng(1))
    assert np.allclose(np.bincount(targets, minlength=4) / 4000, 1 / 4, atol=0.03)
    text = "".join(words)
    fillers = np.array([text.count(letter) for letter in "abcd"])
    assert np.allclose(fillers / fillers.sum(), 1 / 4, atol=0.01)
    assert set(text) == set(ORDER_LETTERS)


def test_a_request_that_cannot_be_right_is_refused():
    with pytest.raises(ValueError, match="T is 19, but it must be at least 20"):
        temporal_order(3, 19, np.random.default_rng(0))
