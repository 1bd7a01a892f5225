"""How a cell is run: the options of a stack, and the attributes of an ONNX node that say the same."""

from rnnlab.frameworks.limits import check_lstm, check_peepholes, reset_of, variant_of
from rnnlab.networks.params import GRUParams, LSTMParams, RNNParams
from rnnlab.networks.variants import VANILLA, LSTMVariant

# ONNX calls its activations f, g, h: f is for the gates, or all that an RNN has.
USUAL = {RNNParams: ("Tanh",), GRUParams: ("Sigmoid", "Tanh"), LSTMParams: ("Sigmoid", "Tanh", "Tanh")}
FIXED = {RNNParams: 0, GRUParams: 2, LSTMParams: 1}  # how many of them are not ours to choose
OURS = {"Tanh": "tanh", "Relu": "relu", "Sigmoid": "sigmoid"}


def read_attributes(cell, nd, activations, linear_before_reset, input_forget):
    """The options of a stack that runs `cell` in nd directions as a node with these attributes does.

    Raises
    ------
    ValueError
        Activations that are not ours, or not the same in both directions; an attribute of another cell.
    """
    for name, value, kind in (
        ("linear_before_reset", linear_before_reset, GRUParams),
        ("input_forget", input_forget, LSTMParams),
    ):
        if value and cell is not kind:
            raise ValueError(f"{name} is {value}, but it is for {kind.__name__}, and R is that of {cell.__name__}.")
    usual, fixed = USUAL[cell], FIXED[cell]
    names = usual * nd if activations is None else tuple(activations)
    one = names[: len(usual)]
    known = len(one) == len(usual) and one[:fixed] == usual[:fixed] and {*one[fixed:]} <= OURS.keys()
    if names != one * nd or not known:
        choice = "" if fixed == len(usual) else ", with Tanh, Relu or Sigmoid for Tanh, the same in each direction"
        raise ValueError(f"activations is {list(names)}, but it must be {list(usual * nd)}{choice}.")
    ours = [OURS[name] for name in one[fixed:]]
    if cell is GRUParams:
        return {} if linear_before_reset else {"reset": "before"}
    if cell is RNNParams:
        return {} if ours == ["tanh"] else {"activation": ours[0]}
    variant = LSTMVariant(input_activation=ours[0], output_activation=ours[1], coupled=bool(input_forget))
    return {} if variant == VANILLA else {"variant": variant}


def write_attributes(stack):
    """The attributes of the node that runs one layer of a stack.

    Raises
    ------
    ValueError
        What no node can compute: gates that are switched off, gate recurrence, other activations.
    """
    nd = len(stack.directions)
    if stack.cell is GRUParams:
        return {"activations": [*USUAL[GRUParams]] * nd, "linear_before_reset": int(reset_of(stack) == "after")}
    if stack.cell is RNNParams:
        return {"activations": [_find("activation", stack.options.get("activation", "tanh"))] * nd}
    check_lstm(stack, "ONNX", switches=("input_activation", "output_activation", "coupled"), weights=("p",))
    variant = variant_of(stack)
    check_peepholes(stack, "an ONNX node")
    g, h = (_find(name, getattr(variant, name)) for name in ("input_activation", "output_activation"))
    return {"activations": ["Sigmoid", g, h] * nd, "input_forget": int(variant.coupled)}


def _find(argument, ours):
    for name, same in OURS.items():
        if same == ours:
            return name
    raise ValueError(f"{argument} is {ours!r}, but of the activations of ONNX only {', '.join(OURS)} are ours too.")
