"""How the backward pass of an RNN goes wrong: the known mistakes of lecture 6."""

import numpy as np

from rnnlab.check.exercises import Wrong
from rnnlab.check.rnn_backward_parts import first_step, through_of, turned, with_start
from rnnlab.check.rnn_backward_step_mistakes import BACKWARD_STEP_MISTAKES
from rnnlab.check.slips import changed

HERE_OTHERWISE = (
    "dh_next forgotten",
    "dh of the loss forgotten",
    "dh and dh_next multiplied",
    "dh_next added twice",
    "h for h_prev in dW_h",
)

NOTHING = "Each step is taken as if none came after it. Hand its dh_prev to the step before: it is dh_next there."
HANDED = "What a step hands back has gone through its tanh and its W_hh: dh_next = dz W_hh⊤. Yours "
BEFORE = "dW_h takes the state before each step, h[:, t − 1], and h0 for the first. Yours takes "
OVERWRITTEN = " step alone makes the gradient of the weights. All steps share them, so add up: dW_h += …, db_h += …."
MEAN = "A gradient is a sum over all steps, since each used the same weights. Yours is a mean: if the loss is one, dh "
MEAN += "has that already."
ALL = MEAN.replace("all steps", "all steps and examples")
MIXED = "Time and batch are mixed up. All arrays are (B, T, ·): step t is x[:, t], h[:, t], dh[:, t], for all examples."
DH0 = "dh0 is what the first step hands back, dz W_hh⊤ after the whole loop. Yours "
MISSING = "step is missing: its dx is 0. Go through all of them: for t in reversed(range(T))."


def _handed(name, words, carry):
    return Wrong(name, HANDED + words, through_of(carry=carry))


