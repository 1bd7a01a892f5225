"""The table of conventions, row by row: the row's own formula says what our cell says with its weights converted."""

from itertools import permutations

import conventions as theirs
import numpy as np
import pytest

from rnnlab import (
    GRUParams,
    Layer,
    LSTMParams,
    LSTMVariant,
    RNNParams,
    Stack,
    gru_forward,
    lstm_forward,
    rnn_forward,
    rnn_step,
    stack_forward,
)
from rnnlab.frameworks import (
    GATE_ORDER,
    GRU_GATE_ORDER,
    PEEPHOLE_ORDER,
    from_keras,
    from_onnx,
    from_tf1,
    from_torch,
    reorder_gates,
    to_keras,
    to_onnx,
    to_tf1,
    to_torch,
)

SHAPES = [(2, 5, 3, 4), (3, 4, 4, 4), (1, 1, 1, 1), (4, 3, 1, 5), (1, 6, 5, 2), (2, 3, 4, 1)]
GATES = {"RNN": 1, "GRU": 3, "LSTM": 4}
ONNX = {"RNN": theirs.onnx_rnn_step, "GRU": theirs.onnx_gru_step, "LSTM": theirs.onnx_lstm_step}
TORCH = {"RNN": theirs.torch_rnn_step, "GRU": theirs.torch_gru_step, "LSTM": theirs.torch_lstm_step}
KERAS = {"RNN": theirs.keras_rnn_step, "GRU": theirs.keras_gru_step, "LSTM": theirs.keras_lstm_step}

each_shape = pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: "B{}-T{}-D{}-H{}".format(*shape))
each_cell = pytest.mark.parametrize("cell", GATES)
each_direction = pytest.mark.parametrize("direction", ["forward", "reverse", "bidirectional"])


def drawn(*shapes, seed=0):
    """Random arrays, no number of them special."""
    rng = np.random.default_rng(seed)
    return [rng.standard_normal(shape) for shape in shapes]


def same(ours, other):
    np.testing.assert_allclose(ours, other, rtol=1e-12, atol=1e-14)


def differs(ours, other):
    """The trap would have been seen."""
    assert ours.shape == other.shape
    assert np.abs(ours - other).max() > 1e-6


# ---- onnx --------------------------------------------------------------------------------------------------------


def draw_onnx(cell, direction, B, T, D, H):
    """Inputs and weights as a node takes them."""
    nd, nH = 1 + (direction == "bidirectional"), GATES[cell] * H
    names = ("X", "W", "R", "B", "P", "initial_h", "initial_c")
    shapes = (T, B, D), (nd, nH, D), (nd, nH, H), (nd, 2 * nH), (nd, 3 * H), (nd, B, H), (nd, B, H)
    return dict(zip(names, drawn(*shapes), strict=True))


def ours_of_onnx(cell, node, direction, lengths=None, **attributes):
    """Our trace, and its h as (T, nd, B, H)."""
    weights = {name: node[name] for name in "WRB"} | ({"P": node["P"]} if cell == "LSTM" else {})
    stack = from_onnx(**weights, direction=direction, **attributes)
    starts = (node["initial_h"], node["initial_c"]) if cell == "LSTM" else (node["initial_h"],)
    trace = stack_forward(stack, node["X"].transpose(1, 0, 2), *starts, lengths=lengths)
    B, T, _ = trace.h.shape
    return trace, trace.h.reshape(B, T, len(node["W"]), -1).transpose(1, 2, 0, 3), stack


@each_shape
@each_direction
@each_cell
def test_onnx(cell, direction, shape):
    node = draw_onnx(cell, direction, *shape)
    Y, Y_h, Y_c = theirs.onnx_node(ONNX[cell], **node, direction=direction)
    trace, h, _ = ours_of_onnx(cell, node, direction)
    same(h, Y)
    same(trace.h_T, Y_h)
    if cell == "LSTM":
        same(trace.c_T, Y_c)


