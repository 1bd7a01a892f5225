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
def app(browser, lab):
    """The page of a JupyterLab that was started: for one notebook after the other, as to start it takes longest."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{lab.url}/lab?reset")
    page.wait_for_function("window.jupyterapp?.restored.then(() => true)")
    yield page
    page.context.close()


@pytest.fixture(scope="module", params=LECTURES, ids=lambda path: path.stem)
def lecture(request, browser, lab, app):
    """A trusted lecture after Run All."""
    with Opened(browser, lab, request.param, app) as opened:
        opened.run_all()
        yield opened


@pytest.fixture(scope="module", params=LECTURES, ids=lambda path: path.stem)
def cold_lecture(request, browser, lab, app):
    """A lecture that was just cloned and opened: not trusted, nothing run."""
    with Opened(browser, lab, lab.add(request.param, trust=False), app) as opened:
        opened.settle()
        yield opened
