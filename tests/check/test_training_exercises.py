"""The exercises of lectures 7 and 8: right by definition, true examples, and what is said besides the names."""

import bisect
import math
from itertools import accumulate

import numpy as np
import pytest
from training_solutions import adam, drawn, entropy, letters, softmax
from variant_solutions import gru, moved

from rnnlab import GRUParams, RNNParams, check, gru_step
from rnnlab.check import EXERCISES
from rnnlab.check.cases import random_cases
from rnnlab.drawing.picture import words_of
from rnnlab.frameworks import reorder_gates
from rnnlab.networks import training


def cases(name):
    return [case.arrays for case in EXERCISES[name].cases]


# ---- the examples that mean something come out as they say ----


def test_the_examples_of_a_gru():
    half, stays, apart = cases("gru_step")[:3]
    assert np.allclose(gru(**half), half["h"] / 2)
    assert np.allclose(gru(**stays), stays["h"])
    assert np.allclose(gru(**apart), [[np.tanh(1.25), 0]])


def test_the_examples_of_an_order():
    one, full, counted = cases("reorder")[:3]
    assert moved(**one)[0].tolist() == [[2, 1, 4, 3], [6, 5, 8, 7]]
    assert moved(**full)[1].tolist() == [2, 2, 1, 1, 4, 4, 3, 3]
    assert moved(**counted)[0][0].tolist() == [2, 3, 0, 1, 6, 7, 4, 5]


def test_the_examples_of_a_loss():
    even, padded, large = cases("cross_entropy")[:3]
    assert np.isclose(entropy(**even), np.log(2))
    assert np.isclose(entropy(**padded), -np.log([3 / 4, 1 / 2, 1 / 2]).mean())
    assert np.isclose(entropy(**large), (1000 + np.log(2)) / 2)


def test_the_examples_of_adam():
    first, carried, small = cases("adam_step")[:3]
    assert np.allclose(adam(**first)[0], first["w"] - 0.1 * np.sign(first["dw"]))
    assert np.allclose(adam(**carried)[0], carried["w"] - 0.067, atol=5e-5)
    assert np.allclose(adam(1.0, np.array([[1.0, 2.0]]), 0.0, 0.0, 1, 0.1)[1:], (carried["m"], carried["v"]))
    assert np.allclose(adam(**small)[0], small["w"] - 0.05)


def test_the_examples_of_letters():
    plain, cold, turns, two, four = cases("sample")[:5]
    assert letters(**plain).tolist() == (plain["u"] > 1 / 4).tolist()
    assert letters(**cold).tolist() == (cold["u"] > 1 / 10).tolist()
    assert letters(**turns).tolist() == [1, 0, 1, 0]
    assert letters(**two).tolist() == [1, 1, 1, 0]
    assert letters(**four).tolist() == [1, 2, 3, 0]


# ---- the random ones ----


def test_no_letter_hangs_on_rounding():
    """Right solutions round in other orders, and one in float32: a u lies at a border between two letters only where
    that is exact."""
    for case in cases("sample"):
        h, letter, near = case["h0"].astype(float), case["first"], []
        for u in case["u"]:
            h = np.tanh(h @ case["W_h"][: len(h)] + case["W_h"][len(h) + letter] + case["b_h"])
            odds = np.exp((h @ case["W_hy"] + case["b_y"]) / case["temperature"])
            borders = np.cumsum(odds)[:-1] / odds.sum()
            near.append(np.abs(borders - u).min())
            letter = int(np.sum(borders <= u))
        assert min(distance for distance in near if distance) > 1e-3
        assert all(near) or not case["W_hy"].any()
        assert case["u"].min() > 0
        assert case["u"].max() < 1


def test_there_are_paddings_full_batches_and_targets_of_every_class():
    random = cases("cross_entropy")[3:]
    assert any(case["lengths"].min() < case["targets"].shape[1] for case in random)
    for case in random:
        B, T, K = case["logits"].shape
        assert case["targets"].shape == (B, T)
        assert case["targets"].min() >= 0
        assert case["targets"].max() < K
        assert case["lengths"].min() >= 1
        assert case["lengths"].max() <= T
        assert K > 1
    assert sum(abs(case["logits"]).max() > 300 for case in random) == 4


def test_adam_meets_small_gradients_late_steps_and_no_negative_mean_of_squares():
    random = cases("adam_step")[3:]
    assert {1, 2} < {case["step"] for case in random}
    assert min(np.abs(case["dw"]).min() for case in random) < 1e-6
    assert min(case["v"].min() for case in random) > 0
    assert all(0.01 < case["rate"] < 1 for case in random)


def test_whole_numbers_stay_whole_in_float32_and_K_takes_the_place_of_D():
    made = random_cases(lambda draw, B, K: {"a": draw(B, K), "k": draw(B, K).argmax(axis=1), "n": 3}, "BK")
    last = made[-1].arrays
    assert (last["a"].dtype, last["k"].dtype.kind, last["n"]) == (np.float32, "i", 3)
    assert set(made[0].sizes) == {"B", "K"}
    assert min(case.sizes["K"] for case in made) == 2