@each_shape
@each_direction
def test_onnx_reset_after_the_product(direction, shape):
    node = draw_onnx("GRU", direction, *shape)
    after, before = (
        theirs.onnx_node(ONNX["GRU"], **node, direction=direction, linear_before_reset=n)[0] for n in (1, 0)
    )
    same(ours_of_onnx("GRU", node, direction, linear_before_reset=1)[1], after)
    differs(after, before)


@each_shape
@each_direction
def test_onnx_f_is_1_minus_i_with_input_forget(direction, shape):
    """It is i whose weights and peepholes count: those of f could be anything."""
    node = draw_onnx("LSTM", direction, *shape)
    Y, _, Y_c = theirs.onnx_node(ONNX["LSTM"], **node, direction=direction, input_forget=1)
    trace, h, stack = ours_of_onnx("LSTM", node, direction, input_forget=1)
    same(h, Y)
    same(trace.c_T, Y_c)
    assert stack.options["variant"] == LSTMVariant(coupled=True)
    H = shape[3]
    node["W"][:, 2 * H : 3 * H] += 1
    node["P"][:, 2 * H :] += 1
    same(ours_of_onnx("LSTM", node, direction, input_forget=1)[1], Y)
    node["P"][:, :H] += 1
    differs(ours_of_onnx("LSTM", node, direction, input_forget=1)[1], Y)


@each_direction
@each_cell
def test_onnx_other_activations(cell, direction):
    node = draw_onnx(cell, direction, *SHAPES[0])
    how = {"RNN": {"f": theirs.relu}, "GRU": {}, "LSTM": {"g": theirs.sigmoid, "h_": theirs.relu}}[cell]
    names = {"RNN": ["Relu"], "GRU": ["Sigmoid", "Tanh"], "LSTM": ["Sigmoid", "Sigmoid", "Relu"]}[cell]
    Y = theirs.onnx_node(ONNX[cell], **node, direction=direction, **how)[0]
    same(ours_of_onnx(cell, node, direction, activations=names * len(node["W"]))[1], Y)


@each_direction
@each_cell
def test_onnx_is_zero_past_the_end_where_we_repeat(cell, direction):
    node = draw_onnx(cell, direction, *SHAPES[0])
    lengths = np.array([2, 4])
    Y, Y_h, Y_c = theirs.onnx_node(ONNX[cell], **node, direction=direction, sequence_lens=lengths)
    trace, h, _ = ours_of_onnx(cell, node, direction, lengths=lengths)
    within = (np.arange(5)[:, None] < lengths)[:, None, :, None]
    same(np.where(within, h, 0), Y)
    same(h[-1], Y_h)
    same(trace.h_T, Y_h)
    differs(h, Y)
    if cell == "LSTM":
        same(trace.c_T, Y_c)


def test_onnx_reverse_keeps_the_order_of_x_and_ends_at_its_first_step():
    node = draw_onnx("LSTM", "reverse", *SHAPES[0])
    Y, Y_h, _ = theirs.onnx_node(ONNX["LSTM"], **node, direction="reverse")
    trace, h, stack = ours_of_onnx("LSTM", node, "reverse")
    assert stack.layers[0].forward is None
    np.testing.assert_array_equal(Y[0], Y_h)
    np.testing.assert_array_equal(trace.h[None, :, 0], trace.h_T)
    differs(h[::-1], Y)


def test_onnx_peepholes_stand_in_another_order_than_its_gates():
    assert (GATE_ORDER["onnx"], PEEPHOLE_ORDER["onnx"]) == ("iofg", "iof")
    node = draw_onnx("LSTM", "forward", *SHAPES[0])
    Y = theirs.onnx_node(ONNX["LSTM"], **node)[0]
    stack = from_onnx(**{name: node[name] for name in "WRB"})
    params, p = stack.directions[0], node["P"][0]
    x, h0, c0 = node["X"].transpose(1, 0, 2), node["initial_h"][0], node["initial_c"][0]

    def with_peepholes(p):
        return lstm_forward(x, LSTMParams(params.W, params.b, p), h0, c0).h.transpose(1, 0, 2)

    for order in map("".join, permutations("iof")):
        compare = same if order == "iof" else differs
        compare(with_peepholes(reorder_gates(p, order, "fio")), Y[:, 0])


