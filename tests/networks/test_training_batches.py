"""Batches: every example once a round, each as it was, padded no further than it must be."""

from itertools import islice

import numpy as np
import pytest

from rnnlab import Batch, batches


def draw(seed, N=7, D=3, longest=6):
    """N sequences of different lengths; the first feature of each says whose it is, the second the step."""
    rng = np.random.default_rng(seed)
    lengths = rng.integers(1, longest + 1, size=N)
    x = [np.column_stack([np.full(T, n), np.arange(T), rng.standard_normal((T, D - 2))]) for n, T in enumerate(lengths)]
    return x, [100 * n + np.arange(T) for n, T in enumerate(lengths)], lengths


def rounds(x, targets, size, seed=0, number=1, **more):
    """The batches of some rounds, one list for each."""
    per_round = -(-len(x) // size)
    made = batches(x, targets, size, np.random.default_rng(seed), **more)
    return [list(islice(made, per_round)) for _ in range(number)]


def test_each_round_holds_every_example_once_as_it_was_and_zeros_after_it():
    for seed in range(30):
        x, targets, lengths = draw(seed)
        for made in rounds(x, targets, 1 + seed % 8, seed, 2):
            seen = []
            for batch in made:
                assert batch.x.shape[1] == batch.lengths.max()
                for row, classes, length, mask in zip(batch.x, batch.targets, batch.lengths, batch.mask, strict=True):
                    n = int(row[0, 0])
                    seen.append(n)
                    assert length == lengths[n]
                    np.testing.assert_array_equal(row[:length], x[n])
                    np.testing.assert_array_equal(classes[:length], targets[n])
                    assert (row[length:] == 0).all()
                    assert mask.tolist() == [True] * length + [False] * (len(row) - length)
            assert sorted(seen) == list(range(7))


def test_the_last_of_a_round_holds_the_rest():
    x, targets, _ = draw(0)
    assert [[len(batch.x) for batch in made] for made in rounds(x, targets, 3, number=2)] == [[3, 3, 1], [3, 3, 1]]
    assert [[len(batch.x) for batch in made] for made in rounds(x, targets, 50)] == [[7]]


def test_the_order_is_the_generators_and_another_in_each_round():
    x, targets, _ = draw(1, 40)
    orders = [[int(n) for batch in made for n in batch.x[:, 0, 0]] for made in rounds(x, targets, 8, 5, 3)]
    assert len({tuple(order) for order in orders}) == 3
    again = [[int(n) for batch in made for n in batch.x[:, 0, 0]] for made in rounds(x, targets, 8, 5, 3)]
    assert again == orders
    other = [[int(n) for batch in made for n in batch.x[:, 0, 0]] for made in rounds(x, targets, 8, 6, 3)]
    assert other != orders
    assert abs(np.mean([order.index(0) for order in orders + other]) - 20) < 15


def test_padded_arrays_are_the_same_as_lists():
    x, targets, lengths = draw(2)
    room = max(lengths) + 3
    wide = np.full((7, room, 3), np.nan)
    classes = np.full((7, room), -100)
    for n, length in enumerate(lengths):
        wide[n, :length], classes[n, :length] = x[n], targets[n]
    for one, other in zip(rounds(x, targets, 3)[0], rounds(wide, classes, 3, lengths=lengths)[0], strict=True):
        np.testing.assert_array_equal(one.lengths, other.lengths)
        np.testing.assert_array_equal(one.x[one.mask], other.x[other.mask])
        np.testing.assert_array_equal(one.targets[one.mask], other.targets[other.mask])
        assert one.x.shape == other.x.shape


def test_arrays_of_one_length_have_no_lengths():
    x, targets = np.random.default_rng(3).standard_normal((5, 4, 2)), np.arange(20).reshape(5, 4)
    (made,) = rounds(x, targets, 2)
    assert [batch.lengths for batch in made] == [None] * 3
    assert all(batch.mask.all() and batch.mask.shape == batch.targets.shape for batch in made)
    assert sorted(np.concatenate([batch.targets.ravel() for batch in made])) == list(range(20))


def test_masks_and_numbers_go_with_their_examples():
    x, classes, lengths = draw(4)
    last = [np.arange(length) == length - 1 for length in lengths]
    numbers = [np.column_stack([c, -c]) for c in classes]
    (made,) = rounds(x, numbers, 3, mask=last)
    for batch in made:
        assert batch.mask.sum(axis=1).tolist() == [1] * len(batch.x)
        np.testing.assert_array_equal(batch.x[batch.mask][:, 1], batch.lengths - 1)
        np.testing.assert_array_equal(batch.targets[..., 0], -batch.targets[..., 1])
        np.testing.assert_array_equal(batch.targets[batch.mask][:, 0] % 100, batch.lengths - 1)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_stays_and_nothing_given_is_kept_or_changed(dtype):
    x, targets, _ = draw(5)
    x = [sequence.astype(dtype) for sequence in x]
    for array in (*x, *targets):
        array.setflags(write=False)
    for batch in rounds(x, targets, 3)[0]:
        assert batch.x.dtype == dtype
        assert batch.targets.dtype.kind == "i"
        batch.x[:] = np.nan  # a batch is its own: the next round does not see this
    assert all(np.isfinite(batch.x).all() for batch in rounds(x, targets, 3, number=2)[1])


X, TARGETS, LENGTHS = np.zeros((3, 4, 2)), np.zeros((3, 4), int), [4, 2, 1]


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ((X[0], TARGETS), ValueError, r"x has shape \(4, 2\), but a batch must be \(B, T, D\)"),
        ((X[:0], TARGETS[:0]), ValueError, "is it empty"),
        ((X[:, :0], TARGETS[:, :0]), ValueError, "is it empty"),
        ((X, TARGETS[:, 0]), ValueError, r"targets has shape \(3,\), but .* \(B, T\) = \(3, 4\)"),
        ((X, TARGETS.T), ValueError, r"it must begin with \(B, T\) = \(3, 4\)"),
        ((X, TARGETS, [4, 0, 1]), ValueError, "Example 1 has length 0"),
        ((X, TARGETS, [4, 5, 1]), ValueError, "each must be from 0 to T = 4"),
        ((X, TARGETS, [4, 2]), ValueError, r"lengths has shape \(2,\)"),
        ((X, TARGETS, [4.0, 2, 1]), TypeError, "lengths has dtype float64"),
        ((X, TARGETS, LENGTHS, TARGETS == 0), ValueError, "mask scores step 2 of example 1, .* which has ended"),
        ((X, TARGETS, LENGTHS, TARGETS > 0), ValueError, "No step is scored"),
        ((X, TARGETS, LENGTHS, TARGETS), TypeError, "mask has dtype int64"),
        ((X, TARGETS, LENGTHS, TARGETS[0] == 0), ValueError, r"mask has shape \(4,\)"),
        ((None, TARGETS), TypeError, "x is None"),
    ],
)
def test_a_batch_that_cannot_be_is_refused(arguments, error, words):
    with pytest.raises(error, match=words):
        Batch(*arguments)


