"""Stacks of layers and directions against the plain forward functions, run by hand."""

from types import MappingProxyType, SimpleNamespace

import numpy as np
import pytest
from every_cell import CELLS, assert_close, at_2000_shapes, with_arrays
from references import draw

from rnnlab import Layer, LSTMVariant, Stack, StackGrads, StackTrace, gradcheck, stack_backward, stack_forward

PLAN = {  # the directions of each layer
    "one forward": ["f"],
    "one backward": ["b"],
    "both": ["fb"],
    "three forward": ["f", "f", "f"],
    "two of both": ["fb", "fb"],
    "mixed": ["b", "fb", "f"],
}
RUN = ["rnn", "rnn relu", "gru", "gru before", "lstm", "lstm vanilla", "lstm CIFG", "lstm FGR"]
each_plan = pytest.mark.parametrize("plan", PLAN)
each_cell = pytest.mark.parametrize("name", RUN)


def case(name, plan, seed=0, B=2, T=4, D=3, H=2, **how):
    """A stack, its input, its starting states, and a loss: dh, and dc_T where there is a cell state."""
    cell, features, layers, drawn = CELLS[name], D, [], []
    for n, directions in enumerate(PLAN[plan]):
        pair = [None, None]
        for direction in directions:
            _, params, states = cell.draw(100 * seed + 10 * n + "fb".index(direction), B, T, features, H, **how)
            pair["fb".index(direction)] = params
            drawn.append(states)
        layers.append(Layer(*pair))
        features = H * len(directions)
    x, dh, dc_T = (a.astype(drawn[0][0].dtype) for a in draw(seed, (B, T, D), (B, T, features), (len(drawn), B, H)))
    states = [np.stack(starts) for starts in zip(*drawn, strict=True)]
    dc = {"dc_T": dc_T} if len(states) == 2 else {}
    return SimpleNamespace(cell=cell, stack=Stack(layers, cell.options), x=x, states=states, dh=dh, dc=dc)


def reversed_within(array, lengths):
    """Every example (T, K) of a batch turned round within its length; past it the steps stay where they are."""
    result = array.copy()
    for example, n in zip(result, lengths, strict=True):
        example[:n] = example[:n][::-1].copy()
    return result


def by_hand(run, layers, x, states, lengths):
    """h, h_T and c_T, layer by layer: run(x, params, states) gives h first and c, where there is one, second."""
    below, n, ends = x, 0, []
    for layer in layers:
        sides = []
        for side, params in zip("fb", layer, strict=True):
            if params is not None:
                start = [state[n] for state in states]
                trace = run(reversed_within(below, lengths) if side == "b" else below, params, start)
                ends.append([ends_of(*pair, lengths) for pair in zip(trace, start, strict=False)])
                sides.append(reversed_within(trace[0], lengths) if side == "b" else trace[0])
                n += 1
        below = np.concatenate(sides, axis=-1)
    return [below, *(np.stack(states) for states in zip(*ends, strict=True))]


def ends_of(states, starts, lengths):
    """(B, H): the state of each example at its length."""
    triples = zip(states, starts, lengths, strict=True)
    return np.array([example[length - 1] if length else start for example, start, length in triples])


@each_cell
@each_plan
@pytest.mark.parametrize("lengths", [None, [4, 1, 0]])
@pytest.mark.parametrize("given", [True, False])
def test_a_stack_is_its_layers_run_by_hand(name, plan, lengths, given):
    a = case(name, plan, B=3)
    trace = stack_forward(a.stack, a.x, *(a.states if given else ()), lengths=lengths)
    states = a.states if given else [np.zeros_like(state) for state in a.states]

    def plain(x, params, start):
        return a.cell.forward(x, params, start, lengths=lengths)

    h, h_T, *c_T = by_hand(plain, a.stack.layers, a.x, states, lengths or [4, 4, 4])
    assert trace.h.dtype == trace.h_T.dtype == np.float64
    assert_close(trace.h, h)
    assert_close(trace.h_T, h_T)
    assert (trace.c_T is None) == (not c_T)
    if c_T:
        assert trace.c_T.dtype == np.float64
        assert_close(trace.c_T, c_T[0])


