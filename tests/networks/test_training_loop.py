"""The loop: its records, what it learns, and how it stops when it can't go on."""

import platform
import subprocess
import sys
from itertools import count, islice, repeat

import numpy as np
import pytest
from models import DRAW, draw_batch, draw_model

from rnnlab import (
    Batch,
    adam,
    batches,
    clip_by_norm,
    cross_entropy,
    init_gru,
    init_lstm,
    init_model,
    init_rnn,
    sgd,
    squared_error,
    train,
)
from rnnlab.networks.training import Diverged, loss_and_grads

each_cell = pytest.mark.parametrize("cell", DRAW)
INIT = {"rnn": init_rnn, "lstm": init_lstm, "gru": init_gru}


@each_cell
@pytest.mark.parametrize(("rule", "limit"), [(adam, 0.5), (sgd, 0.5), (adam, None)])
def test_a_step_is_the_gradient_clipped_and_given_to_the_rule(cell, rule, limit):
    model = start = draw_model(cell)
    given = [draw_batch(seed) for seed in range(4)]
    records = list(train(model, given, rule=rule, rate=0.02, limit=limit))
    state = None
    for n, (batch, record) in enumerate(zip(given, records, strict=True), 1):
        loss, grads = loss_and_grads(model, batch)
        clipped, norm = clip_by_norm(grads, limit or 1e9)
        params, state = rule(model.arrays, clipped, state, rate=0.02)
        assert record[:3] == (n, loss, norm)
        model = record.model
        for name, array in model.arrays.items():
            np.testing.assert_array_equal(array, params[name])
    assert any(norm > 0.5 for _, _, norm, _ in records)
    for name, array in draw_model(cell).arrays.items():
        np.testing.assert_array_equal(start.arrays[name], array)


def echo(seed, dtype=np.float64, K=3):
    """Sequences of different lengths; each step asks for the letter before, the first for letter 0."""
    rng = np.random.default_rng(seed)
    letters = [rng.integers(K, size=rng.integers(3, 9)) for _ in range(60)]
    targets = [np.concatenate([[0], word[:-1]]) for word in letters]
    return batches([np.eye(K, dtype=dtype)[word] for word in letters], targets, 16, rng)


@each_cell
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_it_learns_to_repeat_what_came_before(cell, dtype):
    rng = np.random.default_rng(0)
    model = init_model(INIT[cell](3, 12, rng, dtype=dtype), 3, rng)
    records = list(islice(train(model, echo(1, dtype), rate=0.02), 150))
    assert 0.9 < records[0].loss < 1.3  # near log 3
    assert np.mean([record.loss for record in records[-10:]]) < 0.1
    assert {array.dtype for array in records[-1].model.arrays.values()} == {np.dtype(dtype)}
    assert [record.step for record in records] == list(range(1, 151))


def test_it_learns_numbers_too():
    rng = np.random.default_rng(0)
    x = rng.standard_normal((64, 6, 1))
    running = np.cumsum(x, axis=1) / 4
    model = init_model(init_gru(1, 12, rng), 1, rng)
    records = list(islice(train(model, batches(x, running, 32, rng), squared_error, rate=0.02), 150))
    assert records[-1].loss < 0.1 * records[0].loss


def test_it_takes_one_batch_at_a_time_and_goes_on_where_it_was_left():
    taken = []
    steps = train(draw_model("rnn"), (taken.append(n) or draw_batch(n) for n in count()))
    assert taken == []
    first = [record.step for record in islice(steps, 3)]
    assert (first, taken) == ([1, 2, 3], [0, 1, 2])
    assert next(steps).step == 4
    steps.close()
    assert len(taken) == 4


def test_two_runs_give_the_same_numbers():
    runs = [[record[:3] for record in islice(train(draw_model("lstm"), echo(2)), 8)] for _ in range(2)]
    assert runs[0] == runs[1]


# ---- what can't go on ----


