"""The gradient of every cell, with every option, against definitions: differences, complex steps, rules of calculus."""

import os
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest
from every_cell import CARRYING, CELLS, assert_close, at_2000_shapes, strided, with_arrays
from references import draw_lstm

from rnnlab import GRUGrads, LSTMGrads, RNNGrads, gradcheck, lstm_backward, lstm_forward

each_cell = pytest.mark.parametrize("name", CELLS)
STARTS = ("h0", "c0")


def case(name, seed=0, *shape, **how):
    """A cell, its arguments and trace, and a loss: dh on every state, and dc_T on the last cell state of an LSTM."""
    cell = CELLS[name]
    x, params, states = cell.draw(seed, *shape, **how)
    trace = cell.forward(x, params, states)
    rng = np.random.default_rng([seed, 1])
    dh = rng.standard_normal(trace.h.shape).astype(x.dtype)
    dc = {"dc_T": rng.standard_normal(states[0].shape).astype(x.dtype)} if len(states) == 2 else {}
    return SimpleNamespace(cell=cell, x=x, params=params, states=states, trace=trace, dh=dh, dc=dc)


def backward(a, **others):
    """The gradients of a case, with some of its parts exchanged."""
    a = SimpleNamespace(**{**vars(a), **others})
    return a.cell.backward(a.dh, a.x, a.params, a.trace, a.states, **a.dc)


def loss_of(trace, a, c_T=None):
    """The number that dh and dc_T are the gradient of."""
    return (a.dh * trace.h).sum() + sum((dc * c_T).sum() for dc in a.dc.values())


def arrays_of(grads):
    """Its arrays by name, without those that are None."""
    return {name: array for name, array in grads._asdict().items() if array is not None}


def assert_same(grads, others, check=assert_close):
    assert arrays_of(grads).keys() == arrays_of(others).keys()
    for name, array in arrays_of(grads).items():
        check(array, getattr(others, name))


# ---- against central differences ----


def assert_gradients_are_differences(a, lengths=None, given=True):
    """Every gradient of a case against central differences of `forward`."""
    more = {} if lengths is None else {"lengths": lengths}
    starts = dict(zip(STARTS, a.states, strict=False)) if given else {}

    def loss(moved):
        params = type(a.params)(**{**vars(a.params), **{name: moved[name] for name in a.cell.arrays}})
        trace = a.cell.forward(moved["x"], params, [moved[name] for name in starts], **more)
        c_T = None
        if a.dc:
            c_T = trace.c[..., -1, :] if trace.c.shape[-2] else moved.get("c0", np.zeros_like(a.states[0]))
        return loss_of(trace, a, c_T)

    arrays = {"x": a.x, **starts, **{name: getattr(a.params, name) for name in a.cell.arrays}}
    states = list(starts.values())
    trace = a.cell.forward(a.x, a.params, states, **more)
    grads = a.cell.backward(a.dh, a.x, a.params, trace, states, **a.dc, **more)
    errors = gradcheck(loss, arrays, grads)
    assert errors.keys() == arrays.keys()
    assert max(errors.values()) < 1e-6, errors


@each_cell
@pytest.mark.parametrize("shape", [(2, 4, 3, 2), (2, 3, 3, 3), (1, 1, 1, 1)])
def test_every_gradient_is_a_difference(name, shape):
    assert_gradients_are_differences(case(name, 1, *shape))


@each_cell
def test_every_gradient_is_a_difference_where_the_states_begin_with_zeros(name):
    assert_gradients_are_differences(case(name, 2, 2, 3, 3, 2), given=False)


@each_cell
def test_every_gradient_is_a_difference_in_a_padded_batch(name):
    assert_gradients_are_differences(case(name, 3, 3, 4, 3, 2), lengths=[0, 2, 4])
    assert_gradients_are_differences(case(name, 4, 2, 3, 3, 2), lengths=[1, 3], given=False)


@each_cell
def test_every_gradient_is_a_difference_without_a_batch_axis(name):
    a = case(name, 5, 1, 3, 3, 2)
    one = SimpleNamespace(**vars(a))
    one.x, one.dh, one.states = a.x[0], a.dh[0], [state[0] for state in a.states]
    one.dc = {key: dc[0] for key, dc in a.dc.items()}
    assert_gradients_are_differences(one)
    assert_gradients_are_differences(one, lengths=2)


