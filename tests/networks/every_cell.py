"""Every cell, with each of its options, drawn and run and differentiated the same way."""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from references import draw_gru, draw_lstm, draw_rnn, slow_gru_forward, slow_lstm_forward, slow_rnn_forward

from rnnlab import (
    ACTIVATIONS,
    VARIANTS,
    LSTMVariant,
    gru_backward,
    gru_forward,
    gru_step,
    lstm_backward,
    lstm_forward,
    lstm_step,
    rnn_backward,
    rnn_forward,
    rnn_step,
)

DRAW = {"rnn": draw_rnn, "gru": draw_gru, "lstm": draw_lstm}
SLOW = {"rnn": slow_rnn_forward, "gru": slow_gru_forward, "lstm": slow_lstm_forward}
STEP = {"rnn": rnn_step, "gru": gru_step, "lstm": lstm_step}
FORWARD = {"rnn": rnn_forward, "gru": gru_forward, "lstm": lstm_forward}
BACKWARD = {"rnn": rnn_backward, "gru": gru_backward, "lstm": lstm_backward}
FIELDS = {"rnn": ("W_h", "b_h"), "gru": ("W", "b", "b_hn"), "lstm": ("W", "b", "p", "R")}


class States(NamedTuple):
    """What an RNN returns, under the name that every trace has."""

    h: np.ndarray


@dataclass(frozen=True)
class Cell:
    """A cell and how it is run; `states` are (h0,), or (h0, c0) for an LSTM, or () for zeros."""

    kind: str
    options: dict = field(default_factory=dict)
    extras: bool = False

    def draw(self, seed, B=2, T=5, D=3, H=4, **how):
        """Random x, parameters and states."""
        x, params, *states = DRAW[self.kind](seed, B, T, D, H, **how, **({"extras": True} if self.extras else {}))
        return x, params, states

    def step(self, x, params, states):
        """The next states."""
        result = STEP[self.kind](x, *states, params, **self.options)
        return result if self.kind == "lstm" else (result,)

    def forward(self, x, params, states=(), **lengths):
        """The trace."""
        result = FORWARD[self.kind](x, params, *states, **self.options, **lengths)
        return States(result) if self.kind == "rnn" else result

    def backward(self, dh, x, params, trace, states=(), **more):
        """The gradients."""
        kept = trace.h if self.kind == "rnn" else trace
        return BACKWARD[self.kind](dh, x, params, kept, *states, **self.options, **more)

    def slow(self, x, params, states):
        """All arrays of the trace, entry by entry: (n, B, T, H)."""
        return SLOW[self.kind](x, params, *states, **self.options)

    @property
    def arrays(self):
        """The names of the arrays of its parameters that this cell uses."""
        variant = self.options.get("variant", VARIANTS["vanilla"])
        used = {"p": self.extras and variant.peepholes, "R": self.extras and variant.gate_recurrence}
        return [name for name in FIELDS[self.kind] if used.get(name, True)]

    carries = property(
        lambda self: not self.options.get("variant", VARIANTS["vanilla"]).gate_recurrence,
        doc="Whether its states are all that it takes to go on after a step.",
    )


COMBINED = {
    "CIFG FGR": LSTMVariant(coupled=True, gate_recurrence=True),
    "NIG NOG FGR": LSTMVariant(input_gate=False, output_gate=False, gate_recurrence=True),
    "NIG NFG NOG": LSTMVariant(input_gate=False, forget_gate=False, output_gate=False),
    "NFG FGR NP": LSTMVariant(forget_gate=False, gate_recurrence=True, peepholes=False),
    "CIFG NOG relu sigmoid": LSTMVariant(
        coupled=True, output_gate=False, input_activation="relu", output_activation="sigmoid"
    ),
    "NIAF NOAF CIFG NP": LSTMVariant(
        coupled=True, peepholes=False, input_activation="identity", output_activation="identity"
    ),
    "FGR sigmoid relu": LSTMVariant(gate_recurrence=True, input_activation="sigmoid", output_activation="relu"),
}
CELLS = {
    "rnn": Cell("rnn"),
    **{f"rnn {name}": Cell("rnn", {"activation": name}) for name in ACTIVATIONS if name != "tanh"},
    "gru": Cell("gru"),
    "gru before": Cell("gru", {"reset": "before"}),
    "lstm": Cell("lstm"),
    **{f"lstm {name}": Cell("lstm", {"variant": v}, extras=True) for name, v in (VARIANTS | COMBINED).items()},
}
CARRYING = [name for name, cell in CELLS.items() if cell.carries]
SIZES = range(4), range(5), range(1, 5), range(1, 5)  # of B, T, D, H
ALWAYS = [(1, 1, 1, 1), (2, 4, 3, 4), (1, 4, 3, 4), (2, 0, 3, 4), (0, 4, 3, 4), (2, 4, 4, 4), (4, 4, 4, 4)]


def at_2000_shapes(*names):
    """Call a test(name, shape, seed) with 2000 random (B, T, D, H), and with every name at each special one."""

    def decorate(test):
        def check():
            rng = np.random.default_rng(0)
            cases = [(name, shape, n) for n, shape in enumerate(ALWAYS) for name in names]
            for _ in range(2000):
                drawn = [choices[rng.integers(len(choices))] for choices in (names, *SIZES)]
                cases.append((drawn[0], tuple(drawn[1:]), int(rng.integers(2**40))))
            for case in cases:
                try:
                    test(*case)
                except Exception as error:
                    error.add_note(f"with (name, (B, T, D, H), seed) = {case}")
                    raise

        check.__name__, check.__doc__ = test.__name__, test.__doc__
        return check

    return decorate


def strided(array):
    """The same numbers, not next to each other in memory, and running backwards."""
    room = np.full([2 * length + 1 for length in array.shape], np.nan, array.dtype)
    view = room[tuple(slice(length * 2 - 1, None, -2) for length in array.shape)]
    view[...] = array
    return view


def with_arrays(params, change):
    """The same kind of parameters, with every array of them changed."""
    return type(params)(*(None if a is None else change(a) for a in vars(params).values()))


def assert_close(actual, expected, name=""):
    """Equal up to rounding, shapes too; NumPy's own comparison takes ten times as long and is asked when it is not."""
    actual, expected = np.asarray(actual), np.asarray(expected)
    if actual.shape != expected.shape or not (np.abs(actual - expected) <= 1e-11 + 1e-9 * np.abs(expected)).all():
        np.testing.assert_allclose(actual, expected, rtol=1e-9, atol=1e-11, err_msg=name, strict=True)
