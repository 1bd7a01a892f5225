"""The explorer of lecture 8: what is drawn is what training gives, and a move costs few steps of it."""

import threading
from itertools import islice, pairwise

import numpy as np
import pytest
from drawing.reading import parse, texts
from scenes import said

from rnnlab import adam, explore_training, gru_forward, init_model, lstm_forward, rnn_forward, spectral_radius, train
from rnnlab.drawing.losses import draw_losses
from rnnlab.explorers import training
from rnnlab.explorers.training import AT_ONCE, CELLS, COMPARED, STEPS, Setting, losses, recall
from rnnlab.networks.training import Diverged

SETTING = Setting("RNN", 8, 0.03, 1.0, "Adam", 1.0, 0)
OTHERS = dict(cell="GRU", M=9, rate=0.01, limit=0.01, rule="gradient descent", start=0.5, seed=1)


@pytest.mark.parametrize("M", [1, 7])
def test_the_first_letter_is_to_be_recalled_after_M_others(M):
    batches = recall(M, 3)
    assert len(batches) == STEPS
    for batch in batches:
        letters = batch.x.argmax(axis=-1)
        assert batch.x.shape == (16, M + 1, 6)
        assert (batch.x.sum(axis=-1) == 1).all()
        assert set(letters[:, 0]) <= {0, 1}
        assert letters[:, 1:].min() >= 2
        assert (batch.targets[:, -1] == letters[:, 0]).all()
        assert batch.mask.sum(axis=0).tolist() == [0] * M + [16]


def test_every_batch_is_new_and_a_seed_decides_all():
    assert all((one.x != other.x).any() for one, other in pairwise(recall(7, 3)))
    again = recall.__wrapped__(7, 3)
    assert all((one.x == other.x).all() for one, other in zip(recall(7, 3), again, strict=True))
    assert (recall(7, 3)[0].x != recall(7, 4)[0].x).any()
    first = np.concatenate([batch.targets[:, -1] for batch in recall(7, 3)])
    assert 0.45 < first.mean() < 0.55


def test_the_losses_are_those_of_train():
    rng = np.random.default_rng([5, 0])
    cell = training._cell(SETTING._replace(seed=5), rng)
    records = train(init_model(cell, 2, rng), recall(8, 5), rule=adam, rate=0.03, limit=1.0)
    assert losses(SETTING._replace(seed=5), 30).tolist() == [record.loss for record in islice(records, 30)]


@pytest.mark.parametrize("field", OTHERS)
def test_each_setting_decides_how_it_learns(field):
    other = SETTING._replace(**{field: OTHERS[field]})
    assert not np.allclose(losses(SETTING, 20)[5:], losses(other, 20)[5:], rtol=1e-6)


@pytest.fixture
def trained(monkeypatch):
    """The numbers of the steps that were trained since the list was last emptied."""
    steps = []

    def counted(*args, **settings):
        for record in train(*args, **settings):
            steps.append(record.step)
            yield record

    monkeypatch.setattr(training, "train", counted)
    return steps


def test_what_was_trained_goes_on_and_is_the_same_in_whatever_pieces(trained):
    whole = training._Training(SETTING).first(60)
    trained.clear()
    run = training._Training(SETTING)
    for steps in (5, 40, 20, 40, 60, 10):
        assert run.first(steps).tolist() == whole[:steps].tolist()
    assert trained == list(range(1, 61))


