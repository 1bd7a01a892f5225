"""What explore_forward says of memory is measured on what it shows."""

import numpy as np
import pytest

from rnnlab import explore_forward, init_rnn
from rnnlab.drawing.picture import words_of
from rnnlab.explorers.forward import input_signal, say_memory, start_state

PHI = {
    "tanh": np.tanh,
    "identity": lambda z: z,
    "relu": lambda z: np.maximum(z, 0),
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
}


def states(x, T, H, seed, radius, activation, h0):
    """Every state, in a plain loop."""
    params = init_rnn(1, H, np.random.default_rng(seed), spectral_radius=radius)
    h, found = start_state(h0, H), []
    for x_t in x:
        h = PHI[activation](np.concatenate([h, x_t]) @ params.W_h)
        found.append(h)
    return np.array(found)


def halved_after(T, H, seed, radius, activation, h0, source):
    """Steps until the effect of a small change of x_1 is half of what it was; None if that is never seen."""
    x = input_signal(source, T)
    other = x + 1e-2 * (np.arange(T) == 0)[:, None]
    left = np.linalg.norm(
        states(other, T, H, seed, radius, activation, h0) - states(x, T, H, seed, radius, activation, h0), axis=1
    )
    for t in range(1, T):
        if left[t] <= left[0] / 2:
            if left[t] == 0:
                return float(t)
            slope = np.log(left[t - 1] / left[t])
            return t - 1 + np.log(left[t - 1] / (left[0] / 2)) / slope
    return None


def test_it_is_the_half_life_of_what_is_shown():
    rng = np.random.default_rng(0)
    for _ in range(60):
        shown = dict(
            T=int(rng.integers(2, 25)),
            H=int(rng.integers(1, 6)),
            seed=int(rng.integers(100)),
            radius=float(rng.choice([0.0, 0.5, 0.9, 1.2])),
            activation=str(rng.choice(["tanh", "identity", "sigmoid"])),
            h0=str(rng.choice(["zeros", "A", "B"])),
            source=str(rng.choice(["pulse", "sine", "sunspots"])),
        )
        steps, said = halved_after(**shown), say_memory(**shown)
        if steps is None:
            assert said.endswith(f"is not halved by step {shown['T']}."), (shown, said)
        else:
            assert float(said.split("gone ")[1].split()[0]) == pytest.approx(steps, abs=0.051), (shown, said)


def test_tanh_on_a_visible_pulse_forgets_sooner_than_no_activation():
    explorer = explore_forward()
    assert "is gone 2.1 steps later." in words_of(explorer.svg)
    explorer.set(activation="identity")
    assert "is gone 6.6 steps later." in words_of(explorer.svg)


def test_a_start_and_an_input_count():
    said = {say_memory(12, 3, 0, 0.9, "tanh", h0, source) for h0 in ("zeros", "A") for source in ("pulse", "sunspots")}
    assert len(said) == 4


def test_where_nothing_arrives_that_is_said():
    seeds = [seed for seed in range(20) if "does not reach" in say_memory(5, 1, seed, 0.9, "relu", "zeros", "pulse")]
    assert seeds
    for seed in seeds:
        assert not states(input_signal("pulse", 5), 5, 1, seed, 0.9, "relu", "zeros").any()


def test_one_step_is_never_enough_to_see_it_halved():
    assert say_memory(1, 3, 0, 0.9, "tanh", "zeros", "pulse").endswith("is not halved by step 1.")


def test_the_time_slider_walks_over_the_steps_there_are():
    explorer = explore_forward()
    explorer.set(t=12)
    explorer.set(T=7)
    assert (explorer.controls["t"].max, explorer.values["t"]) == (7, 7)


def test_it_is_not_measured_again_at_every_step():
    explorer = explore_forward(T=20)
    say_memory.cache_clear()
    for t in range(2, 20):
        explorer.set(t=t)
    assert say_memory.cache_info().misses <= 1
