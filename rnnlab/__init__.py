"""rnnlab: recurrent networks as matrix stacking, for the lectures in notebooks/.

The numerics are imported here; what draws or moves is imported when its name is first used, so
that `import rnnlab` costs little more than `import numpy`.

networks/, drawing/, datasets/
    all of the numbers; arrays to SVG text; real data
check/, frameworks/
    a learner's function judged; everybody's weights
explorers/, classroom/
    sliders; the lecturer's commands
publishing/
    the lectures as a site
lab, server, whole_files, loopback
    what `make lab` starts, and JupyterLab's part of it; a file written whole or not at all; an address heard here alone
"""

from importlib import import_module

from rnnlab.datasets import load_sunspots, load_torch_lstm
from rnnlab.networks.activations import ACTIVATIONS, identity, relu, sigmoid
from rnnlab.networks.backward import GRUGrads, LSTMGrads, RNNGrads, gradcheck, gru_backward, lstm_backward, rnn_backward
from rnnlab.networks.cells import gru_step, lstm_step, rnn_step
from rnnlab.networks.init import SCHEMES, init_gru, init_lstm, init_rnn, scale_to_radius, spectral_radius
from rnnlab.networks.memory import half_life, measured_half_life, pulse_memory
from rnnlab.networks.params import GRUParams, LSTMParams, RNNParams
from rnnlab.networks.pinning import pin_gates
from rnnlab.networks.sequences import GRUTrace, LSTMTrace, gru_forward, lstm_forward, rnn_forward
from rnnlab.networks.stacks import Layer, Stack, StackGrads, StackTrace, stack_backward, stack_forward
from rnnlab.networks.training import (
    Batch,
    Model,
    adam,
    batches,
    clip_by_norm,
    cross_entropy,
    init_model,
    run_model,
    sample,
    sgd,
    squared_error,
    train,
)
from rnnlab.networks.variants import VARIANTS, LSTMVariant

_LATER = {
    "Picture": "rnnlab.drawing",
    "draw_buffer": "rnnlab.drawing",
    "draw_bug_table": "rnnlab.drawing",
    "draw_curves": "rnnlab.drawing",
    "draw_gate_stack": "rnnlab.drawing",
    "draw_join": "rnnlab.drawing",
    "draw_lstm_cell": "rnnlab.drawing",
    "draw_matrices": "rnnlab.drawing",
    "draw_mismatch": "rnnlab.drawing",
    "draw_network": "rnnlab.drawing",
    "draw_product": "rnnlab.drawing",
    "draw_rnn_cell": "rnnlab.drawing",
    "draw_strips": "rnnlab.drawing",
    "draw_transposition": "rnnlab.drawing",
    "check": "rnnlab.check",
    "Explorer": "rnnlab.explorers",
    "explore": "rnnlab.explorers",
    "explore_backward": "rnnlab.explorers",
    "explore_formulas": "rnnlab.explorers",
    "explore_forward": "rnnlab.explorers",
    "explore_gates": "rnnlab.explorers",
    "explore_join": "rnnlab.explorers",
    "explore_memory": "rnnlab.explorers",
    "explore_model": "rnnlab.explorers",
    "explore_training": "rnnlab.explorers",
    "explore_variants": "rnnlab.explorers",
    "predict": "rnnlab.explorers",
    "race": "rnnlab.explorers",
    "watch": "rnnlab.explorers",
}

__all__ = [
    "ACTIVATIONS",
    "Batch",
    "GRUGrads",
    "GRUParams",
    "GRUTrace",
    "LSTMGrads",
    "LSTMParams",
    "LSTMTrace",
    "LSTMVariant",
    "Layer",
    "Model",
    "RNNGrads",
    "RNNParams",
    "SCHEMES",
    "Stack",
    "StackGrads",
    "StackTrace",
    "VARIANTS",
    "adam",
    "batches",
    "clip_by_norm",
    "cross_entropy",
    "gradcheck",
    "gru_backward",
    "gru_forward",
    "gru_step",
    "half_life",
    "identity",
    "init_gru",
    "init_lstm",
    "init_model",
    "init_rnn",
    "load_sunspots",
    "load_torch_lstm",
    "lstm_backward",
    "lstm_forward",
    "lstm_step",
    "measured_half_life",
    "pin_gates",
    "pulse_memory",
    "relu",
    "rnn_backward",
    "rnn_forward",
    "rnn_step",
    "run_model",
    "sample",
    "scale_to_radius",
    "sgd",
    "sigmoid",
    "spectral_radius",
    "squared_error",
    "stack_backward",
    "stack_forward",
    "train",
    *_LATER,
]


def __getattr__(name):
    if name not in _LATER:
        raise AttributeError(f"module 'rnnlab' has no attribute {name!r}")
    module = import_module(_LATER[name])
    return module if name == "check" else getattr(module, name)


def __dir__():
    return sorted({*globals(), *__all__})
