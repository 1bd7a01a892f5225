from itertools import pairwise

import numpy as np
import pytest
from reading import blocks_of, matrices, matrix_of, numbers, of_kind, parse, texts, word, words

from rnnlab.drawing import draw_formulas, draw_product, draw_transposition
from rnnlab.drawing.colours import COLOURS, WAITING, tint
from rnnlab.drawing.products import Formulas, say_totals

H, D, B = 3, 2, 4
OPERATORS = {"·", "+", "=", "φ(", ") ="}


def distinct(*shape, first):
    """Whole numbers that are nowhere else in the picture."""
    return first + np.arange(np.prod(shape)).reshape(shape)


W_HH, W_HX = distinct(H, H, first=10), distinct(H, D, first=-30)
STATE, INPUT = distinct(H, B, first=40), distinct(D, B, first=-70)
FROM_H, FROM_X, BOTH = (distinct(H, B, first=first) for first in (100, 200, -400))
BIAS = distinct(H, first=80)
FORMULAS = Formulas(W_HH, W_HX, STATE, INPUT, BIAS, FROM_H, FROM_X)


def line_of(root, top, bottom):
    """Names of blocks and operators from left to right, of one line of a picture."""
    found = [(block.left, block.name) for block in blocks_of(root) if top < (block.top + block.bottom) / 2 < bottom]
    found += [(one.x, one.text) for one in words(root) if one.text in OPERATORS and top < one.y < bottom]
    return " ".join(name for _, name in sorted(found))


def content(blocks):
    return [(block.name, block.numbers) for block in blocks]


# ---- the product of the stacks ----


def test_the_product_of_the_stacks_is_drawn_with_the_arrays_that_were_computed():
    found = matrices(parse(draw_product(W_HH, W_HX, STATE, INPUT, FROM_H, FROM_X, BOTH)))
    arrays = {"Whh": W_HH, "Whx": W_HX, "h": STATE, "x": INPUT, "Whhh": FROM_H, "Whxx": FROM_X, "both": BOTH}
    assert content(block for one in found for block in one.blocks) == [(n, numbers(a)) for n, a in arrays.items()]
    assert [len(one.blocks) for one in found] == [2, 2, 1, 1, 1]
    assert [one.ledger for one in found] == ["3 × (3+2)", "(3+2) × 4", "3 × 4", "3 × 4", "3 × 4"]


def test_the_product_reads_as_an_equation_from_left_to_right():
    root = parse(draw_product(W_HH, W_HX, STATE, INPUT, FROM_H, FROM_X, BOTH))
    stacked = matrices(root)[1].blocks
    assert line_of(root, 0, 1000) == "Whh Whx · h x = Whhh + Whxx = both"
    assert stacked[0].left == stacked[1].left
    assert 0 < stacked[1].top - stacked[0].bottom < 10, "h is on top of x"


def test_the_product_has_the_colours_of_its_blocks_and_one_depth_for_the_three_results():
    blocks = blocks_of(parse(draw_product(W_HH, W_HX, STATE, INPUT, FROM_H, FROM_X, BOTH)))
    keys = ["h", "x", "h", "x", "h", "x", "result"]
    assert [block.colour for block in blocks] == [COLOURS[key].text for key in keys]
    for block, key, array in zip(blocks[-3:], keys[-3:], (FROM_H, FROM_X, BOTH), strict=True):
        assert block.fills == [[tint(key, value, 400) for value in row] for row in array]


def test_the_product_says_its_shapes_in_words():
    svg = draw_product(W_HH, W_HX, STATE, INPUT, FROM_H, FROM_X, BOTH)
    assert "W_h, 3 × (3+2), times the stack of h on x, (3+2) × 4, is W_hh h plus W_hx x, each 3 × 4." in svg.words


@pytest.mark.parametrize("cell", [28, 40])
def test_the_cells_of_the_product_have_the_size_that_is_asked_for(cell):
    root = parse(draw_product(W_HH, W_HX, STATE, INPUT, FROM_H, FROM_X, BOTH, cell=cell))
    assert {block.bottom - block.top for block in blocks_of(root)} == {cell * H, cell * D}


# ---- column form and row form ----


def test_the_transposition_has_every_array_twice_below_it_turned():
    h, x, z = STATE[:, :1], INPUT[:, :1], BOTH[:, :1]
    root = parse(draw_transposition(W_HH, W_HX, h, x, z))
    found = matrices(root)
    columns = {"Whh": W_HH, "Whx": W_HX, "h": h, "x": x, "z": z}
    rows = {f"{name}⊤": columns[name].T for name in ("h", "x", "Whh", "Whx", "z")}
    assert content(block for one in found[:3] for block in one.blocks) == [(n, numbers(a)) for n, a in columns.items()]
    assert content(block for one in found[3:] for block in one.blocks) == [(n, numbers(a)) for n, a in rows.items()]
    assert [one.ledger for one in found[:3]] == ["3 × (3+2)", "(3+2) × 1", "3 × 1"]
    assert [one.ledger for one in found[3:]] == ["1 × (3+2)", "(3+2) × 3", "1 × 3"]
    below = word(root, "row form: every array turned").y
    assert line_of(root, 0, below) == "Whh Whx · h x = z"
    assert line_of(root, below, 1000) == "h⊤ x⊤ · Whh⊤ Whx⊤ = z⊤"
    assert word(root, "column form: W_h beside, [h ; x] on top").y < found[0].blocks[0].top


