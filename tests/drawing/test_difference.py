import numpy as np
from reading import boxes, cell_colours, parse, texts

from rnnlab.drawing.colours import LINE, diverging
from rnnlab.drawing.difference import draw_difference, say_difference

ONE = np.array([[0.5, -0.25], [0.25, 0.0], [0.5, 0.1]])
OTHER = np.array([[0.5, 0.25], [0.5, 0.0], [0.125, -0.2]])


def test_both_and_their_difference_are_strips_in_one_scale():
    root = parse(draw_difference("Two runs", LSTM=ONE, RNN=OTHER))
    frames = boxes(root, stroke=LINE, fill="none")
    assert [text for text in texts(root) if text in ("LSTM", "RNN", "difference")] == ["LSTM", "RNN", "difference"]
    for frame, values in zip(frames, (ONE, OTHER, ONE - OTHER), strict=True):
        assert cell_colours(root, frame, 3, 2) == [[diverging(v, 0.5) for v in unit] for unit in values.T]


def test_how_far_they_are_apart_is_written_and_said():
    svg = draw_difference("Two runs", LSTM=ONE, RNN=OTHER)
    assert svg.words.startswith("Two runs. LSTM and RNN differ by up to 0.50. Violet is negative")
    assert "LSTM and RNN differ by up to 0.50." in texts(parse(svg))
    assert say_difference("h", ONE, "saved", ONE + 1e-14) == "h and saved are equal."
    assert say_difference("h", ONE, "saved", ONE + 1e-3) == "h and saved differ by less than 0.005."
