import numpy as np
import pytest
from reading import boxes, cell_colours, finished, paths, texts, titles, word, words

from rnnlab.drawing.colours import COLOURS, INK, LINE, WAITING, diverging
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.unrolled import unrolled

T, D, H = 6, 2, 3
RNG = np.random.default_rng(4)
DH, DX = RNG.uniform(-1, 1, (T + 1, H)), RNG.uniform(-1, 1, (T, D))
BLUE, BROWN = COLOURS["h"].text, COLOURS["x"].text
each_t = pytest.mark.parametrize("t", [0, 2, 4])


def drawn(t=2, losses=(5,), **marks):
    return finished(unrolled(DH, DX, losses, t, **marks))


def strips_of(root):
    return sorted(boxes(root, stroke=LINE, fill="none"), key=lambda box: box.top)


def edges(root):
    above, _ = strips_of(root)
    return np.linspace(above.left, above.right, T + 2)


def heads(root, colour):
    """Where the arrows of a colour end, and whether they point down."""
    found = []
    for line in paths(root, fill=colour):
        found += [((a[0], a[1]), a[1] > b[1]) for a, b in zip(line[::3], line[1::3], strict=False)]
    return sorted(found)


@each_t
def test_what_has_been_reached_is_shown_and_the_rest_is_grey(t):
    root = drawn(t)
    above, below = strips_of(root)
    right = cell_colours(root, above, T + 1, H), cell_colours(root, below, T, D)
    for found, values in zip(right, (DH, DX), strict=True):
        assert [unit[t:] for unit in found] == [[diverging(v, 1) for v in unit[t:]] for unit in values.T]
    covers = sorted(boxes(root, fill=WAITING), key=lambda box: box.top)
    edge = edges(root)
    wanted = [(edge[0], edge[t]), (edge[1], edge[t + 1])] if t else []
    assert [(box.left, box.right) for box in covers] == [pytest.approx(one, abs=0.02) for one in wanted]
    assert [(box.top, box.bottom) for box in covers] == [(above.top, above.bottom), (below.top, below.bottom)][
        : len(wanted)
    ]


def test_no_number_stands_under_the_grey():
    known = [show_number(value) for value in DH[2:].flat] + [show_number(value) for value in DX[2:].flat]
    assert sorted(one for one in titles(drawn(2)) if one != "0") == sorted(known)


@each_t
def test_the_state_that_was_reached_is_framed(t):
    root = drawn(t)
    (frame,) = boxes(root, stroke=INK, fill="none")
    assert (frame.left, frame.right) == pytest.approx(tuple(edges(root)[t : t + 2]), abs=0.02)


@each_t
def test_the_way_goes_down_from_the_loss_left_to_the_state_before_and_down_to_the_input(t):
    root = drawn(t)
    edge, (above, below) = edges(root), strips_of(root)
    middles = (edge[1:] + edge[:-1]) / 2
    steps = range(t + 1, 6)
    brown, blue = heads(root, BROWN), heads(root, BLUE)
    assert [x for (x, _), _ in brown] == pytest.approx([middles[s] for s in steps], abs=0.02)
    assert all(down and above.bottom < y <= below.top for (_, y), down in brown)
    into = [x for (x, _), down in blue if down]
    out = [(x, y) for (x, y), down in blue if not down]
    assert into == pytest.approx([middles[s] for s in steps], abs=0.02)
    assert [edge[s - 1] < x < edge[s] for (x, _), s in zip(out, steps, strict=True)] == [True] * len(steps)
    assert all(above.bottom <= y < above.bottom + 8 for _, y in out)


@pytest.mark.parametrize("losses", [(5,), tuple(range(1, T + 1))])
def test_each_loss_stands_above_its_state(losses):
    root = drawn(0, losses)
    above, _ = strips_of(root)
    middles = (edges(root)[1:] + edges(root)[:-1]) / 2
    signs = [one for one in words(root) if one.text == "L"]
    assert [one.x for one in signs] == pytest.approx([middles[s] for s in losses], abs=0.02)
    assert all(one.y < above.top for one in signs)
    arrows = [(x, y) for (x, y), down in heads(root, INK) if down]
    assert [x for x, _ in arrows] == pytest.approx([middles[s] for s in losses], abs=0.02)


@each_t
def test_the_step_just_taken_back_is_lit(t):
    root, edge = drawn(t), None
    (cell,) = paths(root, fill="#dcecf7")
    edge = edges(root)
    assert edge[t + 1] < min(x for x, _ in cell) < max(x for x, _ in cell) < edge[t + 2]
    assert not paths(drawn(5), fill="#dcecf7"), "nothing has been taken back yet"


def test_of_one_loss_the_tint_says_the_size_and_of_many_the_largest_is_the_measure():
    large = 4 * DH
    for losses, peak in (((5,), 1.0), (tuple(range(1, T + 1)), np.abs(large).max())):
        root = finished(unrolled(large, DX, losses, 0))
        found = cell_colours(root, strips_of(root)[0], T + 1, H)
        assert found == [[diverging(v, peak) for v in unit] for unit in large.T]


def test_wrong_cells_are_marked_only_where_the_gradient_has_been():
    everywhere = np.ones_like(DH, bool), np.ones_like(DX, bool)
    root = drawn(2, wrong_h=everywhere[0], wrong_x=everywhere[1])
    marks = [int(node.get("data-wrong")) for node in root.iter() if node.get("data-wrong")]
    assert marks == [5 * H, 4 * D]


def test_the_names_have_the_colours_of_their_blocks_and_it_is_said_which_way_to_read():
    root = drawn()
    assert (word(root, "dh").fill, word(root, "dx").fill) == (BLUE, BROWN)
    assert "← back" in texts(root)


@pytest.mark.parametrize("steps", [1, 24])
def test_it_is_small_and_as_wide_as_a_page_at_any_length(steps):
    part = unrolled(np.ones((steps + 1, 5)), np.ones((steps, 4)), range(1, steps + 1), 0)
    assert part.width <= 860
    assert len(part.body) < 12_000