def explode(at, what):
    """A loss that is cross-entropy up to a step, and then something else."""
    steps = count(1)

    def loss(y, targets, mask):
        value, dy = cross_entropy(y, targets, mask)
        return what(value, dy) if next(steps) >= at else (value, dy)

    return loss


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (lambda value, dy: (np.nan, dy), "the loss is nan"),
        (lambda value, dy: (np.inf, dy), "the loss is inf"),
        (lambda value, dy: (value, dy * np.nan), "the norm of the gradient is nan"),
        (lambda value, dy: (value, dy * np.inf), "the norm of the gradient is (nan|inf)"),
    ],
)
def test_it_stops_where_the_numbers_do_and_says_when_and_keeps_the_last_good_model(what, words):
    kept = []
    model, batch = draw_model("lstm"), draw_batch()
    with pytest.raises(
        Diverged, match=f"At step 4 {words}. Usually a smaller rate helps .*0.25.*clipping.* 2.5"
    ) as caught:
        kept.extend(train(model, repeat(batch), explode(4, what), rate=0.25, limit=2.5))
    assert isinstance(caught.value, FloatingPointError)
    assert caught.value.step == 4
    assert [record.step for record in kept] == [1, 2, 3]
    assert caught.value.model is kept[1].model  # its loss, at step 3, was the last one that was a number
    assert "the one after step 2" in str(caught.value)
    assert np.isfinite(loss_and_grads(caught.value.model, batch)[0])


def test_a_rate_that_is_far_too_large_stops_it_and_warns_of_nothing():
    start = draw_model("rnn")
    with pytest.raises(Diverged, match="smaller rate helps") as caught:
        list(islice(train(start, repeat(draw_batch()), rule=sgd, rate=1e308, limit=None), 20))
    assert all(np.isfinite(array).all() for array in caught.value.model.arrays.values())


def test_at_the_first_step_what_is_kept_is_the_beginning():
    start = draw_model("rnn")
    with pytest.raises(Diverged, match=r"At step 1 .*the one that it began with") as caught:
        next(train(start, [draw_batch()], explode(1, lambda value, dy: (np.nan, dy))))
    assert caught.value.model is start


def test_where_the_data_is_to_blame_it_says_so():
    batch = draw_batch(ragged=False)
    x = batch.x.copy()
    x[1, 2, 0] = np.nan
    with pytest.raises(Diverged, match=r"At step 2 .*x of this batch holds a number that is not finite"):
        list(train(draw_model("gru"), [batch, Batch(x, batch.targets)]))


def test_the_callers_floating_point_errors_are_left_as_they_are():
    before = np.geterr()
    steps = train(draw_model("rnn"), repeat(draw_batch()))
    next(steps)
    assert np.geterr() == before
    with np.errstate(divide="raise"):
        next(steps)
        assert np.geterr()["divide"] == "raise"


def test_what_is_no_batch_is_refused():
    with pytest.raises(TypeError, match=r"batches is one Batch, .*itertools.repeat"):
        next(train(draw_model("rnn"), draw_batch()))
    with pytest.raises(TypeError, match="batch is of type tuple"):
        next(train(draw_model("rnn"), [(draw_batch().x, draw_batch().targets)]))
    with pytest.raises(ValueError, match="limit is 0"):
        next(train(draw_model("rnn"), [draw_batch()], limit=0))


PAGES = """
import resource, sys
from itertools import islice, repeat
import numpy as np
from rnnlab import Batch, init_lstm, init_model, train
rng = np.random.default_rng(0)
batch = Batch(rng.standard_normal((32, 60, 8)), rng.integers(8, size=(32, 60)))
steps = train(init_model(init_lstm(8, 16, rng), 8, rng), repeat(batch))
list(islice(steps, 3))
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
list(islice(steps, 10))
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library keeps memory by other rules")
def test_a_step_uses_the_memory_of_the_step_before():
    done = subprocess.run([sys.executable, "-c", PAGES], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 1000  # pages in ten steps: it was twelve thousand
