"""Networks that learn to predict the sun, and their rivals, year by year."""

import numpy as np
import pytest

from rnnlab import init_rnn, load_sunspots, rnn_forward
from rnnlab.explorers import trained_sun as sun

YEARS, SPOTS = load_sunspots()


def test_the_spans_are_the_years_they_are_called():
    for name, rows in sun.SPANS.items():
        predicted = YEARS[1:][rows]
        assert f"{predicted[0]}–{predicted[-1]}" == name


def test_the_rival_that_repeats_the_year_misses_by_the_differences():
    for name, rows in sun.SPANS.items():
        changes = np.diff(SPOTS)[rows]
        assert sun.rival_misses(name)["same as this year"] == pytest.approx(np.sqrt(np.mean(changes**2)))


def test_a_linear_fit_sees_no_year_of_its_span():
    rows = sun.SPANS["1859–1908"]
    A = np.stack([SPOTS[1:-1], SPOTS[:-2], np.ones(307)], axis=1)[19:] / 100  # from 1720 on: 1721 is predicted first
    fit, score = slice(0, rows.start - 20), slice(rows.start - 20, rows.stop - 20)
    A[:, 2] = 1
    target = SPOTS[21:] / 100
    w = np.linalg.solve(A[fit].T @ A[fit] + 1e-3 * np.eye(3), A[fit].T @ target[fit])
    miss = 100 * np.sqrt(np.mean((A[score] @ w - target[score]) ** 2))
    assert sun.rival_misses("1859–1908")["linear fit, last 2 years"] == pytest.approx(miss)


def test_misses_are_those_of_the_models_on_the_years_of_the_span(monkeypatch):
    """With a rule that changes nothing the model stays as it was made: its miss can be computed by hand."""
    monkeypatch.setattr(sun, "RATE", 0.0)
    misses = sun.trained_misses.__wrapped__(init_rnn, 3, "1909–2008")
    rng = np.random.default_rng(3)
    params = init_rnn(1, 4, rng)
    W_hy = rng.uniform(-0.5, 0.5, (4, 1))
    y = rnn_forward(SPOTS[:-1, None] / 100, params) @ W_hy
    errors = 100 * y[208:, 0] - SPOTS[209:]
    assert misses == pytest.approx((np.sqrt(np.mean(errors**2)),) * 4)


def test_learning_takes_the_years_before_the_span_alone(monkeypatch):
    seen = []

    def batches(x, targets, *others, mask):
        seen.append((x, targets, mask))
        return iter(())

    monkeypatch.setattr(sun, "batches", batches)
    sun.trained_misses.__wrapped__(init_rnn, 0, "1859–1908")
    ((x, targets, mask),) = seen
    assert x.shape == (119, 40, 1)
    assert np.array_equal(x[:, :, 0][0], SPOTS[:40] / 100)
    assert np.array_equal(targets[-1, :, 0], SPOTS[119:159] / 100)
    assert YEARS[158] == 1858
    assert mask.sum(axis=1).tolist() == [25] * 119
    assert not mask[:, :15].any()


def test_training_helps():
    first, *_, last = sun.trained_misses(init_rnn, 0, "1859–1908")
    assert last < 20 < 28 < sun.rival_misses("1909–2008")["same as this year"]
    assert first > last - 3


def test_the_scene_shows_what_was_handed_in():
    misses = {
        (span, "RNN", step): np.array([step / 10, step / 10 + 2]) for span in sun.SPANS for step in (100, 200, 300, 400)
    }
    rivals = {span: {"a rival": 17.0 + n} for n, span in enumerate(sun.SPANS)}
    scene = sun.explore_trained_sun(misses, rivals)
    assert scene.svg.words == (
        "Predicting the sun, typical miss in 1859–1908, in sunspots: RNN, trained 200 steps: median 21.0, "
        "from 20.0 to 22.0; a rival: 17.0."
    )
    scene.set(judged="1909–2008", step=300)
    assert "trained 300 steps: median 31.0, from 30.0 to 32.0; a rival: 18.0" in scene.svg.words
