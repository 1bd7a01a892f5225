"""A case once more, by rnnlab: its weights converted, the network run, every array compared."""

from dataclasses import fields, replace
from itertools import groupby

import numpy as np

from rnnlab import GRUParams, Layer, Stack, stack_backward, stack_forward
from rnnlab.frameworks import from_keras, from_onnx, from_torch, to_keras, to_torch

from .cases import within

TOLERANCE = {"float64": 1e-12, "float32": 2e-6}
INPUTS = {"x", "h0", "c0", "lengths", "dy", "dc"}


def assert_equal_arrays(ours, case):
    """Every array of the framework that is no input has one of ours beside it, and equals it."""
    theirs = {name: a for name, a in case.arrays.items() if name not in INPUTS and not name.startswith("weight/")}
    assert ours.keys() == theirs.keys()
    for name, array in theirs.items():
        assert_close(f"{name} of {case.options}", ours[name], array)


def assert_close(name, ours, theirs):
    """Relative to the largest number of the array: the largest difference is within TOLERANCE of it."""
    assert (ours.shape, ours.dtype) == (theirs.shape, theirs.dtype), name
    largest, error = np.abs(theirs).max(), np.abs(ours - theirs).max()
    allowed = TOLERANCE[str(theirs.dtype)] * largest
    assert error <= allowed, f"{name}: off by {error:.2g}, allowed {allowed:.2g}, the largest number is {largest:.2g}"


def run(framework, case):
    """What rnnlab says, under the names of the case."""
    arrays, starts = case.arrays, case.starts()
    x, stack = arrays["x"], READ[framework](case)
    trace = stack_forward(stack, x, **starts)
    # Past the end of a sequence the others write zeros, which have no gradient; of Keras only two directions do.
    repeats = framework == "keras" and case.options["direction"] == "forward"
    inside = within(starts["lengths"], x.shape[1]) if "lengths" in starts and not repeats else 1
    ours = {"y": trace.h * inside, "h_n": trace.h_T}
    if trace.c_T is not None:
        ours["c_n"] = trace.c_T
    if "dy" in arrays:
        grads = stack_backward(arrays["dy"] * inside, stack, x, trace, dc_T=arrays.get("dc"), **starts)
        ours |= {f"grad/{name}": getattr(grads, name) for name in ("x", "h0", "c0") if name in arrays}
        ours |= {f"grad/{name}": array for name, array in WRITE[framework](weights_of(stack, grads), case).items()}
    return ours


def weights_of(stack, grads):
    """The gradients of the weights as a Stack: converting is linear, so that it converts them as it does weights."""

    def one(params, grad):
        return params and type(params)(*(getattr(grad, field.name) for field in fields(params)))

    return Stack([Layer(*map(one, *pair)) for pair in zip(stack.layers, grads.layers, strict=True)], stack.options)


def read_torch(case):
    return from_torch(case.part("weight/"), activation=case.options.get("nonlinearity", "tanh"))


def write_torch(stack, case):
    """Our one bias is the sum of the two, and its gradient that of each; only the GRU's candidate keeps two."""
    arrays = to_torch(stack)
    for name in [name for name in arrays if name.startswith("bias_hh")]:
        arrays[name] = repeat_shared(arrays[name.replace("hh", "ih")], arrays[name], stack)
    return {name: arrays[name] for name in case.part("weight/")}


def repeat_shared(b_x, b_h, stack):
    """The gradient of the bias b_h from that of b_x, which is the same but for the GRU's candidate."""
    gates = 2 * stack.H if stack.cell is GRUParams else len(b_x)
    return np.concatenate([b_x[:gates], b_h[gates:]])


def read_keras(case):
    weights, direction = case.part("weight/"), case.options["direction"]
    reset = {True: "after", False: "before", None: None}[case.options.get("reset_after")]
    layers = []
    for _, names in groupby(weights, lambda name: name.split("/")[0]):
        stack = from_keras([weights[name] for name in names], reset, case.options.get("activation", "tanh"))
        layers += [Layer(None, *stack.directions)] if direction == "backward" else stack.layers
    return Stack(layers, stack.options)


def write_keras(stack, case):
    """As for PyTorch; and with the reset before the product, the GRU's candidate has one bias only."""
    arrays, after = {}, stack.options.get("reset", "after") == "after"
    directions = groupby(case.part("weight/"), lambda name: name.rpartition("/")[0])
    for params, (_, names) in zip(stack.directions, directions, strict=True):
        if stack.cell is GRUParams and not after:
            params = replace(params, b_hn=None)
        kernel, recurrent, bias = to_keras(Stack([params], stack.options))
        if bias.ndim == 2:
            bias[1] = repeat_shared(*bias, stack)
        arrays |= dict(zip(names, (kernel, recurrent, bias), strict=False))  # without use_bias there is no third name
    return arrays


def read_onnx(case):
    weights, names = case.part("weight/"), ("direction", "linear_before_reset", "input_forget")
    attributes = {name: case.options[name] for name in names if name in case.options}
    return from_onnx(**weights, activations=case.options["activations"].split() * len(weights["W"]), **attributes)


READ = {"torch": read_torch, "keras": read_keras, "onnx": read_onnx}
WRITE = {"torch": write_torch, "keras": write_keras}
