"""The step of an RNN backwards, and all its steps, made of parts that can go wrong."""

from types import SimpleNamespace

import numpy as np

from rnnlab.check.exercises import NothingToSay
from rnnlab.check.places import places

ARGUMENTS = ("dh", "dh_next", "x", "h_prev", "h", "W_h")
QUANTITIES = {
    "total": lambda s: s.dh + s.dh_next,
    "slope": lambda s: 1 - s.h**2,
    "dz": lambda s: s.total * s.slope,
    "dhx": lambda s: s.dz @ s.W_h.T,
    "dx": lambda s: s.dhx[:, s.H :],
    "dh_prev": lambda s: s.dhx[:, : s.H],
    "dW_h": lambda s: s.hx.T @ s.dz,
    "db_h": lambda s: s.dz.sum(axis=0),
}


@places(*ARGUMENTS)
def back_of(**parts):
    """The step in which some of its quantities are made otherwise, each of all that is known by then."""
    quantities = QUANTITIES | parts

    def step(*arguments):
        s = SimpleNamespace(**dict(zip(ARGUMENTS, arguments, strict=True)))
        s.H, s.hx = s.h.shape[1], np.concatenate([s.h_prev, s.x], axis=1)
        for name, make in quantities.items():
            setattr(s, name, make(s))
        return s.dx, s.dh_prev, s.dW_h, s.db_h

    return step


def with_slope(slope):
    """The step that multiplies dh + dh_next by slope(h)."""
    return back_of(slope=lambda s: slope(s.h))


right_backward_step = back_of()


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
