"""What was checked in this kernel, and which exercises a text names."""

import pytest

from rnnlab import check
from rnnlab.check import record
from rnnlab.drawing.picture import words_of

LECTURES = sorted(set(record.LECTURE_OF.values()))


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(record, "_latest", {})


def test_the_latest_result_of_each_exercise_is_kept_as_plain_data():
    assert check.results() == []
    check.rnn_step(...)
    check.join_state(lambda h, x: x)
    check.rnn_step(record.EXERCISES["rnn_step"].right)
    assert check.results() == [
        {"exercise": "rnn_step", "passed": True, "diagnosis": "passed"},
        {"exercise": "join_state", "passed": False, "diagnosis": "wrong shape"},
    ]


def test_the_exercises_of_a_lecture():
    assert check.exercises_of(1) == ["join_weights", "join_state", "museum: stack for cat", "museum: W_hh not square"]
    assert check.exercises_of(4) == ["lstm_step", "lstm_as_rnn", "museum: one bias for all"]
    assert check.exercises_of(5) == ["half_life", "spectral_scaling", "museum: forget bias twice"]
    assert check.exercises_of(6)[-2:] == ["clip", "museum: only the last piece"]
    assert check.exercises_of(9)[:2] == ["connectivity", "hold_unit"]
    assert check.exercises_of(10) == []


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("check.rnn_step(mine)", ["rnn_step"]),
        ("x = 1\nrnnlab.check . rnn_step ( mine )\ncheck.rnn_step(mine)", ["rnn_step"]),
        ('check.museum("no tanh", a, b, c)', ["museum: no tanh"]),
        ("check.museum(\n    'σ(2x) for σ(x)', a, b, c)", ["museum: σ(2x) for σ(x)"]),
        ('check.museum("no such", a, b, c)', []),
        ("check.report(3)\ncheck.no_such(1)\nmy_check.join_state\nuncheck.join_state(1)", []),
        ("assert check.join_state(a) and check.join_weights(b)", ["join_state", "join_weights"]),
    ],
)
def test_the_exercises_that_a_text_checks_are_found_without_running_it(source, names):
    assert check.exercises_in(source) == names


def test_the_report_shows_every_exercise_of_the_lectures_that_were_checked():
    check.rnn_step(...)
    check.rnn_forward(record.EXERCISES["rnn_forward"].right)
    assert words_of(check.report()) == (
        "Lecture 3: 1 of 4 passed. rnn_step, not attempted yet; rnn_forward, passed; "
        "museum: never carried, not checked yet; museum: no tanh, not checked yet."
    )
    assert check.report() == check.report(3)
    assert words_of(check.report(1)).startswith("Lecture 1: 0 of 4 passed.")


def test_the_report_of_an_empty_kernel_shows_all():
    lectures, number = ", ".join(map(str, LECTURES)), len(record.LECTURE_OF)
    assert words_of(check.report()).startswith(f"Lecture {lectures}: 0 of {number} passed.")


@pytest.mark.parametrize("lecture", [0, 10, "3"])
def test_a_lecture_that_is_not_there_is_refused(lecture):
    with pytest.raises(ValueError, match="but it must be one of 1, 2, 3, 4, 5"):
        check.report(lecture)
