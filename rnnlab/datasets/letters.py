"""Words as arrays: each letter a row with a single 1, words of different lengths stacked into one batch."""

import numpy as np


def letter_indices(words, alphabet):
    """The place of every letter in the alphabet, padded with zeros at the end.

    Parameters
    ----------
    words : sequence of str
    alphabet : str
        All letters that there are, each once.

    Returns
    -------
    indices : ndarray (B, T) of int
        T is the length of the longest word.
    lengths : ndarray (B,) of int

    Raises
    ------
    TypeError, ValueError
        No words, an empty one, or one with a letter that is not in the alphabet; an alphabet in
        which a letter stands twice.
    """
    if isinstance(words, str):
        raise TypeError(f"words is one text, {words[:20]!r}, but it must be a list of words: [{words[:20]!r}].")
    places = {letter: k for k, letter in enumerate(alphabet)}
    if len(places) < len(alphabet):
        twice = next(letter for letter in alphabet if alphabet.count(letter) > 1)
        raise ValueError(f"alphabet has {twice!r} more than once, but each letter has one place.")
    words = list(words)
    if not words:
        raise ValueError("words is empty, but a batch needs at least one word.")
    for n, word in enumerate(words):
        if not word:
            raise ValueError(f"words[{n}] is an empty text, but a network needs at least one letter to read.")
        if strange := set(word) - places.keys():
            raise ValueError(
                f"words[{n}] is {word!r}, but the alphabet {alphabet!r} has no {sorted(strange)[0]!r}: "
                "make the alphabet of all the words, or leave that letter out."
            )
    lengths = np.array([len(word) for word in words])
    indices = np.zeros((len(words), lengths.max()), int)
    for row, word in zip(indices, words, strict=True):
        row[: len(word)] = [places[letter] for letter in word]
    return indices, lengths


def one_hot(words, alphabet):
    """Words as the input of a network, zeros past the end of each.

    Parameters
    ----------
    words, alphabet
        As in `letter_indices`.

    Returns
    -------
    x : ndarray (B, T, D)
        D is the number of letters in the alphabet.
    lengths : ndarray (B,) of int

    Raises
    ------
    TypeError, ValueError
        As `letter_indices`.
    """
    indices, lengths = letter_indices(words, alphabet)
    x = np.eye(len(alphabet))[indices]
    x[np.arange(indices.shape[1]) >= lengths[:, None]] = 0
    return x, lengths


def next_letters(words, alphabet):
    """Every letter but the last as input, and the one after it as the target.

    Parameters
    ----------
    words, alphabet
        As in `letter_indices`; every word has two letters or more.

    Returns
    -------
    x : ndarray (B, T, D)
        T is one less than the length of the longest word.
    targets : ndarray (B, T) of int
        Zeros past the end.
    lengths : ndarray (B,) of int

    Raises
    ------
    TypeError, ValueError
        As `letter_indices`; or a word of one letter, after which nothing follows.
    """
    indices, lengths = letter_indices(words, alphabet)
    if lengths.min() < 2:
        raise ValueError(f"words[{lengths.argmin()}] has one letter, and nothing follows: begin it with a mark.")
    x, _ = one_hot([word[:-1] for word in words], alphabet)
    return x, indices[:, 1:], lengths - 1
