"""How a learner's function is called: which of the forms of arguments it takes, or why none."""

import inspect

from rnnlab.check.outcomes import shorten

ARRAYS = {"W", "b", "W_h", "b_h", "W_g", "b_g", "w", "s"}  # no name for weights and bias in one
SIZES = {"s", "H", "hidden", "hidden_size", "n_h", "size"}


def find_form(exercise, function):
    """The number of the form of arguments that the function takes, or None.

    Arguments are given by position, and the names are the learner's own. They decide only where a
    function takes more than one form, as one with a default does.
    """
    names = parameters_of(function)
    if names is None:
        return 0
    fits = [k for k, form in enumerate(exercise.forms) if _takes(function, form) and _means(form, names)]
    told = [k for k in fits if list(exercise.forms[k]) == names[: len(exercise.forms[k])]]
    return (told or fits or [None])[0]


def parameters_of(function):
    """The names of the positional parameters, or None where a function does not tell."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except Exception:  # some functions written in C, and objects that answer with an error of their own
        return None
    return [one.name for one in parameters if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]


def _takes(function, form):
    try:
        inspect.signature(function).bind(*form)
    except TypeError:
        return False
    return True


def _means(form, names):
    """Whether names that stand for one thing do not stand where the form has another."""
    for wanted, name in zip(form, names, strict=False):
        if wanted == "params" and name in ARRAYS:
            return False
        if (wanted == "s") != (name in SIZES) and "s" in form:
            return False
        if name == "params" and wanted != name:
            return False
    return True


def say_form(exercise, function, form):
    """That a function takes other arguments than those of the form that was found; empty when it takes them.

    The same names in another order are wrong as well: they are called by position.
    """
    names = parameters_of(function)
    if names is None:
        return ""
    if form is None:
        wanted = " or ".join(f"({', '.join(form)})" for form in exercise.forms)
        return f"Your function takes {_taken(function)}, but it is called, by position, with {wanted}."
    wanted = list(exercise.forms[form])
    if names != wanted and sorted(names) == sorted(wanted):
        order = ", ".join(wanted)
        return (
            f"Your function takes {_taken(function)}. It is called by position: put its arguments in the order "
            f"({order})."
        )
    return ""


def _taken(function):
    return shorten(str(inspect.signature(function)), 100)
