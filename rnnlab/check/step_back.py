"""One step of an RNN backwards, made of parts, so that each can be made otherwise."""

from types import SimpleNamespace

import numpy as np

ARGUMENTS = ("dh", "dh_next", "x", "h_prev", "h", "W_h")


def with_dz(make, **parts):
    """The step whose dz is make(s) of all that it knows; of what comes back, `parts` are made otherwise."""

    def step(*arguments):
        s = SimpleNamespace(**dict(zip(ARGUMENTS, arguments, strict=True)))
        s.H, s.hx = s.h.shape[1], np.concatenate([s.h_prev, s.x], axis=1)
        with np.errstate(all="ignore"):
            s.dz = make(s)
            s.dhx = s.dz @ s.W_h.T
            right = {"dx": s.dhx[:, s.H :], "dh_prev": s.dhx[:, : s.H], "dW_h": s.hx.T @ s.dz, "db_h": s.dz.sum(axis=0)}
        return tuple(parts[name](s) if name in parts else array for name, array in right.items())

    return step


def with_slope(slope):
    """The step that multiplies dh + dh_next by slope(h)."""
    return with_dz(lambda s: (s.dh + s.dh_next) * slope(s.h))


def but_for(**parts):
    """The right step, but for some of what comes back."""
    return with_dz(lambda s: (s.dh + s.dh_next) * (1 - s.h**2), **parts)


right_backward_step = but_for()
