"""A real JupyterLab in a real Chromium, for the tests in this folder."""

import os
from pathlib import Path

import pytest
from lab import ARGUMENTS, BROWSERS, Lab, Opened, chromium

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
LECTURES = sorted(NOTEBOOKS.glob("*.ipynb"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if not chromium():
        why = f"no Chromium on this machine: none of {', '.join(BROWSERS)} is on the path"
        (pytest.fail if os.environ.get("RNNLAB_BROWSER") == "required" else pytest.skip)(why)
    return browser_type_launch_args | {"executable_path": chromium(), "args": ARGUMENTS}


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """As after `make lab`: the lectures are trusted."""
    with Lab(NOTEBOOKS, tmp_path_factory.mktemp("lab") / "home") as server:
        yield server


@pytest.fixture(scope="session")
def fresh_lab(tmp_path_factory):
    """As after a clone: nothing is trusted."""
    with Lab(NOTEBOOKS, tmp_path_factory.mktemp("fresh") / "home", trust=False) as server:
        yield server


@pytest.fixture(scope="module", params=LECTURES, ids=lambda path: path.stem)
def lecture(request, browser, lab):
    """A trusted lecture after Run All."""
    opened = Opened(browser, lab, request.param)
    opened.run_all()
    yield opened
    opened.context.close()


@pytest.fixture(scope="module", params=LECTURES, ids=lambda path: path.stem)
def cold_lecture(request, browser, fresh_lab):
    """A lecture that was just cloned and opened: not trusted, nothing run."""
    opened = Opened(browser, fresh_lab, request.param)
    opened.settle()
    yield opened
    opened.context.close()
