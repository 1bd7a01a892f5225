"""What the scenes of lecture 2 compute, against definitions of its own: loops, whole numbers of Python, math."""

import math

import numpy as np
import pytest
from drawing.reading import matrix_of, parse
from scenes import said

from rnnlab.explorers.formula_bugs import BUGS, TESTS, bug_table, data_of, explore_bugs, run_test
from rnnlab.explorers.formula_scenes import explore_entry, explore_results, fill_arrays, place_elsewhere
from rnnlab.explorers.last_digits import EXACT, NUMBERS, add_both_ways, explore_last_digits, random_products

# ---- one formula minus the other ----


@pytest.mark.parametrize("fill", ["ones and nines", "random"])
def test_both_results_are_the_sums_of_all_products_and_there_is_no_rest(fill):
    explorer = explore_results(fill=fill)
    for H, D, B, seed in [(3, 3, 1, 0), (5, 4, 3, 9), (1, 1, 1, 4), (2, 4, 2, 99)]:
        explorer.set(H=H, D=D, B=B, seed=seed)
        W_hh, W_hx, h, x = (array.tolist() for array in fill_arrays(H, D, B, fill, seed))
        wanted = [
            [
                sum(W_hh[r][n] * h[n][c] for n in range(H)) + sum(W_hx[r][n] * x[n][c] for n in range(D))
                for c in range(B)
            ]
            for r in range(H)
        ]
        root = parse(explorer.svg)
        for part in ("formula_1", "formula_2"):
            assert matrix_of(root, part).blocks[0].numbers == [[str(number) for number in row] for row in wanted]
        assert {text for row in matrix_of(root, "difference").blocks[0].numbers for text in row} == {"0"}


def test_ones_meet_ones_and_nines_meet_nines():
    W_hh, W_hx, h, x = fill_arrays(3, 2, 1, "ones and nines", 0)
    assert {*W_hh.flat, *h.flat} == {1}
    assert {*W_hx.flat, *x.flat} == {9}
    assert said(explore_results(D=3)).endswith("First entry: 246.")


# ---- one entry ----


def test_the_row_and_the_products_reach_as_far_as_there_are_any():
    explorer = explore_entry(i=3, k=5)
    explorer.set(H=2, D=1)
    assert (explorer.values["i"], explorer.values["k"]) == (2, 3)
    assert said(explorer) == (
        "Entry 2 after 3 of 3 products. Formula 1 adds them in one go: 134. Formula 2 has a bracket after H = 2: "
        "65 + 69 = 134."
    )


# ---- bias and activation elsewhere ----


@pytest.mark.parametrize("twice", [False, True])
@pytest.mark.parametrize("each_term", [False, True])
@pytest.mark.parametrize("scale", [0.1, 1.0, 3.0])
def test_bias_and_activation_stand_where_they_are_put(twice, each_term, scale):
    right, written = place_elsewhere(twice, each_term, scale)
    units = zip((0.9, -0.5, 0.6), (0.8, -0.4, -1.0), (0.3, 0.2, -0.2), right, written, strict=True)
    for from_h, from_x, b, should, is_ in units:
        one, two = scale * from_h + (b if twice else 0), scale * from_x + b
        assert should == pytest.approx(math.tanh(scale * (from_h + from_x) + b))
        assert is_ == pytest.approx(math.tanh(one) + math.tanh(two) if each_term else math.tanh(one + two))


def test_only_tanh_of_each_term_leaves_the_band_and_a_larger_scale_takes_it_further():
    def farthest(**where):
        return [float(np.abs(place_elsewhere(scale=scale, **where)[1]).max()) for scale in (0.5, 1.0, 2.0, 3.0)]

    assert max(farthest(twice=True, each_term=False)) < 1
    beyond = farthest(twice=False, each_term=True)
    assert beyond == sorted(beyond)
    assert beyond[1] > 1
    assert beyond[-1] < 2


# ---- the last digits ----


@pytest.mark.parametrize("dtype", EXACT)
@pytest.mark.parametrize("n", [2, 3, 8, 15])
def test_each_sum_is_one_rounding_after_the_other(dtype, n):
    products = random_products("with decimals", dtype, n)
    first, second, _ = add_both_ways(products)
    for row, one, two in zip(products, first, second, strict=True):
        half, number = math.ceil(n / 2), np.dtype(dtype).type
        assert one == _sum(row, number)
        assert two == number(_sum(row[:half], number) + _sum(row[half:], number))


def _sum(row, number):
    total = number(row[0])
    for value in row[1:]:
        total = number(total + value)
    return total


