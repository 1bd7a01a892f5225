"""Predicting the sun one year ahead: 20 untrained reservoirs, a linear fit, and how far each misses."""

from functools import lru_cache

import numpy as np

from rnnlab.datasets import load_sunspots
from rnnlab.drawing.misses import draw_misses
from rnnlab.explorers.controls import real, whole
from rnnlab.explorers.explorer import explore
from rnnlab.networks.init import init_rnn

SEEDS, SKIP, LAST = 20, 20, 208  # the fit is for rows 20 … 207, the years 1721 … 1908
FIT, SCORE = slice(SKIP, LAST), slice(LAST, None)


def explore_sun():
    """Reservoirs and their rivals, with radius, units and the rival's years under the hand."""
    return explore(
        draw_sun,
        radius=real("radius", 0.9, 0.0, 1.5, 0.05),
        units=whole("units", 20, 1, 40),
        years=whole("rival's years", 2, 1, 15),
    )


def draw_sun(radius, units, years):
    """The misses of 20 reservoirs, of the same without memory, of a linear fit, and of "same as this year"."""
    rows = {
        f"reservoir, radius {radius:.2f}, units {units}": _reservoir_misses(radius, units),
        "the same units, radius 0": _reservoir_misses(0.0, units),
        f"linear fit, last years: {years}": _linear_miss(years),
        "same as this year": 100 * np.sqrt(np.mean((last_years(1)[SCORE, 0] - next_year()[SCORE]) ** 2)),
    }
    return draw_misses("Predicting the sun", "typical miss in 1909–2008, in sunspots", 14, 40, **rows)


def next_year():
    """What is to be predicted (308,): the number of the next year, in hundreds of spots; 1701 … 2008."""
    return _hundreds()[1:]


def last_years(n):
    """The numbers of the last n years (308, n), this year first; years before 1700 are zeros."""
    this_year = _hundreds()[:-1]
    return np.stack([np.pad(this_year[: len(this_year) - lag], (lag, 0)) for lag in range(n)], axis=1)


def reservoirs(radius, units):
    """The states (20, 308, units) of 20 untrained RNNs, one for each seed, run as one batch."""
    W_hh, W_hx = _weights(units)
    states = _hundreds()[:-1, None, None, None] * W_hx
    if radius == 0:
        np.tanh(states, out=states)
    else:
        h, W_hh = np.zeros((SEEDS, 1, units)), radius * W_hh
        for state in states:
            state += h @ W_hh
            h = np.tanh(state, out=state)
    return states[:, :, 0].swapaxes(0, 1)


def miss(columns, fit=FIT, score=SCORE, ridge=1e-3):
    """How far a fit of next year on columns (…, 308, units) and a constant 1 misses.

    Parameters
    ----------
    columns : array (308, units), or (seeds, 308, units)
    fit, score : slice
        The rows to fit on, and those on which the misses are counted.
    ridge : float
        What large weights cost; with 0, plain least squares, which collapses where columns are nearly the same.

    Returns
    -------
    float, or ndarray (seeds,)
        The root of the mean squared error, in spots.
    """
    A, target = np.concatenate([columns, np.ones((*columns.shape[:-1], 1))], axis=-1), next_year()
    X = A[..., fit, :]
    if ridge:
        X_turned = X.swapaxes(-1, -2)
        weights = np.linalg.solve(X_turned @ X + ridge * np.eye(X.shape[-1]), X_turned @ target[fit, None])
    else:
        weights = np.linalg.pinv(X, rcond=len(target) * np.finfo(float).eps) @ target[fit, None]
    errors = (A[..., score, :] @ weights)[..., 0] - target[score]
    return 100 * np.sqrt(np.mean(errors**2, axis=-1))


@lru_cache(maxsize=2048)
def _reservoir_misses(radius, units):
    misses = miss(reservoirs(radius, units))
    misses.flags.writeable = False
    return misses


@lru_cache(maxsize=16)
def _linear_miss(years):
    return miss(last_years(years))


@lru_cache(maxsize=1)
def _hundreds():
    numbers = load_sunspots()[1] / 100
    numbers.flags.writeable = False
    return numbers


@lru_cache(maxsize=64)
def _weights(units):
    """Orthogonal W_hh (20, units, units), whose radius is 1, and W_hx (20, 1, units)."""
    made = [init_rnn(1, units, np.random.default_rng(seed)) for seed in range(SEEDS)]
    return np.stack([params.W_hh for params in made]), np.stack([params.W_hx for params in made])