@at_2000_shapes("rnn", "gru", "gru before", "lstm", "lstm FGR")
def test_a_direction_that_reads_backward_is_the_other_one_on_the_reversed_input(name, shape, seed):
    x, params, states = CELLS[name].draw(seed, *shape)
    starts, (B, T) = [state[None] for state in states], shape[:2]
    lengths = np.random.default_rng(seed).integers(0, T + 1, B) if seed % 2 else None
    ends = np.full(B, T) if lengths is None else lengths
    forward, backward = (Stack([layer], CELLS[name].options) for layer in (Layer(params), Layer(None, params)))
    one = stack_forward(forward, reversed_within(x, ends), *starts, lengths=lengths)
    other = stack_forward(backward, x, *starts, lengths=lengths)
    np.testing.assert_array_equal(other.h_T, one.h_T)
    for mine, theirs in zip(other.layers[0].backward, one.layers[0].forward, strict=True):
        np.testing.assert_array_equal(mine, reversed_within(theirs, ends))


@each_cell
def test_one_layer_forward_is_the_plain_function_and_weights_alone_stand_for_it(name):
    a = case(name, "one forward")
    params = a.stack.layers[0].forward
    alone = Stack([params], a.cell.options)
    assert alone.layers == (Layer(params),)
    trace = stack_forward(alone, a.x, *a.states)
    plain = a.cell.forward(a.x, params, [state[0] for state in a.states])
    assert trace.layers[0].backward is None
    for mine, other in zip(trace.layers[0].forward, plain, strict=True):
        np.testing.assert_array_equal(mine, other)
    np.testing.assert_array_equal(trace.h, plain.h)
    np.testing.assert_array_equal(trace.h_T[0], plain.h[:, -1])


def test_the_ends_stand_layer_by_layer_forward_before_backward_each_where_it_ends():
    a = case("lstm", "mixed")
    trace = stack_forward(a.stack, a.x, *a.states)
    bottom, middle, top = trace.layers
    ends = [(bottom.backward, 0), (middle.forward, -1), (middle.backward, 0), (top.forward, -1)]
    for n, (kept, t) in enumerate(ends):
        np.testing.assert_array_equal(trace.h_T[n], kept.h[:, t])
        np.testing.assert_array_equal(trace.c_T[n], kept.c[:, t])
    np.testing.assert_array_equal(trace.h, top.forward.h)
    both = case("gru", "both")
    trace = stack_forward(both.stack, both.x)
    np.testing.assert_array_equal(trace.h[..., :2], trace.layers[0].forward.h)
    np.testing.assert_array_equal(trace.h[..., 2:], trace.layers[0].backward.h)


def loss_of(a, trace):
    return (a.dh * trace.h).sum() + sum((dc * trace.c_T).sum() for dc in a.dc.values())


def arrays_of(a, given=True):
    """Every array that a stack's loss depends on: x, the states, and the weights by place and name."""
    arrays = {"x": a.x, **(dict(zip(("h0", "c0"), a.states, strict=False)) if given else {})}
    for n, layer in enumerate(a.stack.layers):
        for side, params in layer._asdict().items():
            for name in a.cell.arrays if params is not None else ():
                arrays[f"{n} {side} {name}"] = getattr(params, name)
    return arrays


def layers_from(a, arrays, kind=None):
    """The layers with these arrays in the place of their weights, held by another kind of parameters if asked."""
    layers = []
    for n, layer in enumerate(a.stack.layers):
        sides = {}
        for side, params in layer._asdict().items():
            if params is not None:
                fields = {name: arrays[f"{n} {side} {name}"] for name in a.cell.arrays}
                sides[side] = (kind or type(params))(**{**vars(params), **fields})
        layers.append(Layer(**sides))
    return layers


