"""How the gradient of one number goes wrong on its way back to the inputs: the known mistakes of lecture 9."""

import numpy as np

from rnnlab.check.connectivity_measures import DIFFERENCES, MEASURES
from rnnlab.check.connectivity_parts import connectivity_of, one_hot
from rnnlab.check.dz_mistakes import TWICE
from rnnlab.check.exercises import Wrong
from rnnlab.check.slips import changed, cut_to_whole

TRANSPOSED = "Backwards it is {0}⊤: dz {0}⊤, or {0} dz."
NEIGHBOUR = "Yours is the gradient of h[{}, unit]. t counts from 0, as rows do: h[t] is the state that x[t] has gone "
NEIGHBOUR += "into."
NEIGHBOUR_UNIT = "Yours is the gradient of h[t, unit {}]. unit counts from 0, as columns do."
ONE_UNIT = "One number is asked about, h[t, unit]. Begin with 1 at unit, and 0 at all other units. Yours "
ONE_TIME = "Only h[t, unit] is asked about. Yours also begins at {} states: no other gradient comes in on the way."
ON_THE_WAY = "From a state to the one before it, a gradient goes through tanh and W_hh: (dh (1 − h²)) W_hh⊤. Yours "
ON_THE_WAY += "goes "
CUT = "It stops too early. The gradient goes back until the first step, and fades by itself: for s from t down to 0."
FORWARDS = "The loop runs forwards, from x[0]. A gradient begins at h[t], and goes back: for s in range(t, −1, −1)."
ALL_INPUTS = "x[s] itself is reached by dz W_hx⊤, with dz = dh (1 − h²). "
ONE_ARRAY = "each is the last one: all are one array that was changed in place. Make a new one at each step."
STATES = "The states must be those of the network, h = tanh([h, x] W_h + b_h). In yours "
ROW = "In {0}, rows are what goes in, and columns the units that it goes to. From unit back it is the column, "
ROW += "{0}[:, unit], and yours is the row."
EXCHANGED = "The parts for h and x are exchanged. h stands first in [h, x], so the first H numbers of W_h dz go to the "
EXCHANGED += "state before, and the last D are the gradient of x[s]."


def _slope(name, words, slope):
    return Wrong(name, TWICE + words, connectivity_of(slope=lambda n: slope(n.h[n.s])))


def _begin(name, words, begin):
    return Wrong(name, ONE_UNIT + words, connectivity_of(begin=begin))


def _x_first(s):
    return np.concatenate([s.W_h[len(s.h0) :], s.W_h[: len(s.h0)]])


def _by_row(n):
    return n.W_hh[n.unit] * n.dz[n.unit] if n.s == n.t else n.W_hh @ n.dz


def _by_rows(n):
    return n.W_hx[n.unit] * n.dz[n.unit] if n.s == n.t and n.D == n.H else n.W_hx @ n.dz


