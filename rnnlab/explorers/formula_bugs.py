"""The formula written wrongly in six ways, four kinds of test data, and which of them notices which bug."""

import numpy as np

from rnnlab.drawing.blind_test import draw_blind_test
from rnnlab.explorers.controls import choice, real
from rnnlab.explorers.explorer import Explorer
from rnnlab.networks.activations import identity

BUGS = {
    "W_hx transposed": (
        "φ(W_hh @ h + W_hx.T @ x + b)",
        lambda W_hh, W_hx, h, x, b, phi: phi(W_hh @ h + W_hx.T @ x + b),
    ),
    "order swapped": (
        "φ(np.hstack([W_hh, W_hx]) @ np.vstack([x, h]) + b)",
        lambda W_hh, W_hx, h, x, b, phi: phi(np.hstack([W_hh, W_hx]) @ np.vstack([x, h]) + b),
    ),
    "rows permuted": (
        "φ(np.roll(W_hh @ h + W_hx @ x, 1, axis=0) + b)",
        lambda W_hh, W_hx, h, x, b, phi: phi(np.roll(W_hh @ h + W_hx @ x, 1, axis=0) + b),
    ),
    "bias twice": (
        "φ(W_hh @ h + b + W_hx @ x + b)",
        lambda W_hh, W_hx, h, x, b, phi: phi(W_hh @ h + b + W_hx @ x + b),
    ),
    "* for @": (
        "φ(W_hh * h + W_hx * x + b)",
        lambda W_hh, W_hx, h, x, b, phi: phi(W_hh * h + W_hx * x + b),
    ),
    "tanh of each term": (
        "φ(W_hh @ h) + φ(W_hx @ x + b)",
        lambda W_hh, W_hx, h, x, b, phi: phi(W_hh @ h) + phi(W_hx @ x + b),
    ),
}
TESTS = ("constant", "distinct", "random", "H == D")


def explore_bugs(show=None, **start):
    """One bug and one kind of data, with the size that all numbers are multiplied with: does the test see it?"""
    controls = dict(
        bug=choice("bug", BUGS, "bias twice"),
        data=choice("numbers", TESTS),
        size=real("size", 1.0, 0.1, 3.0, 0.1),
    )
    return Explorer(draw_bug, controls, show, start, width=808)


def draw_bug(bug, data, size):
    """The right result, the wrong one, and the verdict of np.allclose."""
    return draw_blind_test(f"{data}, size {size:g}, {bug}", BUGS[bug][0], *run_test(data, bug, size))


def data_of(kind):
    """W_hh, W_hx, h, x, b in column form: one of TESTS."""
    H, D = (3, 2) if kind in ("distinct", "random") else (3, 3)
    shapes = [(H, H), (H, D), (H, 1), (D, 1), (H, 1)]
    if kind == "constant":
        return [np.full(shape, float(value)) for shape, value in zip(shapes, (1, 9, 1, 9, 1), strict=True)]
    if kind == "distinct":
        return [np.arange(1, np.prod(shape) + 1).reshape(shape) / 20 for shape in shapes]
    rng = np.random.default_rng(3 if kind == "random" else 4)
    return [rng.standard_normal(shape) for shape in shapes]


def formula_2(W_hh, W_hx, h, x, b, phi):
    """The right one."""
    return phi(W_hh @ h + W_hx @ x + b)


def run_test(kind, bug, size=1.0):
    """The right and the wrong result of one test.

    Parameters
    ----------
    kind : one of TESTS
    bug : one of BUGS
    size : float
        What all numbers of the test data are multiplied with.

    Returns
    -------
    right, wrong : (sums, results)
        Arrays; `wrong` is None where NumPy refuses the shapes.
    verdict : {"caught", "missed", "error"}
    error : str
    """
    arrays = [size * array for array in data_of(kind)]
    right = tuple(formula_2(*arrays, phi) for phi in (identity, np.tanh))
    try:
        wrong = tuple(BUGS[bug][1](*arrays, phi) for phi in (identity, np.tanh))
    except ValueError as error:
        return right, None, "error", str(error)
    return right, wrong, "missed" if np.allclose(wrong[1], right[1]) else "caught", ""


def bug_table():
    """Names of bugs, names of tests, and a row of verdicts for each bug."""
    return list(BUGS), list(TESTS), [[run_test(kind, bug)[2] for kind in TESTS] for bug in BUGS]
