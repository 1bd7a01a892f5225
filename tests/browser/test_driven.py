"""An explorer driven by a wrong function, and the cards of the checks, in a real JupyterLab."""

import nbformat
import pytest
from lab import Opened
from nbformat.v4 import new_code_cell, new_notebook

CELLS = [
    "import numpy as np\n\nfrom rnnlab import check, explore_forward",
    "def my_rnn_step(x, h, W_h, b_h):\n"
    "    if (x.shape, h.shape) == ((1, 1), (1, 4)):\n"
    "        raise ValueError('not four')\n"
    "    return np.concatenate([h, x], axis=-1) @ W_h + b_h",
    "explore_forward(step=my_rnn_step)",
    "check.rnn_step(lambda x, h, W_h, b_h: np.concatenate([h, x], axis=-1) @ W_h + b_h)",
]


@pytest.fixture(scope="module")
def opened(browser, lab, app, tmp_path_factory):
    path = tmp_path_factory.mktemp("learner") / "learner.ipynb"
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=[new_code_cell(source) for source in CELLS], metadata=spec), path)
    with Opened(browser, lab, lab.add(path), app) as lecture:
        lecture.run_all()
        yield lecture


@pytest.fixture
def box(opened):
    return opened.page.locator(".rnnlab-explorer")


def test_the_cells_that_differ_are_framed_and_the_sentence_stands_below(opened, box):
    status = box.get_by_role("status").text_content()
    assert "cells differ from the package's, framed in red. There is no tanh: the sum" in status
    frames = box.locator("svg [data-wrong]")
    assert frames.first.is_visible()
    shown = box.locator("svg text").all_text_contents()
    assert any("There is no tanh" in line for line in shown)


def test_a_function_that_raises_gives_a_sentence_in_the_place_and_the_sliders_go_on(opened, box):
    box.locator(".rnnlab-more").click()
    opened.settle()
    height = box.bounding_box()["height"]
    opened.press(box, "hidden H", "ArrowRight")
    said = box.get_by_role("status").text_content()
    assert "It raises ValueError in line 3 (raise ValueError('not four')): not four." in said
    assert box.locator("svg text").first.text_content().endswith("There is no picture of my_rnn_step here")
    assert box.bounding_box()["height"] >= height
    opened.press(box, "hidden H", "ArrowRight")
    assert "h (12, 5) over time" in box.get_by_role("status").text_content()
    assert box.bounding_box()["height"] >= height


def test_the_card_names_the_bug_and_shows_it(opened):
    image = opened.cell(3).locator("img")
    image.scroll_into_view_if_needed()
    assert image.get_attribute("alt").startswith("rnn_step, not yet: no tanh. There is no tanh")
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") >= 900


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing(opened, theme):
    _, violations = opened.axe(theme, ".jp-NotebookPanel .jp-OutputArea-output")
    assert violations == []


def test_nothing_went_wrong_unseen(opened):
    assert opened.errors == []
    assert opened.hosts <= opened.hosts_wanted
