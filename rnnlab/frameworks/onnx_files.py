"""ONNX files: the stacks of their RNN, GRU and LSTM nodes, and a model that computes a stack."""

import numpy as np

from rnnlab.frameworks.onnx_nodes import from_onnx, to_onnx
from rnnlab.networks.params import GRUParams, LSTMParams, RNNParams
from rnnlab.networks.stacks import Stack
from rnnlab.networks.stacks.stack import read_stack

OPERATORS = {RNNParams: "RNN", GRUParams: "GRU", LSTMParams: "LSTM"}
INPUTS = ("X", "W", "R", "B", "sequence_lens", "initial_h", "initial_c", "P")
# Attributes that say nothing of the weights: the axes of x, parameters of activations that are refused by name,
# and what the first version of the operators had.
NO_MATTER = {"layout", "activation_alpha", "activation_beta", "output_sequence"}


def read_model(path):
    """A stack of one layer for each RNN, GRU and LSTM node of an ONNX file, by the name of its first output.

    Raises
    ------
    ImportError
        Without the package onnx.
    ValueError
        A file without such a node; one whose weights another node computes; one that no stack can be.
    """
    onnx = _import_onnx()
    graph = onnx.load(path).graph
    stored = {tensor.name: tensor for tensor in graph.initializer}
    for node in graph.node:
        if node.op_type == "Constant":
            stored.update((node.output[0], attribute.t) for attribute in node.attribute if attribute.name == "value")
    found = [node for node in graph.node if node.op_type in OPERATORS.values() and node.domain in ("", "ai.onnx")]
    if not found:
        raise ValueError(
            f"{path} has no RNN, GRU or LSTM node. (Functions and what Loop, If and Scan hold are not read.)"
        )
    return {next(filter(None, node.output)): _read_node(node, stored, onnx) for node in found}


def write_model(stack):
    """The bytes of an ONNX model that computes h (T, B, H), or (T, B, 2H), of a stack from x (T, B, D), begun at zero.

    Raises
    ------
    ImportError
        Without the package onnx.
    TypeError, ValueError
        As `to_onnx`.
    """
    onnx = _import_onnx()
    helper, store = onnx.helper, onnx.numpy_helper.from_array
    nodes, stored, below = [], [store(np.array([0, 0, -1]), "side_by_side")], "x"
    for n, layer in enumerate(read_stack(stack).layers):
        attributes = to_onnx(Stack([layer], stack.options))
        weights = {key: attributes.pop(key) for key in ("W", "R", "B", "P") if key in attributes}
        stored += [store(array, f"{key}{n}") for key, array in weights.items()]
        inputs = [below, f"W{n}", f"R{n}", f"B{n}", *(["", "", "", f"P{n}"] if "P" in weights else [])]
        below = f"h{n}"
        nodes += [
            helper.make_node(OPERATORS[stack.cell], inputs, [f"Y{n}"], **attributes),
            helper.make_node("Transpose", [f"Y{n}"], [f"turned{n}"], perm=[0, 2, 1, 3]),
            helper.make_node("Reshape", [f"turned{n}", "side_by_side"], [below]),
        ]
    kind = helper.np_dtype_to_tensor_dtype(stack.directions[0].W.dtype)
    sizes = {"x": stack.D, below: stack.H * sum(params is not None for params in stack.layers[-1])}
    ends = ([helper.make_tensor_value_info(name, kind, ["T", "B", size])] for name, size in sizes.items())
    graph = helper.make_graph(nodes, "rnnlab", *ends, initializer=stored)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8).SerializeToString()


def _read_node(node, stored, onnx):
    which = f"{node.op_type} node {next(filter(None, node.output))!r}"
    inputs = {key: name for key, name in zip(INPUTS, node.input, strict=False) if name}
    arrays = {}
    for key in inputs.keys() & {"W", "R", "B", "P"}:
        if inputs[key] not in stored:
            raise ValueError(
                f"{key} of the {which} is {inputs[key]!r}, which is not stored in the file: another node computes it, "
                "or it is an input. Export with constants folded."
            )
        arrays[key] = onnx.numpy_helper.to_array(stored[inputs[key]])
    for key in inputs.keys() & {"initial_h", "initial_c"}:
        if inputs[key] in stored and onnx.numpy_helper.to_array(stored[inputs[key]]).any():
            raise ValueError(
                f"{key} of the {which} is stored and not zero, but a stack keeps no state: it is given h0."
            )
    attributes = {
        attribute.name: _as_text(onnx.helper.get_attribute_value(attribute))
        for attribute in node.attribute
        if attribute.name not in NO_MATTER
    }
    try:
        return from_onnx(**arrays, **attributes)
    except (TypeError, ValueError) as error:
        raise ValueError(f"the {which} is no stack of ours: {error}") from error


def _as_text(value):
    if isinstance(value, list):
        return [_as_text(each) for each in value]
    return value.decode() if isinstance(value, bytes) else value


def _import_onnx():
    try:
        import onnx
    except ImportError as error:
        raise ImportError('.onnx files need the package onnx: pip install "rnnlab[weights]"') from error
    return onnx
