"""Lecture 2: both formulas, entry by entry."""

from functools import partial

import numpy as np

from rnnlab.check.comparing import differing
from rnnlab.check.formulas import FORMULA_1, FORMULA_2
from rnnlab.drawing.products import Formulas, draw_formulas, say_totals
from rnnlab.explorers.controls import MAX_D, MAX_H, batch_B, choice, hidden_H, inputs_D, playing, seed, switch, whole
from rnnlab.explorers.explorer import Explorer
from rnnlab.explorers.join import distinct
from rnnlab.explorers.learner import Unusable, compute, in_its_place, read_learner, remark, reserve_room
from rnnlab.networks.activations import ACTIVATIONS
from rnnlab.networks.init import SCHEMES, init_rnn

WIDTH = 900
MORE = ("B", "bias", "seed", "scheme", "dtype")


def explore_formulas(formula_1=None, formula_2=None, show=None, **start):
    """Both formulas for any shape, numbers and activation; k sums the products one at a time.

    Parameters
    ----------
    formula_1, formula_2 : function, optional
        Your own formula(W_hh, W_hx, h, x, b, phi), for one result or for both. Where a result differs from
        the package's, the cells are marked, and what the check says of the function stands below.
    show : tuple of names, optional
        The controls on the page, in this order; those that are not keep their starting value.
    **start : starting values
        H, D, B, fill, seed, scheme, activation, dtype, bias, k.

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        A name that no control has, or a value that its control cannot have.
    """
    learners = read_learner(FORMULA_1, formula_1), read_learner(FORMULA_2, formula_2)
    controls = dict(
        H=hidden_H(),
        D=inputs_D(),
        B=batch_B(),
        fill=choice("numbers", ("distinct", "constants", "random")),
        seed=seed(),
        scheme=choice("scheme", SCHEMES, "normal"),
        activation=choice("activation", ACTIVATIONS),
        dtype=choice("dtype", ("float64", "float32")),
        bias=switch("add the bias b_h"),
        k=playing(whole("products k", MAX_H + MAX_D, 0, MAX_H + MAX_D)),
    )
    draw = draw_both_formulas if learners == (None, None) else partial(draw_their_formulas, learners)
    explorer = Explorer(draw, controls, show, start, MORE, _fit, _idle, WIDTH)
    return reserve_room(explorer, *learners)


def _fit(controls, moved):
    """k reaches as far as there are products; it stays at the end when it was there."""
    k, most = controls["k"], controls["H"].value + controls["D"].value
    complete = k.value == k.max
    k.max = most
    k.value = most if complete else k.value


def _idle(values):
    """What has no part in the picture."""
    return () if values["fill"] == "random" else ("seed", "scheme")


def draw_both_formulas(H, D, B, fill, seed, scheme, activation, dtype, bias, k):
    """Both formulas as a picture, the first k products summed."""
    k = min(k, H + D)
    formulas = compute_formulas(*make_arrays(H, D, B, fill, seed, scheme, dtype), k, bias, ACTIVATIONS[activation])
    y_1, y_2 = formulas.formula_1, formulas.formula_2
    apart = np.abs(y_1 - y_2).max()
    same = f"They differ by at most {apart:.0e}" if apart else "They are equal"
    verdict = " ".join(filter(None, (f"{k} of {H + D} products summed.", say_totals(y_1, y_2), f"{same}.")))
    return draw_formulas(formulas, k, verdict, most=WIDTH, how=_how(activation, dtype))


def _how(activation, dtype):
    """What is not as at the start."""
    said = [f"φ = {activation}"] * (activation != "identity") + [dtype] * (dtype != "float64")
    return ", ".join(said)


def draw_their_formulas(learners, H, D, B, fill, seed, scheme, activation, dtype, bias, k):
    """The same, one result or both computed by a learner's functions."""
    k, phi = min(k, H + D), ACTIVATIONS[activation]
    W_hh, W_hx, h, x, b = make_arrays(H, D, B, fill, seed, scheme, dtype)
    formulas = compute_formulas(W_hh, W_hx, h, x, b, k, bias, phi)
    summed = {"h": np.where(np.arange(H)[:, None] < k, h, 0), "x": np.where(np.arange(D)[:, None] < k - H, x, 0)}
    arrays = {"W_hh": W_hh, "W_hx": W_hx} | summed | {"b": b[:, None] if bias else 0 * b[:, None], "phi": phi}
    wrong, said = {}, []
    for learner in filter(None, learners):
        name = learner.exercise.name
        right = found = getattr(formulas, name)
        if learner.verdict.attempted:
            try:
                (found,) = compute(learner, arrays)
            except Unusable as problem:
                return in_its_place(learner, str(problem))
        wrong[name] = differing(found, right)
        formulas = formulas._replace(**{name: found})
        said.append(remark(learner, wrong[name]))
    return draw_formulas(formulas, k, " ".join(said), wrong=wrong, most=WIDTH, how=_how(activation, dtype))


def make_arrays(H, D, B, fill, seed, scheme, dtype):
    """W_hh, W_hx, h, x, b in column form; the random ones with one decimal, so that they can be read."""
    rng = np.random.default_rng(seed)
    if fill == "random":
        params = init_rnn(D, H, rng, scheme)
        arrays = params.W_hh.T, params.W_hx.T, rng.standard_normal((H, B)), rng.standard_normal((D, B))
        arrays = [array.round(1) for array in (*arrays, rng.standard_normal(H))]
    elif fill == "constants":
        arrays = np.ones((H, H)), np.full((H, D), 9), np.ones((H, B)), np.full((D, B), 9), np.ones(H)
    else:
        hx = np.add.outer(np.arange(1, H + D + 1), np.arange(B))
        arrays = distinct((H, H)), distinct((H, D), 0, H), hx[:H], hx[H:], np.arange(1, H + 1)
    return [np.asarray(array, dtype=dtype) for array in arrays]


def compute_formulas(W_hh, W_hx, h, x, b, k, bias, phi):
    """Formula 1 and formula 2 with the first k products in each sum."""
    W_h, hx = np.concatenate([W_hh, W_hx], axis=1), np.concatenate([h, x], axis=0)
    from_h, from_x = min(k, len(h)), max(k - len(h), 0)
    z_1 = W_h[:, :k] @ hx[:k]
    z_2 = W_hh[:, :from_h] @ h[:from_h] + W_hx[:, :from_x] @ x[:from_x]
    if bias:
        z_1, z_2 = z_1 + b[:, None], z_2 + b[:, None]
    return Formulas(W_hh, W_hx, h, x, b if bias else None, phi(z_1), phi(z_2))
