"""Checks of what a learner wrote: they name the mistake, and show the smallest example of it.

Each check takes the learner's function, runs it on copies of many examples, and returns a Result: true
when passed, a card in a notebook, a sentence everywhere. A function that still returns `...` is "not
attempted yet", and nothing is raised. A function that does not come back is stopped after `seconds`.

joins, formulas, rnn_step, rnn_forward, lstm_step, lstm_as_rnn, half_life, spectral_scaling
    the exercises: what is right, the known mistakes and their sentences
lstm_mistakes
    how the step of an LSTM goes wrong
museum
    famous bugs, to be caught by an assertion
exercises, cases
    what an exercise is; the examples it is run on
forms, running, outcomes
    how a learner's function is called, run and stopped, and what a call came to
diagnosis, comparing, symptoms
    how a bug is found and named
result, record
    what a check says; the exercises, and the latest result of each
"""

from rnnlab.check.diagnosis import SECONDS, diagnose
from rnnlab.check.museum import judge_assertion
from rnnlab.check.record import EXERCISES, exercises_in, exercises_of, remember, report, results
from rnnlab.check.result import Result

__all__ = [
    "EXERCISES",
    "Result",
    "exercises_in",
    "exercises_of",
    "formula_1",
    "formula_2",
    "half_life",
    "join_state",
    "join_weights",
    "lstm_as_rnn",
    "lstm_step",
    "museum",
    "report",
    "results",
    "rnn_forward",
    "rnn_step",
    "spectral_scaling",
]


def join_weights(function, seconds=SECONDS):
    """Lecture 1: function(W_hh, W_hx) joins (H, H) and (H, D) to W_h (H, H + D), in column form."""
    return remember(diagnose(EXERCISES["join_weights"], function, seconds))


def join_state(function, seconds=SECONDS):
    """Lecture 1: function(h, x) stacks (H, B) on (D, B) to [h ; x] (H + D, B), in column form."""
    return remember(diagnose(EXERCISES["join_state"], function, seconds))


def formula_1(function, seconds=SECONDS):
    """Lecture 2: function(W_hh, W_hx, h, x, b, phi) is φ(W_h [h ; x] + b) (H, B), in column form."""
    return remember(diagnose(EXERCISES["formula_1"], function, seconds))


def formula_2(function, seconds=SECONDS):
    """Lecture 2: function(W_hh, W_hx, h, x, b, phi) is φ(W_hh h + W_hx x + b) (H, B), in column form."""
    return remember(diagnose(EXERCISES["formula_2"], function, seconds))


def rnn_step(function, seconds=SECONDS):
    """Lecture 3: function(x, h, W_h, b_h) is the next state tanh([h, x] W_h + b_h) (B, H).

    (x, h, params) and the classic lab's (x, h, s, W_h, b_h) are taken too.
    """
    return remember(diagnose(EXERCISES["rnn_step"], function, seconds))


def rnn_forward(function, seconds=SECONDS):
    """Lecture 3: function(x, h0, W_h, b_h) gives every state (B, T, H) for a sequence x (B, T, D).

    (x, params, h0) and the classic lab's (x, h0, s, W_h, b_h) are taken too.
    """
    return remember(diagnose(EXERCISES["rnn_forward"], function, seconds))


def lstm_step(function, seconds=SECONDS):
    """Lecture 4: function(x, h, c, W, b) gives the next h, c (B, H); the gates in W stand as f, i, o, g.

    (x, h, c, params) is taken too.
    """
    return remember(diagnose(EXERCISES["lstm_step"], function, seconds))


def lstm_as_rnn(function, seconds=SECONDS):
    """Lecture 4: function(x, h, c, W_g, b_g) is an LSTM's step with f = 0, i = 1, o = 1 and no output tanh."""
    return remember(diagnose(EXERCISES["lstm_as_rnn"], function, seconds))


def half_life(function, seconds=SECONDS):
    """Lecture 5: function(rate) gives the steps until a half is left, for an array of rates (H,)."""
    return remember(diagnose(EXERCISES["half_life"], function, seconds))


def spectral_scaling(function, seconds=SECONDS):
    """Lecture 5: function(W_hh, radius) gives W_hh (H, H) times the number that makes this its spectral radius."""
    return remember(diagnose(EXERCISES["spectral_scaling"], function, seconds))


def museum(piece, assertion, right, wrong, seconds=SECONDS):
    """A famous bug: assertion(function) must hold for `right` and fail for `wrong`.

    Raises
    ------
    ValueError
        A piece that is not in the museum.
    """
    return remember(judge_assertion(piece, assertion, right, wrong, seconds))
