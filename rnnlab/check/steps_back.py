"""All steps of an RNN backwards, made of parts, so that each can be made otherwise."""

import numpy as np

from rnnlab.check.exercises import NothingToSay
from rnnlab.check.places import places
from rnnlab.check.step_back import back_of


def _states_before(h0, h):
    return np.concatenate([h0[:, None], h[:, :-1]], axis=1)


@places("dh", "x", "h0", "h", "W_h")
def through_of(
    order=lambda T: range(T)[::-1],
    before=_states_before,
    carry=lambda dh_prev, dh_next, dh, h, W_hh: dh_prev,
    add=lambda total, now: total + now,
    every_dx=None,
    last_dh0=None,
    whole_dW_h=None,
    whole_db_h=None,
    **parts,
):
    """The backward pass that takes these steps, in this order.

    `before` gives the state before each step, `carry` what a step hands back, `add` the sum over steps; the next four
    make something else of what comes back, and the other parts are a step's.
    """
    step, others = back_of(**parts), (every_dx, last_dh0, whole_dW_h, whole_db_h)

    def backward(dh, x, h0, h, W_h):
        states, dh_next, weights = before(h0, h), 0 * h0, ()
        dx = list(0 * x.swapaxes(0, 1))
        for t in order(len(dx)):
            dx[t], dh_prev, *now = step(dh[:, t], dh_next, x[:, t], states[:, t], h[:, t], W_h)
            dh_next = carry(dh_prev, dh_next, dh[:, t], h[:, t], W_h[: h0.shape[1]])
            weights = [add(*pair) for pair in zip(weights, now, strict=True)] if weights else now
        if not weights:
            raise NothingToSay("this mistake takes no step here")
        found = (np.stack(dx, axis=1), dh_next, *weights)
        pairs = zip(found, others, strict=True)
        return tuple(array if other is None else other(array, dh, x, h0, h, W_h) for array, other in pairs)

    return backward


right_backward = through_of()


def first_step(dh, x, h0, h, W_h):
    """What the first step is handed, and its dz."""
    handed = 0 * h0
    for t in range(1, x.shape[1])[::-1]:
        handed = ((dh[:, t] + handed) * (1 - h[:, t] ** 2)) @ W_h[: h0.shape[1]].T
    return handed, (dh[:, 0] + handed) * (1 - h[:, 0] ** 2)


def turned(*names):
    """Arguments whose time and batch are exchanged."""
    return {name: lambda s, name=name: getattr(s, name).swapaxes(0, 1) for name in names}


def with_start(make):
    """The states before each step, with another one before the first."""
    return lambda h0, h: np.concatenate([make(h0, h)[:, None], h[:, :-1]], axis=1)