def test_onnx_clips_what_no_cell_here_clips():
    node = draw_onnx("LSTM", "forward", *SHAPES[0])
    differs(*(theirs.onnx_node(ONNX["LSTM"], **node, clip=clip)[0] for clip in (0.5, None)))
    with pytest.raises(ValueError, match=r"^clip is 0\.5, but no cell here clips what goes into its activations\.$"):
        ours_of_onnx("LSTM", node, "forward", clip=0.5)


# ---- torch -------------------------------------------------------------------------------------------------------


def draw_torch(cell, layers, directions, D, H):
    nH, weights = GATES[cell] * H, {}
    for k in range(layers):
        for d in range(directions):
            shapes = (nH, D if k == 0 else directions * H), (nH, H), (nH,), (nH,)
            for name, array in zip(
                ("weight_ih", "weight_hh", "bias_ih", "bias_hh"), drawn(*shapes, seed=9 * k + d), strict=True
            ):
                weights[f"{name}_l{k}" + "_reverse" * d] = array
    return weights


@each_shape
@pytest.mark.parametrize(("layers", "directions"), [(1, 1), (3, 1), (1, 2), (2, 2)])
@each_cell
def test_torch(cell, layers, directions, shape):
    B, T, D, H = shape
    weights, n = draw_torch(cell, layers, directions, D, H), layers * directions
    x, h0, c0 = drawn((T, B, D), (n, B, H), (n, B, H), seed=99)
    output, h_n, c_n = theirs.torch_module(TORCH[cell], x, weights, h0, c0, layers, directions)
    starts = (h0, c0) if cell == "LSTM" else (h0,)
    trace = stack_forward(from_torch(weights), x.transpose(1, 0, 2), *starts)
    same(trace.h.transpose(1, 0, 2), output)
    same(trace.h_T, h_n)
    if cell == "LSTM":
        same(trace.c_T, c_n)


@each_shape
def test_torch_relu(shape):
    B, T, D, H = shape
    weights = {name: array / 2 for name, array in draw_torch("RNN", 1, 1, D, H).items()}
    x, h0 = drawn((T, B, D), (1, B, H), seed=99)

    def step(*args):
        return theirs.torch_rnn_step(*args, nonlinearity=theirs.relu)

    output = theirs.torch_module(step, x, weights, h0, h0, 1, 1)[0]
    same(stack_forward(from_torch(weights, activation="relu"), x.transpose(1, 0, 2), h0).h.transpose(1, 0, 2), output)


@each_shape
def test_torch_keeps_the_two_biases_of_a_gru_s_candidate_apart(shape):
    B, T, D, H = shape
    weights, (x, h0) = draw_torch("GRU", 1, 1, D, H), drawn((T, B, D), (1, B, H), seed=99)
    output = theirs.torch_module(TORCH["GRU"], x, weights, h0, h0, 1, 1)[0].transpose(1, 0, 2)
    params = from_torch(weights).directions[0]
    same(gru_forward(x.transpose(1, 0, 2), params, h0[0]).h, output)
    b = params.b.copy()
    b[2 * H :] += params.b_hn
    differs(gru_forward(x.transpose(1, 0, 2), GRUParams(params.W, b), h0[0]).h, output)
    differs(gru_forward(x.transpose(1, 0, 2), params, h0[0], reset="before").h, output)


# ---- keras -------------------------------------------------------------------------------------------------------


def draw_keras(cell, D, H, reset_after=True):
    nH = GATES[cell] * H
    return drawn((D, nH), (H, nH), (2, nH) if cell == "GRU" and reset_after else (nH,))


