"""The lock file of the live lectures: what Python loads in the page, and from where."""

import hashlib
import json

import pytest

from rnnlab.publishing.lite import CORE, LOCK, PYODIDE_URL, build_lite
from rnnlab.publishing.wheels import LOADED, PYODIDE, make_lock, needed


def package(name, *depends):
    return {"name": name, "file_name": f"{name}-1.0.whl", "depends": list(depends), "sha256": "0"}


@pytest.fixture
def upstream():
    names = [package(name) for name in PYODIDE if name != "ipython"]
    others = [package("ipython", "prompt_toolkit", "traitlets"), package("prompt-toolkit", "wcwidth")]
    others += [package("traitlets"), package("wcwidth"), package("scipy", "numpy")]
    return {"info": {"python": "3.13.2"}, "packages": {one["name"]: one for one in (*names, *others)}}


@pytest.fixture
def wheels(tmp_path):
    made = [tmp_path / "rnnlab-0.1.0-py3-none-any.whl", tmp_path / "pyodide_kernel-0.7.2-py3-none-any.whl"]
    for path in made:
        path.write_bytes(path.name.encode())
    return made


def test_what_is_needed_is_found_whatever_way_it_is_written(upstream):
    assert needed(upstream) == {*PYODIDE, "prompt-toolkit", "traitlets", "wcwidth"}


def test_the_lock_has_pyodides_packages_where_they_are_and_ours_beside_it(upstream, wheels, tmp_path):
    contents = {path.name: path.read_bytes() for path in wheels}
    parts = make_lock(upstream, tmp_path / "lock", wheels, "https://example.org/full/")
    lock = json.loads((tmp_path / "lock" / LOCK).read_text(encoding="utf-8"))
    assert lock["info"] == upstream["info"]
    assert lock["packages"]["scipy"]["file_name"] == "https://example.org/full/scipy-1.0.whl"
    for name in ("rnnlab", "pyodide-kernel"):  # a name is looked up in its one canonical form
        entry = lock["packages"][name]
        data = (tmp_path / "lock" / entry["file_name"]).read_bytes()
        assert data == contents[entry["file_name"].rpartition("/")[2]]
        assert entry["sha256"] == hashlib.sha256(data).hexdigest()
        assert entry["sha256"].startswith(entry["file_name"].partition("/")[0])
        assert entry["imports"] == [name.replace("-", "_")]
    assert "https://example.org/full/wcwidth-1.0.whl" in parts
    assert "https://example.org/full/scipy-1.0.whl" not in parts, "loaded when somebody imports it, not before"
    assert sum(part.startswith("https:") for part in parts) == len(parts) - len(wheels)


def test_the_package_itself_and_its_widgets_are_loaded_while_python_starts():
    assert {"rnnlab", "numpy", "ipywidgets", "anywidget", "pyodide_kernel", "piplite"} <= set(LOADED)
    assert "matplotlib" not in LOADED


def test_a_folder_that_is_no_pyodide_release_is_refused_and_what_was_there_stays(tmp_path):
    (tmp_path / CORE[0]).touch()
    (tmp_path / "live").mkdir()
    (tmp_path / "live" / "before").touch()
    with pytest.raises(FileNotFoundError, match=r"has no pyodide.asm.js, .* it must be a Pyodide release, unpacked"):
        build_lite([], tmp_path / "live", pyodide_folder=tmp_path)
    assert (tmp_path / "live" / "before").exists()


def test_the_published_site_takes_pyodide_of_one_version_from_its_cdn():
    assert PYODIDE_URL.endswith("/pyodide/v0.29.3/full/")
