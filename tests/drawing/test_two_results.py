import numpy as np
import pytest
from reading import matrices, numbers, parse, word
from test_picture import check

from rnnlab.drawing.colours import COLOURS
from rnnlab.drawing.two_results import draw_two_results

ONE = np.arange(6).reshape(3, 2) + 40


@pytest.mark.parametrize("apart", [0, 5])
def test_the_rest_is_what_is_left_when_one_is_taken_from_the_other(apart):
    two = ONE.copy()
    two[2, 1] -= apart
    root = check(draw_two_results(ONE, two, 3, 4, "Random"))
    found = {one.part: one.blocks[0] for one in matrices(root)}
    wanted = {"formula_1": ONE, "formula_2": two, "difference": ONE - two}
    assert {name: block.numbers for name, block in found.items()} == {n: numbers(a) for n, a in wanted.items()}
    colour = COLOURS["mistake" if apart else "result"].text
    assert word(root, f"Random: the largest rest is {apart}.").fill == colour
    assert (found["difference"].colour == COLOURS["mistake"].text) == bool(apart)


def test_it_reads_as_formula_1_minus_formula_2():
    root = parse(draw_two_results(ONE, ONE, 3, 4, "Random"))
    places = [one.blocks[0].left for one in matrices(root)]
    signs = [word(root, text).x for text in ("formula 1", "−", "formula 2", "=")]
    order = [signs[0], places[0], signs[1], signs[2], places[1], signs[3], places[2]]
    assert order == sorted(order)


def test_the_words_say_the_shapes_of_both_formulas():
    assert draw_two_results(ONE, ONE, 3, 4, "Random").words == (
        "Shapes of formula 1: 3 × (3+4) · (3+4) × 2, of formula 2: 3 × 3 · 3 × 2 + 3 × 4 · 4 × 2. "
        "Random: the largest rest is 0. First entry: 40."
    )
