"""The explorer of lecture 7: what its cells compute, against the equations written out one step at a time."""

import re

import numpy as np
import pytest
from scenes import said

from rnnlab import VARIANTS, explore_variants
from rnnlab.explorers import wired
from rnnlab.explorers.variant_words import say_gru, say_lstm, say_steps
from rnnlab.explorers.variants import PRESETS, WHOLE, variant_of
from rnnlab.networks.sequences import gru_forward, lstm_forward, rnn_forward

SHORT = {
    "no peepholes (NP)": "NP",
    "no tanh on g (NIAF)": "NIAF",
    "gates see gates (FGR)": "FGR",
    "all parts": "vanilla",
}


def sigma(z):
    return 1 / (1 + np.exp(-z))


def by_orders(input_gate=True, forget_gate=True, output_gate=True, coupled=False, tanh_g=True, tanh_c=True, peep=True):
    """h of the cell wired by hand, from its orders alone: no weights, gates 0 or 1 but for the peephole."""
    c, h = 0.0, []
    for t, value in enumerate(wired.VALUES, start=1):
        i = 1.0 if t in wired.WRITE or not input_gate else 0.0
        f = 1 - i if coupled else 0.0 if t in wired.ERASE and forget_gate else 1.0
        c = f * c + i * (np.tanh(value) if tanh_g else value)
        told = 8.0 if t in wired.SHOW else -8.0
        o = sigma(told + 11 * c * peep) if output_gate else 1.0
        h.append(o * (np.tanh(c) if tanh_c else c))
    return np.array(h)


@pytest.mark.parametrize(
    ("switches", "orders"),
    [
        ({}, {}),
        (dict(peepholes=False), dict(peep=False)),
        (dict(input_gate=False), dict(input_gate=False)),
        (dict(forget_gate=False), dict(forget_gate=False)),
        (dict(output_gate=False), dict(output_gate=False)),
        (dict(coupled=True), dict(coupled=True)),
        (dict(input_tanh=False), dict(tanh_g=False)),
        (dict(output_tanh=False), dict(tanh_c=False)),
    ],
)
def test_the_cell_wired_by_hand_does_what_it_is_told(switches, orders):
    h = lstm_forward(wired.orders(), wired.wired_lstm(), variant=variant_of(WHOLE | switches)).h[:, 0]
    assert h == pytest.approx(by_orders(**orders), abs=0.01)


def test_gates_that_see_gates_wipe_what_was_shown():
    trace = lstm_forward(wired.orders(), wired.wired_lstm(), variant=VARIANTS["FGR"])
    assert trace.f[3] == pytest.approx(0, abs=1e-3)  # shown at t = 3
    assert trace.c[3] == pytest.approx(0, abs=1e-3)


def test_the_gru_wired_by_hand_writes_erases_and_keeps():
    trace, h = gru_forward(wired.orders(), wired.wired_gru()), 0.0
    for t, value in enumerate(wired.VALUES, start=1):
        if t in wired.ERASE:
            h = np.tanh(value)
        elif t in wired.WRITE:
            h = np.tanh(value + h)
        assert trace.h[t - 1, 0] == pytest.approx(h, abs=0.01)


def test_the_rnn_is_the_candidate_of_the_gru():
    gru = wired.wired_gru()
    assert np.array_equal(wired.wired_rnn().W_h, gru.W_n)
    assert rnn_forward(wired.orders(), wired.wired_rnn())[0, 0] == np.tanh(0.5)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_sets_its_switches_and_a_switch_its_preset(preset):
    explorer = explore_variants(preset=preset)
    assert {name: explorer.values[name] for name in PRESETS[preset]} == PRESETS[preset]
    moved = explore_variants()
    moved.set(**PRESETS[preset])
    assert moved.values["preset"] == preset


def test_coupled_gates_are_both_there_whatever_their_switches_say():
    off = dict(input_gate=False, forget_gate=False, coupled=True)
    assert variant_of(WHOLE | off) == variant_of(WHOLE | dict(coupled=True)) == VARIANTS["CIFG"]


def test_the_presets_are_the_variants_of_the_paper():
    shown = {}
    for name, switches in PRESETS.items():
        short = SHORT.get(name, (re.findall(r"\((\w+)\)", name) or [name])[-1])
        shown[short] = variant_of(WHOLE | switches)
    assert {name: shown[name] for name in VARIANTS} == VARIANTS


def test_the_picture_s_words_have_the_numbers_of_the_step():
    h = by_orders()
    explorer = explore_variants(t=5)
    assert f"h = o·tanh(c) = 0.89·tanh(0.92) = {h[4]:.2f}" in said(explorer)
    explorer.set(preset="f = 1 − i (CIFG)")
    assert "Over 0.1 off the whole LSTM's h at t = 5 to 7." in said(explorer)


def test_the_mirror_changes_the_letters_and_not_the_states():
    plain, mirror = (explore_variants(cell="GRU", t=8, keeps=keeps) for keeps in (True, False))
    assert "h = z·h + (1 − z)·n" in said(plain)
    assert "h = (1 − z)·h + z·n" in said(mirror)
    numbers = [re.search(r"n = ([^,]*?)\. ", said(one))[1] for one in (plain, mirror)]
    assert numbers[0] == numbers[1] == "0.00·0.73 + 1.00·0.00 = 0.00"


@pytest.mark.parametrize("seed", range(20))
def test_random_cells_differ_by_their_reset(seed):
    params = wired.random_gru(3, seed)
    after, before = (gru_forward(wired.orders(), params, reset=reset).h for reset in ("after", "before"))
    assert np.abs(after - before).max() > 1e-3


def test_a_step_is_said_with_brackets_around_what_is_negative():
    assert say_lstm(1, 0.5, 0.2, -0.5, 0.4, 0.15, 0.03, True) == [
        ("c", "c = f·c + i·g = 1·0.40 + 0.50·(-0.50) = 0.15"),
        ("h", "h = o·tanh(c) = 0.20·tanh(0.15) = 0.03"),
    ]
    assert say_gru(1, 0.25, -0.5, 0.4, -0.275, True) == [
        ("h", "h = z·h + (1 − z)·n = 0.25·0.40 + 0.75·(-0.50) = -0.28")
    ]
    assert say_gru(1, 0.75, -0.5, 0.4, -0.275, False) == [
        ("h", "h = (1 − z)·h + z·n = 0.25·0.40 + 0.75·(-0.50) = -0.28")
    ]


@pytest.mark.parametrize(
    ("steps", "words"),
    [([4], "4"), ([2, 4], "2, 4"), ([5, 6, 10, 11], "5, 6, 10, 11"), ([2, *range(4, 13)], "2, 4 to 12")],
)
def test_steps_in_a_row_are_a_range(steps, words):
    assert say_steps(steps) == words
