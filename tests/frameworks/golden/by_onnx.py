"""A random node of ONNX: what goes in and what comes out; there are no gradients.

float32 is run by onnxruntime. It has no float64: that is run by ONNX's own reference in NumPy,
which knows neither lengths nor coupled gates nor other activations.
"""

import numpy as np

from .cases import Case, draw, draw_lengths, draw_sizes, draw_weight

GATES = {"RNN": 1, "GRU": 3, "LSTM": 4}
# Of one direction; the first of each is what a node has without this attribute.
ACTIVATIONS = {
    "RNN": ["Tanh", "Relu", "Sigmoid"],
    "LSTM": ["Sigmoid Tanh Tanh", "Sigmoid Relu Tanh", "Sigmoid Tanh Relu"],
    "GRU": ["Sigmoid Tanh"],
}


def draw_options(cell, rng):
    """The options of a node RNN, LSTM or GRU."""
    single = rng.random() < 2 / 3
    options = {"cell": cell, "dtype": "float32" if single else "float64", **draw_sizes(rng)}
    options |= {"direction": str(rng.choice(["forward", "reverse", "bidirectional"]))}
    options |= {"bias": bool(rng.random() < 0.75), "h0": bool(rng.random() < 0.6)}
    options["lengths"] = bool(single and rng.random() < 0.5)
    options["activations"] = str(rng.choice(ACTIVATIONS[cell])) if single else ACTIVATIONS[cell][0]
    if cell == "GRU":
        options["linear_before_reset"] = int(rng.integers(2))
    if cell == "LSTM":
        options |= {"c0": bool(rng.random() < 0.6), "peepholes": bool(rng.random() < 0.5)}
        options["input_forget"] = int(single and rng.random() < 0.3)
    return options


def run(options, rng):
    """A Case: the node of these options with random weights, run."""
    cell, dtype, B, T, D, H = (options[name] for name in ("cell", "dtype", "B", "T", "D", "H"))
    directions, columns = 2 if options["direction"] == "bidirectional" else 1, GATES[cell] * H
    inputs = {
        "X": draw(rng, (T, B, D), dtype),
        "W": draw_weight(rng, (directions, columns, D), dtype),
        "R": draw_weight(rng, (directions, columns, H), dtype),
        "B": draw_weight(rng, (directions, 2 * columns), dtype) if options["bias"] else None,
        "sequence_lens": draw_lengths(rng, B, T).astype(np.int32) if options["lengths"] else None,
        "initial_h": draw(rng, (directions, B, H), dtype) if options["h0"] else None,
    }
    if cell == "LSTM":
        inputs["initial_c"] = draw(rng, (directions, B, H), dtype) if options["c0"] else None
        inputs["P"] = draw_weight(rng, (directions, 3 * H), dtype) if options["peepholes"] else None
    Y, *ends = compute(options, inputs)

    names = {"sequence_lens": "lengths", "initial_h": "h0", "initial_c": "c0"}
    arrays = {names.get(name, f"weight/{name}"): array for name, array in inputs.items() if array is not None}
    arrays["x"] = arrays.pop("weight/X").swapaxes(0, 1)
    arrays["y"] = Y.transpose(2, 0, 1, 3).reshape(B, T, directions * H)
    return Case(options, arrays | dict(zip(("h_n", "c_n"), ends, strict=False)))


def compute(options, inputs):
    """Y, Y_h and, of an LSTM, Y_c."""
    from onnx import helper

    given = {name: array for name, array in inputs.items() if array is not None}
    results = ["Y", "Y_h", "Y_c"][: 3 if options["cell"] == "LSTM" else 2]
    kept = {name: options[name] for name in ("direction", "linear_before_reset", "input_forget") if name in options}
    node = helper.make_node(
        options["cell"],
        [name if name in given else "" for name in inputs],
        results,
        hidden_size=options["H"],
        activations=options["activations"].split() * len(given["W"]),
        **kept,
    )
    kinds = {name: helper.np_dtype_to_tensor_dtype(array.dtype) for name, array in given.items()}
    graph = helper.make_graph(
        [node],
        "one node",
        [helper.make_tensor_value_info(name, kinds[name], array.shape) for name, array in given.items()],
        [helper.make_tensor_value_info(name, kinds["X"], None) for name in results],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10)
    if options["dtype"] == "float64":
        from onnx.reference import ReferenceEvaluator

        return ReferenceEvaluator(model).run(None, given)

    from onnxruntime import InferenceSession

    return InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"]).run(None, given)
