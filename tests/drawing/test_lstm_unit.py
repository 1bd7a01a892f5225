import numpy as np
import pytest
from reading import boxes, cell_colours, contrast, parse, texts, word, words

from rnnlab.drawing.colours import COLOURS, INK, LINE, diverging, gate_tint
from rnnlab.drawing.lstm_unit import GATE_X, draw_lstm_unit, say_step
from rnnlab.drawing.matrix import show_number

T = 5
G = np.array([0.0, 0.9, 0.0, -0.6, 0.0])
C = np.array([0.5, 0.4, 1.22, 0.97, 0.18, 0.14])
H = np.array([0.19, 0.42, 0.37, 0.09, 0.07])
GATES = dict(f=0.8, i=0.5, o=0.25)


def drawn(t=2, **gates):
    return draw_lstm_unit(**{**GATES, **gates}, g=G, c=C, h=H, t=t)


def number_at(root, name):
    """The number that stands in the box over a gate's letter."""
    letter = next(one for one in words(root) if one.text == name and one.y > 150 and one.x < 400)
    return next(one.text for one in words(root) if abs(one.x - letter.x) < 1 and 15 < letter.y - one.y < 40)


@pytest.mark.parametrize("t", [1, 2, 4, T])
def test_the_cell_has_the_numbers_of_its_step(t):
    root = parse(drawn(t))
    assert {name: number_at(root, name) for name in "fio"} == {"f": "0.80", "i": "0.50", "o": "0.25"}
    assert number_at(root, "g") == show_number(G[t - 1])
    for name, value in {"ct−1": C[t - 1], "ct": C[t], "ht": H[t - 1]}.items():
        label = word(root, name)
        over = [one.text for one in words(root) if abs(one.x - label.x) < 1 and 15 < label.y - one.y < 40]
        assert over == [show_number(value)], name


def test_the_gates_stand_in_the_order_in_which_they_are_used():
    assert sorted(GATE_X, key=GATE_X.get) == list("figo")


def test_gates_are_grey_as_they_are_open_and_the_candidate_as_in_a_strip():
    fills = {box.fill for box in boxes(parse(drawn()))}
    assert {gate_tint(0.8), gate_tint(0.5), gate_tint(0.25), diverging(0.9, 1.0)} <= fills


@pytest.mark.parametrize("t", [1, 3, T])
def test_the_strips_begin_with_the_start_where_there_is_one_and_the_step_is_framed(t):
    root = parse(drawn(t))
    g, c, h = boxes(root, stroke=LINE, fill="none")
    w = (c.right - c.left) / (T + 1)
    assert g.left == h.left == pytest.approx(c.left + w, abs=0.02)
    for frame, values in ((g, G), (c, C), (h, H)):
        assert cell_colours(root, frame, len(values), 1) == [[diverging(value, 1.0) for value in values]]
    for mark in boxes(root, stroke=INK, fill="none"):
        assert (mark.left, mark.right) == pytest.approx((c.left + t * w, c.left + (t + 1) * w), abs=0.03)


def test_the_words_say_the_gates_the_step_and_the_end():
    assert drawn(2).words == (
        "One unit of an LSTM over 5 steps, its gates held at f = 0.80, i = 0.50, o = 0.25. Step 2: "
        "c₂ = f·c₁ + i·g = 0.80·0.40 + 0.50·0.90 = 1.22, h₂ = o·tanh(c₂) = 0.25·tanh(1.22) = 0.42. "
        "At the end c is 0.14 and h is 0.07; c began at 0.50."
    )


def test_the_equations_of_the_step_are_written_too_with_brackets_around_what_is_negative():
    line, said = say_step(0.8, 1, 0.5, -0.6, -0.25, -0.8, -0.33)
    assert said == "c′ = f·c + i·g = 0.80·(-0.25) + 1·(-0.60) = -0.80, h′ = o·tanh(c′) = 0.50·tanh(-0.80) = -0.33"
    assert line.width < 860
    assert "c₂ = f·c₁ + i·g = 0.80·0.40 + 0.50·0.90 = 1.22" in texts(parse(drawn(2)))


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
def test_numbers_read_well_on_every_gate_and_all_text_is_large_enough(value):
    assert contrast(INK, gate_tint(value)) >= 4.5
    root = parse(drawn(f=value, i=value, o=value))
    assert min(one.size for one in words(root) if not one.text.startswith("t−")) >= 10
    assert word(root, "f").fill == COLOURS["f"].text
