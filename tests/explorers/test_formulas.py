"""The explorer of lecture 2: what is summed, what is said of it, and how k follows the sizes."""

import numpy as np
import pytest
from drawing.reading import matrix_of, parse, texts
from scenes import said

from rnnlab import ACTIVATIONS, explore_formulas
from rnnlab.explorers.formulas import make_arrays


def shown(explorer, part):
    (block,) = matrix_of(parse(explorer.svg), part).blocks
    return block.numbers


def by_loops(arrays, k, bias, activation):
    """φ of the first k products of each entry, formula 2's bracket left out."""
    W_hh, W_hx, h, x, b = (array.tolist() for array in arrays)
    W, hx = [one + other for one, other in zip(W_hh, W_hx, strict=True)], h + x
    sums = [
        [sum(row[n] * hx[n][c] for n in range(k)) + bias * b[r] for c in range(len(h[0]))] for r, row in enumerate(W)
    ]
    return ACTIVATIONS[activation](np.array(sums))


def test_both_results_are_the_sums_of_the_first_k_products():
    explorer = explore_formulas(H=2, D=1, k=2)
    assert shown(explorer, "formula_1") == shown(explorer, "formula_2") == [["35"], ["65"]]  # 11·1 + 12·2
    explorer.set(k=3, bias=True)
    assert shown(explorer, "formula_1") == shown(explorer, "formula_2") == [["75"], ["136"]]  # + 13·3 + 1, + 2


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("fill", ["distinct", "constants", "random"])
@pytest.mark.parametrize("bias", [False, True])
def test_they_are_what_loops_give(activation, fill, bias):
    explorer = explore_formulas(H=4, D=3, B=2, fill=fill, activation=activation, bias=bias, seed=7)
    arrays = make_arrays(4, 3, 2, fill, 7, "normal", "float64")
    for k in range(8):
        explorer.controls["k"].value = k
        wanted = by_loops(arrays, k, bias, activation)
        for part in ("formula_1", "formula_2"):
            found = [[float(text.replace("e", "e+")) for text in row] for row in shown(explorer, part)]
            assert np.allclose(found, wanted, atol=0.006, rtol=0.06), (k, part)


def test_k_follows_the_number_of_products_as_long_as_it_is_complete():
    explorer = explore_formulas()
    explorer.set(H=5, D=4)
    assert (explorer.controls["k"].max, explorer.values["k"]) == (9, 9)
    explorer.set(k=3)
    explorer.set(H=1, D=1)
    assert (explorer.controls["k"].max, explorer.values["k"]) == (2, 2)


def test_the_random_numbers_have_one_decimal_so_that_they_fit_their_cells():
    for seed in range(20):
        for array in make_arrays(5, 4, 3, "random", seed, "normal", "float64"):
            assert np.array_equal(array, array.round(1))


def test_the_words_say_both_totals_and_whether_they_differ():
    explorer = explore_formulas(k=2)
    assert said(explorer).endswith(
        "2 of 5 products summed. Formula 1: 35, 65, 95. Formula 2: 35, 65, 95. They are equal."
    )


def test_what_is_not_as_at_the_start_stands_behind_the_names():
    explorer = explore_formulas()
    assert {"Formula 1", "Formula 2"} <= set(texts(parse(explorer.svg)))
    explorer.set(activation="relu", dtype="float32")
    assert {"Formula 1, φ = relu, float32", "Formula 2, φ = relu, float32"} <= set(texts(parse(explorer.svg)))


def test_no_control_at_first_look_is_a_scheme():
    more = ("B", "bias", "seed", "scheme", "dtype")
    sight = [child.description for child in explore_formulas().children[0].children]
    labels = {name: control.description for name, control in explore_formulas().controls.items()}
    assert not {labels[name] for name in more} & set(sight)
