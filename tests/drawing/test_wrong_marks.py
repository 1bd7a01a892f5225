"""The marks of wrong cells in strips and views, and the colour of what is said below."""

import numpy as np
import pytest
from reading import finished, parse, texts, word

from rnnlab import RNNParams
from rnnlab.drawing.colours import COLOURS, INK
from rnnlab.drawing.forward_view import draw_forward
from rnnlab.drawing.products import Formulas, draw_formulas
from rnnlab.drawing.strips import strip

WRONG = np.array([[True, False], [True, False], [False, True]])


def drawn(t, wrong):
    params = RNNParams(np.ones((3, 2)), np.zeros(2))
    return parse(draw_forward(np.ones((2, 1)), np.zeros((3, 2)), params, t, "tanh", "A remark.", wrong=wrong))


def marks(root):
    return [int(node.get("data-wrong")) for node in root.iter() if node.get("data-wrong")]


def test_a_dashed_line_goes_through_the_middle_of_wrong_cells():
    root = finished(strip(np.zeros((3, 2)), "h", width=90, height=20, room=46, wrong=WRONG))
    (line,) = [node for node in root.iter() if node.get("stroke-dasharray")]
    assert line.get("d") == "M1 5h58M61 15h28"
    assert line.get("stroke") == COLOURS["mistake"].text


@pytest.mark.parametrize("wrong", [None, np.zeros((3, 2), bool)])
def test_a_remark_on_a_learners_states_is_no_part_of_the_drawing_of_h(wrong):
    assert word(drawn(1, wrong), "The bias is zero. A remark.").fill == INK


def test_a_bias_that_is_not_zero_is_drawn():
    params = RNNParams(np.ones((3, 2)), np.array([0.25, 0.5]))
    root = parse(draw_forward(np.ones((2, 1)), np.zeros((3, 2)), params, 1, "tanh", "A remark."))
    assert {"0.25", "0.50", "A remark."} <= set(texts(root))


@pytest.mark.parametrize(("t", "marked"), [(1, [1]), (2, [1, 1])])
def test_the_step_below_is_marked_when_its_own_state_is_wrong(t, marked):
    wrong = np.zeros((3, 2), bool)
    wrong[2, 1] = True
    assert marks(drawn(t, wrong)) == marked


def test_the_marks_in_the_results_of_both_formulas_are_as_large_as_all_their_cells():
    one, wrong = np.ones((1, 1)), np.ones((1, 1), bool)
    formulas = Formulas(one, one, one, one, None, one, one)
    root = parse(draw_formulas(formulas, 2, "A remark.", cell=40, wrong={"formula_1": wrong, "formula_2": wrong}))
    frames = [node[0].get("d") for node in root.iter() if node.get("data-wrong")]
    assert frames == ["M1 1h38v38h-38z"] * 2
