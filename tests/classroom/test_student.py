"""The student's edition: no outputs, no solutions, everything else as it was, and it runs."""

import copy
import os
import re
from pathlib import Path

import nbformat
import pytest
from handed_in import notebook
from nbclient import NotebookClient

from rnnlab.classroom import student
from rnnlab.classroom.edition import student_edition, without_solutions

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
LECTURES = sorted(NOTEBOOKS.glob("*.ipynb"))
each_lecture = pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
FOLD = "<details><summary>{}</summary>\n\n{}\n</details>"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("student") / "edition"
    assert student.main(["--notebooks", str(NOTEBOOKS), "--out", str(folder)]) == 0
    return folder


def folds(notebook):
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return re.findall(r"<details><summary>(.*?)</summary>(.*?)</details>", text, re.S)


@each_lecture
def test_cells_ids_and_metadata_stay_and_outputs_go(made, path):
    lecture, edition = nbformat.read(path, 4), nbformat.read(made / path.name, 4)
    assert edition.metadata == lecture.metadata
    before, after = {cell.id: cell for cell in lecture.cells}, {cell.id: cell for cell in edition.cells}
    assert list(after) == [key for key in before if key in after]
    for key, cell in before.items():
        if key not in after:
            assert cell.cell_type == "markdown"
            assert re.fullmatch(r"<details>\s*<summary>Solution.*</details>", cell.source.strip(), re.S)
        else:
            assert after[key].metadata == cell.metadata
            if cell.cell_type == "code":
                assert (after[key].source, after[key].outputs, after[key].execution_count) == (cell.source, [], None)


@each_lecture
def test_solutions_go_and_answers_stay(made, path):
    lecture, edition = nbformat.read(path, 4), nbformat.read(made / path.name, 4)
    solutions = [body for summary, body in folds(lecture) if summary.startswith("Solution")]
    assert len(solutions) >= 2
    assert folds(edition) == [fold for fold in folds(lecture) if not fold[0].startswith("Solution")] != []
    everything = "\n".join(cell.source for cell in edition.cells)
    assert not [body for body in solutions if body.strip() in everything]
    assert "solutions are folded" not in everything


@each_lecture
def test_the_file_is_what_nbformat_writes(made, path):
    text = (made / path.name).read_bytes().decode()
    edition = nbformat.reads(text, nbformat.NO_CONVERT)
    assert text == nbformat.writes(edition) + "\n"
    nbformat.validate(edition)


def test_a_copy_runs_from_top_to_bottom(made, tmp_path):
    """The lecture with the drawings, the curves and the explorer; an error in any cell is raised here."""
    edition = nbformat.read(made / "05_memory.ipynb", 4)
    NotebookClient(edition, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert all(cell.execution_count for cell in edition.cells if cell.cell_type == "code")


def edit(cells, **metadata):
    return student_edition(nbformat.v4.new_notebook(cells=cells, metadata=metadata))


def test_the_notebook_given_is_left_as_it_is():
    code = nbformat.v4.new_code_cell("1", metadata={"jupyter": {"source_hidden": True}}, execution_count=3)
    code.outputs = [nbformat.v4.new_output("stream", text="1")]
    text = nbformat.v4.new_markdown_cell("## Your turn\n\n" + FOLD.format("Solution", "x"), metadata={"tags": ["a"]})
    notebook = nbformat.v4.new_notebook(cells=[code, text], metadata={"kernelspec": {"name": "a", "display_name": "b"}})
    before = copy.deepcopy(notebook)
    edition, solutions = student_edition(notebook)
    assert notebook == before
    assert edition.metadata == before.metadata
    assert [(above.source, fold) for above, fold in solutions] == [("1", FOLD.format("Solution", "x"))]
    assert [cell.metadata for cell in edition.cells] == [cell.metadata for cell in before.cells]
    assert edition.cells[1].source == "## Your turn"


def test_emptied_cells_go_and_empty_code_cells_stay():
    new, code = nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell("")
    cells = [new("## Your turn"), new(FOLD.format("Solution", "x")), code, new("  \n"), new("after")]
    assert [cell.source for cell in edit(cells)[0].cells] == ["## Your turn", "", "after"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\n\n" + FOLD.format("Solution", "x") + "\n\nb", "a\n\nb"),
        ("a\n" + FOLD.format("Solution of a", "x") + FOLD.format("Solutions", "y") + "\nb", "a\n\nb"),
        (FOLD.format("Hint", "x"), FOLD.format("Hint", "x")),
        (FOLD.format("No solution", "x"), FOLD.format("No solution", "x")),
        (FOLD.format(" <b>Solution</b>", "x").replace("<details>", "<DETAILS open>\n"), ""),
        (FOLD.format("Solution", FOLD.format("Hint", FOLD.format("Solution", "x"))), ""),
        (FOLD.format("Hint", FOLD.format("Solution", "x")), FOLD.format("Hint", "").replace("\n\n\n", "\n\n")),
        (FOLD.format("Solution", "```python\n# </details>\n## a comment\n```"), ""),
        ("```html\n<details><summary>Solution</summary>\n```", "```html\n<details><summary>Solution</summary>\n```"),
        ("A `<details>` is open.  \n\n\n\nb ", "A `<details>` is open.  \n\n\n\nb "),
        ("Run `...`. The solutions are folded below; try first. Go!", "Run `...`. Go!"),
    ],
)
def test_a_cell_without_its_solutions(text, left):
    assert without_solutions(text, True)[0] == left


