from itertools import pairwise

import numpy as np
import pytest
from reading import SVG, matrices, matrix_of, numbers, parse, paths, texts, values_in, word, words

from rnnlab.drawing import draw_join, draw_mismatch
from rnnlab.drawing.colours import COLOURS, MUTED, tint
from rnnlab.drawing.matrix import CELL

BESIDE = {
    "W_hh": np.array([[11, 12, 13], [21, 22, 23], [31, 32, 33]]),
    "W_hx": np.array([[14, 15], [24, 25], [34, -35]]),
}
ON_TOP = {"h": np.array([[11, 12], [21, 22], [31, 32]]), "x": np.array([[-41, 42], [51, 52]])}
SMALL = {"P": np.array([[1.0]]), "Q": np.array([[9.5]])}
JOINS = [(1, BESIDE), (0, ON_TOP), (1, SMALL), (0, SMALL)]
JOINS += [(axis, dict(reversed(arrays.items()))) for axis, arrays in JOINS[:2]]
each_join = pytest.mark.parametrize(("axis", "arrays"), JOINS)
KEYS = {"W_hh": "h", "h": "h", "P": "h", "W_hx": "x", "x": "x", "Q": "x"}


def shown(name):
    return name.replace("_", "")


@each_join
def test_two_arrays_and_the_one_they_become(axis, arrays):
    first, second, joined = matrices(parse(draw_join(axis, **arrays)))
    names = [shown(name) for name in arrays]
    assert [block.name for block in (*first.blocks, *second.blocks)] == names
    assert [block.name for block in joined.blocks] == names
    wanted = [numbers(array) for array in arrays.values()]
    assert [block.numbers for block in (*first.blocks, *second.blocks)] == wanted
    assert [block.numbers for block in joined.blocks] == wanted
    assert joined.part == "joined"


@each_join
def test_the_joined_array_reads_as_numpy_joins_it(axis, arrays):
    joined = matrix_of(parse(draw_join(axis, **arrays)), "joined")
    one, other = (block.numbers for block in joined.blocks)
    cells = [a + b for a, b in zip(one, other, strict=True)] if axis else one + other
    assert cells == numbers(np.concatenate(list(arrays.values()), axis))


@each_join
def test_the_joined_blocks_touch_along_the_axis(axis, arrays):
    one, other = matrix_of(parse(draw_join(axis, **arrays)), "joined").blocks
    if axis:
        assert 0 < other.left - one.right < CELL / 4
        assert (one.top, one.bottom) == (other.top, other.bottom)
    else:
        assert 0 < other.top - one.bottom < CELL / 4
        assert (one.left, one.right) == (other.left, other.right)


@each_join
def test_the_parts_stand_from_left_to_right(axis, arrays):
    root = parse(draw_join(axis, **arrays))
    first, second, joined = matrices(root)
    arrow = word(root, "→").x
    assert first.blocks[0].right < second.blocks[0].left < second.blocks[0].right < arrow < joined.blocks[0].left


def test_the_shapes_under_the_arrays():
    assert [one.ledger for one in matrices(parse(draw_join(1, **BESIDE)))] == ["3 × 3", "3 × 2", "3 × (3+2)"]
    assert [one.ledger for one in matrices(parse(draw_join(0, **ON_TOP)))] == ["3 × 2", "2 × 2", "(3+2) × 2"]


def test_the_rule_and_the_words_of_a_join_beside():
    svg = draw_join(1, **BESIDE)
    said = texts(parse(svg))
    assert "(3, 3) and (3, 2) → (3, 5)" in said
    assert "axis 1 grows: 3 + 2 = 5.  axis 0 stays: 3." in said
    assert svg.words == (
        "W_hh (3, 3) beside W_hx (3, 2) gives (3, 5): axis 1 grows, 3 + 2 = 5; axis 0 stays 3. "
        "They meet at a vertical boundary. The first row reads 11, 12, 13, 14, 15."
    )
    assert "<title>W_hh beside W_hx</title>" in svg


