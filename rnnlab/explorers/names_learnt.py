"""Names of chemical elements, learnt letter by letter, and the rival that counts which letter follows which."""

from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

import numpy as np

from rnnlab.datasets import ELEMENTS, next_letters
from rnnlab.networks.init import init_gru, init_lstm, init_rnn
from rnnlab.networks.training import Batch, batches, cross_entropy, init_model, run_model, train

NAMES = tuple(f".{name}." for name in ELEMENTS)
ALPHABET = "." + "".join(sorted(set("".join(ELEMENTS))))
CELLS = {"LSTM": init_lstm, "GRU": init_gru, "RNN": init_rnn}
UNITS, STEPS, EVERY, RATE, BATCH, KEPT = 16, 400, 10, 1e-2, 32, 24


class Learning(NamedTuple):
    """A training at every tenth step: its models, and their loss on names it learns from and on names kept back."""

    models: tuple
    learnt: np.ndarray
    kept: np.ndarray
    level: float
    kept_names: frozenset


def name_batches(names, rng, size=BATCH):
    """Batches of names without end: letters, and each time the next one as the target."""
    x, targets, lengths = next_letters(names, ALPHABET)
    return batches(x, targets, size, rng, lengths=lengths)


def losses_with(rule, rate, model, steps=100):
    """The loss of each of the first steps, when a model learns all the names with this rule at this rate."""
    stream = name_batches(NAMES, np.random.default_rng(0))
    return [record.loss for record in islice(train(model, stream, rule=rule, rate=rate), steps)]


def pair_chances(names, weight):
    """How likely each letter (column) follows each other (row), counted in names.

    Parameters
    ----------
    names : list of str
        With their marks.
    weight : float
        How many letters, shared out as all letters are frequent, are added to each row, so that nothing is impossible.

    Returns
    -------
    ndarray (K, K)
    """
    K = len(ALPHABET)
    pairs = np.zeros((K, K))
    for name in names:
        for first, second in pairwise(name):
            pairs[ALPHABET.index(first), ALPHABET.index(second)] += 1
    alone = (pairs.sum(axis=0) + 1) / (pairs.sum() + K)
    return (pairs + weight * alone) / (pairs.sum(axis=1, keepdims=True) + weight)


def pair_loss(names, chances):
    """The mean of -log chance over all letters of the names, and their end marks."""
    pairs = [(ALPHABET.index(a), ALPHABET.index(b)) for name in names for a, b in pairwise(name)]
    return float(np.mean([-np.log(chances[pair]) for pair in pairs]))


def loss_on(names, model):
    """The same of a model: its cross-entropy over all letters of the names, and their end marks."""
    batch = Batch(*next_letters(names, ALPHABET))
    return cross_entropy(run_model(batch.x, model, batch.lengths)[0], batch.targets, batch.mask)[0]


@lru_cache(maxsize=1)
def names_learnt():
    """An LSTM with 16 units learns from 94 names, in 400 steps of Adam; 24 names are kept back."""
    rng = np.random.default_rng(0)
    order = [NAMES[k] for k in rng.permutation(len(NAMES))]
    names, others = order[KEPT:], order[:KEPT]
    model = init_model(init_lstm(len(ALPHABET), UNITS, rng), len(ALPHABET), rng)
    records = islice(train(model, name_batches(names, rng), rate=RATE), STEPS)
    models = (model, *(record.model for record in records if record.step % EVERY == 0))
    losses = (np.array([round(loss_on(some, model), 2) for model in models]) for some in (names, others))
    level = round(pair_loss(others, pair_chances(names, 4)), 2)
    return Learning(models, *losses, level, frozenset(name[1:-1] for name in others))


@lru_cache(maxsize=32)
def stopped_in_time(cell, seed, steps=300):
    """Learn from 70 names, stop where the loss on 24 others is smallest, and judge on the last 24.

    Parameters
    ----------
    cell : {"LSTM", "GRU", "RNN"}
    seed : int
        Of the order of the names, the weights and the batches.
    steps : int

    Returns
    -------
    stopped, last, counted : float
        The loss on the names of the judgement: of the model of the best step, of the last model, and of counting
        pairs, whose smoothing is chosen on the same names as the step.
    """
    rng = np.random.default_rng(seed)
    names = [NAMES[k] for k in rng.permutation(len(NAMES))]
    learn, choose, judge = names[: -2 * KEPT], names[-2 * KEPT : -KEPT], names[-KEPT:]
    model = init_model(CELLS[cell](len(ALPHABET), UNITS, rng), len(ALPHABET), rng)
    records = islice(train(model, name_batches(learn, rng), rate=RATE), steps)
    models = [record.model for record in records if record.step % EVERY == 0]
    best = min(models, key=lambda model: loss_on(choose, model))
    table = min((pair_chances(learn, weight) for weight in (1, 2, 4, 8)), key=lambda table: pair_loss(choose, table))
    return loss_on(judge, best), loss_on(judge, models[-1]), pair_loss(judge, table)
