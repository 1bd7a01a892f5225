from itertools import combinations, pairwise

import numpy as np
import pytest
from reading import contrast, luminance
from vision import EYES, apart, difference, lab

from rnnlab.drawing.colours import (
    ABOVE,
    BELOW,
    CARD,
    COLOURS,
    INK,
    LEVELS,
    MUTED,
    NEUTRAL,
    OPEN,
    WAITING,
    diverging,
    gate_tint,
    mix,
    tint,
)
from rnnlab.drawing.lstm_cell import INSIDE

DESIGN = {
    "h": ("#0072B2", "#0072B2"),
    "x": ("#E69F00", "#A35200"),
    "result": ("#009E73", "#00755A"),
    "c": ("#8E3B74", "#8E3B74"),
    "mistake": ("#B42318", "#B42318"),
    "f": ("#B5432A", "#B5432A"),
    "i": ("#00755A", "#00755A"),
    "o": ("#2A6FA8", "#2A6FA8"),
    "g": ("#7A6A00", "#7A6A00"),
}
NOTHING = [np.nan, np.inf, -np.inf]
BLOCKS = ("h", "x", "result", "c", "mistake")
SHADES = {shade for name in BLOCKS for shade in (*COLOURS[name], tint(name, 1.0, 1.0))}
SHARES = np.linspace(0.1, 1.0, LEVELS)
each_eye = pytest.mark.parametrize("eye", EYES)


def test_contrast_is_computed_as_wcag_does():
    assert contrast("#000000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("name", DESIGN)
def test_the_colours_are_those_of_the_design(name):
    assert COLOURS[name] == DESIGN[name]


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0),
        ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
        ((50, 0, 0), (50, -1, 2), 2.3669),
    ],
)
def test_a_difference_is_computed_as_sharma_wu_and_dalal_publish_it(one, other, distance):
    assert difference(one, other) == pytest.approx(distance, abs=1e-4)
    assert difference(other, one) == pytest.approx(distance, abs=1e-4)


def test_colour_blindness_is_simulated():
    assert lab("#ffffff") == pytest.approx((100, 0, 0), abs=0.01)
    assert lab("#ff0000") == pytest.approx((53.24, 80.09, 67.20), abs=0.02)
    for eye, matrix in EYES.items():
        assert np.sum(matrix, axis=1) == pytest.approx(1, abs=1e-5), "grey stays grey"
        assert lab("#808080", eye) == pytest.approx(lab("#808080"), abs=0.01)
    assert apart("#b2182b", "#4d6b1e") > 50
    assert apart("#b2182b", "#4d6b1e", "deuteranopia") < 10, "a red and a green"


@pytest.mark.parametrize("text", [INK, MUTED, *NEUTRAL, *(colour.text for colour in COLOURS.values())])
@pytest.mark.parametrize("ground", [CARD, INSIDE])
def test_every_text_can_be_read_on_the_card_and_inside_the_cell(text, ground):
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("name", COLOURS)
def test_ink_can_be_read_on_the_deepest_tint_of_every_colour(name):
    assert contrast(INK, tint(name, 1.0, 1.0)) >= 4.5


@pytest.mark.parametrize("share", [0.0, *SHARES])
def test_ink_can_be_read_on_a_waiting_cell_and_on_every_level_of_a_strip(share):
    for ground in (WAITING, diverging(-share, 1.0), diverging(share, 1.0), gate_tint(share)):
        assert contrast(INK, ground) >= 4.5


@each_eye
def test_every_eye_tells_the_ends_of_a_strip_and_an_open_gate_apart(eye):
    assert apart(BELOW, ABOVE, eye) >= 25
    assert apart(BELOW, OPEN, eye) >= 10
    assert apart(ABOVE, OPEN, eye) >= 10
    sides = [apart(diverging(-share, 1.0), diverging(share, 1.0), eye) for share in SHARES]
    assert sides == sorted(sides), "the larger, the clearer"
    assert sides[2] >= 8, "0.3 and -0.3 of the peak"
    steps = [apart(gate_tint(low), gate_tint(low + 0.5), eye) for low in (0.0, 0.5)]
    assert min(steps) >= 12, "closed, half open and open"


@each_eye
@pytest.mark.parametrize("end", [BELOW, ABOVE, OPEN])
def test_no_eye_takes_a_strip_for_a_block(eye, end):
    distances = {shade: apart(end, shade, eye) for shade in SHADES}
    assert min(distances.values()) >= 10, min(distances, key=distances.get)
    assert min(apart(end, COLOURS[name].text, eye) for name in "fiog") >= 10


