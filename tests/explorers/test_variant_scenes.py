import re

import numpy as np
import pytest

from rnnlab.explorers.variant_scenes import FULL, STATE, STEPS, WEIGHT, WIRES, clock, draw_all_counts, draw_two_resets
from rnnlab.networks.init import init_gru, init_lstm


@pytest.mark.parametrize("open_", [(0, 0, 0), (1, 0, 1), (0, 1, 0), (1, 1, 1)])
def test_the_two_resets_term_by_term(open_):
    """Before the product r is on what each unit says, after it on what each unit hears."""
    before = [sum(open_[k] * STATE[k] * WEIGHT[k, n] for k in range(3)) for n in range(3)]
    after = [open_[n] * sum(STATE[k] * WEIGHT[k, n] for k in range(3)) for n in range(3)]
    words = draw_two_resets(*map(bool, open_)).words
    some_shut = 0 in open_
    assert f"product{' rows of W_nh go' * some_shut}: [{', '.join(map(str, before))}]" in words
    assert f"after it{' columns' * some_shut}: [{', '.join(map(str, after))}]" in words


@pytest.mark.parametrize(("H", "D"), [(1, 1), (3, 2), (5, 4)])
def test_the_counts_are_those_of_the_parameters(H, D):
    rng = np.random.default_rng(0)
    gru, lstm = init_gru(D, H, rng), init_lstm(D, H, rng)
    plain = lstm.W.size + lstm.b.size
    extra = {"nothing more": 0, "peepholes": 3 * H, "gate recurrence": (3 * H) ** 2}
    for wires, more in extra.items():
        totals = re.findall(r"(\d+) numbers", draw_all_counts(H, D, wires).words)
        assert totals == [str(plain // 4), str(gru.W.size + gru.b.size + gru.b_hn.size), str(plain + more)]


@pytest.mark.parametrize("amount", np.round(np.arange(0.05, 0.51, 0.05), 2))
def test_with_peepholes_the_clock_ticks_when_it_is_full(amount):
    trace, c = clock("peepholes", amount), 0.0
    for t in range(STEPS):
        c = amount if c >= FULL else c + amount
        assert trace.c[t, 0] == pytest.approx(c, abs=0.01)
        assert trace.o[t, 0] == pytest.approx(float(c >= FULL), abs=0.01)


def test_without_a_wire_nothing_is_ever_seen():
    trace = clock("none", 0.5)
    assert trace.h.max() == 0
    assert trace.c[-1, 0] == pytest.approx(0.5 * STEPS)


def test_gates_that_see_gates_tick_at_a_pace_of_their_own():
    for amount in (0.05, 0.5):
        o = clock("gates see the gates before", amount).o[:, 0]
        assert o == pytest.approx([t % 2 for t in range(STEPS)])


def test_each_wire_is_one_switch():
    assert [len(switches) for switches in WIRES.values()] == [0, 1, 1]
