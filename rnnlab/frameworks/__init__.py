"""Everybody's weights, into ours and back: no framework is imported for it, and nothing is lost in silence.

gates
    whose gates stand in which order, and the way from any order to any
pytorch, keras_layers, tensorflow1
    the weights of each library
onnx_nodes, onnx_attributes
    a node's weights; how its cell is run
onnx_files, onnx_wire, onnx_graphs, onnx_folding, onnx_reading
    models; how many parts they have; their nodes; what is stored, or folded of it; a node as a stack
keras_files, keras_cells, keras_config
    .keras and .h5; the arrays of their layers; what a configuration says of each
torch_names, tf1_names, listing
    which layers stand among the names of a library; a line for each layer of a file
files, suffixes
    files read and written; what a file is, by its name and first bytes
npz_files, safetensors_files
    arrays in files, by name
headers, hdf5_wire
    what is looked at before a library takes memory for it: JSON and lists of zips; texts in HDF5
joining, shapes, limits
    two weights and biases joined into ours; arrays read by name; what another library cannot hold
"""

from rnnlab.frameworks.files import list_layers, load_weights, save_weights
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
    "list_layers",
    "load_weights",
    "reorder_gates",
    "save_weights",
    "to_keras",
    "to_onnx",
    "to_tf1",
    "to_torch",
]
