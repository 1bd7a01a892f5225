from itertools import pairwise

import numpy as np
import pytest
from reading import blocks_of, boxes, finished, matrices, numbers, parse, paths, strokes, texts, titles, word, words

from rnnlab.drawing import draw_gate_stack, draw_lstm_cell
from rnnlab.drawing.colours import COLOURS, INK, MUTED, WAITING, tint
from rnnlab.drawing.lstm_cell import GATE_X, lstm_cell
from rnnlab.drawing.matrix import show_number

H = 4
RNG = np.random.default_rng(4)
STEP = {name: RNG.uniform(0.05, 1, H) for name in ("f", "i", "o")}
STEP |= {name: RNG.uniform(-1, 1, H) for name in ("g", "c_before", "c", "h_before", "h")}
FULL = {"f": 46, "i": 46, "o": 46, "g": 23, "c_before": 22, "c": 22, "h_before": 22, "h": 22}
# A point inside the box of each gate and state.
PLACES = {name: (x, 200) for name, x in GATE_X.items()}
PLACES |= {"c_before": (34, 90), "h_before": (34, 270), "c": (858, 90), "h": (858, 270)}


def drawn(pinned=(), output_activation="tanh", **values):
    return finished(lstm_cell(**{**STEP, **values}, pinned=pinned, output_activation=output_activation))


def bars_of(root, name):
    """The bars of a gate or a state, from top to bottom, and where the grey ones begin and end."""
    x, y = PLACES[name]
    (box,) = [
        b for b in boxes(root, fill="#fff") if b.left < x < b.right and b.top < y < b.bottom and b.right - b.left < 90
    ]
    inside = [s for s in strokes(root) if box.left < s.start < box.right and box.top < s.y < box.bottom]
    bars = sorted((s for s in inside if s.title is not None), key=lambda bar: bar.y)
    grey = {(s.start, s.end) for s in inside if s.title is None and s.colour == WAITING}
    own = COLOURS[name[0]].text if name[0] in "ch" else MUTED  # a gate's own colour is for its label
    assert {bar.colour for bar in bars} == {own} == {box.stroke}
    assert len(grey) == 1
    return bars, *grey


@pytest.mark.parametrize("name", STEP)
def test_the_length_of_a_bar_is_its_value(name):
    bars, (left, right) = bars_of(drawn(), name)
    assert [bar.title for bar in bars] == [show_number(value) for value in STEP[name]]
    assert [bar.end - bar.start for bar in bars] == pytest.approx(STEP[name] * FULL[name], abs=0.011)
    start = left if name in "fio" else (left + right) / 2
    assert {bar.start for bar in bars} == {start}
    assert right - left == FULL[name] * (1 if name in "fio" else 2)


@pytest.mark.parametrize("name", STEP)
def test_bars_fill_the_grey_ones_at_their_ends_and_are_a_dot_at_0(name):
    bars, (left, right) = bars_of(drawn(**{name: np.array([1.0, 0.0, -0.0, 7.0])}), name)
    assert [bar.end for bar in bars] == pytest.approx([right, bars[1].start + 0.8, bars[1].start + 0.8, right])
    assert [bar.title for bar in bars] == ["1", "0", "0", "7"]
    bars, (left, right) = bars_of(drawn(**{name: np.array([-1.0, -np.inf, np.nan, np.inf])}), name)
    if name not in "fio":
        assert [bar.end for bar in bars] == pytest.approx([left, left, bars[0].start + 0.8, right])
    assert [bar.title for bar in bars] == ["-1", "−∞", "nan", "∞"]


@pytest.mark.parametrize("units", [1, 2, 3, 6])
def test_the_bars_of_all_units_share_the_height_of_the_box(units):
    root = drawn(**{name: np.full(units, 0.5) for name in STEP})
    for name in STEP:
        bars, _ = bars_of(root, name)
        assert len(bars) == units
        assert all(a.y + a.height / 2 <= b.y - b.height / 2 for a, b in pairwise(bars))
        assert bars[-1].y + bars[-1].height / 2 - (bars[0].y - bars[0].height / 2) <= 36.01


def wires_of(root):
    """The gates into which a wire goes up from the line of h and x."""
    ends = [path for path in paths(root) if len(path) == 2 and path[0][1] == 270 and path[1][1] == 238]
    return {name for name, x in GATE_X.items() if any(path[0][0] == path[1][0] == x for path in ends)}


