"""The table's rows, and its file."""

from rnnlab.classroom.rows import LONGEST, Row, csv_of, rows_of

OUTCOME = {"errors": [None, "ValueError"], "results": [], "problem": None}


def result(exercise, passed, diagnosis):
    return {"exercise": exercise, "passed": passed, "diagnosis": diagnosis}


def test_the_results_of_named_exercises_become_rows_and_others_do_not():
    found = [result("rnn_step", True, "passed"), result("other", True, "passed"), result("lstm_step", 1, "passed")]
    rows = rows_of("s", {"lstm_step": None, "rnn_step": 0}, OUTCOME | {"results": found})
    assert rows == [Row("s", "lstm_step", False, "passed"), Row("s", "rnn_step", True, "passed")]


def test_a_stop_is_the_diagnosis_of_every_exercise():
    assert rows_of("s", {"a": 0, "b": None}, {"stopped": "why"}) == [Row("s", name, False, "why") for name in "ab"]
    assert rows_of("s", {}, {"stopped": "why"}) == [Row("s", "", False, "why")]


def test_why_a_check_left_nothing():
    rows = rows_of("s", {"a": 0, "b": 1, "c": None}, OUTCOME)
    assert [row.diagnosis.removeprefix("not checked: ") for row in rows] == [
        "the cell ran, but left no result",
        "an error came first (ValueError)",
        "this notebook does not check it",
    ]


def test_nothing_in_the_table_is_a_formula_and_a_row_is_a_line():
    texts = ["=1", "+1", "-1", "@a", "\ta", "a", "'a", "é,\ud800"]
    lines = csv_of([Row(text, text, False, f"{text}\n\nb\r\nc\x1b") for text in texts]).decode().split("\n")
    assert lines[0] == "student,exercise,passed,diagnosis"
    assert lines[1:5] == [f"'{text},'{text},False,'{text} b c" for text in texts[:4]]
    assert lines[5:8] == ["'\ta,'\ta,False,a b c", "a,a,False,a b c", "'a,'a,False,'a b c"]
    assert lines[8:] == ['"é,\\ud800","é,\\ud800",False,"é, b c"', ""]


def test_a_diagnosis_has_an_end():
    assert len(csv_of([Row("", "", True, "x" * 10_000)])) < LONGEST + 60
