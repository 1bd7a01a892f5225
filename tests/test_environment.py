"""environment.yml, the conda door, asks for what pyproject.toml asks for."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
PINNED = ["nbval", "jupyterlite-core", "jupyterlite-pyodide-kernel", "jupyterlab_widgets"]
ONLY_PIP = {"pytest-playwright", "axe-playwright-python"}
REQUIREMENT = re.compile(r"(?P<name>[a-z0-9][a-z0-9._-]*)(?P<bound>(?:>=|==|=)[0-9][0-9.]*(?:\.\*)?)?")


def split(requirement):
    """Split `numpy>=2.0` into its name and its bound; conda's `=0.11.*` is pip's `==0.11.*`."""
    match = REQUIREMENT.fullmatch(requirement)
    assert match, f"not understood: {requirement!r}"
    bound = match["bound"] or ""
    return match["name"], re.sub(r"^={1,2}", "==", bound)


@pytest.fixture(scope="module")
def environment():
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def conda_lines(environment):
    return [line for line in environment["dependencies"] if isinstance(line, str)]


@pytest.fixture(scope="module")
def pip_lines(environment):
    sections = [line for line in environment["dependencies"] if not isinstance(line, str)]
    assert [list(section) for section in sections] == [["pip"]]
    return sections[0]["pip"]


def test_keys_and_channels(environment):
    assert list(environment) == ["name", "channels", "dependencies"]
    assert environment["name"] == "rnnlab"
    assert environment["channels"] == ["conda-forge"]


def test_the_package_itself_is_installed_from_this_folder(pip_lines, conda_lines):
    assert pip_lines[0] == "-e ."
    assert "pip" in conda_lines, "conda warns when a pip section comes without pip"


def test_names_and_bounds_are_those_of_pyproject(project, conda_lines, pip_lines):
    extras = [project["optional-dependencies"][extra] for extra in ("lab", "weights", "test")]
    wanted = [*project["dependencies"], *(requirement for extra in extras for requirement in extra)]
    wanted = dict(map(split, wanted)) | {"python": project["requires-python"]}
    found = [*map(split, conda_lines), *map(split, pip_lines[1:])]
    assert len(found) == len(dict(found)), "a package is named twice"
    assert {name: bound for name, bound in found if name != "pip"} == wanted


def test_only_what_conda_forge_cannot_give_comes_from_pip(pip_lines):
    assert {split(line)[0] for line in pip_lines[1:]} == ONLY_PIP


@pytest.mark.parametrize("line", ["numpy >= 2", "numpy<3", "conda-forge::numpy", "numpy>=2,<3", ""])
def test_a_line_that_is_not_understood_is_refused(line):
    with pytest.raises(AssertionError, match="not understood"):
        split(line)


def test_the_only_upper_bounds_are_those_with_a_reason(project):
    extras = [r for extra in project["optional-dependencies"].values() for r in extra]
    bounds = dict(map(split, [*project["dependencies"], *extras]))
    assert [name for name, bound in bounds.items() if not bound.startswith(">=")] == PINNED