def test_only_what_stands_under_your_turn_is_a_solution():
    fold = FOLD.format("Solution", "x")
    assert without_solutions(fold, False) == (fold, [], False)
    assert without_solutions(f"{fold}\n## Your turn\n{fold}\n## Keep\n{fold}", False) == (
        f"{fold}\n## Your turn\n\n## Keep\n{fold}",
        [fold],
        False,
    )
    assert without_solutions("### a\n```\n## Keep\n```", True)[2] is True
    assert without_solutions("## Your turn\n" + fold, False) == ("## Your turn", [fold], True)


@pytest.mark.parametrize("text", ["<details><summary>Solution</summary> x", "x </details>"])
def test_a_fold_that_is_not_whole_is_refused(text):
    with pytest.raises(ValueError, match="details> "):
        without_solutions(text, True)


# ---- the command ----


@each_lecture
def test_every_link_of_it_leads_to_a_file_of_it(made, path):
    text = "\n".join(cell.source for cell in nbformat.read(made / path.name, as_version=4).cells)
    linked = set(re.findall(r"\]\((?!https?:)([^)#]+)\)", text))
    assert "README.md" in linked
    assert [link for link in linked if not (made / link).is_file()] == []


def make(folder, *words):
    return student.main(["--notebooks", str(NOTEBOOKS), "--out", str(folder), *words])


def bytes_in(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_twice_gives_the_same_bytes_and_one_line(tmp_path, capsys):
    assert make(tmp_path / "a" / "b") == 0
    first = bytes_in(tmp_path / "a" / "b")
    assert make(tmp_path / "a" / "b") == 0
    assert bytes_in(tmp_path / "a" / "b") == first
    assert first.keys() == {path.name for path in LECTURES} | {"README.md"}
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 2
    assert re.fullmatch(rf".*b: {len(LECTURES)} notebooks without outputs, \d+ solutions taken out", said[0])


@pytest.mark.parametrize("name", [LECTURES[0].name, "notes.txt", "folder/"])
def test_a_folder_that_holds_something_else_is_refused_unless_forced(tmp_path, capsys, name):
    if name.endswith("/"):
        (tmp_path / name).mkdir()
    else:
        (tmp_path / name).write_text("mine")
    assert make(tmp_path) == 2
    assert name.rstrip("/") in capsys.readouterr().err
    assert os.listdir(tmp_path) == [name.rstrip("/")]
    assert make(tmp_path, "--force") == 0
    assert {*os.listdir(tmp_path)} == {path.name for path in LECTURES} | {"README.md", name.rstrip("/")}
    assert (tmp_path / LECTURES[0].name).stat().st_size > 1000


def test_the_lectures_themselves_are_never_overwritten(tmp_path, capsys):
    before = {path: path.read_bytes() for path in LECTURES}
    assert make(NOTEBOOKS, "--force") == 2
    assert "their solutions would be lost" in capsys.readouterr().err
    (tmp_path / LECTURES[0].name).symlink_to(LECTURES[0])
    assert make(tmp_path, "--force") == 0
    assert {path: path.read_bytes() for path in LECTURES} == before


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (None, "holds no notebooks"),
        (b"[]", "a.ipynb cannot be read as a lecture: "),
        (b'{"cells": 5}', "a.ipynb cannot be read as a lecture: "),
        (b"\xff", "a.ipynb cannot be read as a lecture: "),
        (notebook("1").replace(b'"id": "cell-0", ', b""), "a cell has no id: run make notebooks"),
        (notebook("1").replace(b'"code"', b'"coda"'), "a.ipynb cannot be read as a lecture: "),
        (notebook("</details>").replace(b'"code"', b'"markdown"'), "a.ipynb cannot be read as a lecture: "),
    ],
)
def test_what_is_no_lecture_is_refused_and_nothing_is_written(tmp_path, capsys, data, words):
    (tmp_path / "in").mkdir()
    if data:
        (tmp_path / "in" / "a.ipynb").write_bytes(data)
    assert student.main(["--notebooks", str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path, capsys):
    (tmp_path / "out").write_text("mine")
    assert make(tmp_path / "out") == 2
    assert "is a file" in capsys.readouterr().err
    assert (tmp_path / "out").read_text() == "mine"