@pytest.mark.parametrize("name", [name for name in CELLS if name.startswith("lstm")])
def test_the_gradient_of_the_last_cell_state_is_zeros_when_missing(name):
    a = case(name, 6)
    zeros = {"dc_T": np.zeros_like(a.dc["dc_T"])}
    assert_same(backward(a, dc={}), backward(a, dc=zeros), np.testing.assert_array_equal)
    assert not np.isclose(backward(a).c0, backward(a, dc={}).c0).all()
    assert_gradients_are_differences(SimpleNamespace(**{**vars(case(name, 6, 2, 3, 3, 2)), "dc": {}}))


# ---- against the complex step: exact to the last digits ----


@at_2000_shapes(*CELLS)
def test_the_gradient_in_a_random_direction_is_a_complex_step_of_the_slow_loop(name, shape, seed):
    a = case(name, seed, *shape)
    grads, rng = arrays_of(backward(a)), np.random.default_rng([seed, 2])
    parts, pushed = [], {}
    for field, array in {"x": a.x, **dict(zip(STARTS, a.states, strict=False)), **vars(a.params)}.items():
        if array is not None:
            direction = rng.standard_normal(array.shape)
            pushed[field] = array + 1e-30j * direction
            parts.append((grads[field] * direction).ravel() if field in grads else [0.0])
    params = SimpleNamespace(**{field: pushed.get(field) for field in vars(a.params)})
    states = [pushed[field] for field in STARTS[: len(a.states)]]
    h, *others = a.cell.slow(pushed["x"], params, states)
    c_T = (others[0][:, -1] if shape[1] else states[1]) if a.dc else None
    expected = np.imag(loss_of(SimpleNamespace(h=h), a, c_T)) * 1e30
    parts = np.concatenate(parts)
    assert abs(parts.sum() - expected) <= 1e-11 * np.abs(parts).sum()


# ---- against the rules of calculus ----


def test_the_gradient_of_two_steps_worked_by_hand():
    params = CELLS["rnn"].draw(0, D=1, H=1)[1]
    params.W_h[:], params.b_h[:] = [[5], [7]], 1
    x, h0 = np.array([[2.0], [3.0]]), np.array([4.0])
    h = CELLS["rnn identity"].forward(x, params, [h0])
    assert h.h.tolist() == [[35], [197]]  # 5 * 4 + 7 * 2 + 1, and 5 * 35 + 7 * 3 + 1
    grads = CELLS["rnn identity"].backward([[10], [1]], x, params, h, [h0])
    # dz_2 = 1, and dz_1 = 10 + 5 dz_2 = 15: W_hh takes 4 * 15 + 35 * 1, W_hx 2 * 15 + 3 * 1, the bias 15 + 1
    assert grads.x.tolist() == [[7 * 15], [7]]
    assert grads.h0.tolist() == [5 * 15]
    assert grads.W_h.tolist() == [[4 * 15 + 35], [2 * 15 + 3]]
    assert grads.b_h.tolist() == [16]


@each_cell
def test_the_gradient_is_linear_in_what_comes_in(name):
    a, b = case(name, 7), case(name, 8)
    dc = {key: 2 * a.dc[key] - 3 * b.dc[key] for key in a.dc}
    both, one, other = (backward(a, dh=2 * a.dh - 3 * b.dh, dc=dc), backward(a), backward(a, dh=b.dh, dc=b.dc))
    for field, array in arrays_of(both).items():
        assert_close(array, 2 * getattr(one, field) - 3 * getattr(other, field))


@each_cell
def test_the_gradients_of_single_steps_add_up_to_that_of_all(name):
    a = case(name, 9)
    singles = [backward(a, dh=np.where(np.arange(5)[:, None] == t, a.dh, 0), dc={}) for t in range(5)]
    whole = backward(a, dc={})
    for field, array in arrays_of(whole).items():
        assert_close(array, sum(getattr(single, field) for single in singles))
    assert not np.isclose(whole.x, singles[-1].x).all(axis=(1, 2)).any()


@each_cell
def test_a_loss_of_one_step_has_no_gradient_after_it_and_all_of_it_before(name):
    a = case(name, 10)
    a.dh[:, :2] = a.dh[:, 3:] = 0
    grads = backward(a, dc={})
    assert (grads.x[:, 3:] == 0).all()
    assert (grads.x[:, :3] != 0).mean() > 0.4
    assert (grads.h0 != 0).mean() > 0.4


