"""One step of an RNN backwards, made of parts, so that each can be made otherwise."""

from types import SimpleNamespace

import numpy as np

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
