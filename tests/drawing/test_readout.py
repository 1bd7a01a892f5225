import pytest
from reading import boxes, parse, paths, texts, words

from rnnlab.drawing.colours import COLOURS, INK, MUTED
from rnnlab.drawing.readout import draw_readout

GIVEN = ["l", "e", "v"]


def drawn(outputs, t=2, given=GIVEN, fed=False):
    return draw_readout(given, outputs, t, "a task", "A sentence about it.", fed)


def centre(root, text):
    return [one.x for one in words(root) if one.text == text]


@pytest.mark.parametrize("t", [1, 2, 3])
def test_an_output_layer_stands_over_the_states_that_are_read_and_no_others(t):
    root = parse(drawn(["", "yes", "no"], t))
    cells, layers = centre(root, "Wh"), centre(root, "Why")
    assert len(cells) == 3
    assert layers == cells[1:]
    assert [text for text in texts(root) if text[0] in "hx" and text[1:].isdigit()] == [
        "h0",
        "x1",
        "x2",
        "h2",
        "x3",
        "h3",
    ]
    up = paths(root, stroke=COLOURS["result"].text)
    assert [line[0][0] for line in up] == [x for k, x in enumerate(layers, start=2) if k <= t]


def test_what_is_still_to_come_waits():
    now, later = drawn(["a", "b", "c"], 2), drawn(["a", "b", "c"], 3)
    assert [text for text in texts(parse(now)) if text in "abc?"] == ["a", "b", "?"]
    assert [text for text in texts(parse(later)) if text in "abc?"] == ["a", "b", "c"]
    assert len(paths(parse(now), stroke=MUTED)) > len(paths(parse(later), stroke=MUTED)) == 0


@pytest.mark.parametrize("t", [1, 2, 3])
def test_the_step_that_is_computed_is_lit(t):
    root = parse(drawn(["a", "b", "c"], t))
    lit = boxes(root, stroke=INK)
    cells = centre(root, "Wh")
    assert [(box.left + box.right) / 2 for box in lit] == [cells[t - 1]] * 2


def test_what_is_fed_back_goes_to_the_next_input():
    root = parse(drawn(["a", "b", ""], 3, fed=True))
    cells = centre(root, "Wh")
    lanes = [line for line in paths(root, stroke=COLOURS["x"].text) if len(line) == 4]
    assert len(lanes) == 2
    for k, lane in enumerate(lanes):
        assert cells[k] < lane[0][0] < lane[1][0] < lane[-1][0] < cells[k + 1]
        assert lane[0][1] < lane[-1][1], "from the answer at the top to the input at the bottom"
    assert not [line for line in paths(parse(drawn(["a", "b", ""], 3)), stroke=COLOURS["x"].text) if len(line) == 4]


def test_a_step_without_an_input_has_none():
    root = parse(drawn(["a", "b", "c"], 3, given=["l", "", ""]))
    assert [text for text in texts(root) if text.startswith("x")] == ["x1"]


def test_the_words_say_the_task_and_the_step():
    svg = drawn(["", "yes", "no"], 2)
    assert svg.words == (
        "a task: 3 steps, an output layer at step 2, 3; step 2 of 3 is computed, y says yes. A sentence about it."
    )
    assert "its state is only handed on" in drawn(["", "yes", "no"], 1).words
    assert "its state is not read" in drawn(["yes", "no", ""], 3).words
    assert "A sentence about it." in texts(parse(svg))
