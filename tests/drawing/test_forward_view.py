import numpy as np
import pytest
from reading import blocks_of, boxes, cell_colours, matrix_of, numbers, parse, texts, titles, word, words

from rnnlab import RNNParams, rnn_forward
from rnnlab.drawing.colours import COLOURS, INK, LINE, diverging
from rnnlab.drawing.forward_view import draw_forward
from rnnlab.drawing.layout import MONO
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.network import lowered

T, D, H = 6, 2, 3
RNG = np.random.default_rng(6)
X, START = RNG.standard_normal((T, D)), RNG.standard_normal(H)
PARAMS = RNNParams(RNG.standard_normal((H + D, H)), np.zeros(H))
MEMORY = "Memory: half of a small pulse is gone after 2.5 steps."
each_t = pytest.mark.parametrize("t", [1, 4, T])


def states_of(activation):
    return np.concatenate([START[None], rnn_forward(X, PARAMS, START, activation)])


def drawn(t=4, activation="tanh", **options):
    return draw_forward(X, states_of(activation), PARAMS, t, activation, MEMORY, **options)


def strips_of(root):
    return boxes(root, stroke=LINE, fill="none")


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "relu", "identity"])
def test_the_strips_show_x_and_all_states_with_the_start_in_front(activation):
    root = parse(drawn(activation=activation))
    states = states_of(activation)
    peak = 1.0 if activation in ("tanh", "sigmoid") else np.abs(states).max()
    over, under = strips_of(root)
    w = (under.right - under.left) / (T + 1)
    assert cell_colours(root, over, T, D) == [[diverging(v, np.abs(X).max()) for v in unit] for unit in X.T]
    assert cell_colours(root, under, T + 1, H) == [[diverging(v, peak) for v in unit] for unit in states.T]
    assert titles(root) == [show_number(value) for array in (X, states) for value in array.flat]
    assert over.top < min(one.y for one in words(root) if one.text == "x") < over.bottom < under.top
    assert (over.left, over.right) == pytest.approx((under.left + w, under.right)), "x begins at t = 1"


@each_t
def test_the_step_that_is_computed_is_framed_and_the_state_before_it_in_blue(t):
    root = parse(drawn(t))
    over, under = strips_of(root)
    w = (under.right - under.left) / (T + 1)
    now = boxes(root, stroke=INK, fill="none")
    (before,) = boxes(root, stroke=COLOURS["h"].text, fill="none")
    assert [(box.left, box.right) for box in now] == [pytest.approx((under.left + t * w, under.left + (t + 1) * w))] * 2
    assert [box.top < strip.top < box.bottom for box, strip in zip(now, (over, under), strict=True)] == [True, True]
    assert before.left == pytest.approx(under.left + (t - 1) * w)
    assert before.top < under.top < before.bottom


def test_the_axis_counts_from_0():
    root = parse(drawn())
    _, under = strips_of(root)
    marks = [one for one in words(root) if one.size == 11 and one.family == MONO]
    w = (under.right - under.left) / (T + 1)
    assert [mark.text for mark in marks] == [str(t) for t in range(T + 1)]
    assert [mark.x for mark in marks] == pytest.approx([under.left + (t + 0.5) * w for t in range(T + 1)], abs=0.01)


@each_t
@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_the_step_is_computed_below_from_its_own_arrays(t, activation):
    root = parse(drawn(t, activation))
    states = states_of(activation)
    arrays = {
        f"h{t - 1}": states[t - 1 : t],
        f"x{t}": X[t - 1 : t],
        "Whh": PARAMS.W_hh,
        "Whx": PARAMS.W_hx,
        f"h{t}": states[t : t + 1],
    }
    found = [(block.name, block.numbers) for block in blocks_of(root)]
    assert found == [(name, numbers(array)) for name, array in arrays.items()]
    assert matrix_of(root, "result").blocks[0].numbers == numbers(states[t : t + 1])
    assert matrix_of(root, "hx").ledger == "1 × (3+2)"
    assert f"{activation}(" in texts(root)


@each_t
def test_the_memory_is_said_under_the_step_and_both_in_words(t):
    svg = drawn(t)
    root = parse(svg)
    assert strips_of(root)[1].bottom < blocks_of(root)[0].top
    assert word(root, f"The bias is zero. {MEMORY}").y > max(block.bottom for block in blocks_of(root))
    values = ", ".join(show_number(value) for value in states_of("tanh")[t])
    assert svg.words == (
        f"x (6, 2) and h (6, 3) over time, h₀ in front. Step {t} of 6: h{lowered(t - 1)} and x{lowered(t)} give "
        f"h{lowered(t)} = [{values}]. {MEMORY}"
    )


def test_a_size_is_kept():
    assert parse(drawn(size=(950, 700))).get("viewBox") == "0 0 950 700"
    with pytest.raises(ValueError, match="more than its card"):
        drawn(size=(500, 700))
