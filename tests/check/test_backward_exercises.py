"""The exercises of the backward pass: right by central differences, true examples, mistakes in part."""

import numpy as np
import pytest
from backward_solutions import back, clipped, lstm_back, through

from rnnlab import check, gradcheck
from rnnlab.check import EXERCISES
from rnnlab.networks.activations import sigmoid

rng = np.random.default_rng(0)
B, T, D, H = 2, 3, 4, 5


def drawn(*shape):
    return 0.5 * rng.standard_normal(shape)


def right(name, *arguments):
    return EXERCISES[name].right(*arguments)


# ---- what is right, by definition ----


def one_step(p):
    return np.tanh(np.concatenate([p["h_prev"], p["x"]], axis=1) @ p["W_h"] + p["b_h"])


def test_one_step_back_is_the_slope_of_a_loss_that_meets_h_twice():
    params = {"x": drawn(B, D), "h_prev": drawn(B, H), "W_h": drawn(H + D, H), "b_h": drawn(H)}
    dh, dh_next = drawn(B, H), drawn(B, H)
    found = right("rnn_backward_step", dh, dh_next, params["x"], params["h_prev"], one_step(params), params["W_h"])
    errors = gradcheck(
        lambda p: np.sum(dh * one_step(p)) + np.sum(dh_next * one_step(p)),
        params,
        dict(zip(params, found, strict=True)),
    )
    assert max(errors.values()) < 1e-7


def states(p):
    h, every = p["h0"], []
    for t in range(T):
        h = one_step({"h_prev": h, "x": p["x"][:, t], "W_h": p["W_h"], "b_h": p["b_h"]})
        every.append(h)
    return np.stack(every, axis=1)


def test_all_steps_back_are_the_slope_of_a_loss_that_meets_every_state():
    params = {"x": drawn(B, T, D), "h0": drawn(B, H), "W_h": drawn(H + D, H), "b_h": drawn(H)}
    dh = drawn(B, T, H)
    found = right("rnn_backward", dh, params["x"], params["h0"], states(params), params["W_h"])
    errors = gradcheck(lambda p: np.sum(dh * states(p)), params, dict(zip(params, found, strict=True)))
    assert max(errors.values()) < 1e-7


def test_one_step_of_an_lstm_back_is_the_slope_of_a_loss_that_meets_h_and_c():
    params, dh, dc = {"z": drawn(B, 4 * H), "c_prev": drawn(B, H)}, drawn(B, H), drawn(B, H)

    def parts(p):
        f, i, o = (sigmoid(z) for z in np.split(p["z"], 4, axis=1)[:3])
        g = np.tanh(p["z"][:, 3 * H :])
        return f * p["c_prev"] + i * g, f, i, o, g

    def loss(p):
        c, _, _, o, _ = parts(p)
        return np.sum(dh * o * np.tanh(c)) + np.sum(dc * c)

    dz, dc_prev = right("lstm_backward_step", dh, dc, params["c_prev"], *parts(params))
    assert max(gradcheck(loss, params, {"z": dz, "c_prev": dc_prev}).values()) < 1e-7


@pytest.mark.parametrize("limit", [0.1, 1.0, 100.0])
def test_clipping_keeps_the_direction_and_the_norm_below_the_limit(limit):
    dW, db = drawn(H + D, H), drawn(H)
    before = np.append(dW, db)
    after = np.append(*right("clip", dW, db, limit))
    assert np.isclose(np.linalg.norm(after), min(limit, np.linalg.norm(before)))
    assert np.isclose(before @ after, np.linalg.norm(before) * np.linalg.norm(after))


# ---- the examples ----


def test_the_examples_come_out_as_they_say():
    steep, flat, two = (case.arrays for case in EXERCISES["rnn_backward_step"].cases[:3])
    assert back(**steep)[3].tolist() == [11, 22]
    assert not any(array.any() for array in back(**flat))
    assert back(**two)[3].tolist() == [9]
    for case, dz in zip(EXERCISES["rnn_backward"].cases[:3], ([111, 110, 100], [2, 4, 8], [1, 10, 100]), strict=True):
        assert (through(**case.arrays)[0] / case.arrays["W_h"][1, 0]).ravel().tolist() == dz
    both, closed, above = (case.arrays for case in EXERCISES["lstm_backward_step"].cases[:3])
    assert lstm_back(**both)[1].item() == 3 * both["f"].item()
    assert lstm_back(**closed)[1].item() == closed["dc"].item()
    assert not lstm_back(**closed)[0].any()
    assert np.isclose(lstm_back(**above)[1].item(), above["f"].item() * 4 * (1 - np.tanh(0.25) ** 2))
    all_by_5, same, zeros = (case.arrays for case in EXERCISES["clip"].cases[:3])
    assert np.allclose(np.append(*clipped(**all_by_5)), [0.6, 0, 0.8])
    assert clipped(**same) == (same["dW"], same["db"])
    assert not clipped(**zeros)[0].any()


