"""The course in nbgrader's own hands: released, handed in by a class, graded, and told what was wrong."""

import ast
import html
import importlib.util
import os
import re
import subprocess
import symtable
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest

from rnnlab import check
from rnnlab.classroom import release

if importlib.util.find_spec("nbgrader") is None:
    why = "nbgrader is not installed: make release installs it"
    if os.environ.get("RNNLAB_NBGRADER") == "required":
        pytest.fail(why, pytrace=False)
    pytest.skip(why, allow_module_level=True)

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
LECTURES = sorted(NOTEBOOKS.glob("*.ipynb"))
FIRST = LECTURES[0].stem
REGION = r"^### BEGIN SOLUTION\n(.*?)^### END SOLUTION"
each_lecture = pytest.mark.parametrize("name", [path.stem for path in LECTURES])


def nbgrader(course, *words):
    """Run one of nbgrader's commands in the folder of a course; it finds nothing of the user's own settings."""
    folders = {name: str(course / "jupyter") for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])  # it calls alembic by name
    environment = {**os.environ, **folders, "PATH": path, "JUPYTER_PREFER_ENV_PATH": "1"}
    command = [sys.executable, "-m", "nbgrader", *words]
    return subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, check=False)


def make_course(folder, notebooks):
    assert release.main(["--notebooks", str(notebooks), "--out", str(folder)]) == 0
    done = nbgrader(folder, "generate_assignment", "--assignment=*")
    assert done.returncode == 0, done.stderr
    return folder


def read(course, step, name):
    return nbformat.read(course / step / name / f"{name}.ipynb", 4)


def kind(cell, what):
    return cell.metadata.get("nbgrader", {}).get(what, False)


# ---- the lectures ----


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return make_course(tmp_path_factory.mktemp("all") / "course", NOTEBOOKS)


def test_every_lecture_is_released_with_the_pages_that_it_links(course):
    assert sorted(os.listdir(course / "release")) == [path.stem for path in LECTURES]
    for name in os.listdir(course / "release"):
        text = "\n".join(cell.source for cell in read(course, "release", name).cells)
        for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
            assert (course / "release" / name / link).is_file(), f"{name}: {link}"


