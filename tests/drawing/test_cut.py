import numpy as np
import pytest
from reading import boxes, cell_colours, parse, paths, texts, words

from rnnlab.drawing.colours import COLOURS, INK, LINE, diverging
from rnnlab.drawing.cut import draw_cut

T, H = 5, 3
WHOLE = np.random.default_rng(1).uniform(-1, 1, (T + 1, H))
each_n = pytest.mark.parametrize("n", [0, 2, T])


def drawn(n, apart=0.0):
    second = WHOLE[n:].copy()
    second[1:] += apart
    return draw_cut(WHOLE, WHOLE[: n + 1], second, handed=not apart, letters="l vel")


def colours(values):
    return [[diverging(value, 1) for value in unit] for unit in values.T]


@each_n
def test_each_part_stands_over_its_steps_with_its_start(n):
    root = parse(drawn(n))
    one, other, apart = boxes(root, stroke=LINE, fill="none")[:3]
    w = (apart.right - apart.left) / (T + 1)
    assert cell_colours(root, one, n + 1, H) == colours(WHOLE[: n + 1])
    assert cell_colours(root, other, T - n + 1, H) == colours(WHOLE[n:])
    assert cell_colours(root, apart, T + 1, H) == colours(np.zeros((T + 1, H)))
    assert (one.left, one.right) == pytest.approx((apart.left, apart.left + (n + 1) * w))
    assert (other.left, other.right) == pytest.approx((apart.left + n * w, apart.right))
    assert one.bottom < other.top < other.bottom < apart.top


@each_n
def test_the_state_is_handed_over_by_an_arrow_in_the_column_of_the_cut(n):
    svg = drawn(n)
    root = parse(svg)
    one, other, apart = boxes(root, stroke=LINE, fill="none")[:3]
    (line,) = [path for path in paths(root, stroke=COLOURS["h"].text) if len(path) == 2]
    w = (apart.right - apart.left) / (T + 1)
    assert line[0][0] == line[1][0] == pytest.approx(apart.left + (n + 0.5) * w, abs=0.06)
    assert one.bottom < line[0][1] < line[1][1] < other.top
    (said,) = [one for one in words(root) if one.text == f"h{'₀₁₂₃₄₅'[n]} is handed over"]
    length = 7 * len(said.text)
    assert said.x - (length if said.anchor == "end" else 0) > 0
    assert said.x + (length if said.anchor == "start" else 0) < float(root.get("width"))
    assert f"cut after step {n}: the second part of {T - n} steps starts from h{'₀₁₂₃₄₅'[n]}" in svg.words


def test_the_largest_difference_is_said_and_red_where_there_is_one():
    same, other = drawn(2), drawn(2, apart=-0.25)
    (said,) = [one for one in words(parse(same)) if one.text == "Largest difference: 0."]
    (red,) = [one for one in words(parse(other)) if one.text == "Largest difference: 0.25."]
    assert (said.fill, red.fill) == (INK, COLOURS["mistake"].text)
    assert "Largest difference: 0.25." in other.words
    assert "starts from zeros" in other.words
    assert "not handed over: the second part starts from zeros" in texts(parse(other))
    assert not [path for path in paths(parse(other), stroke=COLOURS["h"].text) if len(path) == 2]


def test_rounding_is_no_difference():
    assert "Largest difference: 0." in drawn(2, apart=1e-15).words


def test_the_letters_stand_under_their_steps():
    root = parse(drawn(2))
    apart = boxes(root, stroke=LINE, fill="none")[2]
    w = (apart.right - apart.left) / (T + 1)
    said = sorted((one.x, one.text) for one in words(root) if one.text and one.text in "lve␣")
    assert "".join(text for _, text in said) == "l␣vel"
    assert [x for x, _ in said] == pytest.approx([apart.left + (t + 0.5) * w for t in range(1, T + 1)], abs=0.06)
