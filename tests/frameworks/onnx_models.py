"""Small ONNX models around the weights of a stack, for tests."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from rnnlab.frameworks import load_weights, to_onnx
from rnnlab.frameworks.onnx_files import find_nodes


def node_of(stack, outputs=("Y",), name="", takes=("X",), **changed):
    """A node with the stack's weights as W, R, B (and P), and these initializers; `changed` are attributes."""
    attributes = to_onnx(stack) | changed
    weights = {key: attributes.pop(key) for key in "WRBP" if key in attributes}
    operator = {1: "RNN", 3: "GRU", 4: "LSTM"}[weights["R"].shape[1] // weights["R"].shape[2]]
    inputs = [takes[0], *(f"{key}{name}" for key in "WRB"), *takes[1:]]
    if "P" in weights:
        inputs = [*(inputs + [""] * 7)[:7], f"P{name}"]
    attributes = {key: value for key, value in attributes.items() if value is not None}
    return helper.make_node(operator, inputs, outputs, **attributes), {f"{k}{name}": a for k, a in weights.items()}


def write(path, nodes, initializers=(), opset=18, inputs=(), outputs=()):
    """A model of these nodes; `inputs` and `outputs` are names of floats of any shape."""
    stored = [
        numpy_helper.from_array(array, name) if isinstance(array, np.ndarray) else array
        for name, array in dict(initializers).items()
    ]
    ends = (
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names] for names in (inputs, outputs)
    )
    graph = helper.make_graph(nodes, "test", *ends, stored)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    path.write_bytes(model.SerializeToString())
    return path


def load_all(path):
    """The stacks of all nodes of a file, by name."""
    return {name: load_weights(path, name) for name in find_nodes(path)}
