"""The first scenes of lecture 6, against definitions of their own."""

import re

import numpy as np
import pytest
from drawing.reading import matrix_of, numbers, parse

from rnnlab.drawing.picture import words_of
from rnnlab.explorers import backward_scenes as scenes


@pytest.mark.parametrize("activation", ["identity", "tanh"])
@pytest.mark.parametrize("h_prev", [-2, 0, 2])
@pytest.mark.parametrize("W_hh", [-3, 0, 2, 3])
def test_each_gradient_of_the_unit_is_what_a_small_step_does(activation, h_prev, W_hh):
    values = scenes.unit(activation, h_prev, W_hh)
    gradients = scenes.unit_gradients(activation, values)
    inputs = {name: values[name] for name in scenes.NUDGED.values()}
    for name, value in inputs.items():
        above, below = (scenes.unit(activation, **inputs | {name: value + step})["L"] for step in (1e-6, -1e-6))
        assert gradients[name] == pytest.approx((above - below) / 2e-6, abs=1e-7)


def test_the_unit_is_the_one_of_the_text():
    values = scenes.unit("identity", 2, 3)
    assert values["z"] == 2 * 3 + values["x"] * values["W_hx"] + values["b"] == values["h"]
    assert values["L"] == 2 * values["h"]
    assert scenes.unit_gradients("identity", values)["h_prev"] == 6


def test_the_nudge_is_measured():
    explorer = scenes.explore_chain_rule()
    explorer.set(activation="tanh", nudged="h_prev")
    said = re.search(
        r"With h_prev = 2.01, L goes from (\S+) to (\S+), by (\S+); 0.01 · (\S+) is (\S+)\.", words_of(explorer.svg)
    )
    L = [2 * np.tanh(h * 3 - 4 - 1) for h in (2, 2.01)]
    assert [float(one) for one in said.groups()[:3]] == pytest.approx([*L, L[1] - L[0]], abs=6e-5)
    assert float(said[4]) == pytest.approx(2 * (1 - np.tanh(1) ** 2) * 3, abs=0.006)
    assert float(said[5]) == pytest.approx(float(said[4]) / 100, abs=6e-5)


@pytest.mark.parametrize("nudged", scenes.NUDGED)
@pytest.mark.parametrize("activation", ["identity", "tanh"])
def test_the_slopes_that_are_multiplied_give_the_gradient(nudged, activation):
    explorer = scenes.explore_chain_rule()
    explorer.set(nudged=nudged, activation=activation, h_prev=-1, W_hh=-3)
    factors, result = re.search(r"multiplied: (.*) = (\S+), the gradient for", words_of(explorer.svg)).groups()
    found = [float(one.strip("()")) for one in factors.split(" · ")]
    assert len(found) == (2 if nudged == "b" else 3)
    assert np.prod(found) == pytest.approx(float(result), abs=0.06)


@pytest.mark.parametrize(("H", "D", "B"), [(3, 2, 1), (5, 4, 3), (1, 1, 2)])
def test_the_split_is_of_distinct_weights_each_of_which_says_its_place(H, D, B):
    root = parse(scenes.draw_parts(H, D, B))
    W_h = np.array([[10 * (r + 1) + c + 1 for c in range(H)] for r in range(H + D)])
    assert [block.numbers for block in matrix_of(root, "W_h").blocks] == [numbers(W_h[:H].T), numbers(W_h[H:].T)]
    dz = np.array([[float(number) for number in row] for row in matrix_of(root, "dz").blocks[0].numbers])
    assert matrix_of(root, "dh").blocks[0].numbers == numbers(dz @ W_h[:H].T)
    assert matrix_of(root, "dx").blocks[0].numbers == numbers(dz @ W_h[H:].T)


@pytest.mark.parametrize("B", [1, 2, 3])
def test_the_product_of_the_stacks_is_the_sum_over_the_steps(B):
    hx, dz = scenes.steps_by_hand(B)
    assert (hx.shape, dz.shape) == ((4, B, 3), (4, B, 2))
    for n in range(5):
        root = parse(scenes.draw_sum(n, B))
        assert matrix_of(root, "dz").blocks[0].numbers == numbers(np.concatenate(dz)), "step after step"
        assert matrix_of(root, "hx").blocks[1].numbers == numbers(np.concatenate(hx)[:, 2:].T)
        total = sum((np.outer(hx[t, b], dz[t, b]) for t in range(n) for b in range(B)), np.zeros((3, 2)))
        stacked = hx[:n].reshape(-1, 3).T @ dz[:n].reshape(-1, 2)
        np.testing.assert_array_equal(total, stacked)
        for part in ("sum", "product"):
            assert [one.numbers for one in matrix_of(root, part).blocks] == [numbers(total[:2]), numbers(total[2:])]


def test_each_example_has_numbers_of_its_own():
    hx, dz = scenes.steps_by_hand(2)
    assert (hx[:, 0] != hx[:, 1]).any(axis=1).all()
    assert (dz[:, 0] != dz[:, 1]).any(axis=1).all()