@at_2000_shapes(*CELLS)
def test_the_gradient_of_a_batch_is_that_of_its_examples_one_by_one(name, shape, seed):
    a = case(name, seed, *shape)
    grads = arrays_of(backward(a))
    total = {field: np.zeros_like(array) for field, array in grads.items()}
    for n in range(len(a.x)):
        alone = backward(
            a,
            x=a.x[n],
            dh=a.dh[n],
            states=[state[n] for state in a.states],
            trace=type(a.trace)(*(array[n] for array in a.trace)),
            dc={key: dc[n] for key, dc in a.dc.items()},
        )
        for field in grads:
            if field in ("x", *STARTS):
                total[field][n] = getattr(alone, field)
            else:
                total[field] += getattr(alone, field)
    for field, array in grads.items():
        assert_close(array, total[field], field)


@at_2000_shapes(*CARRYING)
def test_the_gradients_of_two_halves_with_theirs_carried_back_are_that_of_the_whole(name, shape, seed):
    a = case(name, seed, *shape)
    cut = seed % (shape[1] + 1)
    first, second = (type(a.trace)(*(array[:, part] for array in a.trace)) for part in (slice(cut), slice(cut, None)))
    carried = [array[:, -1] for array in first[: len(a.states)]] if cut else a.states
    late = backward(a, x=a.x[:, cut:], dh=a.dh[:, cut:], trace=second, states=carried)
    early_dh = a.dh[:, :cut].copy()
    early_dh[:, -1:] += late.h0[:, None]
    dc = dict.fromkeys(a.dc, getattr(late, "c0", None))
    early = backward(a, x=a.x[:, :cut], dh=early_dh, trace=first, dc=dc)
    whole = arrays_of(backward(a))
    for field, array in whole.items():
        if field == "x":
            expected = np.concatenate([early.x, late.x], axis=1)
        elif field in STARTS:
            expected = getattr(early if cut else late, field)
        else:
            expected = getattr(early, field) + getattr(late, field)
        assert_close(array, expected, field)


# ---- names, shapes, kinds, memory ----


def test_a_gradient_is_named_after_what_it_is_the_gradient_of():
    assert RNNGrads._fields == ("x", "h0", "W_h", "b_h")
    assert GRUGrads._fields == ("x", "h0", "W", "b", "b_hn")
    assert LSTMGrads._fields == ("x", "h0", "c0", "W", "b", "p", "R")


@each_cell
@pytest.mark.parametrize(("B", "T", "D", "H"), [(2, 5, 3, 4), (1, 1, 1, 1), (2, 0, 3, 4), (0, 5, 3, 4), (0, 0, 4, 4)])
@pytest.mark.parametrize("given", [True, False])
def test_a_gradient_has_the_shape_of_its_namesake_and_is_zeros_of_nothing(name, B, T, D, H, given):
    a = case(name, 11, B, T, D, H)
    if not given:
        a.trace = a.cell.forward(a.x, a.params)
    grads = backward(a, states=a.states if given else ())
    shapes = {"x": (B, T, D), "h0": (B, H), "c0": (B, H), **{f: getattr(a.params, f).shape for f in a.cell.arrays}}
    for field, array in arrays_of(grads).items():
        assert array.shape == shapes[field], field
        if not B * T and field != "c0":
            assert (array == 0).all()
    if a.dc and not T:
        np.testing.assert_array_equal(grads.c0, a.dc["dc_T"])
    if not B:
        return
    one = backward(
        a,
        x=a.x[0],
        dh=a.dh[0],
        trace=type(a.trace)(*(array[0] for array in a.trace)),
        states=[state[0] for state in a.states] if given else (),
        dc={key: dc[0] for key, dc in a.dc.items()},
    )
    for field, array in arrays_of(one).items():
        assert array.shape == (shapes[field][1:] if field in ("x", *STARTS) else shapes[field]), field


@each_cell
def test_missing_states_have_the_gradient_of_zeros(name):
    a = case(name, 12)
    zeros = [np.zeros_like(state) for state in a.states]
    a.trace = a.cell.forward(a.x, a.params)
    assert_same(backward(a, states=()), backward(a, states=zeros), np.testing.assert_array_equal)


@each_cell
def test_float32_stays_float32_and_is_near_float64(name):
    narrow, wide = case(name, 13, dtype=np.float32), case(name, 13)
    wide.dh = narrow.dh.astype(float)
    wide.dc = {key: dc.astype(float) for key, dc in narrow.dc.items()}
    for field, array in arrays_of(backward(narrow)).items():
        assert array.dtype == np.float32
        expected = getattr(backward(wide), field)
        np.testing.assert_allclose(array, expected, rtol=0, atol=2e-5 * np.abs(expected).max())


