"""The loss of a training: a line of medians, drawn so coarsely that it is the same on every machine."""

from statistics import median

import numpy as np
import pytest
from reading import parse, texts
from test_curves import lines_of, scales
from test_picture import check

from rnnlab.drawing.losses import coarse, draw_losses, medians, middles, width_of

STEPS = (1, 2, 59, 60, 61, 119, 120, 121, 600, 1000)


def noisy(n, seed=0):
    rng = np.random.default_rng(seed)
    return np.exp(-np.arange(n) / 100 + 0.3 * rng.normal(size=n))


@pytest.mark.parametrize("steps", STEPS)
def test_the_points_share_all_steps_out_and_are_at_most_sixty(steps):
    assert len(middles(steps)) <= 60
    pieces = np.array_split(np.arange(1, steps + 1), range(width_of(steps), steps, width_of(steps)))
    assert len(pieces) == len(middles(steps))
    for piece, middle in zip(pieces[:-1], middles(steps), strict=False):
        assert middle == pytest.approx(piece.mean())
    assert pieces[-1][0] <= middles(steps)[-1] <= steps


@pytest.mark.parametrize("steps", STEPS)
@pytest.mark.parametrize("share", [0, 0.3, 1])
def test_each_point_is_the_median_of_its_steps(steps, share):
    losses, width = noisy(int(steps * share)), width_of(steps)
    pieces = [list(losses[k * width : (k + 1) * width]) for k in range(len(middles(steps)))]
    wanted = [median(piece) if piece else np.nan for piece in pieces]
    np.testing.assert_allclose(medians(losses, steps), wanted, rtol=1e-12)


def test_the_line_is_drawn_to_a_hundredth_of_a_factor_of_ten():
    line = noisy(200)
    powers = np.log10(coarse(line))
    assert np.abs(powers - np.log10(line)).max() <= 0.005
    assert powers * 100 == pytest.approx(np.round(powers * 100), abs=1e-9)


def test_what_has_no_logarithm_is_a_gap():
    line = coarse(medians([1.0, 0.0, -1.0, np.nan, np.inf, 10.0], 6))
    assert np.isnan(line).tolist() == [False, *[True] * 4, False]


def test_losses_that_differ_in_their_last_digits_are_one_picture():
    losses = noisy(600)
    other = losses * (1 + 1e-9 * np.random.default_rng(1).normal(size=600))
    assert (losses != other).any()
    assert draw_losses("A", 600, loss=losses) == draw_losses("A", 600, loss=other)
    assert draw_losses("A", 600, loss=losses) != draw_losses("A", 600, loss=1.05 * losses)


def test_the_line_stands_where_its_numbers_are():
    losses = noisy(240)
    root = parse(draw_losses("A", 600, loss=losses))
    (line,) = lines_of(root)
    x_of, y_of = scales(root, log=True)
    assert [x_of(x) for x, _ in line] == pytest.approx(middles(600)[:24], abs=0.5)
    assert [y_of(y) for _, y in line] == pytest.approx(medians(losses, 600)[:24], rel=0.013)


def test_between_fixed_ends_a_line_that_would_leave_them_runs_along_their_edge():
    losses = np.array([0.5, 20, 0.05, 1e-6])
    root = parse(draw_losses("A", 4, ends=(0.001, 10), loss=losses))
    (line,), (_, y_of) = lines_of(root), scales(root, log=True)
    assert [y_of(y) for _, y in line] == pytest.approx([0.5, 10, 0.05, 0.001], rel=0.013)
    assert "from 0.5 to 1e-06 in 4 steps" in root.findtext("{*}desc")


def test_the_axis_goes_over_all_planned_steps_whatever_is_done():
    for done in (0, 1, 100, 600):
        ticks = [text for text in texts(parse(draw_losses("A", 600, loss=noisy(done)))) if text.isdigit()]
        assert ticks[-7:] == ["0", "100", "200", "300", "400", "500", "600"]


def test_the_words_say_where_each_run_began_and_where_it_is():
    words = draw_losses("Two", 60, RNN=[0.7] * 5, my_LSTM=[0.5, 0.25, 0.123]).words
    assert words.startswith("Two: RNN from 0.7 to 0.7 in 5 steps; my LSTM from 0.5 to 0.12 in 3 steps.")
    assert draw_losses("One", 60, loss=[0.7]).words.startswith("One: loss from 0.7 to 0.7 in 1 step.")
    assert draw_losses("None", 60, loss=[]).words.startswith("None: loss, no step yet.")


def test_the_card_has_one_size_whatever_is_done():
    sizes = {draw_losses("A", 600, {"guessing": 0.7}, loss=noisy(n)).partition("viewBox=")[2][:13] for n in (0, 1, 600)}
    assert sizes == {'"0 0 900 300"'}


@pytest.mark.parametrize("done", [0, 1, 60])
def test_it_is_a_picture_like_all(done):
    check(draw_losses("A training", 60, {"guessing": 0.7}, loss=noisy(done)))
