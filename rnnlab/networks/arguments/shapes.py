"""Steps, sequences and states: whether the shapes of arguments fit each other, and why they may not."""

import numpy as np

from rnnlab.networks.arguments.numbers import as_float


def read_step(params, kind, x, **states):
    """x (B, D) or (D,), and states (B, H) or (H,) to match it, as float arrays; params are of this kind.

    Raises
    ------
    TypeError, ValueError
        As `as_float`; parameters of another kind; or a shape that does not fit them, with the likely cause.
    """
    check_kind(params, kind)
    x = as_float("x", x)
    if x.ndim not in (1, 2):
        hint = "A whole sequence goes to the forward function." if x.ndim == 3 else "A row is an example."
        raise ValueError(f"x has shape {x.shape}, but one step must be (B, D), or (D,) for one example. {hint}")
    _check_features(x, params)
    return x, *(_check_state(name, value, x.shape[:-1], params, x) for name, value in states.items())


def read_sequence(params, kind, x, **states):
    """x (B, T, D) or (T, D), and states (B, H) or (H,) to match it; a state that is None becomes zeros.

    Raises
    ------
    TypeError, ValueError
        As `read_step`.
    """
    check_kind(params, kind)
    x = as_float("x", x)
    if x.ndim not in (2, 3):
        hint = "One step goes to the step function." if x.ndim == 1 else "Which axes are batch, time and features?"
        raise ValueError(f"x has shape {x.shape}, but a sequence must be (B, T, D), or (T, D) for one example. {hint}")
    _check_features(x, params)
    lead = x.shape[:-2]
    zeros = np.zeros((*lead, params.H), dtype=np.result_type(x, params.W))
    return x, *(zeros if value is None else read_state(name, value, params, x) for name, value in states.items())


def check_kind(params, kind):
    """Refuse parameters of another cell.

    Raises
    ------
    TypeError
    """
    if not isinstance(params, kind):
        raise TypeError(
            f"params is of type {type(params).__name__}, but this cell needs {kind.__name__}: "
            f"its weight {kind.joined_letters} and its bias in one."
        )


def _check_features(x, params):
    D, H, rows, columns = x.shape[-1], params.H, *params.W.shape
    if D == params.D:
        return
    wanted = (H + D, columns)
    if rows == 2 * D:
        cause = "It looks like W_hh was made from D: it must be square, (H, H), because h goes in and comes out."
    elif rows == D:
        cause = "It looks like the hidden rows are missing: W_hh (H, H) is stacked on W_hx (D, H)."
    elif params.D in x.shape[:-1]:
        cause = f"Or x has its axes in another order: these weights read D = {params.D} features, on its last axis."
    else:
        cause = (
            f"It was made for D = {params.D} inputs, or W_hh was not square: "
            "W_hh must be (H, H), because h is both what goes in and what comes out."
        )
    raise ValueError(
        f"{params.joined_name} has shape {params.W.shape}, but with x {x.shape} and H = {H} hidden units "
        f"it must be {params.joined_letters} = {wanted}. {cause}"
    )


def read_state(name, value, params, x):
    """One state (B, H) or (H,) that matches a sequence x (B, T, D) or (T, D).

    Raises
    ------
    TypeError, ValueError
        As `read_step`.
    """
    return _check_state(name, value, x.shape[:-2], params, x)


def _check_state(name, value, lead, params, x):
    state = as_float(name, value)
    wanted = (*lead, params.H)
    if state.shape == wanted:
        return state
    letters = "(B, H)" if lead else "(H,)"
    raise ValueError(
        f"{name} has shape {state.shape}, but with x {x.shape} and H = {params.H} hidden units "
        f"it must be {letters} = {wanted}. {_state_cause(name, state.shape, wanted, x.shape)}"
    )


def _state_cause(name, shape, wanted, x_shape):
    H = wanted[-1]
    batched = len(wanted) == 2
    if batched and shape in ((H,), (1, H)):
        return f"One state would be broadcast over the batch in silence: np.tile({name}, (B, 1)) says it aloud."
    if shape == (1, H):
        return f"x has no batch axis, so {name} has none: {name}[0]."
    if shape == ():
        return "One number would be broadcast over all units in silence."
    if not batched and shape == (H, 1):
        return f"It is a column, as papers write it, but here it has one axis: {name}.ravel()"
    if shape == (H, 1) or shape == wanted[::-1]:
        return f"It looks transposed: a row is an example here, where papers write columns. {name}.T"
    if shape == (1, *wanted):
        return f"It has an axis for layers in front, as other libraries give it: {name}[0]."
    if len(shape) == len(wanted) + 1:
        return f"Is it the states of every step? One state is {name}[..., t, :]."
    if shape[-1] != H:
        if shape[-1] == x_shape[-1]:
            return "It has the input's size D: are x and the state swapped?"
        return f"It was made for H = {shape[-1]} hidden units, the weights for H = {H}."
    return "Its batch is not the batch of x."
