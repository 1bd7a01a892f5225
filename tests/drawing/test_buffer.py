import numpy as np
import pytest
from reading import boxes, parse, paths, texts, word, words

from rnnlab.drawing import draw_buffer
from rnnlab.drawing.colours import COLOURS, WAITING, tint
from rnnlab.drawing.matrix import show_number

RNG = np.random.default_rng(5)
X, STATES, START = RNG.standard_normal((3, 2)), RNG.uniform(-1, 1, (3, 4)), np.array([0.5, 0.0, -0.25, 1.0])
WAITS = ("", WAITING)


def slabs_of(root):
    """The boxes of each slab from top to bottom, as (number, fill), the slabs from left to right."""
    found = {}
    for box in boxes(root, stroke="#fff"):
        said = [w.text for w in words(root) if box.left < w.x < box.right and box.top < w.y < box.bottom]
        found.setdefault(box.left, []).append((box.top, said[0] if said else "", box.fill))
    return [[cell[1:] for cell in sorted(found[left])] for left in sorted(found)]


def cells(values, key):
    return [(show_number(value), tint(key, value, 1.0)) for value in values]


def arrows_of(root):
    """Of each step: the left end of the bracket, the right end of the arrow."""
    lines = paths(root, stroke=COLOURS["h"].text)
    brackets, arrows = [p for p in lines if len(p) == 4], [p for p in lines if len(p) == 2]
    return [(bracket, arrow) for bracket, arrow in zip(brackets, arrows, strict=True)]


def test_a_slab_is_the_state_before_on_top_of_the_input_and_a_one():
    slabs = slabs_of(parse(draw_buffer(X, STATES, START)))
    for t, before in enumerate([START, *STATES[:-1]]):
        assert slabs[t] == [*cells(before, "h"), *cells(X[t], "x"), ("1", tint("b", 1, 1.0))]
    assert slabs[-1] == [*cells(STATES[-1], "h"), *[WAITS] * 3]


@pytest.mark.parametrize("t", [0, 1, 2])
def test_what_pass_t_of_the_loop_has_not_written_yet_waits(t):
    slabs = slabs_of(parse(draw_buffer(X, STATES, START, t)))
    for slab, state in enumerate([START, *STATES]):
        assert slabs[slab][:4] == (cells(state, "h") if slab <= t + 1 else [WAITS] * 4)
    for slab, given in enumerate(X):
        assert slabs[slab][4:] == [*cells(given, "x"), ("1", tint("b", 1, 1.0))], "all inputs are written before"


@pytest.mark.parametrize("t", [0, 1, 2])
def test_pass_t_reads_slab_t_and_writes_into_the_next_counted_as_in_code(t):
    svg = draw_buffer(X, STATES, START, t)
    root = parse(svg)
    lefts = sorted({box.left for box in boxes(root, stroke="#fff")})
    ((bracket, arrow),) = arrows_of(root)
    assert lefts[t] < bracket[0][0] < arrow[-1][0] < lefts[t + 1]
    said = f"t = {t}: all of buffer[{t}] is multiplied, h is written into buffer[{t + 1}]."
    assert said in svg.words
    assert any(text.startswith(said) for text in texts(root))


@pytest.mark.parametrize("T", [0, 1, 6])
def test_there_is_one_slab_more_than_steps_and_each_has_its_names(T):
    root = parse(draw_buffer(np.ones((T, 2)), np.ones((T, 4)), np.zeros(4)))
    assert [len(slab) for slab in slabs_of(root)] == [4 + 2 + 1] * (T + 1)
    for t in range(T + 1):
        assert word(root, f"h{t}").fill == COLOURS["h"].text
        assert word(root, f"buffer[{t}]").x == word(root, f"h{t}").x
    assert [text for text in texts(root) if text.startswith("x")] == [f"x{t + 1}" for t in range(T)]
    assert f"T + 1 = {T + 1} slabs of H + D + 1 = 7 rows, for one example." in texts(root)


def test_an_arrow_leads_from_the_whole_of_a_slab_into_the_state_of_the_next():
    root = parse(draw_buffer(X, STATES, START))
    drawn = boxes(root, stroke="#fff")
    lefts = sorted({box.left for box in drawn})
    top, bottom = min(box.top for box in drawn), max(box.bottom for box in drawn)
    states_end = word(root, "x1").y - 8 - 20
    assert len(arrows_of(root)) == 3
    for t, (bracket, arrow) in enumerate(arrows_of(root)):
        ys = [y for _, y in bracket]
        assert abs(min(ys) - top) < 3
        assert abs(max(ys) - bottom) < 3
        assert lefts[t] < bracket[0][0] < arrow[-1][0] < lefts[t + 1]
        assert top < arrow[-1][1] < states_end


def test_the_words_say_the_sizes():
    said = draw_buffer(X, STATES, START).words
    assert said.startswith("The buffer for T = 3 steps: 4 slabs. Slab t, counted from 0, holds h_t (4 numbers)")
    assert "x_(t+1) (2) and a 1" in said
