"""Sampling: how often each letter comes, and that each of them is the next input."""

import bisect
import itertools

import numpy as np
import pytest
from every_cell import STEP, assert_close
from models import DRAW, draw_model

from rnnlab import Model, init_rnn, sample

each_cell = pytest.mark.parametrize("cell", DRAW)


def chances_of(logits, temperature):
    powers = np.exp(np.asarray(logits) / temperature)
    return powers / powers.sum()


@pytest.mark.parametrize("temperature", [0.3, 1.0, 4.0])
def test_letters_come_as_often_as_softmax_of_logits_over_temperature_says(temperature):
    b_y = np.array([0.0, 1.0, -1.0, 2.0])
    model = Model(init_rnn(4, 2, np.random.default_rng(0)), np.zeros((2, 4)), b_y)  # the state says nothing
    letters = sample(model, 0, 5000, np.random.default_rng(1), temperature)
    chances = chances_of(b_y, temperature)
    seen = np.bincount(letters, minlength=4) / 5000
    assert (np.abs(seen - chances) < 4 * np.sqrt(chances * (1 - chances) / 5000) + 1e-12).all()


def slow_sample(cell, model, read, states, u, temperature):
    """The letters for these u: one step of the cell after the other, counting cumulative chances."""
    letters = []
    for number in u:
        for letter in read:
            new = STEP[cell](np.eye(model.D)[letter], *states, model.cell)
            states = new if cell == "lstm" else (new,)
        chances = chances_of(states[0] @ model.W_hy + model.b_y, temperature)
        read = [bisect.bisect_right(list(itertools.accumulate(chances)), number)]
        letters += read
    return letters


@each_cell
def test_each_letter_is_the_next_input_and_the_state_is_carried(cell):
    for seed in range(8):
        model, temperature = draw_model(cell, seed, D=5, K=5), (0.5, 1.0, 2.0)[seed % 3]
        u = np.random.default_rng(seed).random(30)
        zeros = [np.zeros(4)] * (2 if cell == "lstm" else 1)
        letters = sample(model, 2, 30, np.random.default_rng(seed), temperature)
        assert letters.tolist() == slow_sample(cell, model, [2], zeros, u, temperature)
        assert letters.dtype.kind == "i"
        states = np.random.default_rng([seed, 1]).standard_normal((len(zeros), 4))
        starts = dict(zip(("h0", "c0"), states, strict=False))
        letters = sample(model, [1, 4, 0], 30, np.random.default_rng(seed), temperature, **starts)
        assert letters.tolist() == slow_sample(cell, model, [1, 4, 0], states, u, temperature)


def test_the_generator_decides_and_is_moved_on_by_one_number_a_letter():
    model, rng = draw_model("gru", D=5, K=5), np.random.default_rng(7)
    whole, again = (sample(model, 0, 40, np.random.default_rng(7)).tolist() for _ in range(2))
    assert whole == again
    assert sample(model, 0, 15, rng).tolist() == whole[:15]
    assert_close(rng.random(), np.random.default_rng(7).random(16)[15])


def test_near_temperature_0_the_likeliest_wins_and_at_a_high_one_all_are_alike():
    model = draw_model("rnn", D=5, K=5)
    model = Model(model.cell, 0 * model.W_hy, np.array([0.0, 300.0, 1.0, 299.0, -300.0]))
    assert sample(model, 0, 20, np.random.default_rng(0), 1e-3).tolist() == [1] * 20
    letters = sample(model, 0, 2000, np.random.default_rng(0), 1e9)
    assert np.abs(np.bincount(letters, minlength=5) / 2000 - 0.2).max() < 0.04


class Always(np.random.Generator):
    """A generator that draws one number for ever."""

    def __init__(self, number):
        super().__init__(np.random.PCG64(0))
        self.number = number

    def random(self, size):
        return np.full(size, self.number)


def test_a_number_just_below_1_is_the_last_letter_and_none_beyond():
    for seed in range(20):
        model = draw_model("rnn", seed, D=5, K=5, dtype=np.float32)
        assert sample(model, 0, 5, Always(np.nextafter(1, 0))).max() <= 4


def test_a_cumulative_chance_that_is_met_is_passed_so_that_what_has_no_chance_is_never_drawn():
    cell, nothing = draw_model("rnn", D=4, K=4).cell, np.zeros((4, 4))
    model = Model(cell, nothing, np.array([-2000.0, 0, 0, -2000]))
    assert [sample(model, 0, 2, Always(u)).tolist() for u in (0.0, 0.5)] == [[1, 1], [2, 2]]


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (dict(model=draw_model("rnn", D=3, K=5)), ValueError, "reads D = 3 letters and scores K = 5"),
        (dict(first=5), ValueError, "first is 5, but the letters of this model are 0 … 4"),
        (dict(first=-1), ValueError, "first is -1"),
        (dict(first=[1, 9]), ValueError, "another alphabet"),
        (dict(first="A"), TypeError, "first is 'A', but it must be the number of a letter"),
        (dict(first=1.0), TypeError, "number of a letter"),
        (dict(first=[]), TypeError, "number of a letter"),
        (dict(first=[[1]]), TypeError, "number of a letter"),
        (dict(steps=0), ValueError, "steps is 0"),
        (dict(rng=0), TypeError, "rng is of type int"),
        (dict(temperature=0), ValueError, "temperature is 0, but it must be above 0"),
        (dict(temperature=-1.0), ValueError, "temperature is -1"),
        (dict(temperature=np.nan), ValueError, "temperature is nan"),
        (dict(h0=np.zeros(3)), ValueError, r"h0 has shape \(3,\)"),
        (dict(c0=np.zeros(4)), ValueError, "c0 is given, but RNNParams have no cell state"),
    ],
)
def test_what_no_letter_can_come_from_is_refused(arguments, error, words):
    usual = dict(model=draw_model("rnn", D=5, K=5), first=0, steps=3, rng=np.random.default_rng(0))
    assert len(sample(**usual)) == 3
    with pytest.raises(error, match=words):
        sample(**{**usual, **arguments})
