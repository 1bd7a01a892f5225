import numpy as np
import pytest
from reading import blocks_of, boxes, finished, matrices, matrix_of, numbers, parse, texts, words

from rnnlab import RNNParams, rnn_step
from rnnlab.drawing import draw_rnn_cell
from rnnlab.drawing.colours import COLOURS, INK
from rnnlab.drawing.rnn_cell import rnn_cell

B, D, H = 2, 3, 4
RNG = np.random.default_rng(2)
X, STATE = RNG.standard_normal((B, D)), RNG.standard_normal((B, H))
PARAMS = RNNParams(RNG.standard_normal((H + D, H)), RNG.standard_normal(H))
RESULT = rnn_step(X, STATE, PARAMS)


def drawn(*activation):
    return draw_rnn_cell(X, STATE, PARAMS.W_hh, PARAMS.W_hx, PARAMS.b_h, RESULT, *activation)


def test_the_step_is_drawn_with_the_numbers_that_were_computed():
    found = blocks_of(parse(drawn()))
    arrays = {
        "h": STATE,
        "x": X,
        "Whh": PARAMS.W_hh,
        "Whx": PARAMS.W_hx,
        "bh": PARAMS.b_h[None],
        "result": RESULT,
    }
    assert [(block.name, block.numbers) for block in found] == [(name, numbers(a)) for name, a in arrays.items()]
    assert [block.colour for block in found] == [COLOURS[key].text for key in ("h", "x", "h", "x", "b", "result")]


def test_h_stands_beside_x_and_w_hh_on_top_of_w_hx():
    root = parse(drawn())
    h, x = matrix_of(root, "hx").blocks
    assert (h.name, h.top) == ("h", x.top)
    assert 0 < x.left - h.right < 10
    above, below = matrix_of(root, "W_h").blocks
    assert (above.name, above.left) == ("Whh", below.left)
    assert 0 < below.top - above.bottom < 10
    assert below.rows == [4, 5, 6], "row k of W_h belongs to entry k of [h, x]"


def test_the_shapes_are_those_of_the_row_form():
    assert [one.ledger for one in matrices(parse(drawn()))] == ["2 × (4+3)", "(4+3) × 4", "1 × 4", "2 × 4"]
    assert matrix_of(parse(drawn()), "result").blocks[0].numbers == numbers(RESULT)


@pytest.mark.parametrize("activation", ["tanh", "relu", "identity"])
def test_it_reads_as_the_equation_with_its_activation(activation):
    root = parse(drawn(activation))
    items = [(one.x, one.text) for one in words(root) if one.text in (f"{activation}(", "·", "+", ") =")]
    items += [(block.left, block.name) for block in blocks_of(root)]
    assert " ".join(text for _, text in sorted(items)) in (
        f"{activation}( h x · Whh Whx + bh ) = result",
        f"{activation}( h x · Whx Whh + bh ) = result",  # both stand at one left edge
    )
    assert f"through {activation}," in drawn(activation).words


def test_tanh_is_the_activation_when_nothing_is_said():
    assert drawn() == drawn("tanh")
    assert "tanh(" in texts(parse(drawn()))


def test_the_words_say_the_shapes():
    assert drawn().words == (
        "One step: [h, x], 2 × (4+3), times W_h, (4+3) × 4, plus b_h (4 numbers), through tanh, "
        "gives the next state, 2 × 4."
    )


@pytest.mark.parametrize("unit", range(H))
@pytest.mark.parametrize("example", range(B))
def test_a_unit_is_followed_back_to_its_column_and_the_whole_row(unit, example):
    svg = draw_rnn_cell(X, STATE, PARAMS.W_hh, PARAMS.W_hx, PARAMS.b_h, RESULT, unit=unit, example=example)
    root = parse(svg)
    frames = sorted(boxes(root, stroke=INK, fill="none"), key=lambda box: box.left)
    h, x, above, below, bias, result = blocks_of(root)
    side = (bias.right - bias.left) / H
    wanted = [
        (h.left, h.top + example * side, x.right, h.top + (example + 1) * side),
        (above.left + unit * side, above.top, above.left + (unit + 1) * side, below.bottom),
        (bias.left + unit * side, bias.top, bias.left + (unit + 1) * side, bias.bottom),
        (
            result.left + unit * side,
            result.top + example * side,
            result.left + (unit + 1) * side,
            result.top + (example + 1) * side,
        ),
    ]
    assert [tuple(box[:4]) for box in frames] == [pytest.approx(box, abs=1.1) for box in wanted]


def test_the_sum_of_a_unit_is_written_out():
    svg = draw_rnn_cell([[1.0]], [[0.5, -2.0]], [[1, 2], [3, 4]], [[5, 6]], [0.0, -1.0], [[0.0, -0.96]], unit=1)
    assert "tanh(0.50·2 + (-2)·4 + 1·6 + (-1)) = tanh(-2) = -0.96" in texts(parse(svg))
    assert svg.words.endswith("Unit 2 is the row [h, x] times its column of W_h, plus its b_h: tanh(-2) = -0.96.")


def test_names_may_be_those_of_a_step():
    svg = draw_rnn_cell(X, STATE, PARAMS.W_hh, PARAMS.W_hx, PARAMS.b_h, RESULT, names=("h_2", "x_3", "h_3"))
    assert [block.name for block in blocks_of(parse(svg))] == ["h2", "x3", "Whh", "Whx", "bh", "h3"]


def test_the_bias_may_be_left_out():
    part = rnn_cell(X, STATE, PARAMS.W_hh, PARAMS.W_hx, None, RESULT, ("h", "x", "h"), "tanh")
    root = finished(part)
    assert [block.name for block in blocks_of(root)] == ["h", "x", "Whh", "Whx", "h"]
    assert "+" not in texts(root)
