"""The embedded Reber grammar, against a regular expression that was derived from its figure by hand."""

import re

import numpy as np
import pytest

from rnnlab.datasets import REBER_LETTERS, may_follow, reber_words

UPPER_RIGHT = "(XT*VP)*(XT*VV|S)"
INNER = f"B(TS*X{UPPER_RIGHT}|PT*V(P{UPPER_RIGHT}|V))E"


def outer(walks):
    return re.compile("|".join(f"B{letter}({INNER}){{{walks}}}{letter}E" for letter in "TP"))


@pytest.mark.parametrize("walks", [1, 2, 5])
def test_words_are_of_the_grammar(walks):
    words = reber_words(300, np.random.default_rng(0), walks)
    assert all(outer(walks).fullmatch(word) for word in words)
    assert len(set(words)) > 100
    assert {word[1] for word in words} == {word[-2] for word in words} == {"T", "P"}


def test_both_ways_of_a_fork_are_equally_likely():
    words = reber_words(4000, np.random.default_rng(1))
    assert abs(np.mean([word[1] == "T" for word in words]) - 0.5) < 0.03
    # of all Reber words BTXSE has the chance 1/2 · 1/2 · 1/2, BPVVE 1/2 · 1/2 · 1/2
    for inner in ("BTXSE", "BPVVE"):
        assert abs(np.mean([word[2:-2] == inner for word in words]) - 1 / 8) < 0.02


@pytest.mark.parametrize("word", ["BTBTSSXXTVVETE", "BPBPVVEPE", "BTBTXXVPSETE"])
def test_published_words_are_of_the_grammar(word):
    assert len(may_follow(word)) == len(word) - 1


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("", "begins with BT or BP"),
        ("BSBPVVESE", "begins with BT or BP"),
        ("BTBTSSPXSETE", r"after 'BTBTSS' comes S or X, not 'P'"),
        ("BPBPTVVBPE", r"after 'BPBPTVV' comes E, not 'B'"),
        ("BTBTXXVVSETE", r"after 'BTBTXXVV' comes E, not 'S'"),
        ("BTBPVVEPE", r"after 'BTBPVVE' comes T, not 'P'"),
        ("BTBPVVETEB", r"after 'BTBPVVETE' comes nothing, not 'B'"),
        ("BTBPVVET", "ends too early: with walks=1, E comes next"),
        ("BT", "ends too early: with walks=1, B comes next"),
    ],
)
def test_a_word_that_is_none_is_refused_with_what_would_come(word, message):
    with pytest.raises(ValueError, match=message):
        may_follow(word)


@pytest.mark.parametrize("walks", [1, 3])
def test_what_may_follow_is_what_lets_a_word_go_on(walks):
    """A letter may follow when some word of the grammar begins so: found among many words."""
    words = reber_words(3000, np.random.default_rng(2), walks)
    starts = {word[:n] for word in words for n in range(len(word) + 1)}
    for word in words[:5]:
        for n, allowed in enumerate(may_follow(word, walks)[: 9 + 4 * (walks == 1)], start=1):
            seen = "".join(letter for letter in REBER_LETTERS if word[:n] + letter in starts)
            assert set(seen) <= set(allowed)
            assert word[n] in allowed
    assert may_follow("BPBTXSEPE") == ["TP", "B", "TP", "SX", "SX", "E", "P", "E"]


def test_at_the_end_of_the_gap_one_letter_may_follow_which_the_second_decides():
    for word in reber_words(50, np.random.default_rng(3), 2):
        assert may_follow(word, 2)[-2:] == [word[1], "E"]


def test_a_gap_is_as_long_as_its_walks():
    lengths = {
        walks: np.mean([len(word) - 4 for word in reber_words(2000, np.random.default_rng(4), walks)])
        for walks in (1, 4)
    }
    assert abs(lengths[4] / lengths[1] - 4) < 0.2
    assert abs(lengths[1] - 8) < 0.3


def test_a_request_that_cannot_be_right_is_refused():
    with pytest.raises(TypeError, match=r"rng is of type int, but it must be a numpy.random.Generator"):
        reber_words(3, 0)
    with pytest.raises(ValueError, match="walks is 0, but it must be at least 1"):
        reber_words(3, np.random.default_rng(0), 0)
    with pytest.raises(TypeError, match=r"count is 2\.5, but it must be a whole number, at least 0"):
        reber_words(2.5, np.random.default_rng(0))
    with pytest.raises(TypeError, match="walks is True"):
        may_follow("BPBPVVEPE", True)
    assert reber_words(0, np.random.default_rng(0)) == []


def test_the_same_seed_gives_the_same_words():
    assert reber_words(5, np.random.default_rng(7)) == reber_words(5, np.random.default_rng(7))
