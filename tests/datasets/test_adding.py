"""The adding problem, counted and added up example by example."""

import numpy as np
import pytest

from rnnlab.datasets import adding_problem


@pytest.mark.parametrize("T", [20, 50])
def test_two_marked_numbers_make_the_target(T):
    x, targets, lengths = adding_problem(400, T, np.random.default_rng(0))
    assert x.shape == (400, T + T // 10, 2)
    assert set(lengths) == set(range(T, T + T // 10 + 1))
    for one, target, length in zip(x, targets, lengths, strict=True):
        marks, numbers = one[:length, 1], one[:length, 0]
        assert (marks[0], marks[-1]) == (-1, -1)
        marked = np.flatnonzero(marks == 1)
        assert (marks[1:-1] >= 0).all()
        if len(marked) == 2:
            assert marked[0] < 10
            assert marked[1] < T // 2
        else:  # the first pair was drawn: it counts as 0
            assert (len(marked), numbers[0]) == (1, 0)
        assert np.isclose(target, 0.5 + numbers[marked].sum() / 4)
        assert not one[length:].any()


def test_numbers_and_marks_are_spread_as_they_should():
    x, targets, _ = adding_problem(4000, 30, np.random.default_rng(1))
    assert (np.abs(x[..., 0]) <= 1).all()
    assert abs(x[:, 5:25, 0].std() - np.sqrt(1 / 3)) < 0.01
    assert 0 <= targets.min() < 0.05 < 0.95 < targets.max() <= 1
    chances = (x[:, :, 1] == 1).mean(axis=0)
    # the first mark is on one of ten steps, the second on one of the 14 that are left of 15
    assert np.allclose(chances[1:10], 1 / 10 + 9 / 10 / 14, atol=0.025)
    assert np.allclose(chances[10:15], 1 / 14, atol=0.02)
    assert not chances[15:].any()


def test_a_request_that_cannot_be_right_is_refused():
    with pytest.raises(ValueError, match="T is 19, but it must be at least 20"):
        adding_problem(3, 19, np.random.default_rng(0))
    with pytest.raises(TypeError, match="rng is of type NoneType"):
        adding_problem(3, 30, None)
