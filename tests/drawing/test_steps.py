import numpy as np
import pytest
from reading import boxes, of_kind, parse, points_of, texts, words

from rnnlab.drawing.colours import COLOURS, INK, LINE, tint
from rnnlab.drawing.steps import HIGH, WIDE, arrow, step_box, vector
from rnnlab.drawing.svg import tag


def finished(body):
    return parse(tag("g", body, text_anchor="middle", font_family="system-ui,sans-serif", fill=INK))


@pytest.mark.parametrize("end", [(40, 0), (0, 40), (-40, 0), (30, -40)])
def test_the_head_of_an_arrow_ends_at_its_last_point(end):
    (shaft, head) = of_kind(parse(tag("g", arrow((5, 5), (5 + end[0], 5 + end[1]), width=2))), "path")
    tip, left, right = points_of(head.node.get("d"))
    start, stop = points_of(shaft.node.get("d"))
    length = np.hypot(*end)
    assert start == (5, 5)
    assert tip == (5 + end[0], 5 + end[1])
    assert np.hypot(tip[0] - stop[0], tip[1] - stop[1]) < 8, "the shaft ends inside the head"
    assert np.hypot(stop[0] - 5, stop[1] - 5) < length
    assert np.hypot(left[0] - right[0], left[1] - right[1]) == pytest.approx(8, abs=0.2)
    assert np.hypot(left[0] - tip[0], left[1] - tip[1]) == pytest.approx(
        np.hypot(right[0] - tip[0], right[1] - tip[1]), abs=0.2
    )


def test_a_vector_has_its_numbers_below_each_other_each_in_its_tint():
    root = finished(vector([0.5, -1, 0.25], "h_1", "h", 10, 40))
    cells = sorted(boxes(root, stroke="#fff"), key=lambda box: box.top)
    assert [box.fill for box in cells] == [tint("h", value, 1.0) for value in (0.5, -1, 0.25)]
    assert [box.top for box in cells] == [40, 40 + HIGH, 40 + 2 * HIGH]
    said = sorted((one.y, one.text) for one in words(root) if one.text != "h1")
    assert [text for _, text in said] == ["0.50", "-1", "0.25"]
    assert all(box.top < y < box.bottom for box, (y, _) in zip(cells, said, strict=True))
    (name,) = [one for one in words(root) if one.text == "h1"]
    assert (name.x, name.fill) == (10 + WIDE / 2, COLOURS["h"].text)
    assert name.y < 40


def test_a_step_says_its_weights_where_they_fit_and_lights_up():
    assert texts(finished(step_box(50, 50, 44, 28))) == ["Wh"]
    assert texts(finished(step_box(50, 50, 44, 28, name="W_hy"))) == ["Why"]
    assert texts(finished(step_box(50, 50, 20, 28))) == []
    (pale,) = boxes(finished(step_box(50, 50, 44, 28)))
    (lit,) = boxes(finished(step_box(50, 50, 44, 28, lit=True)))
    assert (
        (pale.left, pale.top, pale.right, pale.bottom) == (28, 36, 72, 64) == (lit.left, lit.top, lit.right, lit.bottom)
    )
    assert (pale.stroke, lit.stroke) == (LINE, INK)
    assert pale.fill != lit.fill