@each_shape
@pytest.mark.parametrize(("cell", "reset_after"), [("RNN", None), ("LSTM", None), ("GRU", True), ("GRU", False)])
def test_keras(cell, reset_after, shape):
    B, T, D, H = shape
    weights, (x, h0, c0) = draw_keras(cell, D, H, reset_after), drawn((B, T, D), (B, H), (B, H), seed=99)
    starts = (h0[None], c0[None]) if cell == "LSTM" else (h0[None],)
    stack = from_keras(weights)
    assert dict(stack.options) == ({"reset": "before"} if reset_after is False else {})
    sequence, h, c = theirs.keras_layer(KERAS[cell], x, weights, h0, c0)
    trace = stack_forward(stack, x, *starts)
    same(trace.h, sequence)
    same(trace.h_T[0], h)
    if cell == "LSTM":
        same(trace.c_T[0], c)


@each_shape
@each_cell
def test_keras_backwards_returns_the_order_of_computing_and_ours_is_that_of_x(cell, shape):
    B, T, D, H = shape
    weights, (x, h0, c0) = draw_keras(cell, D, H), drawn((B, T, D), (B, H), (B, H), seed=99)
    starts = (h0[None], c0[None]) if cell == "LSTM" else (h0[None],)
    sequence, h, _ = theirs.keras_layer(KERAS[cell], x, weights, h0, c0, go_backwards=True)
    trace = stack_forward(Stack([Layer(None, from_keras(weights).layers[0].forward)]), x, *starts)
    same(trace.h[:, ::-1], sequence)
    same(trace.h_T[0], h)


@each_cell
def test_keras_bidirectional_lists_the_forward_direction_first(cell):
    B, T, D, H = SHAPES[0]
    both = [draw_keras(cell, D, H), [array[..., ::-1] for array in draw_keras(cell, D, H)]]
    x, h0, c0 = drawn((B, T, D), (2, B, H), (2, B, H), seed=99)
    sequences = [
        theirs.keras_layer(KERAS[cell], x, weights, h0[d], c0[d], go_backwards=bool(d))[0]
        for d, weights in enumerate(both)
    ]
    trace = stack_forward(from_keras([*both[0], *both[1]]), x, h0, *([c0] if cell == "LSTM" else []))
    same(trace.h, np.concatenate([sequences[0], sequences[1][:, ::-1]], axis=-1))


@each_cell
def test_keras_repeats_the_state_where_its_mask_ends_as_we_do(cell):
    B, T, D, H = SHAPES[0]
    weights, (x, h0, c0) = draw_keras(cell, D, H), drawn((B, T, D), (B, H), (B, H), seed=99)
    lengths = np.array([2, 4])
    sequence, h, _ = theirs.keras_layer(KERAS[cell], x, weights, h0, c0, mask=np.arange(T) < lengths[:, None])
    starts = (h0[None], c0[None]) if cell == "LSTM" else (h0[None],)
    trace = stack_forward(from_keras(weights), x, *starts, lengths=lengths)
    same(trace.h, sequence)
    same(trace.h_T[0], h)


# ---- cs231n ------------------------------------------------------------------------------------------------------


@each_shape
def test_cs231n(shape):
    N, T, D, H = shape
    x, h0, c0, Wx, Wh, b = drawn((N, T, D), (N, H), (N, H), (D, H), (H, H), (H,))
    same(rnn_forward(x, RNNParams.from_blocks(Wh, Wx, b), h0), theirs.cs231n_rnn(x, h0, Wx, Wh, b))
    Wx, Wh, b = drawn((D, 4 * H), (H, 4 * H), (4 * H,), seed=1)
    W, b_ours = (reorder_gates(a, GATE_ORDER["cs231n"], GATE_ORDER["rnnlab"]) for a in (np.vstack([Wh, Wx]), b))
    same(lstm_forward(x, LSTMParams(W, b_ours), h0, c0).h, theirs.cs231n_lstm(x, h0, c0, Wx, Wh, b))


# ---- dls ---------------------------------------------------------------------------------------------------------


def columns(array):
    """(B, T, K) as (K, B, T), or (B, K) as (K, B)."""
    return np.moveaxis(array, -1, 0)


