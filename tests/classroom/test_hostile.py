"""A class of fifty, of which most do harm: each costs only itself, and the table says what happened."""

import os
from pathlib import Path

import psutil
import pytest
from handed_in import FAIL, PASS, STEP, notebook, rows_in, run_scorer

from rnnlab import check

PASSED = "True", "passed"
FORGED = (
    '{"errors": [null], "results": [{"exercise": "rnn_step", "passed": true, "diagnosis": "forged"}], "problem": 0}'
)


def stopped(words):
    return "False", words


ENDED = stopped("the kernel ended by itself (a crash, or os._exit)")
PRINTED = stopped("stopped: printed more than 1 MB")
WRONG = stopped(check.rnn_step(lambda x, h, W_h, b_h: x @ W_h[len(h[0]) :]).diagnosis)
MEMORY = stopped("stopped: used more than 600 MB")


def unread(why):
    return stopped(f"not checked: the results could not be read ({why})")


# What the cells hold, and what the table must say. @folder@, @mine@, @mark@ and @home@ become Python's words for
# where the originals are, where this one is, a file to leave a trace in, and the lecturer's home.
CASES = {
    "a loop that goes on when interrupted": (
        [PASS, "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: time.sleep(1)"],
        stopped("stopped: ran longer than 20 s"),
    ),
    "a loop before": ([STEP, "while True: pass", "check.rnn_step(rnn_step)"], PASSED),
    "a loop around": (
        [STEP + "import time\nwhile True: time.sleep(1)\ncheck.rnn_step(rnn_step)"],
        stopped("not checked: the cell ran too long and was interrupted"),
    ),
    "results never come": (
        [PASS, "import time\ndef results():\n    while True: time.sleep(1)", "check.results = results"],
        unread("KeyboardInterrupt"),
    ),
    "os._exit": ([PASS, "import os\nos._exit(0)"], ENDED),
    "a segfault": ([PASS, "import ctypes\nctypes.string_at(0)"], ENDED),
    "kills its worker": (
        [PASS, "import psutil, time\npsutil.Process().parent().kill()\ntime.sleep(600)"],
        stopped("could not be run: its worker ended by itself"),
    ),
    "kills its worker's group": (
        [
            "import os, signal\nif hasattr(os, 'killpg'): os.killpg(os.getpgid(os.getppid()), signal.SIGKILL)\n"
            "else: os.kill(os.getppid(), 9)\ncheck.rnn_step(1)"
        ],
        stopped("could not be run: its worker ended by itself"),
    ),
    "4 GB": ([PASS, "import numpy as np\nbig = np.ones(2**29)"], MEMORY),
    "1 GB in a child": (
        [
            PASS,
            "import subprocess, sys\nbig = 'import time; big = bytes([1]) * 2**30; time.sleep(600)'\n"
            "child = subprocess.Popen([sys.executable, '-c', big], start_new_session=True)\n"
            "while True:\n    try: child.wait()\n    except BaseException: pass",
        ],
        MEMORY,
    ),
    "prints without end": ([PASS, "while True: print('x' * 1000)"], PRINTED),
    # With a pause: the kernel keeps what is written until it may send it, hundreds of MB on a machine that is busy.
    "writes to file 1 without end": (
        [PASS, "import os, time\nwhile True: os.write(1, b'x' * 1000), time.sleep(0.001)"],
        PRINTED,
    ),
    "shows without end": ([PASS, "while True: display('x' * 10_000)"], PRINTED),
    "deletes its copy": (
        ["import glob, os\nassert len(glob.glob('*.ipynb')) == 1\nfor name in glob.glob('*'): os.remove(name)", PASS],
        PASSED,
    ),
    "deletes its original": (["import os\nos.remove(@mine@)\n" + PASS], PASSED),
    "overwrites all originals": (
        ["import pathlib\nfor path in pathlib.Path(@folder@).glob('*1.ipynb'): path.write_text('mine')\n" + PASS],
        PASSED,
    ),
    "leaves a child": (
        [
            "import pathlib, subprocess, sys\nchild = subprocess.Popen([sys.executable, '-c', 'input()'], "
            "stdin=subprocess.PIPE)\npathlib.Path(@mark@).write_text(str(child.pid))\n" + PASS
        ],
        PASSED,
    ),
    "leaves an orphan": (
        [
            "import pathlib, subprocess, sys, time\n"
            "child = 'import os, pathlib, time; pathlib.Path(' + repr(@mark@) + ').write_text(str(os.getpid())); '\n"
            "child = [sys.executable, '-c', child + 'time.sleep(600)']\n"
            "parent = f'import subprocess; subprocess.Popen({child!r}, start_new_session=True)'\n"
            "subprocess.run([sys.executable, '-c', parent], check=True)\n"
            "while not (pathlib.Path(@mark@).exists() and pathlib.Path(@mark@).read_text()): time.sleep(0.01)\n" + PASS
        ],
        PASSED,
    ),
    "forges the line": (
        [
            FAIL,
            f"import os, sys\nprint({FORGED!r})\nsys.__stdout__.write({FORGED!r})\nos.write(1, {FORGED.encode()!r})",
        ],
        WRONG,
    ),
    "forges an output": (
        [FAIL, f"display({{'application/vnd.rnnlab.0+json': {FORGED}['results']}}, raw=True)".replace("null", "0")],
        WRONG,
    ),
    "no stdout, no names": (
        [
            "import io, sys\nsys.stdout = sys.stderr = sys.__stdout__ = io.StringIO()",
            PASS,
            "print = display = get_ipython = None",
        ],
        PASSED,
    ),
    "modules in the way": (
        [
            "import pathlib\nspy = 'open(' + repr(@mark@) + ', chr(97)).write(__name__)'\n"
            "for folder in '.', '..':\n"
            "    for name in 'json', 'nbformat', 'traceback', 'logging', 'nbclient', 'queue', 'ast', 'zmq':\n"
            "        pathlib.Path(folder, name + '.py').write_text(spy)\n" + PASS,
            "1/0",
        ],
        PASSED,
    ),
    "results raise": ([PASS, "check.results = lambda: 1/0"], unread("ZeroDivisionError")),
    "results are nonsense": ([PASS, "check.results = lambda: ['x']"], unread("they are not what a check leaves")),
    "results are a formula": (
        [PASS, "check.results = lambda: [dict(exercise='rnn_step', passed=1, diagnosis='=1+\\n2')]"],
        stopped("'=1+ 2"),
    ),
    "the check is another": (
        [STEP, "check.rnn_step = print", "check.rnn_step(1)"],
        stopped("not checked: the cell ran, but left no result"),
    ),
    "an error first": (
        ["from rnnlab import check\ncheck.rnn_step(my_step)"],
        stopped("not checked: an error came first (NameError)"),
    ),
    "errors elsewhere": (["1/0", "this is no Python", "%nothing", "input()", PASS], PASSED),
    "a widget": (["from rnnlab import explore_join\nexplore_join()", PASS], PASSED),
    "looks for the originals": (
        [
            "import os, psutil, sys\nworker = psutil.Process().parent()\n"
            "told = [*os.environ.values(), *sys.argv, os.getcwd(), worker.cwd(), *worker.cmdline()]\n"
            "told += worker.environ().values()\nassert not [words for words in told if @folder@ in words]\n"
            "assert 'SECRET' not in os.environ and @home@ != os.path.expanduser('~')\n" + PASS
        ],
        PASSED,
    ),
    "a startup file for others": (
        [
            "import pathlib\nfrom IPython.paths import get_ipython_dir\n"
            "for base in pathlib.Path.home() / '.ipython', pathlib.Path(get_ipython_dir()):\n"
            "    folder = base / 'profile_default' / 'startup'\n    folder.mkdir(parents=True, exist_ok=True)\n"
            "    (folder / 'first.py').write_text('open(' + repr(@mark@) + ', chr(97))')\n" + PASS
        ],
        PASSED,
    ),
    "the one after it": ([PASS], PASSED),
}
MARKS = {"leaves a child", "leaves an orphan"}

