"""Two mistakes at once: both are named, fewer first, and nothing is named that the numbers do not say."""

from itertools import combinations

import numpy as np
import pytest
from right_solutions import sigma

from rnnlab import check
from rnnlab.check import EXERCISES
from rnnlab.check.comparing import same
from rnnlab.check.diagnosis import diagnose
from rnnlab.check.naming import name_mistake
from rnnlab.check.outcomes import Outcome, read_value
from rnnlab.check.pairs import result_of
from rnnlab.check.places import Made, places

EACH = 3  # pairs of every exercise, taken from all over the list

pytestmark = pytest.mark.usefixtures("room_to_search")


def pairs_of(exercise):
    made = [wrong for wrong in exercise.wrong if isinstance(wrong.function, Made)]
    return [pair for pair in combinations(made, 2) if not pair[0].function.meets(pair[1].function)]


@np.errstate(all="ignore")
def outcomes_of(exercise, function):
    results = [result_of(exercise, function, n) for n in range(len(exercise.cases))]
    return [
        read_value(arrays if len(arrays) > 1 else arrays[0], exercise.returns) if arrays else Outcome(problem="…")
        for arrays in results
    ]


@np.errstate(all="ignore")
def gives(exercise, function, outcomes):
    return all(
        same(outcome.arrays, found)
        for n, outcome in enumerate(outcomes)
        if (found := result_of(exercise, function, n)) is not None
    )


def some(pairs):
    return pairs[len(pairs) // (2 * EACH) :: max(len(pairs) // EACH, 1)]


each_pair = [
    pytest.param(exercise, *pair, id=f"{name}-{k}")
    for name, exercise in EXERCISES.items()
    for k, pair in enumerate(some(pairs_of(exercise)))
]


@np.errstate(all="ignore")
@pytest.mark.parametrize(("exercise", "one", "other"), each_pair)
def test_two_known_mistakes_are_both_named_or_one_that_gives_the_same(exercise, one, other):
    outcomes = outcomes_of(exercise, one.function | other.function)
    if sum(bool(outcome.arrays) for outcome in outcomes) < 4:
        pytest.skip("together they have no result")
    name, sentence, whole = name_mistake(exercise, outcomes, [exercise.wanted(case) for case in exercise.cases])
    assert whole
    if name == f"{one.name}; {other.name}":
        assert sentence == f"{one.sentence} And: {other.sentence}"
        return
    if " in " in name and "; " not in name:  # one mistake in some of what comes back
        return
    named = [wrong.function for wrong in exercise.wrong if wrong.name == name]
    named += [a.function | b.function for a, b in pairs_of(exercise) if name == f"{a.name}; {b.name}"]
    assert any(gives(exercise, function, outcomes) for function in named), name


def test_two_mistakes_in_a_learners_own_code():
    def step(x, h, W, b):
        z = np.hstack([x, h]) @ W
        return 1 / (1 + np.exp(-z - b))

    result = check.rnn_step(step)
    assert result.diagnosis == "sigmoid; [x, h] order"
    assert result.sentence.startswith("A sigmoid stands where tanh belongs")
    assert " And: x comes first in the joined row" in result.sentence

    def lstm(x, h, c, W, b):
        i, f, g, o = np.split(np.hstack([h, x]) @ W + b, 4, axis=1)
        c = sigma(f) * c + sigma(i) * sigma(g)
        return sigma(o) * np.tanh(c), c

    assert check.lstm_step(lstm).diagnosis == "block order i, f, g, o; candidate with sigmoid"

    def forward(x, h, W, b):
        states = []
        for t in range(x.shape[1]):
            h = np.hstack([h, x[:, t]]) @ W + b
            states.append(h)
        return np.stack(states[::-1], axis=1)

    assert check.rnn_forward(forward).diagnosis == "states backwards; no tanh"


def test_a_mistake_that_fails_where_something_came_back_is_named_only_when_no_pair_is_found():
    """Time first in what goes in, by a reshape, and in what comes back: it runs on all shapes."""

    def wrong(x, h0, W_h, b_h):
        B, T, D = x.shape
        anew = x.reshape(T, B, D).swapaxes(0, 1)
        return EXERCISES["rnn_forward"].right(anew, h0, W_h, b_h).swapaxes(0, 1)

    exercise = EXERCISES["rnn_forward"]
    assert diagnose(exercise, wrong).diagnosis == "time and batch by reshape; time and batch mixed"
    both = [
        w for w in exercise.wrong if w.name == "time and batch mixed" and {"x", "result"} <= w.function.parts.keys()
    ]
    assert diagnose(exercise._replace(wrong=both), wrong).diagnosis == "time and batch mixed"


def test_one_mistake_is_never_named_as_two():
    for name in ("rnn_step", "lstm_step", "formula_1"):
        for wrong in EXERCISES[name].wrong[::7]:
            assert ";" not in getattr(check, name)(wrong.function).diagnosis


@pytest.mark.parametrize(
    "change", [lambda h: 1.1 * h, lambda h: h + 0.01, lambda h: 0 * h, lambda h: h**3, lambda h: -h, np.sort, np.sign]
)
def test_what_is_no_known_mistake_is_not_made_one_of_two(change):
    for name in ("rnn_step", "formula_2", "half_life"):
        right = EXERCISES[name].right
        assert getattr(check, name)(lambda *a, right=right: change(right(*a))).diagnosis in (
            "wrong numbers",
            "W_h ignored",
            "sign",
            "upside down",
        )


@places("x", "y")
def total(sign=1, scale=1):
    return lambda x, y: scale * (x + sign * y)


def test_parts_that_are_named_after_arguments_change_those_and_result_changes_what_comes_back():
    assert total()(3, 4) == 7
    assert total(sign=-1)(3, 4) == -1
    assert total(y=lambda s: s.x, x=lambda s: s.y * 10)(3, 4) == 43
    assert total(result=lambda result, s: result - s.x, x=lambda s: 0)(3, 4) == 1


def test_parts_at_two_places_can_stand_together_and_at_one_they_cannot():
    both = total(sign=-1) | total(x=lambda s: 2 * s.x)
    assert both(3, 4) == 2
    assert total(sign=-1).meets(total(sign=2, scale=3))
    assert not total(sign=-1).meets(total(scale=3))
    assert total(sign=-1).meets(places("x", "y")(lambda: None)(x=abs))