def test_the_transposition_says_both_forms_in_words():
    svg = draw_transposition(W_HH, W_HX, STATE[:, :1], INPUT[:, :1], BOTH[:, :1])
    assert "W_h 3 × (3+2) times the stack of h on x (3+2) × 1 is z 3 × 1" in svg.words
    assert "the row [h, x] 1 × (3+2) times W_h turned (3+2) × 3 is z turned 1 × 3" in svg.words


# ---- two formulas ----


def both_formulas(k=H + D, bias=BIAS):
    return parse(draw_formulas(FORMULAS._replace(b=bias), k, "They are equal."))


def test_both_formulas_read_from_left_to_right_with_the_bias_added_once_in_each():
    root = both_formulas()
    below = word(root, "Formula 2").y
    assert line_of(root, 0, below) == "φ( Whh Whx · h x + bh ) = result"
    assert line_of(root, below, 2000) == "φ( Whh · h + Whx · x + bh ) = result"
    assert word(root, "Formula 1").y < blocks_of(root)[0].top


def test_without_a_bias_there_is_none():
    root = both_formulas(bias=None)
    below = word(root, "Formula 2").y
    assert line_of(root, 0, below) == "φ( Whh Whx · h x ) = result"
    assert line_of(root, below, 2000) == "φ( Whh · h + Whx · x ) = result"
    assert "bh" not in texts(root)


PARTS = {
    "W_h": [W_HH, W_HX],
    "hx": [STATE, INPUT],
    "W_hh": [W_HH],
    "h": [STATE],
    "W_hx": [W_HX],
    "x": [INPUT],
    "formula_1": [FROM_H],
    "formula_2": [FROM_X],
}


@pytest.mark.parametrize("k", [0, 2, H + D])
def test_every_part_that_the_page_points_at_has_its_name_its_rows_and_its_numbers(k):
    root = both_formulas(k)
    assert {one.part for one in matrices(root)} == {None, *PARTS}
    for part, arrays in PARTS.items():
        found = matrix_of(root, part)
        assert [block.numbers for block in found.blocks] == [numbers(array) for array in arrays]
        rows = [row for block in found.blocks for row in block.rows]
        assert rows == ([0, 1, 2, 0, 1, 2] if part == "W_h" else list(range(sum(map(len, arrays)))))
    for item in of_kind(root, "g"):
        if "data-row" in item.node.attrib:
            places = [float(use.get("x")) for use in item.node]
            assert places == sorted(places), "the page counts the cells of a row (nth-of-type)"


def test_every_part_has_its_shape_under_it():
    ledgers = {one.part: one.ledger for one in matrices(both_formulas())}
    assert ledgers.pop(None) == "3 × 1"
    assert ledgers == {
        "W_h": "3 × (3+2)",
        "hx": "(3+2) × 4",
        "W_hh": "3 × 3",
        "h": "3 × 4",
        "W_hx": "3 × 2",
        "x": "2 × 4",
        "formula_1": "3 × 4",
        "formula_2": "3 × 4",
    }


def live(root, part, along_columns):
    """Which columns (or rows) of a part are coloured; each must be so in all of its cells."""
    found = []
    for block in matrix_of(root, part).blocks:
        lines = zip(*block.fills, strict=True) if along_columns else block.fills
        waiting = [{fill == WAITING for fill in line} for line in lines]
        assert all(len(one) == 1 for one in waiting)
        found += [one == {False} for one in waiting]
    return found


@pytest.mark.parametrize("k", range(H + D + 1))
def test_the_first_k_products_are_coloured_and_the_others_wait(k):
    root = both_formulas(k)
    stacked = [n < k for n in range(H + D)]
    assert live(root, "W_h", along_columns=True) == live(root, "hx", along_columns=False) == stacked
    assert live(root, "W_hh", along_columns=True) == live(root, "h", along_columns=False) == stacked[:H]
    assert live(root, "W_hx", along_columns=True) == live(root, "x", along_columns=False) == stacked[H:]
    for part in ("formula_1", "formula_2"):
        assert all(live(root, part, along_columns=True))


