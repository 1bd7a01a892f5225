"""What can be said of a wrong function that is no known mistake: what it reads, keeps, or leaves out."""

import dis
from types import FunctionType

import numpy as np

from rnnlab.check.comparing import same
from rnnlab.check.running import run
from rnnlab.params import LSTMParams, RNNParams

DATA = (np.ndarray, np.generic, int, float, list, tuple, RNNParams, LSTMParams)
CONDITIONS = (
    ("H = D", "H and D differ", lambda sizes: sizes["H"] == sizes["D"]),
    ("B = 1", "the batch is larger", lambda sizes: sizes.get("B", 0) == 1),
    ("T = 1", "there are more steps", lambda sizes: sizes.get("T", 0) == 1),
    ("H = 1", "there are more hidden units", lambda sizes: sizes["H"] == 1),
)


def repeats(one, other):
    """Whether two outcomes of the same call are the same."""
    return one.raised == other.raised and same(one.arrays, other.arrays)


def globals_read(function):
    """Names of variables with data outside the function that it reads, its own or those around it."""
    if not isinstance(function, FunctionType):
        return []
    read = (step.argval for step in dis.get_instructions(function) if step.opname in ("LOAD_GLOBAL", "LOAD_NAME"))
    around = {
        name: cell.cell_contents
        for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
    }
    outside = {name: function.__globals__.get(name) for name in read} | around
    return sorted(name for name, value in outside.items() if isinstance(value, DATA) and not isinstance(value, bool))


def uses_other_weights(exercise, function, form, case, seconds):
    """Whether the result follows x but not the weights that are given, or is random even for weights of 0."""
    name, _ = exercise.weights
    others = [{}, {name: -case.arrays[name]}, {"x": -case.arrays["x"]}, *2 * [{name: 0 * case.arrays[name]}]]
    calls = (exercise.arguments(case._replace(arrays=case.arrays | other), form) for other in others)
    outcomes, _ = run(function, calls, exercise.returns, seconds)
    if len(outcomes) < len(others) or any(outcome.problem for outcome in outcomes):
        return False
    plain, other_weights, other_x, zero, zero_again = outcomes
    return not repeats(zero, zero_again) or (repeats(plain, other_weights) and not repeats(plain, other_x))


def say_where(cases, failed):
    """For which sizes a function is right and for which wrong, when one condition tells them apart."""
    random = [k for k, case in enumerate(cases) if case.sizes]
    for where, otherwise, holds in CONDITIONS:
        right = [k for k in random if k not in failed]
        if right and all(holds(cases[k].sizes) == (k in right) for k in random):
            return f" It is right where {where}, and wrong where {otherwise}."
    return ""
