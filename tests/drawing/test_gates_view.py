import numpy as np
import pytest
from reading import boxes, cell_colours, parse, paths, strokes, texts, word, words

from rnnlab import LSTMTrace, LSTMVariant, RNNParams, init_lstm, lstm_forward, rnn_forward
from rnnlab.drawing.colours import COLOURS, INK, LINE, diverging, gate_tint
from rnnlab.drawing.gates_view import draw_gates
from rnnlab.drawing.lstm_cell import lstm_cell
from rnnlab.drawing.matrix import show_number
from rnnlab.networks.pinning import pin_gates

T, D, H = 12, 2, 3
RNG = np.random.default_rng(8)
X, H0, C0 = 3 * RNG.standard_normal((T, D)), RNG.uniform(-1, 1, H), RNG.uniform(-1, 1, H)
PARAMS = init_lstm(D, H, RNG)
TRACE = lstm_forward(X, PARAMS, H0, C0)
RNN_H = rnn_forward(X, RNNParams(PARAMS.W_g, PARAMS.b_g), H0)
ORDER = ["f", "i", "o", "x", "g", "c", "h", "RNN"]
SHOWN = {"x": X, "RNN": RNN_H, **TRACE._asdict()}
STARTS = {"c": C0, "h": H0, "RNN": H0}
SHOWN |= {name: np.concatenate([start[None], SHOWN[name]]) for name, start in STARTS.items()}
each_t = pytest.mark.parametrize("t", [1, 2, 7, T])


def drawn(t=7, trace=TRACE, rnn_h=RNN_H, **options):
    return draw_gates(X, trace, (H0, C0), rnn_h, t, **options)


def strips_of(root):
    """The frame of each strip by the name on its left."""
    frames = boxes(root, stroke=LINE, fill="none")
    found = {}
    for frame in frames:
        (name,) = [w.text for w in words(root) if frame.top < w.y < frame.bottom and frame.left - 80 < w.x < frame.left]
        found[name] = frame
    return found


def expected(name, values):
    if name in ("f", "i", "o"):
        return [[gate_tint(value) for value in unit] for unit in values.T]
    return [[diverging(value, np.abs(values).max() if name == "x" else 1.0) for value in unit] for unit in values.T]


def test_every_strip_shows_its_own_array():
    root = parse(drawn())
    strips = strips_of(root)
    assert list(strips) == ORDER
    for name, frame in strips.items():
        assert cell_colours(root, frame, *SHOWN[name].shape) == expected(name, SHOWN[name]), name


def test_the_gates_and_x_stand_on_the_left_and_the_states_on_the_right_in_one_time():
    strips = list(strips_of(parse(drawn())).values())
    left, right = strips[:4], strips[4:]
    step = (right[1].right - right[1].left) / (T + 1)
    assert {frame[::2] for frame in left} == {left[0][::2]}
    assert {frame[::2] for frame in right[1:]} == {right[1][::2]}
    assert right[0].left == pytest.approx(right[1].left + step, abs=0.02), "g has no start, and begins at t = 1"
    assert right[0].right == pytest.approx(right[1].right, abs=0.02)
    assert left[0].right < right[1].left
    assert [frame.top for frame in left] == [frame.top for frame in right] == sorted(frame.top for frame in left)


@each_t
def test_the_step_is_framed_in_every_strip(t):
    root = parse(drawn(t))
    marks = boxes(root, stroke=INK, fill="none")
    assert len(marks) == len(ORDER)
    for mark, (name, frame) in zip(marks, strips_of(root).items(), strict=True):
        column = t if name in STARTS else t - 1
        w = (frame.right - frame.left) / len(SHOWN[name])
        assert (mark.left, mark.right) == pytest.approx(
            (frame.left + column * w, frame.left + (column + 1) * w), abs=0.03
        )
        assert mark.top < frame.top < frame.bottom < mark.bottom


