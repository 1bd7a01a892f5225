"""What the scenes about names compute."""

import re
from math import exp, log

import numpy as np
import pytest

from rnnlab.datasets import ELEMENTS
from rnnlab.explorers import name_scenes as scenes
from rnnlab.explorers.names_learnt import ALPHABET, names_learnt
from rnnlab.networks.training import run_model


def test_names_are_written_until_the_mark_and_the_same_each_time():
    model = names_learnt().models[20]
    names = scenes.write_names(model, 0.5)
    assert len(names) == 8
    assert names == scenes.write_names(model, 0.5)
    assert all(set(name) <= set(ALPHABET[1:]) and len(name) <= 14 for name in names)
    assert names != scenes.write_names(model, 1.5)
    assert len(set(scenes.write_names(names_learnt().models[40], 0.1))) < 5


def test_the_scene_says_the_losses_of_its_step_and_which_names_it_knows():
    scene, run = scenes.explore_writing(), names_learnt()
    for step in (0, 120, 400):
        scene.set(step=step, temperature=0.3)
        said = scene.svg.words
        assert f"loss {run.learnt[step // 10]:.2f} on the names it learns from, {run.kept[step // 10]:.2f}" in said
        for name, remark in re.findall(r"(\w+) \((learnt from|kept back|new)\)", said):
            known = "kept back" if name in run.kept_names else "learnt from" if name in ELEMENTS else "new"
            assert remark == known
    assert "(learnt from)" in said


def test_a_name_is_new_or_learnt_from_or_kept_back(monkeypatch):
    kept = min(names_learnt().kept_names)
    learnt = min(set(ELEMENTS) - names_learnt().kept_names)
    monkeypatch.setattr(scenes, "write_names", lambda *given: [kept, learnt, "palamium"])
    said = scenes.draw_writing(100, 0.5).words
    assert said.endswith(f"it writes {kept} (kept back); {learnt} (learnt from); palamium (new).")


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
def test_chances_are_a_softmax_of_the_logits_over_the_temperature(temperature):
    model = names_learnt().models[15]
    y = run_model(np.eye(25)[[0, ALPHABET.index("t")]], model)[0][-1]
    shares = np.array([exp(value / temperature) for value in y])
    assert scenes.next_chances(".t", temperature) == pytest.approx(shares / shares.sum(), abs=2e-3)
    assert scenes.next_chances(".t", temperature).sum() == pytest.approx(1)


def test_u_draws_the_letter_whose_piece_it_falls_on():
    scene = scenes.explore_chances()
    for u in np.linspace(0, 0.99, 12):
        scene.set(u=float(u), read="ti", temperature=1.0)
        ends = zip(ALPHABET, np.cumsum(scenes.next_chances(".ti", 1.0)), strict=True)
        letter = next(letter for letter, end in ends if end > scene.values["u"])
        name = "the end mark" if letter == "." else letter
        assert scene.svg.words.endswith(f"falls on {name}.")


def test_surprises_are_minus_the_logarithm_of_the_softmax():
    y = np.array([[[1.0, 2.0, 0.0], [900.0, 0.0, 0.0]]])
    total = exp(1) + exp(2) + exp(0)
    assert scenes.surprises(y, np.array([[1, 1]])) == pytest.approx(np.array([[log(total) - 2, 900.0]]))


def test_the_batch_counts_its_words_and_their_letters():
    scene = scenes.explore_words()
    for B, alike in ((1, False), (8, False), (8, True)):
        scene.set(B=B, alike=alike)
        names = scene.svg.words.partition("wide: ")[2].partition(". The")[0].split(", ")
        assert len(names) == B
        assert set(names) <= set(ELEMENTS)
        steps = sum(len(name) + 1 for name in names)
        assert f"over the {steps} steps of the words" in scene.svg.words
    lengths = {len(name) for name in names}
    assert max(lengths) - min(lengths) <= 1
