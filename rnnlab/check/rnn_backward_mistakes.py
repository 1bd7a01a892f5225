"""How the backward pass of an RNN goes wrong: the known mistakes of lecture 6."""

import numpy as np

from rnnlab.check.exercises import Wrong
from rnnlab.check.rnn_backward_step_mistakes import SINGLE
from rnnlab.check.steps_back import (
    but_for,
    dx_turned,
    first_step,
    time_for_batch,
    with_dh,
    with_start,
    with_steps,
)

STEP = {wrong.name: wrong.function for wrong in SINGLE}
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
    return Wrong(name, HANDED + words, with_steps(carry=carry))


ONE_AT_A_TIME = (
    Wrong("nothing carried back", NOTHING, with_steps(STEP["dh_next forgotten"])),
    Wrong("nothing carried back", NOTHING, with_steps(carry=lambda dh_prev, dh_next, dh, h, W_hh: 0 * dh_prev)),
    Wrong(
        "only the last step's dh",
        "Of the loss only dh[:, −1] comes in. Every state may be in the loss: add dh[:, t] at each t.",
        with_dh(lambda dh: np.concatenate([0 * dh[:, :-1], dh[:, -1:]], axis=1)),
    ),
    Wrong(
        "the last dh at every step",
        "dh of the last step is taken at every step. Step t takes dh[:, t].",
        with_dh(lambda dh: np.repeat(dh[:, -1:], dh.shape[1], axis=1)),
    ),
    *(
        Wrong(
            "dh of a neighbour",
            "The dh of a neighbouring step is taken. Step t takes dh[:, t], the gradient of h[:, t].",
            with_dh(lambda dh, by=by: np.roll(dh, by, axis=1)),
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
        with_steps(carry=lambda dh_prev, dh_next, dh, h, W_hh: dh_next + dh_prev),
    ),
    Wrong("weights' gradient overwritten", "The first" + OVERWRITTEN, with_steps(add=lambda total, now: now)),
    Wrong("weights' gradient overwritten", "The last" + OVERWRITTEN, with_steps(add=lambda total, now: total)),
    Wrong(
        "order of time",
        "The loop runs forwards. But a step needs what the next one hands back: for t in reversed(range(T)).",
        with_steps(order=range),
    ),
    Wrong(
        "dx in the order of the loop",
        "dx runs from the last step to the first, as the loop does. Turn it over, or write dx[:, t].",
        but_for(dx=lambda dx, *_: dx[:, ::-1]),
    ),
    Wrong("h[t] for h[t − 1]", BEFORE + "the state after it.", with_steps(before=lambda h0, h: h)),
    Wrong(
        "h[−1] before the first step",
        BEFORE + "h[:, t − 1] there too, and −1 is the last state.",
        with_steps(before=lambda h0, h: np.roll(h, 1, axis=1)),
    ),
    Wrong("h0 ignored", BEFORE + "zeros there.", with_steps(before=with_start(lambda h0, h: 0 * h0))),
    Wrong(
        "h[0] for h0",
        BEFORE + "h[:, 0] there, which is after it.",
        with_steps(before=with_start(lambda h0, h: h[:, 0])),
    ),
    Wrong(
        "h0 at two steps",
        BEFORE + "h0 at the second step too: it should be t > 0, not t > 1.",
        with_steps(
            before=lambda h0, h: np.concatenate([h0[:, None], h0[:, None], h[:, 1:-1]], axis=1)[:, : h.shape[1]]
        ),
    ),
    Wrong(
        "h0 at every step",
        BEFORE + "h0 at every step.",
        with_steps(before=lambda h0, h: np.repeat(h0[:, None], h.shape[1], axis=1)),
    ),
    Wrong(
        "mean over the steps",
        MEAN,
        but_for(dW_h=lambda dW, dh, *_: dW / dh.shape[1], db_h=lambda db, dh, *_: db / dh.shape[1]),
    ),
    Wrong("mean over the steps", MEAN, with_dh(lambda dh: dh / dh.shape[1])),
    Wrong("mean over steps and batch", ALL, with_dh(lambda dh: dh / dh[..., 0].size)),
    Wrong(
        "mean over steps and batch",
        ALL,
        but_for(dW_h=lambda dW, dh, *_: dW / dh[..., 0].size, db_h=lambda db, dh, *_: db / dh[..., 0].size),
    ),
    Wrong("dh0 left at zero", DH0 + "is 0.", but_for(dh0=lambda dh0, *_: 0 * dh0)),
    Wrong(
        "dh0 a step too early", DH0 + "is what it is handed.", but_for(dh0=lambda dh0, *given: first_step(*given)[0])
    ),
    Wrong("dh0 without W_hh", DH0 + "is its dz.", but_for(dh0=lambda dh0, *given: first_step(*given)[1])),
    Wrong(
        "dh0 with a slope",
        "dh0 is multiplied by 1 − h0². h0 is given: no tanh of ours made it.",
        but_for(dh0=lambda dh0, dh, x, h0, h, W_h: dh0 * (1 - h0**2)),
    ),
    Wrong(
        "dh0 summed over the batch",
        "dh0 is summed over the batch. Each example has an h0 of its own: dh0 is (B, H).",
        but_for(dh0=lambda dh0, *_: dh0.sum(axis=0)),
    ),
    Wrong("first step missing", "The first " + MISSING, with_steps(order=lambda T: range(1, T)[::-1])),
    Wrong("last step missing", "The last " + MISSING, with_steps(order=lambda T: range(T - 1)[::-1])),
    *(
        Wrong("dx of one step", "dx is that of one step alone. Keep every one: dx is (B, T, D).", function)
        for function in (but_for(dx=lambda dx, *_: dx[:, 0]), but_for(dx=lambda dx, *_: dx[:, -1]))
    ),
    Wrong(
        "dx summed over the steps",
        "dx is summed over the steps. Each step has an x of its own: dx is (B, T, D).",
        but_for(dx=lambda dx, *_: dx.sum(axis=1)),
    ),
    Wrong("time and batch mixed", MIXED, time_for_batch),
    Wrong("time and batch mixed", MIXED, but_for(dx=lambda dx, *_: dx.swapaxes(0, 1))),
    Wrong("time and batch mixed", MIXED, lambda *given: dx_turned(*time_for_batch(*given))),
    *(wrong._replace(function=with_steps(wrong.function)) for wrong in SINGLE if wrong.name not in HERE_OTHERWISE),
)

NAMED = {wrong.name: wrong for wrong in ONE_AT_A_TIME}
NOT_ADDED_UP = {
    "tanh's slope forgotten": with_steps(STEP["tanh's slope forgotten"], add=lambda total, now: now),
    "slope at h instead of z": with_steps(STEP["slope at h instead of z"], add=lambda total, now: now),
    "nothing carried back": with_steps(STEP["dh_next forgotten"], add=lambda total, now: now),
    "h[t] for h[t − 1]": with_steps(before=lambda h0, h: h, add=lambda total, now: now),
    "order of time": with_steps(order=range, add=lambda total, now: now),
}
BACKWARD_MISTAKES = ONE_AT_A_TIME + tuple(
    Wrong(
        f"{name}; weights' gradient overwritten",
        f"{NAMED[name].sentence} And: One{OVERWRITTEN}",
        function,
    )
    for name, function in NOT_ADDED_UP.items()
)
