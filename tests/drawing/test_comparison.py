import numpy as np
import pytest
from reading import finished, matrices, numbers, texts

from rnnlab.drawing.colours import COLOURS
from rnnlab.drawing.comparison import MOST, WIDEST, comparison

H, X = np.array([[0.25, -0.5]]), np.array([[2.0]])
W_H = np.arange(6.0).reshape(3, 2)


def drawn(arrays, wanted, yours):
    marks = {name: ~np.isclose(a, wanted[name]) for name, a in yours.items() if a.shape == wanted[name].shape}
    return finished(comparison(arrays, wanted, yours, marks))


def test_the_arguments_then_what_is_expected_then_yours():
    root = drawn({"x": X, "h": H, "W_h": W_H}, {"h": H}, {"h": H + 1})
    assert [len(matrix.blocks) for matrix in matrices(root)] == [1, 1, 2, 1, 1]
    assert [text for text in texts(root) if text in ("expected", "yours")] == ["expected", "yours"]


def wrong_places(root):
    """The number of marks in each part that has some."""
    return [int(node.get("data-wrong")) for node in root.iter() if node.get("data-wrong")]


def test_each_wrong_entry_is_marked_and_no_other():
    yours = np.array([[1.0, 2.0], [3.0, 4.0]])
    wanted = yours.copy()
    wanted[0, 1] = 7
    root = drawn({}, {"h": wanted}, {"h": yours})
    assert wrong_places(root) == [1]
    frame, ear = next(node for node in root.iter() if node.get("data-wrong"))
    assert frame.get("d") == "M35 1h32v32h-32z"
    assert ear.get("d").startswith("M67 1")
    assert drawn({}, {"h": wanted}, {"h": wanted}).find(".//*[@data-wrong]") is None


def test_of_a_batch_of_sequences_the_first_example_that_differs_is_shown():
    wanted = np.zeros((3, 2, 2))
    yours = wanted.copy()
    yours[1, 0, 1] = 5
    x = np.arange(12.0).reshape(3, 2, 2)
    root = drawn({"x": x, "h0": np.zeros((3, 2))}, {"states": wanted}, {"states": yours})
    assert wrong_places(root) == [1]
    assert {"states[1]", "x[1]"} <= set(texts(root))
    shown = {block.name: block.numbers for matrix in matrices(root) for block in matrix.blocks}
    assert shown["x[1]"] == numbers(x[1])
    assert shown["states[1]"] == numbers(yours[1])


def test_an_array_with_an_axis_too_many_is_shown_slice_by_slice():
    root = drawn({}, {"W_h": np.ones((2, 4))}, {"W_h": np.ones((2, 2, 2))})
    assert [matrix.shape for matrix in matrices(root)] == ["2 × 4", "2 × 2", "2 × 2"]


@pytest.mark.parametrize("yours", [np.float64(3), np.zeros(2), np.zeros((0, 2)), np.zeros((1, 1, 1, 2))])
def test_results_with_any_number_of_axes_are_drawn(yours):
    assert comparison({"x": X}, {"h": H}, {"h": yours}, {}) is not None


def test_what_is_no_array_is_left_out_and_what_is_too_large_is_not_drawn():
    assert len(matrices(drawn({"h": H, "g": np.tanh}, {"h": H}, {"h": H}))) == 3
    assert comparison({"h": H}, {}, {}, {}) is None
    assert comparison({"x": np.zeros((1, MOST))}, {"h": H}, {"h": H}, {}) is None


def test_the_gates_of_an_lstm_stand_apart():
    root = drawn({"W": np.ones((3, 8)), "b": np.ones(8)}, {"h": H}, {"h": H})
    assert [len(matrix.blocks) for matrix in matrices(root)] == [4, 4, 1, 1]
    column = drawn({"b": np.ones((2, 1))}, {"h": H}, {"h": H})
    assert [len(matrix.blocks) for matrix in matrices(column)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("block", "names"),
    [("h", "h h0 h_prev dh dh_next"), ("c", "c c_prev dc"), ("x", "x"), ("f", "f"), ("i", "i"), ("o", "o"), ("g", "g")],
)
def test_a_gradient_has_the_colour_of_what_it_is_the_gradient_of(block, names):
    root = drawn({name: np.ones((1, 1)) for name in names.split()}, {"z": H}, {"z": H})
    colours = {one.colour for matrix in matrices(root) for one in matrix.blocks if one.name != "z"}
    assert colours == {COLOURS[block].text}


def test_a_row_is_no_wider_than_the_page():
    many = {f"W_{k}": np.ones((2, 5)) for k in range(6)}
    assert comparison(many, {"h": H}, {"h": H}, {}).width <= WIDEST
