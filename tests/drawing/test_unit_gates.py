"""The rows of one unit along a text."""

import numpy as np
import pytest
from reading import boxes, cell_colours, parse, texts, word, words

from rnnlab.drawing.colours import INK, LINE, diverging, gate_tint
from rnnlab.drawing.unit_gates import draw_unit_gates, window

TEXT = ".tin (iron)"
RNG = np.random.default_rng(1)
ARRAYS = {name: RNG.uniform(0, 1, (11, 4)) for name in "fio"} | {name: RNG.uniform(-2, 2, (11, 4)) for name in "gch"}


def rows_of(root, T, kinds):
    """The colours of each row."""
    frames = sorted(
        (box for box in boxes(root) if box.stroke == LINE and box.right - box.left > 100), key=lambda b: b.top
    )
    frames = [box for box in frames if box.bottom - box.top == 22]
    assert len(frames) == kinds
    return [cell_colours(root, box, T, 1)[0] for box in frames]


@pytest.mark.parametrize("unit", [0, 3])
def test_gates_are_grey_and_states_have_a_scale_of_their_own(unit):
    root = parse(draw_unit_gates(list(TEXT), ARRAYS, unit, 5))
    for row, (name, array) in zip(rows_of(root, 11, 6), ARRAYS.items(), strict=True):
        values = array[:, unit]
        peak = np.abs(values).max()
        assert row == [gate_tint(v) if name in "fio" else diverging(v, peak) for v in values]
    assert texts(root).count("0 … 1") == 3
    assert {f"±{np.abs(ARRAYS[name][:, unit]).max():.2f}" for name in "gch"} <= set(texts(root))


def test_r_and_z_of_a_gru_are_gates_and_n_is_none():
    arrays = {name: np.full((3, 1), 0.5) for name in "rznh"}
    root = parse(draw_unit_gates(list("abc"), arrays, 0, 1))
    assert [row[0] for row in rows_of(root, 3, 4)] == [gate_tint(0.5)] * 2 + [diverging(1, 1)] * 2


@pytest.mark.parametrize("t", [1, 6, 11])
def test_the_column_of_t_is_framed_and_its_numbers_stand_at_the_right(t):
    picture = draw_unit_gates(list(TEXT), ARRAYS, 2, t, "c = 1")
    root = parse(picture)
    (frame,) = [box for box in boxes(root) if box.stroke == INK]
    inside = [one.text for one in words(root) if frame.left < one.x < frame.right and frame.top < one.y < frame.bottom]
    assert inside == [TEXT[t - 1]]
    names = {one.text: one for one in words(root) if one.text in ARRAYS and one.x < 40}
    for name, array in ARRAYS.items():
        beside = [one.text for one in words(root) if abs(one.y - names[name].y) < 4 and one.x > frame.right]
        assert f"{array[t - 1, 2]:.2f}" in beside
        assert f"{name} {array[t - 1, 2]:.2f}" in picture.words
    assert word(root, f"unit 2 after “{TEXT[t - 1]}”, t = {t}")
    assert word(root, "c = 1")
    assert picture.words.endswith(" c = 1.")


def test_shapes_and_places_are_said_and_the_legend_once():
    root = parse(draw_unit_gates(list(TEXT), ARRAYS, 2, 1, where="layer 1 of 2, forward"))
    assert word(root, "a row: column 2 of f, i, o, g, c, h, 11 × 4 (T × H)")
    assert word(root, "layer 1 of 2, forward")
    assert texts(root).count("negative") == texts(root).count("gate") == 1
    alone = parse(draw_unit_gates(list(TEXT), {"h": ARRAYS["h"]}, 2, 1))
    assert "gate" not in texts(alone)


@pytest.mark.parametrize("T", [1, 40, 41, 60, 500])
def test_a_window_of_forty_steps_holds_t_and_moves_in_strides(T):
    firsts = []
    for t in range(1, T + 1):
        first, end = window(T, t, 40)
        assert 0 <= first < t <= end <= T
        assert end - first == min(T, 40)
        firsts.append(first)
    assert firsts == sorted(firsts)
    assert len(set(firsts)) <= max(1, T // 20)


def test_a_long_text_says_which_steps_are_shown_and_wide_labels_leave_fewer():
    arrays = {"h": RNG.uniform(-1, 1, (200, 1))}
    picture = draw_unit_gates(list("ab" * 100), arrays, 0, 100)
    assert picture.words.endswith("shown: steps 71 to 110 of 200")
    row = rows_of(parse(picture), 40, 1)[0]
    peak = np.abs(arrays["h"]).max()
    assert row == [diverging(v, peak) for v in arrays["h"][70:110, 0]]
    root = parse(draw_unit_gates(["eight ch"] * 200, arrays, 0, 100))
    places = sorted(one.x for one in words(root) if one.text == "eight ch")
    assert np.diff(places).min() > 8 * 13 * 0.6


def test_arrays_are_left_as_they_are():
    arrays = {name: array.copy() for name, array in ARRAYS.items()}
    for array in arrays.values():
        array.flags.writeable = False
    draw_unit_gates(list(TEXT), arrays, 0, 1)
    assert all((arrays[name] == ARRAYS[name]).all() for name in arrays)