@each_shape
def test_dls(shape):
    m, T, n_x, n_a = shape
    x, a0, c0, Waa, Wax, ba = drawn((n_x, m, T), (n_a, m), (n_a, m), (n_a, n_a), (n_a, n_x), (n_a, 1))
    ours_x, h0 = x.transpose(1, 2, 0), a0.T
    params = RNNParams.from_blocks(Waa.T, Wax.T, ba[:, 0])
    same(columns(rnn_forward(ours_x, params, h0)), theirs.dls_rnn(x, a0, Waa, Wax, ba))
    Wf, Wi, Wc, Wo = drawn(*[(n_a, n_a + n_x)] * 4, seed=1)
    bf, bi, bc, bo = drawn(*[(n_a, 1)] * 4, seed=2)
    params = LSTMParams.from_blocks(Wf.T, Wi.T, Wo.T, Wc.T, bf[:, 0], bi[:, 0], bo[:, 0], bc[:, 0])
    expected = theirs.dls_lstm(x, a0, c0, Wf, bf, Wi, bi, Wc, bc, Wo, bo)
    same(columns(lstm_forward(ours_x, params, h0, c0.T).h), expected)


@each_shape
def test_dls_z_chooses_the_new_state_so_that_ours_has_the_weights_of_z_negated(shape):
    m, T, n_x, n_a = shape
    x, a0, Wz, Wr, Wh = drawn((n_x, m, T), (n_a, m), *[(n_a, n_a + n_x)] * 3)
    none = np.zeros(n_a)
    ours, trap = (
        gru_forward(
            x.transpose(1, 2, 0), GRUParams.from_blocks(Wr.T, W, Wh.T, none, none, none), a0.T, reset="before"
        ).h
        for W in (-Wz.T, Wz.T)
    )
    expected = theirs.dls_gru(x, a0, Wz, Wr, Wh)
    same(columns(ours), expected)
    differs(columns(trap), expected)


# ---- row, joined -------------------------------------------------------------------------------------------------


@each_shape
def test_row_joined(shape):
    m, T, i, h = shape
    x, h0, c0, W, b = drawn((T, m, i), (m, h), (m, h), (h + i, h), (1, h))
    ours_x = x.transpose(1, 0, 2)
    same(rnn_forward(ours_x, RNNParams(W, b[0]), h0).transpose(1, 0, 2), theirs.row_rnn(x, h0, W, b))
    W, b = (dict(zip("fuco", drawn(*[size] * 4, seed=1), strict=True)) for size in ((h + i, h), (1, h)))
    params = LSTMParams.from_blocks(*(W[gate] for gate in "fuoc"), *(b[gate][0] for gate in "fuoc"))
    same(lstm_forward(ours_x, params, h0, c0).h.transpose(1, 0, 2), theirs.row_lstm(x, h0, c0, W, b))


@each_shape
def test_row_joined_z_chooses_the_new_state_so_that_ours_has_the_weights_of_z_negated(shape):
    m, T, i, h = shape
    x, h0 = drawn((T, m, i), (m, h))
    W, b = (dict(zip("zrh", drawn(*[size] * 3, seed=1), strict=True)) for size in ((h + i, h), (1, h)))
    ours, trap = (
        gru_forward(
            x.transpose(1, 0, 2),
            GRUParams.from_blocks(W["r"], sign * W["z"], W["h"], b["r"][0], sign * b["z"][0], b["h"][0]),
            h0,
            reset="before",
        ).h.transpose(1, 0, 2)
        for sign in (-1, 1)
    )
    expected = theirs.row_gru(x, h0, W, b)
    same(ours, expected)
    differs(trap, expected)


# ---- concat column, concat row -----------------------------------------------------------------------------------


def test_concat_column():
    """The stack of the column form, in the row's own sizes: three units come out, two of which are the state."""
    w_hh, w_hx, h, x = drawn((3, 2), (3, 3), (2, 1), (3, 1))
    w, hx = np.hstack([w_hh, w_hx]), np.vstack([h, x])
    assert (w.shape, hx.shape) == ((3, 5), (5, 1))
    expected = w_hh @ h + w_hx @ x
    same(w @ hx, expected)
    params = RNNParams.from_blocks(np.hstack([w_hh, np.zeros((3, 1))]).T, w_hx.T, np.zeros(3))
    same(rnn_step(x.T, np.vstack([h, [[7.0]]]).T, params, "identity").T, expected)


