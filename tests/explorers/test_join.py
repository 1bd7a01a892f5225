"""The scenes of lecture 1 against definitions of their own: loops over single numbers, NumPy asked again."""

import re

import numpy as np
import pytest
from drawing.reading import matrices, matrix_of, numbers, parse
from ipywidgets import ToggleButton

from rnnlab import explore_join
from rnnlab.drawing.picture import words_of
from rnnlab.explorers.join_scenes import (
    MISTAKES,
    SWAPPED,
    TURNED,
    count_vowels,
    grow,
    meet,
    read_word,
    see_mistake,
    wrong_join,
)

SIZES = [(H, D) for H in range(1, 6) for D in range(1, 5)]
each_size = pytest.mark.parametrize(("H", "D"), SIZES)


def distinct(H, D):
    return [[10 * (r + 1) + c + 1 for c in range(H + D)] for r in range(H)]


def read_back(root, part):
    """The numbers of a matrix as an array, its blocks joined as they stand."""
    blocks = matrix_of(root, part).blocks
    axis = 1 if len(blocks) == 1 or blocks[0].top == blocks[1].top else 0
    return np.concatenate([np.array(block.numbers, float) for block in blocks], axis=axis)


# ---- a word read ----


@pytest.mark.parametrize("word", ["banana", "rhythm", "aaa", "recurrent"])
def test_the_network_counts_vowels_and_letters(word):
    letters, W_hh, W_hx, x, h = count_vowels(word)
    assert list(letters) == sorted(set(word))
    assert h.shape == (len(word) + 1, 2, 1)
    assert [letters[int(np.argmax(one))] for one in x] == list(word)
    for t in range(len(word) + 1):
        assert h[t].ravel().tolist() == [sum(letter in "aeiou" for letter in word[:t]), t]
    for t in range(len(word)):
        assert np.array_equal(W_hh @ h[t] + W_hx @ x[t], h[t + 1])


@pytest.mark.parametrize("t", range(1, 7))
def test_the_picture_says_what_the_word_says(t):
    root, vowels = parse(read_word(t)), sum(letter == "a" for letter in "banana"[:t])
    assert read_back(root, "after").ravel().tolist() == [vowels, t]
    out = {1: "letter so far is a vowel", 2: "letters so far is a vowel", 3: "letters so far is a vowel"}
    assert f" {vowels} of {t} {out.get(t, 'letters so far are vowels')}." in words_of(read_word(t))


# ---- mistakes ----


@pytest.mark.parametrize("fill", ["constants", "distinct", "random"])
@pytest.mark.parametrize("mistake", [TURNED, SWAPPED])
@pytest.mark.parametrize("H", range(1, 6))
def test_the_entries_that_differ_are_counted_and_framed(fill, mistake, H):
    svg = see_mistake(fill, mistake, H, seed=3)
    root = parse(svg)
    meant, got = read_back(root, "meant"), read_back(root, "got")
    differ = int((meant != got).sum())
    assert words_of(svg).split(": ", 1)[1].startswith(f"{differ} of {H * (H + 2)} entries differ.")
    assert sum(int(item.get("data-wrong", 0)) for item in root.iter()) == differ
    if mistake == TURNED:
        assert np.array_equal(got, np.hstack([meant[:, :H].T, meant[:, H:]]))
        assert (differ == 0) == (fill == "constants" or H == 1)
    else:
        assert np.array_equal(got, np.hstack([meant[:, H:], meant[:, :H]]))
        assert differ


CALLS = {
    "edges do not fit": lambda a, b: np.concatenate([a, b.T], axis=1),
    "np.stack": lambda a, b: np.stack([a, b]),
    "axes mixed up": lambda a, b: np.concatenate([a, b], axis=0),
    "swapped order": lambda a, b: np.concatenate([b, a], axis=1),
}