CONNECTIVITY_MISTAKES = (
    Wrong(
        "W_hh not transposed",
        "W_hh stands as it does forwards. It is square, so no error says so. " + TRANSPOSED.format("W_hh"),
        connectivity_of(to_h=lambda n: n.dz @ n.W_hh),
    ),
    Wrong(
        "W_hx not transposed",
        "W_hx stands as it does forwards, which runs only where D is H. " + TRANSPOSED.format("W_hx"),
        connectivity_of(to_x=lambda n: n.dz @ n.W_hx),
    ),
    Wrong(
        "tanh's slope forgotten",
        "The slope of tanh is missing. At every step the gradient of h becomes that of the sum: dz = dh (1 − h²).",
        connectivity_of(slope=lambda n: 1),
    ),
    Wrong(
        "tanh's slope forgotten at t",
        "The slope of tanh is missing at step t. h[t] came out of a tanh too: there as elsewhere dz = dh (1 − h²).",
        connectivity_of(slope=lambda n: 1 if n.s == n.t else 1 - n.h[n.s] ** 2),
    ),
    Wrong(
        "slope only at t",
        "The slope of tanh is there at step t alone. Every step back goes through a tanh: dz = dh (1 − h²).",
        connectivity_of(slope=lambda n: 1 - n.h[n.s] ** 2 if n.s == n.t else 1),
    ),
    Wrong(
        "slope forgotten on the way", ON_THE_WAY + "through W_hh alone.", connectivity_of(to_h=lambda n: n.W_hh @ n.dh)
    ),
    Wrong("W_hh forgotten", ON_THE_WAY + "through tanh alone.", connectivity_of(to_h=lambda n: n.dz)),
    Wrong("W_hh and slope forgotten on the way", ON_THE_WAY + "through neither.", connectivity_of(to_h=lambda n: n.dh)),
    Wrong(
        "slope forgotten towards x",
        ALL_INPUTS + "In yours the slope is missing.",
        connectivity_of(to_x=lambda n: n.W_hx @ n.dh),
    ),
    _slope("slope at h instead of z", "1 − tanh(h)², with tanh taken a second time.", lambda h: 1 - np.tanh(h) ** 2),
    _slope("slope 1 − h", "1 − h: the square is missing.", lambda h: 1 - h),
    _slope("slope (1 − h)²", "(1 − h)²: the square belongs to h alone.", lambda h: (1 - h) ** 2),
    _slope("slope twice", "squared: it counts once.", lambda h: (1 - h**2) ** 2),
    _slope("slope 1 + h²", "1 + h²: tanh is never steeper than 1.", lambda h: 1 + h**2),
    _slope("h for the slope", "h itself, which is small where tanh is steepest.", lambda h: h),
    _slope("h for the slope", "h², which is small where tanh is steepest.", lambda h: h**2),
    _slope("divided by the slope", "in the denominator. Backwards too it is a factor.", lambda h: 1 / (1 - h**2)),
    _slope("sigmoid's slope", "h (1 − h), that of a sigmoid.", lambda h: h * (1 - h)),
    _slope("relu's slope", "that of a relu: 1 where h is positive, else 0.", lambda h: (h > 0).astype(h.dtype)),
    Wrong(
        "slope 1 − z²",
        TWICE + "1 − z², made of the sum before tanh.",
        connectivity_of(slope=lambda n: 1 - n.z[n.s] ** 2),
    ),
    Wrong(
        "slope at the state before",
        TWICE + "made of h[s − 1]; the tanh of step s gave h[s].",
        connectivity_of(slope=lambda n: 1 - n.before[n.s] ** 2),
    ),
    Wrong(
        "slope of h[t] at every step",
        TWICE + "that of h[t] at every step; step s has its own, of h[s].",
        connectivity_of(slope=lambda n: 1 - n.h[n.t] ** 2),
    ),
    Wrong("one array for all states", STATES + ONE_ARRAY, connectivity_of(slope=lambda n: 1 - n.h[-1] ** 2)),
    Wrong(
        "slope of one unit for all",
        TWICE + "that of one unit for all; each unit has its own.",
        connectivity_of(slope=lambda n: 1 - n.h[n.s][n.unit] ** 2),
    ),
    Wrong("t − 1 for t", NEIGHBOUR.format("t − 1"), connectivity_of(**changed("t", lambda t: t - 1))),
    Wrong("t + 1 for t", NEIGHBOUR.format("t + 1"), connectivity_of(**changed("t", lambda t: t + 1))),
    Wrong("the last state for h[t]", NEIGHBOUR.format("−1"), connectivity_of(t=lambda s: len(s.x) - 1)),
    Wrong("unit − 1 for unit", NEIGHBOUR_UNIT.format("− 1"), connectivity_of(**changed("unit", lambda unit: unit - 1))),
    Wrong("unit + 1 for unit", NEIGHBOUR_UNIT.format("+ 1"), connectivity_of(**changed("unit", lambda unit: unit + 1))),
    Wrong(
        "t and unit exchanged",
        "Yours is the gradient of h[unit, t]. A row of h is a step, a column a unit: h[t, unit].",
        connectivity_of(t=lambda s: s.unit, unit=lambda s: s.t),
    ),
    _begin("all units", "begins with 1 at every unit: the gradient of their sum.", lambda n: np.ones_like(n.h0)),
    _begin("all units", "begins with 1 / H at every unit: the mean's.", lambda n: np.full_like(n.h0, 1 / n.H)),
    _begin("all units", "is the norm of a matrix with a row for each.", lambda n: np.eye(n.H, dtype=n.h0.dtype)),
    _begin(
        "h[t, unit] for 1", "begins with h[t, unit]: that is its square's, by half.", lambda n: one_hot(n) * n.h[n.t]
    ),
    _begin("h[t] for a 1 at unit", "begins with the whole row h[t].", lambda n: n.h[n.t]),
    Wrong(
        "begun at every state", ONE_TIME.format("all earlier"), connectivity_of(arrive=lambda n, dh: dh + one_hot(n))
    ),
    Wrong(
        "begun at every state",
        ONE_TIME.format("all other"),
        connectivity_of(t=lambda s: len(s.x) - 1, arrive=lambda n, dh: dh + one_hot(n)),
    ),
    Wrong("only one step back", CUT, connectivity_of(steps=lambda n: range(n.t, max(n.t - 2, -1), -1))),
    Wrong("no step back", CUT, connectivity_of(steps=lambda n: range(n.t, n.t - 1, -1))),
    Wrong("loop forwards", FORWARDS, connectivity_of(steps=lambda n: range(n.t + 1))),
    Wrong("first input forgotten", CUT, connectivity_of(steps=lambda n: range(n.t, 0, -1))),
    Wrong(
        "carried gradients added up",
        "What goes back to a state is added to what was there for the next one. It replaces that: dh = dz W_hh⊤.",
        connectivity_of(arrive=lambda n, dh: n.dh + dh),
    ),
    Wrong(
        "h and x exchanged",
        EXCHANGED,
        connectivity_of(to_x=lambda n: (n.W_h @ n.dz)[: n.D], to_h=lambda n: (n.W_h @ n.dz)[n.D :]),
    ),
    Wrong(
        "[x, h] order",
        "x comes first in the joined row, so the numbers meet the wrong rows of W_h. Hidden first, always: [h, x].",
        connectivity_of(W_h=_x_first),
    ),
    Wrong("W row of the unit", ROW.format("W_hh"), connectivity_of(to_h=_by_row)),
    Wrong("W row of the unit", ROW.format("W_hx"), connectivity_of(to_x=_by_rows)),
    Wrong("W row of the unit", ROW.format("W_h"), connectivity_of(to_h=_by_row, to_x=_by_rows)),
    Wrong(
        "h0 ignored",
        STATES + "the first has zeros before it, and not h0.",
        connectivity_of(**changed("h0", np.zeros_like)),
    ),
    Wrong("b_h forgotten", STATES + "b_h is missing.", connectivity_of(**changed("b_h", np.zeros_like))),
    Wrong("h never carried", STATES + "each has h0 before it.", connectivity_of(carry=lambda new, h0: h0)),
    Wrong("no tanh in the states", STATES + "there is no tanh.", connectivity_of(activation=lambda z: z)),
    *MEASURES,
    *DIFFERENCES,
    *cut_to_whole(connectivity_of()),
)
