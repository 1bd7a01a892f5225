"""What the explorer and the scenes of lecture 5 compute, against definitions of their own."""

import re

import numpy as np
import pytest

from rnnlab import explore_memory, half_life, init_rnn, load_sunspots, rnn_forward, sigmoid
from rnnlab.drawing.picture import words_of
from rnnlab.explorers import memory, memory_scenes, sun


def half_lives(explorer):
    """What the picture says of each curve: steps, or None for never."""
    said = re.findall(r"([\w .,]+?), (?:½ after ([\d.]+) steps|never ½)", words_of(explorer.svg).split(". ", 1)[-1])
    return {words.strip(" .;").lower(): float(steps) if steps else None for words, steps in said}


def steps_until_half(left):
    """Step by step, the logarithm interpolated."""
    for t in range(1, len(left)):
        if left[t] <= 0.5:
            a, b = np.log(left[t - 1]), np.log(left[t])
            return t - 1 + (a - np.log(0.5)) / (a - b)
    return None


@pytest.mark.parametrize("radius", [0.5, 0.8, 0.95])
@pytest.mark.parametrize("at", [1, 20])
def test_without_an_activation_the_radius_is_right_for_any_pulse_of_orthogonal_weights(radius, at):
    for size in ("0.01", "10"):
        found = half_lives(explore_memory(radius=radius, activation="identity", at=at, size=size))
        assert set(found.values()) == {round(float(half_life(radius)), 1)}


def test_with_tanh_it_is_shorter_and_what_is_shown_is_measured():
    for source in ("noise", "zeros"):
        explorer = explore_memory(radius=0.95, size="1", source=source, H=4, seed=3)
        measured, predicted = half_lives(explorer).values()
        assert measured < predicted
        x = 0.3 * np.random.default_rng(3).standard_normal((60, 1)) if source == "noise" else np.zeros((60, 1))
        pushed = x + np.eye(60, 1)
        params = init_rnn(1, 4, np.random.default_rng(3), spectral_radius=0.95)
        change = rnn_forward(pushed, params) - rnn_forward(x, params)
        left = np.sqrt((change**2).sum(axis=1))
        assert measured == pytest.approx(steps_until_half(left / left[0]), abs=0.06)


def test_a_shift_keeps_the_pulse_for_as_many_steps_as_there_are_units():
    x, pushed = memory.pulse_input("zeros", 0, 0.1, 1)
    params = memory.pulse_rnn("shift", 5, 0, 1.0)
    _, left, half = memory.measured(rnn_forward(pushed, params) - rnn_forward(x, params), 1)
    assert (left[:5] > 0.96).all()
    assert (left[5:] == 0).all()
    assert half == pytest.approx(5)


def test_the_prediction_is_the_radius_of_weights_that_stretch_more_too():
    for number in range(5):
        found = half_lives(explore_memory(weights="normal", radius=0.8, H=4, seed=number))
        assert found["radius 0.80"] == round(float(half_life(0.8)), 1)
    assert half_lives(explore_memory(weights="shift", radius=0.8))["radius 0.00"] == 0


def test_a_latch_never_forgets_and_a_radius_above_1_predicts_no_half():
    found = half_lives(explore_memory(weights="identity", radius=1.5, size="10", source="zeros"))
    assert set(found.values()) == {None}


@pytest.mark.parametrize("b_f", [-1.0, 1.0, 3.0])
def test_with_the_loop_cut_the_product_of_the_gates_is_right(b_f):
    measured, product, _ = half_lives(explore_memory(network="LSTM", b_f=b_f, loop=False, at=7)).values()
    assert measured == product == pytest.approx(float(half_life(sigmoid(b_f))), rel=0.3)


def test_with_the_loop_real_it_is_not():
    apart = 0
    for seed in range(20):
        measured, product, _ = half_lives(explore_memory(network="LSTM", b_f=3.0, seed=seed)).values()
        apart += measured is None or abs(measured - product) > 1
    assert apart > 15


def test_the_rival_is_the_rnn_of_the_radius():
    found = half_lives(explore_memory(network="LSTM", radius=0.8))
    assert found["rnn, radius 0.80"] == round(float(half_life(0.8)), 1)


def test_a_pulse_that_never_arrives_is_gone():
    assert np.array_equal(memory.measured(np.zeros((60, 3)), 4)[1], np.zeros(57))


def test_a_seed_is_on_the_page_only_where_it_decides_something():
    explorer = explore_memory(source="zeros")
    assert "seed" in explorer.on_page
    explorer.set(weights="shift")
    assert "seed" not in explorer.on_page
    assert "seed" not in words_of(explorer.svg)
    explorer.set(network="LSTM")
    assert "seed" in explorer.on_page
    powers = memory_scenes.explore_powers()
    powers.set(weights="identity")
    assert "seed" not in powers.on_page
    assert "seed" not in words_of(powers.svg)


