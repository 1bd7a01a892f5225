"""Batches padded at the end: every example as if it were alone."""

import numpy as np
import pytest
from every_cell import CELLS, assert_close, at_2000_shapes, strided

from rnnlab.networks.sequences.lengths import last_state, read_lengths

each_cell = pytest.mark.parametrize("name", CELLS)
HELD = {"f": 1, "i": 0, "g": 0, "r": 0, "z": 1, "n": 0}  # what a trace says of its gates past the end


def draw_lengths(seed, B, T):
    return np.random.default_rng([seed, 1]).integers(0, T + 1, B)


def draw_dh(trace, seed):
    """Gradients of a loss with respect to the states, and to the last cell state where there is one."""
    rng = np.random.default_rng([seed, 2])
    dh, last = rng.standard_normal(trace.h.shape), rng.standard_normal((len(trace.h), trace.h.shape[-1]))
    return dh, {"dc_T": last} if "c" in trace._fields else {}


@at_2000_shapes(*CELLS)
def test_a_padded_example_is_itself_alone_and_past_its_end_it_stays_as_it_is(name, shape, seed):
    x, params, states = CELLS[name].draw(seed, *shape)
    lengths = draw_lengths(seed, *shape[:2])
    padded = CELLS[name].forward(x, params, states, lengths=lengths)
    for n, length in enumerate(lengths):
        alone = CELLS[name].forward(x[n, :length], params, [state[n] for state in states])
        for field, whole, part in zip(padded._fields, padded, alone, strict=True):
            assert_close(whole[n, :length], part)
            start = dict(zip("hc", states, strict=False)).get(field, np.zeros_like(states[0]))[n]
            last = HELD.get(field, whole[n, length - 1] if length else start)
            np.testing.assert_array_equal(whole[n, length:], np.broadcast_to(last, whole[n, length:].shape))


@at_2000_shapes(*CELLS)
def test_the_gradient_of_a_padded_batch_is_the_sum_of_its_examples_alone(name, shape, seed):
    x, params, states = CELLS[name].draw(seed, *shape)
    lengths = draw_lengths(seed, *shape[:2])
    trace = CELLS[name].forward(x, params, states, lengths=lengths)
    dh, ends = draw_dh(trace, seed)
    grads = CELLS[name].backward(dh, x, params, trace, states, **ends, lengths=lengths)
    total = {field: np.zeros_like(getattr(grads, field)) for field in CELLS[name].arrays}
    for n, length in enumerate(lengths):
        start, inside, beyond = [state[n] for state in states], dh[n, :length].copy(), dh[n, length:].sum(axis=0)
        inside[-1:] += beyond  # the states past the end are the last state itself
        alone = CELLS[name].forward(x[n, :length], params, start)
        part = CELLS[name].backward(
            inside, x[n, :length], params, alone, start, **{key: end[n] for key, end in ends.items()}
        )
        assert_close(grads.x[n, :length], part.x)
        assert (grads.x[n, length:] == 0).all()
        assert_close(grads.h0[n], part.h0 + (0 if length else beyond))
        if ends:
            assert_close(grads.c0[n], part.c0)
        for field in CELLS[name].arrays:
            total[field] += getattr(part, field)
    for field in CELLS[name].arrays:
        assert_close(getattr(grads, field), total[field])


@each_cell
@pytest.mark.parametrize("padding", [np.nan, np.inf, 1e300])
@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning", "ignore:overflow:RuntimeWarning")
def test_what_stands_in_the_padding_does_not_matter(name, padding):
    x, params, states = CELLS[name].draw(0, B=4)
    lengths = np.array([0, 1, 3, 5])
    past = np.arange(5) >= lengths[:, None]
    spoiled = np.where(past[..., None], padding, x)
    trace, clean = (CELLS[name].forward(read, params, states, lengths=lengths) for read in (spoiled, x))
    np.testing.assert_array_equal(np.array(trace), np.array(clean))
    dh, ends = draw_dh(trace, 0)
    spoiled, clean = (
        CELLS[name].backward(dh, read, params, trace, states, **ends, lengths=lengths) for read in (spoiled, x)
    )
    for mine, other in zip(spoiled, clean, strict=True):
        np.testing.assert_array_equal(mine, other)


