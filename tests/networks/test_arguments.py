from types import SimpleNamespace

import numpy as np
import pytest

from rnnlab import (
    VARIANTS,
    GRUParams,
    Layer,
    LSTMParams,
    LSTMVariant,
    RNNParams,
    Stack,
    gradcheck,
    gru_backward,
    gru_forward,
    gru_step,
    half_life,
    init_gru,
    init_lstm,
    init_rnn,
    lstm_backward,
    lstm_forward,
    lstm_step,
    measured_half_life,
    pin_gates,
    pulse_memory,
    rnn_backward,
    rnn_forward,
    rnn_step,
    scale_to_radius,
    spectral_radius,
    stack_backward,
    stack_forward,
)
from rnnlab.networks.arguments import as_float, as_size, read_choice


def right(B=2, T=5, D=3, H=4):
    """Arguments that are all right, for a bad input to spoil one of them."""
    rng = np.random.default_rng(0)
    shapes = {
        "x": (B, T, D),
        "x_t": (B, D),
        "h": (B, H),
        "c": (B, H),
        "W_hh": (H, H),
        "W_hx": (D, H),
        "W_h": (H + D, H),
        "b_h": (H,),
        "W": (H + D, 4 * H),
        "b": (4 * H,),
        "gate": (H + D, H),
        "p": (3 * H,),
        "R": (3 * H, 3 * H),
        "dh": (B, T, H),
        "W_next": (2 * H, H),
    }
    a = SimpleNamespace(**{name: rng.standard_normal(shape) for name, shape in shapes.items()})
    a.rng, a.rnn, a.lstm, a.gru = rng, RNNParams(a.W_h, a.b_h), LSTMParams(a.W, a.b), GRUParams(a.W[:, :12], a.b[:12])
    a.full, a.next = LSTMParams(a.W, a.b, a.p, a.R), RNNParams(a.W_next, a.b_h)
    a.states, a.of_gru, a.of_lstm = (run(a.x, p) for run, p in zip(FORWARDS, (a.rnn, a.gru, a.lstm), strict=True))
    a.two, a.of_two = (both := Stack([Layer(a.lstm, a.lstm)])), stack_forward(both, a.x, *np.ones((2, 2, B, H)))
    a.dh_two = np.concatenate([a.dh, a.dh], axis=2)
    return a


FORWARDS = rnn_forward, gru_forward, lstm_forward


def gates(a, **wrong):
    """LSTM parameters from blocks that are right but for the wrong ones."""
    blocks = {f"W_{name}": a.gate for name in "fiog"} | {f"b_{name}": a.b_h for name in "fiog"}
    return LSTMParams.from_blocks(**{**blocks, **wrong})


def forward_of_one(a, name, state):
    """An LSTM over a batch of one: many a wrong shape is broadcast there in silence."""
    return lstm_forward(a.x[:1], a.lstm, **{name: state})


SQUARE = "W_hh must be (H, H), because h is both what goes in and what comes out."
NOT_SQUARE = "but it must be square, (H, H): h is both what goes in and what comes out."
X_REAL = "but it must hold real numbers. "
RNN_WEIGHT = (
    "but it must be (H + D, H): the hidden rows (H of them) stacked on the input rows (D of them, at least 1). "
)
LSTM_WEIGHT = RNN_WEIGHT.replace("(H + D, H)", "(H + D, 4H)")
STATE = "but with x (2, 3) and H = 4 hidden units it must be (B, H) = (2, 4). "
H0 = STATE.replace("(2, 3)", "(2, 5, 3)")
ONE = "but with x (5, 3) and H = 4 hidden units it must be (H,) = (4,). "
OVER_BATCH = "One state would be broadcast over the batch in silence: np.tile({}, (B, 1)) says it aloud."
TRANSPOSED = "It looks transposed: papers multiply from the left, here a row is an example. {}.T"
SIZE = "but a size must be a whole number, at least 1."
RNG = "but it must be a numpy.random.Generator: np.random.default_rng(0), with a seed of yours."
RADIUS = "but it must be one finite number, at least 0."
KNOWN = "but it must be one of 'identity', 'sigmoid', 'tanh', 'relu'."
PIN = "but it must be one number between 0 (shut) and 1 (open)."
RATE = "but what is kept of a value in each step lies between 0 and 1."
GATE_WEIGHT = "but a gate's must be (H + D, H): "
GRU_WEIGHT = RNN_WEIGHT.replace("(H + D, H)", "(H + D, 3H)")
STATES = "but with x (2, 5, 3) it must be (B, T, H) = (2, 5, 4). "
OF_STACK = "but with x (2, 5, 3) and 2 directions of all layers it must be (n, B, H) = (2, 2, 4)."
OTHER_H = "It was made for another H than 4, or for other gates."
RESET = "but it must be one of 'after', 'before'."
VARIANT = "but it must be an LSTMVariant, for example "
COUPLED = "coupled is True, f = 1 - i, but then the input gate and the forget gate must be on."
LENGTH = "but a length is a whole number of steps."
ONE_CELL = "but a stack is of one cell: RNNParams, GRUParams or LSTMParams."
SEQUENCE = "but a sequence must be (B, T, D), or (T, D) for one example. "
MISSING_RETURN = "but it must be an array of numbers. Does the function that makes it lack a return?"

