"""How the gradient of the sum before tanh, dz, goes wrong in one step of an RNN backwards."""

import numpy as np

from rnnlab.check.exercises import Wrong
from rnnlab.check.rnn_backward_parts import back_of, with_slope

TWICE = "The slope of tanh is 1 − tanh(z)², and h is tanh(z) already: it is 1 − h². Your slope is "
WHERE = "The slope of tanh belongs to the whole gradient of h: dz = (dh + dh_next)(1 − h²). Yours multiplies only "
OWN_SLOPE = "The slope is made of the gradient. It is a matter of the state alone: 1 − h²."
ADD_UP = " Two ways on which h acts add up: dh + dh_next."


def _added(name, words, total):
    return Wrong(name, words + ADD_UP, back_of(total=total))


DZ_MISTAKES = (
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
    Wrong("slope (1 − h)²", TWICE + "(1 − h)²: the square belongs to h alone.", with_slope(lambda h: (1 - h) ** 2)),
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
        back_of(slope=lambda s: 1 - s.h_prev**2),
    ),
    Wrong(
        "h computed anew without b_h",
        "h is computed anew, without the bias, for that is not among the arguments. But h is: take it as it is.",
        back_of(slope=lambda s: 1 - np.tanh(s.hx @ s.W_h) ** 2),
    ),
    Wrong("slope of the gradient", OWN_SLOPE, back_of(dz=lambda s: 1 - s.total**2)),
    Wrong("slope of the gradient", OWN_SLOPE, back_of(slope=lambda s: 1 - s.total**2)),
    Wrong("slope of the gradient", OWN_SLOPE, back_of(dz=lambda s: 1 - np.tanh(s.total) ** 2)),
    Wrong(
        "dh_next forgotten",
        "dh_next is missing: h went into the next step too, and what that hands back is added to dh.",
        back_of(total=lambda s: s.dh),
    ),
    Wrong(
        "dh of the loss forgotten",
        "dh is missing: h also goes into the loss at this step, and that gradient is added to dh_next.",
        back_of(total=lambda s: s.dh_next),
    ),
    Wrong(
        "slope on one of two",
        WHERE + "dh: dh_next goes through this tanh too.",
        back_of(dz=lambda s: s.dh * s.slope + s.dh_next),
    ),
    Wrong(
        "slope on one of two",
        WHERE + "dh_next: the loss's dh goes through this tanh too.",
        back_of(dz=lambda s: s.dh + s.dh_next * s.slope),
    ),
    _added("dh and dh_next multiplied", "dh and dh_next are multiplied.", lambda s: s.dh * s.dh_next),
    _added("dh − dh_next", "dh and dh_next are subtracted.", lambda s: s.dh - s.dh_next),
    _added("mean of dh and dh_next", "You take the mean of dh and dh_next.", lambda s: (s.dh + s.dh_next) / 2),
    Wrong(
        "minus the gradient",
        "Every sign is turned over. The slope is 1 − h², not h² − 1; a minus comes when the weights are updated.",
        with_slope(lambda h: -(1 - h**2)),
    ),
)
