"""The backward pass step by step, against rnn_backward, small steps, and a learner's right function."""

import numpy as np
import pytest

from rnnlab import ACTIVATIONS, rnn_backward, rnn_forward
from rnnlab.check.rnn_backward_step import RNN_BACKWARD_STEP
from rnnlab.explorers.backprop import first_units, run_back, their_run_back, untrained
from rnnlab.explorers.learner import read_learner

RNG = np.random.default_rng(3)
T, H, D = 7, 4, 3


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_sums_are_those_of_the_package(activation):
    params, x, h = untrained(T, H, D, 5, 1.2, activation)
    dh = RNG.standard_normal((T, H))
    found, package = run_back(dh, x, h, params, activation), rnn_backward(dh, x, params, h[1:], h[0], activation)
    sums = found.dx, found.dh[0], found.dW.sum(axis=0), found.dz.sum(axis=0)
    for mine, theirs in zip(sums, package, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-10, atol=1e-13)


def test_dh_of_each_state_is_what_a_small_step_in_it_does_to_the_loss():
    params, x, h = untrained(T, H, D, 1, 0.9, "tanh")
    dh = first_units([3, T], T, H)
    found = run_back(dh, x, h, params, "tanh")
    for t in range(T + 1):
        for unit in range(H):
            losses = []
            for step in (1e-6, -1e-6):
                start = h[t] + step * (np.arange(H) == unit)
                after = np.concatenate([start[None], rnn_forward(x[t:], params, start)])
                losses.append(sum(after[s - t, 0] for s in (3, T) if s >= t))
            assert found.dh[t, unit] == pytest.approx((losses[0] - losses[1]) / 2e-6, abs=1e-8)


def test_the_states_are_of_orthogonal_weights_of_this_radius_with_the_start_in_front():
    params, x, h = untrained(T, H, D, 2, 0.7, "tanh")
    np.testing.assert_allclose(params.W_hh @ params.W_hh.T, 0.49 * np.eye(H), atol=1e-12)
    np.testing.assert_array_equal(h[0], 0)
    np.testing.assert_allclose(h[1:], rnn_forward(x, params))


@pytest.mark.parametrize("last", [1, 4, T])
def test_a_right_step_of_a_learner_gives_the_same_with_its_loss_anywhere(last):
    params, x, h = untrained(T, H, D, 2, 0.9, "tanh")
    dh = first_units([last], T, H)
    learner = read_learner(RNN_BACKWARD_STEP, RNN_BACKWARD_STEP.right)
    both = their_run_back(learner, last, dh, x, h, params), run_back(dh, x, h, params, "tanh")
    for mine, theirs in zip(*both, strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-12)


def test_the_loss_is_the_first_unit_of_its_steps():
    found = first_units([2, 4], 5, 3)
    assert np.argwhere(found).tolist() == [[1, 0], [3, 0]]
    assert found.sum() == 2
