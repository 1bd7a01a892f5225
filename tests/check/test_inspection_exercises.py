"""The exercises of lecture 9: right by definition, true examples, and every bias that does it is right."""

import numpy as np
import pytest
from inspection_solutions import RIGHT, centred, connected, held, holding, in_float64, logit, walking

from rnnlab import LSTMParams, RNNParams, check, lstm_forward, rnn_backward, rnn_forward
from rnnlab.check import EXERCISES
from rnnlab.check.hold_unit_parts import LARGE, the_same_for_the_gates
from rnnlab.drawing.picture import words_of
from rnnlab.networks import inspection
from rnnlab.networks.stacks import Layer, Stack

CONNECTIVITY, HOLD_UNIT = (EXERCISES[name] for name in ("connectivity", "hold_unit"))
rng = np.random.default_rng(0)


def drawn(*shape):
    return 0.7 * rng.standard_normal(shape)


# ---- how much each input counts: right by definition ----


def number(x, h0, W_h, b_h, t, unit):
    h = h0
    for x_t in x[: t + 1]:
        h = np.tanh(np.concatenate([h, x_t]) @ W_h + b_h)
    return h[unit]


@pytest.mark.parametrize(("t", "unit"), [(0, 0), (2, 3), (4, 1), (5, 4)])
def test_each_length_is_that_of_the_slopes_between_two_points(t, unit):
    T, D, H, step = 6, 3, 5, 1e-5
    x, rest = drawn(T, D), (drawn(H), drawn(H + D, H), drawn(H), t, unit)
    slopes = np.zeros((T, D))
    for place in np.ndindex(T, D):
        moves = np.zeros((T, D))
        moves[place] = step
        slopes[place] = (number(x + moves, *rest) - number(x - moves, *rest)) / (2 * step)
    assert np.allclose(CONNECTIVITY.right(x, *rest), np.sqrt((slopes**2).sum(axis=1)), rtol=1e-7, atol=1e-10)


def test_the_lengths_are_those_of_the_packages_gradients():
    for case in CONNECTIVITY.cases:
        x, h0, W_h, b_h, t, unit = (
            case.arrays.values() if case.sizes else (case.arrays[n] for n in CONNECTIVITY.forms[0])
        )
        params = RNNParams(W_h, b_h)
        h = rnn_forward(x, params, h0)
        dh = np.zeros_like(h)
        dh[t, unit] = 1
        dx = rnn_backward(dh, x, params, h, h0).x
        (wanted,) = CONNECTIVITY.wanted(case)
        assert np.allclose(wanted, np.linalg.norm(dx, axis=1), rtol=1e-3 if x.dtype == np.float32 else 1e-9)
        assert wanted.dtype == x.dtype
        assert not wanted[t + 1 :].any()


def test_a_look_inside_a_network_that_begins_with_zeros_finds_the_same():
    x, W_h, b_h = drawn(5, 3), drawn(7, 4), drawn(4)
    found = inspection.connectivity(Stack((Layer(RNNParams(W_h, b_h)),)), x, 3, 2)
    assert np.allclose(found, CONNECTIVITY.right(x, np.zeros(4), W_h, b_h, 3, 2), rtol=1e-9)


# ---- its examples ----


def test_the_examples_of_lengths_come_out_as_they_say():
    straight, two_inputs, a_step_later, steep = (connected(**case.arrays) for case in CONNECTIVITY.cases[:4])
    assert straight.tolist() == [0.5, 1, 2]
    assert two_inputs.tolist() == [2.5, 5, 0]
    assert a_step_later.tolist() == [0, 1, 0]
    assert np.allclose(steep, 75_000 * (3 / 8) ** np.arange(3, -1, -1))


def test_the_random_examples_have_steps_to_go_back_and_inputs_that_come_too_late():
    cases = [case.arrays for case in CONNECTIVITY.cases[4:]]
    late = [len(case["x"]) - 1 - case["t"] for case in cases]
    assert {0, 1} < set(late)
    assert sum(case["t"] >= 2 for case in cases) >= 8
    assert len({case["unit"] for case in cases}) >= 3
    assert sum(abs(case["W_h"]).max() > 1000 for case in cases) == 1
    for case in cases:
        h = rnn_forward(case["x"], RNNParams(case["W_h"], case["b_h"]), case["h0"])
        assert np.abs(h).min() > 1e-5
        assert np.abs(h).max() < 1 - 1e-5  # no slope is rounded away