@each_shape
def test_concat_column_of_a_network(shape):
    _, _, D, H = shape
    w_hh, w_hx, h, x = drawn((H, H), (H, D), (H, 1), (D, 1))
    params = RNNParams.from_blocks(w_hh.T, w_hx.T, np.zeros(H))
    same(rnn_step(x.T, h.T, params).T, np.tanh(np.hstack([w_hh, w_hx]) @ np.vstack([h, x])))


@pytest.mark.parametrize(("B", "D", "units"), [(3, 1, 4), (2, 3, 4), (3, 4, 4), (1, 1, 1)])
def test_concat_row(B, D, units):
    """Inputs first: our joined weight has the same rows, the hidden ones on top."""
    X, W_xh, H, W_hh = drawn((B, D), (D, units), (B, units), (units, units))
    joined = np.concatenate([W_xh, W_hh], axis=0)
    expected = np.concatenate([X, H], axis=1) @ joined
    assert expected.shape == (B, units)
    same(expected, X @ W_xh + H @ W_hh)
    none = np.zeros(units)
    same(rnn_step(X, H, RNNParams.from_blocks(W_hh, W_xh, none), "identity"), expected)
    same(rnn_step(X, H, RNNParams(np.roll(joined, units, axis=0), none), "identity"), expected)
    if D == units > 1:
        differs(rnn_step(X, H, RNNParams(joined, none), "identity"), expected)


# ---- tf1 ---------------------------------------------------------------------------------------------------------


def draw_tf1(cell, D, H):
    if cell == "GRU":
        shapes = (D + H, 2 * H), (2 * H,), (D + H, H), (H,)
        return dict(
            zip(("gates/kernel", "gates/bias", "candidate/kernel", "candidate/bias"), drawn(*shapes), strict=True)
        )
    return dict(zip(("kernel", "bias"), drawn((D + H, GATES[cell] * H), (GATES[cell] * H,)), strict=True))


@each_shape
@each_cell
def test_tf1(cell, shape):
    B, T, D, H = shape
    weights, (x, h0, c0) = draw_tf1(cell, D, H), drawn((B, T, D), (B, H), (B, H), seed=99)
    reference = {"RNN": theirs.tf1_rnn_cell, "GRU": theirs.tf1_gru_cell, "LSTM": theirs.tf1_lstm_cell}[cell]
    starts = (h0[None], c0[None]) if cell == "LSTM" else (h0[None],)
    ours = stack_forward(from_tf1(weights, cell.lower()), x, *starts).h
    same(ours, theirs.tf1_unrolled(reference, x, h0, c0, *weights.values()))


@each_shape
@pytest.mark.parametrize("forget_bias", [0.0, 1.0, -2.5])
def test_tf1_adds_its_forget_bias_to_f_alone(forget_bias, shape):
    B, T, D, H = shape
    weights, (x, h0, c0) = draw_tf1("LSTM", D, H), drawn((B, T, D), (B, H), (B, H), seed=99)
    expected = theirs.tf1_unrolled(theirs.tf1_lstm_cell, x, h0, c0, *weights.values(), forget_bias=forget_bias)
    params = from_tf1(weights, "lstm", forget_bias).directions[0]
    same(lstm_forward(x, params, h0, c0).h, expected)
    differs(lstm_forward(x, from_tf1(weights, "lstm", forget_bias + 1).directions[0], h0, c0).h, expected)


@each_cell
def test_tf1_hidden_rows_on_top_run_and_are_wrong_where_d_is_h(cell):
    B, T, D, H = SHAPES[1]
    weights, (x,) = draw_tf1(cell, D, H), drawn((B, T, D), seed=99)
    right, wrong = (
        stack_forward(from_tf1({name: np.roll(a, shift, axis=0) for name, a in weights.items()}, cell.lower()), x).h
        for shift in (0, H)
    )
    assert D == H
    differs(right, wrong)


