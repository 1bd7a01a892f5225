"""A class: 45 notebooks of all sorts and five that do harm give 50 rows, and stay as they were."""

from handed_in import FAIL, PASS, STEP, notebook, rows_in, run_scorer

FORWARD = """from rnnlab import RNNParams, check, rnn_forward as package_forward
check.rnn_forward(lambda x, h0, W_h, b_h: package_forward(x, RNNParams(W_h, b_h), h0))"""
FINE = [  # and which of them passes
    (True, [PASS]),
    (False, [FAIL]),
    (False, [STEP, "check.rnn_step(lambda *arguments: ...)"]),
    (True, [FORWARD]),
    (True, ["1 / 0", PASS]),
    (
        True,
        ["from rnnlab import draw_curves\ndraw_curves('A line', x=[1, 2], x_label='x', y_label='y', y=[1, 2])", PASS],
    ),
    (True, ["from rnnlab import explore_join\nexplore_join()", PASS]),
    (False, ["from rnnlab import check\ncheck.rnn_step(not_written_yet)"]),
    (True, [PASS, "", "import glob\nassert len(glob.glob('*')) == 1"]),
]
HOSTILE = {
    "import time\nwhile True: time.sleep(1)": "passed",
    "import os\nos._exit(0)": "the kernel ended by itself (a crash, or os._exit)",
    "import numpy as np\nbig = np.ones(2**29)": "stopped: used more than 700 MB",
    "import glob, os\nfor name in glob.glob('*'): os.remove(name)": "passed",
    "while True: print('without end')": "stopped: printed more than 1 MB",
}
NAMES = ["student-{:02d}", "group-a/student-{:02d}", "Größe {:02d}", "=cmd-{:02d}", "group-a/again/student {:02d}"]


def test_fifty_notebooks_of_which_five_do_harm_give_fifty_rows_and_stay_as_they_were(tmp_path):
    handed_in, expected = tmp_path / "handed in", {}
    for n in range(50):
        student = NAMES[n % len(NAMES)].format(n)
        passed, sources = FINE[n % len(FINE)]
        diagnosis = None
        if n % 10 == 4:
            harm, diagnosis = list(HOSTILE.items())[n // 10]
            passed, sources = diagnosis == "passed", [PASS, harm]
        path = handed_in / f"{student}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(notebook(*sources, kernelspec={"name": "of another machine", "display_name": "its Python"}))
        exercise = "rnn_forward" if sources == [FORWARD] else "rnn_step"
        expected[f"'{student}" if student.startswith("=") else student] = exercise, passed, diagnosis
    before = {path: path.read_bytes() for path in handed_in.rglob("*") if path.is_file()}

    limits = ["--seconds", "30", "--cell-seconds", "3", "--memory", "700"]
    done = run_scorer(handed_in, tmp_path / "results.csv", *limits)

    assert done.returncode == 0, done.stderr
    rows = rows_in(tmp_path / "results.csv")
    assert len(rows) == len(before) == 50
    assert {student for student, *_ in rows} == expected.keys()
    for student, exercise, passed, said in rows:
        right_exercise, right_passed, diagnosis = expected[student]
        assert (exercise, passed) == (right_exercise, str(right_passed)), student
        assert said == diagnosis if diagnosis else (said == "passed") == right_passed
    assert {path: path.read_bytes() for path in handed_in.rglob("*") if path.is_file()} == before
    assert done.stderr.count("\n[") == 49
    assert "\n[50/50] " in done.stderr