@each_cell
def test_full_lengths_are_no_lengths(name):
    x, params, states = CELLS[name].draw(1)
    full = {"lengths": [5, 5]}
    trace = CELLS[name].forward(x, params, states)
    np.testing.assert_array_equal(np.array(CELLS[name].forward(x, params, states, **full)), np.array(trace))
    dh, ends = draw_dh(trace, 1)
    for mine, other in zip(
        CELLS[name].backward(dh, x, params, trace, states, **ends, **full),
        CELLS[name].backward(dh, x, params, trace, states, **ends),
        strict=True,
    ):
        np.testing.assert_array_equal(mine, other)


@each_cell
@pytest.mark.parametrize("lengths", [3, [3], (3,), np.int8(3), np.array([3], np.uint64)])
def test_one_sequence_without_a_batch_axis_has_one_length(name, lengths):
    x, params, states = CELLS[name].draw(2, B=1)
    batch = CELLS[name].forward(x, params, states, lengths=[3])
    one = CELLS[name].forward(x[0], params, [state[0] for state in states], lengths=lengths)
    np.testing.assert_array_equal(np.array(one), np.array(batch)[:, 0])
    dh, ends = draw_dh(batch, 2)
    grads = CELLS[name].backward(dh, x, params, batch, states, **ends, lengths=[3])
    alone = CELLS[name].backward(
        dh[0], x[0], params, one, [s[0] for s in states], **{key: end[0] for key, end in ends.items()}, lengths=lengths
    )
    for field, mine, other in zip(grads._fields, alone, grads, strict=True):
        np.testing.assert_array_equal(mine, other[0] if field in ("x", "h0", "c0") else other)


@each_cell
def test_lengths_change_neither_the_dtype_nor_the_arguments(name):
    x, params, states = CELLS[name].draw(3, dtype=np.float32)
    lengths = np.array([2, 0])
    trace = CELLS[name].forward(x, params, states, lengths=lengths)
    assert {kept.dtype for kept in trace} == {np.dtype(np.float32)}
    dh = np.ones_like(trace.h)
    for array in (x, *states, *trace, dh, lengths):
        array.setflags(write=False)
    CELLS[name].forward(x, params, states, lengths=lengths)
    grads = CELLS[name].backward(dh, x, params, trace, states, lengths=lengths)
    assert {grad.dtype for grad in grads if grad is not None} == {np.dtype(np.float32)}


@each_cell
def test_the_gradient_of_the_states_past_the_end_belongs_to_the_last_one(name):
    x, params, states = CELLS[name].draw(4, B=3)
    lengths = [0, 2, 5]
    trace = CELLS[name].forward(x, params, states, lengths=lengths)
    late, last = np.zeros_like(trace.h), np.zeros_like(trace.h)
    late[:, -1] = last[1, 1] = last[2, 4] = 1
    moved, grads = (CELLS[name].backward(dh, x, params, trace, states, lengths=lengths) for dh in (late, last))
    assert moved.h0[0].tolist() == [1, 1, 1, 1]
    for field, mine, other in zip(grads._fields, moved, grads, strict=True):
        if field == "h0":
            mine, other = mine[1:], other[1:]
        np.testing.assert_array_equal(mine, other)


def test_past_is_true_from_the_length_on():
    x = np.ones((4, 3, 2))
    past = [[True, True, True], [False, True, True], [False, False, True], [False, False, False]]
    assert read_lengths([0, 1, 2, 3], x).tolist() == past
    assert read_lengths(None, x) is None


@pytest.mark.parametrize("layout", [np.array, np.asfortranarray, strided])
def test_the_last_state_is_the_one_at_the_length_or_the_start_where_there_is_no_step(layout):
    states, start = layout(np.arange(24.0).reshape(4, 3, 2)), np.full((4, 2), -1.0)
    past = read_lengths([0, 1, 2, 3], states)
    assert last_state(states, start, past).tolist() == [[-1, -1], [6, 7], [14, 15], [22, 23]]
    assert last_state(states, start).tolist() == [[4, 5], [10, 11], [16, 17], [22, 23]]
    np.testing.assert_array_equal(last_state(states[:, :0], start), start)


def test_an_empty_batch_has_an_empty_list_of_lengths():
    assert read_lengths(np.array([], int), np.ones((0, 3, 2))).shape == (0, 3)
