"""Cross-entropy and squared error against their definitions, in long double and by hand."""

import math

import numpy as np
import pytest
from every_cell import assert_close

from rnnlab import cross_entropy, gradcheck, squared_error


def slow_cross_entropy(logits, targets, mask=None):
    """The mean of log Σ exp(y) - y[target], in long double, one step after the other."""
    steps = [index for index in np.ndindex(targets.shape) if mask is None or mask[index]]
    wide = logits.astype(np.longdouble)
    return float(sum(np.logaddexp.reduce(wide[index]) - wide[(*index, targets[index])] for index in steps) / len(steps))


def draw(seed, B=2, T=3, K=4, size=1.0, dtype=np.float64):
    rng = np.random.default_rng(seed)
    logits = (size * rng.standard_normal((B, T, K))).astype(dtype)
    mask = rng.random((B, T)) < 0.5
    mask[rng.integers(B), rng.integers(T)] = True
    return logits, rng.integers(K, size=(B, T)), mask


def shapes(number, seed=0):
    rng = np.random.default_rng(seed)
    for n in range(number):
        yield n, *rng.integers(1, 6, size=3).tolist()


def test_of_two_classes_worked_by_hand():
    logits = np.log([[[1.0, 3.0], [2.0, 2.0]]])  # chances 1/4, 3/4 and 1/2, 1/2
    loss, dlogits = cross_entropy(logits, np.array([[1, 0]]))
    assert loss == pytest.approx((math.log(4 / 3) + math.log(2)) / 2)
    assert type(loss) is float
    assert_close(dlogits, [[[1 / 8, -1 / 8], [-1 / 4, 1 / 4]]])


def test_who_knows_nothing_is_surprised_by_the_logarithm_of_k():
    for K in (1, 2, 27):
        assert cross_entropy(np.zeros((2, 3, K)), np.zeros((2, 3), int))[0] == pytest.approx(math.log(K))


def test_at_500_shapes_it_is_the_definition_and_its_gradient_softmax_minus_one_hot():
    for n, B, T, K in shapes(500):
        logits, targets, mask = draw(n, B, T, K, size=10 ** (n % 4 - 1))
        mask = mask if n % 2 else None
        loss, dlogits = cross_entropy(logits, targets, mask)
        expected = slow_cross_entropy(logits, targets, mask)
        assert abs(loss - expected) <= 1e-13 * max(1, np.abs(logits).max())
        scored = np.ones((B, T), bool) if mask is None else mask
        softmax = np.exp(logits - logits.max(-1, keepdims=True))
        softmax /= softmax.sum(-1, keepdims=True)
        assert_close(dlogits, (softmax - np.eye(K)[targets]) * scored[..., None] / scored.sum())


def test_the_gradients_are_differences():
    logits, targets, mask = draw(1)
    numbers = np.random.default_rng(1).standard_normal(logits.shape)
    for loss, aims in ((cross_entropy, targets), (squared_error, numbers)):
        for scored in (None, mask):
            arguments = aims, scored
            value = lambda y, loss=loss, arguments=arguments: loss(y, *arguments)[0]  # noqa: E731
            assert gradcheck(value, logits, loss(logits, *arguments)[1]) < 1e-8


@pytest.mark.parametrize("size", [800, 1e5, 1e300])
def test_no_logit_is_too_large(size):
    logits = np.array([[[size, -size, 0.0]]])
    for right, wanted in ((0, 0.0), (1, 2 * size), (2, size)):
        loss, dlogits = cross_entropy(logits, np.array([[right]]))
        assert loss == pytest.approx(wanted)
        assert_close(dlogits[0, 0], np.eye(3)[0] - np.eye(3)[right])


def test_a_class_that_is_ruled_out_has_no_chance():
    loss, dlogits = cross_entropy(np.array([[-np.inf, 0.0, 0.0]]), np.array([1]))
    assert loss == pytest.approx(math.log(2))
    assert_close(dlogits, [[0, -0.5, 0.5]])


def test_a_number_added_to_all_logits_of_a_step_changes_nothing():
    logits, targets, mask = draw(2)
    moved = logits + np.random.default_rng(3).standard_normal((2, 3, 1))
    for a, b in zip(cross_entropy(logits, targets, mask), cross_entropy(moved, targets, mask), strict=True):
        assert_close(a, b)


