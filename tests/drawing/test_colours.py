from itertools import pairwise

import numpy as np
import pytest
from reading import channels, contrast, luminance

from rnnlab.drawing.colours import (
    CARD,
    COLOURS,
    INK,
    LEVELS,
    MUTED,
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


def test_contrast_is_computed_as_wcag_does():
    assert contrast("#000000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("name", DESIGN)
def test_the_colours_are_those_of_the_design(name):
    assert COLOURS[name] == DESIGN[name]


@pytest.mark.parametrize("text", [INK, MUTED, *(colour.text for colour in COLOURS.values())])
@pytest.mark.parametrize("ground", [CARD, INSIDE])
def test_every_text_can_be_read_on_the_card_and_inside_the_cell(text, ground):
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("name", COLOURS)
def test_ink_can_be_read_on_the_deepest_tint_of_every_colour(name):
    assert contrast(INK, tint(name, 1.0, 1.0)) >= 4.5


@pytest.mark.parametrize(
    "ground", [WAITING, diverging(-1.0, 1.0), diverging(1.0, 1.0), *(gate_tint(name, 1.0) for name in "fio")]
)
def test_ink_can_be_read_on_a_waiting_cell_and_on_the_deepest_colours_of_a_strip(ground):
    assert contrast(INK, ground) >= 4.5


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


def test_diverging_is_blue_below_0_white_at_0_and_red_above():
    assert diverging(0.0, 1.0) == diverging(-0.0, 1.0) == "#ffffff"
    for size in (0.2, 0.6, 1.0):
        red, _, blue = channels(diverging(-size, 1.0))
        assert blue > red
        red, _, blue = channels(diverging(size, 1.0))
        assert red > blue
    assert diverging(-2.0, 2.0) == mix("#2166ac", 0.65)
    assert diverging(2.0, 2.0) == mix("#b2182b", 0.65)


def test_strips_have_few_colours_so_that_equal_ones_can_share_a_path():
    values = np.linspace(0, 1, 400)
    below, above = ([diverging(sign * value, 1.0) for value in values] for sign in (-1, 1))
    gate = [gate_tint("f", value) for value in values]
    for colours in (below, above, gate):
        assert len(set(colours)) == LEVELS + 1
        depths = [luminance(colour) for colour in colours]
        assert depths == sorted(depths, reverse=True)


@pytest.mark.parametrize("name", ["f", "i", "o"])
def test_a_gate_is_white_when_closed_and_its_own_hue_when_open(name):
    assert gate_tint(name, 0.0) == gate_tint(name, -0.3) == gate_tint(name, np.nan) == "#ffffff"
    assert gate_tint(name, 1.0) == gate_tint(name, 1.2) == mix(COLOURS[name].fill, 0.7)
    assert gate_tint(name, np.float32(0.5)) == gate_tint(name, 0.5) == mix(COLOURS[name].fill, 0.35)


@pytest.mark.parametrize("kind", [np.float32, np.float64, np.int16])
def test_a_colour_does_not_depend_on_the_type_of_its_numbers(kind):
    for value in range(-8, 9):
        assert tint("h", kind(value), kind(8)) == tint("h", float(value), 8.0)
        assert diverging(kind(value), kind(8)) == diverging(float(value), 8.0)