def gradients_of(a, grads):
    """The gradients under the names of `arrays_of`."""
    named = {"x": grads.x, "h0": grads.h0, "c0": grads.c0}
    for n, layer in enumerate(grads.layers):
        for side, part in layer._asdict().items():
            for name in a.cell.arrays if part is not None else ():
                named[f"{n} {side} {name}"] = getattr(part, name)
    return named


def assert_gradients_are_differences(a, given=True, **lengths):
    def loss(arrays):
        stack, starts = Stack(layers_from(a, arrays), a.cell.options), [arrays[s] for s in ("h0", "c0") if s in arrays]
        return loss_of(a, stack_forward(stack, arrays["x"], *starts, **lengths))

    states = a.states if given else []
    trace = stack_forward(a.stack, a.x, *states, **lengths)
    starts = dict(zip(("h0", "c0"), states, strict=False))
    grads = stack_backward(a.dh, a.stack, a.x, trace, **starts, **a.dc, **lengths)
    arrays = arrays_of(a, given)
    errors = gradcheck(loss, arrays, gradients_of(a, grads))
    assert errors.keys() == arrays.keys()
    assert max(errors.values()) < 1e-6, errors


@each_cell
@each_plan
def test_the_gradient_of_a_stack_in_a_random_direction_is_a_complex_step_of_the_slow_loops(name, plan):
    a = case(name, plan, 1)
    arrays, rng = arrays_of(a), np.random.default_rng(0)
    directions = {key: rng.standard_normal(array.shape) for key, array in arrays.items()}
    pushed = {key: array + 1e-30j * directions[key] for key, array in arrays.items()}
    states = [pushed[key] for key in ("h0", "c0")[: len(a.states)]]
    h, _, *c_T = by_hand(a.cell.slow, layers_from(a, pushed, SimpleNamespace), pushed["x"], states, [4, 4])
    expected = np.imag(loss_of(a, SimpleNamespace(h=h, c_T=(c_T or [None])[0]))) * 1e30
    trace = stack_forward(a.stack, a.x, *a.states)
    grads = gradients_of(a, stack_backward(a.dh, a.stack, a.x, trace, *a.states, **a.dc))
    parts = np.concatenate([(grads[key] * direction).ravel() for key, direction in directions.items()])
    assert abs(parts.sum() - expected) <= 1e-11 * np.abs(parts).sum()


@each_cell
@pytest.mark.parametrize("plan", ["one forward", "one backward", "both"])
def test_every_gradient_of_a_stack_is_a_difference(name, plan):
    assert_gradients_are_differences(case(name, plan, 1, T=2, D=2))


@pytest.mark.parametrize("name", ["rnn", "gru", "lstm"])
def test_every_gradient_of_a_deep_stack_is_a_difference(name):
    assert_gradients_are_differences(case(name, "mixed", 2, T=2, D=2))


@pytest.mark.parametrize("name", ["rnn", "gru", "gru before", "lstm", "lstm FGR"])
def test_every_gradient_of_a_stack_is_a_difference_in_a_padded_batch(name):
    assert_gradients_are_differences(case(name, "both", 2, B=3, T=3, D=2), lengths=[3, 1, 0])


@pytest.mark.parametrize("name", ["rnn", "gru", "lstm"])
def test_every_gradient_of_a_deep_stack_is_a_difference_in_a_padded_batch(name):
    assert_gradients_are_differences(case(name, "mixed", 2, T=3, D=2), lengths=[3, 1])


@pytest.mark.parametrize("name", ["rnn", "gru", "lstm"])
def test_every_gradient_of_a_stack_is_a_difference_where_the_states_begin_with_zeros(name):
    assert_gradients_are_differences(case(name, "mixed", 3, B=1, T=2, D=2), given=False)


