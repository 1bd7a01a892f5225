"""What the hub is made of, each part alone: no hub runs here."""

import os
import sys

import pytest

if sys.platform != "linux":
    pytest.skip("the hub runs on Linux alone", allow_module_level=True)

import add_students
import with_lectures
from cgroups import Cgroup, prepare


@pytest.fixture
def lectures(tmp_path):
    source = tmp_path / "lectures"
    (source / "images").mkdir(parents=True)
    (source / "01.ipynb").write_text("one")
    (source / "images" / "a.svg").write_text("picture")
    (source / ".ipynb_checkpoints").mkdir()
    (source / ".ipynb_checkpoints" / "01.ipynb").write_text("old")
    return source


def files_of(folder):
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_the_lectures_are_copied_whole_without_what_jupyter_hides(lectures, tmp_path):
    copied = with_lectures.copy_lectures(lectures, tmp_path / "home")
    assert files_of(tmp_path / "home") == {"01.ipynb": "one", "images/a.svg": "picture"}
    assert len(copied) == 2


def test_what_a_student_wrote_is_never_overwritten_and_what_is_gone_comes_back(lectures, tmp_path):
    home = tmp_path / "home"
    with_lectures.copy_lectures(lectures, home)
    (home / "01.ipynb").write_text("mine")
    (home / "images" / "a.svg").unlink()
    (lectures / "02.ipynb").write_text("two")
    copied = with_lectures.copy_lectures(lectures, home)
    assert files_of(home) == {"01.ipynb": "mine", "02.ipynb": "two", "images/a.svg": "picture"}
    assert sorted(path.name for path in copied) == ["02.ipynb", "a.svg"]


def test_a_link_in_the_place_of_a_lecture_is_not_followed(lectures, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "01.ipynb").symlink_to(tmp_path / "elsewhere")
    with_lectures.copy_lectures(lectures, tmp_path / "home")
    assert not (tmp_path / "elsewhere").exists()


def test_a_copy_that_breaks_off_leaves_nothing_that_passes_for_a_lecture(lectures, tmp_path, monkeypatch):
    def breaks(source, target):
        target.write_text("o")
        raise OSError("disk full")

    monkeypatch.setattr(with_lectures.shutil, "copyfile", breaks)
    with pytest.raises(OSError, match="disk full"):
        with_lectures.copy_lectures(lectures, tmp_path / "home")
    assert files_of(tmp_path / "home") == {}


def test_names_are_read_once_each_and_in_order():
    assert add_students.names_in("ada\n\ngrace \nada\n") == ["ada", "grace"]


@pytest.mark.parametrize("name", ["Ada", "1st", "ada lovelace", "ada,secret", "-x", "a" * 21, "ada:x", "../ada"])
def test_what_cannot_be_a_unix_user_is_refused_by_name(name):
    with pytest.raises(ValueError, match="cannot be a Unix user"):
        add_students.names_in(f"grace\n{name}\n")


# ---- control groups, on folders that look like those of the kernel ----


@pytest.fixture
def version_2(tmp_path):
    root, own = tmp_path / "cgroup", tmp_path / "own"
    base = root / "hub.scope"
    base.mkdir(parents=True)
    (root / "cgroup.controllers").write_text("cpu memory pids")
    for file, text in {"cgroup.procs": "", "cgroup.subtree_control": ""}.items():
        (base / file).write_text(text)
    own.write_text("0::/hub.scope\n")
    return root, own, base


def test_version_2_is_given_its_limits(version_2):
    root, own, base = version_2
    Cgroup("ada", root, own).make(512 * 2**20, 0.5, 100)
    folder = base / "student-ada"
    assert (folder / "memory.max").read_text() == str(512 * 2**20)
    assert (folder / "cpu.max").read_text() == "50000 100000"
    assert (folder / "pids.max").read_text() == "100"


def test_version_2_is_prepared_once_and_found_again_from_inside(version_2):
    root, own, base = version_2
    prepare(root, own)
    assert (base / "cgroup.subtree_control").read_text() == "+memory +cpu +pids"
    own.write_text("0::/hub.scope/hub\n")  # where prepare has moved the hub to
    assert Cgroup("ada", root, own).folders["memory"] == base / "student-ada"


def test_version_1_is_given_its_limits_in_three_trees(tmp_path):
    root, own = tmp_path / "cgroup", tmp_path / "own"
    own.write_text("4:memory:/a\n3:cpu,cpuacct:/\n2:pids:/b\n1:name=systemd:/\n0::/\n")
    for folder in ("memory/a", "cpu", "pids/b"):
        (root / folder).mkdir(parents=True)
    Cgroup("ada", root, own).make(2**30, 2, 300)
    assert (root / "memory/a/student-ada/memory.limit_in_bytes").read_text() == str(2**30)
    assert (root / "cpu/student-ada/cpu.cfs_quota_us").read_text() == "200000"
    assert (root / "pids/b/student-ada/pids.max").read_text() == "300"


def test_no_hub_without_limits(tmp_path):
    (tmp_path / "own").write_text("1:name=systemd:/\n")
    with pytest.raises(PermissionError, match="no student could be held to limits"):
        prepare(tmp_path, tmp_path / "own")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes control groups")
def test_the_kernel_of_this_machine_takes_the_limits_and_lets_go_of_them():
    try:
        prepare()
    except PermissionError as error:
        pytest.skip(str(error))
    group = Cgroup(f"test-{os.getpid()}")
    group.make(2**28, 1, 10)
    child = os.fork()
    if child == 0:
        group.enter()
        os.execvp("sleep", ["sleep", "60"])
    while child not in group.processes():
        os.sched_yield()
    group.remove()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -9
    assert not any(folder.exists() for folder in group.folders.values())
