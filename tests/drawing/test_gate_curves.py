import numpy as np
import pytest
from reading import SVG, of_kind, parse, texts, values_in

from rnnlab import sigmoid
from rnnlab.drawing.gate_curves import HIGH, LEFT, TOP, WIDE, draw_gate_curves

SUMS = dict(z_f=2.0, z_i=-1.0, z_o=0.5, z_g=-1.5)
VALUES = dict(f=sigmoid(2.0), i=sigmoid(-1.0), o=sigmoid(0.5), g=np.tanh(-1.5), c=0.4, h=0.2)


def drawn():
    return draw_gate_curves(**SUMS, c=0.8, values=VALUES)


def panel(root, name):
    """Where a panel begins, its dot, and the points of its curve, all from there."""
    (group,) = [one for one in of_kind(root, "g") if one.node.get("data-part") == name]
    dot, curve = group.node.find(f"{SVG}circle"), group.node.find(f"{SVG}polyline")
    flat = values_in(curve.get("points"))
    return dot, np.array([flat[::2], flat[1::2]])


@pytest.mark.parametrize("name", "fiog")
def test_a_dot_stands_on_the_curve_at_its_sum_and_says_its_value(name):
    dot, (xs, ys) = panel(parse(drawn()), name)
    x, y, z = float(dot.get("cx")), float(dot.get("cy")), SUMS[f"z_{name}"]
    low = -1 if name == "g" else 0
    assert x == pytest.approx(LEFT + (z + 6) / 12 * WIDE, abs=0.01)
    assert y == pytest.approx(TOP + (1 - VALUES[name]) / (1 - low) * HIGH, abs=0.01)
    assert y == pytest.approx(np.interp(x, xs, ys), abs=1.0), "beside its curve"
    assert dot.find(f"{SVG}title").text == f"{VALUES[name]:.2f}"


def test_the_curves_are_the_sigmoid_and_tanh():
    root, z = parse(drawn()), np.linspace(-6, 6, 41)
    for name, right in {"f": sigmoid(z), "i": sigmoid(z), "o": sigmoid(z), "g": (np.tanh(z) + 1) / 2}.items():
        _, (xs, ys) = panel(root, name)
        assert xs == pytest.approx(LEFT + (z + 6) / 12 * WIDE, abs=0.01)
        assert 1 - (ys - TOP) / HIGH == pytest.approx(right, abs=0.001)


def test_sums_values_and_the_step_are_written_and_said():
    svg = drawn()
    said = texts(parse(svg))
    assert {"= σ(2) = 0.88", "= σ(-1) = 0.27", "= σ(0.50) = 0.62", "= tanh(-1.50) = -0.91"} <= set(said)
    assert svg.words.startswith(
        "A sigmoid makes the gates, tanh the candidate: f = 0.88 at 2, i = 0.27 at -1, o = 0.62 at 0.50, "
        "g = -0.91 at -1.50. With c = 0.80: c′ = f·c + i·g = 0.88·0.80 + 0.27·(-0.91) = 0.40"
    )