@pytest.mark.parametrize("dtype", EXACT)
@pytest.mark.parametrize("numbers", [name for name, most in NUMBERS.items() if most])
@pytest.mark.parametrize("n", [8, 200])
def test_whole_numbers_are_exact_where_nothing_is_above_the_bound(dtype, numbers, n):
    products = random_products(numbers, dtype, n)
    first, second, largest = add_both_ways(products)
    if largest < EXACT[dtype]:
        exact = [sum(int(value) for value in row) for row in products]
        assert [int(value) for value in first] == [int(value) for value in second] == exact
    else:
        assert not np.array_equal(first, second)


def test_the_bounds_are_where_a_whole_number_is_first_rounded():
    for dtype, bound in EXACT.items():
        number = np.dtype(dtype).type
        assert number(bound - 1) + number(1) == bound
        assert number(bound) + number(1) == bound


def shares(**start):
    """How many of the 200 sums agree bit by bit, for 8 and for 200 products."""
    explorer, found = explore_last_digits(**start), []
    for n in (8, 200):
        explorer.controls["products"].value = n
        found.append(int(said(explorer).split()[2]))
    return found


def test_some_of_the_sums_with_decimals_agree_and_with_more_products_fewer():
    assert shares() == [102, 26]
    assert shares(numbers="whole, up to 9", dtype="float32") == [200, 200]
    assert shares(numbers="whole, up to 9999") == [200, 200]
    assert max(shares(numbers="whole, up to 9999", dtype="float32")) < 200


def test_allclose_fails_in_float32_where_a_long_sum_is_near_zero():
    explorer = explore_last_digits(dtype="float32", products=200)
    assert "np.allclose says False" in said(explorer)
    explorer.set(dtype="float64")
    assert "np.allclose says True" in said(explorer)


# ---- a test that cannot see ----


@pytest.mark.parametrize("bug", BUGS)
@pytest.mark.parametrize("kind", TESTS)
def test_the_code_that_is_shown_is_the_code_that_runs(bug, kind):
    code, function = BUGS[bug]
    W_hh, W_hx, h, x, b = arrays = data_of(kind)
    names = dict(np=np, W_hh=W_hh, W_hx=W_hx, h=h, x=x, b=b, phi=np.tanh)
    if run_test(kind, bug)[2] == "error":
        with pytest.raises(ValueError, match=r"mismatch|broadcast"):
            eval(code.replace("φ", "phi"), names)
    else:
        assert np.array_equal(eval(code.replace("φ", "phi"), names), function(*arrays, np.tanh))


def test_the_table_of_bugs():
    bugs, tests, verdicts = bug_table()
    assert tests == ["constant", "distinct", "random", "H == D"]
    assert dict(zip(bugs, verdicts, strict=True)) == {
        "W_hx transposed": ["missed", "error", "error", "caught"],
        "order swapped": ["missed", "caught", "caught", "caught"],
        "rows permuted": ["missed", "caught", "caught", "caught"],
        "bias twice": ["missed", "caught", "caught", "caught"],
        "* for @": ["missed", "error", "error", "caught"],
        "tanh of each term": ["caught", "caught", "caught", "caught"],
    }


def test_the_right_result_is_that_of_loops():
    for kind in TESTS:
        W_hh, W_hx, h, x, b = (array.tolist() for array in data_of(kind))
        (sums, out), *_ = run_test(kind, "bias twice")
        for r, row in enumerate(W_hh):
            z = sum(w * v for w, (v,) in zip(row, h, strict=True)) + sum(
                w * v for w, (v,) in zip(W_hx[r], x, strict=True)
            )
            assert sums[r, 0] == pytest.approx(z + b[r][0])
            assert out[r, 0] == pytest.approx(math.tanh(z + b[r][0]))


def test_constants_of_a_small_size_see_the_bias_and_at_no_size_a_transposition():
    sizes = [n / 10 for n in range(1, 31)]
    seen = {bug: [run_test("constant", bug, size)[2] == "caught" for size in sizes] for bug in BUGS}
    assert seen["bias twice"][0]
    assert not seen["bias twice"][9]
    assert not any(seen["W_hx transposed"] + seen["rows permuted"])


def test_the_scene_starts_with_two_sums_that_tanh_cannot_tell_apart():
    assert said(explore_bugs()) == (
        "constant, size 1, bias twice. ✗ missed: to np.allclose both are the same. First entry: right tanh(247.00) → "
        "1.0000, wrong tanh(248.00) → 1.0000."
    )
