"""What can be said of a wrong function that is no known mistake: what it keeps, or leaves out."""

from types import BuiltinMethodType, FunctionType, MethodType, ModuleType

import numpy as np

from rnnlab.check.comparing import LARGEST, same
from rnnlab.check.forms import parameters_of
from rnnlab.check.outside import names_in

REMEMBERS, UNEQUAL = "depends on the call before", "Two equal calls gave different results."
DRAWS = {"random", "default_rng", "normal", "standard_normal", "uniform", "randn", "rand", "init_rnn", "init_lstm"}


def repeats(one, other):
    """Whether two outcomes of the same call are the same."""
    return one.raised == other.raised and same(one.arrays, other.arrays)


def say_memory(function, kept, repeated):
    """What a function keeps between calls, in words; `kept` is what kept_by gave before the first one."""
    defaults, attributes = kept
    defaults_now, attributes_now = kept_by(function)
    names = (parameters_of(function) or [])[-len(defaults) :]
    for name, before, now in zip(names, defaults, defaults_now, strict=False):
        if before != now:
            return f"The default of {name} is made once and keeps what earlier calls put in: make it inside."
    if repeated:
        return ""
    changed = [name for name, text in attributes_now.items() if text != attributes.get(name)]
    if changed:
        return (
            f"{UNEQUAL[:-1]}: the first left something in {' and '.join(changed)}. A "
            "function is told all it needs by its arguments: keep no state in it, or in its object."
        )
    return f"{UNEQUAL} Does it draw random numbers, or keep something between calls?"


def kept_by(function):
    """What a function could keep from call to call, as text: its defaults that can change, and its attributes."""
    defaults = (isinstance(function, (FunctionType, MethodType)) and function.__defaults__) or ()
    owner = function.__self__ if isinstance(function, (MethodType, BuiltinMethodType)) else function
    attributes = vars(owner) if hasattr(owner, "__dict__") and not isinstance(owner, ModuleType) else {}
    return (
        [_text(value) if isinstance(value, (list, dict, np.ndarray)) else "" for value in defaults],
        {str(name): _text(value) for name, value in attributes.items() if not str(name).startswith("__")},
    )


def _text(value):
    try:
        if isinstance(value, (list, dict)) and len(value) > LARGEST:
            return f"{len(value)} of them"  # what it would say takes too long
        return "".join([repr(value)])  # a plain text
    except Exception:  # a learner's object without words
        return type(value).__name__


def say_other_weights(trial, case):
    """Name and sentence of a function that does not use the weights it is given; None where it does.

    It is so when the result is the same for W, −W and 2 W although it follows x; or when it is random,
    but not where everything that meets a weight is 0.
    """
    weights, name = trial.exercise.weights
    W, first = case.arrays[weights], {n: a[:, :1] for n, a in case.arrays.items() if np.ndim(a) == 3}
    zero = {n: 0 * a for n, a in (case.arrays | first).items() if n in ("x", "h", "h0")}
    changes = ({}, {weights: -W}, {weights: 2 * W}, {"x": -case.arrays["x"]}, {weights: 0 * W}, {weights: 0 * W})
    cases = [case._replace(arrays=case.arrays | change) for change in changes]
    cases += [case._replace(arrays=case.arrays | first | zero)] * 2
    outcomes = trial.call(cases)
    if not outcomes or any(outcome.problem for outcome in outcomes):
        return None
    plain, minus, twice, other_x, nothing, nothing_again, silent, silent_again = outcomes
    deaf = repeats(plain, minus) and repeats(plain, twice) and not repeats(plain, other_x)
    random = not repeats(nothing, nothing_again) and repeats(silent, silent_again)
    random = random and same(silent.arrays, trial.exercise.wanted(cases[-1]))
    if random or (deaf and _draws(trial.function)):
        return name, f"The weights are drawn inside the function. Use the {weights} that is given, at every step."
    if deaf:
        return f"{weights} ignored", f"Your result does not change with {weights}. Use the {weights} that is given."
    return None


def _draws(function):
    loads = ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_ATTR", "LOAD_METHOD")
    return isinstance(function, FunctionType) and bool(names_in(function.__code__, *loads) & DRAWS)