@pytest.mark.parametrize("name", ["rnn", "gru", "lstm"])
def test_a_single_layer_has_the_gradients_of_the_plain_function(name):
    a = case(name, "one forward", 5)
    trace = stack_forward(a.stack, a.x, *a.states)
    grads = stack_backward(a.dh, a.stack, a.x, trace, *a.states, **a.dc)
    dc = {key: array[0] for key, array in a.dc.items()}
    states = [state[0] for state in a.states]
    plain = a.cell.backward(a.dh, a.x, a.stack.layers[0].forward, trace.layers[0].forward, states, **dc)
    for mine, other in zip(grads.layers[0].forward, plain, strict=True):
        np.testing.assert_array_equal(mine, other)
    np.testing.assert_array_equal(grads.x, plain.x)
    np.testing.assert_array_equal(grads.h0[0], plain.h0)
    assert grads.layers[0].backward is None
    assert (grads.c0 is None) == (name != "lstm")


@pytest.mark.parametrize("name", ["rnn", "gru", "lstm"])
@each_plan
@pytest.mark.parametrize("length", [None, 2])
def test_one_sequence_without_a_batch_axis_is_a_batch_of_one(name, plan, length):
    a = case(name, plan, 6, B=1)
    batch = stack_forward(a.stack, a.x, *a.states, lengths=length)
    one = stack_forward(a.stack, a.x[0], *(state[:, 0] for state in a.states), lengths=length)
    assert isinstance(one, StackTrace)
    np.testing.assert_array_equal(one.h, batch.h[0])
    np.testing.assert_array_equal(one.h_T, batch.h_T[:, 0])
    if a.dc:
        np.testing.assert_array_equal(one.c_T, batch.c_T[:, 0])
    for layer, of_batch in zip(one.layers, batch.layers, strict=True):
        for mine, other in zip(layer, of_batch, strict=True):
            assert (mine is None) == (other is None)
            for array, batched in zip(mine or (), other or (), strict=True):
                np.testing.assert_array_equal(array, batched[0])
    dc = {key: array[:, 0] for key, array in a.dc.items()}
    starts = dict(zip(("h0", "c0"), (state[:, 0] for state in a.states), strict=False))
    alone = stack_backward(a.dh[0], a.stack, a.x[0], one, **starts, **dc, lengths=length)
    grads = stack_backward(a.dh, a.stack, a.x, batch, *a.states, **a.dc, lengths=length)
    assert isinstance(alone, StackGrads)
    others = gradients_of(a, grads)
    for key, mine in gradients_of(a, alone).items():
        other = others[key]
        if other is None:
            assert mine is None
        else:
            axes = {"x": other[:1][0], "h0": other[:, 0], "c0": other[:, 0]} if key in ("x", "h0", "c0") else {}
            np.testing.assert_array_equal(mine, axes.get(key, other))


@pytest.mark.parametrize("name", ["rnn", "gru", "lstm"])
@pytest.mark.parametrize(("B", "T"), [(0, 4), (2, 0), (0, 0)])
def test_without_examples_or_steps_a_stack_gives_states_and_gradients_of_nothing(name, B, T):
    a = case(name, "two of both", 7, B=B, T=T)
    trace = stack_forward(a.stack, a.x, *a.states)
    assert trace.h.shape == (B, T, 4)
    np.testing.assert_array_equal(trace.h_T, a.states[0])
    grads = stack_backward(a.dh, a.stack, a.x, trace, *a.states, **a.dc)
    assert grads.x.shape == a.x.shape
    assert (grads.h0 == 0).all()
    for array in gradients_of(a, grads)["1 backward " + a.cell.arrays[0]]:
        assert (array == 0).all()
    if a.dc:
        np.testing.assert_array_equal(grads.c0, a.dc["dc_T"])


@each_cell
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_stack_keeps_dtype_and_arguments(name, dtype):
    a = case(name, "two of both", 8, dtype=dtype)
    arrays = [a.dh, *a.dc.values(), *arrays_of(a).values()]
    before = [array.copy() for array in arrays]
    for array in arrays:
        array.setflags(write=False)
    trace = stack_forward(a.stack, a.x, *a.states, lengths=[4, 2])
    grads = stack_backward(a.dh, a.stack, a.x, trace, *a.states, **a.dc, lengths=[4, 2])
    assert trace.h.dtype == trace.h_T.dtype == dtype
    assert {array.dtype for array in gradients_of(a, grads).values() if array is not None} == {np.dtype(dtype)}
    for array, old in zip(arrays, before, strict=True):
        np.testing.assert_array_equal(array, old)


