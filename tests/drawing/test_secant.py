import numpy as np
import pytest
from reading import finished, of_kind, parse, texts, values_in, word, words

from rnnlab.drawing import secant
from rnnlab.drawing.colours import COLOURS, INK, MUTED

STEPS = np.array([float(f"{digit}e{power}") for power in range(-14, 1) for digit in (1, 3)][:-1])
KINDS = [(d, f) for d in ("float64", "float32") for f in ("central", "forward")]
ERRORS = {key: np.abs(np.log10(STEPS) + 5 + k) - 9 + k for k, key in enumerate(KINDS)}
PLACES = np.linspace(-1.6, 1.6, 65)
GREEN = COLOURS["result"].text


def drawn(step=1e-3, chosen=KINDS[0], places=PLACES, heights=PLACES**2, ends=(-1, 1), rise=0.5):
    ends = np.array(ends, dtype=float)
    return secant.draw_secant(places, heights, ends, ends**2, rise, "0.12", "0.50", STEPS, ERRORS, chosen, step)


def lines_of(root):
    """(points, stroke, thickness, dash) of each polyline."""
    found = []
    for item in of_kind(root, "polyline"):
        flat = values_in(item.node.get("points"))
        points = [item.at(*point) for point in zip(flat[::2], flat[1::2], strict=True)]
        style = item.style
        found.append((points, style["stroke"], float(style.get("stroke-width", 1)), style.get("stroke-dasharray")))
    return found


def scale(root, anchor):
    """From a place to a number, read off the outermost ticks; anchor "end" is the y axis."""
    raised = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")

    def number(text):
        return 1.0 if text == "1" else float(text.replace("10", "1e", 1).translate(raised))

    ticks = [one for one in words(root) if one.fill == MUTED and one.anchor == anchor and one.text.startswith("1")]
    first, last = (
        (np.log10(number(one.text)), one.y - 4 if anchor == "end" else one.x) for one in ticks[:: len(ticks) - 1]
    )
    return lambda place: 10 ** (first[0] + (place - first[1]) / (last[1] - first[1]) * (last[0] - first[0]))


def test_the_words_say_step_slopes_error_and_the_best_step():
    assert drawn().words == (
        "float64, central, step 10⁻³: secant 0.12, gradient 0.50. Relative error, median of 20 networks: 10⁻⁷; "
        "the least is 10⁻⁹, at 10⁻⁵."
    )


@pytest.mark.parametrize(
    ("number", "text"),
    [(1.0, "1"), (0.31, "0.3"), (0.01, "0.01"), (1e-3, "10⁻³"), (3e-6, "3·10⁻⁶"), (7e-11, "7·10⁻¹¹")],
)
def test_a_number_has_one_digit(number, text):
    assert secant._digits(number) == text


def test_the_errors_stand_over_their_steps():
    root = parse(drawn())
    at_x, at_y = scale(root, "middle"), scale(root, "end")
    for key, (points, *_) in zip(KINDS, lines_of(root)[3:], strict=True):
        assert [at_x(x) for x, _ in points] == pytest.approx(STEPS, rel=0.01)
        assert [at_y(y) for _, y in points] == pytest.approx(10 ** ERRORS[key], rel=0.01)


@pytest.mark.parametrize("chosen", KINDS)
def test_the_chosen_kind_is_thick_and_has_the_dot(chosen):
    root = parse(drawn(1e-6, chosen))
    kinds = lines_of(root)[3:]
    assert [thick > 2 for _, _, thick, _ in kinds] == [key == chosen for key in KINDS]
    assert [stroke for _, stroke, _, _ in kinds] == [secant.KINDS[d] for d, _ in KINDS]
    assert [dash is None for *_, dash in kinds] == [f == "central" for _, f in KINDS]
    dot = of_kind(root, "circle")[-1]
    x, y = dot.at(dot.node.get("cx"), dot.node.get("cy"))
    assert scale(root, "middle")(x) == pytest.approx(1e-6, rel=0.05)
    k = np.argmin(np.abs(STEPS - 1e-6))
    assert scale(root, "end")(y) == pytest.approx(10 ** ERRORS[chosen][k], rel=0.05)
    assert dot.node.get("fill") == secant.KINDS[chosen[0]]


def test_the_close_up_is_to_scale():
    """A parabola: its tangent by its rise, its secant through its two ends."""
    tangent, chord, curve = lines_of(finished_close_up(rise=0.5))
    (left, bottom), (right, top) = tangent[0]
    step = (right - left) / 3.2  # in the picture's units
    high = (bottom - top) / 1.6  # of a height of 1, for the tangent rises 0.5 · 3.2
    middle = ((left + right) / 2, (top + bottom) / 2)
    assert tangent[1] == GREEN
    assert curve[1] == INK
    for place, (x, y) in zip(PLACES, curve[0], strict=True):
        assert (x - middle[0]) / step == pytest.approx(place, abs=0.01)
        assert (middle[1] - y) / high == pytest.approx(place**2, abs=0.02)
    assert [(x - middle[0]) / step for x, _ in chord[0]] == pytest.approx([-1, 1], abs=0.01)
    assert [(middle[1] - y) / high for _, y in chord[0]] == pytest.approx([1, 1], abs=0.02)


def finished_close_up(rise=0.5, heights=PLACES**2):
    ends = np.array([-1.0, 1.0])
    return finished(secant._close_up(PLACES, heights, ends, ends**2, rise, "#123456"))


def test_it_stays_in_its_square_whatever_is_larger():
    for root in (
        finished_close_up(rise=50.0),
        finished_close_up(heights=1e9 * PLACES**2),
        finished_close_up(0.0, 0 * PLACES),
    ):
        for points, *_ in lines_of(root)[::2]:
            assert all(0 <= x <= secant.SIDE and secant.TOP <= y <= secant.HIGH for x, y in points)


def test_the_slopes_stand_in_the_colours_of_their_lines():
    root = parse(drawn(chosen=KINDS[2]))
    assert word(root, "secant 0.12").fill == secant.KINDS["float32"]
    assert word(root, "gradient 0.50").fill == GREEN
    assert "error 10⁻³" in texts(root)


def test_it_is_small():
    assert len(drawn()) < 10_000
