"""The explorers: controls on top of the drawings. Nothing below knows of ipywidgets.

explorer
    how controls and picture hang together; beside it companion.js and companion.css
keys
    the scripts in the page; beside it keys.js, which keeps plain keys from JupyterLab and Notebook 7
panel
    controls in sight, behind a button, hidden
scene
    starting values, and which controls are on the page
controls
    the labels and ranges of the controls that recur
join, formulas, forward, gates, memory, backward
    the explorer of each lecture
join_scenes
    what the scenes of lecture 1 show
formula_scenes, formula_bugs, last_digits
    what the scenes of lecture 2 show: the sums, wrong formulas and what a test sees of them, and rounding
reading, tasks
    what the scenes of lecture 3 show: words read letter by letter, and what is read out of the states
lstm_scenes
    what the scenes of lecture 4 show
memory_scenes, sun
    what the scenes of lecture 5 show
backprop, backward_scenes
    the backward pass with all that is on the way, and what the scenes of lecture 6 show
quotients, gradient_scenes, truncation
    lecture 6: slopes from differences; gradients that vanish, explode, are clipped; a backward pass cut off
variants, variant_words, wired
    the explorer of lecture 7, what is said of a step, and cells whose weights are written by hand
variant_scenes, stack_scenes, convention_scenes
    what its scenes show: resets, counts and wires; stacks and padding; everybody's layouts
learner
    a learner's own function in an explorer
predict, answers
    a question to predict, and what counts as right; beside them predict.js and predict.css
race
    two ways to one result, timed where the reader is
watch, monitor
    a training that runs with its cell; its live view, beside it monitor.js and monitor.css
training
    the explorer of lecture 8: small networks that learn while a control moves
names_learnt, name_scenes
    lecture 8: networks that have learnt names, and the scenes that show what they know
training_scenes, trained_sun
    lecture 8: rates, gaps, gates along a word; networks that learn to predict the sun
letter_model
    the example of lecture 9, and how it is made
model, model_words, model_scenes
    the explorer of lecture 9, what is said of a step, and a unit that is held
"""

from rnnlab.explorers.backward import explore_backward
from rnnlab.explorers.controls import (
    batch_B,
    choice,
    gate,
    hidden_H,
    inputs_D,
    playing,
    real,
    seed,
    steps_T,
    switch,
    time_t,
    whole,
)
from rnnlab.explorers.explorer import Explorer, explore
from rnnlab.explorers.formulas import explore_formulas
from rnnlab.explorers.forward import explore_forward
from rnnlab.explorers.gates import explore_gates
from rnnlab.explorers.join import explore_join
from rnnlab.explorers.memory import explore_memory
from rnnlab.explorers.model import explore_model
from rnnlab.explorers.predict import predict
from rnnlab.explorers.race import race
from rnnlab.explorers.training import explore_training
from rnnlab.explorers.variants import explore_variants
from rnnlab.explorers.watch import watch

__all__ = [
    "Explorer",
    "batch_B",
    "choice",
    "explore",
    "explore_backward",
    "explore_formulas",
    "explore_forward",
    "explore_gates",
    "explore_join",
    "explore_memory",
    "explore_model",
    "explore_training",
    "explore_variants",
    "gate",
    "hidden_H",
    "inputs_D",
    "playing",
    "predict",
    "race",
    "real",
    "seed",
    "steps_T",
    "switch",
    "time_t",
    "watch",
    "whole",
]
