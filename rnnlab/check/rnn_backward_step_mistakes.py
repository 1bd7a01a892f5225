"""How one step of an RNN backwards goes wrong: the known mistakes of lecture 6."""

import numpy as np

from rnnlab.check.dz_mistakes import DZ_MISTAKES
from rnnlab.check.exercises import Wrong
from rnnlab.check.rnn_backward_parts import back_of

EXCHANGED = "The parts for h and x are exchanged. h stands first in [h, x], so the first H columns of dz W_h⊤ are "
EXCHANGED += "dh_prev, and the rest is dx. Split at H, and return dx first."
BATCH = "A gradient is a sum over the batch, since each example used the same weights. Yours is a mean: a mean comes "
BATCH += "from the loss, if it is one, and is in dh already."
ONE_EXAMPLE = "db_h is that of one example alone. Sum over the batch: dz.sum(axis=0)."

BACKWARD_STEP_MISTAKES = (
    *DZ_MISTAKES,
    Wrong(
        "dh_next past the step",
        "dh_next is added to dh_prev, past this step. It is a gradient of h: like dh, it goes through tanh and W_hh.",
        back_of(total=lambda s: s.dh, dh_prev=lambda s: s.dhx[:, : s.H] + s.dh_next),
    ),
    Wrong(
        "dh_next added twice",
        "dh_next is added once more, to dh_prev. It is in dz already.",
        back_of(dh_prev=lambda s: s.dhx[:, : s.H] + s.dh_next),
    ),
    Wrong("h and x exchanged", EXCHANGED, back_of(dx=lambda s: s.dhx[:, : s.H], dh_prev=lambda s: s.dhx[:, s.H :])),
    Wrong(
        "h and x exchanged",
        EXCHANGED,
        back_of(dx=lambda s: s.dhx[:, : s.x.shape[1]], dh_prev=lambda s: s.dhx[:, s.x.shape[1] :]),
    ),
    Wrong(
        "W_hh not transposed",
        "W_hh stands as it does forwards. Backwards it is W_hh⊤: it is square, so no error says so.",
        back_of(dh_prev=lambda s: s.dz @ s.W_h[: s.H]),
    ),
    Wrong(
        "W_hh forgotten",
        "dh_prev is dz as it is. h_prev went through W_hh, so its gradient comes back through it: dz W_hh⊤.",
        back_of(dh_prev=lambda s: s.dz),
    ),
    Wrong(
        "slope of the step before",
        "dh_prev is multiplied by 1 − h_prev² already. That is the tanh of the step before: it is that step's work.",
        back_of(dh_prev=lambda s: s.dhx[:, : s.H] * (1 - s.h_prev**2)),
    ),
    Wrong(
        "slope of x",
        "dx is multiplied by 1 − x². x is no result of a tanh: dx is the last D columns of dz W_h⊤.",
        back_of(dx=lambda s: s.dhx[:, s.H :] * (1 - s.x**2)),
    ),
    Wrong(
        "rows of dW_h exchanged",
        "The rows of dW_h stand in the order x, h. Those of W_h stand h first: dW_h = [h_prev, x]⊤ dz.",
        back_of(dW_h=lambda s: np.concatenate([s.x, s.h_prev], axis=1).T @ s.dz),
    ),
    Wrong(
        "h for h_prev in dW_h",
        "dW_h is made of h, which came out of this step. What went in was h_prev: dW_h = [h_prev, x]⊤ dz.",
        back_of(dW_h=lambda s: np.concatenate([s.h, s.x], axis=1).T @ s.dz),
    ),
    Wrong(
        "dW_h of h_prev alone",
        "dW_h has the rows of h_prev alone. x went through W_h too: dW_h = [h_prev, x]⊤ dz, (H + D, H).",
        back_of(dW_h=lambda s: s.h_prev.T @ s.dz),
    ),
    Wrong(
        "dW_h transposed",
        "dW_h is transposed. It has the shape of W_h, (H + D, H): [h_prev, x]⊤ dz.",
        back_of(dW_h=lambda s: s.dz.T @ s.hx),
    ),
    Wrong(
        "dW_h not summed over the batch",
        "dW_h has a matrix for each example. All share one W_h: sum over the batch, as [h_prev, x]⊤ dz does.",
        back_of(dW_h=lambda s: s.hx[:, :, None] * s.dz[:, None]),
    ),
    Wrong(
        "outer product of the whole batch",
        "np.outer flattens the batch into one long row: every example is multiplied with every other. It is "
        "[h_prev, x]⊤ dz, a product of matrices.",
        back_of(dW_h=lambda s: np.outer(s.hx, s.dz)),
    ),
    Wrong(
        "mean over the batch", BATCH, back_of(dW_h=lambda s: s.hx.T @ s.dz / len(s.x), db_h=lambda s: s.dz.mean(axis=0))
    ),
    Wrong("mean over the batch in db_h", f"In db_h: {BATCH}", back_of(db_h=lambda s: s.dz.mean(axis=0))),
    Wrong("mean over the batch", BATCH, back_of(dz=lambda s: s.total * s.slope / len(s.x))),
    Wrong(
        "bias not summed over the batch",
        "db_h has a row for each example. All share one b_h: sum over the batch, dz.sum(axis=0), (H,).",
        back_of(db_h=lambda s: s.dz),
    ),
    Wrong(
        "bias summed over the units",
        "db_h is summed over the wrong axis. Each unit has its own bias, and the examples share it: axis=0.",
        back_of(db_h=lambda s: s.dz.sum(axis=1)),
    ),
    Wrong("bias of one example", ONE_EXAMPLE, back_of(db_h=lambda s: s.dz[0])),
    Wrong("bias of one example", ONE_EXAMPLE, back_of(db_h=lambda s: s.dz[-1])),
)
