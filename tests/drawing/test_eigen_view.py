import numpy as np
import pytest
from reading import boxes, cell_colours, of_kind, parse, texts

from rnnlab.drawing.colours import INK, LINE, diverging
from rnnlab.drawing.decay import Curve
from rnnlab.drawing.eigen_view import MOST, draw_eigenvalues
from rnnlab.drawing.plane import OUTSIDE

VALUES = np.array([0.5, -0.5, 1.2j, -1.2j])
STATES = np.linspace(-1, 1, 11 * 4).reshape(11, 4)
CURVE = Curve("", 0.9 ** np.arange(11.0), INK, None, 0)


def drawn(states=STATES, values=VALUES, **options):
    return draw_eigenvalues("Two", values, states, [CURVE], ["a line"], 1e-4, 1e2, **options)


def test_the_words_say_the_title_the_lines_and_how_many_are_outside():
    assert drawn().words == "Two: a line; λ: 2 of 4 outside the circle."
    assert drawn(power=3).words == "Two: a line; λ³: 2 of 4 outside the circle."


def test_a_power_has_dots_for_its_own_eigenvalues_and_rings_for_those_of_the_matrix():
    root = parse(drawn(power=2, mark=2))
    rings = [
        item for item in of_kind(root, "circle") if item.node.get("r") == "4.5" and item.node.get("fill") == "none"
    ]
    assert len(rings) == 4
    assert len([item for item in of_kind(root, "circle") if item.node.get("fill") == OUTSIDE]) == 2
    assert not [item for item in of_kind(parse(drawn()), "circle") if item.node.get("r") == "4.5"]


def test_the_strip_is_of_the_states():
    root = parse(drawn())
    frame = next(box for box in boxes(root, stroke=LINE) if box.fill == "none")
    found = cell_colours(root, frame, 11, 4)
    assert found == [[diverging(value, 1) for value in unit] for unit in STATES.T]


def test_of_many_units_the_first_are_shown():
    root = parse(drawn(np.zeros((11, 60)), np.zeros(60)))
    frame = next(box for box in boxes(root, stroke=LINE) if box.fill == "none")
    assert MOST == 20
    assert (frame.bottom - frame.top) / MOST >= 4


def test_it_is_small_and_of_one_size():
    rng = np.random.default_rng(0)
    noisy = drawn(rng.choice([-1.0, 1.0], (31, 60)), 4 * rng.normal(size=60) + 0j)
    assert len(noisy) < 25_000
    assert {parse(one).get("width") for one in (noisy, drawn())} == {parse(drawn()).get("width")}


@pytest.mark.parametrize("step", ["t", "n"])
def test_the_steps_have_their_letter(step):
    assert step in texts(parse(drawn(step=step)))
