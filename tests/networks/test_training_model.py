"""A model against its definition, and the gradient of its whole loss against central differences."""

import numpy as np
import pytest
from every_cell import FORWARD, assert_close, strided
from models import DRAW, draw_batch, draw_model, loss_of
from references import draw_lstm

from rnnlab import (
    Batch,
    Model,
    cross_entropy,
    gradcheck,
    init_gru,
    init_lstm,
    init_model,
    init_rnn,
    run_model,
    squared_error,
)
from rnnlab.networks.training import loss_and_grads

each_cell = pytest.mark.parametrize("cell", DRAW)
NAMES = {"rnn": "W_h b_h W_hy b_y", "lstm": "W b W_hy b_y", "gru": "W b b_hn W_hy b_y"}


@each_cell
def test_at_150_shapes_it_is_the_cell_and_then_h_w_plus_b(cell):
    rng = np.random.default_rng(0)
    for n in range(150):
        B, T, (D, H, K) = rng.integers(4), rng.integers(6), rng.integers(1, 6, size=3)
        model, x = draw_model(cell, n, D, H, K), rng.standard_normal((B, T, D))
        lengths = rng.integers(T + 1, size=B) if n % 2 else None
        y, trace = run_model(x, model, lengths)
        states = FORWARD[cell](x, model.cell, lengths=lengths)
        h = getattr(states, "h", states)
        np.testing.assert_array_equal(trace.h, h)
        assert_close(y, np.einsum("bth,hk->btk", h, model.W_hy) + model.b_y)
        assert (model.D, model.H, model.K) == (D, H, K)


@each_cell
def test_one_sequence_without_a_batch_and_every_layout(cell):
    model, x = draw_model(cell), draw_batch().x
    y = run_model(x, model, [2, 6, 1])[0]
    alone, trace = run_model(x[0], model, 2)
    assert_close(alone, y[0])
    assert trace.h.shape == (6, 4)
    changed = Model(model.cell, strided(model.W_hy), strided(model.b_y))
    assert_close(run_model(strided(x), changed, [2, 6, 1])[0], y)


@each_cell
def test_its_arrays_go_out_by_name_and_come_back(cell):
    model = draw_model(cell)
    arrays = model.arrays
    assert " ".join(arrays) == NAMES[cell]
    assert arrays["W_hy"] is model.W_hy
    other = model.with_arrays({name: 2 * array for name, array in arrays.items()})
    assert type(other.cell) is type(model.cell)
    for name, array in other.arrays.items():
        np.testing.assert_array_equal(array, 2 * arrays[name])
    np.testing.assert_array_equal(model.arrays["W_hy"], other.W_hy / 2)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("init", [init_rnn, init_lstm, init_gru])
def test_a_new_read_out_is_small_and_of_the_cells_dtype(init, dtype):
    cell = init(3, 16, np.random.default_rng(0), dtype=dtype)
    model = init_model(cell, 50, np.random.default_rng(1))
    assert model.cell is cell
    assert model.W_hy.shape == (16, 50)
    assert 0.2 < np.abs(model.W_hy).max() <= 0.25
    assert abs(model.W_hy.mean()) < 0.02
    assert (model.b_y == 0).all()
    assert {array.dtype for array in model.arrays.values()} == {np.dtype(dtype)}
    again = init_model(cell, 50, np.random.default_rng(1))
    np.testing.assert_array_equal(again.W_hy, model.W_hy)


# ---- the gradient of the whole loss ----


@each_cell
@pytest.mark.parametrize("ragged", [True, False])
@pytest.mark.parametrize("loss", [cross_entropy, squared_error])
def test_every_gradient_of_the_whole_loss_is_a_difference(cell, ragged, loss):
    model = draw_model(cell, 1, K=3)
    batch = draw_batch(1, K=3, numbers=loss is squared_error, ragged=ragged)
    value, grads = loss_and_grads(model, batch, loss)
    assert value == loss(run_model(batch.x, model, batch.lengths)[0], batch.targets, batch.mask)[0]
    errors = gradcheck(loss_of(model, batch, loss), model.arrays, grads)
    assert [*errors] == [*grads] == NAMES[cell].split()
    assert max(errors.values()) < 1e-6, errors


def test_the_gradient_of_the_peepholes_too_and_that_of_what_the_cell_does_not_use_is_zero():
    params = draw_lstm(2, D=3, H=2, extras=True)[1]
    model = Model(params, np.random.default_rng(2).standard_normal((2, 5)), np.zeros(5))
    batch = draw_batch(2)
    grads = loss_and_grads(model, batch)[1]
    errors = gradcheck(loss_of(model, batch, cross_entropy), model.arrays, grads)
    assert [*errors] == ["W", "b", "p", "R", "W_hy", "b_y"]
    assert max(errors.values()) < 1e-6, errors
    assert (grads["p"] != 0).all()
    assert (grads["R"] == 0).all()


