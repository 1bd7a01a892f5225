import numpy as np
import pytest
from reading import finished, of_kind, points_of

from rnnlab.drawing.colours import INK, MUTED
from rnnlab.drawing.plane import MARGIN, OUTSIDE, plane

SIDE, REACH = 200, 2.0
MIDDLE, UNIT = SIDE / 2, (SIDE / 2 - MARGIN) / REACH


def drawn(values, before=()):
    return finished(plane(np.asarray(values, dtype=complex), before, REACH, SIDE))


def dots(root, fill):
    found = [item for item in of_kind(root, "circle") if item.node.get("fill") == fill]
    return [complex(float(i.node.get("cx")) - MIDDLE, MIDDLE - float(i.node.get("cy"))) / UNIT for i in found]


def test_the_unit_circle_is_drawn_around_0():
    circle = next(item.node for item in of_kind(drawn([]), "circle") if item.node.get("stroke") == MUTED)
    assert (float(circle.get("cx")), float(circle.get("cy"))) == (MIDDLE, MIDDLE)
    assert float(circle.get("r")) == pytest.approx(UNIT)


def test_a_value_stands_at_its_real_part_across_and_its_imaginary_part_up():
    assert dots(drawn([0.5 + 0.25j, -0.75]), INK) == pytest.approx([-0.75, 0.5 + 0.25j], abs=0.01)


def test_what_is_outside_the_circle_has_another_colour_and_what_is_on_it_has_not():
    root = drawn([1.5j, 1.0, np.exp(1j), 0.2])
    assert dots(root, OUTSIDE) == pytest.approx([1.5j], abs=0.01)
    assert len(dots(root, INK)) == 3


@pytest.mark.parametrize(("value", "turn"), [(9, 0), (9j, -90), (-9, -180), (3 + 3j, -45)])
def test_what_is_far_away_is_an_arrow_at_the_edge_that_points_to_it(value, turn):
    root = drawn([value])
    (arrow,) = [item for item in of_kind(root, "path") if item.node.get("fill") == OUTSIDE]
    assert f"rotate({turn})" in arrow.node.get("transform")
    assert max(abs(arrow.dx - MIDDLE), abs(arrow.dy - MIDDLE)) == pytest.approx(UNIT * REACH, abs=0.01)
    corners = [arrow.at(*point) for point in points_of(arrow.node.get("d"))]
    assert all(0 <= x <= SIDE and 0 <= y <= SIDE for x, y in corners)
    assert dots(root, OUTSIDE) == []


def test_in_whatever_order_values_are_found_the_picture_is_the_same():
    """Another LAPACK finds them in another order, and gives the parts of a pair that differ in the last digit."""
    found = np.array([0.5 + 0.25j, 0.5 - 0.25j, -0.75, 0.1 + 0.3j, 0.1 - 0.3j])
    other = found[[3, 2, 1, 0, 4]]
    other[2] += 1e-15
    assert plane(found, found, REACH, SIDE) == plane(other, other, REACH, SIDE)


def test_the_values_before_are_rings_below_the_dots():
    root = drawn([0.25], before=[0.5, 7])
    rings = [item for item in of_kind(root, "circle") if item.node.get("r") == "4.5"]
    assert len(rings) == 1, "what is beyond the square has no ring"
    assert rings[0].node.get("fill") == "none"
