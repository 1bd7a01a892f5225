"""Words as arrays: each number is where it should be, and what is no word is refused."""

import pytest

from rnnlab.datasets import letter_indices, next_letters, one_hot


def test_letters_have_their_places_and_short_words_are_padded():
    indices, lengths = letter_indices(["cab", "a", "bb"], "abc")
    assert indices.tolist() == [[2, 0, 1], [0, 0, 0], [1, 1, 0]]
    assert lengths.tolist() == [3, 1, 2]


def test_one_hot_rows_have_a_single_one_and_the_padding_none():
    x, lengths = one_hot(["cab", "a"], "abcd")
    assert x.shape == (2, 3, 4)
    assert x.tolist() == [[[0, 0, 1, 0], [1, 0, 0, 0], [0, 1, 0, 0]], [[1, 0, 0, 0], [0] * 4, [0] * 4]]
    assert lengths.tolist() == [3, 1]


def test_the_target_of_a_letter_is_the_one_after_it():
    x, targets, lengths = next_letters(["cab", "ba"], "abc")
    assert targets.tolist() == [[0, 1], [0, 0]]
    assert x.argmax(axis=2).tolist() == [[2, 0], [1, 0]]
    assert x.sum(axis=2).tolist() == [[1, 1], [1, 0]]
    assert lengths.tolist() == [2, 1]


@pytest.mark.parametrize(
    ("words", "alphabet", "error", "message"),
    [
        ("iron", "inor", TypeError, r"words is one text, 'iron', but it must be a list of words: \['iron'\]"),
        ([], "a", ValueError, "words is empty"),
        (["a", ""], "a", ValueError, r"words\[1\] is an empty text"),
        (["ab", "ac"], "ab", ValueError, r"words\[1\] is 'ac', but the alphabet 'ab' has no 'c'"),
        (["a"], "aba", ValueError, "alphabet has 'a' more than once"),
    ],
)
def test_what_is_no_word_of_the_alphabet_is_refused(words, alphabet, error, message):
    for function in (letter_indices, one_hot, next_letters):
        with pytest.raises(error, match=message):
            function(words, alphabet)


def test_after_a_single_letter_nothing_follows():
    with pytest.raises(ValueError, match=r"words\[1\] has one letter"):
        next_letters(["ab", "a"], "ab")
