import numpy as np
import pytest
from reading import boxes, of_kind, parse, paths, points_of, texts, word, words

from rnnlab.drawing import draw_network
from rnnlab.drawing.colours import COLOURS, tint
from rnnlab.drawing.layout import SANS, SERIF
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.network import BOX, arrow
from rnnlab.drawing.svg import tag

RNG = np.random.default_rng(5)
X, STATES, START = RNG.standard_normal((3, 2)), RNG.uniform(-1, 1, (3, 4)), np.array([0.5, 0.0, -0.25, 1.0])
SIGNS = {"=", "h", "x", "Wh", "bh"}


def vector_of(root, name):
    """The numbers that stand with a name, and their fills, from top to bottom."""
    label = word(root, name)
    cells = sorted((box for box in boxes(root, stroke="#fff") if box.left < label.x < box.right), key=lambda b: b.top)
    cells = [box for box in cells if (box.fill in all_tints("x")) == name.startswith("x")]
    said = []
    for box in cells:
        (one,) = [w.text for w in words(root) if w.x == label.x and box.top < w.y < box.bottom]
        said.append(one)
    return said, [box.fill for box in cells]


def all_tints(key):
    return {tint(key, value, 1.0) for array in (X, STATES, START) for value in array.flat}


def test_every_input_and_every_state_is_drawn_with_its_numbers_in_their_order():
    root = parse(draw_network(X, STATES, START))
    vectors = {"h0": START} | {f"h{t + 1}": STATES[t] for t in range(3)} | {f"x{t + 1}": X[t] for t in range(3)}
    for name, values in vectors.items():
        key = name[0]
        assert vector_of(root, name) == ([show_number(v) for v in values], [tint(key, v, 1.0) for v in values])
        assert word(root, name).fill == COLOURS[key].text


def test_the_states_stand_over_the_cells_in_time_and_the_inputs_under_them():
    root = parse(draw_network(X, STATES, START))
    cells = [box for box in boxes(root) if box.right - box.left == BOX][1:]
    assert [box.left for box in cells] == sorted(box.left for box in cells)
    for t, cell in enumerate(cells, start=1):
        state, given = word(root, f"h{t}"), word(root, f"x{t}")
        assert state.x == given.x == (cell.left + cell.right) / 2
        assert state.y < cell.top < cell.bottom < given.y
    assert word(root, "h0").x < cells[0].left


@pytest.mark.parametrize("T", [0, 1, 6])
def test_every_step_is_the_same_cell_with_the_same_weights(T):
    root = parse(draw_network(np.ones((T, 2)), np.ones((T, 4)), np.zeros(4)))
    assert len([box for box in boxes(root) if box.right - box.left == BOX]) == T + 1
    assert texts(root).count("Wh") == texts(root).count("bh") == T + 1
    assert {text for text in texts(root) if text[0] in "hx"} == {
        "h", "x", "h0", *(f"{name}{t + 1}" for t in range(T) for name in "hx")
    }  # fmt: skip


def test_a_blue_arrow_goes_from_each_step_to_the_next_and_none_after_the_last():
    root = parse(draw_network(X, STATES, START))
    cells = [box for box in boxes(root) if box.right - box.left == BOX][1:]
    middle = (cells[0].top + cells[0].bottom) / 2
    shafts = [line for line in paths(root, stroke=COLOURS["h"].text) if {round(y) for _, y in line} == {middle}]
    starts = [line[0][0] for line in shafts]
    ends = [line[-1][0] for line in shafts]
    assert len(shafts) == 3
    assert all(abs(end - cell.left) < 15 for end, cell in zip(ends, cells, strict=True))
    assert starts[1:] == [cell.right for cell in cells[:-1]]
    inputs = [line for line in paths(root, stroke=COLOURS["x"].text) if line[0][0] > cells[0].left]
    assert [line[0][0] for line in inputs] == [(cell.left + cell.right) / 2 for cell in cells]
    assert all(line[0][1] > line[-1][1] for line in inputs), "from below"


def test_the_folded_cell_stands_on_the_left_with_its_loop():
    root = parse(draw_network(X, STATES, START))
    folded, first, *_ = [box for box in boxes(root) if box.right - box.left == BOX]
    assert folded.right < word(root, "=").x < word(root, "h0").x < first.left
    assert folded[1::2] == first[1::2], "both stand at one height"
    (loop,) = [line for line in paths(root, stroke=COLOURS["h"].text) if len(line) > 2]
    assert max(x for x, _ in loop) > folded.right
    assert loop[-1][1] == (folded.top + folded.bottom) / 2


def test_the_words_say_the_sizes():
    svg = draw_network(X, STATES, START)
    assert "unrolled over T = 3 steps: step t reads x_t (D = 2) and h_t-1 and gives h_t (H = 4)." in svg.words
    assert "Every step uses the same W_h and b_h." in svg.words


def test_lists_are_taken_too():
    assert draw_network(X.tolist(), STATES.tolist(), START.tolist()) == draw_network(X, STATES, START)


def test_names_are_formula_letters_and_numbers_are_not():
    root = parse(draw_network(X, STATES, START))
    families = {one.text: one.family for one in words(root)}
    assert families["h1"] == families["Wh"] == SERIF
    assert families[show_number(X[0, 0])] == SANS


@pytest.mark.parametrize("end", [(40, 0), (0, 40), (-40, 0), (30, -40)])
def test_the_head_of_an_arrow_ends_at_its_last_point(end):
    (shaft, head) = of_kind(parse(tag("g", arrow((5, 5), (5 + end[0], 5 + end[1]), width=2))), "path")
    tip, left, right = points_of(head.node.get("d"))
    start, stop = points_of(shaft.node.get("d"))
    length = np.hypot(*end)
    assert start == (5, 5)
    assert tip == (5 + end[0], 5 + end[1])
    assert np.hypot(tip[0] - stop[0], tip[1] - stop[1]) < 8, "the shaft ends inside the head"
    assert np.hypot(stop[0] - 5, stop[1] - 5) < length
    assert np.hypot(left[0] - right[0], left[1] - right[1]) == pytest.approx(8, abs=0.2)
    assert np.hypot(left[0] - tip[0], left[1] - tip[1]) == pytest.approx(
        np.hypot(right[0] - tip[0], right[1] - tip[1]), abs=0.2
    )