LISTS, CLASSES = [np.zeros((4, 2)), np.zeros((1, 2))], [[1, 2, 3, 4], [5]]


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (dict(x=[], targets=[]), ValueError, "x holds no sequence.* Is the text empty"),
        (dict(x=X[:0], targets=TARGETS[:0]), ValueError, "x holds no sequence"),
        (dict(size=0), ValueError, "size is 0"),
        (dict(rng=3), TypeError, "rng is of type int"),
        (dict(x=[LISTS[0], LISTS[1][:0]], targets=[CLASSES[0], []]), ValueError, "Example 1 has length 0"),
        (dict(x=[LISTS[0], np.zeros((1, 3))]), ValueError, "x holds sequences of different widths"),
        (dict(targets=CLASSES[:1]), ValueError, r"targets holds 1 sequences .* x has 2"),
        (dict(targets=[[1, 2, 3], [5]]), ValueError, "targets holds 2 sequences .* each step of x needs its own"),
        (dict(targets=[[1, 2, 3, 4], [5, 6]]), ValueError, "each step of x needs its own"),
        (dict(mask=[[True] * 4, [True] * 2]), ValueError, "mask holds 2 sequences"),
        (dict(mask=[[True] * 4, [False]]), ValueError, "mask scores no step of example 1"),
        (dict(lengths=[4, 1]), ValueError, "x is a list: its sequences say themselves"),
    ],
)
def test_examples_that_make_no_batches_are_refused_at_once(arguments, error, words):
    usual = dict(x=LISTS, targets=CLASSES, size=2, rng=np.random.default_rng(0))
    assert next(batches(**usual)).x.shape == (2, 4, 2)
    with pytest.raises(error, match=words):
        batches(**{**usual, **arguments})