@each_lecture
def test_what_is_released_is_the_lecture_without_a_line_of_its_solutions(course, name):
    """A line that a solution shares with the rest of its lecture gives nothing away."""
    source, released = read(course, "source", name), read(course, "release", name)
    lecture = nbformat.read(NOTEBOOKS / f"{name}.ipynb", 4)
    regions = [
        re.findall(r"^### BEGIN SOLUTION\n(.*?)^### END SOLUTION", cell.source, re.M | re.S) for cell in source.cells
    ]
    solutions = [found[0] for found in regions if found]
    assert len(solutions) == len([cell for cell in source.cells if kind(cell, "solution")]) >= 4
    told = "\n".join(re.sub("<details>.*?</details>", "", cell.source, flags=re.S) for cell in lecture.cells)
    everything = (course / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8")
    texts = "\n".join(cell.source for cell in released.cells)
    lines = {line.strip() for solution in solutions for line in solution.splitlines() if len(line.strip()) > 3}
    own = {line for line in lines if line not in told}
    assert len(own) > len(lines) / 2
    assert [line for line in own if line in texts] == []
    assert "SOLUTION" not in everything
    code = {cell.id: ast.dump(ast.parse(cell.source)) for cell in lecture.cells if cell.cell_type == "code"}
    now = {cell.id: ast.dump(ast.parse(cell.source)) for cell in released.cells if cell.cell_type == "code"}
    assert {key: now[key] for key in now if not key.endswith("-test")} == code


def failures(course, step, name, kept, looked_at=False):
    """What nbgrader's validator says fails in a notebook of these cells: by their source, the errors.

    With `looked_at`, what has passed is also asked for from outside, as in the grading.
    """
    from nbgrader.preprocessors import Execute
    from nbgrader.validator import Validator

    from rnnlab.classroom.referee import Referee

    notebook = read(course, step, name)
    notebook.cells = [cell for cell in notebook.cells if cell.id in kept]
    path = course / step / name / "kept.ipynb"
    nbformat.write(notebook, path)
    try:
        validator = Validator()
        validator.preprocessors = [
            Referee if looked_at and step is Execute else step for step in validator.preprocessors
        ]
        found = validator.validate(str(path))
    finally:
        path.unlink()
    assert set(found) <= {"failed"}
    return {one["source"]: one["raw_error"] for one in found.get("failed", [])}


def names_in(source):
    """The global names that a cell uses, and those that it binds."""
    used, bound, tables = set(), set(), [symtable.symtable(source, "cell", "exec")]
    for table in tables:
        tables += table.get_children()
        top = table.get_type() == "module"
        used |= {one.get_name() for one in table.get_symbols() if one.is_referenced() and (top or one.is_global())}
        bound |= {one.get_name() for one in table.get_symbols() if top and (one.is_assigned() or one.is_imported())}
    return used, bound


def needed(notebook):
    """The cells with something to do, and above them those whose names they use: other tests run the rest."""
    kept, wanted = [], set()
    for cell in reversed([cell for cell in notebook.cells if cell.cell_type == "code"]):
        used, bound = names_in(cell.source)
        if kind(cell, "grade") or kind(cell, "solution") or bound & wanted:
            kept.append(cell.id)
            wanted = wanted - bound | used
    return kept


@each_lecture
def test_the_validator_passes_every_solution_and_so_does_who_looks_from_outside(course, name):
    assert failures(course, "source", name, needed(read(course, "source", name)), looked_at=True) == {}


@each_lecture
def test_the_validator_fails_each_graded_cell_of_an_unedited_release(course, name):
    released = read(course, "release", name)
    setup = next(cell.id for cell in released.cells if cell.cell_type == "code")
    to_do = [cell for cell in released.cells if kind(cell, "grade") or kind(cell, "solution")]
    failed = failures(course, "release", name, {setup, *(cell.id for cell in to_do)})
    assert list(failed) == [cell.source.strip() for cell in to_do if kind(cell, "grade")]
    for cell in to_do:
        if kind(cell, "grade"):
            words = "Partial credit" if kind(cell, "solution") else "not attempted yet"
            assert words in failed[cell.source.strip()]


# ---- a class ----

TESTS = WEIGHTS, STATE, STACK, SQUARE = "turn-join-weights", "turn-join-state", "museum-stack", "museum-square"
POINTS = dict(zip(TESTS, (2, 2, 1, 1), strict=True))
BY_HAND = "turn-random", "turn-bias"
SHORT = "c.Execute.timeout = 4\nc.Referee.seconds = 10\n"
RIGHT = {
    WEIGHTS: "import sys\n\n\ndef my_join_weights(W_hh, W_hx):\n    sys.stderr.write('a remark')\n"
    "    return np.concatenate([W_hh, W_hx], axis=1)",
    STATE: "def my_join_state(h, x):\n    return np.vstack([h, x])",
    STACK: "def my_assertion(join):\n    return join(np.ones((2, 1)), np.ones((2, 1))).shape == (4, 1)",
    SQUARE: "def my_second_assertion(step):\n    assert step(np.ones((2, 1)), np.ones((3, 1))).shape == (2, 1)",
    "turn-random": "my_W_h = my_hx = my_product = np.ones((1, 1))",
}
WRONG = {
    WEIGHTS: "def my_join_weights(W_hh, W_hx):\n    return np.concatenate([W_hx, W_hh], axis=1)",
    STATE: "def my_join_state(h, x):\n    return np.concatenate([x, h], axis=0)",
    STACK: "def my_assertion(join):\n    assert join",
    SQUARE: "def my_second_assertion(step):\n    assert 1 / 0",
}
TESTING = [f"{name}-test" for name in TESTS]
EVERY_CELL = [*TESTS, *TESTING, *BY_HAND]


def harm(*codes):
    """Wrong answers, and in the cell of each, first, code that wants its points nevertheless."""
    return {name: f"{code}\n\n\n{WRONG[name]}" for name, code in zip(TESTS, codes, strict=False)}


# By student: what is written in place of the released cells (None deletes one), whose points are given, and words
# of the feedback.
CLASS = {
    "right": (RIGHT, TESTS, ["(Score: 6.0 / 10.0)"]),
    "wrong": (
        WRONG,
        (),
        [
            f"AssertionError: {check.join_weights(lambda W_hh, W_hx: np.concatenate([W_hx, W_hh], axis=1))}",
            "AssertionError: join_state, not yet: swapped.",
            "AssertionError: museum: stack for cat, not yet: misses the bug.",
            "AssertionError: museum: W_hh not square, not yet: raises ZeroDivisionError.",
        ],
    ),
    "empty": ({}, (), ["(Score: 0.0 / 10.0)", "AssertionError: join_weights, not attempted yet.", "No response."]),
    "deletes the tests": (WRONG | {WEIGHTS: RIGHT[WEIGHTS], **dict.fromkeys(TESTING)}, [WEIGHTS], []),
    "deletes all but one": (dict.fromkeys(EVERY_CELL) | {STATE: RIGHT[STATE]}, [STATE], ["was missing from the"]),
    "edits the tests": (
        WRONG | dict.fromkeys(TESTING, "verdict = True"),
        (),
        ["AssertionError: join_weights, not yet"],
    ),
    "patches the check": (
        harm(
            "check.join_weights = lambda function: True",
            "from rnnlab.check import diagnosis\ndiagnosis.same = lambda *two: True",
            "import rnnlab, sys, types\nsys.modules['rnnlab.check'] = rnnlab.check = types.ModuleType('check')\n"
            "check.museum = rnnlab.check.museum = lambda *all_of_it: True",
        ),
        (),
        ["NotConfirmed: The check says passed", "what my_join_weights gives", "what my_assertion gives"],
    ),
    "redefines assert": (
        harm(
            "get_ipython().showtraceback = lambda *words, **more: None",
            "import ast\n\n\nclass Drop(ast.NodeTransformer):\n    def visit_Assert(self, node):\n"
            "        return ast.Expr(ast.Constant(2.0))\n\n\nget_ipython().ast_transformers.append(Drop())",
            "from IPython.core.interactiveshell import ExecutionResult\n\n\nasync def nothing(*cell, **how):\n"
            "    return ExecutionResult(None)\n\n\nget_ipython().run_cell_async = nothing",
        ),
        (),
        ["showtraceback was disabled", "what my_join_state gives", "what my_assertion gives"],
    ),
    "reads memory": (
        {
            WEIGHTS: "def my_join_weights(W_hh, W_hx):\n    import sys\n    frame = sys._getframe()\n    while frame:\n"
            "        for value in frame.f_locals.values():\n            value = getattr(value, 'exercise', value)\n"
            "            if hasattr(value, 'right'):\n                return value.right(W_hh, W_hx)\n"
            "        frame = frame.f_back"
        },
        (),
        [],
    ),
    "loops": (
        {WEIGHTS: RIGHT[WEIGHTS], **dict.fromkeys([STATE, STACK, SQUARE], "while True: pass")},
        [WEIGHTS],
        ["CellTimeoutError", "NotRun: The notebook ran longer than 10 seconds."],
    ),
    "loops for good": (
        RIGHT | {STATE: "import signal, time\nsignal.signal(2, signal.SIG_IGN)\nwhile True: time.sleep(1)"},
        [WEIGHTS],
        ["NotRun: The kernel did not come to rest"],
    ),
    "exits": (RIGHT | {STATE: "import os\nos._exit(0)"}, [WEIGHTS], ["NotRun: The kernel ended by itself"]),
    "prints a million lines": (
        RIGHT | {STATE: RIGHT[STATE] + "\n\n\nfor n in range(1_000_000): print('line', n)"},
        TESTS,
        ["... Output truncated ..."],
    ),
    "prints for good": (
        RIGHT | {STATE: "while True: print('x' * 1000), display('x' * 10_000)"},
        [WEIGHTS, STACK, SQUARE],
        ["CellTimeoutError"],
    ),
    # The one that nbgrader cannot hold: docs/scoring.md says so.
    "hands in ours": ({WEIGHTS: "my_join_weights = check.EXERCISES['join_weights'].right"}, [WEIGHTS], []),
    "loses the metadata": (RIGHT, TESTS, []),
    "collected": (RIGHT, TESTS, []),
    "renames": (RIGHT, (), None),
    "not a notebook": (RIGHT, (), None),
}


def short_lecture(folder):
    """The first lecture's setup, and what is to be done: a class of many is graded on it in little time."""
    lecture = nbformat.read(LECTURES[0], 4)
    turn = next(n for n, cell in enumerate(lecture.cells) if cell.source.startswith("## Your turn"))
    lecture.cells = lecture.cells[:2] + lecture.cells[turn:]
    folder.mkdir()
    nbformat.write(lecture, folder / LECTURES[0].name)
    return folder


def hand_in(course, student, edits):
    notebook = read(course, "release", FIRST)
    for cell in notebook.cells:
        cell.source = edits.get(cell.id, cell.source)
        if student == "edits the tests" and cell.id in TESTING:
            cell.metadata["nbgrader"] |= {"points": 100, "locked": False}
        if student == "loses the metadata":
            cell.metadata = nbformat.from_dict({})
    notebook.cells = [cell for cell in notebook.cells if cell.source is not None]
    path = course / "submitted" / student / FIRST / f"{FIRST}.ipynb"
    if student == "renames":
        path = path.with_name("my answers.ipynb")
    if student == "collected":
        path = course / "downloaded" / FIRST / "archive" / f"collected_{FIRST} (1).ipynb"
    path.parent.mkdir(parents=True)
    path.write_text("{" if student == "not a notebook" else nbformat.v4.writes(notebook), encoding="utf-8")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The points by student and cell, the pages of feedback by student, and what nbgrader said of the grading."""
    from nbgrader.api import Gradebook

    folder = tmp_path_factory.mktemp("class")
    course = make_course(folder / "course", short_lecture(folder / "notebooks"))
    with (course / "nbgrader_config.py").open("a") as config:
        config.write(SHORT)
    for student, (edits, *_) in CLASS.items():
        hand_in(course, student, edits)
    assert nbgrader(course, "zip_collect", FIRST).returncode == 0
    done = nbgrader(course, "autograde", FIRST)
    assert nbgrader(course, "generate_feedback", FIRST).returncode == 0
    points, pages = {}, {}
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        for submission in book.assignment_submissions(FIRST):
            student = submission.student.id
            points[student] = {one.name: one.auto_score for part in submission.notebooks for one in part.grades}
            assert submission.max_score == sum(POINTS.values()) + 4
            page = course / "feedback" / student / FIRST / f"{FIRST}.html"
            pages[student] = page.read_text(encoding="utf-8") if page.exists() else None
    return points, pages, done.stderr


@pytest.mark.parametrize("student", CLASS)
def test_everybody_gets_the_points_that_were_earned(graded, student):
    points = graded[0][student]
    if CLASS[student][2] is None:
        assert set(points.values()) == {None}, "it is not graded"
        assert f"There was an error processing assignment '{FIRST}' for student '{student}'" in graded[2]
        return
    earned = {f"{name}-test": POINTS[name] * (name in CLASS[student][1]) for name in TESTS}
    assert {name: points[name] for name in earned} == earned


@pytest.mark.parametrize("student", CLASS)
def test_the_feedback_says_it_in_the_words_of_the_check(graded, student):
    page, words = graded[1][student], CLASS[student][2]
    if words is None:
        assert page is None
        return
    text = html.unescape(re.sub(r"<[^>]+>", "", page))
    assert [said for said in words if said not in text] == []
    assert len(page) < 2_500_000


def test_what_a_person_grades_waits_for_one_unless_nothing_was_written(graded):
    points = graded[0]
    assert [points["right"][name] for name in BY_HAND] == [None, 0]
    assert [points["empty"][name] for name in BY_HAND] == [0, 0]
    assert [points["deletes all but one"][name] for name in BY_HAND] == [None, None]


def test_a_notebook_with_another_name_is_told(graded):
    assert "Skipping unknown notebook" in graded[2]
    assert "my answers.ipynb" in graded[2]
