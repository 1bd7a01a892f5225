"""Names that are learnt, and counting which letter follows which, against definitions of their own."""

from collections import Counter
from itertools import islice
from math import exp, log

import numpy as np
import pytest

from rnnlab import init_lstm
from rnnlab.datasets import ELEMENTS
from rnnlab.explorers import names_learnt as learnt
from rnnlab.networks.training import init_model, run_model, sgd


def small_model(seed=0):
    rng = np.random.default_rng(seed)
    return init_model(init_lstm(25, 5, rng), 25, rng)


def test_names_have_a_mark_at_both_ends_and_the_alphabet_is_theirs():
    assert [name[1:-1] for name in learnt.NAMES] == list(ELEMENTS)
    assert {name[0] + name[-1] for name in learnt.NAMES} == {".."}
    assert learnt.ALPHABET == ".abcdefghiklmnoprstuvwxyz"


def test_pairs_are_counted_and_what_never_came_gets_a_share_of_all_letters():
    names, weight = [".tin.", ".ti."], 3.0
    table = learnt.pair_chances(names, weight)
    follows = Counter("tin.ti.")  # each letter that comes after another one
    for first, second, count, row in (("t", "i", 2, 2), ("i", "n", 1, 2), ("i", ".", 1, 2), ("t", "x", 0, 2)):
        alone = (follows[second] + 1) / (7 + 25)
        expected = (count + weight * alone) / (row + weight)
        assert table[learnt.ALPHABET.index(first), learnt.ALPHABET.index(second)] == pytest.approx(expected)
    assert table.sum(axis=1) == pytest.approx(1)
    assert learnt.ALPHABET.index(".") == 0


def test_the_loss_of_a_table_is_a_mean_over_letters_and_end_marks():
    table = np.full((25, 25), 1 / 25)
    table[0] = np.arange(1, 26) / 325
    t = learnt.ALPHABET.index("t")
    assert learnt.pair_loss([".tin."], table) == pytest.approx((log(325 / (t + 1)) + 3 * log(25)) / 4)


def test_the_loss_of_a_model_is_the_mean_surprise_over_all_letters_of_all_names():
    model, surprises = small_model(), []
    for name in (".tin.", ".gold."):
        x = np.eye(25)[[learnt.ALPHABET.index(letter) for letter in name[:-1]]]
        for y, letter in zip(run_model(x, model)[0], name[1:], strict=True):
            share = exp(y[learnt.ALPHABET.index(letter)]) / sum(map(exp, y))
            surprises.append(-log(share))
    assert learnt.loss_on([".tin.", ".gold."], model) == pytest.approx(np.mean(surprises))


def test_batches_hold_the_names_they_are_made_of():
    batch = next(learnt.name_batches([".tin.", ".gold.", ".zinc."], np.random.default_rng(0), 3))
    read = {
        "".join(learnt.ALPHABET[k] for k in x[:n].argmax(axis=1)) for x, n in zip(batch.x, batch.lengths, strict=True)
    }
    assert read == {".tin", ".gold", ".zinc"}


def test_a_rule_is_used_at_its_rate():
    model = small_model()
    still = learnt.losses_with(sgd, 0.0, model, steps=4)
    moving = learnt.losses_with(sgd, 5.0, model, steps=4)
    assert still[0] == moving[0]
    assert still[3] > moving[3]
    batches = islice(learnt.name_batches(learnt.NAMES, np.random.default_rng(0)), 4)
    names = [
        "." + "".join(learnt.ALPHABET[k] for k in row[:n])
        for b in batches
        for row, n in zip(b.targets, b.lengths, strict=True)
    ]
    assert np.mean(still) == pytest.approx(learnt.loss_on(names, model), abs=0.03)
    assert set(names) == set(learnt.NAMES)


def test_the_training_of_the_opening_scene_learns_and_then_learns_by_heart():
    run = learnt.names_learnt()
    assert len(run.models) == len(run.learnt) == len(run.kept) == 41
    assert abs(run.learnt[0] - log(25)) < 0.1
    assert (np.diff(run.learnt[::8]) < 0).all()
    assert run.kept[5:20].min() < min(run.level, run.kept[-1] - 0.3)
    assert len(run.kept_names) == 24
    assert run.kept_names < set(ELEMENTS)
    kept = [f".{name}." for name in run.kept_names]
    assert learnt.loss_on(kept, run.models[-1]) == pytest.approx(run.kept[-1], abs=0.006)
    others = [name for name in learnt.NAMES if name not in kept]
    assert learnt.loss_on(others, run.models[15]) == pytest.approx(run.learnt[15], abs=0.006)


def test_stopping_in_time_is_judged_on_names_without_a_part_in_it(monkeypatch):
    """With 30 steps: the loss of the model with the smallest loss on the names to choose by, on the others."""
    seen = []
    monkeypatch.setattr(learnt, "loss_on", lambda names, model: seen.append((tuple(names), model)) or len(seen) % 7)
    learnt.stopped_in_time.__wrapped__("RNN", 0, steps=30)
    choose, judge = {names for names, _ in seen[:3]}, {names for names, _ in seen[3:]}
    assert len(choose) == len(judge) == 1
    assert not set(*choose) & set(*judge)
    assert [len(*some) for some in (choose, judge)] == [24, 24]
    assert seen[3][1] is seen[0][1]  # the smallest came first
    assert seen[4][1] is seen[2][1]
