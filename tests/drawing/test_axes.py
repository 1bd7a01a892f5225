from itertools import pairwise

import numpy as np
import pytest

from rnnlab.drawing.axes import drawable, x_axis, y_axis

RANGES = [
    (1, 1, ["1", "2"]),
    (0.5, 1, ["0.5", "1"]),
    (0.03, 0.7, ["0.02", "0.05", "0.1", "0.2", "0.5", "1"]),
    (0.001, 1, ["0.001", "0.01", "0.1", "1"]),
    (2, 200, ["2", "5", "10", "20", "50", "100", "200"]),
    (30, 60_000, ["10", "10²", "10³", "10⁴", "10⁵"]),
    (3e-7, 5e-7, ["2·10⁻⁷", "5·10⁻⁷"]),
    (1e-12, 1e-9, ["10⁻¹²", "10⁻¹¹", "10⁻¹⁰", "10⁻⁹"]),
    (1e-7, 3, ["10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "1", "10²"]),
    (1e-299, 1e299, ["10⁻³⁰⁰", "10⁻²⁰⁰", "10⁻¹⁰⁰", "1", "10¹⁰⁰", "10²⁰⁰", "10³⁰⁰"]),
]


@pytest.mark.parametrize(("low", "high", "says"), RANGES)
def test_a_logarithmic_axis_says_powers_of_ten_or_1_2_5(low, high, says):
    axis = y_axis(np.array([high, low, 0.0, -1.0, np.nan, np.inf]), 100, 0, log=True)
    assert [axis.label(tick) for tick in axis.ticks] == says
    assert axis.ticks[0] <= low * (1 + 1e-8)
    assert axis.ticks[-1] >= high * (1 - 1e-8)
    assert [axis.place(axis.ticks[0]), axis.place(axis.ticks[-1])] == [100, 0]


def test_a_power_of_ten_that_was_rounded_is_its_own_tick():
    for low, high in ((0.1**3, 0.1**0), (np.nextafter(1e-3, 0), np.nextafter(1.0, 2)), ((1 - 1e-12) / 1000, 1 + 1e-12)):
        assert y_axis(np.array([low, high]), 100, 0, log=True).ticks == pytest.approx([1e-3, 1e-2, 1e-1, 1])


def test_equal_ratios_are_equal_distances():
    axis = y_axis(np.array([1e-3, 1.0]), 300, 0, log=True)
    assert [axis.place(value) for value in (1e-3, 1e-2, 1e-1, 1.0)] == pytest.approx([300, 200, 100, 0])


@pytest.mark.parametrize("seed", range(50))
def test_every_range_has_few_ticks_that_differ(seed):
    rng = np.random.default_rng(seed)
    values = 10.0 ** rng.uniform(-200, 200, 2) if seed % 2 else 10.0 ** (rng.uniform(-200, 200) + rng.uniform(0, 3, 2))
    axis = y_axis(values, 100, 0, log=True)
    assert 2 <= len(axis.ticks) <= 10
    assert len({axis.label(tick) for tick in axis.ticks}) == len(axis.ticks)
    assert all(above < below for below, above in pairwise(axis.place(tick) for tick in axis.ticks))
    assert all(-0.01 <= axis.place(value) <= 100.01 for value in values)


def test_the_x_axis_runs_from_the_first_number_to_the_last():
    axis = x_axis(np.array([3.0, 41.0, 7.0]), 0, 380)
    assert [axis.place(3), axis.place(41)] == [0, 380]
    assert axis.ticks.tolist() == [10, 20, 30, 40]


def test_what_can_be_drawn():
    values = np.array([1.0, 0.0, -2.0, np.nan, np.inf, 1e301, 1e-301])
    assert drawable(values).tolist() == [1, 0, -2, 1e-301]
    assert drawable(values, log=True).tolist() == [1]
