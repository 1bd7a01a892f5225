"""What other frameworks cannot hold is refused with the reason: nothing is dropped in silence."""

from rnnlab.networks.activations import ACTIVATIONS
from rnnlab.networks.arguments import read_choice
from rnnlab.networks.cells import RESETS
from rnnlab.networks.params import GRUParams, LSTMParams, RNNParams
from rnnlab.networks.stacks.stack import read_stack
from rnnlab.networks.variants import VANILLA, read_variant


def read_layer(stack, framework):
    """The one layer of a stack.

    Raises
    ------
    TypeError, ValueError
        Not a stack, or one of several layers.
    """
    layer, *others = read_stack(stack).layers
    if others:
        raise ValueError(
            f"stack has {1 + len(others)} layers, but in {framework} each is a thing of its own: convert "
            "Stack([layer], stack.options) for every layer of stack.layers."
        )
    return layer


def variant_of(stack):
    """The variant that a stack of LSTMs is run as.

    Raises
    ------
    TypeError
    """
    return read_variant(stack.options.get("variant", VANILLA))


def reset_of(stack):
    """Where a stack of GRUs multiplies in its reset gate.

    Raises
    ------
    ValueError
    """
    return read_choice("reset", stack.options.get("reset", "after"), RESETS)


def check_forward(layer, framework):
    """Refuse a layer that reads backwards only.

    Raises
    ------
    ValueError
    """
    if layer.forward is None:
        raise ValueError(
            f"a layer has only a backward direction, which the weights of {framework} cannot say: "
            "convert Layer(layer.backward), and give it x with time reversed."
        )


def check_lstm(stack, framework, switches=(), weights=()):
    """Refuse an LSTM that differs from the usual one, but for `switches` of its variant and optional `weights`.

    Raises
    ------
    ValueError
    """
    if stack.cell is not LSTMParams:
        return
    for name, value in vars(variant_of(stack)).items():
        if value != getattr(VANILLA, name) and name not in ("peepholes", *switches):
            raise ValueError(f"variant has {name}={value!r}, but {framework} has no such LSTM.")
    for name, what in (("p", "peepholes"), ("R", "weights from gate to gate")):
        if name not in weights and any(getattr(params, name) is not None for params in stack.directions):
            raise ValueError(f"the LSTM has {what}, {name}, but {framework} has no place for them.")


def check_peepholes(stack, who):
    """Refuse an LSTM whose variant leaves its peepholes out, where `who` would use them.

    Raises
    ------
    ValueError
    """
    if not variant_of(stack).peepholes and any(params.p is not None for params in stack.directions):
        raise ValueError(f"the LSTM has peepholes, p, which its variant does not use, but {who} would.")


def check_reset(stack, framework, reset):
    """Refuse a GRU whose reset gate is in another place.

    Raises
    ------
    ValueError
    """
    if stack.cell is GRUParams and reset_of(stack) != reset:
        raise ValueError(
            f"reset is {reset_of(stack)!r}, but the GRU of {framework} multiplies r in {reset} the "
            "product with W_nh, and no other weights make up for that."
        )


def check_one_candidate_bias(stack, framework):
    """Refuse a GRU whose candidate has a bias of its own for h, where the framework has one for both.

    Raises
    ------
    ValueError
    """
    if stack.cell is GRUParams and any(params.b_hn.any() for params in stack.directions):
        raise ValueError(
            f"b_hn is not zero, but with reset='before' {framework} has one bias for the candidate, and of a sum the "
            "two cannot be found again. GRUParams with b_n + b_hn in the place of b_n, and no b_hn, computes the same."
        )


def rnn_options(cell, activation, known=tuple(ACTIVATIONS)):
    """The options of a stack whose RNN has this activation.

    Raises
    ------
    ValueError
        An activation that is not known, or one for a cell with gates.
    """
    if read_choice("activation", activation, known) == "tanh":
        return {}
    if cell is not RNNParams:
        raise ValueError(f"activation is {activation!r}, but of {cell.__name__}, as these weights are, it is tanh.")
    return {"activation": activation}
