"""Lecture 7: one cell whose parts can be switched, and what its states over time become."""

import numpy as np

from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.variant_unit import gru_unit, lstm_unit
from rnnlab.drawing.variant_view import draw_variant
from rnnlab.explorers import wired
from rnnlab.explorers.controls import choice, hidden_H, seed, switch, time_t
from rnnlab.explorers.explorer import Explorer
from rnnlab.explorers.variant_words import say_gru, say_lstm, say_steps, say_variant
from rnnlab.networks.cells import RESETS
from rnnlab.networks.sequences import gru_forward, lstm_forward, rnn_forward
from rnnlab.networks.variants import VANILLA, LSTMVariant

WIDTH, CELLS, HAND, FAR = 900, ("LSTM", "GRU", "RNN"), "by hand", 0.1
SWITCHES = {
    "input_gate": "input gate i",
    "forget_gate": "forget gate f",
    "output_gate": "output gate o",
    "input_tanh": "tanh of the candidate",
    "output_tanh": "tanh on the way from c to h",
    "coupled": "coupled: f = 1 − i",
    "peepholes": "peepholes",
    "gate_recurrence": "gates see the gates before",
}
WHOLE = {name: name not in ("coupled", "gate_recurrence") for name in SWITCHES}
# Coupled gates are both there, whatever their switches say.
COUPLED = {name: on for name, on in WHOLE.items() if name not in ("input_gate", "forget_gate")} | dict(coupled=True)
MIX = "another mix"
PRESETS = {
    "all parts": WHOLE,
    "no peepholes (NP)": WHOLE | dict(peepholes=False),
    "no input gate (NIG)": WHOLE | dict(input_gate=False),
    "no forget gate (NFG)": WHOLE | dict(forget_gate=False),
    "no output gate (NOG)": WHOLE | dict(output_gate=False),
    "no tanh on g (NIAF)": WHOLE | dict(input_tanh=False),
    "no tanh on c (NOAF)": WHOLE | dict(output_tanh=False),
    "f = 1 − i (CIFG)": COUPLED,
    "gates see gates (FGR)": WHOLE | dict(gate_recurrence=True),
    "JANET": COUPLED | dict(output_gate=False, output_tanh=False, peepholes=False),
    MIX: dict.fromkeys(SWITCHES, False),
}
MORE = (*SWITCHES, "H", "seed")


def explore_variants(show=None, **start):
    """An LSTM with any of its parts switched off, a GRU or an RNN, on inputs that say what to do.

    Parameters
    ----------
    show : tuple of names, optional
        The controls on the page, in this order; those that are not keep their starting value.
    **start : starting values
        cell, preset, weights, reset, keeps, t, H, seed, and the switches input_gate, forget_gate,
        output_gate, input_tanh, output_tanh, coupled, peepholes, gate_recurrence. preset and switches are
        of the LSTM; reset and keeps (whether z multiplies the old state) of the GRU.

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        A name that no control has, or a value that its control cannot have.
    """
    controls = dict(
        cell=choice("cell", CELLS),
        preset=choice("the LSTM has", PRESETS),
        reset=choice("reset", RESETS),
        keeps=switch("z keeps the old state", True),
        weights=choice("weights", (HAND, "random")),
        t=time_t(5, wired.T),
        **{name: switch(label, WHOLE[name]) for name, label in SWITCHES.items()},
        H=hidden_H(),
        seed=seed(),
    )

    def follow(controls, moved):
        """A preset that was chosen sets the switches; else it is the one that they agree with."""
        preset = controls["preset"]
        if "preset" in moved:
            for name, value in PRESETS[preset.value].items():
                controls[name].value = value
        now = {name: controls[name].value for name in SWITCHES}
        preset.value = next((name for name, values in PRESETS.items() if values.items() <= now.items()), MIX)

    def idle(values):
        of_lstm = ("preset", *SWITCHES) if values["cell"] != "LSTM" else ()
        ruled = ("input_gate", "forget_gate") if values["coupled"] else ()
        of_gru = ("reset", "keeps") if values["cell"] != "GRU" else ()
        return {*of_lstm, *ruled, *of_gru, *(("H", "seed") if values["weights"] == HAND else ())}

    return Explorer(draw_cell, controls, show, start, MORE, follow, idle, WIDTH)


