import numpy as np
import pytest
from reading import of_kind, parse, texts, values_in, word

from rnnlab.drawing.colours import COLOURS
from rnnlab.drawing.decay import Curve
from rnnlab.drawing.gradient_view import draw_gradient_back, say

T = 12
CURVES = [Curve("falls", 0.5 ** np.arange(T)[::-1], "#123456"), Curve("grows", 2.0 ** np.arange(T)[::-1], "#654321")]


def drawn(curves=CURVES, steps=T, **options):
    return draw_gradient_back("Back", "how long it is", curves, steps, "A network.", **options)


def test_the_words_say_what_arrives_at_step_1():
    assert (
        drawn().words
        == f"A network. At step 1, from step 12: falls {0.5**11:.0e}".replace("e-04", "e-4") + "; grows 2048."
    )


def test_the_legend_says_the_same():
    root = parse(drawn())
    assert {"falls: 5e-4", "grows: 2048", "how long it is"} <= set(texts(root))
    heading, named = word(root, "at step 1"), word(root, "falls: 5e-4")
    assert heading.x == pytest.approx(named.x, abs=1)
    assert heading.y < named.y - 12


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (0.0161, "0.016"),
        (1, "1"),
        (99.4, "99"),
        (104.2, "104"),
        (2e-36, "2e-36"),
        (1e-5, "1e-5"),
        (7e11, "7e11"),
    ],
)
def test_a_size_has_few_digits(number, text):
    assert say(number) == text


def test_the_last_step_is_at_the_right_and_each_curve_starts_there_at_1():
    root = parse(drawn())
    ends = []
    for item in of_kind(root, "polyline"):
        flat = values_in(item.node.get("points"))
        points = [item.at(*point) for point in zip(flat[::2], flat[1::2], strict=True)]
        assert np.ptp(np.diff([x for x, _ in points])) < 0.02
        assert points[-1][0] == pytest.approx(word(root, "12").x, abs=0.01)
        ends.append(points[-1])
    assert ends[0] == ends[1]


def test_a_curve_may_be_shorter_than_the_axis():
    short = Curve("rest", np.ones(T - 1), COLOURS["h"].text)
    (line,) = of_kind(parse(drawn([short])), "polyline")
    assert len(values_in(line.node.get("points"))) == 2 * (T - 1)


def test_the_width_is_always_the_same():
    wide = drawn([Curve("a", np.ones(60), "#123456")], 60, low=1e-6, high=1e2)
    assert parse(wide).get("width") == parse(drawn()).get("width")
