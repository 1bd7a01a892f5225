"""The LSTM's variants: switches on one cell, most of them only other weights.

Definitions: Greff et al., "LSTM: A Search Space Odyssey" (2015), arXiv 1503.04069, section 3.
"""

from dataclasses import dataclass, fields, replace

import numpy as np

from rnnlab.networks.activations import find_activation
from rnnlab.networks.params import GATES
from rnnlab.networks.pinning import pin_gates


@dataclass(frozen=True)
class LSTMVariant:
    """Which parts an LSTM has. Without arguments, all of the usual ones.

    Parameters
    ----------
    input_gate, forget_gate, output_gate : bool
        False: this gate is 1 at every step.
    input_activation, output_activation : {"tanh", "identity", "sigmoid", "relu"}
        What the candidate g, and the cell state on its way to h, go through.
    coupled : bool
        True: what is written makes room for itself, f = 1 - i; the weights of f are not used.
    peepholes : bool
        True: the gates see the cell state, where the parameters have peepholes p.
        The paper's "vanilla" LSTM has them; most libraries' LSTM has none.
    gate_recurrence : bool
        True: the gates f, i, o also see the gates of the step before, through the parameters' R.
        Before the first step those are zeros (the paper does not say).

    Raises
    ------
    TypeError, ValueError
        A switch that is neither True nor False; an activation that is not known; or f = 1 - i
        where one of the two is switched off.
    """

    input_gate: bool = True
    forget_gate: bool = True
    output_gate: bool = True
    input_activation: str = "tanh"
    output_activation: str = "tanh"
    coupled: bool = False
    peepholes: bool = True
    gate_recurrence: bool = False

    def __post_init__(self):
        for switch in fields(self):
            value = getattr(self, switch.name)
            if switch.type is bool and not isinstance(value, bool):
                raise TypeError(f"{switch.name} is {value!r}, but a switch is True or False.")
        find_activation(self.input_activation, "input_activation")
        find_activation(self.output_activation, "output_activation")
        if self.coupled and not (self.input_gate and self.forget_gate):
            raise ValueError("coupled is True, f = 1 - i, but then the input gate and the forget gate must be on.")

    @property
    def missing_gates(self):
        """The letters of the gates that are switched off."""
        switches = {"f": self.forget_gate, "i": self.input_gate, "o": self.output_gate}
        return [name for name, on in switches.items() if not on]

    def apply(self, params):
        """The weights with which the plain cell computes this variant; `params` is not changed.

        A missing gate is one pinned at 1, and 1 - sigmoid(z) = sigmoid(-z) couples two gates, so
        only the activations are left for the cell itself to switch.

        Raises
        ------
        ValueError
            Gate recurrence without the weights R.
        """
        if self.gate_recurrence and params.R is None:
            raise ValueError(
                "gate_recurrence is True, but the parameters have no R: LSTMParams(W, b, p, R) with R (3H, 3H)."
            )
        p, R = params.p if self.peepholes else None, params.R if self.gate_recurrence else None
        if p is params.p and R is params.R and not self.missing_gates and not self.coupled:
            return params
        params = pin_gates(replace(params, p=p, R=R), **dict.fromkeys(self.missing_gates, 1))
        if self.coupled:
            for gate in _gates_of(params):
                gate["f"][...] = -gate["i"]
        return params

    def pull_back(self, grads):
        """Turn gradients with respect to the result of `apply` into those of what it was given, in place.

        Parameters
        ----------
        grads : LSTMParams
            Holding gradients in the place of weights.
        """
        if not (self.coupled or self.missing_gates):
            return
        for gate in _gates_of(grads):
            if self.coupled:
                gate["i"] -= gate["f"]
                gate["f"][...] = 0
            for name in self.missing_gates:
                gate[name][...] = 0


def _gates_of(params):
    """For each array of the weights, the views of its columns by letter: f, i, o, and g where it has one."""
    for array in (params.W, params.b, params.p, params.R):
        if array is not None:
            blocks = np.split(array, array.shape[-1] // params.H, axis=-1)
            yield dict(zip(GATES, blocks, strict=False))


VANILLA = LSTMVariant()
VARIANTS = {
    "vanilla": VANILLA,
    "NIG": LSTMVariant(input_gate=False),
    "NFG": LSTMVariant(forget_gate=False),
    "NOG": LSTMVariant(output_gate=False),
    "NIAF": LSTMVariant(input_activation="identity"),
    "NOAF": LSTMVariant(output_activation="identity"),
    "CIFG": LSTMVariant(coupled=True),
    "NP": LSTMVariant(peepholes=False),
    "FGR": LSTMVariant(gate_recurrence=True),
}


def read_variant(variant):
    """The variant itself, when it is one.

    Raises
    ------
    TypeError
        When it is not an LSTMVariant.
    """
    if not isinstance(variant, LSTMVariant):
        hint = f"VARIANTS[{variant!r}]" if isinstance(variant, str) else "LSTMVariant(forget_gate=False)"
        raise TypeError(f"variant is {variant!r}, but it must be an LSTMVariant, for example {hint}.")
    return variant
