"""How one step of an RNN backwards goes wrong: the known mistakes of lecture 6."""

import numpy as np

from rnnlab.check.exercises import Wrong
from rnnlab.check.step_back import but_for, with_dz, with_slope

TWICE = "The slope of tanh is 1 − tanh(z)², and h is tanh(z) already: it is 1 − h². Your slope is "
WHERE = "The slope of tanh belongs to the whole gradient of h: dz = (dh + dh_next)(1 − h²). Yours multiplies only "
EXCHANGED = "The parts for h and x are exchanged. h stands first in [h, x], so the first H columns of dz W_h⊤ are "
EXCHANGED += "dh_prev, and the rest is dx. Split at H, and return dx first."
BATCH = "A gradient is a sum over the batch, for each example used the same weights. Yours is a mean: a mean comes "
BATCH += "from the loss, if it is one, and is in dh already."

OWN_SLOPE = "The slope is made of the gradient. It is a matter of the state alone: 1 − h²."
ADD_UP = " Two ways on which h acts add up: dh + dh_next."
ONE_EXAMPLE = "db_h is that of one example alone. Sum over the batch: dz.sum(axis=0)."


def _both(first, second):
    """Two mistakes at once: the first leaves out dh or dh_next."""
    left_out = 1 if first.name == "dh_next forgotten" else 0

    def step(*arguments):
        return second.function(*(0 * array if k == left_out else array for k, array in enumerate(arguments)))

    return Wrong(f"{first.name}; {second.name}", f"{first.sentence} And: {second.sentence}", step)


def _added(name, words, total):
    return Wrong(name, words + ADD_UP, with_dz(lambda s: total(s) * (1 - s.h**2)))