# ---- what is said of it ----


@pytest.mark.parametrize("eps", [1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7])
def test_differences_are_no_exact_gradient_however_small_their_step(eps):
    for function in (centred(eps), in_float64(centred(eps))):
        result = check.connectivity(function)
        assert result.diagnosis == "differences for the gradient"
        assert "(h(x + ε) − h(x − ε)) / 2ε" in result.sentence
    assert "(h(x + ε) − h(x)) / ε" in check.connectivity(centred(eps, one_sided=True)).sentence


@pytest.mark.parametrize(
    "function",
    [
        lambda *given: 1.1 * connected(*given),
        lambda *given: connected(*given) + 0.1,
        lambda *given: np.sqrt(connected(*given)),
        lambda x, h0, W_h, *rest: connected(x, h0, 1.1 * W_h, *rest),
        walking(slope=lambda h: (1 - h**2) ** 1.5),
    ],
)
def test_an_unknown_mistake_in_lengths_has_no_name(function):
    assert check.connectivity(function).diagnosis == "wrong numbers"


def test_where_lengths_are_right_is_said():
    result = check.connectivity(lambda x, h0, W_h, b_h, *rest: connected(x, h0, W_h, b_h**2, *rest), seconds=20.0)
    assert "It is right where b_h is 0: look at the bias." in result.sentence