T, V = TypeError, ValueError
BAD = {
    # kinds
    "x None": (T, lambda a: rnn_step(None, a.h, a.rnn), "x is None, " + MISSING_RETURN),
    "h None": (T, lambda a: rnn_step(a.x_t, None, a.rnn), "h is None, " + MISSING_RETURN),
    "c None": (T, lambda a: lstm_step(a.x_t, a.h, None, a.lstm), "c is None, " + MISSING_RETURN),
    "W_h None": (T, lambda a: RNNParams(None, a.b_h), "W_h is None, " + MISSING_RETURN),
    "b None": (T, lambda a: LSTMParams(a.W, None), "b is None, " + MISSING_RETURN),
    "W_hx None": (T, lambda a: RNNParams.from_blocks(a.W_hh, None, a.b_h), "W_hx is None, " + MISSING_RETURN),
    "b_o None": (T, lambda a: gates(a, b_o=None), "b_o is None, " + MISSING_RETURN),
    "x complex": (
        T,
        lambda a: rnn_forward(a.x + 0j, a.rnn),
        f"x has dtype complex128, {X_REAL}It is complex: take its real part, or its absolute value, first.",
    ),
    "W_h complex": (T, lambda a: RNNParams(a.W_h * 1j, a.b_h), f"W_h has dtype complex128, {X_REAL}It is complex"),
    "x text": (
        T,
        lambda a: rnn_forward(a.x.astype(str), a.rnn),
        f"x has dtype <U32, {X_REAL}It is text: convert it with float() or np.loadtxt first.",
    ),
    "x a word": (T, lambda a: rnn_step("zeros", a.h, a.rnn), f"x has dtype <U5, {X_REAL}It is text"),
    "h0 text": (T, lambda a: rnn_forward(a.x, a.rnn, "zeros"), f"h0 has dtype <U5, {X_REAL}It is text"),
    "x bytes": (
        T,
        lambda a: rnn_step(b"zeros", a.h, a.rnn),
        f"x has dtype |S5, {X_REAL}It is bytes: convert them with np.frombuffer first.",
    ),
    "x objects": (
        T,
        lambda a: rnn_forward(a.x.astype(object), a.rnn),
        f"x has dtype object, {X_REAL}NumPy made Python objects of it: is there a None, a text or a nested list",
    ),
    "x with a None in it": (
        T,
        lambda a: rnn_step([1.0, None, 2.0], a.h[0], a.rnn),
        f"x has dtype object, {X_REAL}NumPy made Python objects of it: is there a None",
    ),
    "x ragged": (
        V,
        lambda a: rnn_forward([[1.0, 2.0, 3.0], [1.0, 2.0]], a.rnn),
        "x is a ragged list, but every row must have the same length. Pad the short ones.",
    ),
    "W_hh ragged": (
        V,
        lambda a: RNNParams.from_blocks([[1, 2], [3]], a.W_hx, a.b_h),
        "W_hh is a ragged list, but every row must have the same length. Pad the short ones.",
    ),
    "x masked": (
        T,
        lambda a: rnn_forward(np.ma.masked_less(a.x, 0), a.rnn),
        "x is a masked array, and its mask would be lost. Fill it first: x.filled(0).",
    ),
    "x dates": (
        T,
        lambda a: rnn_step(np.full((2, 3), "2008-01-01", "datetime64[D]"), a.h, a.rnn),
        f"x has dtype datetime64[D], {X_REAL}Only real numbers can be multiplied with weights.",
    ),
    "x durations": (T, lambda a: rnn_step(a.x_t.astype("m8[s]"), a.h, a.rnn), f"x has dtype timedelta64[s], {X_REAL}"),
    # parameters of another kind
    "LSTM weights in an RNN": (
        T,
        lambda a: rnn_forward(a.x, a.lstm),
        "params is of type LSTMParams, but this cell needs RNNParams: its weight (H + D, H) and its bias in one.",
    ),
    "RNN weights in an LSTM step": (
        T,
        lambda a: lstm_step(a.x_t, a.h, a.c, a.rnn),
        "params is of type RNNParams, but this cell needs LSTMParams: its weight (H + D, 4H) and its bias in one.",
    ),
    "RNN weights in an LSTM": (
        T,
        lambda a: lstm_forward(a.x, a.rnn),
        "params is of type RNNParams, but this cell needs LSTMParams",
    ),
    "a matrix for params": (
        T,
        lambda a: rnn_step(a.x_t, a.h, a.W_h),
        "params is of type ndarray, but this cell needs RNNParams",
    ),
    # x
    "a sequence to a step": (
        V,
        lambda a: rnn_step(a.x, a.h, a.rnn),
        "x has shape (2, 5, 3), but one step must be (B, D), or (D,) for one example. "
        "A whole sequence goes to the forward function.",
    ),
    "a number to a step": (
        V,
        lambda a: rnn_step(1.0, a.h, a.rnn),
        "x has shape (), but one step must be (B, D), or (D,) for one example. A row is an example.",
    ),
    "four axes to a step": (V, lambda a: lstm_step(a.x[None], a.h, a.c, a.lstm), "x has shape (1, 2, 5, 3), but one"),
    "a step to a sequence": (
        V,
        lambda a: rnn_forward(a.x_t[0], a.rnn),
        "x has shape (3,), but a sequence must be (B, T, D), or (T, D) for one example. "
        "One step goes to the step function.",
    ),
    "a number to a sequence": (
        V,
        lambda a: lstm_forward(0, a.lstm),
        "x has shape (), but a sequence must be (B, T, D)",
    ),
    "four axes to a sequence": (
        V,
        lambda a: rnn_forward(a.x[None], a.rnn),
        "x has shape (1, 2, 5, 3), but a sequence must be (B, T, D), or (T, D) for one example. "
        "Which axes are batch, time and features?",
    ),
    "no inputs at all": (V, lambda a: rnn_forward([], a.rnn), "x has shape (0,), but a sequence must be (B, T, D)"),
    "one feature too many": (
        V,
        lambda a: rnn_forward(np.ones((2, 7, 9)), a.rnn),
        "W_h has shape (7, 4), but with x (2, 7, 9) and H = 4 hidden units it must be (H + D, H) = (13, 4). "
        f"It was made for D = 3 inputs, or W_hh was not square: {SQUARE}",
    ),
    "no features": (
        V,
        lambda a: rnn_forward(a.x[..., :0], a.rnn),
        "W_h has shape (7, 4), but with x (2, 5, 0) and H = 4 hidden units it must be (H + D, H) = (4, 4). ",
    ),
    "a feature too many for a step": (
        V,
        lambda a: lstm_step(np.ones((2, 9)), a.h, a.c, a.lstm),
        "W has shape (7, 16), but with x (2, 9) and H = 4 hidden units it must be (H + D, 4H) = (13, 16). "
        "It was made for D = 3 inputs",
    ),
    "time last": (
        V,
        lambda a: lstm_forward(a.x.swapaxes(1, 2), a.lstm),
        "W has shape (7, 16), but with x (2, 3, 5) and H = 4 hidden units it must be (H + D, 4H) = (9, 16). "
        "Or x has its axes in another order: these weights read D = 3 features, on its last axis.",
    ),
    "papers' columns for x": (
        V,
        lambda a: rnn_step(a.x_t.T, a.h, a.rnn),
        "W_h has shape (7, 4), but with x (3, 2) and H = 4 hidden units it must be (H + D, H) = (6, 4). "
        "Or x has its axes in another order",
    ),
    "x and h swapped": (
        V,
        lambda a: rnn_step(a.h, a.x_t, a.rnn),
        "W_h has shape (7, 4), but with x (2, 4) and H = 4 hidden units it must be (H + D, H) = (8, 4). ",
    ),
    # weights
    "W_hh made from D, stacked by hand": (
        V,
        lambda a: rnn_forward(a.x, RNNParams(np.ones((6, 4)), a.b_h)),
        "W_h has shape (6, 4), but with x (2, 5, 3) and H = 4 hidden units it must be (H + D, H) = (7, 4). "
        "It looks like W_hh was made from D: it must be square, (H, H), because h goes in and comes out.",
    ),
    "the hidden rows forgotten": (
        V,
        lambda a: rnn_forward(np.ones((2, 5, 7)), a.rnn),
        "it must be (H + D, H) = (11, 4). "
        "It looks like the hidden rows are missing: W_hh (H, H) is stacked on W_hx (D, H).",
    ),
    "the input rows forgotten": (
        V,
        lambda a: RNNParams(a.W_hh, a.b_h),
        f"W_h has shape (4, 4), {RNN_WEIGHT}It looks like the input rows are missing: stack W_hx (D, H) under W_hh",
    ),
    "the LSTM's input rows forgotten": (
        V,
        lambda a: LSTMParams(a.W[:4], a.b),
        f"W has shape (4, 16), {LSTM_WEIGHT}It looks like the input rows are missing: stack W_hx (D, H) under W_hh",
    ),
    "the LSTM's hidden rows forgotten": (
        V,
        lambda a: LSTMParams(a.W[4:], a.b),
        f"W has shape (3, 16), {LSTM_WEIGHT}It looks like the hidden rows are missing: stack W_hh (H, H) on top of",
    ),
    "W_h transposed": (
        V,
        lambda a: RNNParams(a.W_h.T, a.b_h),
        f"W_h has shape (4, 7), {RNN_WEIGHT}{TRANSPOSED.format('W_h')}",
    ),
    "W transposed": (
        V,
        lambda a: LSTMParams(a.W.T, a.b),
        f"W has shape (16, 7), {LSTM_WEIGHT}{TRANSPOSED.format('W')}",
    ),
    "W_h a vector": (
        V,
        lambda a: RNNParams(a.b_h, a.b_h),
        f"W_h has shape (4,), {RNN_WEIGHT}It must have two axes: a row for each thing that goes in, a column for each",
    ),
    "W_h a number": (V, lambda a: RNNParams(1.0, a.b_h), f"W_h has shape (), {RNN_WEIGHT}It must have two axes"),
    "W a stack of four": (
        V,
        lambda a: LSTMParams(np.ones((4, 7, 4)), a.b),
        f"W has shape (4, 7, 4), {LSTM_WEIGHT}It must have two axes",
    ),
    "W_h empty": (V, lambda a: RNNParams(np.ones((3, 0)), []), f"W_h has shape (3, 0), {RNN_WEIGHT}It is empty."),
    "three gates": (
        V,
        lambda a: LSTMParams(np.ones((5, 9)), np.ones(9)),
        f"W has shape (5, 9), {LSTM_WEIGHT}Its columns must be a multiple of 4: one block of H for each gate.",
    ),
    "three columns": (
        V,
        lambda a: LSTMParams(np.ones((12, 3)), np.ones(3)),
        f"W has shape (12, 3), {LSTM_WEIGHT}Its columns must be a multiple of 4: one block of H for each gate.",
    ),
    "three gates that look like four": (
        V,
        lambda a: lstm_forward(a.x, LSTMParams(a.W[:, :12], a.b[:12])),
        "W has shape (7, 12), but with x (2, 5, 3) and H = 3 hidden units it must be (H + D, 4H) = (6, 12). ",
    ),
    "W_hh not square": (
        V,
        lambda a: RNNParams.from_blocks(np.ones((3, 2)), np.ones((3, 2)), np.ones(2)),
        f"W_hh has shape (3, 2), {NOT_SQUARE}",
    ),
    "W_hh a vector": (
        V,
        lambda a: RNNParams.from_blocks(a.b_h, a.W_hx, a.b_h),
        f"W_hh has shape (4,), {NOT_SQUARE}",
    ),
    "W_hh empty": (
        V,
        lambda a: RNNParams.from_blocks(np.ones((0, 0)), np.ones((3, 0)), []),
        f"W_hh has shape (0, 0), {NOT_SQUARE}",
    ),
    "W_hx transposed": (
        V,
        lambda a: RNNParams.from_blocks(a.W_hh, a.W_hx.T, a.b_h),
        "W_hx has shape (4, 3), but with W_hh (4, 4) it must be (D, H) = (D, 4). It looks transposed.",
    ),
    "W_hx of another H": (
        V,
        lambda a: RNNParams.from_blocks(a.W_hh, np.ones((3, 5)), a.b_h),
        "W_hx has shape (3, 5), but with W_hh (4, 4) it must be (D, H) = (D, 4). It leads from x into h.",
    ),
    "W_hx a vector": (
        V,
        lambda a: RNNParams.from_blocks(a.W_hh, a.b_h, a.b_h),
        "W_hx has shape (4,), but with W_hh (4, 4) it must be (D, H) = (D, 4). It leads from x into h.",
    ),
    "one gate of another size": (
        V,
        lambda a: gates(a, W_o=np.ones((8, 4))),
        "W_o has shape (8, 4), but W_f has (7, 4): all gates must have one shape, (H + D, H). "
        "It was made for other sizes, or transposed.",
    ),
    "one gate transposed": (
        V,
        lambda a: gates(a, W_g=a.gate.T),
        f"W_g has shape (4, 7), {GATE_WEIGHT}the hidden rows stacked on the input rows. It looks transposed, or its",
    ),
    "one gate without input rows": (
        V,
        lambda a: gates(a, W_f=a.W_hh),
        f"W_f has shape (4, 4), {GATE_WEIGHT}the hidden rows stacked on the input rows. It looks transposed, or its",
    ),
    "four gates transposed": (
        V,
        lambda a: gates(a, **{f"W_{name}": a.gate.T for name in "fiog"}),
        f"W_f has shape (4, 7), {GATE_WEIGHT}the hidden rows stacked on the input rows. It looks transposed, or its",
    ),
    "a gate's weight a vector": (
        V,
        lambda a: gates(a, W_i=a.b_h),
        f"W_i has shape (4,), {GATE_WEIGHT}a row goes in, a column comes out.",
    ),
    "four numbers for biases": (
        V,
        lambda a: gates(a, b_f=1, b_i=0, b_o=0, b_g=0),
        "b_f has shape (), but a gate's must be (H,): one number for each unit.",
    ),
    "four columns for biases": (
        V,
        lambda a: gates(a, **{f"b_{name}": a.b_h[:, None] for name in "fiog"}),
        "b_f has shape (4, 1), but a gate's must be (H,): one number for each unit.",
    ),
    "one bias of another size": (
        V,
        lambda a: gates(a, b_g=np.ones(3)),
        "b_g has shape (3,), but b_f has (4,): all gates must have one shape, (H,).",
    ),
    "an unknown gate": (V, lambda a: a.lstm.gate("c"), "gate is 'c', but it must be one of f, i, o, g."),
    # biases
    "a column for a bias, with B = 1": (
        V,
        lambda a: rnn_step(a.x_t[:1], a.h[:1], RNNParams(a.W_h, a.b_h[:, None])),
        "b_h has shape (4, 1), but with W_h (7, 4) it must be (H,) = (4,). "
        "A column would be broadcast in silence, and h would come out (H, H). b_h.ravel()",
    ),
    "a row for a bias": (
        V,
        lambda a: RNNParams(a.W_h, a.b_h[None]),
        "b_h has shape (1, 4), but with W_h (7, 4) it must be (H,) = (4,). A bias has one axis: b_h.ravel()",
    ),
    "a number for a bias": (
        V,
        lambda a: RNNParams(a.W_h, 0.0),
        "b_h has shape (), but with W_h (7, 4) it must be (H,) = (4,). "
        "One number for all units would be broadcast in silence.",
    ),
    "one number in a list for a bias": (
        V,
        lambda a: RNNParams(a.W_h, [0.0]),
        "b_h has shape (1,), but with W_h (7, 4) it must be (H,) = (4,). One number for each unit that comes out.",
    ),
    "a bias as long as the rows": (
        V,
        lambda a: RNNParams(a.W_h, np.ones(7)),
        "b_h has shape (7,), but with W_h (7, 4) it must be (H,) = (4,). It fits the rows of W_h: W_h looks transposed",
    ),
    "one gate's bias for all": (
        V,
        lambda a: LSTMParams(a.W, a.b_h),
        "b has shape (4,), but with W (7, 16) it must be (4H,) = (16,). "
        "It is one gate's: join the biases of all gates with np.concatenate.",
    ),
    "three gates' bias for four": (
        V,
        lambda a: LSTMParams(a.W, a.b[:12]),
        "b has shape (12,), but with W (7, 16) it must be (4H,) = (16,). One number for each unit that comes out.",
    ),
    "a column for the LSTM's bias": (
        V,
        lambda a: LSTMParams(a.W, a.b[:, None]),
        "b has shape (16, 1), but with W (7, 16) it must be (4H,) = (16,). A column would be broadcast in silence",
    ),
    # states
    "one h for the batch": (
        V,
        lambda a: rnn_step(a.x_t, a.h[0], a.rnn),
        f"h has shape (4,), {STATE}{OVER_BATCH.format('h')}",
    ),
    "one h0 for the batch": (
        V,
        lambda a: rnn_forward(a.x, a.rnn, a.h[0]),
        f"h0 has shape (4,), {H0}{OVER_BATCH.format('h0')}",
    ),
    "h0 (1, H) for the batch": (
        V,
        lambda a: rnn_forward(a.x, a.rnn, a.h[:1]),
        f"h0 has shape (1, 4), {H0}{OVER_BATCH.format('h0')}",
    ),
    "one c0 for the batch": (
        V,
        lambda a: lstm_forward(a.x, a.lstm, a.h, a.c[0]),
        f"c0 has shape (4,), {H0}{OVER_BATCH.format('c0')}",
    ),
    "h0 (H,) for a batch of one": (
        V,
        lambda a: forward_of_one(a, "h0", a.h[0]),
        "h0 has shape (4,), but with x (1, 5, 3) and H = 4 hidden units it must be (B, H) = (1, 4). ",
    ),
    "h0 (H, 1) for a batch of one": (
        V,
        lambda a: forward_of_one(a, "h0", a.h[:1].T),
        "h0 has shape (4, 1), but with x (1, 5, 3) and H = 4 hidden units it must be (B, H) = (1, 4). "
        "It looks transposed: a row is an example here, where papers write columns. h0.T",
    ),
    "c0 a number": (
        V,
        lambda a: lstm_forward(a.x, a.lstm, c0=0.0),
        f"c0 has shape (), {H0}One number would be broadcast over all units in silence.",
    ),
    "h0 with a batch, x without": (
        V,
        lambda a: rnn_forward(a.x[0], a.rnn, a.h[:1]),
        f"h0 has shape (1, 4), {ONE}x has no batch axis, so h0 has none: h0[0].",
    ),
    "h0 a column, x without a batch": (
        V,
        lambda a: rnn_forward(a.x[0], a.rnn, a.h[:1].T),
        f"h0 has shape (4, 1), {ONE}It is a column, as papers write it, but here it has one axis: h0.ravel()",
    ),
    "papers' columns for h": (
        V,
        lambda a: rnn_step(a.x_t, a.h.T, a.rnn),
        f"h has shape (4, 2), {STATE}It looks transposed: a row is an example here, where papers write columns. h.T",
    ),
    "one column for the batch": (
        V,
        lambda a: rnn_step(a.x_t, a.h[:1].T, a.rnn),
        f"h has shape (4, 1), {STATE}It looks transposed: a row is an example here, where papers write columns. h.T",
    ),
    "a state with an axis for layers": (
        V,
        lambda a: lstm_forward(a.x, a.lstm, a.h[None], a.c[None]),
        f"h0 has shape (1, 2, 4), {H0}It has an axis for layers in front, as other libraries give it: h0[0].",
    ),
    "all the states for one": (
        V,
        lambda a: rnn_forward(a.x, a.rnn, rnn_forward(a.x, a.rnn)),
        f"h0 has shape (2, 5, 4), {H0}Is it the states of every step? One state is h0[..., t, :].",
    ),
    "x for h0": (
        V,
        lambda a: rnn_forward(a.x, a.rnn, a.x_t),
        f"h0 has shape (2, 3), {H0}It has the input's size D: are x and the state swapped?",
    ),
    "x for h0, without a batch": (
        V,
        lambda a: rnn_forward(a.x[0], a.rnn, a.x[0, 0]),
        f"h0 has shape (3,), {ONE}It has the input's size D: are x and the state swapped?",
    ),
    "all the states for one, without a batch": (
        V,
        lambda a: rnn_forward(a.x[0], a.rnn, rnn_forward(a.x[0], a.rnn)),
        f"h0 has shape (5, 4), {ONE}Is it the states of every step? One state is h0[..., t, :].",
    ),
    "h0 of another size, without a batch": (
        V,
        lambda a: rnn_forward(a.x[0], a.rnn, np.ones(5)),
        f"h0 has shape (5,), {ONE}It was made for H = 5 hidden units, the weights for H = 4.",
    ),
    "h of another size": (
        V,
        lambda a: rnn_step(a.x_t, np.ones((2, 5)), a.rnn),
        f"h has shape (2, 5), {STATE}It was made for H = 5 hidden units, the weights for H = 4.",
    ),
    "c of another size": (
        V,
        lambda a: lstm_step(a.x_t, a.h, np.ones((2, 5)), a.lstm),
        f"c has shape (2, 5), {STATE}It was made for H = 5 hidden units, the weights for H = 4.",
    ),
    "h of another batch": (
        V,
        lambda a: rnn_step(a.x_t, np.ones((3, 4)), a.rnn),
        f"h has shape (3, 4), {STATE}Its batch is not the batch of x.",
    ),
    "h of another batch, with D = H": (
        V,
        lambda a: rnn_step(np.ones((2, 4)), np.ones((3, 4)), RNNParams(np.ones((8, 4)), a.b_h)),
        "h has shape (3, 4), but with x (2, 4) and H = 4 hidden units it must be (B, H) = (2, 4). "
        "Its batch is not the batch of x.",
    ),
    # names
    "an unknown activation": (V, lambda a: rnn_step(a.x_t, a.h, a.rnn, "softmax"), f"activation is 'softmax', {KNOWN}"),
    "an activation as a function": (
        V,
        lambda a: rnn_forward(a.x, a.rnn, activation=np.tanh),
        f"activation is <ufunc 'tanh'>, {KNOWN} It is given by its name, not as a function.",
    ),
    "two activations": (V, lambda a: rnn_step(a.x_t, a.h, a.rnn, ["tanh"]), f"activation is ['tanh'], {KNOWN}"),
    "an unknown output activation": (
        V,
        lambda a: LSTMVariant(output_activation=None),
        f"output_activation is None, {KNOWN}",
    ),
    "an unknown input activation": (
        V,
        lambda a: LSTMVariant(input_activation="Tanh"),
        f"input_activation is 'Tanh', {KNOWN}",
    ),
    "an unknown scheme": (
        V,
        lambda a: init_rnn(3, 4, a.rng, "he"),
        "scheme is 'he', but it must be one of normal, uniform, xavier, orthogonal.",
    ),
    "two schemes": (
        V,
        lambda a: init_lstm(3, 4, a.rng, ["normal"]),
        "scheme is ['normal'], but it must be one of normal",
    ),
    # sizes and the rest of the initialisation
    "D = 0": (V, lambda a: init_rnn(0, 4, a.rng), f"D is 0, {SIZE}"),
    "H negative": (V, lambda a: init_lstm(3, -4, a.rng), f"H is -4, {SIZE}"),
    "D a float": (T, lambda a: init_rnn(3.0, 4, a.rng), f"D is 3.0, {SIZE}"),
    "H a bool": (T, lambda a: init_lstm(3, True, a.rng), f"H is True, {SIZE}"),
    "H an array": (T, lambda a: init_rnn(3, np.array([4]), a.rng), f"H is array([4]), {SIZE}"),
    "rng a seed": (T, lambda a: init_rnn(3, 4, 0), f"rng is of type int, {RNG}"),
    "rng a RandomState": (
        T,
        lambda a: init_lstm(3, 4, np.random.RandomState(0)),
        f"rng is of type RandomState, {RNG}",
    ),
    "rng None": (T, lambda a: init_rnn(3, 4, None), f"rng is of type NoneType, {RNG}"),
    "radius negative": (
        V,
        lambda a: init_rnn(3, 4, a.rng, spectral_radius=-0.5),
        f"spectral_radius is -0.5, {RADIUS}",
    ),
    "radius nan": (V, lambda a: scale_to_radius(a.W_hh, np.nan), f"spectral_radius is nan, {RADIUS}"),
    "radius infinite": (V, lambda a: scale_to_radius(a.W_hh, np.inf), f"spectral_radius is inf, {RADIUS}"),
    "two radii": (V, lambda a: scale_to_radius(a.W_hh, [1, 2]), f"spectral_radius is [1. 2.], {RADIUS}"),
    "radius text": (T, lambda a: scale_to_radius(a.W_hh, "1"), f"spectral_radius has dtype <U1, {X_REAL}It is text"),
    "radius of zeros": (
        V,
        lambda a: scale_to_radius(np.zeros((4, 4)), 0.9),
        "All eigenvalues of W_hh are 0, so no factor gives it another spectral radius.",
    ),
    "radius of W_hx": (V, lambda a: spectral_radius(a.W_hx), f"W_hh has shape (3, 4), {NOT_SQUARE}"),
    "a dtype of whole numbers": (
        T,
        lambda a: init_rnn(3, 4, a.rng, dtype=np.int8),
        "dtype is int8, but weights are floats: np.float32 or np.float64.",
    ),
    "forget bias None": (
        T,
        lambda a: init_lstm(3, 4, a.rng, forget_bias=None),
        f"forget_bias is None, {MISSING_RETURN}",
    ),
    "forget bias a list": (
        V,
        lambda a: init_lstm(3, 4, a.rng, forget_bias=[1, 2]),
        "forget_bias has shape (2,), but it must be one number.",
    ),
    # gates and memory
    "pin above 1": (V, lambda a: pin_gates(a.lstm, f=1.5), f"f is 1.5, {PIN}"),
    "pin below 0": (V, lambda a: pin_gates(a.lstm, i=-0.1), f"i is -0.1, {PIN}"),
    "pin nan": (V, lambda a: pin_gates(a.lstm, o=np.nan), f"o is nan, {PIN}"),
    "pin two values": (V, lambda a: pin_gates(a.lstm, o=[0, 1]), f"o is [0. 1.], {PIN}"),
    "pin None": (T, lambda a: pin_gates(a.lstm, f=None), f"f is None, {MISSING_RETURN}"),
    "pin g": (
        V,
        lambda a: pin_gates(a.lstm, g=0.5),
        "'g' cannot be pinned: the gates are f, i and o (g is the candidate).",
    ),
    "a rate above 1": (V, lambda a: half_life(1.5), f"rate is 1.5, {RATE}"),
    "a rate below 0": (V, lambda a: half_life([-0.25, 0.5]), f"rate is [-0.25  0.5 ], {RATE}"),
    "a rate nan": (V, lambda a: half_life(np.nan), f"rate is nan, {RATE}"),
    "a rate as text": (T, lambda a: half_life("0.5"), f"rate has dtype <U3, {X_REAL}It is text"),
    "what is left as text": (T, lambda a: measured_half_life(["1", "2"]), f"left has dtype <U1, {X_REAL}It is text"),
    "a pulse without a step": (
        V,
        lambda a: pulse_memory(lambda x: x, a.x[0, :0]),
        "x has shape (0, 3), but it must be one sequence, (T, D), with T at least 1.",
    ),
    "a pulse in a batch": (
        V,
        lambda a: pulse_memory(lambda x: x, a.x),
        "x has shape (2, 5, 3), but it must be one sequence, (T, D), with T at least 1.",
    ),
    # the weights of a GRU, and the optional ones of an LSTM
    "GRU W transposed": (
        V,
        lambda a: GRUParams(a.gru.W.T, a.gru.b),
        f"W has shape (12, 7), {GRU_WEIGHT}{TRANSPOSED.format('W')}",
    ),
    "four gates for a GRU": (
        V,
        lambda a: GRUParams(a.W, a.b),
        f"W has shape (7, 16), {GRU_WEIGHT}Its columns must be a multiple of 3: one block of H for each gate.",
    ),
    "the GRU's input rows forgotten": (
        V,
        lambda a: GRUParams(a.gru.W[:4], a.gru.b),
        f"W has shape (4, 12), {GRU_WEIGHT}It looks like the input rows are missing: stack W_hx (D, H) under W_hh",
    ),
    "one gate's bias for three": (
        V,
        lambda a: GRUParams(a.gru.W, a.b_h),
        "b has shape (4,), but with W (7, 12) it must be (3H,) = (12,). "
        "It is one gate's: join the biases of all gates with np.concatenate.",
    ),
    "two rows of biases, as Keras keeps them": (
        V,
        lambda a: GRUParams(a.gru.W, np.ones((2, 12))),
        "b has shape (2, 12), but with W (7, 12) it must be (3H,) = (12,). One number for each unit that comes out.",
    ),
    "b_hn for three gates": (
        V,
        lambda a: GRUParams(a.gru.W, a.gru.b, a.gru.b),
        f"b_hn has shape (12,), but with W (7, 12) it must be (H,) = (4,). {OTHER_H}",
    ),
    "b_hn a number": (
        V,
        lambda a: GRUParams(a.gru.W, a.gru.b, 0.0),
        f"b_hn has shape (), but with W (7, 12) it must be (H,) = (4,). {OTHER_H}",
    ),
    "b_hn text": (T, lambda a: GRUParams(a.gru.W, a.gru.b, "0"), f"b_hn has dtype <U1, {X_REAL}It is text"),
    "peepholes for four gates": (
        V,
        lambda a: LSTMParams(a.W, a.b, a.b),
        f"p has shape (16,), but with W (7, 16) it must be (3H,) = (12,). {OTHER_H}",
    ),
    "peepholes in three rows": (
        V,
        lambda a: LSTMParams(a.W, a.b, a.p.reshape(3, 4)),
        f"p has shape (3, 4), but with W (7, 16) it must be (3H,) = (12,). {OTHER_H}",
    ),
    "gate recurrence with the candidate": (
        V,
        lambda a: LSTMParams(a.W, a.b, None, np.ones((12, 16))),
        f"R has shape (12, 16), but with W (7, 16) it must be (3H, 3H) = (12, 12). {OTHER_H}",
    ),
    "R complex": (T, lambda a: LSTMParams(a.W, a.b, a.p, 1j * a.R), f"R has dtype complex128, {X_REAL}It is complex"),
    "a gate of a GRU of another size": (
        V,
        lambda a: GRUParams.from_blocks(a.gate, a.gate, np.ones((8, 4)), a.b_h, a.b_h, a.b_h),
        "W_n has shape (8, 4), but W_r has (7, 4): all gates must have one shape, (H + D, H). ",
    ),
    "a gate that a GRU has not": (V, lambda a: a.gru.gate("f"), "gate is 'f', but it must be one of r, z, n."),
    "two gates": (V, lambda a: a.lstm.gate("fi"), "gate is 'fi', but it must be one of f, i, o, g."),
    "no gate": (V, lambda a: a.gru.gate(""), "gate is '', but it must be one of r, z, n."),
    "LSTM weights in a GRU": (
        T,
        lambda a: gru_forward(a.x, a.lstm),
        "params is of type LSTMParams, but this cell needs GRUParams: its weight (H + D, 3H) and its bias in one.",
    ),
    "RNN weights in a GRU step": (
        T,
        lambda a: gru_step(a.x_t, a.h, a.rnn),
        "params is of type RNNParams, but this cell needs GRUParams",
    ),
    "LSTM weights in the backward of a GRU": (
        T,
        lambda a: gru_backward(a.dh, a.x, a.lstm, a.of_gru),
        "params is of type LSTMParams, but this cell needs GRUParams",
    ),
    "one feature too many for a GRU": (
        V,
        lambda a: gru_forward(np.ones((2, 7, 9)), a.gru),
        "W has shape (7, 12), but with x (2, 7, 9) and H = 4 hidden units it must be (H + D, 3H) = (13, 12). ",
    ),
    "one h0 for the batch of a GRU": (
        V,
        lambda a: gru_forward(a.x, a.gru, a.h[0]),
        f"h0 has shape (4,), {H0}{OVER_BATCH.format('h0')}",
    ),
    "pinned gates of a GRU": (
        T,
        lambda a: pin_gates(a.gru, f=1),
        "params is of type GRUParams, but this cell needs LSTMParams",
    ),
    # resets and variants
    "an unknown reset": (V, lambda a: gru_forward(a.x, a.gru, reset="middle"), f"reset is 'middle', {RESET}"),
    "no reset": (V, lambda a: gru_step(a.x_t, a.h, a.gru, None), f"reset is None, {RESET}"),
    "reset after, as Keras asks for it": (
        V,
        lambda a: gru_backward(a.dh, a.x, a.gru, a.of_gru, reset=True),
        f"reset is True, {RESET}",
    ),
    "the name of a variant": (
        T,
        lambda a: lstm_forward(a.x, a.lstm, variant="NP"),
        f"variant is 'NP', {VARIANT}VARIANTS['NP'].",
    ),
    "no variant": (
        T,
        lambda a: lstm_step(a.x_t, a.h, a.c, a.lstm, None),
        f"variant is None, {VARIANT}LSTMVariant(forget_gate=False).",
    ),
    "switches for a variant": (
        T,
        lambda a: lstm_backward(a.dh, a.x, a.lstm, a.of_lstm, variant={"coupled": True}),
        f"variant is {{'coupled': True}}, {VARIANT}LSTMVariant(forget_gate=False).",
    ),
    "gate recurrence without its weights": (
        V,
        lambda a: lstm_forward(a.x, a.lstm, variant=VARIANTS["FGR"]),
        "gate_recurrence is True, but the parameters have no R: LSTMParams(W, b, p, R) with R (3H, 3H).",
    ),
    "gate recurrence without its weights, backward": (
        V,
        lambda a: lstm_backward(a.dh, a.x, a.lstm, a.of_lstm, variant=VARIANTS["FGR"]),
        "gate_recurrence is True, but the parameters have no R",
    ),
    "gate recurrence in one step": (
        V,
        lambda a: lstm_step(a.x_t, a.h, a.c, a.full, VARIANTS["FGR"]),
        "gate_recurrence needs the gates of the step before: run lstm_forward, also for T = 1.",
    ),
    "f = 1 - i without i": (V, lambda a: LSTMVariant(coupled=True, input_gate=False), COUPLED),
    "f = 1 - i without f": (V, lambda a: LSTMVariant(coupled=True, forget_gate=False), COUPLED),
    "a switch that is a word": (
        T,
        lambda a: LSTMVariant(forget_gate="no"),
        "forget_gate is 'no', but a switch is True or False.",
    ),
    "a switch that is None": (
        T,
        lambda a: LSTMVariant(peepholes=None),
        "peepholes is None, but a switch is True or False.",
    ),
    # gradients and traces
    "dh None": (T, lambda a: rnn_backward(None, a.x, a.rnn, a.states), f"dh is None, {MISSING_RETURN}"),
    "dh a number": (
        V,
        lambda a: rnn_backward(1.0, a.x, a.rnn, a.states),
        f"dh has shape (), {STATES}Every step needs one.",
    ),
    "dh of the last step": (
        V,
        lambda a: gru_backward(a.dh[:, -1], a.x, a.gru, a.of_gru),
        f"dh has shape (2, 4), {STATES}It looks like the last step's alone: fill zeros and set dh[..., -1, :].",
    ),
    "dh of the last step, without a batch": (
        V,
        lambda a: rnn_backward(a.dh[0, -1], a.x[0], a.rnn, a.states[0]),
        "dh has shape (4,), but with x (5, 3) it must be (T, H) = (5, 4). "
        "It looks like the last step's alone: fill zeros and set dh[..., -1, :].",
    ),
    "dh with time first": (
        V,
        lambda a: lstm_backward(a.dh.swapaxes(0, 1), a.x, a.lstm, a.of_lstm),
        f"dh has shape (5, 2, 4), {STATES}It looks like time comes first: dh.swapaxes(0, 1).",
    ),
    "the gradient of x for dh": (
        V,
        lambda a: rnn_backward(a.x, a.x, a.rnn, a.states),
        f"dh has shape (2, 5, 3), {STATES}Every step needs one.",
    ),
    "one axis too few, without a batch": (
        V,
        lambda a: rnn_backward(a.dh, a.x[0], a.rnn, a.states[0]),
        "dh has shape (2, 5, 4), but with x (5, 3) it must be (T, H) = (5, 4). Every step needs one.",
    ),
    "h of fewer steps": (
        V,
        lambda a: rnn_backward(a.dh, a.x, a.rnn, a.states[:, :4]),
        f"h has shape (2, 4, 4), {STATES}Every step needs one.",
    ),
    "h forgotten": (T, lambda a: rnn_backward(a.dh, a.x, a.rnn, None), f"h is None, {MISSING_RETURN}"),
    "the states of a GRU for its trace": (
        T,
        lambda a: gru_backward(a.dh, a.x, a.gru, a.of_gru.h),
        "trace is of type ndarray, but it must be the GRUTrace of gru_forward.",
    ),
    "the trace of an LSTM for a GRU's": (
        T,
        lambda a: gru_backward(a.dh, a.x, a.gru, a.of_lstm),
        "trace is of type LSTMTrace, but it must be the GRUTrace of gru_forward.",
    ),
    "the arrays of a trace without their names": (
        T,
        lambda a: lstm_backward(a.dh, a.x, a.lstm, tuple(a.of_lstm)),
        "trace is of type tuple, but it must be the LSTMTrace of lstm_forward.",
    ),
    "a trace of another x": (
        V,
        lambda a: lstm_backward(a.dh, a.x, a.lstm, lstm_forward(a.x[:, :4], a.lstm)),
        f"trace.h has shape (2, 4, 4), {STATES}Every step needs one.",
    ),
    "a trace with a gate missing": (
        T,
        lambda a: gru_backward(a.dh, a.x, a.gru, a.of_gru._replace(z=None)),
        f"trace.z is None, {MISSING_RETURN}",
    ),
    "dc_T at every step": (
        V,
        lambda a: lstm_backward(a.dh, a.x, a.lstm, a.of_lstm, dc_T=a.dh),
        f"dc_T has shape (2, 5, 4), {H0}Is it the states of every step? One state is dc_T[..., t, :].",
    ),
    "one dc_T for the batch": (
        V,
        lambda a: lstm_backward(a.dh, a.x, a.lstm, a.of_lstm, dc_T=a.c[0]),
        f"dc_T has shape (4,), {H0}{OVER_BATCH.format('dc_T')}",
    ),
    "one step backward": (
        V,
        lambda a: rnn_backward(a.dh[0, 0], a.x[0, 0], a.rnn, a.states[0, 0]),
        f"x has shape (3,), {SEQUENCE}One step goes to the step function.",
    ),
    "an unknown activation backward": (
        V,
        lambda a: rnn_backward(a.dh, a.x, a.rnn, a.states, activation="softmax"),
        f"activation is 'softmax', {KNOWN}",
    ),
    # lengths
    "lengths that are floats": (
        T,
        lambda a: rnn_forward(a.x, a.rnn, lengths=[1.0, 2.0]),
        f"lengths has dtype float64, {LENGTH}",
    ),
    "lengths that are a mask": (
        T,
        lambda a: gru_forward(a.x, a.gru, lengths=[True, False]),
        f"lengths has dtype bool, {LENGTH}",
    ),
    "lengths that are text": (T, lambda a: lstm_forward(a.x, a.lstm, lengths="12"), f"lengths has dtype <U2, {LENGTH}"),
    "a length that is missing": (
        T,
        lambda a: rnn_forward(a.x, a.rnn, lengths=[None, 2]),
        f"lengths has dtype object, {LENGTH}",
    ),
    "a length below 0": (
        V,
        lambda a: gru_forward(a.x, a.gru, lengths=[-1, 2]),
        "lengths is [-1, 2], but with x (2, 5, 3) each must be from 0 to T = 5.",
    ),
    "a length beyond the padding": (
        V,
        lambda a: lstm_forward(a.x, a.lstm, lengths=[1, 6]),
        "lengths is [1, 6], but with x (2, 5, 3) each must be from 0 to T = 5.",
    ),
    "a length beyond the padding, backward": (
        V,
        lambda a: gru_backward(a.dh, a.x, a.gru, a.of_gru, lengths=[6, 1]),
        "lengths is [6, 1], but with x (2, 5, 3) each must be from 0 to T = 5.",
    ),
    "one length for the batch": (
        V,
        lambda a: rnn_forward(a.x, a.rnn, lengths=3),
        "lengths has shape (), but with x (2, 5, 3) it must be (B,) = (2,).",
    ),
    "a length too many": (
        V,
        lambda a: rnn_backward(a.dh, a.x, a.rnn, a.states, lengths=[1, 2, 3]),
        "lengths has shape (3,), but with x (2, 5, 3) it must be (B,) = (2,).",
    ),
    "a column of lengths": (
        V,
        lambda a: rnn_forward(a.x, a.rnn, lengths=[[1], [2]]),
        "lengths has shape (2, 1), but with x (2, 5, 3) it must be (B,) = (2,).",
    ),
    "ragged lengths": (
        V,
        lambda a: rnn_forward(a.x, a.rnn, lengths=[[1], [2, 3]]),
        "lengths is a ragged list, but it must be one whole number for each example.",
    ),
    "two lengths without a batch": (
        V,
        lambda a: rnn_forward(a.x[0], a.rnn, lengths=[1, 2]),
        "lengths has shape (2,), but with x (5, 3) it must be one number, as x has no batch.",
    ),
    # stacks
    "a stack of nothing": (T, lambda a: Stack([]), f"layers hold nothing, {ONE_CELL}"),
    "a stack of arrays": (T, lambda a: Stack([a.W_h]), f"layers hold ndarray, {ONE_CELL}"),
    "a stack of two cells": (T, lambda a: Stack([a.rnn, a.gru]), f"layers hold GRUParams, RNNParams, {ONE_CELL}"),
    "a layer of two cells": (
        T,
        lambda a: Stack([Layer(a.rnn, a.gru)]),
        f"layers hold GRUParams, RNNParams, {ONE_CELL}",
    ),
    "weights for a list of layers": (
        T,
        lambda a: Stack(a.rnn),
        "layers is of type RNNParams, but it must be a list: Stack([params]).",
    ),
    "no list of layers": (
        T,
        lambda a: Stack(None),
        "layers is of type NoneType, but it must be a list: Stack([params]).",
    ),
    "a layer of nothing": (
        T,
        lambda a: Stack([a.rnn, Layer()]),
        "layer 1 holds nothing, but it must have weights for one direction or for both.",
    ),
    "a layer of another H": (
        V,
        lambda a: Stack([a.rnn, init_rnn(4, 3, a.rng)]),
        "layer 1 has weights for D = 4 and H = 3, but every layer must have the H = 4 of the first "
        "and read its 4 features.",
    ),
    "a direction of another H": (
        V,
        lambda a: Stack([Layer(a.rnn, init_rnn(3, 5, a.rng))]),
        "layer 0 has weights for D = 3 and H = 5, but every layer must have the H = 4 of the first, and D = 3.",
    ),
    "a direction of another D": (
        V,
        lambda a: Stack([Layer(a.rnn, init_rnn(5, 4, a.rng))]),
        "layer 0 has weights for D = 5 and H = 4, but every layer must have the H = 4 of the first, and D = 3.",
    ),
    "the first layer twice": (
        V,
        lambda a: Stack([a.rnn, a.rnn]),
        "layer 1 has weights for D = 3 and H = 4, but every layer must have the H = 4 of the first "
        "and read its 4 features.",
    ),
    "a layer for one direction upon two": (
        V,
        lambda a: Stack([Layer(a.rnn, a.rnn), a.next]),
        "layer 1 has weights for D = 4 and H = 4, but every layer must have the H = 4 of the first "
        "and read its 8 features.",
    ),
    "an option of another cell": (
        V,
        lambda a: Stack([a.rnn], {"reset": "after"}),
        "options has reset, but RNNParams know only activation.",
    ),
    "an option that no cell has": (
        V,
        lambda a: Stack([a.gru], {"reset": "after", "dropout": 0.5}),
        "options has reset, dropout, but GRUParams know only reset.",
    ),
    "options without their names": (
        T,
        lambda a: Stack([a.gru], ["before"]),
        "options is of type list, but it must be a mapping: Stack(layers, {'reset': 'before'}).",
    ),
    "an option with another value": (
        V,
        lambda a: stack_forward(Stack([a.gru], {"reset": "middle"}), a.x),
        f"reset is 'middle', {RESET}",
    ),
    "weights for a stack": (
        T,
        lambda a: stack_forward(a.rnn, a.x),
        "stack is of type RNNParams, but it must be a Stack: Stack([params]).",
    ),
    "weights for a stack, backward": (
        T,
        lambda a: stack_backward(a.dh_two, a.lstm, a.x, a.of_two),
        "stack is of type LSTMParams, but it must be a Stack: Stack([params]).",
    ),
    "no x for a stack": (T, lambda a: stack_forward(a.two, None), f"x is None, {MISSING_RETURN}"),
    "a number for a stack": (V, lambda a: stack_forward(a.two, 3.0), f"x has shape (), {SEQUENCE}"),
    "a step for a stack": (
        V,
        lambda a: stack_forward(a.two, a.x_t[0]),
        f"x has shape (3,), {SEQUENCE}One step goes to the step function.",
    ),
    "four axes for a stack": (V, lambda a: stack_forward(a.two, a.x[None]), f"x has shape (1, 2, 5, 3), {SEQUENCE}"),
    "four axes and lengths for a stack": (
        V,
        lambda a: stack_forward(a.two, a.x[None], lengths=[5]),
        f"x has shape (1, 2, 5, 3), {SEQUENCE}",
    ),
    "one feature too many for a stack": (
        V,
        lambda a: stack_forward(a.two, a.dh),
        "W has shape (7, 16), but with x (2, 5, 4) and H = 4 hidden units it must be (H + D, 4H) = (8, 16). ",
    ),
    "one h0 for both directions": (V, lambda a: stack_forward(a.two, a.x, a.h), f"h0 has shape (2, 4), {OF_STACK}"),
    "h0 of one direction": (
        V,
        lambda a: stack_forward(a.two, a.x, a.h[None]),
        f"h0 has shape (1, 2, 4), {OF_STACK}",
    ),
    "c0 of one direction": (
        V,
        lambda a: stack_forward(a.two, a.x, c0=a.c[None]),
        f"c0 has shape (1, 2, 4), {OF_STACK}",
    ),
    "a number for the h0 of a stack": (
        V,
        lambda a: stack_forward(a.two, a.x[0], 0.0),
        "h0 has shape (), but with x (5, 3) and 2 directions of all layers it must be (n, H) = (2, 4).",
    ),
    "one h0 for both directions, without a batch": (
        V,
        lambda a: stack_forward(a.two, a.x[0], a.h[0]),
        "h0 has shape (4,), but with x (5, 3) and 2 directions of all layers it must be (n, H) = (2, 4).",
    ),
    "c0 for a stack without one": (
        V,
        lambda a: stack_forward(Stack([a.gru]), a.x, c0=a.c[None]),
        "c0 is given, but a stack of GRUParams has no cell state.",
    ),
    "dc_T for a stack without one": (
        V,
        lambda a: stack_backward(a.dh, s := Stack([a.gru]), a.x, stack_forward(s, a.x, a.h[None]), dc_T=a.c[None]),
        "dc_T is given, but a stack of GRUParams has no cell state.",
    ),
    "h0 of a GRU for another batch": (
        V,
        lambda a: stack_forward(Stack([a.gru]), a.x, a.h[None, :1]),
        f"h0 has shape (1, 1, 4), {OF_STACK.replace('2 directions', '1 directions').replace('(2, 2, 4)', '(1, 2, 4)')}",
    ),
    "h0 text for a stack": (
        T,
        lambda a: stack_forward(a.two, a.x[0], "zeros"),
        f"h0 has dtype <U5, {X_REAL}It is text",
    ),
    "c0 text for a stack": (
        T,
        lambda a: stack_forward(a.two, a.x[0], c0="zeros"),
        f"c0 has dtype <U5, {X_REAL}It is text",
    ),
    "no x for a stack, backward": (
        T,
        lambda a: stack_backward(a.dh_two, a.two, None, a.of_two),
        f"x is None, {MISSING_RETURN}",
    ),
    "no dh for a stack": (
        T,
        lambda a: stack_backward(None, a.two, a.x, a.of_two),
        f"dh is None, {MISSING_RETURN}",
    ),
    **{
        f"{name} text for a stack, backward": (
            T,
            lambda a, name=name: stack_backward(
                a.dh_two[0], a.two, a.x[0], stack_forward(a.two, a.x[0]), **{name: "zeros"}
            ),
            f"{name} has dtype <U5, {X_REAL}It is text",
        )
        for name in ("h0", "c0", "dc_T")
    },
    "dc_T text for a stack in a batch": (
        T,
        lambda a: stack_backward(a.dh_two, a.two, a.x, a.of_two, dc_T="zeros"),
        f"dc_T has dtype <U5, {X_REAL}It is text",
    ),
    "a length beyond the padding of a stack": (
        V,
        lambda a: stack_forward(a.two, a.x, lengths=[1, 6]),
        "lengths is [1, 6], but with x (2, 5, 3) each must be from 0 to T = 5.",
    ),
    "dh of one direction": (
        V,
        lambda a: stack_backward(a.dh, a.two, a.x, a.of_two),
        "dh has shape (2, 5, 4), but it must be that of trace.h, (2, 5, 8).",
    ),
    "dh of one direction, without a batch": (
        V,
        lambda a: stack_backward(a.dh[0], a.two, a.x[0], stack_forward(a.two, a.x[0])),
        "dh has shape (5, 4), but it must be that of trace.h, (5, 8).",
    ),
    "h0 of one direction, backward": (
        V,
        lambda a: stack_backward(a.dh_two, a.two, a.x, a.of_two, h0=a.h),
        f"h0 has shape (2, 4), {OF_STACK}",
    ),
    "one dc_T for both directions": (
        V,
        lambda a: stack_backward(a.dh_two, a.two, a.x, a.of_two, dc_T=a.c),
        f"dc_T has shape (2, 4), {OF_STACK}",
    ),
    "dc_T of one direction": (
        V,
        lambda a: stack_backward(a.dh_two, a.two, a.x, a.of_two, dc_T=a.c[None]),
        f"dc_T has shape (1, 2, 4), {OF_STACK}",
    ),
    "dc_T of three directions": (
        V,
        lambda a: stack_backward(a.dh_two, a.two, a.x, a.of_two, dc_T=np.ones((3, 2, 4))),
        f"dc_T has shape (3, 2, 4), {OF_STACK}",
    ),
    "the states of a stack for its trace": (
        T,
        lambda a: stack_backward(a.dh_two, a.two, a.x, a.of_two.h),
        "trace is of type ndarray, but it must be the StackTrace of stack_forward.",
    ),
    "no trace of a stack": (
        T,
        lambda a: stack_backward(a.dh_two, a.two, a.x, None),
        "trace is of type NoneType, but it must be the StackTrace of stack_forward.",
    ),
    "the trace of a plain cell for a stack's": (
        T,
        lambda a: stack_backward(a.dh, Stack([a.lstm]), a.x, a.of_lstm),
        "trace is of type LSTMTrace, but it must be the StackTrace of stack_forward.",
    ),
    "the trace of a stack with fewer layers": (
        V,
        lambda a: stack_backward(
            a.dh, Stack([a.two.layers[0], init_lstm(8, 4, np.random.default_rng(0))]), a.x, a.of_two
        ),
        "trace is not of this stack: it must have the same layers, and in each the same directions. ",
    ),
    "the trace of a stack with other directions": (
        V,
        lambda a: stack_backward(a.dh, Stack([Layer(None, a.rnn)]), a.x, stack_forward(Stack([a.rnn]), a.x, a.h[None])),
        "trace is not of this stack: it must have the same layers, and in each the same directions. ",
    ),
    # gradcheck
    "differences of float32": (
        T,
        lambda a: gradcheck(np.sum, np.ones(2, np.float32), np.ones(2)),
        "params is float32, but central differences need float64.",
    ),
    "one array of float32": (
        T,
        lambda a: gradcheck(lambda p: 0.0, {"a": a.h, "b": a.c.astype("f4")}, {"a": a.h, "b": a.c}),
        "b is float32, but central differences need float64.",
    ),
    "a gradient missing": (
        V,
        lambda a: gradcheck(lambda p: 0.0, a.rnn, {"W_h": a.W_h}),
        "grads has no b_h, but params has: the gradient of every array is checked.",
    ),
    "a gradient that is None": (
        V,
        lambda a: gradcheck(lambda p: 0.0, a.full, {"W": a.W, "b": a.b, "p": None, "R": a.R}),
        "grads has no p, but params has: the gradient of every array is checked.",
    ),
    "a gradient of another shape": (
        V,
        lambda a: gradcheck(lambda p: 0.0, a.rnn, {"W_h": a.W_h.T, "b_h": a.b_h}),
        "The gradient of W_h has shape (4, 7), but W_h has (7, 4): they must agree.",
    ),
    "a gradient that would be broadcast": (
        V,
        lambda a: gradcheck(np.sum, np.ones(2), np.ones((2, 1))),
        "The gradient of params has shape (2, 1), but params has (2,): they must agree.",
    ),
    "parameters without names": (
        T,
        lambda a: gradcheck(lambda p: 0.0, [a.W_h], [a.W_h]),
        "params is of type list, but it must hold arrays by name.",
    ),
    "gradients without names": (
        T,
        lambda a: gradcheck(lambda p: 0.0, a.rnn, a.W_h),
        "grads is of type ndarray, but it must hold arrays by name.",
    ),
    # the initialisation of a GRU
    "D = 0 for a GRU": (V, lambda a: init_gru(0, 4, a.rng), f"D is 0, {SIZE}"),
    "H a float for a GRU": (T, lambda a: init_gru(3, 4.0, a.rng), f"H is 4.0, {SIZE}"),
    "rng a seed for a GRU": (T, lambda a: init_gru(3, 4, 0), f"rng is of type int, {RNG}"),
    "an unknown scheme for a GRU": (
        V,
        lambda a: init_gru(3, 4, a.rng, "he"),
        "scheme is 'he', but it must be one of normal, uniform, xavier, orthogonal.",
    ),
    "a GRU of whole numbers": (
        T,
        lambda a: init_gru(3, 4, a.rng, dtype=int),
        "dtype is int64, but weights are floats: np.float32 or np.float64.",
    ),
}


