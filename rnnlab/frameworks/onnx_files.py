"""ONNX files: the stacks of their RNN, GRU and LSTM nodes, and a model that computes a stack."""

from collections import Counter
from functools import partial
from pathlib import Path

import numpy as np

from rnnlab.frameworks.onnx_folding import Folding
from rnnlab.frameworks.onnx_graphs import OPERATORS, is_a, name_of, walk
from rnnlab.frameworks.onnx_nodes import to_onnx
from rnnlab.frameworks.onnx_reading import QUANTISED, read_node
from rnnlab.frameworks.onnx_wire import check_parts
from rnnlab.networks.stacks import Stack
from rnnlab.networks.stacks.stack import read_stack


def find_nodes(path):
    """The RNN, GRU and LSTM nodes of an ONNX file, by their names as `name_of` has them: what reads each as a stack.

    Where branches of an If have outputs of one name, the branch is put before it: "y/then_branch/Y".

    Returns
    -------
    dict of functions
        Of the activation, which a node says itself: only "tanh", the default, is taken. They return
        a Stack of one layer, or raise ValueError.

    Raises
    ------
    ImportError
        Without the package onnx.
    OSError
        A file that cannot be opened.
    ValueError
        No ONNX file; or one without such a node.
    """
    onnx = import_onnx()
    model = _read_bytes(path, onnx)
    folding, found, others = Folding(onnx, model, Path(path).parent), [], Counter()
    for node, names, where in walk(model.graph):
        if is_a(node, *OPERATORS.values()) or node.op_type == QUANTISED:
            found.append((node, names, where))
        else:
            others[node.op_type] += 1
    if not found:
        raise ValueError(_describe_others(path, others))
    taken = Counter(name_of(node) for node, *_ in found)
    return {
        (where if taken[name] > 1 else "") + name: partial(_read, node, names, folding)
        for node, names, where in found
        for name in (name_of(node),)
    }


def write_model(stack):
    """The bytes of an ONNX model that computes h (T, B, H), or (T, B, 2H), of a stack from x (T, B, D), begun at zero.

    Raises
    ------
    ImportError
        Without the package onnx.
    TypeError, ValueError
        As `to_onnx`.
    """
    onnx = import_onnx()
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


def import_onnx():
    """The package onnx.

    Raises
    ------
    ImportError
        Where it is missing, with what to install.
    """
    try:
        import onnx
    except ImportError as error:
        raise ImportError('.onnx files need the package onnx: pip install "rnnlab[weights]"') from error
    return onnx


def _read_bytes(path, onnx):
    data = Path(path).read_bytes()
    try:
        check_parts(data)
        model = onnx.load_model_from_string(data)
    except Exception as error:  # what protobuf raises is not among the names of onnx
        raise ValueError(f"{path} is no readable .onnx file ({error}).") from error
    if not model.HasField("graph"):
        raise ValueError(f"{path} is no readable .onnx file ({'it is empty' if not data else 'it has no graph'}).")
    return model


def _read(node, names, folding, activation="tanh"):
    if activation != "tanh":
        raise ValueError(f"activation is {activation!r}, but a node of ONNX says itself which one it has.")
    return read_node(node, names, folding)


def _describe_others(path, others):
    """Why a file without an RNN, GRU or LSTM node is none, by the operators that it has."""
    loops = [operator for operator in ("Loop", "Scan") if operator in others]
    what = " and ".join(loops) or ", ".join(f"{operator}" for operator, _ in others.most_common(4)) or "none at all"
    return (
        f"{path} has no RNN, GRU or LSTM node, but {what}: what Loop, Scan, functions or plain MatMul compute is not "
        "read. from_torch and from_keras take the weights of the layer that it was exported from."
    )