@pytest.mark.parametrize("way", MISTAKES)
@each_size
def test_each_way_shows_what_numpy_makes_of_it(way, H, D):
    W_h = np.array(distinct(H, D))
    svg = wrong_join(way, H, D)
    root, said = parse(svg), words_of(svg)
    assert np.array_equal(read_back(root, "meant"), W_h)
    if D != H and way != "swapped order":
        with pytest.raises(ValueError, match="must") as caught:
            CALLS[way](W_h[:, :H], W_h[:, H:])
        assert said.endswith(f"NumPy says: {caught.value}")
        return
    wanted = CALLS[way](W_h[:, :H], W_h[:, H:])
    if way == "np.stack":
        cards = [numbers(card) for card in wanted]
        assert [matrix.blocks[0].numbers for matrix in matrices(root)[1:]] == cards
    else:
        assert np.array_equal(read_back(root, "got"), wanted)
    if wanted.shape == W_h.shape:
        assert f"{(wanted != W_h).sum()} of {W_h.size} entries are wrong." in said
    else:
        assert f"the shape is {wanted.shape} instead of {W_h.shape}." in said


# ---- order ----


@each_size
def test_the_product_in_both_orders(H, D):
    W_h, h, x = distinct(H, D), list(range(1, H + 1)), list(range(H + 1, H + D + 1))
    for order, met in (("[h ; x]", h + x), ("[x ; h]", x + h)):
        root = parse(meet(order, H, D))
        assert read_back(root, "result").ravel().tolist() == [
            sum(w * n for w, n in zip(row, met, strict=True)) for row in W_h
        ]
        assert ("≠" in meet(order, H, D)) == (order == "[x ; h]")
        assert f"its columns meet {', '.join(map(str, met))}." in words_of(meet(order, H, D))
    assert ("D = H" in words_of(meet("[x ; h]", H, D))) == (D == H)


# ---- growth ----


@pytest.mark.parametrize("t", [1, 2, 4])
@pytest.mark.parametrize("rows", [1, 3, 5])
@each_size
def test_the_lengths_are_those_that_numpy_gives(t, rows, H, D):
    W_h, h, lengths, broken = np.ones((rows, H + D)), np.ones((H, 1)), [H], False
    for _ in range(t):
        try:
            h = W_h @ np.concatenate([h, np.ones((D, 1))])
        except ValueError:
            broken = True
            break
        lengths.append(len(h))
    kept = [H + D * step for step in range(t + 1)]
    said = words_of(grow(t, rows, H, D))
    assert f"h would have {', '.join(map(str, kept))} entries" in said
    assert f"With W_h, h has {', '.join(map(str, lengths))}. " in said
    assert ("No product." in said) == broken
    assert broken == (rows != H and t > 1)


# ---- the explorer ----


def test_the_free_blocks_are_p_and_q():
    explorer = explore_join(blocks="any two blocks P, Q", P_rows=2, P_columns=3, Q_rows=2, Q_columns=1)
    assert [block.name for block in matrix_of(parse(explorer.svg), "joined").blocks] == ["P", "Q"]
    assert "P (2, 3) beside Q (2, 1) gives (2, 4)" in words_of(explorer.svg)
    labels = [control.description for control in explorer.controls.values()]
    assert {"P rows", "P columns", "Q rows", "Q columns"} <= set(labels)


def test_what_is_rarer_is_behind_more():
    explorer = explore_join()
    assert any(isinstance(child, ToggleButton) for child in explorer.children)
    behind = [child.description for child in explorer.children[2].children]
    assert behind == ["order", "seed"]


def test_the_seed_is_on_the_page_while_the_numbers_are_random():
    explorer = explore_join(fill="random")
    first = re.search("The first row reads .*", words_of(explorer.svg))[0]
    explorer.set(seed=1)
    assert re.search("The first row reads .*", words_of(explorer.svg))[0] != first
    assert "seed" in explorer.on_page
    explorer.set(fill="constants")
    assert "seed" not in explorer.on_page
