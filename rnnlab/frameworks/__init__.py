"""Everybody's weights, into ours and back: no framework is imported for it, and nothing is lost in silence.

files: .safetensors, .npz and .onnx files, read and written
gates: who has the gates in which order, and the way from any order to any
joining: two weights and two biases joined into ours, and taken apart
keras_layers: what a Keras layer's get_weights() lists
limits: what a framework cannot hold, refused with the reason
onnx_attributes: a stack's options as attributes of an ONNX node
onnx_files: an ONNX model's stacks, and a model that computes a stack
onnx_nodes: the inputs and attributes of an ONNX node
pytorch: a state dict of nn.RNN, nn.GRU or nn.LSTM
shapes: somebody's arrays, read or refused by name
tensorflow1: cells that multiply [x, h]
"""

from rnnlab.frameworks.files import load_weights, save_weights
from rnnlab.frameworks.gates import GATE_ORDER, GRU_GATE_ORDER, PEEPHOLE_ORDER, reorder_gates
from rnnlab.frameworks.keras_layers import from_keras, to_keras
from rnnlab.frameworks.onnx_nodes import from_onnx, to_onnx
from rnnlab.frameworks.pytorch import from_torch, to_torch
from rnnlab.frameworks.tensorflow1 import from_tf1, to_tf1

__all__ = [
    "GATE_ORDER",
    "GRU_GATE_ORDER",
    "PEEPHOLE_ORDER",
    "from_keras",
    "from_onnx",
    "from_tf1",
    "from_torch",
    "load_weights",
    "reorder_gates",
    "save_weights",
    "to_keras",
    "to_onnx",
    "to_tf1",
    "to_torch",
]
