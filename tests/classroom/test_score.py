"""The scorer's command: what it refuses, what it does with odd files, and that it can be interrupted."""

import _thread
import os
import threading
import time

import psutil
import pytest
from handed_in import PASS, STEP, notebook, rows_in

from rnnlab.check import exercises_of
from rnnlab.classroom import score, trial
from rnnlab.classroom.limits import Limits
from rnnlab.classroom.room import make_room


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "student-01.ipynb").write_bytes(notebook(PASS))
    return tmp_path / "in"


def no_running(*_):
    raise OSError("nothing runs today")


@pytest.fixture
def nothing_runs(monkeypatch):
    monkeypatch.setattr(trial, "run_within", no_running)


@pytest.mark.usefixtures("nothing_runs")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["{tmp}/none"], "/none is no folder."),
        (["{tmp}/in/student-01.ipynb"], "student-01.ipynb is no folder."),
        (["{tmp}/empty"], "/empty holds no notebooks."),
        (["{tmp}/in", "--out", "{tmp}/none/results.csv"], "results.csv cannot be written: No such file or directory."),
        (["{tmp}/in", "--out", "{tmp}/empty"], "/empty cannot be written: it is a folder."),
        (["{tmp}/in", "--out", "{tmp}/in/student-01.ipynb"], "student-01.ipynb is named like a notebook."),
        (["{tmp}/in", "--lecture", "77"], "lecture 77 has no exercises."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_before_anything_runs(folder, tmp_path, capsys, words, sentence):
    (tmp_path / "empty" / ".ipynb_checkpoints").mkdir(parents=True)
    (tmp_path / "empty" / ".ipynb_checkpoints" / "student-01-checkpoint.ipynb").write_bytes(notebook(PASS))
    before = sorted(tmp_path.rglob("*"))
    assert score.main([word.format(tmp=tmp_path) for word in words]) == 2
    said = capsys.readouterr().err
    assert said.startswith("Nothing was scored: ")
    assert said.endswith(sentence + "\n")
    assert said.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("words", [[], ["in", "--jobs", "0"], ["in", "--seconds", "nan"], ["in", "--memory", "-1"]])
def test_a_wrong_command_line_is_refused(words):
    with pytest.raises(SystemExit) as ended:
        score.main(words)
    assert ended.value.code == 2


def test_odd_files_give_rows_too(folder, tmp_path, capsys):
    (folder / "student-01.ipynb").write_bytes(notebook(STEP))
    odd = {
        "a": b"",
        "b": b"[1, 2]",
        "c": b'{"cells": [{"cell_type": "code"}]}',
        "d": b"\xff\xfe\x00",
        "e": b"[" * 10**6,
    }
    for name, data in odd.items():
        (folder / f"{name}.ipynb").write_bytes(data)
    (folder / "gone.ipynb").symlink_to(tmp_path / "nowhere")
    assert score.main([str(folder), "--out", str(tmp_path / "results.csv")]) == 0
    rows = rows_in(tmp_path / "results.csv")
    assert [row[:3] for row in rows] == [[name, "", "False"] for name in [*odd, "gone", "student-01"]]
    assert all("this file is no notebook (" in row[3] for row in rows[:5])
    assert rows[5][3].startswith("could not be read: ")
    assert rows[6][3] == "no exercise is checked in this notebook"
    said = capsys.readouterr().err
    assert "[7/7] " in said
    assert "student-01: 0 of 0 passed (no exercise is checked in this notebook)" in said


def test_a_lecture_gives_rows_for_checks_that_are_not_there(folder, tmp_path, capsys):
    assert score.main([str(folder), "--out", str(tmp_path / "results.csv"), "--lecture", "3"]) == 0
    rows = {exercise: rest for student, exercise, *rest in rows_in(tmp_path / "results.csv")}
    assert list(rows) == exercises_of(3)
    assert rows.pop("rnn_step") == ["True", "passed"]
    assert set(map(tuple, rows.values())) == {("False", "not checked: this notebook does not check it")}
    assert f"[1/1] student-01: 1 of {len(exercises_of(3))} passed" in capsys.readouterr().err


@pytest.mark.usefixtures("nothing_runs")
def test_what_nobody_expected_becomes_a_row(folder, tmp_path):
    assert score.main([str(folder), "--out", str(tmp_path / "results.csv")]) == 0
    row = ["student-01", "rnn_step", "False", "could not be scored: OSError: nothing runs today"]
    assert rows_in(tmp_path / "results.csv") == [row]


@pytest.mark.usefixtures("nothing_runs")
def test_a_table_that_cannot_be_written_in_the_end_is_shown(folder, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(score, "write_whole", no_running)
    assert score.main([str(folder), "--out", str(tmp_path / "results.csv")]) == 2
    shown = capsys.readouterr()
    assert "results.csv could not be written (nothing runs today); the table follows." in shown.err
    assert shown.out.startswith("student,exercise,passed,diagnosis\nstudent-01,rnn_step,False,")


def test_ctrl_c_ends_what_runs_and_says_so(folder, tmp_path, capsys):
    for n in range(2, 6):
        (folder / f"student-{n:02d}.ipynb").write_bytes(notebook(PASS, "import time\ntime.sleep(600)"))
    (folder / "student-01.ipynb").unlink()
    me, ended = psutil.Process(), []

    def interrupt_when_kernels_run():
        while sum("ipykernel" in " ".join(child.cmdline()) for child in me.children(recursive=True)) < 2:
            time.sleep(0.05)
        ended.extend(me.children(recursive=True))
        _thread.interrupt_main()

    watcher = threading.Thread(target=interrupt_when_kernels_run, daemon=True)
    watcher.start()
    assert score.main([str(folder), "--out", str(tmp_path / "results.csv")]) == 130
    assert "Interrupted: the notebooks that were running have been ended, and no table was" in capsys.readouterr().err
    assert len(ended) >= 4
    assert not [child for child in ended if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
    assert os.listdir(tmp_path) == ["in"]


def test_the_worker_imports_nothing_from_where_it_works(folder, tmp_path, monkeypatch):
    def make_room_with_traps(*arguments):
        room = make_room(*arguments)
        for name in "json", "nbclient", "nbformat", "asyncio":
            (room / f"{name}.py").write_text("raise SystemExit('trapped')")
        return room

    monkeypatch.setattr(trial, "make_room", make_room_with_traps)
    assert score.main([str(folder), "--out", str(tmp_path / "results.csv")]) == 0
    assert rows_in(tmp_path / "results.csv") == [["student-01", "rnn_step", "True", "passed"]]


def test_the_defaults_are_those_of_the_limits():
    given = score.arguments_of(["in"])
    assert (given.seconds, given.cell_seconds, given.memory, given.printed) == Limits() == (60, 20, 1024, 1)
    assert (given.jobs, given.lecture, str(given.out)) == (2, [], "results.csv")
