"""Checks of what a learner wrote: they name the mistake, and show the smallest example of it.

Each check takes the learner's function, runs it on copies of many examples, and returns a Result: true
when passed, a card in a notebook, a sentence everywhere. A function that still returns `...` is "not
attempted yet", and nothing is raised. A function that does not come back is stopped after `seconds`.

checks
    one call for each exercise
joins, formulas, rnn_step, rnn_forward, lstm_step, lstm_as_rnn, half_life, spectral_scaling
    the exercises: what is right, the known mistakes and their sentences
rnn_parts, rnn_mistakes, rnn_forward_mistakes
    a step, and all steps of an RNN, made of parts; how they go wrong
rnn_backward_step, rnn_backward, lstm_backward_step, clip
    those of the backward pass
rnn_backward_parts, dz_mistakes, rnn_backward_step_mistakes, rnn_backward_mistakes
    one step of an RNN backwards, and all of them, made of parts; how they go wrong: in dz, in what is made of it,
    over the steps
lstm_backward_mistakes, clip_mistakes
    how an LSTM's step backwards goes wrong, and clipping
lstm_parts, lstm_mistakes, lstm_cell_mistakes, lstm_stations
    an LSTM made of parts; how its sums go wrong, and what is made of them; which of its quantities is wrong first
gru_step, reorder
    the exercises of lecture 7
gru_parts, gru_mistakes, gru_candidate
    a GRU made of parts; how its step goes wrong, and how its candidate and its mixture do
cross_entropy, adam_step, sample
    the exercises of lecture 8
cross_entropy_parts, cross_entropy_mistakes, averages, unstable
    a loss made of parts; how it goes wrong: of one step, in its mean, and by overflow
adam_parts, adam_mistakes, adam_moments
    Adam made of parts; how it goes wrong in its update, and in its moments
sampler, sample_mistakes, draw_mistakes
    letters drawn from a network, made of parts; how the network goes wrong, and how the draw does
connectivity, hold_unit
    the exercises of lecture 9
connectivity_parts, connectivity_mistakes, connectivity_measures
    the gradient of one number back to the inputs, made of parts; how it goes wrong on its way, and what is measured
hold_unit_parts, hold_unit_mistakes
    a unit that is held, made of parts, and which biases do the same; how holding goes wrong
museum
    famous bugs, to be caught by an assertion
exercises, cases, places, slips
    what an exercise is; the examples it is run on; where a function can go wrong, and mistakes that many can have
forms, running, stopping, shared, outcomes
    how a learner's function is called, run and stopped, what is put back after it, and what a call came to
diagnosis, comparing, passing, naming, pairs, ranking, parts, symptoms, outside, probes
    what a check asks: is it right, what is still to be said then; which mistake is it, or which two, the likely ones
    first; what does it keep or read; where is it right
result, faults, record
    what a check says, also where it fails itself; the exercises, and the latest result of each
"""

from rnnlab.check.checks import (
    adam_step,
    clip,
    connectivity,
    cross_entropy,
    formula_1,
    formula_2,
    gru_step,
    half_life,
    hold_unit,
    join_state,
    join_weights,
    lstm_as_rnn,
    lstm_backward_step,
    lstm_step,
    museum,
    reorder,
    rnn_backward,
    rnn_backward_step,
    rnn_forward,
    rnn_step,
    sample,
    spectral_scaling,
)
from rnnlab.check.record import EXERCISES, exercises_in, exercises_of, report, results
from rnnlab.check.result import Result

__all__ = [
    "EXERCISES",
    "Result",
    "adam_step",
    "clip",
    "connectivity",
    "cross_entropy",
    "exercises_in",
    "exercises_of",
    "formula_1",
    "formula_2",
    "gru_step",
    "half_life",
    "hold_unit",
    "join_state",
    "join_weights",
    "lstm_as_rnn",
    "lstm_backward_step",
    "lstm_step",
    "museum",
    "reorder",
    "report",
    "results",
    "rnn_backward",
    "rnn_backward_step",
    "rnn_forward",
    "rnn_step",
    "sample",
    "spectral_scaling",
]
