"""The scenes on words: what they show is what a plain loop computes."""

import numpy as np
import pytest
from drawing.reading import matrices, matrix_of, numbers, parse

from rnnlab import init_rnn
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.picture import words_of
from rnnlab.explorers.reading import (
    LETTERS,
    TEXT,
    WORDS,
    draw_halves,
    draw_reading,
    draw_slabs,
    draw_starts,
    draw_unit,
    draw_words,
    explore_reading,
    one_hot,
    reader,
)


def states(text, params=None, h=None):
    """h_0 … h_T of a text, in a plain loop."""
    params = reader() if params is None else params
    found = [np.zeros(3) if h is None else np.full(3, h)]
    for letter in text:
        x = np.array([float(letter == sign) for sign in "elrv"])
        found.append(np.tanh(found[-1] @ params.W_h[:3] + x @ params.W_h[3:] + params.b_h))
    return np.array(found)


def test_a_letter_is_a_row_with_a_single_1_and_a_blank_has_none():
    assert one_hot("le v").tolist() == [[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1]]
    assert one_hot("").shape == (0, 4)


def test_the_words_are_written_with_these_letters_and_the_text_fills_the_longest_sequence():
    assert len(TEXT) == 24
    assert set(TEXT) == {*LETTERS, " "} == {*"".join(WORDS), " "}
    assert {len(word) for word in WORDS} == {5}


def test_the_network_is_always_the_same_and_nobody_may_change_it():
    assert reader() is reader()
    assert reader().W_h.shape == (7, 3)
    with pytest.raises(ValueError, match="read-only"):
        reader().W_h[0, 0] = 1


@pytest.mark.parametrize(("T", "t"), [(5, 1), (11, 7), (24, 24)])
def test_the_text_is_read_letter_by_letter(T, t):
    said = draw_reading(T, "unrolled", t).words
    assert f"is [{', '.join(map(show_number, states(TEXT[:T])[t]))}]." in said
    assert f"The states h ({T}, 3)" in said


def test_time_stays_within_the_text():
    explorer = explore_reading(T=11, t=11)
    explorer.set(T=4)
    assert explorer.values["t"] == explorer.controls["t"].max == 4
    assert "Step 4 reads e" in words_of(explorer.svg)
    explorer.set(network="folded")
    assert "folded" in words_of(explorer.svg)


@pytest.mark.parametrize(("t", "unit"), [(1, 1), (3, 2), (5, 3)])
def test_a_unit_is_made_from_the_state_before(t, unit):
    svg = draw_unit(t, unit)
    h, x = matrix_of(parse(svg), "hx").blocks
    before, after = states("level")[[t - 1, t]]
    assert h.numbers == numbers(before[None])
    assert x.numbers == numbers(one_hot("level"[t - 1]))
    assert svg.words.endswith(f"= {show_number(after[unit - 1])}.")


@pytest.mark.parametrize(("B", "t"), [(1, 1), (3, 5)])
def test_the_batch_is_the_first_words(B, t):
    found = [states(word)[t] for word in WORDS[:B]]
    assert matrix_of(parse(draw_words(B, t)), "result").blocks[0].numbers == numbers(found)


@pytest.mark.parametrize("cut", range(12))
def test_cut_anywhere_the_parts_give_the_whole_if_the_state_is_handed_over(cut):
    whole = states(TEXT[:11])
    second = states(TEXT[cut:11])
    apart = np.abs(second[1:] - whole[cut + 1 :]).max(initial=0)
    assert "Largest difference: 0." in draw_halves(cut, True).words
    assert f"Largest difference: {show_number(apart)}." in draw_halves(cut, False).words
    assert (apart > 0.1) == (0 < cut < 11)


@pytest.mark.parametrize("radius", [0.0, 0.8, 1.5])
def test_two_starts_are_as_far_apart_as_is_said(radius):
    params = init_rnn(4, 3, np.random.default_rng(3), spectral_radius=radius)
    A, B = (states(TEXT[:12], params, h)[-1] for h in (0.9, -0.9))
    assert f"radius {radius:.2f}: {np.abs(A - B).max():.2f} apart after 12 steps" in draw_starts(radius).words


def test_the_slabs_are_those_of_the_first_word():
    svg = draw_slabs(2)
    assert "t = 2: all of buffer[2] is multiplied" in svg.words
    assert not matrices(parse(svg))
    for value in states("level")[:4].flat:
        assert show_number(value) in svg
