"""Predicting the sun with networks that learn: trained at one stop or another, judged on earlier years and on later."""

from functools import lru_cache
from itertools import islice

import numpy as np

from rnnlab.drawing.misses import draw_misses
from rnnlab.explorers.controls import choice, whole
from rnnlab.explorers.explorer import explore
from rnnlab.explorers.sun import SKIP, last_years, miss, next_year, reservoirs
from rnnlab.networks.training import batches, init_model, run_model, squared_error, train

UNITS, T, UNSCORED, BATCH, RATE, STEPS, EVERY = 4, 40, 15, 16, 1e-2, 400, 100
SPANS = {"1859–1908": slice(158, 208), "1909–2008": slice(208, 308)}  # learnt are the years before


def explore_trained_sun(misses, rivals):
    """Networks that learn to predict the sun, at any stop of their training.

    Parameters
    ----------
    misses : dict of (years, cell, step) -> array
        The miss of each seed.
    rivals : dict of years -> dict of name -> number or array
    """
    years = list(dict.fromkeys(span for span, _, _ in misses))
    cells = list(dict.fromkeys(cell for _, cell, _ in misses))
    stop = whole("stop at step", 2 * EVERY, EVERY, STEPS)
    stop.step = EVERY

    def draw(judged, step):
        rows = {f"{cell}, trained {step} steps": misses[judged, cell, step] for cell in cells} | rivals[judged]
        return draw_misses("Predicting the sun", f"typical miss in {judged}, in sunspots", 10, 40, **rows)

    return explore(draw, judged=choice("judged on", years), step=stop)


@lru_cache(maxsize=64)
def trained_misses(init, seed, span):
    """The miss on the years of a span, after 100, 200, 300 and 400 steps of learning from all years before.

    A network with 4 units reads pieces of 40 years and says each next one; the first 15 of a piece are not
    scored, while it forgets its start.

    Parameters
    ----------
    init : function(D, H, rng) -> params
    seed : int
    span : str
        One of SPANS.

    Returns
    -------
    tuple of 4 floats
        In spots.
    """
    rng, score, this_year = np.random.default_rng(seed), SPANS[span], last_years(1)
    rows = np.arange(score.start - T + 1)[:, None] + np.arange(T)
    model = init_model(init(1, UNITS, rng), 1, rng)
    scored = np.broadcast_to(np.arange(T) >= UNSCORED, rows.shape)
    pieces = batches(this_year[rows], next_year()[rows][..., None], BATCH, rng, mask=scored)
    misses = []
    for record in islice(train(model, pieces, loss=squared_error, rate=RATE), STEPS):
        if record.step % EVERY == 0:
            errors = run_model(this_year, record.model)[0][score, 0] - next_year()[score]
            misses.append(100 * float(np.sqrt(np.mean(errors**2))))
    return tuple(misses)


def rival_misses(span):
    """What needs no training, fitted on the years before a span: by name, its miss on the span."""
    score = SPANS[span]
    fit, errors = slice(SKIP, score.start), last_years(1)[score, 0] - next_year()[score]
    return {
        "reservoir, 10 units": miss(reservoirs(0.5, 10), fit, score),
        "linear fit, last 2 years": miss(last_years(2), fit, score),
        "linear fit, last 9 years": miss(last_years(9), fit, score),
        "same as this year": 100 * float(np.sqrt(np.mean(errors**2))),
    }
