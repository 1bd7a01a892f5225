import numpy as np
import pytest
from reading import boxes, cell_colours, parse, paths, texts, titles, words

from rnnlab.drawing import draw_network
from rnnlab.drawing.colours import COLOURS, INK, LINE, diverging
from rnnlab.drawing.layout import MONO
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.network import lowered

T, D, H = 5, 4, 3
RNG = np.random.default_rng(5)
X, STATES, START = RNG.uniform(-1, 1, (T, D)), RNG.uniform(-1, 1, (T, H)), np.array([0.5, 0.0, -0.25])
ALL = np.concatenate([START[None], STATES])
each_t = pytest.mark.parametrize("t", [1, 3, T])


def drawn(mark=None, **options):
    return draw_network(X, STATES, START, mark, **options)


def strips_of(root):
    return boxes(root, stroke=LINE, fill="none")


def cells_of(root):
    """The boxes of the steps, from left to right."""
    above, below = strips_of(root)
    inside = [box for box in boxes(root) if above.bottom < box.top and box.bottom < below.top]
    return sorted(inside, key=lambda box: box.left)


def columns(root):
    above, _ = strips_of(root)
    w = (above.right - above.left) / (T + 1)
    return [above.left + t * w for t in range(T + 2)]


def test_the_strips_hold_every_state_the_start_first_and_every_input():
    root = parse(drawn())
    above, below = strips_of(root)
    assert cell_colours(root, above, T + 1, H) == [[diverging(v, 1) for v in unit] for unit in ALL.T]
    assert cell_colours(root, below, T, D) == [[diverging(v, 1) for v in unit] for unit in X.T]
    assert titles(root) == [show_number(value) for array in (ALL, X) for value in array.flat]
    assert above.bottom < below.top


def test_column_t_is_step_t_in_both_strips_and_in_the_network():
    root = parse(drawn(letters="level"))
    edge, cells = columns(root), cells_of(root)
    _, below = strips_of(root)
    assert (below.left, below.right) == pytest.approx((edge[1], edge[T + 1]))
    assert [(box.left + box.right) / 2 for box in cells] == pytest.approx(
        [(edge[t] + edge[t + 1]) / 2 for t in range(1, T + 1)], abs=0.02
    )
    signs = sorted((one.x, one.text) for one in words(root) if one.size == 15 and one.family == MONO)
    assert "".join(text for _, text in signs) == "level"
    assert [x for x, _ in signs] == pytest.approx([(box.left + box.right) / 2 for box in cells], abs=0.02)
    axis = [one.text for one in words(root) if one.size == 11 and one.family == MONO]
    assert axis == [str(t) for t in range(T + 1)]


@each_t
def test_the_step_lights_up_in_the_network_the_strips_and_the_words(t):
    svg = drawn(t, letters="level")
    root = parse(svg)
    edge = columns(root)
    lit = boxes(root, stroke=INK)
    (cell,) = [box for box in lit if box.fill != "none"]
    frames = [box for box in lit if box.fill == "none"]
    assert cell == cells_of(root)[t - 1]
    assert len(frames) == 2
    assert all((box.left, box.right) == pytest.approx((edge[t], edge[t + 1])) for box in frames)
    (before,) = boxes(root, stroke=COLOURS["h"].text, fill="none")
    assert before.left == pytest.approx(edge[t - 1])
    said = f"Step {t} reads {'level'[t - 1]}: h{lowered(t - 1)} and x{lowered(t)} give h{lowered(t)}."
    assert said in svg.words
    assert any(text.startswith(said) for text in texts(root))
    assert f"h{lowered(t)} is [{', '.join(map(show_number, STATES[t - 1]))}]." in svg.words


def test_a_blank_is_shown_and_not_said_to_be_read():
    svg = drawn(2, letters="l vel")
    assert "␣" in texts(parse(svg))
    assert "Step 2: h₁ and x₂" in svg.words


def test_a_blue_arrow_goes_from_each_step_to_the_next_and_an_orange_one_comes_from_its_input():
    root = parse(drawn())
    cells, edge = cells_of(root), columns(root)
    middle = (cells[0].top + cells[0].bottom) / 2
    blue = paths(root, stroke=COLOURS["h"].text)
    across = [line for line in blue if len(line) == 2 and line[0][1] == line[1][1] == pytest.approx(middle)]
    assert [line[0][0] for line in across] == pytest.approx([box.right for box in cells[:-1]], abs=0.1)
    assert all(0 <= box.left - line[-1][0] < 15 for line, box in zip(across, cells[1:], strict=True))
    (first,) = [line for line in blue if len(line) == 3]
    assert edge[0] < first[0][0] < edge[1], "the start comes from column 0"
    up = [line for line in blue if len(line) == 2 and line[0][0] == line[1][0]]
    inputs = paths(root, stroke=COLOURS["x"].text)
    for lines in (up, inputs):
        assert [line[0][0] for line in lines] == pytest.approx([(b.left + b.right) / 2 for b in cells], abs=0.06)
        assert all(line[0][1] > line[-1][1] for line in lines), "upwards"


@each_t
def test_folded_it_is_the_cell_of_this_step_alone_with_a_loop(t):
    svg = drawn(t, folded=True)
    root = parse(svg)
    (cell,) = cells_of(root)
    assert cell == cells_of(parse(drawn(t)))[t - 1]
    (loop,) = [line for line in paths(root, stroke=COLOURS["h"].text) if len(line) == 4]
    assert loop[-1][1] == (cell.top + cell.bottom) / 2
    assert 0 < loop[-1][0] - cell.right < 15
    assert "the folded network, one cell with a loop" in svg.words
    assert "unrolled over 5 steps" in drawn(t).words


def test_the_loop_of_the_last_step_stays_in_the_card():
    root = parse(draw_network(np.ones((24, D)), np.ones((24, H)), np.zeros(H), 24, folded=True))
    (loop,) = [line for line in paths(root, stroke=COLOURS["h"].text) if len(line) == 4]
    assert max(x for x, _ in loop) < float(root.get("width")) - 6


@pytest.mark.parametrize("steps", [0, 1, 6, 24])
def test_the_number_of_weights_is_the_same_for_every_number_of_steps(steps):
    svg = draw_network(np.ones((steps, D)), np.ones((steps, H)), np.zeros(H))
    assert "24 numbers in W_h and b_h, the same at every step." in svg.words
    assert f"The states h ({steps}, 3)" in svg.words
    assert len(svg.encode()) < 25_000
    assert float(parse(svg).get("width")) <= 900


def test_the_rows_of_x_are_named():
    root = parse(drawn(alphabet="elrv"))
    _, below = strips_of(root)
    names = [one for one in words(root) if one.text in "elrv" and one.family == MONO]
    assert [one.text for one in names] == list("elrv")
    high = (below.bottom - below.top) / D
    assert all(below.top + k * high < one.y < below.top + (k + 1) * high for k, one in enumerate(names))
    assert all(one.x < below.left for one in names)


def test_lists_are_taken_too():
    assert draw_network(X.tolist(), STATES.tolist(), START.tolist()) == drawn()


@pytest.mark.parametrize(("number", "text"), [(0, "₀"), (7, "₇"), (1234567890, "₁₂₃₄₅₆₇₈₉₀")])
def test_an_index_is_lowered(number, text):
    assert lowered(number) == text