def test_two_threads_may_ask_at_once():
    run, found = training._Training(SETTING), []
    asking = [threading.Thread(target=lambda: found.append(run.first(STEPS))) for _ in range(4)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert [len(one) for one in found] == [STEPS] * 4
    assert len({one.tobytes() for one in found}) == 1


@pytest.mark.parametrize("start", [0.3, 1.0])
def test_the_start_is_the_radius_of_an_rnn_and_the_bias_that_keeps_in_the_others(start):
    made = [training._cell(SETTING._replace(cell=cell, start=start), np.random.default_rng(0)) for cell in CELLS]
    assert spectral_radius(made[0].W_hh) == pytest.approx(start)
    assert (made[1].b_f == start).all()
    assert [made[1].b.sum(), made[2].b.sum()] == pytest.approx([8 * start] * 2)
    x = np.zeros((1, 1, 6))
    kept = [
        lstm_forward(x, made[1], np.zeros((1, 8)), np.ones((1, 8))).c,
        gru_forward(x, made[2], np.zeros((1, 8))).z,
    ]
    assert (kept[0] == kept[1]).all()
    assert kept[0] == pytest.approx(np.full((1, 1, 8), 1 / (1 + np.exp(-start))))
    assert rnn_forward(x, made[0]).shape == (1, 1, 8)


def test_a_training_that_diverges_shows_what_it_had(monkeypatch):
    def diverging(model, *args, **settings):
        yield from islice(train(model, *args, **settings), 9)
        raise Diverged("At step 10 the loss is nan.", 10, model)

    monkeypatch.setattr(training, "train", diverging)
    monkeypatch.setattr(training, "_training", training._Training)
    assert losses(SETTING, 40).tolist() == losses(SETTING, 9).tolist()
    assert "in 9 steps" in said(explore_training(compare="seeds"))


LABELS = {
    "cells": ["RNN", "LSTM", "GRU"],
    "rates": ["rate 0.0032", "rate 0.032", "rate 0.32"],
    "gaps": ["gap 5", "gap 10", "gap 20"],
    "starts": ["radius 0.5", "radius 1", "radius 1.5"],
    "clipping": ["clip never", "clip 1", "clip 0.1"],
    "rules": ["Adam", "gradient descent"],
    "seeds": ["seed 7", "seed 8", "seed 9"],
}

SAME = dict(
    cells="RNN", gaps="gap 3", rates="rate 0.032", starts="radius 1", clipping="clip 1", rules="Adam", seeds="seed 7"
)


@pytest.mark.parametrize("compare", COMPARED)
def test_the_runs_bear_the_name_of_what_is_different_and_the_words_what_is_the_same(compare):
    explorer = explore_training(compare=compare, seed=7, M=3)
    names = [text for text in texts(parse(explorer.svg)) if any(text in labels for labels in LABELS.values())]
    assert names == LABELS[compare]
    same, _, runs = said(explorer).partition(": ")
    assert [run.partition(" from ")[0] for run in runs.partition(". loss on")[0].split("; ")] == LABELS[compare]
    if compare == "cells":
        assert same.endswith("gap 3, rate 0.032, radius 1, bias 1, clip 1, Adam, seed 7")
    else:
        assert same.split(", ")[1:] == [words for name, words in SAME.items() if name != compare]


def test_the_lines_are_those_of_the_settings_on_the_controls():
    start = dict(M=3, power=-0.5, radius=0.7, bias=2.0, limit="0.1", rule="gradient descent", seed=4, steps=15)
    explorer = explore_training(**start)
    keep = dict(RNN=0.7, LSTM=2, GRU=2)
    runs = {cell: losses(Setting(cell, 3, 10**-0.5, 0.1, "gradient descent", keep[cell], 4), 15) for cell in CELLS}
    drawn = draw_losses("x", STEPS, {"guessing": np.log(2)}, ends=(1e-4, 10), **runs)
    assert explorer.svg.partition("</desc>")[2] == drawn.partition("</desc>")[2]
    explorer.set(compare="clipping", cell="LSTM")
    settings = [Setting("LSTM", 3, 10**-0.5, limit, "gradient descent", 2, 4) for limit in (None, 1, 0.1)]
    runs = dict(zip(LABELS["clipping"], (losses(setting, 15) for setting in settings), strict=True))
    drawn = draw_losses("x", STEPS, {"guessing": np.log(2)}, ends=(1e-4, 10), **runs)
    assert explorer.svg.partition("</desc>")[2] == drawn.partition("</desc>")[2]


@pytest.mark.parametrize(
    ("compare", "cell", "hidden"),
    [
        ("cells", "RNN", {"cell"}),
        ("cells", "LSTM", {"cell"}),
        ("rates", "RNN", {"power", "bias"}),
        ("rates", "GRU", {"power", "radius"}),
        ("gaps", "LSTM", {"M", "radius"}),
        ("starts", "RNN", {"radius", "bias"}),
        ("starts", "GRU", {"radius", "bias"}),
        ("clipping", "RNN", {"limit", "bias"}),
        ("rules", "RNN", {"rule", "bias"}),
        ("seeds", "RNN", {"bias"}),
    ],
)
def test_what_has_no_part_is_off_the_page(compare, cell, hidden):
    explorer = explore_training(compare=compare, cell=cell)
    assert set(explorer.controls) - set(explorer.on_page) == hidden


def test_a_setting_that_moves_begins_anew_with_the_first_steps():
    explorer = explore_training(steps=STEPS)
    assert explorer.values["steps"] == STEPS
    explorer.controls["M"].value = 4
    assert explorer.values["steps"] == AT_ONCE
    explorer.controls["steps"].value = 10
    explorer.controls["M"].value = 5
    assert explorer.values["steps"] == 10, "fewer steps stay as they are"
    explorer.set(M=6, steps=100)
    assert explorer.values["steps"] == 100


def test_a_notch_of_the_play_button_trains_no_more_than_its_steps(trained):
    explorer = explore_training(seed=91)
    assert len(trained) == 3 * AT_ONCE
    steps = explorer.controls["steps"]
    steps.value += steps.step
    assert len(trained) == 3 * (AT_ONCE + steps.step)
    explorer.controls["radius"].value = 0.5
    assert len(trained) == 3 * (AT_ONCE + steps.step) + AT_ONCE, "only the RNN has a radius"


@pytest.mark.parametrize("cell", CELLS)
def test_each_cell_learns_it_over_a_small_gap(cell):
    """Five seeds, with room: at first it guesses, at the end it knows."""
    runs = np.stack([losses(SETTING._replace(cell=cell, seed=seed), STEPS) for seed in range(5)])
    assert np.abs(runs[:, :3] - np.log(2)).max() < 0.4
    assert np.median(runs[:, -10:], axis=1).max() < 0.01
