"""What the scenes of rates, gaps and gates compute, and what the lecture uses with them."""

from types import SimpleNamespace

import numpy as np
import pytest

from rnnlab import GRUParams, LSTMParams, RNNParams, init_gru, init_lstm, init_rnn, sigmoid, spectral_radius
from rnnlab.datasets import REBER_LETTERS, may_follow, next_letters, one_hot, reber_words
from rnnlab.explorers import training_scenes as scenes
from rnnlab.networks.training import Model, cross_entropy, init_model, run_model


def test_a_cell_keeps_the_share_it_is_asked_for():
    for share in (0.5, 0.73, 0.95):
        rnn, lstm, gru = (
            scenes.cell_that_keeps(k, share, 4, 6, np.random.default_rng(0)) for k in ("RNN", "LSTM", "GRU")
        )
        assert spectral_radius(rnn.W_hh) == pytest.approx(share)
        assert sigmoid(lstm.b[:6]) == pytest.approx(share)
        assert sigmoid(gru.b[6:12]) == pytest.approx(share)
        assert not lstm.b[6:].any()
        assert not gru.b[:6].any()
        assert not gru.b[12:].any()


def test_without_a_share_a_cell_is_as_init_makes_it():
    for kind, init, params in (
        ("RNN", init_rnn, RNNParams),
        ("LSTM", init_lstm, LSTMParams),
        ("GRU", init_gru, GRUParams),
    ):
        made = scenes.cell_that_keeps(kind, None, 4, 6, np.random.default_rng(3))
        assert isinstance(made, params)
        assert np.array_equal(made.W, init(4, 6, np.random.default_rng(3)).W)
        assert np.array_equal(made.b, init(4, 6, np.random.default_rng(3)).b)
    lstm = scenes.cell_that_keeps("LSTM", scenes.F_1, 4, 6, np.random.default_rng(3))
    assert lstm.b == pytest.approx(init_lstm(4, 6, np.random.default_rng(3)).b, abs=1e-15)


@pytest.mark.parametrize(
    ("losses", "step"),
    [
        ([0.05] * 5, 3),
        ([1, 0.05, 0.05, 1, 0.05, 0.05, 0.05, 0.05], 7),
        ([1, 0.05, 0.05, 0.1, 0.05, 0.05], np.nan),
        ([], np.nan),
    ],
)
def test_learnt_is_three_losses_in_a_row_below_the_limit(losses, step):
    records = (SimpleNamespace(step=n, loss=loss) for n, loss in enumerate(losses, start=1))
    assert scenes.step_when_below(records, 0.1, times=3) == pytest.approx(step, nan_ok=True)


def test_no_step_more_is_taken_than_it_needs():
    records = iter([SimpleNamespace(step=n, loss=0.0) for n in range(1, 100)])
    assert scenes.step_when_below(records, 0.1) == 10
    assert next(records).step == 11


def model_that_says(letter):
    """It expects this letter always."""
    b_y = np.zeros(7)
    b_y[REBER_LETTERS.index(letter)] = 5.0
    return Model(init_rnn(7, 3, np.random.default_rng(0)), np.zeros((3, 7)), b_y)


def test_who_always_says_t_is_right_at_the_end_of_half_of_the_words():
    says_t, says_p = (scenes.right_at_end(model_that_says(letter), 400) for letter in "TP")
    assert says_t + says_p == 1
    assert abs(says_t - 0.5) < 0.1


def test_who_keeps_the_second_letter_is_right_at_the_end_of_all():
    """A latch by hand: the input after the first B writes T or P into a unit that then keeps it."""
    D, T, P, B = 7, *(REBER_LETTERS.index(letter) for letter in "TPB")
    # unit 0 counts "a letter was read"; units 1 and 2 keep T and P: i is open where unit 0 was not yet set twice
    W = np.zeros((3 + D, 12))
    b = np.zeros(12)
    b[:3], b[6:9] = 50.0, 50.0  # f and o open
    W[3:, 3], W[3:, 9] = 50.0, 0.3  # unit 0 adds at every letter
    b[4:6], W[0, 4:6] = 0.0, 0.0
    b[4:6] = 120.0
    W[0, 4:6] = -320.0  # i of units 1 and 2 shuts once h of unit 0 is above 0.4: from the third letter on
    W[3 + T, 10], W[3 + P, 11], W[3 + B, 10:] = 5.0, 5.0, 0.0
    W_hy = np.zeros((3, D))
    W_hy[1, T], W_hy[2, P] = 5.0, 5.0
    model = Model(LSTMParams(W, b), W_hy, np.zeros(D))
    assert scenes.right_at_end(model, 200) == 1


