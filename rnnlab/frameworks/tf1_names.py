"""Names of TensorFlow 1: the cells whose kernels and biases stand among the variables of a checkpoint."""

from rnnlab.frameworks.listing import name_some

PEEPHOLES = ("w_f_diag", "w_i_diag", "w_o_diag")
# What these variables were called before version 1.2.
OLD = {"weights": "kernel", "biases": "bias"}
INSIDE = ("gates/", "candidate/", "projection/")  # what of a cell has a kernel and a bias of its own


def find_variables(weights, parts, word, prefix):
    """The names of one cell's variables: for each of `parts`, and of peepholes if it has them, what it is called.

    Parameters
    ----------
    weights : mapping of names to arrays
    parts : names, such as "kernel" and "bias"
    word : str
        What the name of such a cell has in it, "lstm" for example.
    prefix : str or None
        What stands before the parts; None for the only one.

    Raises
    ------
    ValueError
        No such cell, or several; one that projects, or has some peepholes alone.
    """
    cells = {}
    for name in filter(lambda name: isinstance(name, str), weights):
        *scope, last = name.removesuffix(":0").split("/")
        clean = "/".join([*scope, OLD.get(last, last)])
        for part in (*parts, *PEEPHOLES, "projection/kernel"):
            if f"/{clean}".endswith(f"/{part}"):
                cells.setdefault(clean.removesuffix(part), {})[part] = name
    whole = [cell for cell, found in cells.items() if found.keys() >= set(parts) and not cell.endswith(INSIDE)]
    named = [cell for cell in whole if word in cell.rstrip("/").rpartition("/")[2].lower()]
    asked = whole if len(whole) == 1 else named
    if prefix is not None:
        asked = [cell for cell in whole if str(prefix).rstrip("/") == cell.rstrip("/")]
    if len(asked) != 1:
        raise ValueError(_say_which(weights, parts, whole, prefix))
    (cell,) = asked
    variables = cells[cell]
    if "projection/kernel" in variables:
        raise ValueError(f"{variables['projection/kernel']!r} projects h (num_proj), which no cell here does.")
    seen = [name for name in PEEPHOLES if name in variables]
    if seen and word != "lstm":
        raise ValueError(f"it has peepholes, {variables[seen[0]]!r}, which only an LSTM does, and cell is {word!r}.")
    for name in PEEPHOLES if seen else ():
        if name not in variables:
            raise ValueError(f"it has peepholes, but no {cell + name!r}: all of {', '.join(PEEPHOLES)} or none.")
    return variables


def _say_which(weights, parts, whole, prefix):
    """The message where no cell, or not exactly one, is asked for."""
    if not whole:
        found = name_some(map(repr, weights)) or "nothing"
        return f"weights holds {found}, but such a cell is made of {', '.join(map(repr, parts))}."
    what = f"say which of its {len(whole)} cells, by prefix=" if prefix is None else f"it has no cell {prefix!r}"
    return f"{what}: {name_some(repr(cell.rstrip('/')) for cell in whole)}."
