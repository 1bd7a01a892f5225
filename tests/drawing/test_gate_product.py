import numpy as np
import pytest
from reading import boxes, matrices, matrix_of, numbers, parse, texts

from rnnlab.drawing.colours import COLOURS, INK
from rnnlab.drawing.gate_product import draw_gate_product

X_ROW, H_ROW = np.array([2, -1]), np.array([1, 0, -2])
WEIGHTS = {name: 10 * k + np.arange(15).reshape(5, 3) for k, name in enumerate("fiog", start=1)}
HX = np.concatenate([H_ROW, X_ROW])


def drawn(block="o", unit=2, joined=True):
    return draw_gate_product(H_ROW, X_ROW, WEIGHTS, block, unit, 0.25, joined)


def test_one_product_has_the_four_blocks_beside_each_other_and_their_sums_below():
    root = parse(drawn())
    W, z = matrix_of(root, "W"), matrix_of(root, "z")
    assert [block.name for block in W.blocks] == ["Wf", "Wi", "Wo", "Wg"]
    assert [block.name for block in z.blocks] == ["zf", "zi", "zo", "zg"]
    assert (W.shape, z.shape) == ("5 × (3+3+3+3)", "1 × (3+3+3+3)")
    for above, below, name in zip(W.blocks, z.blocks, "fiog", strict=True):
        assert above.numbers == numbers(WEIGHTS[name])
        assert below.numbers == numbers((HX @ WEIGHTS[name])[None])
        assert (below.left, below.right) == (above.left, above.right), "a sum stands under its column"
        assert above.bottom < below.top


def test_four_products_have_four_pairs_of_brackets():
    root = parse(drawn(joined=False))
    assert [one.part for one in matrices(root)] == ["hx", *(f"{p}_{n}" for p in "Wz" for n in "fiog")]
    for name in "fiog":
        (above,), (below,) = (matrix_of(root, f"{prefix}_{name}").blocks for prefix in "Wz")
        assert above.numbers == numbers(WEIGHTS[name])
        assert below.numbers == numbers((HX @ WEIGHTS[name])[None])
        assert (below.left, below.right) == (above.left, above.right)


@pytest.mark.parametrize("joined", [True, False])
@pytest.mark.parametrize(("block", "unit"), [("f", 1), ("o", 2), ("g", 3)])
def test_the_chosen_block_alone_has_its_colour_and_its_column_is_framed(block, unit, joined):
    root = parse(drawn(block, unit, joined))
    found = [one for found in matrices(root)[1:] for one in found.blocks]
    assert {one.name for one in found if one.colour == COLOURS[block].text} == {f"W{block}", f"z{block}"}
    assert {one.colour for one in found} == {COLOURS[block].text, COLOURS["b"].text}
    frames = boxes(root, stroke=INK, fill="none")
    for frame, name in zip(frames, (f"W{block}", f"z{block}"), strict=True):
        (one,) = [b for b in found if b.name == name]
        side = (one.right - one.left) / 3
        assert (frame.left, frame.right) == pytest.approx((one.left + (unit - 1) * side, one.left + unit * side))
        assert (frame.top, frame.bottom) == (one.top, one.bottom)


def test_the_sum_and_what_it_costs_are_written_and_said():
    z = int(HX @ WEIGHTS["o"][:, 1])
    line = f"unit 2:  z = 1·31 + 0·34 + (-2)·37 + 2·40 + (-1)·43 = {z},  o = σ({z}) = 0.25"
    svg = drawn()
    assert {line, "one product:", "1 × 5 times 5 × 12", "60 multiplications"} <= set(texts(parse(svg)))
    assert line in svg.words
    assert svg.words.endswith("One product: 1 × 5 times 5 × 12, 60 multiplications.")
    assert drawn(joined=False).words.endswith("Four products: 1 × 5 times 5 × 3, 4 times, 60 multiplications.")
    assert "g = tanh(" in drawn("g").words