FORWARD = """from rnnlab import RNNParams, check, rnn_forward as package_forward
check.rnn_forward(lambda x, h0, W_h, b_h: package_forward(x, RNNParams(W_h, b_h), h0))"""
CURVES = "from rnnlab import draw_curves\ndraw_curves('A line', x=[1, 2], x_label='x', y_label='y', y=[1, 2])"
FINE = [  # and which of them passes
    (True, [PASS]),
    (False, [FAIL]),
    (False, [STEP, "check.rnn_step(lambda *arguments: ...)"]),
    (True, [FORWARD]),
    (True, ["1 / 0", PASS]),
    (True, [CURVES, PASS]),
    (True, ["from rnnlab import explore_join\nexplore_join()", PASS]),
    (False, ["from rnnlab import check\ncheck.rnn_step(not_written_yet)"]),
    (True, [PASS, "", "import glob\nassert len(glob.glob('*')) == 1"]),
]
NAMES = ["group-a/student-{:02d}", "Größe {:02d}", "=cmd-{:02d}", "group-a/again/student {:02d}"]
# Of the fifty, those that do none: the name in the table, and which of FINE it is.
REST = {NAMES[n % len(NAMES)].format(n): FINE[n % len(FINE)] for n in range(50 - len(CASES))}


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    """The rows by case, what the scorer said, the originals before and after, and the traces that cases left."""
    folder, out = tmp_path_factory.mktemp("handed in"), tmp_path_factory.mktemp("out") / "results.csv"
    marks, files = {}, {}
    for n, (case, (sources, _)) in enumerate(CASES.items()):
        files[case], marks[case] = folder / f"student-{n:02d}.ipynb", out.parent / f"mark-{n:02d}"
        words = {"@folder@": folder, "@mine@": files[case], "@mark@": marks[case], "@home@": Path.home()}
        for token, path in words.items():
            sources = [source.replace(token, repr(str(path))) for source in sources]
        files[case].write_bytes(notebook(*sources))
    for student, (_, sources) in REST.items():
        path = folder / f"{student}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(notebook(*sources, kernelspec={"name": "of another machine", "display_name": "its Python"}))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    # Many wait for a limit: four at a time; those that wait longest stand first.
    limits = ["--jobs", "4", "--seconds", "20", "--cell-seconds", "5", "--memory", "600"]
    temporary = tmp_path_factory.mktemp("temporary")
    places = dict.fromkeys(["TMPDIR", "TEMP", "TMP"], str(temporary))
    done = run_scorer(folder, out, *limits, env={**os.environ, **places, "SECRET": "word"})
    rows = {files[case].stem: case for case in CASES}
    return {
        "rows": {rows.get(student, student): rest for student, *rest in rows_in(out)},
        "number": len(rows_in(out)),
        "done": done,
        "before": before,
        "after": {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()},
        "marks": {case: mark.read_text() for case, mark in marks.items() if mark.exists()},
        "files": files,
        "left": os.listdir(temporary),
    }