@pytest.mark.parametrize("name", ["rnn", "gru", "lstm"])
def test_a_stack_takes_lists(name):
    a = case(name, "both", 9)
    listed = Stack([Layer(*(with_arrays(p, np.ndarray.tolist) for p in layer)) for layer in a.stack.layers])
    trace = stack_forward(a.stack, a.x, *a.states)
    other = stack_forward(listed, a.x.tolist(), *(state.tolist() for state in a.states))
    np.testing.assert_array_equal(other.h, trace.h)
    dc = {key: array.tolist() for key, array in a.dc.items()}
    grads = stack_backward(a.dh.tolist(), listed, a.x.tolist(), other, *(s.tolist() for s in a.states), **dc)
    expected = gradients_of(a, stack_backward(a.dh, a.stack, a.x, trace, *a.states, **a.dc))
    for key, array in gradients_of(a, grads).items():
        np.testing.assert_array_equal(array, expected[key])


def test_the_padding_reaches_no_layer():
    a = case("lstm", "two of both", 10)
    spoiled = a.x.copy()
    spoiled[1, 2:] = np.nan
    clean, trace = (stack_forward(a.stack, x, *a.states, lengths=[4, 2]) for x in (a.x, spoiled))
    np.testing.assert_array_equal(trace.h, clean.h)
    grads, expected = (
        stack_backward(a.dh, a.stack, x, trace, *a.states, **a.dc, lengths=[4, 2]) for x in (spoiled, a.x)
    )
    assert (grads.x[1, 2:] == 0).all()
    for mine, other in zip(gradients_of(a, grads).values(), gradients_of(a, expected).values(), strict=True):
        np.testing.assert_array_equal(mine, other)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("rnn", {"activation": "relu"}),
        ("gru", {"reset": "before"}),
        ("lstm vanilla", {"variant": LSTMVariant(coupled=True)}),
    ],
)
def test_an_option_is_for_every_layer_and_both_passes(name, options):
    a = case(name, "two of both", 11)
    other = Stack(a.stack.layers, options)
    usual, trace = (stack_forward(stack, a.x, *a.states) for stack in (a.stack, other))
    for n in range(2):
        for mine, plain in zip(trace.layers[n], usual.layers[n], strict=True):
            assert not np.isclose(mine.h, plain.h).all()
    a = case(name, "both", 11, T=2, D=2)
    a.cell = type(a.cell)(a.cell.kind, options, a.cell.extras)
    a.stack = Stack(a.stack.layers, options)
    h, *_ = by_hand(a.cell.forward, a.stack.layers, a.x, a.states, [2, 2])
    assert_close(stack_forward(a.stack, a.x, *a.states).h, h)
    assert_gradients_are_differences(a)


def test_a_stack_knows_its_sizes_and_cannot_be_changed():
    a = case("gru", "mixed")
    assert (a.stack.D, a.stack.H, a.stack.cell) == (3, 2, type(a.stack.layers[0].backward))
    assert a.stack.directions == [
        a.stack.layers[0].backward,
        a.stack.layers[1].forward,
        a.stack.layers[1].backward,
        a.stack.layers[2].forward,
    ]
    assert isinstance(a.stack.options, MappingProxyType)
    with pytest.raises(TypeError):
        a.stack.options["reset"] = "before"
    with pytest.raises(AttributeError, match="cannot assign"):
        a.stack.layers = ()
    options = {"reset": "before"}
    stack = Stack(a.stack.layers, options)
    options["reset"] = "after"
    assert stack.options["reset"] == "before"


def test_a_stack_is_equal_to_itself_alone():
    a = case("gru", "both")
    assert a.stack != Stack(a.stack.layers, a.stack.options)
    assert len({a.stack, a.stack}) == 1