@each_cell
@pytest.mark.parametrize("loss", [cross_entropy, squared_error])
def test_a_padded_batch_is_its_examples_alone(cell, loss):
    for seed in range(20):
        model, batch = draw_model(cell, seed), draw_batch(seed, numbers=loss is squared_error)
        batch.x[np.arange(6) >= batch.lengths[:, None]] = np.nan  # whatever stands in the padding
        value, grads = loss_and_grads(model, batch, loss)
        total, sums = 0.0, dict.fromkeys(grads, 0.0)
        for n, length in enumerate(batch.lengths):
            one = slice(n, n + 1), slice(length)
            alone = Batch(batch.x[one], batch.targets[one], mask=batch.mask[one])
            part, its_grads = loss_and_grads(model, alone, loss)
            share = batch.mask[n].sum() / batch.mask.sum()
            total += share * part
            sums = {name: sums[name] + share * its_grads[name] for name in sums}
        assert value == pytest.approx(total)
        for name, array in grads.items():
            assert_close(array, sums[name], name)


@each_cell
def test_lengths_that_pad_nothing_change_nothing(cell):
    model, batch = draw_model(cell), draw_batch(ragged=False)
    value, grads = loss_and_grads(model, batch)
    full = loss_and_grads(model, Batch(batch.x, batch.targets, [6, 6, 6]))
    assert full[0] == value
    for name, array in full[1].items():
        np.testing.assert_array_equal(array, grads[name])


@each_cell
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_stays_and_nothing_is_written_to(cell, dtype):
    model, batch = draw_model(cell, dtype=dtype), draw_batch(dtype=dtype)
    for array in (*model.arrays.values(), *vars(batch).values()):
        array.setflags(write=False)
    assert run_model(batch.x, model)[0].dtype == dtype
    for given in (batch, draw_batch(dtype=np.float64)):
        value, grads = loss_and_grads(model, given)
        assert type(value) is float
        for name, array in grads.items():
            assert (array.dtype, array.shape) == (np.dtype(dtype), model.arrays[name].shape)


# ---- what cannot be right ----

CELL = draw_model("lstm").cell
W_HY, B_Y = np.ones((4, 5)), np.ones(5)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ((W_HY, W_HY, B_Y), TypeError, "cell is of type ndarray, but it must be RNNParams, LSTMParams or GRUParams"),
        ((CELL, W_HY.T, B_Y), ValueError, r"W_hy has shape \(5, 4\), .* \(4, K\).*It looks transposed"),
        ((CELL, W_HY[:3], B_Y), ValueError, "a row for each hidden unit"),
        ((CELL, W_HY[0], B_Y), ValueError, r"W_hy has shape \(5,\)"),
        ((CELL, W_HY[:, :0], B_Y[:0]), ValueError, "K at least 1"),
        ((CELL, W_HY, B_Y[:4]), ValueError, r"b_y has shape \(4,\), but with W_hy \(4, 5\) it must be \(K,\) = \(5,\)"),
        ((CELL, W_HY, None), TypeError, "b_y is None"),
    ],
)
def test_a_model_that_cannot_be_is_refused(arguments, error, words):
    with pytest.raises(error, match=words):
        Model(*arguments)


def test_a_new_model_asks_for_a_cell_a_size_and_an_rng():
    rng = np.random.default_rng(0)
    for arguments, words in (
        ((CELL, 0, rng), "K is 0"),
        ((CELL, 2.5, rng), "K is 2.5"),
        ((CELL, 3, 0), "rng is of type int"),
        (("lstm", 3, rng), "cell is of type str"),
    ):
        with pytest.raises((TypeError, ValueError), match=words):
            init_model(*arguments)


def test_an_alphabet_that_does_not_fit_the_model_is_refused():
    with pytest.raises(ValueError, match=r"W has shape \(7, 16\), but with x \(3, 6, 4\) and H = 4"):
        loss_and_grads(draw_model("lstm"), draw_batch(D=4))
    with pytest.raises(ValueError, match="K = 3 classes, 0 … 2"):
        loss_and_grads(draw_model("lstm", K=3), draw_batch(K=9))


def test_a_gradient_is_of_a_model_and_a_batch():
    with pytest.raises(TypeError, match="model is of type LSTMParams, but it must be a Model"):
        loss_and_grads(CELL, draw_batch())
    with pytest.raises(TypeError, match="batch is of type tuple, but it must be a Batch"):
        loss_and_grads(draw_model("lstm"), (draw_batch().x, draw_batch().targets))
