import numpy as np
import pytest
from reading import boxes, cell_colours, parse, texts, word

from rnnlab.drawing.colours import INK, LINE, diverging, gate_tint
from rnnlab.drawing.layout import Part
from rnnlab.drawing.svg import tag
from rnnlab.drawing.variant_view import draw_variant

T = 6
RNG = np.random.default_rng(0)
X, GATE, H, WHOLE = (
    RNG.normal(size=(T, 2)),
    RNG.uniform(size=(T, 1)),
    RNG.uniform(-1, 1, (T + 1, 1)),
    np.zeros((T + 1, 1)),
)
UNIT = Part(tag("g", tag("rect", x=0, y=0, width=300, height=100, fill="#123456"), data_part="unit"), 300, 100, 50)


def drawn(t=2):
    return draw_variant(
        UNIT,
        [("h", "h = 1")],
        X,
        ("one", "two"),
        {"z": GATE},
        {"g": H[1:], "h": H},
        ("whole", WHOLE),
        t,
        "A cell",
        "said",
        "words",
    )


def strips(root):
    return sorted((box for box in boxes(root, stroke=LINE, fill="none")), key=lambda box: box.top)


def test_what_is_computed_from_x_begins_at_1_and_a_state_at_its_start():
    x, gate, g, h, whole = strips(parse(drawn()))
    w = (h.right - h.left) / (T + 1)
    assert whole.left == h.left
    assert x.left == gate.left == g.left == pytest.approx(h.left + w, abs=0.02)


def test_the_cells_are_those_of_the_arrays():
    root = parse(drawn())
    x, gate, g, h, whole = strips(root)
    assert cell_colours(root, x, T, 2) == [[diverging(value, 1.0) for value in row] for row in X.T]
    assert cell_colours(root, gate, T, 1) == [[gate_tint(value) for value in GATE[:, 0]]]
    assert cell_colours(root, g, T, 1) == [[diverging(value, 1.0) for value in H[1:, 0]]]
    assert cell_colours(root, h, T + 1, 1) == [[diverging(value, 1.0) for value in H[:, 0]]]
    assert cell_colours(root, whole, T + 1, 1) == [[diverging(0, 1.0)] * (T + 1)]


@pytest.mark.parametrize("t", [1, 4, T])
def test_the_step_is_framed_in_every_strip(t):
    root = parse(drawn(t))
    h = strips(root)[3]
    w = (h.right - h.left) / (T + 1)
    frames = boxes(root, stroke=INK, fill="none")
    assert len(frames) == 5
    for frame in frames:
        assert (frame.left, frame.right) == pytest.approx((h.left + t * w, h.left + (t + 1) * w), abs=0.03)


def test_it_has_the_names_of_the_inputs_the_equation_and_what_is_said():
    root = parse(drawn())
    assert {"one", "two", "h = 1", "said", "whole"} <= set(texts(root))
    assert word(root, "one").y < word(root, "two").y
    assert drawn().words == "words"
