"""Sums that are equal on paper, added with a bracket and without: which of them agree bit by bit."""

import numpy as np

from rnnlab.drawing.agreement import draw_agreement
from rnnlab.explorers.controls import choice, whole
from rnnlab.explorers.explorer import Explorer

SUMS, EXACT = 200, {"float32": 2**24, "float64": 2**53}
NUMBERS = {"with decimals": None, "whole, up to 9": 9, "whole, up to 9999": 9999, "whole, up to 10^8": 10**8}


def explore_last_digits(show=None, **start):
    """Many sums of products of numbers, whole or not, in a dtype, and how many products are in each sum."""
    controls = dict(
        numbers=choice("numbers", NUMBERS),
        dtype=choice("dtype", ("float64", "float32")),
        products=whole("products", 8, 2, 200),
    )
    return Explorer(draw_last_digits, controls, show, start, width=866)


def draw_last_digits(numbers, dtype, products):
    """Both sums of each row, and whether anything was rounded."""
    first, second, largest = add_both_ways(random_products(numbers, dtype, products))
    bound = f"2^{EXACT[dtype].bit_length() - 1}"
    if NUMBERS[numbers] is None:
        remark = "nearly every step is rounded"
    elif largest < EXACT[dtype]:
        remark = f"nothing on the way is above {bound}, and nothing was rounded"
    else:
        remark = f"something on the way is above {bound}, and whole numbers are rounded too"
    return draw_agreement(first, second, f"{products} products a sum, {numbers}, {dtype}: {remark}.")


def random_products(numbers, dtype, products, seed=0):
    """Products (SUMS, products) of two random factors each."""
    rng, shape, most = np.random.default_rng(seed), (2, SUMS, products), NUMBERS[numbers]
    factors = 2 * rng.random(shape) - 1 if most is None else rng.integers(-most, most + 1, shape)
    weights, values = factors.astype(dtype)
    return weights * values


def add_both_ways(products):
    """Rows of products (N, n), summed from the left, and with a bracket after the first half.

    Every sum is written out, one rounding after the other, so that each machine gives the same last
    digits; a matrix product may add in any order.

    Returns
    -------
    first, second : array (N,)
    largest : float
        The largest absolute value that occurs on the way.
    """
    half = -(-products.shape[1] // 2)
    together, left, right = (np.cumsum(part, axis=1) for part in (products, products[:, :half], products[:, half:]))
    first, second = together[:, -1], left[:, -1] + right[:, -1]
    largest = max(float(np.abs(array).max()) for array in (products, together, left, right, second))
    return first, second, largest
