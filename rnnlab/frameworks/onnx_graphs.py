"""ONNX graphs: their nodes, those in the branches of an If too, and what each name stands for."""

from collections import ChainMap

from rnnlab.networks.params import GRUParams, LSTMParams, RNNParams

DOMAINS = ("", "ai.onnx")
OPERATORS = {RNNParams: "RNN", GRUParams: "GRU", LSTMParams: "LSTM"}


def walk(graph, around=None, where=""):
    """Each node of a graph and of the branches of its Ifs.

    Yields
    ------
    node : NodeProto
    names : ChainMap
        What the node sees: a TensorProto by the name of a stored value, a NodeProto by the name of
        what it computes. The inputs of the model are not in it.
    where : str
        The branch, as "y/then_branch/" for an If with the output y; "" in the main graph.
    """
    names = (around or ChainMap()).new_child({tensor.name: tensor for tensor in graph.initializer})
    names.update((output, node) for node in graph.node for output in node.output if output)
    for node in graph.node:
        yield node, names, where
        if is_a(node, "If"):
            for branch in node.attribute:
                yield from walk(branch.g, names, f"{where}{first_output(node)}/{branch.name}/")


def is_a(node, *operators):
    """Whether a node is of one of these operators, and of ONNX itself."""
    return node.op_type in operators and node.domain in DOMAINS


def first_output(node):
    """The name that a node is known by here; "" for one without an output."""
    return str(next(filter(None, node.output), ""))  # bytes, where it is no text


def name_of(node):
    """What a node is called in a list: its first output, after the module that it is of where PyTorch notes that.

    Newer exporters number the outputs alone, "val_45", and note, from the model to the operator,
    ": Model/encoder.rnn: torch.nn.modules.rnn.GRU/gru: aten.gru.input": then it is "encoder.rnn/val_45".
    """
    noted = next((str(entry.value) for entry in node.metadata_props if entry.key == "namespace"), "")
    module = [part.partition(":")[0] for part in noted.split("/")][-2:-1]
    return "/".join([*filter(None, module), first_output(node)])