SINGLE = (
    Wrong(
        "tanh's slope forgotten",
        "The slope of tanh is missing. h = tanh(z), so the gradient with respect to z is (dh + dh_next)(1 − h²).",
        with_slope(lambda h: 1),
    ),
    Wrong(
        "slope at h instead of z",
        TWICE + "1 − tanh(h)², with tanh taken a second time.",
        with_slope(lambda h: 1 - np.tanh(h) ** 2),
    ),
    Wrong("slope 1 − h", TWICE + "1 − h: the square is missing.", with_slope(lambda h: 1 - h)),
    Wrong("slope twice", TWICE + "squared: it counts once.", with_slope(lambda h: (1 - h**2) ** 2)),
    Wrong("slope 1 + h²", TWICE + "1 + h²: tanh is never steeper than 1.", with_slope(lambda h: 1 + h**2)),
    Wrong("h for the slope", TWICE + "h itself, which is small where tanh is steepest.", with_slope(lambda h: h)),
    Wrong("h for the slope", TWICE + "h², which is small where tanh is steepest.", with_slope(lambda h: h**2)),
    Wrong(
        "divided by the slope",
        "You divide by the slope of tanh. Backwards too it is a factor: dz = (dh + dh_next)(1 − h²).",
        with_slope(lambda h: 1 / (1 - h**2)),
    ),
    Wrong(
        "sigmoid's slope",
        "h (1 − h) is the slope of a sigmoid. That of tanh is 1 − h².",
        with_slope(lambda h: h * (1 - h)),
    ),
    Wrong(
        "relu's slope",
        "1 where h is positive, and 0 elsewhere, is the slope of a relu. That of tanh is 1 − h².",
        with_slope(lambda h: (h > 0).astype(h.dtype)),
    ),
    Wrong(
        "slope at h_prev",
        "The slope is taken at h_prev. This step's tanh gave h: 1 − h².",
        with_dz(lambda s: (s.dh + s.dh_next) * (1 - s.h_prev**2)),
    ),
    Wrong(
        "h computed anew without b_h",
        "h is computed anew, and without its bias, which is not among the arguments. h is: take it as it is.",
        with_dz(lambda s: (s.dh + s.dh_next) * (1 - np.tanh(s.hx @ s.W_h) ** 2)),
    ),
    Wrong("slope of the gradient", OWN_SLOPE, with_dz(lambda s: 1 - (s.dh + s.dh_next) ** 2)),
    Wrong("slope of the gradient", OWN_SLOPE, with_dz(lambda s: (s.dh + s.dh_next) * (1 - (s.dh + s.dh_next) ** 2))),
    Wrong("slope of the gradient", OWN_SLOPE, with_dz(lambda s: 1 - np.tanh(s.dh + s.dh_next) ** 2)),
    Wrong(
        "dh_next forgotten",
        "dh_next is missing: h went into the next step too, and what that hands back is added to dh.",
        with_dz(lambda s: s.dh * (1 - s.h**2)),
    ),
    Wrong(
        "dh of the loss forgotten",
        "dh is missing: h also goes into the loss at this step, and that gradient is added to dh_next.",
        with_dz(lambda s: s.dh_next * (1 - s.h**2)),
    ),
    Wrong(
        "slope on one of two",
        WHERE + "dh: dh_next goes through this tanh too.",
        with_dz(lambda s: s.dh * (1 - s.h**2) + s.dh_next),
    ),
    Wrong(
        "slope on one of two",
        WHERE + "dh_next: the loss's dh goes through this tanh too.",
        with_dz(lambda s: s.dh + s.dh_next * (1 - s.h**2)),
    ),
    _added("dh and dh_next multiplied", "dh and dh_next are multiplied.", lambda s: s.dh * s.dh_next),
    _added("dh − dh_next", "dh and dh_next are subtracted.", lambda s: s.dh - s.dh_next),
    _added("mean of dh and dh_next", "You take the mean of dh and dh_next.", lambda s: (s.dh + s.dh_next) / 2),
    Wrong(
        "minus the gradient",
        "Every sign is turned over. The slope is 1 − h², not h² − 1; a minus comes when the weights are updated.",
        with_slope(lambda h: -(1 - h**2)),
    ),
    Wrong(
        "dh_next past the step",
        "dh_next is added to dh_prev, past this step. It is a gradient of h: like dh, it goes through tanh and W_hh.",
        with_dz(lambda s: s.dh * (1 - s.h**2), dh_prev=lambda s: s.dhx[:, : s.H] + s.dh_next),
    ),
    Wrong(
        "dh_next added twice",
        "dh_next is added once more, to dh_prev. It is in dz already.",
        but_for(dh_prev=lambda s: s.dhx[:, : s.H] + s.dh_next),
    ),
    Wrong("h and x exchanged", EXCHANGED, but_for(dx=lambda s: s.dhx[:, : s.H], dh_prev=lambda s: s.dhx[:, s.H :])),
    Wrong(
        "h and x exchanged",
        EXCHANGED,
        but_for(dx=lambda s: s.dhx[:, : s.x.shape[1]], dh_prev=lambda s: s.dhx[:, s.x.shape[1] :]),
    ),
    Wrong(
        "W_hh not transposed",
        "W_hh stands as it does forwards. Backwards it is transposed: dh_prev = dz W_hh⊤. Square, it raises no error.",
        but_for(dh_prev=lambda s: s.dz @ s.W_h[: s.H]),
    ),
    Wrong(
        "W_hh forgotten",
        "dh_prev is dz as it is. h_prev went through W_hh, so its gradient comes back through it: dz W_hh⊤.",
        but_for(dh_prev=lambda s: s.dz),
    ),
    Wrong(
        "slope of the step before",
        "dh_prev is multiplied by 1 − h_prev² already. That is the tanh of the step before: it is that step's work.",
        but_for(dh_prev=lambda s: s.dhx[:, : s.H] * (1 - s.h_prev**2)),
    ),
    Wrong(
        "slope of x",
        "dx is multiplied by 1 − x². x is no result of a tanh: dx is the last D columns of dz W_h⊤.",
        but_for(dx=lambda s: s.dhx[:, s.H :] * (1 - s.x**2)),
    ),
    Wrong(
        "rows of dW_h exchanged",
        "The rows of dW_h stand in the order x, h. Those of W_h stand h first: dW_h = [h_prev, x]⊤ dz.",
        but_for(dW_h=lambda s: np.concatenate([s.x, s.h_prev], axis=1).T @ s.dz),
    ),
    Wrong(
        "h for h_prev in dW_h",
        "dW_h is made of h, which came out of this step. What went in was h_prev: dW_h = [h_prev, x]⊤ dz.",
        but_for(dW_h=lambda s: np.concatenate([s.h, s.x], axis=1).T @ s.dz),
    ),
    Wrong(
        "dW_h transposed",
        "dW_h is transposed. It has the shape of W_h, (H + D, H): [h_prev, x]⊤ dz.",
        but_for(dW_h=lambda s: s.dz.T @ s.hx),
    ),
    Wrong(
        "dW_h not summed over the batch",
        "dW_h has a matrix for each example. All share one W_h: sum over the batch, as [h_prev, x]⊤ dz does.",
        but_for(dW_h=lambda s: s.hx[:, :, None] * s.dz[:, None]),
    ),
    Wrong(
        "outer product of the whole batch",
        "np.outer flattens the batch into one long row: every example is multiplied with every other. It is "
        "[h_prev, x]⊤ dz, a product of matrices.",
        but_for(dW_h=lambda s: np.outer(s.hx, s.dz)),
    ),
    Wrong(
        "mean over the batch", BATCH, but_for(dW_h=lambda s: s.hx.T @ s.dz / len(s.x), db_h=lambda s: s.dz.mean(axis=0))
    ),
    Wrong("mean over the batch", BATCH, with_dz(lambda s: (s.dh + s.dh_next) * (1 - s.h**2) / len(s.x))),
    Wrong(
        "bias not summed over the batch",
        "db_h has a row for each example. All share one b_h: sum over the batch, dz.sum(axis=0), (H,).",
        but_for(db_h=lambda s: s.dz),
    ),
    Wrong(
        "bias summed over the units",
        "db_h is summed over the wrong axis. Each unit has its own bias, and the examples share it: axis=0.",
        but_for(db_h=lambda s: s.dz.sum(axis=1)),
    ),
    Wrong("bias of one example", ONE_EXAMPLE, but_for(db_h=lambda s: s.dz[0])),
    Wrong("bias of one example", ONE_EXAMPLE, but_for(db_h=lambda s: s.dz[-1])),
)

NAMED = {wrong.name: wrong for wrong in SINGLE}
PAIRS = tuple(
    _both(NAMED[left_out], NAMED[slope])
    for left_out in ("dh_next forgotten", "dh of the loss forgotten")
    for slope in ("tanh's slope forgotten", "slope at h instead of z", "slope 1 − h", "sigmoid's slope")
)
BACKWARD_STEP_MISTAKES = SINGLE + PAIRS