@each_cell
@pytest.mark.parametrize("which", ["x", "params", "states", "trace", "dh"])
def test_mixed_dtypes_give_the_wider_one(name, which):
    narrow, wide = case(name, 13, dtype=np.float32), case(name, 13)
    grads = arrays_of(backward(narrow, **{which: getattr(wide, which)}))
    assert {array.dtype for array in grads.values()} == {np.dtype(float)}


@each_cell
@pytest.mark.parametrize("dtype", [np.bool_, np.int8, np.uint8])
def test_whole_numbers_and_booleans_are_read_as_float64(name, dtype):
    a = case(name, 14)
    x, dh = (np.abs(array * 10).astype(dtype) for array in (a.x, a.dh))
    a.trace = a.cell.forward(x, a.params, a.states)
    assert_same(
        backward(a, x=x, dh=dh), backward(a, x=x.astype(float), dh=dh.astype(float)), np.testing.assert_array_equal
    )


@each_cell
@pytest.mark.parametrize("layout", [np.asfortranarray, strided, np.ndarray.tolist])
def test_layout_in_memory_does_not_matter(name, layout):
    a = case(name, 15)
    other = backward(
        a,
        x=layout(a.x),
        dh=layout(a.dh),
        params=with_arrays(a.params, layout),
        trace=type(a.trace)(*map(layout, a.trace)),
        states=[layout(state) for state in a.states],
        dc={key: layout(dc) for key, dc in a.dc.items()},
    )
    assert_same(other, backward(a))


@each_cell
def test_read_only_arguments_are_taken_and_none_is_written_to(name):
    a = case(name, 16)
    arrays = [a.x, a.dh, *a.states, *a.trace, *a.dc.values(), *(v for v in vars(a.params).values() if v is not None)]
    before = [array.copy() for array in arrays]
    backward(a)
    for array, old in zip(arrays, before, strict=True):
        np.testing.assert_array_equal(array, old)
        array.setflags(write=False)
    for grad in arrays_of(backward(a)).values():
        assert not any(np.shares_memory(grad, array) for array in arrays)
        assert grad.flags.writeable


@each_cell
def test_nan_stays_in_its_example(name):
    a = case(name, 17)
    a.x[0, 2, 1] = np.nan
    a.trace = a.cell.forward(a.x, a.params, a.states)
    grads, clean = backward(a), case(name, 17)
    assert np.isnan(getattr(grads, a.cell.arrays[0])).any()
    for field in ("x", *STARTS[: len(a.states)]):
        assert_close(getattr(grads, field)[1], getattr(backward(clean), field)[1])


def test_the_gradient_goes_through_the_cell_state_even_where_the_output_is_shut():
    x, params, h0, c0 = draw_lstm(18)
    params.W_o[:], params.b_o[:] = 0, -500
    params.W_f[:], params.b_f[:] = 0, 500
    trace = lstm_forward(x, params, h0, c0)
    dc_T = np.ones((2, 4))
    grads = lstm_backward(np.zeros((2, 5, 4)), x, params, trace, h0, c0, dc_T)
    np.testing.assert_array_equal(grads.c0, dc_T)


# ---- the machine ----

ONE_OF_EACH = """
import sys
import numpy as np
sys.path.insert(0, sys.argv[2])
from every_cell import CELLS
found = {}
for name in ("rnn", "gru", "gru before", "lstm", "lstm FGR"):
    x, params, states = CELLS[name].draw(0, B=32, T=12, D=64, H=96)
    for array in vars(params).values():
        if array is not None:
            array *= 0.1
    trace = CELLS[name].forward(x, params, states)
    dh = np.random.default_rng(1).standard_normal(trace.h.shape)
    grads = CELLS[name].backward(dh, x, params, trace, states)
    for part in (trace, grads):
        found |= {f"{name} {key}": array for key, array in part._asdict().items() if array is not None}
np.savez(sys.argv[1], **found)
"""


def test_the_numbers_do_not_depend_on_the_number_of_threads(tmp_path):
    results = []
    for threads in ("1", "2"):
        path = tmp_path / f"{threads}.npz"
        limits = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), threads)
        command = [sys.executable, "-c", ONE_OF_EACH, str(path), os.path.dirname(__file__)]
        path_of_package = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        subprocess.run(command, env={**os.environ, **limits, **path_of_package}, check=True)
        with np.load(path) as found:
            results.append(dict(found))
    one, two = results
    assert one.keys() == two.keys()
    assert len(one) > 30
    for key, array in one.items():
        assert np.abs(array - two[key]).max() <= 1e-13 * np.abs(array).max(), key