# ---- what the table says of them all -----------------------------------------------------------------------------


def test_the_orders_are_those_of_the_table():
    """As the table spells them: c or j for our candidate g, h for n, u for z."""
    spelled = {"onnx": "iofc", "torch": "ifgo", "keras": "ifco", "cs231n": "ifog", "tf1": "ijfo"}
    ours = str.maketrans("cj", "gg")
    expected = {"rnnlab": "fiog"} | {name: order.translate(ours) for name, order in spelled.items()}
    assert expected == GATE_ORDER
    assert len(set(spelled.values())) == 5
    spelled = {"onnx": "zrh", "torch": "rzn", "keras": "zrh", "tf1": "ruh"}
    ours = str.maketrans("hu", "nz")
    expected = {"rnnlab": "rzn"} | {name: order.translate(ours) for name, order in spelled.items()}
    assert expected == GRU_GATE_ORDER


@pytest.mark.parametrize("wrong", ["iofg", "ifog", "igfo", "fiog"])
def test_every_other_order_of_the_gates_is_seen(wrong):
    weights, (x,) = draw_torch("LSTM", 1, 1, 3, 4), drawn((2, 5, 3), seed=99)
    mistaken = {name: reorder_gates(array, wrong, "ifgo", axis=0) for name, array in weights.items()}
    differs(stack_forward(from_torch(weights), x).h, stack_forward(from_torch(mistaken), x).h)


@each_shape
@pytest.mark.parametrize("cell", ["RNN", "GRU", "LSTM"])
def test_what_we_write_their_formulas_compute(cell, shape):
    """From ours: the same network in each of the conventions that have a function for it."""
    B, T, D, H = shape
    n = GATES[cell]
    x, h0, c0, W, b, b_hn = drawn((B, T, D), (B, H), (B, H), (H + D, n * H), (n * H,), (H,))
    kind = {"RNN": RNNParams, "GRU": GRUParams, "LSTM": LSTMParams}[cell]
    stack = Stack([kind(W, b, b_hn) if cell == "GRU" else kind(W, b)])
    starts = (h0[None], c0[None]) if cell == "LSTM" else (h0[None],)
    ours = stack_forward(stack, x, *starts).h
    by_time, zeros = x.transpose(1, 0, 2), np.zeros((1, 3 * H))
    module = theirs.torch_module(TORCH[cell], by_time, to_torch(stack), h0[None], c0[None], 1, 1)
    same(ours.transpose(1, 0, 2), module[0])
    same(ours, theirs.keras_layer(KERAS[cell], x, to_keras(stack), h0, c0)[0])
    node = to_onnx(stack)
    attributes = {name: node[name] for name in ("linear_before_reset", "input_forget") if name in node}
    Y = theirs.onnx_node(
        ONNX[cell], by_time, node["W"], node["R"], node["B"], zeros, h0[None], c0[None], node["direction"], **attributes
    )
    same(ours.transpose(1, 0, 2), Y[0][:, 0])


@each_shape
@each_cell
def test_what_we_write_tensorflow_1_computes(cell, shape):
    B, T, D, H = shape
    n = GATES[cell]
    x, h0, c0, W, b = drawn((B, T, D), (B, H), (B, H), (H + D, n * H), (n * H,))
    kind = {"RNN": RNNParams, "GRU": GRUParams, "LSTM": LSTMParams}[cell]
    stack = Stack([kind(W, b)], {"reset": "before"} if cell == "GRU" else {})
    starts = (h0[None], c0[None]) if cell == "LSTM" else (h0[None],)
    reference = {"RNN": theirs.tf1_rnn_cell, "GRU": theirs.tf1_gru_cell, "LSTM": theirs.tf1_lstm_cell}[cell]
    weights = to_tf1(stack, forget_bias=1.0)
    arrays = [weights[name] for name in draw_tf1(cell, D, H)]
    same(stack_forward(stack, x, *starts).h, theirs.tf1_unrolled(reference, x, h0, c0, *arrays))
