import numpy as np
import pytest
from reading import boxes, parse, paths, texts, word, words

from rnnlab.drawing import draw_buffer
from rnnlab.drawing.colours import COLOURS, WAITING, tint
from rnnlab.drawing.matrix import show_number

RNG = np.random.default_rng(5)
X, STATES, START = RNG.standard_normal((3, 2)), RNG.uniform(-1, 1, (3, 4)), np.array([0.5, 0.0, -0.25, 1.0])


def slabs_of(root):
    """The boxes of each slab from top to bottom, as (number, fill), the slabs from left to right."""
    found = {}
    for box in boxes(root, stroke="#fff"):
        said = [w.text for w in words(root) if box.left < w.x < box.right and box.top < w.y < box.bottom]
        found.setdefault(box.left, []).append((box.top, said[0] if said else "", box.fill))
    return [[cell[1:] for cell in sorted(found[left])] for left in sorted(found)]


def test_a_slab_is_the_state_before_on_top_of_the_input_and_a_one():
    slabs = slabs_of(parse(draw_buffer(X, STATES, START)))
    for t, before in enumerate([START, *STATES[:-1]]):
        state = [(show_number(value), tint("h", value, 1.0)) for value in before]
        given = [(show_number(value), tint("x", value, 1.0)) for value in X[t]]
        assert slabs[t] == [*state, *given, ("1", tint("b", 1, 1.0))]
    assert slabs[-1][:4] == [(show_number(value), tint("h", value, 1.0)) for value in STATES[-1]]
    assert slabs[-1][4:] == [("", WAITING)] * 3


@pytest.mark.parametrize("T", [0, 1, 6])
def test_there_is_one_slab_more_than_steps_and_each_has_its_names(T):
    root = parse(draw_buffer(np.ones((T, 2)), np.ones((T, 4)), np.zeros(4)))
    assert [len(slab) for slab in slabs_of(root)] == [4 + 2 + 1] * (T + 1)
    for t in range(T + 1):
        assert word(root, f"h{t}").fill == COLOURS["h"].text
        assert word(root, f"slab {t + 1}").x == word(root, f"h{t}").x
    assert [text for text in texts(root) if text.startswith("x")] == [f"x{t + 1}" for t in range(T)]
    assert f"T + 1 = {T + 1} slabs of H + D + 1 = 7 rows, for one example" in texts(root)


def test_an_arrow_leads_from_the_whole_of_a_slab_into_the_state_of_the_next():
    root = parse(draw_buffer(X, STATES, START))
    lefts = sorted({box.left for box in boxes(root, stroke="#fff")})
    cells = boxes(root, stroke="#fff")
    top, bottom = min(box.top for box in cells), max(box.bottom for box in cells)
    states_end = word(root, "x1").y - 8 - 20
    lines = paths(root, stroke=COLOURS["h"].text)
    brackets, arrows = [p for p in lines if len(p) == 4], [p for p in lines if len(p) == 2]
    assert len(brackets) == len(arrows) == 3
    for t, (bracket, arrow) in enumerate(zip(brackets, arrows, strict=True)):
        ys = [y for _, y in bracket]
        assert abs(min(ys) - top) < 3
        assert abs(max(ys) - bottom) < 3
        assert lefts[t] < bracket[0][0] < arrow[-1][0] < lefts[t + 1]
        assert top < arrow[-1][1] < states_end


def test_the_words_say_the_sizes():
    said = draw_buffer(X, STATES, START).words
    assert said.startswith(
        "The buffer for T = 3 steps of one example: 4 slabs side by side. Slab t holds h_t-1 (4 numbers)"
    )
    assert "x_t (2) and a 1" in said
