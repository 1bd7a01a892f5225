"""One node of an ONNX file as a stack: its weights, its attributes, and the start, which no stack keeps."""

from rnnlab.frameworks.onnx_graphs import first_output
from rnnlab.frameworks.onnx_nodes import from_onnx

INPUTS = ("X", "W", "R", "B", "sequence_lens", "initial_h", "initial_c", "P")
KNOWN = {"direction", "hidden_size", "activations", "linear_before_reset", "input_forget", "clip"}
# Attributes that say nothing of the weights: the axes of x, parameters of activations that are refused by name,
# and what the first version of the operators had.
NO_MATTER = {"layout", "activation_alpha", "activation_beta", "output_sequence"}
QUANTISED = "DynamicQuantizeLSTM"
INSTEAD = "W, R and B alone: from_onnx(W=…, R=…, B=…), with arrays of onnx.numpy_helper.to_array"


def read_node(node, names, folding):
    """A stack of one layer.

    Parameters
    ----------
    node : NodeProto
    names : mapping
        What the node sees, as `walk` gives it.
    folding : Folding

    Raises
    ------
    ValueError
    """
    if not first_output(node):
        raise ValueError(f"a node {node.op_type} has no output, so nothing of it is used.")
    if node.op_type == QUANTISED:
        raise ValueError(
            f"the {QUANTISED} node {first_output(node)!r} has quantised weights. Take the model that it was made from, "
            "before quantize_dynamic."
        )
    which = f"{node.op_type} node {first_output(node)!r}"
    inputs = {key: name for key, name in zip(INPUTS, node.input, strict=False) if name}
    arrays = {
        key: _read_weight(key, which, inputs[key], names, folding) for key in ("W", "R", "B", "P") if key in inputs
    }
    attributes = {
        attribute.name: _as_text(folding.onnx.helper.get_attribute_value(attribute))
        for attribute in node.attribute
        if attribute.name not in NO_MATTER
    }
    unknown = attributes.keys() - KNOWN
    if unknown or not {"W", "R"} <= arrays.keys():
        what = f"an attribute {min(map(str, unknown))!r}, which ONNX does not know" if unknown else "no W and R"
        raise ValueError(f"the {which} has {what}: the file is damaged, or made by a program that is not ONNX's.")
    try:
        stack = from_onnx(**arrays, **attributes)
    except (TypeError, ValueError) as error:
        raise ValueError(f"the {which} is no stack of ours: {error}") from error
    for key in ("initial_h", "initial_c"):
        if key in inputs:
            _check_start(f"{key} of the {which}", inputs[key], names, folding, stack)
    if "sequence_lens" in inputs:
        _check_lengths(which, inputs["sequence_lens"], names, folding)
    return stack


def _read_weight(key, which, name, names, folding):
    try:
        return folding.value(name, names)
    except LookupError as reason:
        raise ValueError(
            f"{key} of the {which} is not stored in the file, nor made of what is stored: {reason.args[0]}. "
            "onnxruntime may fold it into a file of its own: SessionOptions().optimized_model_filepath = 'folded.onnx'."
        ) from None
    except ValueError as error:
        raise ValueError(f"{key} of the {which} cannot be read: {error}.") from error


def _check_start(what, name, names, folding, stack):
    """Refuse a start that is stored and not zero, and one for other sizes than the weights."""
    leaves = folding.leaves(name, names)
    if leaves and any(array.any() for array in leaves):
        raise ValueError(
            f"{what} is made of stored values that are not zero, but a stack keeps no state: it is given h0. Take "
            f"{INSTEAD}."
        )
    shape, nd, H = folding.shape(name, names), len(stack.directions), stack.H
    if shape is None:
        return
    places = {size if isinstance(size, int) else nd for size in shape[:2]}  # layout=1 has the batch first
    if len(shape) != 3 or nd not in places or (isinstance(shape[2], int) and shape[2] != H):
        raise ValueError(
            f"{what} has shape {shape}, but with H = {H} it must be (nd, B, H) = ({nd}, B, {H}). Was the layer made "
            "with proj_size? An LSTM that projects its h is no cell here, and some exporters write it so."
        )


def _check_lengths(which, name, names, folding):
    try:
        lengths = folding.value(name, names)
    except LookupError:
        return
    if lengths.size and (lengths != lengths.flat[0]).any():
        raise ValueError(
            f"sequence_lens of the {which} is stored, {lengths.tolist()[:8]}, but a stack keeps no lengths: it is "
            f"given lengths=. Take {INSTEAD}."
        )


def _as_text(value):
    if isinstance(value, list):
        return [_as_text(each) for each in value]
    return value.decode() if isinstance(value, bytes) else value