def test_both_ends_of_a_strip_are_equally_deep():
    for share in SHARES:
        below, above = (lab(diverging(sign * share, 1.0))[0] for sign in (-1, 1))
        assert abs(below - above) <= 2.5


@each_eye
def test_every_eye_tells_the_curves_apart_and_none_is_a_blocks(eye):
    assert min(apart(one, other, eye) for one, other in combinations(NEUTRAL, 2)) >= 10
    texts = [COLOURS[name].text for name in BLOCKS]
    assert min(apart(curve, text, eye) for curve in NEUTRAL for text in texts) >= 7
    assert not {*NEUTRAL} & {shade for colour in COLOURS.values() for shade in colour}


def test_a_curve_is_far_from_every_block():
    assert min(apart(curve, COLOURS[name].text) for curve in NEUTRAL for name in BLOCKS) >= 15


def test_mixing_goes_from_white_to_the_colour():
    assert mix("#0072B2", 0) == "#ffffff"
    assert mix("#0072B2", 1) == "#0072b2"
    assert mix("#0072B2", 0.5) == "#80b8d8"


@pytest.mark.parametrize("name", COLOURS)
def test_a_tint_is_deeper_the_larger_the_value_whatever_its_sign(name):
    values = np.linspace(0, 2, 9)
    tints = [tint(name, value, 2.0) for value in values]
    assert tints == [tint(name, -value, 2.0) for value in values]
    depths = [luminance(one) for one in tints]
    assert all(deep < pale for pale, deep in pairwise(depths))
    assert depths[0] < 1
    assert tints[-1] == mix(COLOURS[name].fill, 0.52)


def test_the_four_blocks_of_a_formula_have_four_hues():
    assert len({tint(name, 1.0, 1.0) for name in ("h", "x", "result", "b")}) == 4


@pytest.mark.parametrize("paint", [lambda v, peak: tint("h", v, peak), diverging])
def test_colours_of_the_extremes(paint):
    assert paint(3.0, 1.0) == paint(1.0, 1.0), "deeper than the deepest"
    assert {paint(value, 1.0) for value in NOTHING} == {paint(0.0, 1.0)}, "what is no number is as pale as 0"
    assert paint(1.0, 0.0) == paint(0.0, 0.0) == paint(0.0, 1.0)
    assert paint(np.int8(-128), 128) == paint(-128.0, 128.0)
    assert paint(np.float32(-0.5), np.float32(1)) == paint(-0.5, 1.0)
    assert paint(-5e-324, 1e308) == paint(0.0, 1.0)


def test_diverging_is_violet_below_0_white_at_0_and_olive_above():
    assert diverging(0.0, 1.0) == diverging(-0.0, 1.0) == "#ffffff"
    assert (diverging(-2.0, 2.0), diverging(2.0, 2.0)) == (BELOW, ABOVE)
    assert (diverging(-1.0, 2.0), diverging(1.0, 2.0)) == (mix(BELOW, 0.5), mix(ABOVE, 0.5))


def test_strips_have_few_colours_so_that_equal_ones_can_share_a_path():
    values = np.linspace(0, 1, 400)
    below, above = ([diverging(sign * value, 1.0) for value in values] for sign in (-1, 1))
    gate = [gate_tint(value) for value in values]
    for colours in (below, above, gate):
        assert len(set(colours)) == LEVELS + 1
        depths = [luminance(colour) for colour in colours]
        assert depths == sorted(depths, reverse=True)


def test_a_gate_is_white_when_closed_and_grey_when_open():
    assert gate_tint(0.0) == gate_tint(-0.3) == gate_tint(np.nan) == "#ffffff"
    assert gate_tint(1.0) == gate_tint(1.2) == OPEN
    assert gate_tint(np.float32(0.5)) == gate_tint(0.5) == mix(OPEN, 0.5)


@pytest.mark.parametrize("kind", [np.float32, np.float64, np.int16])
def test_a_colour_does_not_depend_on_the_type_of_its_numbers(kind):
    for value in range(-8, 9):
        assert tint("h", kind(value), kind(8)) == tint("h", float(value), 8.0)
        assert diverging(kind(value), kind(8)) == diverging(float(value), 8.0)
