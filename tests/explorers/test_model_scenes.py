"""A unit is held: what is pinned, and what the scene says of it."""

from math import exp

import numpy as np
import pytest
from scenes import Watch, said

from rnnlab import Model, gru_forward, init_gru, init_model, lstm_forward, sample
from rnnlab.datasets import LETTER_MODEL, LINE_LETTERS, one_hot
from rnnlab.explorers import model_scenes as scenes
from rnnlab.frameworks import load_weights

LINE = ".tin (iron zinc) gold (lead)."


@pytest.fixture(scope="module")
def model():
    with np.load(LETTER_MODEL) as file:
        W_hy, b_y = file["readout.weight"].T, file["readout.bias"]
    return Model(load_weights(LETTER_MODEL).layers[0].forward, W_hy, b_y)


def test_a_held_unit_keeps_its_cell_state_and_only_its_own_gates_change(model):
    held, c0 = scenes.hold(model, 16, -0.75)
    x = one_hot([LINE], LINE_LETTERS)[0][0]
    assert (lstm_forward(x, held.cell, c0=c0).c[:, 16] == -0.75).all()
    assert np.flatnonzero(c0).tolist() == [16]
    H = model.H
    assert set(np.flatnonzero((held.cell.W != model.cell.W).any(axis=0))) == {16, H + 16}  # f and i, not o
    free, start = scenes.hold(model, None, 3.0)
    assert free is model
    assert not start.any()


def test_chances_are_a_softmax_of_the_logits(model):
    x = one_hot([LINE], LINE_LETTERS)[0][0]
    found = scenes.chances_of(")", x, model)
    h = lstm_forward(x, model.cell).h
    for t in (0, 9, 14):
        y = [sum(h[t, n] * model.W_hy[n, k] for n in range(model.H)) + model.b_y[k] for k in range(model.K)]
        assert found[t] == pytest.approx(exp(y[LINE_LETTERS.index(")")]) / sum(map(exp, y)))


def test_names_end_where_no_letter_follows():
    places, inside = scenes.name_ends(".tin (iron zinc) gold (lead)")
    assert ["".join(".tin (iron zinc) gold (lead)"[place]) for place in places] == list("nncdd")
    assert inside == [False, True, True, False, True]
    assert scenes.name_ends(".tin") == ([3], [False])
    assert scenes.name_ends(". ().") == ([], [])


def test_the_bracket_unit_held_inside_closes_outside_too(model):
    """The proof of the lecture, in the words of the picture."""
    scene = scenes.explore_hold(model, LINE)
    x = one_hot([LINE], LINE_LETTERS)[0][0]
    places, inside = map(np.array, scenes.name_ends(LINE))
    held, c0 = scenes.hold(model, 16, scene.values["value"])
    for name, chances in (
        ("free", scenes.chances_of(")", x, model)),
        ("held, c[:, 16] = -0.80", scenes.chances_of(")", x, held, c0)),
    ):
        means = chances[places[inside]].mean(), chances[places[~inside]].mean()
        assert f"{name}: mean chance of “)” in brackets {means[0]:.3f}, outside {means[1]:.3f}" in said(scene)
        assert (means[1] > 0.5) == (name != "free")


def test_lines_are_written_with_the_same_random_numbers_until_the_dot(model):
    free = scenes.write_lines(*scenes.hold(model, None, 0), seed=2)
    assert free == scenes.write_lines(*scenes.hold(model, None, 0), seed=2)
    assert free != scenes.write_lines(*scenes.hold(model, None, 0), seed=3)
    held = scenes.write_lines(*scenes.hold(model, 16, 0.8), seed=2)
    assert len(free) == len(held) == 3
    assert any(")" in line for line in free)
    assert not any(")" in line for line in held)
    cell, c0 = scenes.hold(model, 16, 0.8)
    drawn = sample(cell, 0, scenes.LONGEST, np.random.default_rng(2), scenes.TEMPERATURE, c0=c0)
    assert "".join(LINE_LETTERS[k] for k in drawn).startswith(held[0][1:].rstrip("…"))
    assert held != scenes.write_lines(cell, None, seed=2)
    for line in free + held:
        assert line[0] == "."
        assert line[-1] in ".…"
        assert "." not in line[1:-1]
        assert len(line) <= scenes.LONGEST + 2


def test_what_holds_is_off_the_page_when_nothing_is_held(model):
    scene = scenes.explore_hold(model, LINE)
    watch = Watch(scene)
    assert scene.on_page == ("held", "unit", "value", "seed")
    first = said(scene)
    for name, value in (("unit", 7), ("value", 0.8), ("seed", 5)):
        before = said(scene)
        scene.set(**{name: value})
        watch.look()
        assert said(scene) != before
    scene.set(held=False)
    watch.look()
    assert scene.on_page == ("held", "seed")
    assert "held" not in said(scene)
    scene.set(held=True, unit=16, value=-0.8, seed=0)
    assert said(scene) == first


def test_another_cell_has_no_state_to_hold():
    rng = np.random.default_rng(0)
    model = init_model(init_gru(28, 4, rng), 28, rng)
    assert gru_forward(np.zeros((1, 28)), model.cell).h.shape == (1, 4)
    with pytest.raises(TypeError, match="LSTMParams"):
        scenes.explore_hold(model, LINE)
