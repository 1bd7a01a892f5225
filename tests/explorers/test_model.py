"""What explore_model shows, against its definition: cells, layers, directions; and what it refuses."""

import re

import numpy as np
import pytest
from scenes import Watch, said

from rnnlab import (
    Layer,
    LSTMVariant,
    RNNParams,
    Stack,
    explore_model,
    gru_forward,
    half_life,
    init_gru,
    init_lstm,
    init_rnn,
    lstm_forward,
    stack_forward,
)
from rnnlab.datasets import LETTER_MODEL, LINE_LETTERS
from rnnlab.drawing.matrix import show_number
from rnnlab.explorers import model as module
from rnnlab.explorers.model import TEXT, squashed_states
from rnnlab.explorers.model_words import say_step
from rnnlab.frameworks import load_weights

RNG = np.random.default_rng(0)
X, D, H = RNG.standard_normal((9, 3)), 3, 4
INITS = {"RNN": init_rnn, "GRU": init_gru, "LSTM": init_lstm}
VIEWS = ("letters", "gates", "half-lives", "connectivity")


def both_ways(init, first=D):
    return Layer(init(first, H, RNG), init(first, H, RNG))


def deep(init):
    """Both directions, then forward alone, then backward alone."""
    return Stack([both_ways(init), Layer(init(2 * H, H, RNG)), Layer(None, init(H, H, RNG))])


@pytest.fixture(scope="module")
def example():
    x = np.eye(28)[[LINE_LETTERS.index(letter) for letter in TEXT]]
    return lstm_forward(x, load_weights(LETTER_MODEL).layers[0].forward)


def test_without_arguments_it_is_the_example_at_its_bracket_unit(example):
    scene = explore_model()
    assert scene.values == dict(view="letters", unit=16, t=29, state="c")
    assert scene.on_page == ("view", "unit", "t", "state")
    for t, state, unit in ((12, "c", 16), (6, "h", 16), (3, "c", 7)):
        scene.set(t=t, state=state, unit=unit)
        number = show_number(getattr(example, state)[t - 1, unit])
        assert f"coloured by unit {unit} of {state}, {state} 29 × 32" in said(scene)
        assert f"After “{TEXT[t - 1]}”, t = {t}: {number}. " in said(scene) + " "


def test_the_example_reads_another_line():
    scene = explore_model(text=".gold (tin).", t=3, unit=1)
    c = lstm_forward(
        np.eye(28)[[LINE_LETTERS.index(a) for a in ".gold (tin)."]], load_weights(LETTER_MODEL).layers[0][0]
    )
    assert f"After “o”, t = 3: {show_number(c.c[2, 1])}" in said(scene)
    assert explore_model(x=np.zeros((4, 28))).values["unit"] == 0


@pytest.mark.parametrize("name", INITS)
def test_gates_are_those_of_the_trace(name):
    stack = Stack([INITS[name](D, H, RNG)])
    trace = stack_forward(stack, X).layers[0].forward
    scene = explore_model(stack, X, view="gates", unit=2, t=4)
    numbers = [
        f"{row} {show_number(getattr(trace, row)[3, 2])}" for row in dict(RNN="h", GRU="rznh", LSTM="fiogch")[name]
    ]
    assert f": {', '.join(numbers)}." in said(scene)
    assert f"9 × {H}" in said(scene)
    assert scene.on_page == ("view", "unit", "t")


@pytest.mark.parametrize("name", INITS)
def test_half_lives_are_those_of_the_gate_that_keeps_or_of_the_eigenvalues(name):
    stack = Stack([INITS[name](D, H, RNG)] if name != "RNN" else [init_rnn(D, H, RNG, "normal", spectral_radius=0.9)])
    params, trace = stack.layers[0].forward, stack_forward(stack, X).layers[0].forward
    scene = explore_model(stack, X, view="half-lives", unit=2)
    if name == "RNN":
        longest = half_life(0.9)
        assert f"to {longest:.3g} steps. 4 eigenvalues" in said(scene)
        assert scene.on_page == ("view",)
    else:
        rate = (trace.f if name == "LSTM" else trace.z)[:, 2].mean()
        assert f"Unit 2: half-life {half_life(rate):.3g} steps" in said(scene)
        assert scene.on_page == ("view", "unit")
    assert params.H == H


