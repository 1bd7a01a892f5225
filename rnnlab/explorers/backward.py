"""Lecture 6: the gradient of a loss runs back through an RNN, step by step."""

from functools import partial

import numpy as np

from rnnlab.check.comparing import differing
from rnnlab.check.rnn_backward_step import RNN_BACKWARD_STEP
from rnnlab.drawing.backward_view import draw_backward, split_step, weights_step
from rnnlab.drawing.gradient_view import say
from rnnlab.drawing.network import lowered
from rnnlab.explorers.backprop import first_units, run_back, their_run_back, untrained
from rnnlab.explorers.controls import MAX_T, choice, hidden_H, inputs_D, playing, real, seed, steps_T, whole
from rnnlab.explorers.explorer import Explorer
from rnnlab.explorers.learner import Unusable, in_its_place, read_learner, remark, reserve_room
from rnnlab.networks.activations import ACTIVATIONS, SLOPES

WIDTH = 900
MORE = ("T", "H", "D", "seed")
ONE, ALL = "one step", "every step"
SPLIT, WEIGHTS, NOTHING = "dh and dx", "dW_h", "nothing"
LOSS_TOO = ", plus what the loss of that step says"
SLOPE_OF = {"identity": "1", "sigmoid": "h (1 − h)", "tanh": "1 − h²", "relu": "1 if h > 0, else 0"}


def explore_backward(backward=None, show=None, **start):
    """A loss at one step or at all of them, and its gradient, which runs back through an RNN under the hand.

    Parameters
    ----------
    backward : function, optional
        Your own rnn_backward_step(dh, dh_next, x, h_prev, h, W_h), which takes one step back. It computes the
        gradients; where they differ from the package's, the cells are marked, and what
        `check.rnn_backward_step` says of it stands below. The activation is tanh then.
    show : tuple of names, optional
        The controls on the page, in this order; those that are not keep their starting value.
    **start : starting values
        back, loss, at, radius, activation, below, T, H, D, seed.

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        A name that no control has, or a value that its control cannot have.
    """
    learner = read_learner(RNN_BACKWARD_STEP, backward)
    controls = dict(
        back=playing(whole("steps back", 4, 1, MAX_T)),
        loss=choice("loss L", (ONE, ALL)),
        at=whole("L at t", 10, 1, MAX_T),
        radius=real("radius", 0.9, 0.0, 1.5, 0.05),
        activation=choice("activation", ACTIVATIONS, "tanh"),
        below=choice("below", (SPLIT, WEIGHTS, NOTHING)),
        T=steps_T(),
        H=hidden_H(),
        D=inputs_D(),
        seed=seed(),
    )

    def fit(controls, moved):
        controls["back"].max = controls["T"].value
        if controls["loss"].value == ONE:  # what is off the page stays as it is
            controls["at"].max = controls["T"].value

    def idle(values):
        return ("activation",) * (learner is not None) + ("at",) * (values["loss"] == ALL)

    draw = draw_gradient if learner is None else partial(draw_their_gradient, learner)
    return reserve_room(Explorer(draw, controls, show, start, MORE, fit, idle, WIDTH), learner)


def draw_gradient(loss, at, back, radius, activation, below, T, H, D, seed):
    """The backward pass of an untrained RNN, so many steps of it, as a picture."""
    params, x, h = untrained(T, H, D, seed, radius, activation)
    losses = list(range(1, T + 1)) if loss == ALL else [min(at, T)]
    t = max(losses) - min(back, max(losses))
    found = run_back(first_units(losses, T, H), x, h, params, activation)
    detail = draw_step(below, t + 1, losses, found, x, h, params, activation)
    return draw_backward((found.dh, found.dx), losses, t, say_lengths(found.dh, losses, t), detail)


def draw_their_gradient(learner, loss, at, back, radius, activation, below, T, H, D, seed):
    """The same, the steps back taken by a learner's function."""
    params, x, h = untrained(T, H, D, seed, radius, "tanh")
    losses = list(range(1, T + 1)) if loss == ALL else [min(at, T)]
    last, dh = max(losses), first_units(losses, T, H)
    t = last - min(back, last)
    right = found = run_back(dh, x, h, params, "tanh")
    if learner.verdict.attempted:
        try:
            found = their_run_back(learner, last, dh, x, h, params)
        except Unusable as problem:
            return in_its_place(learner, str(problem))
    total, wanted = (one.dW[t:last].sum(axis=0) for one in (found, right))
    marks = differing(found.dh, right.dh), differing(found.dx, right.dx)
    of_step = marks[0][t], marks[1][t], differing(total, wanted)
    handed = found.dh[t] - (dh[t - 1] if t else 0)
    detail = draw_step(below, t + 1, losses, found, x, h, params, "tanh", handed, of_step)
    counted = [marks[0][t:], marks[1][t:], *([of_step[2]] if below == WEIGHTS else [])]
    said = remark(learner, np.concatenate([one.ravel() for one in counted]))
    return draw_backward((found.dh, found.dx, *marks), losses, t, say_lengths(found.dh, losses, t), detail, said)


def draw_step(below, s, losses, found, x, h, params, activation, handed=None, wrong=(None, None, None)):
    """Step s taken back, as a part and in words: what it splits into, or what it says to the weights."""
    dh, dz, dx, dW = found
    H, last = dh.shape[1], max(losses)
    if below == NOTHING:
        return None
    if below == WEIGHTS:
        hx = np.concatenate([h[s - 1], x[s - 1]])
        part = weights_step(s, last, hx, dz[s - 1], dW[s - 1], dW[s - 1 : last].sum(axis=0), wrong[2])
        return part, f"Below: dW_h of step {s}."
    back = dz[s - 1] @ params.W_h[:H].T if handed is None else handed
    slope = SLOPES[activation](h[s])
    before = f"dh{lowered(s - 1)}"
    said = f"slope: {SLOPE_OF[activation]}, with h{lowered(s)}", f"{before} is dh_prev{LOSS_TOO * (s - 1 in losses)}."
    part = split_step(s, dh[s], slope, dz[s - 1], params.W_h, back, dx[s - 1], said, wrong[:2])
    return part, f"Below: step {s}."


def say_lengths(dh, losses, t):
    """How long dh is where it begins and where it has come to, in words."""
    last, length = max(losses), np.linalg.norm(dh, axis=1)
    now, n = say(length[t]), last - t
    steps = f"{n} step{'s' * (n != 1)} back"
    if len(losses) > 1:
        return f"The length of dh: {say(length[last])} at t = {last}, {now} at t = {t}, {steps}."
    rate = length[t] ** (1 / n)
    return (
        f"The length of dh: 1 at t = {last}, {now} at t = {t}, {steps}: × {rate:.2f} a step{' on average' * (n > 1)}."
    )