def test_the_rule_and_the_words_of_a_join_on_top():
    svg = draw_join(0, **ON_TOP)
    said = texts(parse(svg))
    assert "(3, 2) and (2, 2) → (5, 2)" in said
    assert "axis 0 grows: 3 + 2 = 5.  axis 1 stays: 2." in said
    assert svg.words == (
        "h (3, 2) on top of x (2, 2) gives (5, 2): axis 0 grows, 3 + 2 = 5; axis 1 stays 2. "
        "They meet at a horizontal boundary. The first row reads 11, 12."
    )
    assert "<title>h on top of x</title>" in svg


@each_join
def test_the_lengths_that_change_are_marked_in_the_line_of_shapes(axis, arrays):
    spans = [node for node in parse(draw_join(axis, **arrays)).iter(f"{SVG}tspan") if node.get("font-weight") == "700"]
    sizes = [array.shape[axis] for array in arrays.values()]
    assert [int(span.text) for span in spans] == [*sizes, sum(sizes)]
    assert {span.get("fill") for span in spans} == {COLOURS["result"].text}


@each_join
def test_a_dashed_line_runs_between_the_blocks_and_says_its_name(axis, arrays):
    root = parse(draw_join(axis, **arrays))
    one, other = matrix_of(root, "joined").blocks
    (line,) = paths(root, stroke=MUTED)
    label = word(root, f"{'vertical' if axis else 'horizontal'} boundary")
    if axis:
        assert [x for x, _ in line] == pytest.approx([(one.right + other.left) / 2] * len(line), abs=0.02)
        assert min(y for _, y in line) < one.top < one.bottom < max(y for _, y in line)
        assert label.x == pytest.approx(line[0][0], abs=0.02)
    else:
        assert [y for _, y in line] == pytest.approx([(one.bottom + other.top) / 2] * len(line), abs=0.02)
        assert min(x for x, _ in line) < one.left < one.right < max(x for x, _ in line)
        assert max(x for x, _ in line) < label.x


@each_join
def test_colours_say_the_block_and_one_scale_of_depth_holds_for_all(axis, arrays):
    peak = max(np.abs(array).max() for array in arrays.values())
    first, second, joined = matrices(parse(draw_join(axis, **arrays)))
    for name, block in zip([*arrays, *arrays], [*first.blocks, *second.blocks, *joined.blocks], strict=True):
        assert block.colour == COLOURS[KEYS[name]].text
        assert block.fills == [[tint(KEYS[name], value, peak) for value in row] for row in arrays[name]]


def test_a_name_without_a_colour_of_its_own_is_grey():
    first, *_ = matrices(parse(draw_join(1, other=np.ones((1, 1)), x=np.ones((1, 1)))))
    assert first.blocks[0].colour == COLOURS["b"].text


@pytest.mark.parametrize("axis", [0, 1])
def test_arrays_that_do_not_fit_are_not_joined(axis):
    with pytest.raises(ValueError, match="must match exactly"):
        draw_join(axis, P=np.ones((2, 3)), Q=np.ones((4, 5)))


@pytest.mark.parametrize("count", [1, 3])
def test_a_join_is_of_two_arrays(count):
    with pytest.raises(ValueError, match="unpack"):
        draw_join(1, **{f"P{k}": np.ones((2, 2)) for k in range(count)})


def test_a_size_is_kept():
    for svg in (draw_join(1, (860, 580), **BESIDE), draw_mismatch(0, "no", (860, 580), **BESIDE)):
        assert parse(svg).get("viewBox") == "0 0 860 580"
    with pytest.raises(ValueError, match="more than its card"):
        draw_join(1, (100, 580), **BESIDE)


# ---- what does not fit ----

MISFITS = [(1, (3, 2), (5, 4)), (1, (4, 1), (1, 3)), (0, (2, 3), (4, 5)), (0, (1, 4), (3, 1)), (1, (1, 1), (2, 1))]
each_misfit = pytest.mark.parametrize(("axis", "a", "b"), MISFITS)


def misfit(axis, a, b, message="NumPy's own words"):
    rng = np.random.default_rng(0)
    arrays = {"W_hh": rng.integers(-9, 9, a), "W_hx": rng.integers(-9, 9, b)}
    return arrays, draw_mismatch(axis, message, **arrays)


