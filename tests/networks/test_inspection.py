"""Half-lives of units, units that stand still, and the gradient of one number, against their definitions."""

import numpy as np
import pytest

from rnnlab import (
    GRUTrace,
    Layer,
    LSTMTrace,
    RNNParams,
    Stack,
    half_life,
    init_gru,
    init_lstm,
    init_rnn,
    lstm_forward,
    stack_forward,
)
from rnnlab.networks.inspection import connectivity, dead, first_layers, saturated, unit_half_lives

RNG = np.random.default_rng(0)
INITS = {"RNN": init_rnn, "GRU": init_gru, "LSTM": init_lstm}


def trace_of(kind, **gates):
    return kind(**{name: gates.get(name) for name in kind._fields})


def test_an_lstm_keeps_f_and_a_gru_z_in_the_mean_over_steps_and_examples():
    gate = np.array([[[0.5, 1.0], [0.9, 1.0]], [[0.7, 1.0], [0.7, 1.0]]])
    for init, trace in ((init_lstm, trace_of(LSTMTrace, f=gate)), (init_gru, trace_of(GRUTrace, z=gate))):
        assert unit_half_lives(init(3, 2, RNG), trace).tolist() == [half_life(0.7), np.inf]


def test_a_mean_that_is_rounded_above_one_is_no_error():
    trace = trace_of(LSTMTrace, f=np.full((7, 1), np.nextafter(1, 2)))
    assert unit_half_lives(init_lstm(3, 1, RNG), trace).tolist() == [np.inf]


def test_an_rnn_has_a_half_life_for_each_eigenvalue_the_longest_first():
    turn = 0.9 * np.array([[0.6, 0.8], [-0.8, 0.6]])
    W_hh = np.block([[np.diag([0.5, 1.2]), np.zeros((2, 2))], [np.zeros((2, 2)), turn]])
    params = RNNParams.from_blocks(W_hh, np.ones((1, 4)), np.zeros(4))
    np.testing.assert_allclose(unit_half_lives(params, None), half_life(np.array([1, 0.9, 0.9, 0.5])))


def test_saturated_is_a_share_of_steps_and_dead_what_never_moves():
    states = np.array([[0.5, 1.0, -0.995], [0.5, 0.98, -0.2], [0.5005, -1.0, 0.995]])
    np.testing.assert_allclose(saturated(states), [0, 2 / 3, 2 / 3])
    assert dead(states).tolist() == [True, False, False]
    assert dead(np.array([[[0.0], [0.0]], [[0.5], [0.5]]])).tolist() == [False]  # the same along each, not in all


def stacks():
    for name, init in INITS.items():
        layers = [init(3, 4, RNG), init(4, 4, RNG)]
        yield f"{name}, two layers", Stack(layers)
        yield f"{name}, both ways", Stack([Layer(init(3, 4, RNG), init(3, 4, RNG)), Layer(init(8, 4, RNG), None)])
    yield "RNN, relu", Stack([init_rnn(3, 4, RNG)], {"activation": "relu"})
    yield "GRU, before", Stack([init_gru(3, 4, RNG)], {"reset": "before"})


@pytest.mark.parametrize(("name", "stack"), list(stacks()))
def test_connectivity_is_the_length_of_a_central_difference(name, stack):
    x, step = RNG.standard_normal((5, 3)), 1e-6
    for t, unit in ((0, 1), (3, 2), (4, 0)):
        slopes = np.zeros_like(x)
        for place in np.ndindex(*x.shape):
            both = []
            for sign in (1, -1):
                moved = x.copy()
                moved[place] += sign * step
                both.append(stack_forward(stack, moved).h[t, unit])
            slopes[place] = (both[0] - both[1]) / (2 * step)
        found = connectivity(stack, x, t, unit)
        np.testing.assert_allclose(found, np.linalg.norm(slopes, axis=1), rtol=1e-6, atol=1e-9)


def test_the_backward_direction_looks_ahead():
    stack = Stack([Layer(init_lstm(3, 4, RNG), init_lstm(3, 4, RNG))])
    x = RNG.standard_normal((6, 3))
    ahead, behind = connectivity(stack, x, 2, 4), connectivity(stack, x, 2, 3)
    assert (ahead[:2] == 0).all()
    assert (ahead[2:] > 0).all()
    assert (behind[3:] == 0).all()


def test_the_first_layers_give_the_states_in_between():
    stack = Stack([init_lstm(3, 4, RNG), init_lstm(4, 4, RNG)])
    x = RNG.standard_normal((5, 3))
    np.testing.assert_array_equal(
        stack_forward(first_layers(stack, 1), x).h, lstm_forward(x, stack.layers[0].forward).h
    )


@pytest.mark.parametrize(
    ("t", "unit", "words"),
    [
        (5, 0, r"t is 5, but the output, \(5, 4\), has t = 0 to 4"),
        (-1, 0, "t is -1"),
        (0, 4, "unit is 4"),
        (0, -1, "unit"),
    ],
)
def test_a_number_that_the_output_has_not_is_refused(t, unit, words):
    with pytest.raises(ValueError, match=words):
        connectivity(Stack([init_lstm(3, 4, RNG)]), np.zeros((5, 3)), t, unit)


def test_a_batch_is_refused_and_the_way_out_is_said():
    with pytest.raises(ValueError, match=r"x\[0\] is the first of a batch"):
        connectivity(Stack([init_lstm(3, 4, RNG)]), np.zeros((2, 5, 3)), 0, 0)
    with pytest.raises(TypeError, match="stack is of type LSTMParams"):
        connectivity(init_lstm(3, 4, RNG), np.zeros((5, 3)), 0, 0)