@pytest.mark.parametrize("name", INITS)
def test_connectivity_is_a_slope_of_the_state_of_that_layer_and_direction(name):
    """Against central differences of the layer's own trace."""
    stack, step = deep(INITS[name]), 1e-6
    for layer, direction, way in ((1, "forward", 0), (1, "backward", 1), (2, "forward", 0), (3, "forward", 1)):
        scene = explore_model(stack, X, list("abcdefghi"), view="connectivity", layer=layer, direction=direction)
        scene.set(unit=2, t=5)
        slopes = np.zeros_like(X)
        for place in np.ndindex(*X.shape):
            ends = []
            for sign in (1, -1):
                moved = X.copy()
                moved[place] += sign * step
                ends.append(stack_forward(stack, moved).layers[layer - 1][way].h[4, 2])
            slopes[place] = (ends[0] - ends[1]) / (2 * step)
        lengths = np.linalg.norm(slopes, axis=1)
        best = np.argsort(-lengths)[:3]
        wanted = "; ".join(f"“{'abcdefghi'[s]}”, t = {s + 1}, {lengths[s]:.2g}" for s in best)
        assert f"The three largest: {wanted}." in said(scene)


def test_layers_and_directions_are_there_where_there_are_several():
    assert set(explore_model(Stack([init_rnn(D, H, RNG)]), X).controls) == {"view", "unit", "t"}
    assert "state" in explore_model(Stack([init_lstm(D, H, RNG)]), X).controls
    one_way = explore_model(Stack([Layer(None, init_gru(D, H, RNG))]), X)
    assert set(one_way.controls) == {"view", "unit", "t"}
    scene = explore_model(deep(init_gru), X)
    assert scene.on_page == ("view", "unit", "t", "layer", "direction")
    assert "(layer 1 of 3, forward)" in said(scene)
    scene.set(direction="backward")
    assert "(layer 1 of 3, backward)" in said(scene)
    scene.set(layer=2)
    assert scene.on_page == ("view", "unit", "t", "layer")
    assert "(layer 2 of 3)" in said(scene)
    scene.set(layer=3)
    assert "(layer 3 of 3, backward)" in said(scene)


@pytest.mark.parametrize(
    ("layer", "direction", "way"), [(1, "forward", 0), (1, "backward", 1), (2, "backward", 0), (3, "forward", 1)]
)
def test_each_view_shows_the_layer_and_direction_that_is_chosen(layer, direction, way):
    stack = deep(init_lstm)
    trace = stack_forward(stack, X).layers[layer - 1][way]
    scene = explore_model(stack, X, unit=3, t=6, layer=layer, direction=direction)
    assert f"t = 6: {show_number(trace.c[5, 3])}." in said(scene)
    scene.set(view="gates")
    assert f"f {show_number(trace.f[5, 3])}, i" in said(scene)
    scene.set(view="half-lives")
    assert f"Unit 3: half-life {half_life(trace.f[:, 3].mean()):.3g} steps" in said(scene)


@pytest.mark.parametrize("name", ["GRU", "LSTM"])
@pytest.mark.parametrize("way", [0, 1])
@pytest.mark.parametrize("t", [1, 5, 9])
def test_the_equation_is_the_step(name, way, t):
    stack = Stack([both_ways(INITS[name])], {"variant": LSTMVariant(coupled=True)} if name == "LSTM" else {})
    trace = stack_forward(stack, X).layers[0][way]
    numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*", say_step(trace, 1, t, way).split(" = ", 2)[2])]
    keep, old, let_in, new, result = numbers
    assert keep * old + let_in * new == pytest.approx(result, abs=0.02)
    states = trace.c if name == "LSTM" else trace.h
    before = {(0, 1): None, (1, 9): None}.get((way, t), t - 2 if way == 0 else t)
    assert old == pytest.approx(0 if before is None else states[before, 1], abs=0.006)
    assert result == pytest.approx(states[t - 1, 1], abs=0.006)


def test_what_came_out_of_a_tanh_is_of_the_cell():
    for name, squashed in (("RNN", lambda t: t.h), ("GRU", lambda t: t.n), ("LSTM", lambda t: np.tanh(t.c))):
        stack = Stack([INITS[name](D, H, RNG)])
        trace = stack_forward(stack, X).layers[0].forward
        assert (squashed_states(trace, stack) == squashed(trace)).all()
    assert squashed_states(trace, Stack([init_rnn(D, H, RNG)], {"activation": "relu"})) is None
    assert (
        squashed_states(trace, Stack([init_lstm(D, H, RNG)], {"variant": LSTMVariant(output_activation="identity")}))
        is None
    )


def test_saturated_and_dead_units_are_found():
    params = init_gru(D, H, RNG)
    params.gate("n")[1][1] = 40.0  # n of unit 1 is 1 at every step
    for name in "zn":
        params.gate(name)[0][:, 3] = 0.0
    params.gate("z")[1][3], params.gate("n")[1][3] = -500.0, 0.5  # h of unit 3 is n at once, and n never moves
    stack = Stack([params])
    scene = explore_model(stack, X, view="half-lives")
    assert "saturated, beyond ±0.99 at over half of the steps: 1 (unit 1); dead, it stands still: 1 (unit 3)" in said(
        scene
    )
    assert (gru_forward(X, params).h[:, 3] == np.tanh(0.5)).all()