BACKWARD_MISTAKES = (
    Wrong("nothing carried back", NOTHING, through_of(total=lambda s: s.dh)),
    Wrong("nothing carried back", NOTHING, through_of(carry=lambda dh_prev, dh_next, dh, h, W_hh: 0 * dh_prev)),
    Wrong(
        "only the last step's dh",
        "Of the loss only dh[:, −1] comes in. Every state may be in the loss: add dh[:, t] at each t.",
        through_of(**changed("dh", lambda dh: np.concatenate([0 * dh[:, :-1], dh[:, -1:]], axis=1))),
    ),
    Wrong(
        "the last dh at every step",
        "dh of the last step is taken at every step. Step t takes dh[:, t].",
        through_of(**changed("dh", lambda dh: np.repeat(dh[:, -1:], dh.shape[1], axis=1))),
    ),
    *(
        Wrong(
            "dh of a neighbour",
            "The dh of a neighbouring step is taken. Step t takes dh[:, t], the gradient of h[:, t].",
            through_of(**changed("dh", lambda dh, by=by: np.roll(dh, by, axis=1))),
        )
        for by in (1, -1)
    ),
    _handed("slope forgotten on the way", "goes through W_hh alone.", lambda prev, after, dh, h, W: (dh + after) @ W.T),
    _handed("W_hh and slope forgotten on the way", "goes through neither.", lambda prev, after, dh, h, W: dh + after),
    _handed("dh of the loss handed back", "is the loss's dh as it is.", lambda prev, after, dh, h, W: dh),
    _handed("dh of the loss handed back", "has the loss's dh added.", lambda prev, after, dh, h, W: prev + dh),
    Wrong(
        "carried gradients added up",
        "What is handed back is added to what was handed before, which is in it already: dh_next = dz W_hh⊤, set anew.",
        through_of(carry=lambda dh_prev, dh_next, dh, h, W_hh: dh_next + dh_prev),
    ),
    Wrong("weights' gradient overwritten", "The first" + OVERWRITTEN, through_of(add=lambda total, now: now)),
    Wrong(
        "weights' gradient overwritten in dW_h",
        "In dW_h: The first" + OVERWRITTEN,
        through_of(add=lambda total, now: now if now.ndim == 2 else total + now),
    ),
    Wrong("weights' gradient overwritten", "The last" + OVERWRITTEN, through_of(add=lambda total, now: total)),
    Wrong(
        "order of time",
        "The loop runs forwards. But a step needs what the next one hands back: for t in reversed(range(T)).",
        through_of(order=range),
    ),
    Wrong(
        "dx in the order of the loop",
        "dx runs from the last step to the first, as the loop does. Turn it over, or write dx[:, t].",
        through_of(every_dx=lambda dx, *_: dx[:, ::-1]),
    ),
    Wrong("h[t] for h[t − 1]", BEFORE + "the state after it.", through_of(before=lambda h0, h: h)),
    Wrong(
        "h[−1] before the first step",
        BEFORE + "h[:, t − 1] there too, and −1 is the last state.",
        through_of(before=lambda h0, h: np.roll(h, 1, axis=1)),
    ),
    Wrong("h0 ignored", BEFORE + "zeros there.", through_of(before=with_start(lambda h0, h: 0 * h0))),
    Wrong(
        "h[0] for h0",
        BEFORE + "h[:, 0] there, which is after it.",
        through_of(before=with_start(lambda h0, h: h[:, 0])),
    ),
    Wrong(
        "h0 at two steps",
        BEFORE + "h0 at the second step too: it should be t > 0, not t > 1.",
        through_of(
            before=lambda h0, h: np.concatenate([h0[:, None], h0[:, None], h[:, 1:-1]], axis=1)[:, : h.shape[1]]
        ),
    ),
    Wrong(
        "h0 at every step",
        BEFORE + "h0 at every step.",
        through_of(before=lambda h0, h: np.repeat(h0[:, None], h.shape[1], axis=1)),
    ),
    Wrong(
        "mean over the steps",
        MEAN,
        through_of(whole_dW_h=lambda dW, dh, *_: dW / dh.shape[1], whole_db_h=lambda db, dh, *_: db / dh.shape[1]),
    ),
    Wrong("mean over the steps", MEAN, through_of(**changed("dh", lambda dh: dh / dh.shape[1]))),
    Wrong("mean over steps and batch", ALL, through_of(**changed("dh", lambda dh: dh / dh[..., 0].size))),
    Wrong(
        "mean over steps and batch",
        ALL,
        through_of(
            whole_dW_h=lambda dW, dh, *_: dW / dh[..., 0].size, whole_db_h=lambda db, dh, *_: db / dh[..., 0].size
        ),
    ),
    Wrong("dh0 left at zero", DH0 + "is 0.", through_of(last_dh0=lambda dh0, *_: 0 * dh0)),
    Wrong(
        "dh0 a step too early",
        DH0 + "is what it is handed.",
        through_of(last_dh0=lambda dh0, *given: first_step(*given)[0]),
    ),
    Wrong("dh0 without W_hh", DH0 + "is its dz.", through_of(last_dh0=lambda dh0, *given: first_step(*given)[1])),
    Wrong(
        "dh0 with a slope",
        "dh0 is multiplied by 1 − h0². h0 is given: no tanh of ours made it.",
        through_of(last_dh0=lambda dh0, dh, x, h0, h, W_h: dh0 * (1 - h0**2)),
    ),
    Wrong(
        "dh0 summed over the batch",
        "dh0 is summed over the batch. Each example has an h0 of its own: dh0 is (B, H).",
        through_of(last_dh0=lambda dh0, *_: dh0.sum(axis=0)),
    ),
    Wrong("first step missing", "The first " + MISSING, through_of(order=lambda T: range(1, T)[::-1])),
    Wrong("last step missing", "The last " + MISSING, through_of(order=lambda T: range(T - 1)[::-1])),
    *(
        Wrong("dx of one step", "dx is that of one step alone. Keep every one: dx is (B, T, D).", function)
        for function in (through_of(every_dx=lambda dx, *_: dx[:, 0]), through_of(every_dx=lambda dx, *_: dx[:, -1]))
    ),
    Wrong(
        "dx summed over the steps",
        "dx is summed over the steps. Each step has an x of its own: dx is (B, T, D).",
        through_of(every_dx=lambda dx, *_: dx.sum(axis=1)),
    ),
    Wrong("time and batch mixed", MIXED, through_of(**turned("dh", "x", "h"))),
    Wrong("time and batch mixed", MIXED, through_of(every_dx=lambda dx, *_: dx.swapaxes(0, 1))),
    Wrong(
        "time and batch mixed", MIXED, through_of(**turned("dh", "x", "h"), every_dx=lambda dx, *_: dx.swapaxes(0, 1))
    ),
    *(
        wrong._replace(function=through_of(**wrong.function.parts))
        for wrong in BACKWARD_STEP_MISTAKES
        if wrong.name not in HERE_OTHERWISE
    ),
)
