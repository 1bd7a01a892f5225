"""A backward pass that is cut off, against rnn_backward of the last steps alone, and averages by a loop."""

import re

import numpy as np
import pytest
from drawing.reading import parse, texts

from rnnlab import init_rnn, rnn_backward, rnn_forward
from rnnlab.drawing.picture import words_of
from rnnlab.explorers import truncation

LAG, RADIUS = 7, 0.9


@pytest.fixture(scope="module")
def blocks():
    return truncation.gradients_by_step(LAG, RADIUS)


@pytest.fixture(scope="module")
def run():
    """params, x, h and dh of all sequences, from the definition of the task."""
    params = init_rnn(1, 6, np.random.default_rng([0, 0]), spectral_radius=RADIUS)
    readout = np.random.default_rng([1, 0]).standard_normal(6) / np.sqrt(6)
    x = 0.5 * np.random.default_rng([2, 0]).standard_normal((2048, 24, 1))
    h, dh = rnn_forward(x, params), np.zeros((2048, 24, 6))
    dh[:, -1] = np.outer(h[:, -1] @ readout - x[:, -1 - LAG, 0], readout)
    return params, x, h, dh


def test_the_loss_has_this_gradient(run):
    """Half the squared error of the read-out, by central differences in one weight."""
    params, x, h, dh = run
    readout = np.random.default_rng([1, 0]).standard_normal(6) / np.sqrt(6)
    found = rnn_backward(dh, x, params, h).W_h[2, 3]
    loss = []
    for step in (1e-5, -1e-5):
        moved = params.W_h.copy()
        moved[2, 3] += step
        y = rnn_forward(x, type(params)(moved, params.b_h))[:, -1] @ readout
        loss.append(0.5 * ((y - x[:, 24 - 1 - LAG, 0]) ** 2).sum())
    assert found == pytest.approx((loss[0] - loss[1]) / 2e-5, rel=1e-6)


@pytest.mark.parametrize("k", [1, 5, 8, 24])
def test_the_last_steps_are_what_rnn_backward_gives_for_them_alone(blocks, run, k):
    params, x, h, dh = run
    start = h[:, -k - 1] if k < 24 else np.zeros((2048, 6))
    wanted = rnn_backward(dh[:, -k:], x[:, -k:], params, h[:, -k:], start).W_h / 2048
    np.testing.assert_allclose(blocks[:, 24 - k :].sum(axis=1).mean(axis=0), wanted, rtol=1e-9, atol=1e-13)


def test_a_block_is_the_mean_of_its_four_sequences(blocks, run):
    params, x, h, dh = run
    wanted = rnn_backward(dh[20:24], x[20:24], params, h[20:24]).W_h / 4
    np.testing.assert_allclose(blocks[5].sum(axis=0), wanted, rtol=1e-9, atol=1e-13)


def test_another_number_is_another_network():
    one, other = (truncation.gradients_by_step(LAG, RADIUS, number).mean(axis=0) for number in (0, 1))
    assert not np.allclose(one, other, rtol=0.1)


def test_the_share_is_of_the_steps_before(blocks):
    by_step = blocks.mean(axis=0)
    for k in (1, 4, 24):
        lost = np.zeros((7, 6))
        for t in range(24 - k):
            lost += by_step[t]
        share = np.sqrt((lost**2).sum() / (by_step.sum(axis=0) ** 2).sum())
        assert truncation.share_lost(by_step, k) == pytest.approx(share)


def test_averages_are_those_of_neighbours(blocks):
    mean = blocks.mean(axis=0).sum(axis=0)
    cut = blocks[:, -5:].sum(axis=1)
    found = truncation.errors_of_averages(blocks, 5)
    for place, size in ((0, 4), (3, 32), (7, 512)):
        means = [cut[start : start + size // 4].mean(axis=0) for start in range(0, 512, size // 4)]
        wanted = np.sqrt(np.mean([((one - mean) ** 2).sum() for one in means]) / (mean**2).sum())
        assert found[place] == pytest.approx(wanted)
        assert truncation.SIZES[place] == size


def test_noise_is_averaged_away_and_the_bias_is_not(blocks):
    full, cut = (truncation.errors_of_averages(blocks, k) for k in (24, 3))
    assert full[0] / full[4] == pytest.approx(4, rel=0.2)  # 4 to 64: the root of 16
    lost = truncation.share_lost(blocks.mean(axis=0), 3)
    assert lost < cut[-1] < np.hypot(lost, full[-1]) * 1.2


def test_what_lies_further_back_than_the_lag_adds_nearly_nothing(blocks):
    size = np.linalg.norm(blocks.mean(axis=0), axis=(1, 2))
    asked = 24 - LAG
    assert size[: asked - 1].max() < 0.3 * size[asked - 1 :].min()


def test_the_words_say_the_share(blocks):
    for k in (2, 11):
        words = words_of(truncation.draw_truncated(k, LAG, RADIUS))
        lost = truncation.share_lost(blocks.mean(axis=0), k)
        assert re.search(rf"Back through {k} of 24 steps: {lost:.0%} of the gradient", words)
    assert "asked at step 24 for the input of step 17" in words
    assert "x17" in texts(parse(truncation.draw_truncated(2, LAG, RADIUS)))


def test_the_scene_has_three_controls():
    assert truncation.explore_truncation().shown == ("k", "lag", "radius")
