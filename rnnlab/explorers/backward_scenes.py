"""The first scenes of lecture 6: the chain rule on one unit, the split, and the sum over the steps."""

import numpy as np

from rnnlab.drawing.chain_rule import draw_chain_rule
from rnnlab.drawing.gradient_sum import draw_gradient_sum
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.split import draw_split
from rnnlab.explorers.controls import batch_B, choice, hidden_H, inputs_D, playing, whole
from rnnlab.explorers.explorer import explore
from rnnlab.explorers.join import distinct
from rnnlab.networks.activations import ACTIVATIONS, SLOPES

X, W_HX, B_H, FACTOR, NUDGE = 4, -1, -1, 2, 0.01
NUDGED = {"h_prev": "h_prev", "W_hh": "W_hh", "x": "x", "W_hx": "W_hx", "b": "b"}
STEPS = 4


def explore_chain_rule():
    """One unit with small numbers: each arrow's value and gradient, and what a nudge of 0.01 does to the loss."""
    return explore(
        draw_unit,
        nudged=choice("add 0.01 to", NUDGED, "W_hh"),
        activation=choice("activation", ("identity", "tanh")),
        h_prev=whole("h_prev", 2, -3, 3),
        W_hh=whole("W_hh", 3, -3, 3),
    )


def explore_split():
    """dz W_h⊤ with hand-written numbers, and the two parts that it is split into."""
    return explore(draw_parts, width=900, H=hidden_H(), D=inputs_D(), B=batch_B())


def explore_sum():
    """dW of each of four steps with hand-written numbers, added up, and as one product."""
    return explore(draw_sum, width=900, n=playing(whole("steps added", 2, 0, STEPS)), B=batch_B())


def unit(activation, h_prev, W_hh, x=X, W_hx=W_HX, b=B_H):
    """Every value of h = φ(h_prev W_hh + x W_hx + b) and L = 2 h, by name."""
    from_h, from_x = h_prev * W_hh, x * W_hx
    z = from_h + from_x + b
    h = float(ACTIVATIONS[activation](np.float64(z)))
    return dict(h_prev=h_prev, W_hh=W_hh, x=x, W_hx=W_hx, b=b, from_h=from_h, from_x=from_x, z=z, h=h, L=FACTOR * h)


def unit_gradients(activation, values):
    """The gradient of L with respect to each of them, from the right to the left."""
    dz = FACTOR * float(SLOPES[activation](np.array([values["h"]], dtype=float))[0])
    found = dict(h=FACTOR, z=dz, from_h=dz, from_x=dz, b=dz)
    found["h_prev"], found["W_hh"] = dz * values["W_hh"], dz * values["h_prev"]
    found["x"], found["W_hx"] = dz * values["W_hx"], dz * values["x"]
    return found


def draw_unit(activation, nudged, h_prev, W_hh):
    """One unit, and L before and after one of its numbers is moved by 0.01."""
    name, values = NUDGED[nudged], unit(activation, h_prev, W_hh)
    gradients, inputs = unit_gradients(activation, values), {key: values[key] for key in NUDGED.values()}
    after = unit(activation, **inputs | {name: inputs[name] + NUDGE})["L"]
    gradient = show_number(gradients[name])
    last = {"h_prev": W_hh, "W_hh": h_prev, "x": W_HX, "W_hx": X}.get(name)
    factors = [str(FACTOR), *(_signed(show_number(one)) for one in (gradients["z"] / FACTOR, last) if one is not None)]
    before, by = values["L"], after - values["L"]
    said = [
        f"Slopes along the thick way, multiplied: {' · '.join(factors)} = {gradient}, the gradient for {nudged}.",
        f"With {nudged} = {inputs[name] + NUDGE:g}, L goes from {_four(before)} to {_four(after)}, by {_four(by)}; "
        f"{NUDGE:g} · {_signed(gradient)} is {_four(NUDGE * gradients[name])}.",
    ]
    return draw_chain_rule(values, gradients, name, activation, said)


def _four(number):
    return f"{round(number, 4) + 0.0:.4f}"


def _signed(number):
    return f"({number})" if number.startswith("-") else number


def draw_parts(H, D, B):
    """The split with distinct weights: 23 is the weight from row 2 of [h, x] to unit 3."""
    W_h, dz = distinct((H + D, H)), np.arange(B * H).reshape(B, H) % 3 + 1
    dhx = dz @ W_h.T
    return draw_split(dz, W_h[:H], W_h[H:], *np.split(dhx, [H], axis=1))


def draw_sum(n, B, H=2, D=1):
    """The sum over the steps with small whole numbers, each example with its own."""
    hx, dz = steps_by_hand(B)
    each = np.einsum("tbi,tbj->tij", hx, dz)
    stacked = hx.reshape(-1, H + D), dz.reshape(-1, H)
    return draw_gradient_sum(each, *stacked, each[:n].sum(axis=0), H, n)


def steps_by_hand(B):
    """[h, x] (4, B, 3) and dz (4, B, 2) of whole numbers."""
    hx = np.array([[1, 2, 3], [0, 1, 2], [2, 0, 1], [3, 1, 0], [1, 1, 2], [2, 3, 0], [0, 2, 1], [1, 0, 3], [2, 2, 1]])
    dz = np.array([[1, -1], [2, 1], [-1, 3], [1, 2], [0, 1], [3, -2], [1, 1], [-2, 1], [2, 0]])
    rows = np.arange(STEPS)[:, None] + STEPS * np.arange(B)
    return hx[rows % len(hx)], dz[rows % len(dz)]
