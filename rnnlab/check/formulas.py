"""Lecture 2: both formulas of the step, in column form, and how they go wrong."""

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise, Wrong
from rnnlab.networks.activations import identity, relu, sigmoid

ACTIVATIONS = (np.tanh, sigmoid, relu, identity)
FORM = ("W_hh", "W_hx", "h", "x", "b", "phi")


def formula(W_hh, W_hx, h, x, b, phi):
    return phi(W_hh @ h + W_hx @ x + b)


def _numbers(draw, B, H, D):
    arrays = {"W_hh": draw(H, H), "W_hx": draw(H, D), "h": draw(H, B), "x": draw(D, B), "b": draw(H, 1)}
    return arrays | {"phi": ACTIVATIONS[(B + H + D) % len(ACTIVATIONS)]}


def _meaningful():
    W_hh, W_hx = np.array([[0.5, -1.0], [2.0, 0.25]]), np.array([[1.0], [-0.5]])
    h, x, b = np.array([[0.3], [-0.6]]), np.array([[2.0]]), np.array([[0.5], [-1.0]])
    zeros = {"W_hh": W_hh, "W_hx": W_hx, "h": 0 * h, "x": 0 * x, "b": b, "phi": np.tanh}
    yield Case(zeros, "h and x are zeros: what is left is tanh(b)")
    kept = {"W_hh": np.eye(2), "W_hx": 0 * W_hx, "h": h, "x": x, "b": 0 * b, "phi": np.tanh}
    yield Case(kept, "W_hh is the identity, W_hx and b are zeros: what is left is tanh(h)")
    large = {"W_hh": W_hh, "W_hx": W_hx, "h": h, "x": 40 * x, "b": b, "phi": np.tanh}
    yield Case(large, "a large input saturates: tanh is at its ends, 1 and −1")


WRONG = (
    *(
        Wrong(
            "b twice",
            "The bias is added twice. It is added once, to the whole sum, before φ.",
            function,
        )
        for function in (
            lambda W_hh, W_hx, h, x, b, phi: phi(W_hh @ h + b + W_hx @ x + b),
            lambda W_hh, W_hx, h, x, b, phi: phi(W_hh @ h + W_hx @ x + b) + b,
        )
    ),
    Wrong(
        "b forgotten",
        "The bias b is missing: add it to the sum, before φ.",
        lambda W_hh, W_hx, h, x, b, phi: phi(W_hh @ h + W_hx @ x),
    ),
    Wrong(
        "b after φ",
        "The bias is added after φ. It belongs inside: φ is applied to the whole sum, bias and all.",
        lambda W_hh, W_hx, h, x, b, phi: phi(W_hh @ h + W_hx @ x) + b,
    ),
    *(
        Wrong(
            "* for @",
            "There is a * where a matrix product was meant: * multiplies entry by entry. Use @, rows times columns, "
            "summed.",
            function,
        )
        for function in (
            lambda W_hh, W_hx, h, x, b, phi: phi(W_hh * h + W_hx * x + b),
            lambda W_hh, W_hx, h, x, b, phi: phi(np.hstack([W_hh, W_hx]) * np.vstack([h, x]) + b),
            lambda W_hh, W_hx, h, x, b, phi: phi(W_hh @ h + W_hx * x + b),
            lambda W_hh, W_hx, h, x, b, phi: phi(W_hh * h + W_hx @ x + b),
        )
    ),
    Wrong(
        "W_hx transposed",
        "W_hx is transposed. In column form it is (H, D) and stands left of x as it is. Turned, it fits only when "
        "H = D.",
        lambda W_hh, W_hx, h, x, b, phi: phi(W_hh @ h + W_hx.T @ x + b),
    ),
    *(
        Wrong(
            "φ of each term apart",
            "φ is applied to each term, and then they are added. φ(a) + φ(b) is not φ(a + b): add first, then φ, once.",
            function,
        )
        for function in (
            lambda W_hh, W_hx, h, x, b, phi: phi(W_hh @ h) + phi(W_hx @ x + b),
            lambda W_hh, W_hx, h, x, b, phi: phi(W_hh @ h + b) + phi(W_hx @ x),
            lambda W_hh, W_hx, h, x, b, phi: phi(W_hh @ h) + phi(W_hx @ x) + b,
            lambda W_hh, W_hx, h, x, b, phi: phi(W_hh @ h) + phi(W_hx @ x) + phi(b),
            lambda W_hh, W_hx, h, x, b, phi: phi(W_hh @ h + b) + phi(W_hx @ x + b),
        )
    ),
    Wrong(
        "φ forgotten",
        "The activation φ is missing: the sum is returned as it is. Return φ of it.",
        lambda W_hh, W_hx, h, x, b, phi: W_hh @ h + W_hx @ x + b,
    ),
    Wrong(
        "φ twice",
        "φ is applied twice, once to what φ has given already. It is applied once, to the sum.",
        lambda W_hh, W_hx, h, x, b, phi: phi(phi(W_hh @ h + W_hx @ x + b)),
    ),
    Wrong(
        "tanh for φ",
        "You used tanh whatever φ is. φ is the sixth argument, a function: call it.",
        lambda W_hh, W_hx, h, x, b, phi: np.tanh(W_hh @ h + W_hx @ x + b),
    ),
    Wrong(
        "W_hh transposed",
        "W_hh is transposed. It is square, so no error says so; in column form it stands left of h as it is.",
        lambda W_hh, W_hx, h, x, b, phi: phi(W_hh.T @ h + W_hx @ x + b),
    ),
    Wrong(
        "[x ; h] order",
        "x stands on top of h, so the numbers meet the wrong columns of W_h. Hidden first, always: [h ; x].",
        lambda W_hh, W_hx, h, x, b, phi: phi(np.hstack([W_hh, W_hx]) @ np.vstack([x, h]) + b),
    ),
)


def _exercise(name):
    cases = (*_meaningful(), *random_cases(_numbers, "BDH"))
    return Exercise(name, 2, (FORM,), {"result": "(H, B)"}, cases, formula, WRONG)


FORMULA_1, FORMULA_2 = _exercise("formula_1"), _exercise("formula_2")
