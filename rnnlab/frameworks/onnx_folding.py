"""Constant folding: the values that an ONNX file stores, and what simple operators make of them."""

from rnnlab.frameworks.onnx_graphs import is_a

# They move numbers or change their kind, and never make many of few. Those of COPIES take memory of their own.
MOVES = ("Constant", "Identity", "Unsqueeze", "Squeeze", "Slice", "Split", "Transpose")
COPIES = ("Concat", "Reshape", "Flatten", "Cast", "DequantizeLinear")
MOST = 4  # times that each number may be copied on the way to one input
LARGEST = 8  # bytes in memory for one in the files
TEXT = 8  # the TensorProto.STRING that a Cast could make
DEQUANTIZE_SINCE = 19  # the first version of DequantizeLinear that the reference implementation has


class Folding:
    """The stored and folded values of one model.

    Parameters
    ----------
    onnx : module
    model : ModelProto
    folder : Path
        Where the files lie that hold values beside the model.
    """

    def __init__(self, onnx, model, folder):
        self.onnx, self.folder = onnx, str(folder)
        self.opset = max((each.version for each in model.opset_import if each.domain in ("", "ai.onnx")), default=1)
        beside = {
            folder / str(entry.value)
            for tensor in model.graph.initializer
            for entry in tensor.external_data
            if entry.key == "location"
        }
        self.infos = {info.name: info for info in (*model.graph.input, *model.graph.value_info)}
        self.size = model.ByteSize() + sum(path.stat().st_size for path in beside if path.is_file())

    def value(self, name, names):
        """The array that a name stands for.

        Raises
        ------
        LookupError
            It is not stored, nor made of what is stored by the operators above; the reason in words.
        ValueError
            A stored value that cannot be read, or one so repeated that it would fill the memory.
        """
        values, opened, waiting = {}, set(), [name]
        read, stored, copied = 0, 0, 0
        while waiting:
            top = waiting[-1]
            made = names.get(top)
            if top in values:
                waiting.pop()
            elif isinstance(made, self.onnx.TensorProto):
                values[top] = self._read(made)
                read, stored = read + values[top].nbytes, stored + values[top].size
            elif made is not None and is_a(made, *MOVES, *COPIES):
                missing = [other for other in made.input if other and other not in values]
                if missing and top in opened:
                    raise ValueError(f"{top!r} is computed from itself")
                opened.add(top)
                waiting += missing
                if not missing:
                    copied += sum(values[other].size for other in made.input if other and is_a(made, *COPIES))
                    if copied <= MOST * stored:
                        made_here = self._run(made, {other: values[other] for other in made.input if other})
                        values.update(made_here)
                        if is_a(made, "Constant"):
                            stored += sum(array.size for array in made_here.values())
            else:
                raise LookupError(
                    f"{top!r} is an input of the model" if made is None else f"a node {made.op_type} computes {top!r}"
                )
            if copied > MOST * stored or read > LARGEST * self.size:
                raise ValueError(f"{name!r} repeats what is stored so often that it would be far larger than the file")
        return values[name]

    def shape(self, name, names):
        """The shape that a name is known to have, with a word or None for what is open; None where nothing is known."""
        try:
            return self.value(name, names).shape
        except LookupError:
            info = self.infos.get(name)
        if info is None or not info.type.tensor_type.HasField("shape"):
            return None
        return tuple(each.dim_value or each.dim_param or None for each in info.type.tensor_type.shape.dim)

    def leaves(self, name, names):
        """The stored values of floats that a name is made of, or None where it depends on what goes into the model.

        Sizes alone, as of a batch, are no such dependence.
        """
        found, seen, waiting = [], set(), [name]
        while waiting:
            top = waiting.pop()
            made = names.get(top)
            if top in seen:
                continue
            seen.add(top)
            if isinstance(made, self.onnx.TensorProto):
                found.append(self._read(made))
            elif made is None or is_a(made, "If", "Loop", "Scan"):
                return None
            elif is_a(made, "Constant"):
                found += self._run(made, {}).values()
            elif not is_a(made, "Shape", "Size"):
                if is_a(made, "ConstantOfShape"):
                    found += [self._read(attribute.t) for attribute in made.attribute]
                waiting += filter(None, made.input)
        return [array for array in found if array.dtype.kind not in "biu"]

    def _read(self, tensor):
        if tensor.data_type not in self.onnx.TensorProto.DataType.values():
            raise ValueError(
                f"the stored value {tensor.name!r} is of a kind, {tensor.data_type}, that ONNX does not know"
            )
        try:
            return self.onnx.numpy_helper.to_array(tensor, self.folder)
        except Exception as error:  # ValidationError, and whatever numbers that lie lead to
            raise ValueError(f"the stored value {tensor.name!r} cannot be read ({error})") from error

    def _run(self, node, inputs):
        """What one node makes of its inputs, by the reference implementation of ONNX."""
        if is_a(node, "Identity") and len(inputs) == 1:  # without a copy
            return dict.fromkeys(node.output, next(iter(inputs.values())))
        from onnx.reference import ReferenceEvaluator

        _check_growth(node, inputs)
        since = DEQUANTIZE_SINCE if node.op_type == "DequantizeLinear" else 1
        opset = self.onnx.helper.make_opsetid("", max(self.opset, since))
        outputs = [name for name in node.output if name]
        try:
            function = self.onnx.helper.make_function("rnnlab", "fold", list(inputs), outputs, [node], [opset])
            return dict(zip(outputs, ReferenceEvaluator(function).run(None, inputs, attributes={}), strict=True))
        except Exception as error:  # whatever the implementation of an operator raises
            raise ValueError(f"the node {node.op_type} that computes {outputs[0]!r} fails: {error}") from error


def _check_growth(node, inputs):
    """Refuse what could make many numbers of few: scales in more blocks than one an axis, and text."""
    attributes = {attribute.name: attribute.i for attribute in node.attribute}
    if node.op_type == "Cast" and attributes.get("to") == TEXT:
        raise ValueError(f"the node Cast that computes {node.output[0]!r} makes text")
    if node.op_type == "DequantizeLinear":
        x, scale, *zero = (inputs[name] for name in node.input if name)
        axis = attributes.get("axis", 1)
        along = x.shape[axis : axis + 1 or None]
        if any(array.shape not in ((), (1,), along) for array in (scale, *zero)):
            raise ValueError(
                f"the node DequantizeLinear that computes {node.output[0]!r} has scales of shape {scale.shape}, but "
                f"one scale, or one for each of the {along} along an axis, is read"
            )