def test_the_states_belong_to_the_inputs_of_the_random_examples():
    for case in EXERCISES["rnn_backward"].cases[3:-1]:
        a = case.arrays
        before = np.concatenate([a["h0"][:, None], a["h"][:, :-1]], axis=1)
        z = np.arctanh(a["h"]) - np.concatenate([before, a["x"]], axis=2) @ a["W_h"]
        assert np.allclose(z, z[0, 0])  # what is left is one bias for all steps and examples
    for case in EXERCISES["lstm_backward_step"].cases:
        a = case.arrays
        assert np.allclose(a["c"], a["f"] * a["c_prev"] + a["i"] * a["g"], atol=1e-6)


def test_gradients_to_be_clipped_lie_above_and_below_the_limit_and_are_zero():
    found = set()
    for case in EXERCISES["clip"].cases[3:]:
        norm, limit = np.linalg.norm(np.append(case.arrays["dW"], case.arrays["db"])), case.arrays["limit"]
        assert norm == 0 or norm > 2  # 1e-6 added to a norm, as PyTorch does, is no difference
        apart = max(np.linalg.norm(case.arrays["dW"]), np.linalg.norm(case.arrays["db"]))
        above = "above" if apart > limit else "together above"
        found.add("zero" if norm == 0 else above if norm > limit else "below" if norm**2 > limit else "far below")
    assert found == {"zero", "above", "together above", "below", "far below"}


# ---- what is said ----


def test_a_mistake_in_some_of_what_comes_back_says_in_which():
    def wrong(dh, dh_next, x, h_prev, h, W_h):
        dx, dh_prev, _, db_h = back(dh, dh_next, x, h_prev, h, W_h)
        return dx, dh_prev, np.hstack([h_prev, x]).T @ (dh + dh_next), db_h

    result = check.rnn_backward_step(wrong)
    assert result.diagnosis == "tanh's slope forgotten in dW_h"
    assert result.sentence.startswith("In dW_h: The slope of tanh is missing.")


def test_two_mistakes_are_both_named_and_a_third_is_said_to_be_there():
    def wrong(dh, dc, c_prev, c, f, i, o, g):
        d_c, k = dc + dh * o * (1 - np.tanh(c) ** 2), c.shape[1]
        dz, _ = lstm_back(dh, dc, c_prev, c, f, i, o, g)
        return np.hstack([d_c * c_prev * f, dz[:, k : 2 * k] + 1, dz[:, 2 * k :]]), d_c

    result = check.lstm_backward_step(wrong)
    assert result.diagnosis == "f forgotten in dc_prev; half of the gates' slope in dz_f; more in dz_i"
    assert result.sentence.count(" Something else is wrong in dz_i.") == 1


batch_size = 8


def test_a_size_from_outside_is_named_where_the_numbers_say_that_it_is_the_cause():
    def scaled_by(size):
        def wrong(dh, dh_next, x, h_prev, h, W_h):
            dx, dh_prev, dW_h, db_h = back(dh, dh_next, x, h_prev, h, W_h)
            return dx, dh_prev, dW_h, db_h * size(x) * batch_size / len(x)

        return check.rnn_backward_step(wrong).diagnosis

    assert scaled_by(lambda x: 1) == "depends on a global"
    assert scaled_by(lambda x: 3) == "wrong numbers"


def test_zeros_that_may_have_many_causes_have_no_name():
    result = check.rnn_backward(lambda dh, x, h0, h, W_h: (*through(dh, x, h0, h, W_h)[:2], 0 * W_h, 0 * W_h[0]))
    assert result.diagnosis == "wrong numbers"


@pytest.mark.parametrize(
    ("entries", "product", "hint"),
    [
        (np.matmul, np.matmul, "@ is a product of matrices. Is * meant, entry by entry"),
        (np.dot, np.dot, "np.dot is a product of matrices. Is * meant, entry by entry"),
        (np.multiply, np.multiply, "Entry by entry (+, *) shapes must agree. Is a product meant, @"),
    ],
)
def test_a_product_where_another_was_meant_gets_a_hint(entries, product, hint):
    def wrong(dh, dh_next, x, h_prev, h, W_h):
        dz = entries(dh + dh_next, 1 - h**2)
        dhx = product(dz, W_h.T)
        return dhx[:, len(h[0]) :], dhx[:, : len(h[0])], np.hstack([h_prev, x]).T @ dz, dz.sum(axis=0)

    result = check.rnn_backward_step(wrong)
    assert result.diagnosis == "raises ValueError"
    assert hint in result.sentence