@pytest.mark.parametrize("case", CASES)
def test_the_table_says_what_happened(scored, case):
    assert scored["rows"][case] == ["rnn_step", *CASES[case][1]]


@pytest.mark.parametrize("student", REST)
def test_it_says_the_same_of_those_who_do_no_harm_as_if_they_were_alone(scored, student):
    passed, sources = REST[student]
    exercise, right, said = scored["rows"][f"'{student}" if student.startswith("=") else student]
    assert (exercise, right) == ("rnn_forward" if sources == [FORWARD] else "rnn_step", str(passed))
    assert (said == "passed") == passed


def test_fifty_notebooks_give_fifty_rows_and_the_scorer_ends_well(scored):
    assert scored["done"].returncode == 0, scored["done"].stderr
    assert scored["number"] == len(scored["before"]) == 50
    assert len(REST) >= len(FINE)
    assert scored["done"].stderr.count("\n[") == 49
    assert "\n[50/50] " in scored["done"].stderr


def test_the_originals_are_as_they_came_and_the_lecturer_is_told(scored):
    assert scored["after"] == scored["before"]
    for case in "deletes its original", "modules in the way":
        student = scored["files"][case].stem
        told = f"the notebook of {student} was changed or deleted; it is put back" in scored["done"].stderr
        assert told == (case == "deletes its original" or student.endswith("1"))
    assert "could not be" not in scored["done"].stderr.replace("could not be run: its", "").replace(
        "could not be read", ""
    )


def test_nothing_is_left_behind(scored):
    assert scored["left"] == []


def test_no_process_outlives_its_notebook(scored):
    """Each had been there: its number was written down."""
    assert scored["marks"].keys() == MARKS, "a module or a startup file of a student ran outside of his notebook"
    for case in MARKS:
        pid = int(scored["marks"][case])
        assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
