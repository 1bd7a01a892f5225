"""What nbgrader is told of a lecture; nothing of nbgrader is needed here. What it does with that: test_release."""

import ast
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from rnnlab.check import exercises_of
from rnnlab.classroom import release
from rnnlab.classroom.assignment import POINTS, assignment_of, with_links

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
LECTURES = sorted(NOTEBOOKS.glob("*.ipynb"))
each_lecture = pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
SOLUTION = "<details><summary>Solution</summary>\n\n```python\n{}\n```\n</details>"
KINDS = {  # grade, solution, locked
    (False, True, False): "answer",
    (True, False, True): "test",
    (True, True, False): "by hand",
    (False, False, True): "locked",
}


def kinds_of(assignment):
    """By id, what nbgrader takes each cell of code for."""
    told = {cell.id: cell.metadata["nbgrader"] for cell in assignment.cells if cell.cell_type == "code"}
    assert not [cell.id for cell in assignment.cells if cell.cell_type != "code" and "nbgrader" in cell.metadata]
    return {key: KINDS[one["grade"], one["solution"], one["locked"]] for key, one in told.items()}


@each_lecture
def test_each_exercise_is_an_answer_and_a_test_and_everything_else_is_locked(path):
    lecture = nbformat.read(path, 4)
    assignment, points = assignment_of(lecture)
    kinds, cells = kinds_of(assignment), {cell.id: cell for cell in assignment.cells}
    tests = [key for key, kind in kinds.items() if kind == "test"]
    assert [f"{key}-test" for key, kind in kinds.items() if kind == "answer"] == tests
    assert len(tests) == len(exercises_of(int(path.name[:2])))
    assert set(kinds) == {cell.id for cell in lecture.cells if cell.cell_type == "code"} | set(tests)
    for key, kind in kinds.items():
        told = cells[key].metadata["nbgrader"]
        assert (told["grade_id"], told["schema_version"], told["task"]) == (key, 3, False)
        assert ("points" in told) == (kind in ("test", "by hand")) == (key in points)
        assert ("### BEGIN SOLUTION" in cells[key].source) == (kind in ("answer", "by hand"))
    for key in tests:
        assert cells[key].source.endswith("\nassert verdict, verdict")
        assert "Ellipsis" not in ast.dump(ast.parse(cells[key].source))


def test_points():
    lecture = nbformat.read(LECTURES[0], 4)
    assert assignment_of(lecture)[1] == {
        "turn-join-weights-test": POINTS["exercise"],
        "turn-join-state-test": POINTS["exercise"],
        "turn-random": POINTS["by hand"],
        "turn-bias": POINTS["by hand"],
        "museum-stack-test": POINTS["museum"],
        "museum-square-test": POINTS["museum"],
    }


def assignment(*cells):
    texts = [(new_markdown_cell if one.startswith(("#", "<")) else new_code_cell)(one) for one in cells]
    return assignment_of(new_notebook(cells=texts))[0].cells


def test_what_is_given_in_the_cell_is_given_again_in_its_test():
    given = "def right(x):\n    return x[..., 0]\n\n\ndef wrong(x):\n    return x"
    call = 'check.museum("no tanh", mine, right, wrong)'
    _, answer, test = assignment("## Your turn", f"{given}\n\n\nmine = ...\n{call}", SOLUTION.format("mine = 1"))
    region = "### BEGIN SOLUTION\nmine = 1\n### END SOLUTION"
    assert answer.source == f"{given}\n\n\nmine = ...\n{region}\n\n{call}"
    assert test.source.startswith("# 1 point, ")
    assert test.source.endswith(f"\nfrom rnnlab import check\n\n\n{given}\n\nverdict = {call}\nassert verdict, verdict")


@pytest.mark.parametrize("stub", ["a, b = ..., ...", "a = b = ...", "def f(x):\n    return ..., ..."])
def test_a_stub_without_a_solution_is_refused(stub):
    with pytest.raises(ValueError, match="has no solution below it"):
        assignment("## Your turn", stub, "# Keep")


@pytest.mark.parametrize("above", ["a = x[...]", "def f(x):\n    x = ...\n    return x", "f(...)"])
def test_a_solution_below_no_stub_is_refused(above):
    with pytest.raises(ValueError, match="stands below no stub"):
        assignment("## Your turn", above, SOLUTION.format("a = 1"))
    with pytest.raises(ValueError, match="stands below no stub"):
        assignment("## Your turn", SOLUTION.format("a = 1"))


def test_links_between_lectures_lead_to_the_folder_beside():
    text = "[a](02_formula_equivalence.ipynb), [b](README.md), [c](https://example.org/02_x.ipynb)"
    assert with_links(text) == text.replace("(02_form", "(../02_formula_equivalence/02_form")


def make(folder, *words):
    return release.main(["--notebooks", str(NOTEBOOKS), "--out", str(folder), *words])


def test_every_lecture_is_in_the_course_and_twice_gives_the_same_bytes(tmp_path, capsys):
    assert make(tmp_path) == 0
    first = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    folders = [tmp_path / "source" / path.stem for path in LECTURES]
    wanted = [folder / name for folder in folders for name in (f"{folder.name}.ipynb", "README.md")]
    assert set(first) == {tmp_path / "nbgrader_config.py", *wanted}
    for file in "gradebook.db", "submitted":  # nbgrader's own
        (tmp_path / file).touch()
    assert make(tmp_path) == 0
    assert {path: path.read_bytes() for path in first} == first
    points = sum(sum(assignment_of(nbformat.read(path, 4))[1].values()) for path in LECTURES)
    assert f": {len(LECTURES)} assignments of {points} points\n" in capsys.readouterr().out


def test_what_the_lecturer_has_changed_is_not_written_over(tmp_path, capsys):
    assert make(tmp_path) == 0
    with (tmp_path / "nbgrader_config.py").open("a") as config:
        config.write("# mine\n")
    assert make(tmp_path) == 2
    assert "nbgrader_config.py is there and is different" in capsys.readouterr().err
    assert make(tmp_path, "--force") == 0
    assert "# mine" not in (tmp_path / "nbgrader_config.py").read_text()


def test_a_lecture_that_is_no_assignment_is_refused_by_its_name(tmp_path, capsys):
    cells = [new_markdown_cell("## Your turn", id="a"), new_code_cell("a = ...", id="b")]
    nbformat.write(new_notebook(cells=cells), tmp_path / "09_mine.ipynb")
    assert release.main(["--notebooks", str(tmp_path), "--out", str(tmp_path / "course")]) == 2
    assert "09_mine.ipynb is no assignment: the stub b has no solution" in capsys.readouterr().err
    assert not (tmp_path / "course").exists()
