"""Lecture 4: the gates of an LSTM, computed from the weights or pinned."""

from functools import partial

import numpy as np

from rnnlab.check.comparing import differing
from rnnlab.check.lstm_step import LSTM_STEP
from rnnlab.drawing.gates_view import draw_gates
from rnnlab.explorers.controls import MAX_T, choice, gate, hidden_H, inputs_D, real, seed, switch, time_t, whole
from rnnlab.explorers.explorer import Explorer
from rnnlab.explorers.forward import last_sunspots, start_state
from rnnlab.explorers.learner import Unusable, follow, in_its_place, read_learner, remark, reserve_room
from rnnlab.networks.init import init_lstm
from rnnlab.networks.params import RNNParams
from rnnlab.networks.pinning import pin_gates
from rnnlab.networks.sequences import lstm_forward, rnn_forward
from rnnlab.networks.variants import LSTMVariant

WIDTH, T = 920, MAX_T
MORE = ("H", "D", "seed", "start", "output_tanh", "pin_f", "pin_i", "pin_o", "pulse_1", "pulse_2")
FREE = "none"
AT_START = dict(pin_f=False, f=0.5, pin_i=False, i=0.5, pin_o=False, o=0.5, output_tanh=True, start="zeros")
PRESETS = {
    "remember": dict(pin_f=True, f=1.0, pin_i=True, i=0.0, pin_o=False, output_tanh=True, start="A"),
    "forget": dict(pin_f=True, f=0.0, pin_i=True, i=0.0, pin_o=False, output_tanh=True, start="A"),
    "overwrite": dict(pin_f=True, f=0.0, pin_i=True, i=1.0, pin_o=False, output_tanh=True, start="A"),
    "become the RNN": dict(pin_f=True, f=0.0, pin_i=True, i=1.0, pin_o=True, o=1.0, output_tanh=False, start="A"),
}


def explore_gates(step=None, show=None, **start):
    """An LSTM over time, each gate computed from the weights or pinned between 0 and 1.

    Parameters
    ----------
    step : function, optional
        Your own lstm_step(x, h, c, W, b). It computes the states h and c; where they differ from the
        package's, the cells are marked, and what `check.lstm_step` says of it stands below. The gates
        are those of the package, and the tanh on the way from c to h stays.
    show : tuple of names, optional
        The controls on the page, in this order; those that are not keep their starting value.
    **start : starting values
        preset, source, b_f, b_i, b_o, f, i, o, pin_f, pin_i, pin_o, t, H, D, seed, start, output_tanh,
        pulse_1, pulse_2. A gate's f, i, o counts where it is pinned.

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        A name that no control has, or a value that its control cannot have.
    """
    learner = read_learner(LSTM_STEP, step)
    presets = {name: values for name, values in PRESETS.items() if learner is None or values["output_tanh"]}
    controls = dict(preset=choice("preset", (FREE, *presets)), source=choice("input x", ("pulses", "sunspots")))
    for name in "fio":
        controls[f"b_{name}"] = real(f"bias b_{name}", 1.0 if name == "f" else 0.0, -3.0, 5.0, 0.5)
        controls[name] = gate(name, 0.5)
    controls |= dict(
        t=time_t(3),
        H=hidden_H(),
        D=inputs_D(),
        seed=seed(),
        start=choice("h0 and c0", ("zeros", "A", "B")),
        output_tanh=switch("tanh on the way from c to h", True),
        **{f"pin_{name}": switch(f"pin {name}") for name in "fio"},
        pulse_1=whole("pulse 1 at t", 3, 1, T),
        pulse_2=whole("pulse 2 at t", 12, 1, T),
    )

    def follow(controls, moved):
        """A preset that was chosen sets its controls, "none" as they were; else it is the one that they agree with."""
        preset = controls["preset"]
        if "preset" in moved:
            for name, value in presets.get(preset.value, AT_START).items():
                controls[name].value = value
        now = {name: control.value for name, control in controls.items()}
        preset.value = next((name for name, values in presets.items() if values.items() <= now.items()), FREE)

    def idle(values):
        pins = [f"b_{name}" if values[f"pin_{name}"] else name for name in "fio"]
        pulses = () if values["source"] == "pulses" else ("pulse_1", "pulse_2")
        return (*pins, *pulses, *(() if learner is None else ("output_tanh",)))

    explorer = Explorer(
        partial(draw_gates_over_time, learner=learner), controls, show, start, MORE, follow, idle, WIDTH
    )
    return reserve_room(explorer, learner)


def draw_gates_over_time(H, D, seed, source, pulse_1, pulse_2, start, output_tanh, t, preset, learner=None, **gates):
    """An untrained LSTM on pulses or on the sunspots, and the RNN with its candidate's weights."""
    pinned = {name: gates[name] for name in "fio" if gates[f"pin_{name}"]}
    params = init_lstm(D, H, np.random.default_rng(seed))
    for name in "fio":
        params.gate(name)[1][:] = gates[f"b_{name}"]
    x = last_sunspots(T, D) if source == "sunspots" else pulses(D, pulse_1, pulse_2)
    state, activation = start_state(start, H), "tanh" if output_tanh or learner else "identity"
    pinned_params = pin_gates(params, **pinned)
    trace = lstm_forward(x, pinned_params, state, state, LSTMVariant(output_activation=activation))
    rnn_h = rnn_forward(x, RNNParams(params.W_g, params.b_g), state)
    draw = partial(draw_gates, x, before=(state, state), rnn_h=rnn_h, t=t, pinned=tuple(pinned))
    if learner is None:
        return draw(trace, output_activation=activation)
    try:
        theirs = put_states(learner, x, pinned_params, state, trace) if learner.verdict.attempted else trace
    except Unusable as problem:
        return in_its_place(learner, str(problem))
    wrong = {name: differing(getattr(theirs, name), getattr(trace, name)) for name in "hc"}
    return draw(theirs, wrong=wrong, remark=remark(learner, [*wrong.values()]))


def put_states(learner, x, params, state, trace):
    """The package's trace, with the states that a learner's step computes in place of its own."""
    inputs = [{"x": x_t[None], "W": params.W, "b": params.b} for x_t in x]
    found = follow(learner, inputs, lambda last: dict(zip("hc", last or (state[None], state[None]), strict=True)))
    h, c = (np.concatenate(states) for states in zip(*found, strict=True))
    return trace._replace(h=h, c=c)


def pulses(D, *times):
    """x (T, D): 1 in every input at the given steps (the first is 1), 0 elsewhere."""
    x = np.zeros((T, D))
    x[np.array(times) - 1] = 1.0
    return x
