import numpy as np
import pytest
from reading import boxes, parse, texts, words

from rnnlab.drawing.colours import COLOURS, MUTED, mix
from rnnlab.drawing.gate_order import draw_gate_order

T, H, SAVED_IN = 3, 2, "ifgo"
STATES = np.arange(T * H).reshape(T, H) / 10


def bars(root):
    """The two bars, each as (letter over the block, its numbers, what is said below, fill, edge)."""
    frames = [
        box for box in boxes(root) if box.stroke in (COLOURS["mistake"].text, MUTED) and box.right - box.left == H * 23
    ]
    found = []
    for box in frames:
        inside = [one for one in words(root) if box.left <= one.x <= box.right]
        letter = next(one.text for one in inside if 0 < box.top - one.y < 12)
        said = next(one.text for one in inside if 10 < one.y - box.bottom < 24)
        rows = [int(one.text) for one in inside if box.top < one.y < box.bottom]
        found.append((letter, rows, said, box.fill, box.stroke))
    return found[:4], found[4:]


@pytest.mark.parametrize("order", ["ifgo", "fiog", "iofg", "igfo"])
def test_each_block_shows_what_it_is_read_as_which_rows_it_has_and_what_it_is(order):
    saved, ours = bars(parse(draw_gate_order("some", order, SAVED_IN, STATES, STATES)))
    for place, (letter, rows, said, fill, edge) in enumerate(saved):
        truth = SAVED_IN[place]
        assert (letter, rows) == (order[place], [2 * place, 2 * place + 1])
        assert said == (f"is {truth}" if letter == truth else f"is really {truth}")
        assert fill == mix(COLOURS[truth].fill, 0.22)
        assert edge == (MUTED if letter == truth else COLOURS["mistake"].text)
    assert [bar[0] for bar in ours] == list("fiog")
    for letter, rows, said, *_ in ours:
        block = order.index(letter)
        assert rows == [2 * block, 2 * block + 1]
        assert said.endswith(SAVED_IN[block])


def test_the_right_order_has_no_red_and_a_wrong_one_says_what_is_misread():
    right = draw_gate_order("PyTorch", "ifgo", SAVED_IN, STATES, STATES)
    assert COLOURS["mistake"].text not in right
    assert right.words == (
        "The blocks of the saved weights, read as i, f, g, o (PyTorch). Rows in our order: 2, 3, 0, 1, 6, 7, 4, 5. "
        "Every block is what it is read as. h and the saved states are equal."
    )
    wrong = draw_gate_order("ONNX", "iofg", SAVED_IN, STATES + 0.25, STATES)
    assert "Misread: f, o, g." in texts(parse(wrong))
    assert wrong.words.endswith("Misread: f, o, g. h and the saved states differ by up to 0.25.")
