"""What can be said of a wrong function that is no known mistake: what it reads, keeps, or leaves out."""

import dis
from types import CodeType, FunctionType

import numpy as np

from rnnlab.check.comparing import same
from rnnlab.check.forms import parameters_of
from rnnlab.check.running import run
from rnnlab.networks.params import GRUParams, LSTMParams, RNNParams

DATA = (np.ndarray, list, RNNParams, LSTMParams, GRUParams)
SIZES = {"B", "T", "D", "H", "N", "n", "s", "n_h", "n_x", "hidden_size", "input_size", "batch_size"}
DRAWS = {"random", "default_rng", "normal", "standard_normal", "uniform", "randn", "rand", "init_rnn", "init_lstm"}
CONDITIONS = (
    ("H = D", "H and D differ", lambda sizes: sizes.get("H", 0) == sizes.get("D", 1)),
    ("B = 1", "the batch is larger", lambda sizes: sizes.get("B", 0) == 1),
    ("T = 1", "there are more steps", lambda sizes: sizes.get("T", 0) == 1),
    ("H = 1", "there are more hidden units", lambda sizes: sizes.get("H", 0) == 1),
)


def repeats(one, other):
    """Whether two outcomes of the same call are the same."""
    return one.raised == other.raised and same(one.arrays, other.arrays)


def say_memory(function, defaults, repeated):
    """What a function keeps between calls, in words; `defaults` are its default arguments from before."""
    names = (parameters_of(function) or [])[-len(defaults) :]
    for name, before, now in zip(names, defaults, defaults_of(function), strict=False):
        if before != now:
            return f"The default of {name} is made once and keeps what earlier calls put in: make it inside."
    if repeated:
        return ""
    return "Two equal calls gave different results. Does it draw random numbers, or keep something between calls?"


def defaults_of(function):
    """The function's default arguments as they are now: those that can change, as text."""
    defaults = getattr(function, "__defaults__", None) or ()
    return [str(value) if isinstance(value, (list, dict, np.ndarray)) else "" for value in defaults]


def globals_read(function):
    """Names of variables with data outside the function that it reads, its own or those around it."""
    if not isinstance(function, FunctionType):
        return []
    outside = {
        name: function.__globals__.get(name) for name in _names_in(function.__code__, "LOAD_GLOBAL", "LOAD_NAME")
    }
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        try:
            outside[name] = cell.cell_contents
        except ValueError:  # a variable that has no value yet
            continue
    return sorted(name for name, value in outside.items() if isinstance(value, DATA) or _is_size(name, value))


def _is_size(name, value):
    return name in SIZES and isinstance(value, (int, np.integer))


def steps_in(code):
    """The instructions of some code, and of the functions and comprehensions inside it."""
    yield from dis.get_instructions(code)
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from steps_in(inner)


def _names_in(code, *operations):
    return {step.argval for step in steps_in(code) if step.opname in operations}


def say_other_weights(exercise, function, form, case, seconds):
    """Name and sentence of a function that does not use the weights it is given; None where it does.

    It is so when the result is the same for W, −W and 2 W although it follows x; or when it is random,
    but not where everything that meets a weight is 0.
    """
    weights, name = exercise.weights
    W, first = case.arrays[weights], {n: a[:, :1] for n, a in case.arrays.items() if np.ndim(a) == 3}
    zero = {n: 0 * a for n, a in (case.arrays | first).items() if n in ("x", "h", "h0")}
    changes = ({}, {weights: -W}, {weights: 2 * W}, {"x": -case.arrays["x"]}, {weights: 0 * W}, {weights: 0 * W})
    cases = [case._replace(arrays=case.arrays | change) for change in changes]
    cases += [case._replace(arrays=case.arrays | first | zero)] * 2
    outcomes, _ = run(function, (exercise.arguments(one, form) for one in cases), exercise.returns, seconds)
    if len(outcomes) < len(cases) or any(outcome.problem for outcome in outcomes):
        return None
    plain, minus, twice, other_x, nothing, nothing_again, silent, silent_again = outcomes
    deaf = repeats(plain, minus) and repeats(plain, twice) and not repeats(plain, other_x)
    random = not repeats(nothing, nothing_again) and repeats(silent, silent_again)
    random = random and same(silent.arrays, exercise.wanted(cases[-1]))
    if random or (deaf and _draws(function)):
        return name, f"The weights are drawn inside the function. Use the {weights} that is given, at every step."
    if deaf:
        return f"{weights} ignored", f"Your result does not change with {weights}. Use the {weights} that is given."
    return None


def _draws(function):
    loads = ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_ATTR", "LOAD_METHOD")
    return isinstance(function, FunctionType) and bool(_names_in(function.__code__, *loads) & DRAWS)


def say_where(cases, failed):
    """For which sizes a function is right and for which wrong, when one condition tells them apart."""
    random = [k for k, case in enumerate(cases) if case.sizes]
    for where, otherwise, holds in CONDITIONS:
        right = [k for k in random if k not in failed]
        if right and all(holds(cases[k].sizes) == (k in right) for k in random):
            return f" It is right where {where}, and wrong where {otherwise}."
    return ""
