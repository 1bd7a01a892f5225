import numpy as np
import pytest
from reading import boxes, contrast, parse, texts, word, words
from test_picture import check

from rnnlab.drawing.colours import COLOURS, LINE, WAITING
from rnnlab.drawing.entry import HIGH, LINES, draw_entry

WEIGHTS, VALUES, H = np.array([11, 12, 13, 14, 15]), np.array([1, 2, 3, 4, 5]), 3


def drawn(k, i=1):
    return parse(draw_entry(WEIGHTS, VALUES, H, k, i))


def tiles(root, line):
    """The tiles of one line, from left to right: the text on each, its fill, its stroke, its place."""
    top = LINES[line] + 20
    found = []
    for box in boxes(root):
        if box.top == top and box.bottom == top + HIGH:
            (said,) = [one.text for one in words(root) if box.left < one.x < box.right and box.top < one.y < box.bottom]
            found.append((box.left, said, box.fill, box.stroke, box.right))
    return sorted(found)


def under(root, line):
    """The running totals under the tiles of one line, from left to right."""
    bottom = LINES[line] + 20 + HIGH
    return [one.text for one in sorted(words(root), key=lambda one: one.x) if bottom < one.y < bottom + 20]


def results(root, line):
    end = tiles(root, line)[-1][-1]
    top = LINES[line] + 20
    return [(one.text, one.fill) for one in words(root) if one.x > end + 10 and top < one.y < top + HIGH]


@pytest.mark.parametrize("line", [0, 1])
def test_each_product_stands_on_a_tile_of_its_blocks_colour(line):
    found = tiles(drawn(5), line)
    assert [said for _, said, *_ in found] == ["11·1", "12·2", "13·3", "14·4", "15·5"]
    assert [stroke for *_, stroke, _ in found] == [COLOURS["h"].text] * 3 + [COLOURS["x"].text] * 2


@pytest.mark.parametrize("k", range(6))
@pytest.mark.parametrize("line", [0, 1])
def test_the_first_k_are_summed_and_the_others_wait(k, line):
    found = tiles(drawn(k), line)
    assert [fill == WAITING for *_, fill, _, _ in found] == [n >= k for n in range(5)]
    assert [stroke == LINE for *_, stroke, _ in found] == [n >= k for n in range(5)]


@pytest.mark.parametrize(
    ("k", "one", "two", "end_1", "end_2"),
    [
        (0, [], [], "=0", "=0+0=0"),
        (2, ["11", "35"], ["11", "35"], "=35", "=35+0=35"),
        (4, ["11", "35", "74", "130"], ["11", "35", "74", "56"], "=130", "=74+56=130"),
        (5, ["11", "35", "74", "130", "205"], ["11", "35", "74", "56", "131"], "=205", "=74+131=205"),
    ],
)
def test_the_subtotals_begin_anew_after_the_bracket_and_the_total_does_not_change(k, one, two, end_1, end_2):
    root = drawn(k)
    assert (under(root, 0), under(root, 1)) == (one, two)
    assert ["".join(text for text, _ in results(root, line)) for line in (0, 1)] == [end_1, end_2]


def test_the_parts_of_the_total_have_the_colours_of_what_they_come_from():
    fills = [fill for _, fill in results(drawn(5), 1)]
    assert fills[1::2] == [COLOURS[key].text for key in ("h", "x", "result")]
    assert all(contrast(fill, "#ffffff") >= 4.5 for fill in fills)


@pytest.mark.parametrize("H", range(1, 6))
@pytest.mark.parametrize("D", range(1, 5))
def test_the_bracket_of_formula_2_stands_after_h_products_at_every_size(H, D):
    root = check(draw_entry(np.arange(51, 51 + H + D), np.arange(1, H + D + 1), H, H + D, 5))
    found = tiles(root, 1)
    bracket = word(root, ") + (")
    assert found[H - 1][-1] < bracket.x < found[H][0]
    assert texts(root).count("+") == 2 * (H + D - 2) + 2
    assert word(root, "(").x < found[0][0] < found[-1][-1] < word(root, ")").x
    assert float(root.get("width")) <= 900


def test_the_words_say_both_sums():
    assert draw_entry(WEIGHTS, VALUES, H, 4, 2).words == (
        "Entry 2 after 4 of 5 products. Formula 1 adds them in one go: 130. Formula 2 has a bracket after H = 3: "
        "74 + 56 = 130."
    )
