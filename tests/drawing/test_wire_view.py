import numpy as np
import pytest
from reading import boxes, cell_colours, of_kind, parse, values_in, words

from rnnlab.drawing.colours import LINE, diverging, gate_tint
from rnnlab.drawing.wire_view import MOST, draw_wire, say_ticks

C = np.array([0.25, 0.5, 0.75, 1.0, 0.25, 2.0])
OPEN = np.array([0, 0, 0, 1.0, 0, 0.2])
H = OPEN * np.tanh(C)


def drawn(c=C):
    return draw_wire(c, OPEN, H, 0.98, "peepholes", 0.25)


def curve(root):
    (line,) = of_kind(root, "polyline")
    flat = values_in(line.node.get("points"))
    return [line.at(*point) for point in zip(flat[::2], flat[1::2], strict=True)]


def test_the_curve_is_c_up_to_the_edge_of_the_paper():
    root = parse(drawn())
    ticks = {one.text: one.y - 4 for one in words(root) if one.text in ("0", "1", "1.5") and one.anchor == "end"}
    one = ticks["0"] - ticks["1"]
    points = curve(root)
    assert len(points) == 5  # 2 is beyond 1.5
    assert MOST == 1.5
    assert [(ticks["0"] - y) / one for _, y in points] == pytest.approx(C[:5], abs=0.02)


def test_each_step_of_the_curve_stands_over_its_cells():
    root = parse(drawn())
    o, h = boxes(root, stroke=LINE, fill="none")
    w = (o.right - o.left) / len(C)
    assert [x for x, _ in curve(root)] == pytest.approx([o.left + (t + 0.5) * w for t in range(5)], abs=0.02)
    assert cell_colours(root, o, len(C), 1) == [[gate_tint(value) for value in OPEN]]
    assert cell_colours(root, h, len(C), 1) == [[diverging(value, 1.0) for value in H]]


@pytest.mark.parametrize(
    ("ticks", "said"),
    [
        ([], "The gate o never opens; c has grown to 2.0."),
        ([4], "The gate o opens 1 times, first at t = 4."),
        ([4, 8, 12], "The gate o opens 3 times, every 4 steps, first at t = 4."),
        ([4, 8, 13], "The gate o opens 3 times, 4 to 5 steps apart, first at t = 4."),
    ],
)
def test_it_says_when_the_cell_ticks(ticks, said):
    assert say_ticks(ticks, C) == said.replace("1 times", "once")


def test_a_gate_counts_as_open_above_one_half():
    assert "opens once, first at t = 4" in drawn().words