@pytest.mark.parametrize("loss", [cross_entropy, squared_error])
def test_what_is_not_scored_is_not_looked_at(loss):
    logits, targets, mask = draw(4, 3, 5)
    aims = targets if loss is cross_entropy else np.random.default_rng(4).standard_normal(logits.shape)
    value, gradient = loss(logits, aims, mask)
    alone = loss(logits[mask], aims[mask])
    assert value == pytest.approx(alone[0])
    assert_close(gradient[mask], alone[1])
    assert (gradient[~mask] == 0).all()
    logits[~mask], aims[~mask] = np.nan, -100
    again = loss(logits, aims, mask)
    assert again[0] == value
    np.testing.assert_array_equal(again[1], gradient)


@pytest.mark.parametrize("loss", [cross_entropy, squared_error])
def test_every_layout_and_one_sequence_alone_and_nothing_is_changed(loss):
    logits, targets, mask = draw(5)
    aims = targets if loss is cross_entropy else np.random.default_rng(5).standard_normal(logits.shape)
    value, gradient = loss(logits, aims, mask)
    for change in (
        lambda a: a.repeat(2, 0).repeat(2, 1)[::2, ::2],
        np.asfortranarray,
        lambda a: np.ascontiguousarray(a.T).T,
    ):
        given = [change(array) for array in (logits, aims, mask)]
        for array in given:
            array.setflags(write=False)
        other = loss(*given)
        assert other[0] == pytest.approx(value, rel=1e-14)
        assert_close(other[1], gradient)
    one = loss(logits[0], aims[0], mask[0])
    batch = loss(logits[:1], aims[:1], mask[:1])
    assert one[0] == batch[0]
    np.testing.assert_array_equal(one[1], batch[1][0])
    assert loss(logits, aims.tolist(), mask.tolist())[0] == value


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_stays(dtype):
    logits, targets, mask = draw(6, dtype=dtype)
    for scored in (mask, None):
        assert cross_entropy(logits, targets, scored)[1].dtype == dtype
        for aims in (logits[::-1], np.ones(logits.shape)):
            assert squared_error(logits, aims, scored)[1].dtype == dtype


def test_squared_error_worked_by_hand():
    y, aims = np.array([[[1.0, 2.0], [5.0, 5.0]]]), np.array([[[0.0, 4.0], [5.0, 6.0]]])
    loss, dy = squared_error(y, aims)
    assert loss == (1 + 4 + 0 + 1) / 4
    assert type(loss) is float
    assert dy.tolist() == [[[0.5, -1], [0, -0.5]]]
    loss, dy = squared_error(y, aims, np.array([[False, True]]))
    assert loss == 0.5
    assert dy.tolist() == [[[0, 0], [0, -1]]]


LOGITS, TARGETS = np.zeros((2, 3, 4)), np.zeros((2, 3), int)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ((LOGITS, TARGETS + 0.0), TypeError, "targets has dtype float64, but a class is a whole number"),
        (
            (LOGITS, TARGETS.T),
            ValueError,
            r"targets has shape \(3, 2\), but with logits \(2, 3, 4\) it must be \(2, 3\)",
        ),
        ((LOGITS, TARGETS + 4), ValueError, "targets holds 4, .* K = 4 classes, 0 … 3.*another alphabet"),
        ((LOGITS, TARGETS - 1), ValueError, "targets holds -1, .* or should the mask leave this step out"),
        ((LOGITS, TARGETS, TARGETS), TypeError, "mask has dtype int64, but a step is scored or not"),
        ((LOGITS, TARGETS, TARGETS[0] == 0), ValueError, r"mask has shape \(3,\), but it must be \(2, 3\)"),
        ((LOGITS, TARGETS, TARGETS > 0), ValueError, "No step is scored"),
        ((LOGITS[:0], TARGETS[:0]), ValueError, "No step is scored"),
        ((None, TARGETS), TypeError, "logits is None"),
    ],
)
def test_a_wrong_argument_of_cross_entropy_is_refused(arguments, error, words):
    with pytest.raises(error, match=words):
        cross_entropy(*arguments)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (
            (LOGITS, TARGETS),
            ValueError,
            r"targets has shape \(2, 3\), but it must be that of y, \(2, 3, 4\).*cross_entropy",
        ),
        ((LOGITS, LOGITS[..., :1]), ValueError, "it must be that of y"),
        ((LOGITS, LOGITS, TARGETS > 0), ValueError, "No step is scored"),
        ((LOGITS, None), TypeError, "targets is None"),
    ],
)
def test_a_wrong_argument_of_squared_error_is_refused(arguments, error, words):
    with pytest.raises(error, match=words):
        squared_error(*arguments)
