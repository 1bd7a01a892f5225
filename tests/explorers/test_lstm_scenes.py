"""What the scenes of lecture 4 compute, against definitions of its own."""

import numpy as np
import pytest

from rnnlab import init_rnn, load_torch_lstm, rnn_forward
from rnnlab.explorers.lstm_scenes import (
    DEPTH,
    LIBRARIES,
    change_through_rnn,
    draw_beside_rnn,
    draw_columns,
    draw_read_as,
    draw_two_ways_back,
    draw_unit_from_sums,
    draw_unit_over_time,
    states_read_as,
    unit_over_time,
)
from rnnlab.frameworks import GATE_ORDER


@pytest.mark.parametrize(("f", "i", "o"), [(0.8, 1.0, 0.5), (1.0, 0.0, 1.0), (0.0, 1.0, 0.3), (0.35, 0.65, 0.0)])
def test_the_unit_follows_the_two_equations(f, i, o):
    g, c, h = unit_over_time(f, i, o)
    candidates = np.zeros(9)
    candidates[2], candidates[6] = 0.9, -0.6
    assert g == pytest.approx(candidates)
    now = 0.5
    for t in range(9):
        now = f * now + i * candidates[t]
        assert c[t + 1] == pytest.approx(now, abs=1e-12)
        assert h[t] == pytest.approx(o * np.tanh(now), abs=1e-12)
    assert c[0] == 0.5


def test_a_kept_number_is_kept_to_the_last_digit():
    assert set(unit_over_time(1.0, 0.0, 0.4)[1]) == {0.5}
    assert "Step 2: c₂ = f·c₁ + i·g = 1·0.50 + 0·0 = 0.50" in draw_unit_over_time(1.0, 0.0, 1.0, 2).words


def test_sums_go_through_sigmoid_and_tanh():
    words = draw_unit_from_sums(0.0, -6.0, 6.0, 6.0).words
    assert "f = 0.50 at 0, i = 0.00 at -6, o = 1.00 at 6, g = 1.00 at 6" in words
    assert f"= {0.5 * 0.8 + 1 / (1 + np.exp(6)):.2f}," in words


def test_the_framed_column_is_the_sum_and_the_gate():
    words = draw_columns("g", 3, True).words
    z = float(words.partition(" = ")[2].partition(",")[0].rpartition("= ")[2])
    terms = words.partition("z = ")[2].partition(" = ")[0].split(" + ")
    assert len(terms) == 5
    assert z == sum(np.prod([float(number.strip("()")) for number in term.split("·")]) for term in terms)
    assert f"g = tanh({z:g}) = {np.tanh(z):.2f}" in words or abs(np.tanh(z)) in (0.0, 1.0)


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_saved_states_come_out_for_the_order_of_pytorch_alone(library):
    h = load_torch_lstm()[2]
    right = GATE_ORDER[LIBRARIES[library]] == "ifgo"
    assert np.allclose(states_read_as(GATE_ORDER[LIBRARIES[library]]), h, rtol=0, atol=1e-12) == right
    assert ("the saved states are equal" in draw_read_as(library).words) == right


def test_every_library_of_the_table_can_be_chosen():
    assert set(LIBRARIES.values()) == set(GATE_ORDER)


def test_the_difference_to_the_rnn_falls_to_nothing_without_the_tanh():
    assert "LSTM and RNN are equal." in draw_beside_rnn(0.0, 1.0, 1.0, False).words
    for values in ((0.0, 1.0, 1.0, True), (0.05, 1.0, 1.0, False), (0.0, 0.95, 1.0, False), (0.0, 1.0, 0.95, False)):
        assert "are equal" not in draw_beside_rnn(*values).words


@pytest.mark.parametrize("radius", [0.5, 0.9, 1.3])
def test_without_tanh_a_change_goes_with_the_power_of_the_radius(radius):
    sizes, wanted = change_through_rnn(radius, False), radius ** np.arange(DEPTH + 1.0)
    assert sizes == pytest.approx(wanted)


def test_with_tanh_a_change_is_what_pushing_the_first_state_shows():
    rng = np.random.default_rng(0)
    params = init_rnn(2, 8, rng, spectral_radius=0.9)
    x, n, push = rng.normal(size=(DEPTH, 2)), 6, 1e-6
    left = [
        (rnn_forward(x, params, h0)[n - 1] - rnn_forward(x, params, -h0)[n - 1]) / (2 * push) for h0 in push * np.eye(8)
    ]
    assert change_through_rnn(0.9, True)[n] == pytest.approx(np.sqrt(np.square(left).sum() / 8), rel=1e-4)


def test_along_c_what_is_left_is_a_power_of_f():
    assert f"along c {0.95**10:.3g}" in draw_two_ways_back(0.95, 0.9, True).words


def test_what_is_less_than_a_millionth_is_drawn_as_a_millionth():
    svg = draw_two_ways_back(0.0, 0.0, True)
    assert "less than a millionth drawn as a millionth" in svg.words
    assert "At 10: along c 1e-06, through h 1e-06." in svg.words