# ---- powers and first weights ----


def test_the_powers_are_matrix_powers_of_a_vector():
    W = np.random.default_rng(0).normal(size=(4, 4)) / 3
    v = memory_scenes.powers_of(W, 6)
    for n in range(7):
        np.testing.assert_allclose(v[n], np.linalg.matrix_power(W, n)[0])


@pytest.mark.parametrize("weights", ["orthogonal", "normal"])
def test_the_words_say_the_length_after_n_steps(weights):
    said = words_of(memory_scenes.draw_powers(weights, 0.9, 2, 7))
    W = init_rnn(1, 10, np.random.default_rng(2), weights, spectral_radius=0.9).W_hh
    length = np.linalg.norm(np.linalg.matrix_power(W, 7)[0])
    assert f"length of v after 7 steps: {length:.3g}; radius to the power of 7: {0.9**7:.3g}" in said


def test_one_eigenvalue_outside_is_counted():
    assert "λ³: 10 of 10 outside" in words_of(memory_scenes.draw_powers("identity", 1.05, 0, 3))
    assert "λ: 0 of 10 outside" in words_of(memory_scenes.draw_powers("shift", 1.05, 0, 1))


def first(weights, gain, seed=0, units=40):
    return memory_scenes.run_twice(memory_scenes.first_weights(weights, units, gain, seed), seed)


def test_the_identity_has_fixed_points_and_minus_the_identity_flips():
    states, left = first("identity", 2.0)
    np.testing.assert_allclose(states[-1], np.tanh(2 * states[-1]), atol=1e-6)
    flipping, _ = first("minus identity", 2.0)
    np.testing.assert_allclose(flipping[-1], -flipping[-2], atol=1e-6)
    assert left[-1] < 1e-3


def test_small_weights_fade_and_large_normal_ones_are_chaotic():
    for seed in range(5):
        states, left = first("uniform", 1.0, seed)
        assert np.abs(states[-1]).max() < 1e-2
        assert left[-1] < 1
        states, left = first("normal", 2.0, seed)
        assert np.abs(states[-1]).max() > 0.9
        assert left[-1] > 1e4


# ---- the sun ----


def test_the_last_years_are_this_year_first_and_nothing_comes_from_the_future():
    numbers = load_sunspots()[1] / 100
    columns = sun.last_years(4)
    assert columns.shape == (308, 4)
    for row in (3, 50, 307):
        np.testing.assert_array_equal(columns[row], numbers[row - 3 : row + 1][::-1])
        assert sun.next_year()[row] == numbers[row + 1]
    assert columns[0].tolist() == [numbers[0], 0, 0, 0]


@pytest.mark.parametrize("radius", [0.8, 0.0])
def test_the_batch_of_reservoirs_is_each_network_alone(radius):
    states = sun.reservoirs(radius, 7)
    x = (load_sunspots()[1] / 100)[:-1, None]
    assert states.shape == (20, 308, 7)
    for seed in (0, 19):
        params = init_rnn(1, 7, np.random.default_rng(seed), spectral_radius=radius)
        np.testing.assert_allclose(states[seed], rnn_forward(x, params), atol=1e-9)


def test_a_miss_is_that_of_rows_below_the_data():
    """A ridge as rows: root of it times the identity, which is to meet zeros."""
    columns = sun.last_years(3)
    A, target = np.column_stack([columns, np.ones(308)]), sun.next_year()
    below = np.concatenate([A[20:208], np.sqrt(1e-3) * np.eye(4)])
    w = np.linalg.lstsq(below, np.r_[target[20:208], np.zeros(4)], rcond=None)[0]
    wanted = 100 * np.sqrt(np.mean((A[208:] @ w - target[208:]) ** 2))
    assert sun.miss(columns) == pytest.approx(wanted)
    assert sun.miss(np.stack([columns, 2 * columns])).shape == (2,)
    plain = np.linalg.lstsq(A[20:208], target[20:208], rcond=None)[0]
    assert sun.miss(columns, ridge=0) == pytest.approx(100 * np.sqrt(np.mean((A[208:] @ plain - target[208:]) ** 2)))


def test_the_known_misses():
    """Of a reading of the first edition: two years 20.2, seven 19.0, nine 17.7, this year alone 28.4."""
    assert [round(float(sun.miss(sun.last_years(n))), 1) for n in (1, 2, 7, 9)] == [28.4, 20.2, 19.0, 17.7]
    assert "same as this year: 29.6" in words_of(sun.draw_sun(0.9, 20, 9))


def test_the_scenes_of_the_lecture_have_few_controls():
    for make in (memory_scenes.explore_powers, memory_scenes.explore_first_weights, sun.explore_sun):
        assert len(make().shown) <= 4
