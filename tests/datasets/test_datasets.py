from pathlib import Path

import numpy as np

import rnnlab.datasets
from rnnlab import load_sunspots, load_torch_lstm


def test_the_sunspots_are_309_years_without_a_gap():
    years, numbers = load_sunspots()
    assert years.tolist() == list(range(1700, 2009))
    assert years.dtype.kind == "i"
    assert (numbers.dtype, numbers.shape) == (np.float64, (309,))


def test_the_sunspots_are_the_figures_of_the_series():
    years, numbers = load_sunspots()
    figures = dict(zip(years.tolist(), numbers.tolist(), strict=True))
    known = {1700: 5.0, 1778: 154.4, 1810: 0.0, 1957: 190.2, 2000: 119.6, 2008: 2.9}
    assert {year: figures[year] for year in known} == known
    assert years[numbers.argmax()] == 1957
    assert numbers.min() == 0
    assert years[numbers == 0].tolist() == [1711, 1712, 1810]


def test_the_sun_has_its_eleven_years():
    _, numbers = load_sunspots()
    power = np.abs(np.fft.rfft(numbers - numbers.mean()))
    assert 10 < len(numbers) / power.argmax() < 12


def test_the_file_names_its_source_and_every_call_gives_arrays_of_its_own():
    text = Path(rnnlab.datasets.__file__).with_name("sunspots.csv").read_text(encoding="utf-8")
    head = [line for line in text.splitlines() if line.startswith("#")]
    assert any("SILSO" in line and "Royal Observatory of Belgium" in line for line in head)
    load_sunspots()[1][:] = -1
    assert load_sunspots()[1][0] == 5


def test_the_lstm_of_torch_is_what_torch_computed():
    weights, x, h = load_torch_lstm()
    shapes = {"weight_ih_l0": (16, 3), "weight_hh_l0": (16, 4), "bias_ih_l0": (16,), "bias_hh_l0": (16,)}
    assert {name: array.shape for name, array in weights.items()} == shapes
    state, cell = np.zeros(4), np.zeros(4)
    for x_t, h_t in zip(x, h, strict=True):
        z = weights["weight_ih_l0"] @ x_t + weights["weight_hh_l0"] @ state
        z_i, z_f, z_g, z_o = np.split(z + weights["bias_ih_l0"] + weights["bias_hh_l0"], 4)
        cell = cell / (1 + np.exp(-z_f)) + np.tanh(z_g) / (1 + np.exp(-z_i))
        state = np.tanh(cell) / (1 + np.exp(-z_o))
        np.testing.assert_allclose(state, h_t, rtol=1e-12)