def test_words_are_learnt_as_the_lecture_says():
    """After few steps: what letters follow is known better than by guessing, and the same seed gives the same model."""
    model = scenes.reber_learnt("RNN", 0, steps=40)
    assert model is scenes.reber_learnt("RNN", 0, steps=40)
    assert (model.D, model.H, model.K) == (7, 16, 7)
    x, targets, lengths = next_letters(reber_words(50, np.random.default_rng(5)), REBER_LETTERS)
    mask = np.arange(x.shape[1]) < lengths[:, None]
    assert cross_entropy(run_model(x, model, lengths)[0], targets, mask)[0] < 0.6 * np.log(7)
    again = scenes.reber_learnt.__wrapped__("RNN", 0, steps=40)
    assert all(np.array_equal(again.arrays[name], array) for name, array in model.arrays.items())
    assert not np.array_equal(scenes.reber_learnt("RNN", 1, steps=2).W_hy, model.W_hy)
    b_z = scenes.reber_learnt("GRU", 0, 0.73, steps=1).cell.b[16:32]
    assert sigmoid(b_z) == pytest.approx(0.73, abs=0.003)  # one step of Adam moves a bias by 0.01


def test_words_of_the_scene_are_of_the_grammar_and_fit():
    for number in (1, 5, 12):
        for second in "TP":
            word = scenes.reber_word(number, second)
            assert word[1] == word[-2] == second
            assert len(may_follow(word)) == len(word) - 1 <= scenes.LONGEST
    assert scenes.reber_word(3, "T")[2:-2] == scenes.reber_word(3, "P")[2:-2]


def test_the_scene_of_gates_says_what_the_model_computes_at_its_step():
    rng = np.random.default_rng(0)
    model = init_model(init_lstm(7, 4, rng), 7, rng)
    scene = scenes.explore_gates_along(model)
    scene.set(number=4, second="P", t=6)
    word = scenes.reber_word(4, "P")[:-1]
    y, trace = run_model(one_hot([word], REBER_LETTERS)[0][0], model)
    chances = np.exp(y[5]) / np.exp(y[5]).sum()
    said = scene.svg.words
    assert ", ".join(f"{a} {p:.2f}" for a, p in zip(REBER_LETTERS, chances, strict=True)) in said
    assert f"Mean f {trace.f[5].mean():.2f}" in said
    assert f"step 6 of {len(word)}" in said
    scene.set(number=1)
    assert scene.controls["t"].max == len(scenes.reber_word(1, "P")) - 1


def test_the_scene_of_gaps_shows_the_rows_that_were_handed_in():
    cells, starts, gaps = {"RNN": 0, "LSTM": 1}, {"a": 1, "b": 2}, (10, 35, 60)
    learnt = {(kind, a, M): [starts[a] * M + n, np.nan] for kind, n in cells.items() for a in starts for M in gaps}
    scene = scenes.explore_gaps(learnt, 150)
    assert scene.svg.words == "Gap 60, a: RNN: 1 of 2 learnt, 60; LSTM: 1 of 2 learnt, 61."
    scene.set(M=35, start="b")
    assert scene.svg.words == "Gap 35, b: RNN: 1 of 2 learnt, 70; LSTM: 1 of 2 learnt, 71."


def test_the_scene_of_rates_shows_the_runs_at_its_rate():
    runs = {("sgd", power): np.full(30, 2.0 + power) for power in (-1.5, -1.0, -0.5)}
    scene = scenes.explore_rates(runs, 30, {"guessing": 3.0})
    assert scene.svg.words.startswith("Rate 0.1: sgd from 1 to 1 in 30 steps")
    scene.set(power=-0.5)
    assert scene.svg.words.startswith("Rate 0.32: sgd from 1.5 to 1.5 in 30 steps")
