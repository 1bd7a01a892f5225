import numpy as np
import pytest
from reading import matrices, matrix_of, numbers, parse, paths, texts

from rnnlab.drawing.colours import COLOURS, MUTED
from rnnlab.drawing.split import draw_split

SIZES = [(3, 2, 1), (1, 1, 1), (5, 4, 3), (2, 4, 2), (4, 1, 3)]
each_size = pytest.mark.parametrize(("H", "D", "B"), SIZES)


def drawn(H, D, B):
    rng = np.random.default_rng(0)
    W_hh, W_hx, dz = rng.integers(1, 99, (H, H)), rng.integers(1, 99, (D, H)), rng.integers(1, 9, (B, H))
    return draw_split(dz, W_hh, W_hx, dz @ W_hh.T, dz @ W_hx.T), (W_hh, W_hx, dz)


@each_size
def test_the_product_and_both_parts_are_there(H, D, B):
    svg, (W_hh, W_hx, dz) = drawn(H, D, B)
    root = parse(svg)
    dh, dx = numbers(dz @ W_hh.T), numbers(dz @ W_hx.T)
    assert [block.numbers for block in matrix_of(root, "W_h").blocks] == [numbers(W_hh.T), numbers(W_hx.T)]
    assert [block.numbers for block in matrix_of(root, "dhx").blocks] == [dh, dx]
    assert [block.numbers for part in ("dh", "dx", "dz") for block in matrix_of(root, part).blocks] == [
        dh,
        dx,
        numbers(dz),
    ]
    assert f"dh_prev, dx = np.split(dz @ W_h.T, [{H}], axis=-1)" in texts(root)


@each_size
def test_a_line_stands_between_the_blocks_where_it_is_cut(H, D, B):
    root = parse(drawn(H, D, B)[0])
    one, other = matrix_of(root, "dhx").blocks
    (cut,) = [line for line in paths(root, stroke=MUTED) if len(line) == 2 and line[0][0] == line[1][0]]
    assert one.right < cut[0][0] < other.left
    assert cut[0][1] < one.top < one.bottom < cut[1][1]


@each_size
def test_it_fits_the_page(H, D, B):
    root = parse(drawn(H, D, B)[0])
    assert float(root.get("width")) <= 900


def test_in_one_line_it_reads_from_right_to_left():
    order = [one.part for one in sorted(matrices(parse(drawn(3, 2, 1)[0])), key=lambda one: one.blocks[0].left)]
    assert order == ["dh", "dx", "dhx", "dz", "W_h"]
    tops = {one.part: one.blocks[0].top for one in matrices(parse(drawn(5, 4, 3)[0]))}
    assert tops["dh"] > tops["dhx"], "below, where it is too wide"


def test_the_words_say_the_shapes_and_the_first_row():
    svg, (W_hh, W_hx, dz) = drawn(3, 2, 2)
    assert (
        "dz, 2 × 3, times W_h turned, 3 × (3+2), is split after column 3: dh_prev, 2 × 3, and dx, 2 × 2." in svg.words
    )
    row = [*(dz @ W_hh.T)[0], *(dz @ W_hx.T)[0]]
    assert svg.words.endswith(f"{', '.join(map(str, row))}.")
    for part in ("dhx", "W_h"):
        assert [block.colour for block in matrix_of(parse(svg), part).blocks] == [COLOURS[name].text for name in "hx"]


@each_size
def test_names_beside_each_other_have_room(H, D, B):
    root = parse(drawn(H, D, B)[0])
    for part, wide in (("dhx", 34), ("W_h", 42)):  # half of each of the two names
        one, other = matrix_of(root, part).blocks
        assert (other.left + other.right - one.left - one.right) / 2 > wide