# ---- the same as elsewhere ----


def test_the_exercises_agree_with_the_package():
    assert check.gru_step(gru_step)
    assert check.gru_step(lambda x, h, W, b, b_hn: gru_step(x, h, GRUParams(W, b, b_hn)))
    assert check.reorder(lambda W, b: (reorder_gates(W, "ifgo", "fiog"), reorder_gates(b, "ifgo", "fiog")))


def test_what_trains_in_the_package_solves_the_exercises():
    def loss(logits, targets, lengths):
        return training.cross_entropy(logits, targets, np.arange(targets.shape[1]) < lengths[:, None])[0]

    def rule(w, dw, m, v, step, rate):
        params, (_, m, v) = training.adam({"w": w}, {"w": dw}, (step - 1, m.ravel(), v.ravel()), rate)
        return params["w"], m.reshape(w.shape), v.reshape(w.shape)

    def writes(first, h0, W_h, b_h, W_hy, b_y, temperature, u):
        model = training.Model(RNNParams(W_h, b_h), W_hy, b_y)
        return training.sample(model, first, len(u), Given(u), temperature, h0)

    assert check.cross_entropy(loss)
    assert check.adam_step(rule)
    assert check.sample(writes)


class Given(np.random.Generator):
    """Random numbers that were drawn before."""

    def __init__(self, numbers):
        super().__init__(np.random.PCG64(0))
        self.numbers = numbers

    def random(self, size=None):
        given, self.numbers = self.numbers[: size or 1], self.numbers[size or 1 :]
        return given if size else given[0]


@pytest.mark.parametrize("dtype", [float, np.float32])
@pytest.mark.parametrize(
    "weigh",
    [
        softmax,
        lambda y: softmax(y - y.max()),
        lambda y: np.exp(y - np.log(np.exp(y).sum())),
        lambda y: np.exp(y - np.logaddexp.reduce(y)),
        lambda y: np.exp2(y / np.log(2).astype(y.dtype)) / np.exp2(y / np.log(2).astype(y.dtype)).sum(),
        lambda y: 1 / np.exp(y[None] - y[:, None]).sum(axis=1),
    ],
)
@pytest.mark.parametrize(
    "pick",
    [
        lambda p, u: int((np.cumsum(p) <= u).sum()),
        lambda p, u: int(np.searchsorted(np.cumsum(p), u, side="right")),
        lambda p, u: int(np.digitize(u, np.cumsum(p))),
        lambda p, u: bisect.bisect(list(accumulate(p)), u),
        lambda p, u: int(np.argmax(np.cumsum(p) > u)),
        lambda p, u: next(k for k in range(len(p)) if u - sum(p[: k + 1]) < 0),
        lambda p, u: int((1 - np.cumsum(p[::-1])[::-1][1:] <= u).sum()),
        lambda p, u: int((np.cumsum(p) / p.sum() <= u).sum()),
    ],
)
def test_a_border_is_exact_however_it_is_computed(dtype, weigh, pick):
    assert check.sample(drawn(weigh=lambda y, T: weigh((y / T).astype(dtype)), pick=pick))


# ---- what is said ----


def test_a_letter_too_early_at_the_borders_is_named_beside_another_mistake():
    early = {"pick": lambda p, u: int(np.searchsorted(np.cumsum(p), u))}
    assert check.sample(drawn(**early, again=lambda h, h0: h0)).diagnosis == "< for ≤; state not carried"
    assert check.sample(drawn(**early, weigh=lambda y, T: softmax(y * T))).diagnosis == (
        "temperature multiplied; < for ≤"
    )


def test_who_draws_random_numbers_of_their_own_is_told():
    def draws(seed):
        def wrong(first, h0, W_h, b_h, W_hy, b_y, temperature, u):
            return letters(first, h0, W_h, b_h, W_hy, b_y, temperature, np.random.default_rng(seed).random(len(u)))

        return check.sample(wrong)

    assert draws(0).diagnosis == draws(42).diagnosis == "own random numbers"
    for _ in range(3):
        assert draws(None).diagnosis == "depends on the call before"
        assert "Does it draw random numbers" in draws(None).sentence


def test_the_example_that_is_run_twice_is_one_in_which_chance_does_not_repeat_itself():
    *rest, u = max(EXERCISES["sample"].cases, key=lambda case: case.numbers).arrays.values()
    found = {tuple(letters(*rest, np.random.default_rng(seed).random(len(u)))) for seed in range(200)}
    assert len(found) == 200