@each_misfit
def test_a_mismatch_shows_both_arrays_edge_to_edge(axis, a, b):
    arrays, svg = misfit(axis, a, b)
    (first,), (second,) = (one.blocks for one in matrices(parse(svg)))
    assert [first.name, second.name] == ["Whh", "Whx"]
    assert [first.numbers, second.numbers] == [numbers(array) for array in arrays.values()]
    assert [first.colour, second.colour] == [COLOURS["h"].text, COLOURS["x"].text]
    if axis:
        assert (first.top, CELL) == (second.top, pytest.approx(second.left - first.right, abs=CELL / 2))
    else:
        assert first.left == pytest.approx(second.left, abs=0.02)
        assert first.bottom < second.top


@each_misfit
def test_the_red_lines_are_as_long_as_the_edges_that_should_meet(axis, a, b):
    root = parse(misfit(axis, a, b)[1])
    (first,), (second,) = (one.blocks for one in matrices(root))
    (red,) = paths(root, stroke=COLOURS["mistake"].text)
    for line, block in zip((red[:2], red[2:]), (first, second), strict=True):
        (x0, y0), (x1, y1) = line
        if axis:
            assert x0 == x1
            assert first.right < x0 < second.left
            assert (y0, y1) == (block.top, block.bottom)
        else:
            assert y0 == y1
            assert first.bottom < y0 < second.top
            assert (x0, x1) == pytest.approx((block.left, block.right), abs=0.02)
    across = [point[1 - axis] for point in red[::2]]
    assert across[0] < across[1], "the line of each block is on its own side"


def test_the_verdict_counts_what_differs():
    said = "{0} stand {1}: {2}. The first rows read {3} and {4}. NumPy says: the error"
    arrays, svg = misfit(1, (3, 2), (5, 4), "the error")
    assert "3 rows against 5: the edges do not fit" in texts(parse(svg))
    rows = [", ".join(numbers(array)[0]) for array in arrays.values()]
    assert svg.words == said.format("W_hh (3, 2) cannot", "beside W_hx (5, 4)", "3 rows against 5", *rows)
    arrays, svg = misfit(0, (2, 3), (4, 5), "the error")
    assert "3 columns against 5: the edges do not fit" in texts(parse(svg))
    rows = [", ".join(numbers(array)[0]) for array in arrays.values()]
    assert svg.words == said.format("W_hh (2, 3) cannot", "on top of W_hx (4, 5)", "3 columns against 5", *rows)
    assert "<title>W_hh does not fit W_hx</title>" in svg


@pytest.mark.parametrize(("axis", "a", "b"), [(1, (3, 2), (3, 5)), (0, (2, 3), (4, 3)), (1, (2, 2), (2, 2))])
def test_blocks_that_do_fit_are_refused(axis, a, b):
    lines = ("columns", "rows")[axis]
    same = a[1 - axis]
    with pytest.raises(ValueError, match=f"do fit along axis {axis}, both have {same} {lines}: draw_join draws them"):
        draw_mismatch(axis, "no", P=np.ones(a), Q=np.ones(b))


NUMPY = (
    "all the input array dimensions except for the concatenation axis must match exactly, but along dimension 0, "
    "the array at index 0 has size 3 and the array at index 1 has size 5"
)


@pytest.mark.parametrize("message", [NUMPY, 3 * f"{NUMPY} ", "short", "W" * 500, "hy-phen " * 60, ""])
def test_the_message_is_shown_to_its_last_letter_in_lines_that_fit(message):
    root = parse(misfit(1, (1, 1), (2, 1), message)[1])
    lines = [one for one in words(root) if one.fill == COLOURS["mistake"].text][1:]
    assert "".join(line.text for line in lines).replace(" ", "") == f"NumPy:{message}".replace(" ", "")
    assert all(above.y + above.size <= below.y for above, below in pairwise(lines))
    assert all(len(line.text) <= 96 for line in lines)
    assert {(line.x, line.anchor) for line in lines} == {(20, "start")}
    assert max(len(line.text) * line.size * 0.55 for line in lines) <= values_in(root.get("width"))[0] - 40
