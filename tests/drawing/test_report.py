from reading import boxes, contrast, parse, texts, words

from rnnlab.drawing.card import MOODS
from rnnlab.drawing.report import WIDTH, draw_report

BOXES = [
    ("rnn_step", "passed", "passed"),
    ("rnn_forward", "wrong", "not yet: h never carried"),
    ("museum: never carried", "waiting", "not attempted yet"),
    ("museum: no tanh", "waiting", "not checked yet"),
]


def test_each_exercise_has_a_box_with_its_name_sign_and_verdict_inside():
    root = parse(draw_report("Lecture 3", BOXES))
    frames = [box for box in boxes(root) if box.right - box.left == WIDTH]
    assert len(frames) == len(BOXES)
    for frame, (name, mood, verdict) in zip(frames, BOXES, strict=True):
        inside = [one for one in words(root) if frame.left < one.x < frame.right and frame.top < one.y < frame.bottom]
        assert [one.text for one in inside] == [MOODS[mood][0], name, verdict]
        assert all(contrast(one.fill, frame.fill) >= 4.5 for one in inside)


def test_the_words_count_what_is_passed():
    report = draw_report("Lecture 3", BOXES)
    assert report.words == (
        "Lecture 3: 1 of 4 passed. rnn_step, passed; rnn_forward, not yet: h never carried; "
        "museum: never carried, not attempted yet; museum: no tanh, not checked yet."
    )


def test_a_long_verdict_is_cut():
    shown = texts(parse(draw_report("Lecture 4", [("lstm_step", "wrong", "not yet: " + 50 * "x")])))
    assert max(map(len, shown[2:])) <= 36
