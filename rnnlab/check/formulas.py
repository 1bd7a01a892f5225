"""Lecture 2: both formulas of the step, in column form."""

import numpy as np

from rnnlab.check.cases import random_cases
from rnnlab.check.exercises import Case, Exercise
from rnnlab.check.formula_mistakes import FORM, WRONG, formula_of
from rnnlab.networks.activations import identity, relu, sigmoid

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