@pytest.mark.parametrize(("often", "said_of_it"), [(3, "1 (unit 0)"), (2, "none")])
def test_saturated_is_what_is_beyond_at_over_half_of_the_steps(often, said_of_it):
    params = RNNParams.from_blocks(np.zeros((1, 1)), [[9.0]], [0.0])
    scene = explore_model(Stack([params]), (np.arange(5) < often)[:, None], view="half-lives")
    assert f"steps: {said_of_it};" in said(scene)


def test_float32_lists_and_read_only_arrays_are_read_and_left_alone():
    stack = Stack([init_lstm(D, H, RNG)])
    x = X.astype(np.float32)
    x.flags.writeable = False
    before = stack.layers[0].forward.W.copy()
    one, other = explore_model(stack, x), explore_model(stack, x.tolist())
    for view in VIEWS:
        one.set(view=view, t=4)
        other.set(view=view, t=4)
        assert one.svg == other.svg
    assert (before == stack.layers[0].forward.W).all()


def test_the_steps_are_named_by_their_numbers_without_a_text():
    stack = Stack([init_rnn(D, H, RNG)])
    assert "After t = 9: " in said(explore_model(stack, X))
    assert "After “w4”, t = 4: " in said(explore_model(stack, X, [f"w{t}" for t in range(1, 10)], t=4))


def test_one_step_and_one_unit_have_nothing_to_choose():
    scene = explore_model(Stack([init_gru(D, 1, RNG)]), X[:1], "a")
    for view in VIEWS:
        scene.set(view=view)
        assert scene.on_page == ("view",)


@pytest.mark.parametrize("name", INITS)
def test_a_long_text_is_small_and_nothing_jumps(name):
    text = dict(RNN=None, GRU=("some words in a row, " * 50)[:1000], LSTM="x" * 1000)[name]
    scene = explore_model(deep(INITS[name]), RNG.standard_normal((1000, D)), text)
    watch = Watch(scene)
    for view in VIEWS:
        scene.set(view=view)
        watch.look()
        for t in (1, 500, 777):
            scene.set(t=t, unit=t % H)
            watch.look()


def test_the_network_is_run_once_and_a_gradient_is_computed_once(monkeypatch):
    runs, gradients = [], []
    real_run, real_gradient = module.stack_forward, module.connectivity
    monkeypatch.setattr(module, "stack_forward", lambda *a: runs.append(a) or real_run(*a))
    monkeypatch.setattr(module, "connectivity", lambda *a: gradients.append(a) or real_gradient(*a))
    scene = explore_model()
    for view in VIEWS * 2:
        for t in (3, 7, 3):
            scene.set(view=view, t=t)
    assert len(runs) == 1
    assert len(gradients) == 2


@pytest.mark.parametrize(
    ("wrong", "kind", "message"),
    [
        (dict(stack="model.npz", x=X), TypeError, r"stack is of type str, .* load_weights\(path\)"),
        (dict(stack=LETTER_MODEL, x=X), TypeError, r"load_weights\(path\)"),
        (dict(stack=init_lstm(D, H, RNG), x=X), TypeError, r"stack is of type LSTMParams, .*: Stack\(\[params\]\)"),
        (dict(x=None), ValueError, "x is missing: a sequence .* D = 3"),
        (dict(x=X[None]), ValueError, r"x has shape \(1, 9, 3\), .* x\[0\] is the first of a batch"),
        (dict(x=X[0]), ValueError, r"x has shape \(3,\), .* a row for each step"),
        (dict(x=X[:, :2]), ValueError, r"x has shape \(9, 2\)"),
        (dict(x=X[:0]), ValueError, r"x has shape \(0, 3\), .* at least one step"),
        (dict(x=np.where(np.arange(9)[:, None] == 4, np.nan, X)), ValueError, "not finite at t = 5"),
        (dict(x="abc"), TypeError, "x"),
        (dict(text="abc"), ValueError, r"text has 3 letters, but x \(9, 3\) has T = 9 steps"),
        (dict(layer=2), ValueError, "no control 'layer'"),
        (dict(unit=4), ValueError, "unit is 4, but it must be a whole number from 0 to 3"),
        (dict(t=0), ValueError, "t is 0, but it must be a whole number from 1 to 9"),
    ],
)
def test_what_cannot_be_looked_at_is_refused_in_words(wrong, kind, message):
    given = dict(stack=Stack([init_lstm(D, H, RNG)]), x=X) | wrong
    with pytest.raises(kind, match=message):
        explore_model(**given)


def test_a_letter_that_the_example_does_not_know_is_refused():
    with pytest.raises(ValueError, match="has no 'Z'"):
        explore_model(text=".Zinc.")
