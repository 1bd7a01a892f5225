"""The lectures in Notebook 7, and as pages by Voilà: everything runs, and what can be moved moves."""

import importlib.util
import re

import nbformat
import pytest
from conftest import LECTURES, NOTEBOOKS
from lab import Lab, Opened
from playwright.sync_api import expect

FAILED = "[data-mime-type='application/vnd.jupyter.error']"
each_lecture = pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)


class Notebook7(Lab):
    PAGE = "notebooks/{}"

    def command(self):
        return ["notebook", *self.options("JupyterNotebookApp")]


class Voila(Lab):
    READY, PAGE = "", "voila/render/{}"

    def command(self):
        options = ["--no-browser", "--Voila.ip=127.0.0.1", f"--port={self.port}", "--strip_sources=False"]
        return ["voila", str(self.root), *options]


def started(kind, module, folder):
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not installed")
    return kind(NOTEBOOKS, folder / "home")


@pytest.fixture(scope="module")
def notebook_7(browser, tmp_path_factory):
    """The server, and the errors in its page of an empty notebook, which are its own."""
    with started(Notebook7, "notebook", tmp_path_factory.mktemp("notebook")) as server:
        nbformat.write(
            nbformat.v4.new_notebook(metadata=nbformat.read(LECTURES[0], 4).metadata), server.root / "empty.ipynb"
        )
        empty = Opened(browser, server, server.root / "empty.ipynb")
        empty.page.context.close()
        yield server, set(empty.errors)


@pytest.fixture(scope="module")
def voila(browser, tmp_path_factory):
    with started(Voila, "voila", tmp_path_factory.mktemp("voila")) as server:
        yield server


def scenes_of(path):
    """How many cells of a lecture call an explorer."""
    sources = [cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    return sum(re.search(r"^explore\w*\(", source, re.M) is not None for source in sources)


def move_them_all(page, path):
    """Move each explorer whose first control is a slider, there and back; answer the first question: by keyboard."""
    boxes = page.locator(".rnnlab-explorer")
    expect(boxes).to_have_count(scenes_of(path), timeout=60_000)
    moved = 0
    for box in boxes.all():
        picture = box.locator(".rnnlab-picture").first
        expect(picture.locator("svg")).to_be_visible()
        knob = box.locator("[role=slider]:visible, select:visible, input[type=checkbox]:visible").first
        if knob.get_attribute("role") == "slider":
            now, last = (float(knob.get_attribute(f"aria-value{which}")) for which in ("now", "max"))
            for key in ("ArrowLeft", "ArrowRight") if now == last else ("ArrowRight", "ArrowLeft"):
                state, before = picture.get_attribute("data-state"), picture.inner_html()
                knob.press(key)
                expect(picture).not_to_have_attribute("data-state", state, timeout=20_000)
                assert picture.inner_html() != before
            moved += 1
    assert moved
    card = page.locator(".rnnlab-predict").first
    answer = card.locator("input, button[aria-pressed]").first
    answer.press("?")
    answer.press("Enter")
    expect(card.get_by_role("status")).to_have_text(re.compile("Not |Right"), timeout=20_000)
    assert page.locator(FAILED).all_inner_texts() == []


@each_lecture
def test_notebook_7_runs_a_lecture_and_moves_it(browser, notebook_7, path):
    server, own = notebook_7
    with Opened(browser, server, path) as lecture:
        lecture.run_all()
        move_them_all(lecture.page, path)
        assert lecture.page.locator("mjx-merror, [data-mjx-error]").count() == 0
        assert lecture.hosts <= lecture.hosts_wanted
        lecture.errors = [error for error in lecture.errors if error not in own]


@each_lecture
def test_voila_makes_a_page_of_a_lecture_that_moves(browser, voila, path):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{voila.url}/{voila.PAGE.format(path.name)}", timeout=120_000)
    move_them_all(page, path)
    context.close()
    assert errors == []
