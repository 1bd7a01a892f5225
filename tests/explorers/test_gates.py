"""The explorer of lecture 4: presets, pins, and what a learner's step may not change."""

import pytest
from scenes import on_page, said

from rnnlab import explore_gates
from rnnlab.explorers.gates import PRESETS


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_sets_the_gates_and_is_named_until_one_is_moved(preset):
    explorer = explore_gates()
    explorer.controls["preset"].value = preset
    assert explorer.values | PRESETS[preset] == explorer.values
    explorer.controls["pin_f"].value = False
    assert explorer.values["preset"] == "none"


@pytest.mark.parametrize("preset", PRESETS)
def test_without_a_preset_everything_is_as_at_the_start(preset):
    explorer = explore_gates()
    first = explorer.values
    explorer.controls["preset"].value = preset
    explorer.controls["preset"].value = "none"
    assert explorer.values == first


def test_a_preset_is_named_when_its_values_are_set_by_hand():
    assert explore_gates(**PRESETS["forget"]).values["preset"] == "forget"


def test_what_becomes_the_rnn_says_so():
    explorer = explore_gates(preset="become the RNN")
    assert said(explorer).endswith("Its h and the RNN's h are equal.")
    explorer.controls["output_tanh"].value = True
    assert "differ by at most" in said(explorer)


def test_remember_keeps_c_and_forget_loses_it_in_one_step():
    assert "mean c 0.27" in said(explore_gates(preset="remember", t=24))  # 0.8, -0.8, 0.8
    assert "mean c 0, " in said(explore_gates(preset="forget", t=1))


@pytest.mark.parametrize("name", "fio")
def test_a_gate_is_on_the_page_where_it_is_pinned_and_its_bias_where_not(name):
    free, pinned = explore_gates(), explore_gates(**{f"pin_{name}": True})
    assert f"b_{name}" in on_page(free)
    assert name not in on_page(free)
    assert name in on_page(pinned)
    assert f"b_{name}" not in on_page(pinned)
    assert pinned.controls[name].description == f"gate {name}"


def test_the_tanh_stays_when_a_learners_step_drives():
    def step(x, h, c, W, b):
        return ..., ...

    driven = explore_gates(step, pin_f=True, f=0.5)
    assert "output_tanh" not in on_page(driven)
    values = driven.values
    assert driven._draw(**values) == driven._draw(**values | {"output_tanh": False})
