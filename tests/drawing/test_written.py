"""Two losses, a line at a step, and the names that are written there."""

import numpy as np
import pytest
from reading import of_kind, parse, paths, word, words

from rnnlab.drawing.colours import COLOURS, INK
from rnnlab.drawing.written import HEIGHT, LEFT, WIDTH, draw_written

PAD = 20
STEPS = np.arange(0, 401, 10)
LEARNT, KEPT = np.linspace(3.2, 1.0, 41), np.concatenate([np.linspace(3.2, 2.0, 11), np.linspace(2.1, 5.0, 30)])
NAMES = [("tin", "learnt"), ("gold", "kept"), ("polium", "new"), ("", "new")]


def drawn(mark=20):
    return draw_written(STEPS, LEARNT, KEPT, 2.2, mark, NAMES, 0.5)


def value(y):
    return 4 * (HEIGHT - (y - PAD)) / (HEIGHT - 6)


def test_the_curves_are_the_losses_and_end_at_the_edge_of_the_paper():
    kept, learnt = of_kind(parse(drawn()), "polyline")
    for line, wanted in ((learnt, LEARNT), (kept, np.minimum(KEPT, 4))):
        points = [item.split(",") for item in line.node.get("points").split()]
        found = [line.at(*point) for point in points]
        assert [value(y) for _, y in found] == pytest.approx(wanted, abs=0.01)
        assert [400 * (x - PAD - LEFT) / WIDTH for x, _ in found] == pytest.approx(STEPS, abs=0.1)


def test_the_dots_and_the_line_are_at_the_step():
    root = parse(drawn(7))
    (line,) = paths(root, stroke=INK)
    dots = [item.at(item.node.get("cx"), item.node.get("cy")) for item in of_kind(root, "circle")]
    assert [x for x, _ in dots] == pytest.approx([line[0][0]] * 2, abs=0.01)
    assert 400 * (line[0][0] - PAD - LEFT) / WIDTH == pytest.approx(70, abs=0.1)
    assert [value(y) for _, y in dots] == pytest.approx([KEPT[7], LEARNT[7]], abs=0.01)


def test_the_names_say_what_they_are():
    root = parse(drawn())
    lines = {name: word(root, name).y for name in ("tin", "gold", "polium", "–")}
    remarks = {one: [w.y for w in of_text(root, one)] for one in ("learnt from", "kept back", "new")}
    assert lines["tin"] in remarks["learnt from"]
    assert lines["gold"] in remarks["kept back"]
    assert remarks["new"] == [lines["polium"], lines["–"]]
    assert {one.fill for one in of_text(root, "new")} == {COLOURS["result"].text}
    assert drawn().words == (
        f"After step 200 of 400: loss {LEARNT[20]:.2f} on the names it learns from, {KEPT[20]:.2f} on those kept "
        "back; counting pairs 2.20. At temperature 0.50 it writes tin (learnt from); gold (kept back); polium (new); "
        " (new)."
    )


def of_text(root, text):
    return [one for one in words(root) if one.text == text]