def variant_of(now):
    """The LSTMVariant of some switches; coupled gates are both there."""
    now = now | (dict(input_gate=True, forget_gate=True) if now["coupled"] else {})
    tanhs = {f"{side}_activation": "tanh" if now[f"{side}_tanh"] else "identity" for side in ("input", "output")}
    return LSTMVariant(**{name: on for name, on in now.items() if not name.endswith("_tanh")}, **tanhs)


def draw_cell(cell, preset, reset, keeps, weights, t, H, seed, **now):
    """One of the three cells on the orders of `wired`, as a picture."""
    x, hand = wired.orders(), weights == HAND
    whole = wired.wired_lstm() if hand else wired.random_lstm(H, seed)
    rival = lstm_forward(x, whole, variant=VANILLA).h
    whose = "weights by hand" if hand else f"random weights, {H} units, seed {seed}"
    if cell == "LSTM":
        variant = variant_of(now)
        trace, missing = lstm_forward(x, whole, variant=variant), "".join(variant.missing_gates)
        c, h = from_start(trace.c), trace.h
        f, i, o, g = (float(values[t - 1, 0]) for values in (trace.f, trace.i, trace.o, trace.g))
        numbers = f, i, o, g, float(c[t - 1, 0]), float(c[t, 0]), float(h[t - 1, 0])
        tanhs = "g" * (variant.input_activation == "tanh") + "c" * (variant.output_activation == "tanh")
        unit = lstm_unit(*numbers, missing, variant.coupled, variant.peepholes, variant.gate_recurrence, tanhs)
        equations = say_lstm(*numbers, "c" in tanhs)
        gates, states, name = dict(f=trace.f, i=trace.i, o=trace.o), dict(g=trace.g, c=c), say_variant(variant)
    elif cell == "GRU":
        params = wired.wired_gru() if hand else wired.random_gru(H, seed)
        trace = gru_forward(x, params, reset=reset)
        h, before = trace.h, from_start(trace.h)
        r, z, n = (float(values[t - 1, 0]) for values in (trace.r, trace.z, trace.n))
        z, shown = (z, trace.z) if keeps else (1 - z, 1 - trace.z)
        numbers = r, z, n, float(before[t - 1, 0]), float(h[t - 1, 0])
        unit, equations = gru_unit(*numbers, keeps, reset), say_gru(*numbers, keeps)
        gates, states = dict(r=trace.r, z=shown), dict(n=trace.n)
        name = f"A GRU, the reset {reset} the product, z times the {'old state' if keeps else 'candidate'}"
    else:
        h = rnn_forward(x, wired.wired_rnn() if hand else wired.random_rnn(H, seed))
        before = from_start(h)
        old, g = float(before[t - 1, 0]), float(h[t - 1, 0])
        unit = lstm_unit(0.0, 1.0, 1.0, g, old, g, g, "fio", tanhs="g")
        equations, gates, states = [("h", f"h = tanh(sum) = {show_number(g)}")], {}, {}
        name = "An RNN, which is a candidate without gates"
    said = say_apart(h, rival, hand)
    words = f"{name}; {whose}; step {t} of {wired.T}: {', '.join(text for _, text in equations)}. {said}"
    states = states | dict(h=from_start(h))
    return draw_variant(
        unit,
        equations,
        x,
        wired.NAMES,
        gates,
        states,
        ("whole", from_start(rival)),
        t,
        f"{cell}, step by step",
        said,
        words,
    )


def from_start(states):
    """States (T, H) with the zeros that they begin with in front."""
    return np.concatenate([np.zeros((1, states.shape[1])), states])


def say_apart(h, rival, hand):
    """Where h is not that of the whole LSTM; of other networks, only by how much."""
    apart = np.abs(h - rival).max(axis=1)
    if not hand:
        return f"Its h is up to {show_number(apart.max())} away from the whole LSTM's."
    if not apart.any():
        return "All parts are there."
    steps = [t for t, far in enumerate(apart, start=1) if far > FAR]
    if not steps:
        return f"Its h is the whole LSTM's at every step, to within {FAR}."
    return f"Over {FAR} off the whole LSTM's h at t = {say_steps(steps)}."
