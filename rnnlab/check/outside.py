"""What a function reads from outside, and whether that is why it is wrong."""

import dis
from itertools import islice, product
from types import CodeType, FunctionType

import numpy as np

from rnnlab.check.comparing import same
from rnnlab.networks.params import GRUParams, LSTMParams, RNNParams

PARAMS = (RNNParams, LSTMParams, GRUParams)
SIZES = {"B", "T", "D", "H", "N", "n", "s", "n_h", "n_x", "hidden_size", "input_size", "batch_size"}
OTHERS = (2, 3, 5, 7, 4)  # for the sizes that nothing outside has
LARGEST, MOST = 10, 12  # sizes that are tried, and examples


def say_outside(trial, cases):
    """Name and sentence of a wrong function that is right where a size, or an argument, is what it reads from outside.

    Two empty texts where it is not: a constant that is read does no harm.
    """
    case, outside = next(case for case in cases if case.make), globals_read(trial.function)
    if outside:
        tried = list(islice(_fitting(case, outside), MOST))
        outcomes = trial.call([fitting for fitting, _ in tried])
        for outcome, (fitting, names) in zip(outcomes, tried, strict=False):
            if _is_right(trial.exercise, outcome, fitting):
                return "depends on a global", (
                    f"It reads {' and '.join(names)} from outside the function. Called with other sizes, that no "
                    "longer fits: use the arguments alone, and take sizes from their shapes."
                )
    return "", ""


def _is_right(exercise, outcome, fitting):
    try:
        return same(outcome.arrays, exercise.wanted(fitting))
    except (IndexError, ValueError):  # what is outside has the shape of an argument, and numbers that none can have
        return False


def _fitting(case, outside):
    """Examples that fit what is outside, each with the names that it fits: a size, or the shapes of arguments."""
    rng = np.random.default_rng(1)

    def made(**sizes):
        return case.make(lambda *shape: 0.7 * rng.standard_normal(shape), **sizes)

    for name, size in outside.items():
        for letter in case.sizes if isinstance(size, int) and 1 < size <= LARGEST**2 else ():
            others = iter(other for other in OTHERS if other != size)
            sizes = {one: size if one == letter else next(others) for one in case.sizes}
            yield case._replace(arrays=made(**sizes), sizes=sizes), [name]
    arrays = {name: array for name, array in outside.items() if not isinstance(array, int)}
    free = [letter for letter in case.sizes if letter not in "BT"]
    for numbers in product(range(1, LARGEST), repeat=len(free) if arrays else 0):
        sizes = dict.fromkeys(case.sizes, 2) | dict(zip(free, numbers, strict=False))
        changed = {
            argument: (name, array)
            for argument, own in made(**sizes).items()
            for name, array in arrays.items()
            if isinstance(own, np.ndarray) and own.ndim and own.shape == array.shape
        }
        if changed:
            new = {argument: array for argument, (_, array) in changed.items()}
            yield case._replace(arrays=made(**sizes) | new, sizes=sizes), sorted({name for name, _ in changed.values()})


def globals_read(function):
    """The sizes and arrays of numbers outside the function that it reads, by name; weights in one as each of them."""
    if not isinstance(function, FunctionType):
        return {}
    outside = {name: function.__globals__.get(name) for name in names_in(function.__code__, "LOAD_GLOBAL", "LOAD_NAME")}
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        try:
            outside[name] = cell.cell_contents
        except ValueError:  # a variable that has no value yet
            continue
    found = {}
    for name, value in sorted(outside.items()):
        if isinstance(value, PARAMS):
            found |= {f"{name}.{field}": array for field, array in vars(value).items()}
        elif isinstance(value, np.ndarray) and value.dtype.kind in "fiu":
            found[name] = value
        elif name in SIZES and isinstance(value, (int, np.integer)):
            found[name] = int(value)
    return found


def steps_in(code):
    """The instructions of some code, and of the functions and comprehensions inside it."""
    yield from dis.get_instructions(code)
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from steps_in(inner)


def names_in(code, *operations):
    """The names that some code loads with these instructions."""
    return {step.argval for step in steps_in(code) if step.opname in operations}