def numbers_of(a):
    arrays = {name: value for name, value in vars(a).items() if isinstance(value, np.ndarray)}
    for name in ("rnn", "lstm", "gru", "full", "next"):
        arrays |= {f"{name} {field}": array for field, array in vars(getattr(a, name)).items() if array is not None}
    for name in ("of_gru", "of_lstm", "of_two"):
        trace = getattr(a, name)
        arrays |= {f"{name} {field}": array for field, array in trace._asdict().items() if field != "layers"}
    return arrays


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_right_is_refused_in_words_that_teach_and_changes_nothing(name):
    kind, call, message = BAD[name]
    a = right()
    with pytest.raises((TypeError, ValueError)) as refusal:
        call(a)
    assert type(refusal.value) is kind
    assert message in str(refusal.value)
    for key, untouched in numbers_of(right()).items():
        np.testing.assert_array_equal(numbers_of(a)[key], untouched)


def test_there_are_bad_inputs_enough():
    assert len(BAD) >= 200


def test_the_good_inputs_that_the_bad_ones_spoil_are_accepted():
    a = right()
    assert rnn_step(a.x_t, a.h, a.rnn).shape == (2, 4)
    assert rnn_forward(a.x, a.rnn, a.h).shape == (2, 5, 4)
    assert lstm_step(a.x_t, a.h, a.c, a.lstm)[1].shape == (2, 4)
    assert lstm_forward(a.x, a.lstm, a.h, a.c).c.shape == (2, 5, 4)
    assert RNNParams.from_blocks(a.W_hh, a.W_hx, a.b_h).D == 3
    assert gates(a).D == 3
    assert forward_of_one(a, "h0", a.h[:1]).h.shape == (1, 5, 4)
    assert gru_step(a.x_t, a.h, a.gru).shape == (2, 4)
    assert lstm_forward(a.x, a.full, variant=VARIANTS["FGR"]).h.shape == (2, 5, 4)
    assert rnn_backward(a.dh, a.x, a.rnn, a.states).W_h.shape == (7, 4)
    assert gru_backward(a.dh, a.x, a.gru, a.of_gru).b_hn.shape == (4,)
    assert lstm_backward(a.dh, a.x, a.lstm, a.of_lstm, dc_T=a.c).c0.shape == (2, 4)
    assert Stack([Layer(a.rnn, a.rnn), init_rnn(8, 4, a.rng)]).H == 4
    assert Stack([a.rnn, a.next], {"activation": "relu"}).D == 3
    assert stack_backward(a.dh_two, a.two, a.x, a.of_two, *np.ones((3, 2, 2, 4))).x.shape == (2, 5, 3)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_float_arrays_are_passed_on_as_they_are(dtype):
    array = np.ones((2, 3), dtype)
    assert as_float("x", array) is array


@pytest.mark.parametrize("value", [[1, 2], (True, False), np.int8([100, 100]), range(2), 7])
def test_other_numbers_become_plain_arrays_of_float64(value):
    array = as_float("x", value)
    assert type(array) is np.ndarray
    assert array.dtype == np.float64
    np.testing.assert_array_equal(array, np.array(value, dtype=float))


@pytest.mark.parametrize("value", [1, np.int8(100), np.uint64(7)])
def test_a_size_is_any_whole_number_from_1_on(value):
    assert as_size("H", value) == value
    assert type(as_size("H", value)) is int


@pytest.mark.parametrize("value", ["after", "before"])
def test_a_choice_is_given_back_as_it_is(value):
    assert read_choice("reset", value, ("after", "before")) == value
