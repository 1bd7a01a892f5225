"""All steps of an RNN backwards, made of parts, so that each can be made otherwise."""

import numpy as np

from rnnlab.check.step_back import right_backward_step


def _states_before(h0, h):
    return np.concatenate([h0[:, None], h[:, :-1]], axis=1)


def with_steps(
    step=right_backward_step,
    order=lambda T: range(T)[::-1],
    before=_states_before,
    carry=lambda dh_prev, dh_next, dh, h, W_hh: dh_prev,
    add=lambda total, now: total + now,
):
    """The backward pass that takes these steps, in this order.

    `before` gives the state before each step, `carry` what a step hands back, `add` the sum over steps.
    """

    def backward(dh, x, h0, h, W_h):
        states, dh_next, weights = before(h0, h), 0 * h0, ()
        dx = list(np.moveaxis(0 * x, 1, 0))
        for t in order(len(dx)):
            dx[t], dh_prev, *now = step(dh[:, t], dh_next, x[:, t], states[:, t], h[:, t], W_h)
            dh_next = carry(dh_prev, dh_next, dh[:, t], h[:, t], W_h[: h0.shape[1]])
            weights = [add(*pair) for pair in zip(weights, now, strict=True)] if weights else now
        if not weights:
            raise ValueError("this mistake takes no step here")
        return np.stack(dx, axis=1), dh_next, *weights

    return backward


right_backward = with_steps()


def but_for(**parts):
    """The right gradients, but some of them made of the right one and the arguments."""

    def backward(*arguments):
        right = zip(("dx", "dh0", "dW_h", "db_h"), right_backward(*arguments), strict=True)
        return tuple(parts[name](array, *arguments) if name in parts else array for name, array in right)

    return backward


def first_step(dh, x, h0, h, W_h):
    """What the first step is handed, and its dz."""
    handed = 0 * h0
    for t in range(1, x.shape[1])[::-1]:
        handed = ((dh[:, t] + handed) * (1 - h[:, t] ** 2)) @ W_h[: h0.shape[1]].T
    return handed, (dh[:, 0] + handed) * (1 - h[:, 0] ** 2)


def with_dh(change):
    return lambda dh, *others: right_backward(change(dh), *others)


def time_for_batch(dh, x, h0, h, W_h):
    return right_backward(dh.swapaxes(0, 1), x.swapaxes(0, 1), h0, h.swapaxes(0, 1), W_h)


def dx_turned(dx, *others):
    return dx.swapaxes(0, 1), *others


def with_start(make):
    """The states before each step, with another one before the first."""
    return lambda h0, h: np.concatenate([make(h0, h)[:, None], h[:, :-1]], axis=1)