@each_t
def test_the_cell_is_that_of_the_step_and_of_the_states_before_it(t):
    bars = [line.title for line in strokes(parse(drawn(t))) if line.title is not None]
    n = t - 1
    before = (H0, C0) if t == 1 else (TRACE.h[n - 1], TRACE.c[n - 1])
    order = [TRACE.f[n], TRACE.i[n], TRACE.o[n], TRACE.g[n], before[1], before[0], TRACE.c[n], TRACE.h[n]]
    assert bars == [show_number(value) for values in order for value in values]
    assert lstm_cell(*order[:5], TRACE.c[n], before[0], TRACE.h[n]).body in drawn(t)


@pytest.mark.parametrize("pinned", [(), ("f", "i")])
@pytest.mark.parametrize(("activation", "pill"), [("tanh", "tanh"), ("identity", "none")])
def test_what_is_pinned_and_what_is_left_out_is_seen_in_the_cell(pinned, activation, pill):
    root = parse(drawn(pinned=pinned, output_activation=activation))
    assert texts(root).count("pinned") == len(pinned)
    assert texts(root).count("none") == (pill == "none")
    assert {text for text in texts(root) if text[0] == "W"} == {f"W{name}" for name in "fiog" if name not in pinned}


def test_both_columns_have_an_axis():
    root = parse(drawn())
    strips = strips_of(root)
    for frame, first in ((strips["x"], 1), (strips["RNN"], 0)):
        w = (frame.right - frame.left) / (T + 1 - first)
        left, low = frame.left - first * w, frame.bottom + 25
        marks = [one for one in words(root) if frame.bottom < one.y < low and left <= one.x <= frame.right]
        assert [mark.text for mark in marks] == [str(t) for t in range(T + 1)]
        assert marks[2].x == pytest.approx(left + 2.5 * w, abs=0.02)


@each_t
def test_the_words_say_the_step_its_means_and_how_far_the_rnn_is(t):
    means = ", ".join(f"{name} {show_number(getattr(TRACE, name)[t - 1].mean())}" for name in "fio")
    c, h = (show_number(values[t - 1].mean()) for values in (TRACE.c, TRACE.h))
    assert drawn(t).words == (
        f"LSTM with 3 units on x (12, 2); step {t} of 12: mean gates {means}; mean c {c}, mean h {h}. "
        f"Its h and the RNN's h differ by at most {show_number(np.abs(TRACE.h - RNN_H).max())}."
    )


def test_an_lstm_that_became_the_rnn_is_said_to_be_equal():
    trace = lstm_forward(X, pin_gates(PARAMS, f=0.0, i=1.0, o=1.0), H0, C0, LSTMVariant(output_activation="identity"))
    svg = drawn(trace=trace)
    root = parse(svg)
    assert svg.words.endswith("Its h and the RNN's h are equal.")
    strips = strips_of(root)
    assert cell_colours(root, strips["h"], T + 1, H) == cell_colours(root, strips["RNN"], T + 1, H)


def test_wrong_cells_are_marked_in_their_own_column():
    wrong = np.zeros((T, H), bool)
    wrong[4, 1] = True  # step 5
    root = parse(drawn(wrong={"c": wrong, "h": ~wrong & False}))
    frame = strips_of(root)["c"]
    (left, top), *_ = paths(root, stroke=COLOURS["mistake"].text)[0]
    w = (frame.right - frame.left) / (T + 1)
    assert left == pytest.approx(frame.left + 5 * w + 1, abs=0.03)
    assert top == pytest.approx(frame.top + (frame.bottom - frame.top) / H + 1, abs=0.02)


def test_the_legend_says_both_rules():
    said = texts(parse(drawn()))
    assert {"negative", "positive", "gate"} <= set(said)


def test_float32_and_a_size_are_taken():
    trace = LSTMTrace(*(values.astype(np.float32) for values in TRACE))
    root = parse(drawn(trace=trace, size=(920, 560)))
    assert root.get("viewBox") == "0 0 920 560"
    assert word(root, "Wg").text == "Wg"
    with pytest.raises(ValueError, match="more than its card"):
        drawn(size=(500, 560))
