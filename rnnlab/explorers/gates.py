"""Lecture 4: the gates of an LSTM, computed from the weights or pinned."""

from functools import partial

import numpy as np

from rnnlab.check.comparing import differing
from rnnlab.check.lstm_step import LSTM_STEP
from rnnlab.drawing.gates_view import draw_gates
from rnnlab.explorers.controls import MAX_T, choice, enable, hidden_H, inputs_D, real, seed, switch, time_t, whole
from rnnlab.explorers.explorer import explore
from rnnlab.explorers.forward import last_sunspots, start_state
from rnnlab.explorers.learner import Unusable, follow, in_its_place, read_learner, remark, reserve_room
from rnnlab.networks.init import init_lstm
from rnnlab.networks.params import RNNParams
from rnnlab.networks.pinning import pin_gates
from rnnlab.networks.sequences import lstm_forward, rnn_forward
from rnnlab.networks.variants import LSTMVariant

SIZE, THEIR_SIZE, T = (920, 560), (920, 650), MAX_T
FREE = "none"
PRESETS = {
    "remember": dict(pin_f=True, f=1.0, pin_i=True, i=0.0, pin_o=False, output_tanh=True, start="A"),
    "forget": dict(pin_f=True, f=0.0, pin_i=True, i=0.0, pin_o=False, output_tanh=True, start="A"),
    "overwrite": dict(pin_f=True, f=0.0, pin_i=True, i=1.0, pin_o=False, output_tanh=True, start="A"),
    "become the RNN": dict(pin_f=True, f=0.0, pin_i=True, i=1.0, pin_o=True, o=1.0, output_tanh=False, start="A"),
}


def explore_gates(step=None):
    """An LSTM over time, each gate computed from the weights or pinned between 0 and 1.

    Parameters
    ----------
    step : function, optional
        Your own lstm_step(x, h, c, W, b). It computes the states h and c; where they differ from the
        package's, the cells are marked, and what `check.lstm_step` says of it stands below. The gates
        are those of the package, and the tanh on the way from c to h stays.

    Returns
    -------
    Explorer
    """
    slider, play = time_t(T, 3)
    learner = read_learner(LSTM_STEP, step)
    presets = {name: values for name, values in PRESETS.items() if learner is None or values["output_tanh"]}
    preset = choice("preset", (FREE, *presets))
    pins = {}
    for name in "fio":
        pins[f"b_{name}"] = real(f"bias b_{name}", 1.0 if name == "f" else 0.0, -3.0, 5.0, 0.5)
        pins[f"pin_{name}"] = switch(f"pin {name}", False)
        pins[name] = real(f"{name} pinned at", 0.5, 0.0, 1.0, 0.05)

    def follow(controls):
        for name in "fio":
            pinned = controls[f"pin_{name}"].value
            enable(controls, **{name: pinned, f"b_{name}": not pinned})
        pulses = controls["source"].value == "pulses"
        enable(controls, pulse_1=pulses, pulse_2=pulses, output_tanh=learner is None)
        now = {name: control.value for name, control in controls.items()}
        preset.value = next((name for name, values in presets.items() if values.items() <= now.items()), FREE)

    explorer = explore(
        partial(draw_gates_over_time, learner=learner),
        extras={"output_tanh": preset, "t": play},
        adjust=follow,
        H=hidden_H(),
        D=inputs_D(),
        seed=seed(),
        source=choice("input x", ("pulses", "sunspots")),
        pulse_1=whole("pulse 1 at t", 3, 1, T),
        pulse_2=whole("pulse 2 at t", 12, 1, T),
        start=choice("h0 and c0", ("zeros", "A", "B")),
        output_tanh=switch("tanh on the way from c to h", True),
        **pins,
        t=slider,
    )
    preset.observe(lambda change: explorer.set(**PRESETS.get(change["new"], {})), "value")
    return reserve_room(explorer, learner)


def draw_gates_over_time(H, D, seed, source, pulse_1, pulse_2, start, output_tanh, t, learner=None, **gates):
    """An untrained LSTM on pulses or on the sunspots, and the RNN with its candidate's weights."""
    pinned = {name: gates[name] for name in "fio" if gates[f"pin_{name}"]}
    params = init_lstm(D, H, np.random.default_rng(seed))
    for name in "fio":
        params.gate(name)[1][:] = gates[f"b_{name}"]
    x = last_sunspots(T, D) if source == "sunspots" else pulses(D, pulse_1, pulse_2)
    state, activation = start_state(start, H), "tanh" if output_tanh else "identity"
    pinned_params = pin_gates(params, **pinned)
    trace = lstm_forward(x, pinned_params, state, state, LSTMVariant(output_activation=activation))
    rnn_h = rnn_forward(x, RNNParams(params.W_g, params.b_g), state)
    draw = partial(draw_gates, x, before=(state, state), rnn_h=rnn_h, t=t, pinned=tuple(pinned))
    if learner is None:
        return draw(trace, output_activation=activation, size=SIZE)
    try:
        theirs = put_states(learner, x, pinned_params, state, trace) if learner.verdict.attempted else trace
    except Unusable as problem:
        return in_its_place(learner, str(problem), THEIR_SIZE)
    wrong = {name: differing(getattr(theirs, name), getattr(trace, name)) for name in "hc"}
    return draw(theirs, size=THEIR_SIZE, wrong=wrong, remark=remark(learner, [*wrong.values()]))


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
