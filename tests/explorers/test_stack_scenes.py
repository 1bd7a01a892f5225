import numpy as np
import pytest

from rnnlab.explorers.stack_scenes import (
    LENGTHS,
    LETTERS,
    both_ways,
    draw_padded,
    draw_reach,
    effects,
    padded_batch,
    random_stack,
    reaching,
)

SHAPES = [(layers, both) for layers in (1, 2, 3) for both in (False, True)]
T = len(LETTERS)


@pytest.mark.parametrize(("layers", "both"), SHAPES)
@pytest.mark.parametrize("t", [1, 3, T])
def test_what_reaches_a_step(layers, both, t):
    steps = range(1, T + 1)
    if not both:
        wanted = {(n, 0, s) for n in range(1, layers + 1) for s in steps if s <= t}
    else:
        last = {(layers, 0, s) for s in steps if s <= t} | {(layers, 1, s) for s in steps if s >= t}
        wanted = last | {(n, k, s) for n in range(1, layers) for k in (0, 1) for s in steps}
    assert reaching(layers, both, t, T) == wanted


@pytest.mark.parametrize(("layers", "both"), SHAPES)
def test_a_letter_moves_a_state_exactly_where_a_box_of_the_first_layer_is_lit(layers, both):
    found = effects(layers, both)
    for t in range(1, T + 1):
        lit = {step for layer, _, step in reaching(layers, both, t, T) if layer == 1}
        assert {s for s in range(1, T + 1) if found[s - 1, t - 1] > 0} == lit


def test_effects_are_distances_of_states_run_step_by_step():
    (params,) = random_stack(T, 1, False).directions

    def last(t, without=None):
        h = np.zeros(params.H)
        for s in range(1, t + 1):
            x = np.eye(T)[s - 1] * (s != without)
            h = np.tanh(np.concatenate([h, x]) @ params.W_h + params.b_h)
        return h

    for t in (2, 5):
        wanted = [np.linalg.norm(last(t, without=s) - last(t)) for s in range(1, T + 1)]
        assert effects(1, False)[:, t - 1] == pytest.approx(wanted)


def test_it_says_that_both_directions_have_read_the_answer():
    assert "it has to guess" in draw_reach(3, False, 2).words
    assert "it has read the answer" in draw_reach(1, True, 2).words


def test_the_batch_is_padded_after_each_example():
    x = padded_batch(0.5)
    for one, length in zip(x, LENGTHS, strict=True):
        assert (one[length:] == 0.5).all()
        assert (one[:length] != 0.5).all()


@pytest.mark.parametrize("bias", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("filler", [-1.0, 0.0, 0.5])
def test_padding_is_wrong_from_the_right_but_for_zeros_without_a_bias(filler, bias):
    words = draw_padded(False, filler, bias).words
    assert ("← where it counts: right." in words) == (filler == 0 and bias == 0)
    assert "→ where it counts: right." in words
    assert "→ at step 8: up to" in words
    given = draw_padded(True, filler, bias).words
    assert "off" not in given
    assert "← starts at step 5: the end." in given


def test_the_backward_direction_is_a_network_on_the_reversed_example():
    stack = random_stack(2, 1, True, seed=1, bias=0.5)
    x = np.random.default_rng(0).normal(size=(1, 5, 2))
    params, h, wanted = stack.layers[0].backward, np.zeros(4), []
    for x_t in x[0, ::-1]:
        h = np.tanh(np.concatenate([h, x_t]) @ params.W_h + params.b_h)
        wanted.append(h)
    assert both_ways(stack, x)[1][0] == pytest.approx(np.array(wanted[::-1]))
