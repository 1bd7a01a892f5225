"""A step of Adam, made of parts that can go wrong."""

import numpy as np

from rnnlab.check.places import places

BETA_M, BETA_V, EPSILON = 0.9, 0.999, 1e-8


def mean(gradient, moment, beta):
    """The new mean of the gradients."""
    return beta * moment + (1 - beta) * gradient


def square(gradient, moment, beta):
    """The new mean of their squares."""
    return beta * moment + (1 - beta) * gradient**2


def corrected(moment, beta, step):
    """The moment without its start from 0."""
    return moment / (1 - beta**step)


def kept(moment, beta, step):
    """The moment as it is."""
    return moment


def ratio_of(m, v, step):
    """The update, before the rate."""
    return m / (np.sqrt(v) + EPSILON)


ARGUMENTS = ("w", "dw", "m", "v", "step", "rate")


@places(*ARGUMENTS)
def rule(
    first=mean,
    second=square,
    betas=(BETA_M, BETA_V),
    correct_m=corrected,
    correct_v=corrected,
    ratio=ratio_of,
    change=lambda w, update, rate: w - rate * update,
    count=lambda step: step,
    back=lambda w, m, v, m_hat, v_hat: (w, m, v),
    used=lambda new, old, dw: new,
):
    """Adam of these parts (Kingma and Ba 2015, arXiv 1412.6980, algorithm 1, of which the parts are the lines)."""

    def step_of(w, dw, m, v, step, rate):
        step = count(step)
        old, (m, v) = (m, v), (first(dw, m, betas[0]), second(dw, v, betas[1]))
        m_used, v_used = used((m, v), old, dw)
        m_hat, v_hat = correct_m(m_used, betas[0], step), correct_v(v_used, betas[1], step)
        return back(change(w, ratio(m_hat, v_hat, step), rate), m, v, m_hat, v_hat)

    return step_of


adam = rule()