@pytest.mark.parametrize("pinned", [(), ("f",), ("f", "i"), ("f", "i", "o"), ("o",)])
def test_nothing_leads_into_a_pinned_gate(pinned):
    root = drawn(pinned)
    free = {"f", "i", "o", "g"} - set(pinned)
    assert wires_of(root) == free
    assert {text for text in texts(root) if text.startswith("W")} == {f"W{name}" for name in free}
    assert texts(root).count("pinned") == len(pinned)
    assert texts(root).count("σ") == 3 - len(pinned)
    for name in pinned:
        assert min(abs(one.x - GATE_X[name]) for one in words(root) if one.text == "pinned") == 0
    for name in STEP:
        assert len(bars_of(root, name)[0]) == H, "its bars stay"


@pytest.mark.parametrize("name", GATE_X)
def test_each_weight_stands_at_the_wire_of_its_gate_in_its_colour(name):
    label = word(drawn(), f"W{name}")
    assert 0 < label.x - GATE_X[name] < 20
    assert 238 < label.y < 270
    assert label.fill == COLOURS[name].text


def test_f_i_and_o_are_squashed_by_a_sigmoid_and_g_by_tanh():
    said = {one.x: one.text for one in words(drawn()) if one.y == 233}
    assert said == {GATE_X[name]: "tanh" if name == "g" else "σ" for name in GATE_X}


@pytest.mark.parametrize(("activation", "text"), [("tanh", "tanh"), ("identity", "none")])
def test_the_pill_says_what_is_between_c_and_h(activation, text):
    root = drawn(output_activation=activation)
    (pill,) = [box for box in boxes(root, stroke=INK) if box.right - box.left == 52]
    (said,) = [one.text for one in words(root) if pill.left < one.x < pill.right and pill.top < one.y < pill.bottom]
    assert said == text


def test_the_signs_say_times_times_plus_times():
    signs = sorted((one.x, one.y, one.text) for one in words(drawn()) if one.text in ("×", "+"))
    assert [sign for *_, sign in signs] == ["×", "+", "×", "×"]
    assert signs[0][:2] == (GATE_X["f"], 96), "f times the old c"
    assert signs[1][0] == signs[2][0] == (GATE_X["i"] + GATE_X["g"]) / 2, "plus i times g"
    assert GATE_X["o"] < signs[3][0], "o times the squashed c"


def test_every_state_has_its_name_at_its_box():
    root = drawn()
    for name, text in {"c_before": "ct−1", "h_before": "ht−1", "c": "ct"}.items():
        label = word(root, text)
        assert abs(label.x - PLACES[name][0]) < 10
        assert label.fill == COLOURS[name[0]].text
    up, right = sorted((one for one in words(root) if one.text == "ht"), key=lambda one: one.y)
    assert abs(word(root, "to what reads it").y - up.y) < 5
    assert abs(word(root, "to the next step").x - right.x) < 40
    assert word(root, "xt").fill == COLOURS["x"].text


def test_the_drawing_is_that_part_with_the_mean_gates_in_words():
    values = {name: np.full(3, value) for name, value in zip(STEP, np.linspace(0.1, 0.8, 8), strict=True)}
    svg = draw_lstm_cell(**values)
    assert "3 units; mean gates: f 0.10, i 0.20, o 0.30." in svg.words
    assert titles(parse(svg)) == titles(drawn(**values))
    assert wires_of(drawn(**values)) == set("fiog")


# ---- four weights side by side ----

D = 3
WEIGHTS = [100 * k + np.arange((H + D) * H).reshape(H + D, H) for k in range(1, 5)]


def test_the_four_weights_stand_side_by_side_in_the_order_f_i_o_g():
    (found,) = matrices(parse(draw_gate_stack(*WEIGHTS)))
    assert [block.name for block in found.blocks] == ["Wf", "Wi", "Wo", "Wg"]
    assert [block.colour for block in found.blocks] == [COLOURS[name].text for name in "fiog"]
    assert [block.numbers for block in found.blocks] == [numbers(array) for array in WEIGHTS]
    assert found.ledger == "7 × (4+4+4+4)"
    peak = np.abs(WEIGHTS).max()
    for block, name, array in zip(found.blocks, "fiog", WEIGHTS, strict=True):
        assert block.fills == [[tint(name, value, peak) for value in row] for row in array]


def test_the_gate_stack_says_its_shape_in_words_and_takes_lists():
    svg = draw_gate_stack(*[array.tolist() for array in WEIGHTS])
    assert "W_f, W_i, W_o and W_g side by side: 7 rows, the hidden ones first, and 4 times 4 columns." in svg.words
    assert len(blocks_of(parse(svg))) == 4
