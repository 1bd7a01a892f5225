"""Lecture 2: both formulas of the step, in column form, and how they go wrong."""

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise
from rnnlab.check.places import places
from rnnlab.check.slips import changed, cut_to_whole, made_by, of_bias, of_terms
from rnnlab.networks.activations import identity, relu, sigmoid

FORM = ("W_hh", "W_hx", "h", "x", "b", "phi")


@places(*FORM)
def formula_of(
    terms=lambda W_hh, W_hx, h, x, of_h, of_x: (of_h(W_hh, h), of_x(W_hx, x)),
    of_h=np.matmul,
    of_x=np.matmul,
    finish=lambda from_h, from_x, b, phi: phi(from_h + from_x + b),
):
    """The formula of these parts: two terms, each a product, and what becomes of them and of the bias."""
    return lambda W_hh, W_hx, h, x, b, phi: finish(*terms(W_hh, W_hx, h, x, of_h, of_x), b, phi)


def _exchanged(W_hh, W_hx, h, x, of_h, of_x):
    W_h, D = np.hstack([W_hh, W_hx]), len(x)
    return of_x(W_h[:, :D], x), of_h(W_h[:, D:], h)


def _all(name, sentence, place, *parts):
    """One mistake that can be made in several ways at one place."""
    return tuple((name, sentence, {place: part}) for part in parts)


TWICE = "The bias is added twice. It is added once, to the whole sum, before φ."
ENTRIES = (
    "There is a * where a matrix product was meant: * multiplies entry by entry. Use @, rows times columns, summed."
)
APART = "φ is applied to each term, and then they are added. φ(a) + φ(b) is not φ(a + b): add first, then φ, once."

WRONG = made_by(
    formula_of,
    (
        *_all("b twice", TWICE, "finish", lambda u, v, b, phi: phi(u + v + b) + b),
        ("b twice", TWICE, changed("b", lambda b: 2 * b)),
        ("b forgotten", "The bias b is missing: add it to the sum, before φ.", changed("b", np.zeros_like)),
        (
            "b after φ",
            "The bias is added after φ. It belongs inside: φ is applied to the whole sum, bias and all.",
            {"finish": lambda u, v, b, phi: phi(u + v) + b},
        ),
        ("* for @", ENTRIES, {"of_h": np.multiply, "of_x": np.multiply}),
        ("* for @", ENTRIES, {"of_x": np.multiply}),
        ("* for @", ENTRIES, {"of_h": np.multiply}),
        (
            "* for @",
            ENTRIES,
            {"terms": lambda W_hh, W_hx, h, x, *_: (np.hstack([W_hh, W_hx]) * np.vstack([h, x]), 0)},
        ),
        (
            "W_hx transposed",
            "W_hx is transposed. In column form it is (H, D) and stands left of x as it is. Turned, it fits only when "
            "H = D.",
            changed("W_hx", np.transpose),
        ),
        *_all(
            "φ of each term apart",
            APART,
            "finish",
            lambda u, v, b, phi: phi(u) + phi(v + b),
            lambda u, v, b, phi: phi(u + b) + phi(v),
            lambda u, v, b, phi: phi(u) + phi(v) + b,
            lambda u, v, b, phi: phi(u) + phi(v) + phi(b),
            lambda u, v, b, phi: phi(u + b) + phi(v + b),
        ),
        (
            "φ forgotten",
            "The activation φ is missing: the sum is returned as it is. Return φ of it.",
            {"phi": lambda s: identity},
        ),
        (
            "φ twice",
            "φ is applied twice, once to what φ has given already. It is applied once, to the sum.",
            {"phi": lambda s: lambda z: s.phi(s.phi(z))},
        ),
        (
            "tanh for φ",
            "You used tanh whatever φ is. φ is the sixth argument, a function: call it.",
            {"phi": lambda s: np.tanh},
        ),
        (
            "W_hh transposed",
            "W_hh is transposed. It is square, so no error says so; in column form it stands left of h as it is.",
            changed("W_hh", np.transpose),
        ),
        (
            "[x ; h] order",
            "x stands on top of h, so the numbers meet the wrong columns of W_h. Hidden first, always: [h ; x].",
            {"terms": _exchanged},
        ),
        ("h ignored", "The term of the state is missing: add W_hh h to W_hx x and b.", changed("h", np.zeros_like)),
        ("x ignored", "The term of the input is missing: add W_hx x to W_hh h and b.", changed("x", np.zeros_like)),
        (
            "h added to the result",
            "The old h is added to the new one, a short cut past the step. The new state is φ of the sum alone.",
            {"result": lambda result, s: result + s.h},
        ),
        (
            "terms multiplied",
            "The two terms are multiplied. They are added: W_hh h + W_hx x + b.",
            {"finish": lambda u, v, b, phi: phi(u * v + b)},
        ),
        *of_terms("x", "h"),
        *of_bias("b"),
    ),
) + cut_to_whole(formula_of())

ACTIVATIONS = (np.tanh, sigmoid, relu, identity)


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


def _exercise(name):
    cases = (*_meaningful(), *random_cases(_numbers, "BDH"))
    return Exercise(name, 2, (FORM,), {"result": "(H, B)"}, cases, formula_of(), WRONG)


FORMULA_1, FORMULA_2 = _exercise("formula_1"), _exercise("formula_2")
