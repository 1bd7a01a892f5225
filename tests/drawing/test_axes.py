from itertools import pairwise

import numpy as np
import pytest
from matplotlib.ticker import MaxNLocator

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


def ranges():
    """Of every size, from round to odd numbers; some begin or end at a tick, give or take a rounding."""
    rng = np.random.default_rng(0)
    for _ in range(10_000):
        size, low, part = 10.0 ** rng.integers(-12, 13), rng.choice([-100, -10, -1, 0, 1, 10]), rng.uniform(0, 1)
        digits = int(rng.integers(0, 6))
        yield size * round(low * part, digits), size * round(low * part + 10 ** rng.uniform(-2, 2), digits)
    for n in range(1, 100):
        for k in (*range(-30, n), *(k / 10 for k in range(-30, 10 * n, 7))):
            yield (k * 0.1, n * 0.1) if n % 2 else (float(k), float(n))


def test_the_ticks_of_a_linear_axis_are_those_of_matplotlib():
    theirs, count = MaxNLocator(nbins=6, steps=[1, 2, 5, 10]), 0
    for low, high in ranges():
        if high - low > abs(low + high) / 200:  # closer together, theirs depend on the last digits
            assert y_axis(np.array([high, low]), 100, 0).ticks.tolist() == theirs.tick_values(low, high).tolist()
            count += 1
    assert count > 10_000


@pytest.mark.parametrize("part", [0, 1e-9, 1e-5, 1e-4, 2e-4, 1e-3, 3e-3])
@pytest.mark.parametrize("value", [0.0, 1.0, -3e-7, 2e200, 5e-280])
def test_a_constant_or_nearly_one_has_ticks_that_differ_too(value, part):
    axis = y_axis(np.array([value, value + part * abs(value)]), 100, 0)
    assert -1e-9 <= axis.place(value) <= 100 + 1e-9
    assert 3 <= len({axis.label(tick) for tick in axis.ticks}) == len(axis.ticks) <= 8


def test_what_can_be_drawn():
    values = np.array([1.0, 0.0, -2.0, np.nan, np.inf, 1e301, 1e-301])
    assert drawable(values).tolist() == [1, 0, -2, 1e-301]
    assert drawable(values, log=True).tolist() == [1]