def test_an_example_in_words_says_which_number_is_asked_about():
    line = check.connectivity(lambda *a: connected(*a) * (1 + a[0].shape[1] // 5)).lines[1]
    assert ", t = " in line
    assert ", unit = " in line


# ---- a unit that is held: what it does ----


def runs(W, b, x, h0, c0):
    with np.errstate(invalid="ignore"):  # some products of an infinite bias say so of lanes that hold no number
        return lstm_forward(x, LSTMParams(W, b), h0, c0)


def behaves(function, scale=1.0):
    """Whether, as our LSTM runs it, the unit keeps what it begins with over many steps, and all else is as it was."""
    B, T, D, H, unit, own_rng = 3, 20, 3, 4, 2, np.random.default_rng(1)
    shapes = ((H + D, 4 * H), (4 * H,), (B, T, D), (B, H), (B, H))
    W, b, x, h0, c0 = (0.7 * own_rng.standard_normal(shape) for shape in shapes)
    x, h0 = scale * x, scale * h0
    own_W, own_b = (np.asarray(array) for array in function(W.copy(), b.copy(), unit))
    found = runs(own_W, own_b, x, h0, c0)
    keeps = np.abs(found.c[..., unit] - c0[:, None, unit]).max() <= 1e-12 * T
    before, after = (runs(*arrays, x[:, :1], h0, c0) for arrays in ((W, b), (own_W, own_b)))
    others = np.arange(H) != unit
    same = all(
        np.array_equal(getattr(before, name)[..., others], getattr(after, name)[..., others]) for name in "hcfiog"
    )
    return keeps and same and all(np.array_equal(getattr(before, name), getattr(after, name)) for name in "og")


@pytest.mark.parametrize("function", [*RIGHT["hold_unit"], HOLD_UNIT.right])
def test_what_passes_holds_the_unit_and_changes_nothing_else(function):
    assert behaves(function)
    assert behaves(function, scale=1e6)
    assert check.hold_unit(function)


@pytest.mark.parametrize("wrong", HOLD_UNIT.wrong)
def test_no_known_mistake_holds_the_unit_alone(wrong):
    try:
        assert not (behaves(wrong.function) and behaves(wrong.function, scale=1e6))
    except ValueError:  # W and b exchanged
        assert wrong.name == "b, W returned"


@pytest.mark.parametrize("bias", [1, 5, 10, 20, 25, 27, 30, 33, 36, 40, 100, 1e4, 1e9, np.inf])
def test_every_bias_is_right_that_holds_the_unit_up_to_a_trillionth(bias):
    function = holding(biases=(bias, -bias))
    assert bool(check.hold_unit(function)) == behaves(function) == (bias >= 30)


def test_the_logits_of_what_is_nearly_one_and_zero_are_named_as_too_small():
    for p in (1e-2, 1e-5, 1e-8, 1e-11):
        result = check.hold_unit(holding(biases=(logit(1 - p), logit(p))))
        assert result.diagnosis == "bias too small"
    assert "sigmoid(25.3) is 1 − 1.0e-11, and" in result.sentence
    assert check.hold_unit(holding(biases=(logit(1 - 1e-13), logit(1e-13))))


# ---- its examples, and what is compared ----


def test_the_examples_of_a_held_unit_come_out_as_they_say():
    (one, counted, every), values = (case.arrays for case in HOLD_UNIT.cases[:3]), []
    for arrays in (one, counted, every):
        values.append(held(**arrays, f=LARGE, i=-LARGE))
    assert values[0][0].tolist() == [[0, 0, 3, 4], [0, 0, 7, 8]]
    assert values[0][1].tolist() == [40, -40, 3.5, 4.5]
    assert values[1][1].tolist() == [1, 40, 2, -40, 3, 3, 4, 4]
    assert values[2][0][0].tolist() == [0, 1, 0, 3, 4, 5, 6, 7]
    for case, arrays in zip(HOLD_UNIT.cases, values, strict=False):
        assert all(map(np.array_equal, HOLD_UNIT.wanted(case), arrays))


def test_the_units_of_the_random_examples_are_first_and_last_and_between():
    cases = HOLD_UNIT.cases[3:]
    units = [(case.arrays["unit"], case.sizes["H"]) for case in cases]
    assert any(unit == 0 < H - 1 for unit, H in units)
    assert any(0 < unit == H - 1 for unit, H in units)
    assert any(0 < unit < H - 1 for unit, H in units)
    assert max(np.abs(case.arrays["b"]).max() for case in HOLD_UNIT.cases) < 27


def test_biases_that_do_the_same_are_compared_as_one_and_nothing_else_is_changed():
    W = drawn(3, 4)
    b = np.array([100.0, -np.inf, 27.0, np.nan])
    read_W, read_b = the_same_for_the_gates((W, b), W=W, b=b)
    assert read_b.tolist()[:3] == [40, -40, 27]
    assert np.isnan(read_b[3])
    assert np.array_equal(read_W, np.where([[False, True, False, False]], 0, W))
    assert b[0] == 100
    for dtype in (np.float32, int, bool):
        whole = np.array([100, -30, 27, 0]).astype(dtype)
        read = the_same_for_the_gates((W, whole), W=W)
        assert [array.dtype for array in read] == [np.float64, dtype]
        assert read[1].tolist() == ([True, True, True, False] if dtype is bool else [40, -40, 27, 0])
    odd = (W[:, :2], b[:2])
    assert the_same_for_the_gates(odd, W=W) is odd


def test_a_large_bias_is_right_beside_a_mistake_as_well():
    result = check.hold_unit(holding(blocks=(0,), biases=(1e5,)))
    assert result.diagnosis == "only f"
    wrong = check.hold_unit(lambda W, b, unit: (held(W, b, unit)[0], held(W, b**2, unit)[1]))
    assert "It is right where b is 0: look at the bias." in wrong.sentence


def test_an_array_that_later_calls_write_over_is_seen():
    kept = {}

    def one_buffer(W, b, unit):
        new = held(W, b, unit)
        return [
            np.copyto(kept.setdefault((k, a.shape, a.dtype), a), a) or kept[k, a.shape, a.dtype]
            for k, a in enumerate(new)
        ]

    assert check.hold_unit(one_buffer).diagnosis == "one array for every call"


def test_the_card_of_a_held_unit_names_the_blocks_in_our_order():
    card = check.hold_unit(lambda W, b, unit: (W, b)).picture
    assert card.index(">f<") < card.index(">i<") < card.index(">o<") < card.index(">g<")
    assert words_of(card).startswith("hold_unit, not yet: unchanged.")