def test_what_is_coloured_has_the_colour_of_its_block():
    root = both_formulas()
    keys = {"W_h": "hx", "hx": "hx", "W_hh": "h", "h": "h", "W_hx": "x", "x": "x"}
    for part, arrays in PARTS.items():
        for block, key, array in zip(matrix_of(root, part).blocks, keys.get(part, ["result"]), arrays, strict=True):
            same_depth = [FROM_H, FROM_X] if part.startswith("formula") else arrays
            peak = max(np.abs(one).max() for one in same_depth)
            assert block.colour == COLOURS[key].text
            assert block.fills == [[tint(key, value, peak) for value in row] for row in array]
    biases = [block for block in blocks_of(root) if block.name == "bh"]
    assert [block.numbers for block in biases] == [numbers(BIAS[:, None])] * 2


def test_the_verdict_is_shown_and_said():
    svg = draw_formulas(FORMULAS, 2, "k = 2: 2 of 5.", (950, 800))
    root = parse(svg)
    verdict = word(root, "k = 2: 2 of 5.")
    assert verdict.y > max(block.bottom for block in blocks_of(root))
    assert svg.words == (
        "Formula 1: W_h 3 × (3+2) times [h ; x] (3+2) × 4. Formula 2: W_hh 3 × 3 times h 3 × 4, "
        "plus W_hx 3 × 2 times x 2 × 4. Both results 3 × 4, first 100 and 200. k = 2: 2 of 5."
    )
    assert root.get("viewBox") == "0 0 950 800"
    with pytest.raises(ValueError, match="more than its card"):
        draw_formulas(FORMULAS, 2, "", (500, 800))


def test_nothing_in_a_line_stands_on_its_neighbour():
    root = both_formulas()
    below = word(root, "Formula 2").y
    for top, bottom in ((0, below), (below, 2000)):
        columns = sorted({(b.left, b.right) for b in blocks_of(root) if top < b.top < bottom})
        assert all(one[1] < other[0] for one, other in pairwise(columns))


# ---- one formula beside the other ----


def test_beside_each_other_both_read_as_one_line_with_their_middles_at_one_height():
    root = parse(draw_formulas(FORMULAS, 2, "", most=2000))
    one, other = "φ( Whh Whx · h x + bh ) = result", "φ( Whh · h + Whx · x + bh ) = result"
    assert line_of(root, 0, 2000) == f"{one} {other}"
    names = word(root, "Formula 1"), word(root, "Formula 2")
    results = [matrix_of(root, part).blocks[0] for part in ("formula_1", "formula_2")]
    assert names[0].y == names[1].y
    assert names[0].x < results[0].right < names[1].x < results[1].left
    assert results[0].top == results[1].top


def test_formula_2_stands_below_where_both_are_too_wide():
    beside = parse(draw_formulas(FORMULAS, 2, "", most=2000))
    width = float(beside.get("width"))
    for most, below in ((width, False), (width - 1, True)):
        root = parse(draw_formulas(FORMULAS, 2, "", most=most))
        assert (word(root, "Formula 2").y > word(root, "Formula 1").y) == below
        assert float(root.get("width")) <= most


def test_the_totals_have_larger_cells_than_what_they_are_made_of_and_one_depth():
    root = parse(draw_formulas(FORMULAS, H + D, ""))
    high = {one.part: (one.blocks[0].bottom - one.blocks[0].top) / len(one.blocks[0].fills) for one in matrices(root)}
    assert high["formula_1"] == high["formula_2"] > high["W_h"] == high["x"]
    for part, array in (("formula_1", FROM_H), ("formula_2", FROM_X)):
        assert matrix_of(root, part).blocks[0].fills == [
            [tint("result", v, FROM_X.max()) for v in row] for row in array
        ]


def test_a_number_with_one_decimal_is_printed_with_one():
    formulas = FORMULAS._replace(W_hx=np.array([[0.5, -2.25], [10, 1 / 3], [1e7, 0.04]]))
    found = matrix_of(parse(draw_formulas(formulas, 2, "")), "W_hx").blocks[0].numbers
    assert found == [["0.5", "-2.25"], ["10", "0.33"], ["1e7", "0.04"]]


@pytest.mark.parametrize(
    ("shape", "said"),
    [((3, 1), "Formula 1: 7, -0.50, 1e9. Formula 2: 7, -0.50, 1e9."), ((1, 3), "")],
)
def test_the_totals_of_one_example_are_said(shape, said):
    y = np.array([7, -0.5, 1e9]).reshape(shape)
    assert say_totals(y, y) == said


@pytest.mark.parametrize("most", [0, 2000])
def test_how_it_is_computed_stands_behind_both_names_and_in_the_words(most):
    svg = draw_formulas(FORMULAS, 2, "", most=most, how="φ = tanh, float32")
    assert [one for one in texts(parse(svg)) if one.startswith("Formula")] == [
        "Formula 1, φ = tanh, float32",
        "Formula 2, φ = tanh, float32",
    ]
    assert "first 100 and 200 (φ = tanh, float32). " in svg.words


def test_a_long_verdict_is_wrapped():
    root = parse(draw_formulas(FORMULAS, 2, "a word " * 40))
    said = [one.text for one in words(root) if "word" in one.text]
    assert len(said) > 1
    assert " ".join(said).split() == ["a", "word"] * 40
