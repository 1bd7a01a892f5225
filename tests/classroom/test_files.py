"""Files are written whole or not at all, and originals are put back."""

import os

import pytest

from rnnlab.classroom.originals import Originals
from rnnlab.whole_files import try_writing, write_whole


def test_a_file_is_replaced_whole_and_nothing_else_stays(tmp_path):
    path = tmp_path / "file"
    for data in b"first", b"second":
        write_whole(path, data)
        assert path.read_bytes() == data
    assert os.listdir(tmp_path) == ["file"]


def test_what_cannot_be_written_leaves_what_was_there(tmp_path):
    (tmp_path / "file" / "in it").mkdir(parents=True)
    with pytest.raises(OSError, match="file"):
        write_whole(tmp_path / "file", b"data")
    with pytest.raises(OSError, match="a folder"):
        try_writing(tmp_path / "file")
    assert os.listdir(tmp_path) == ["file"]


def test_trying_changes_nothing(tmp_path):
    (tmp_path / "file").write_bytes(b"data")
    for name in "file", "new":
        try_writing(tmp_path / name)
    assert os.listdir(tmp_path) == ["file"]
    assert (tmp_path / "file").read_bytes() == b"data"


def test_a_link_is_replaced_and_not_followed(tmp_path):
    (tmp_path / "other").write_bytes(b"other")
    (tmp_path / "link").symlink_to(tmp_path / "other")
    write_whole(tmp_path / "link", b"data")
    assert (tmp_path / "other").read_bytes() == b"other"
    assert (tmp_path / "link").read_bytes() == b"data"


def test_originals_are_put_back_whatever_was_done_to_them(tmp_path):
    names = ["a", "b", "c", "folder/d", "e"]
    for name in names:
        path = tmp_path / f"{name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    originals = Originals(tmp_path)
    assert originals.put_back() == {}
    (tmp_path / "a.ipynb").write_text("other")
    (tmp_path / "b.ipynb").unlink()
    (tmp_path / "folder" / "d.ipynb").unlink()
    (tmp_path / "folder").rmdir()
    (tmp_path / "c.ipynb").unlink()
    (tmp_path / "c.ipynb").symlink_to(tmp_path / "a.ipynb")
    (tmp_path / "e.ipynb").unlink()
    (tmp_path / "e.ipynb").mkdir()
    changed = originals.put_back()
    assert list(changed) == ["a", "b", "c", "e", "folder/d"]
    assert [name for name, error in changed.items() if error] == ["e"]
    (tmp_path / "folder" / "d.ipynb").unlink()
    (tmp_path / "folder").rmdir()
    (tmp_path / "folder").write_text("in the way")
    assert all(originals.put_back().values())
    (tmp_path / "folder").unlink()
    originals.put_back()
    for name in names[:4]:
        assert (tmp_path / f"{name}.ipynb").read_text() == name