def test_letters_may_be_ints_of_any_kind_and_floats_are_remarked():
    for kind in (np.int8, np.int32, np.uint8):
        assert "remark" not in check.sample(lambda *a, kind=kind: letters(*a).astype(kind)).sentence
    result = check.sample(lambda *a: letters(*a) * 1.0)
    assert result
    assert "One remark: yours is float64, and only whole numbers (int) can pick rows." in result.sentence
    assert check.sample(lambda *a: letters(*a).tolist())


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda *a: (entropy(*a), a[0]), "It returns 2 things in a tuple, but one number should come back: loss."),
        (lambda *a: np.full(3, entropy(*a)), "loss should be one number, and yours has the shape (3,): is a sum or"),
        (lambda *a: [entropy(*a)], "loss should be one number, and yours has the shape (1,): is a sum or"),
        (lambda *a: None, "It returns nothing"),
    ],
)
def test_one_number_is_asked_for_in_words(function, words):
    assert words in check.cross_entropy(function).sentence


def test_a_logarithm_or_a_power_that_fails_in_plain_python_gets_a_hint():
    def loss(p_of):
        def wrong(logits, targets, lengths):
            losses = [-math.log(p_of(y)[k]) for y, k in zip(logits[0], targets[0], strict=True)]
            return sum(losses) / len(losses)

        return check.cross_entropy(wrong).sentence

    def odds(y):
        return [math.exp(one) / sum(math.exp(other) for other in y) for one in y]

    assert "math range error. exp of a number that is too large." in loss(odds)
    assert "math domain error. A logarithm of 0, or of less." in loss(lambda y: odds(y - max(y)))


def test_where_a_loss_is_right_is_said_without_hidden_units():
    sentence = check.cross_entropy(lambda *a: entropy(*a) * len(a[2])).sentence
    assert sentence.endswith(" It is right where B = 1, and wrong where the batch is larger.")


def test_a_number_of_any_kind_is_a_loss():
    assert check.cross_entropy(lambda *a: float(entropy(*a)))
    assert check.cross_entropy(lambda *a: np.array(entropy(*a)))


def test_a_number_of_another_dtype_is_told_of_what_makes_numbers():
    result = check.cross_entropy(lambda *a: entropy(*a).astype(float))
    assert result
    assert "One remark: yours is float64 where the arguments are float32; what is made on the way" in result.sentence
    assert "np.empty" not in result.sentence
    assert "np.empty(…, dtype=…) can keep it." in check.gru_step(lambda *a: gru(*a).astype(float)).sentence


def test_three_arrays_may_come_as_a_list_or_one_array():
    for kind in (tuple, list, np.array):
        assert check.adam_step(lambda *a, kind=kind: kind(adam(*a)))
    assert (
        "It returns 2 things, but w and m and v should come back." in check.adam_step(lambda *a: adam(*a)[:2]).sentence
    )


def test_mistakes_in_some_arrays_are_named_with_their_place():
    def wrong(w, dw, m, v, step, rate):
        w, m, _ = adam(w, dw, m, v, step, rate)
        return w, m / (1 - 0.9**step), v

    found = check.adam_step(wrong)
    assert found.diagnosis in (
        "corrected moments returned in m; old moments returned in v",
        "old moments returned in v; corrected moments returned in m",
    )
    assert "The weights are right" not in found.sentence


def test_the_card_of_a_random_example_says_the_numbers_that_are_no_arrays():
    def only_late(w, dw, m, v, step, rate):
        return adam(w, dw, m, v, step, rate * (1 if np.ptp(w) == 1 else 2))

    lines = check.adam_step(only_late).lines
    assert lines[1].startswith("For example: random numbers, D = ")
    assert ", step = " in lines[1]
    assert ", rate = 0." in lines[1]


def test_cards_name_the_blocks_as_they_stand():
    card = check.gru_step(lambda *a: gru(*a) + 1).picture
    assert all(f">{letter}<" in card for letter in "rzn")
    theirs = check.reorder(lambda W, b: (W + 1, b + 1)).picture
    assert theirs.index(">i<") < theirs.index(">f<") < theirs.index(">g<") < theirs.index(">o<")
    assert words_of(theirs).startswith("reorder, not yet: ")


# ---- what is not taken for something else ----


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("gru_step", lambda x, h, W, b, b_hn: gru(x, h, W, b, b_hn) + 0.5),
        ("gru_step", lambda x, h, W, b, b_hn: gru(x, h, 1.1 * W, b, b_hn)),
        ("gru_step", lambda x, h, W, b, b_hn: gru(x, h, W, b, 2 * b_hn)),
        ("reorder", lambda W, b: tuple(2 * a for a in moved(W, b))),
        ("cross_entropy", lambda *a: 1.01 * entropy(*a)),
        ("cross_entropy", lambda logits, t, n: entropy(0.5 * logits, t, n)),
        ("adam_step", lambda w, dw, m, v, step, rate: adam(w, dw, m, v, step, 2 * rate)),
        ("adam_step", lambda w, dw, *rest: adam(w, 2 * dw, *rest)),
        ("sample", lambda *a: letters(*a[:6], a[6] + 1, a[7])),
        ("sample", lambda *a: np.zeros(len(a[7]), int)),
    ],
)
def test_an_unknown_mistake_has_no_name(name, function):
    assert getattr(check, name)(function).diagnosis == "wrong numbers"
