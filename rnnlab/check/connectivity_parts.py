"""One number of one state, back to every input, made of parts that can go wrong."""

from types import SimpleNamespace

import numpy as np

from rnnlab.check.exercises import NothingToSay
from rnnlab.check.places import places

ARGUMENTS = ("x", "h0", "W_h", "b_h", "t", "unit")


def one_hot(n):
    """The gradient of h[t, unit] with respect to h[t]."""
    row = np.zeros_like(n.h0)
    row[n.unit] = 1
    return row


def norms(n):
    """The length of each row of n.dx, the gradients with respect to the inputs."""
    return np.linalg.norm(n.dx.reshape(n.T, -1), axis=1)


def forward(n, carry, activation):
    """Puts into n, for each step, the state before it, the sum, and the state after it."""
    h, n.before, n.z, n.h = n.h0, [], [], []
    for x in n.x:
        n.before.append(h)
        n.z.append(np.concatenate([h, x]) @ n.W_h + n.b_h)
        n.h.append(activation(n.z[-1]))
        h = carry(n.h[-1], n.h0)


@places(*ARGUMENTS)
def connectivity_of(
    carry=lambda new, h0: new,
    activation=np.tanh,
    begin=one_hot,
    steps=lambda n: range(n.t, -1, -1),
    slope=lambda n: 1 - n.h[n.s] ** 2,
    to_h=lambda n: n.dz @ n.W_hh.T,
    to_x=lambda n: n.dz @ n.W_hx.T,
    arrive=lambda n, dh: dh,
    measure=norms,
):
    """The exercise made of these parts, each a function of all that is known by then.

    `carry` and `activation` make the states. Backwards, n.dh of step n.s has come to its state, and n.dz to its sum;
    what `to_h` gives `arrive`s at the step before. `measure` makes the result of n.dx, n.dhs and n.dzs.
    """

    def connectivity(x, h0, W_h, b_h, t, unit):
        n = SimpleNamespace(x=x, h0=h0, W_h=W_h, b_h=b_h, t=t, unit=unit, T=len(x), H=len(h0), D=x.shape[1])
        if not (0 <= t < n.T and 0 <= unit < n.H):
            raise NothingToSay("there is no such number here")
        n.W_hh, n.W_hx = W_h[: n.H], W_h[n.H :]
        forward(n, carry, activation)
        n.dh = begin(n)
        n.dx = np.zeros((n.T, *n.dh.shape[:-1], n.D), x.dtype)
        n.dhs, n.dzs, n.handed = (np.zeros((n.T, *n.dh.shape), x.dtype) for _ in range(3))
        for s in steps(n):
            n.s = s
            n.dz = n.dh * slope(n)
            n.dhs[s], n.dzs[s], n.dx[s], n.handed[s] = n.dh, n.dz, to_x(n), to_h(n)
            n.dh = arrive(n, n.handed[s])
        return measure(n)

    return connectivity
