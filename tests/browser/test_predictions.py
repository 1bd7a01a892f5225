"""Predict, then reveal, in a real JupyterLab: the keyboard is enough, nothing jumps, and it reads without a kernel."""

import json

import nbformat
import pytest
from lab import Opened
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import expect

import rnnlab

IMG = "<img src=x onerror=alert(1)>"
CALLS = [
    dict(
        question="What is the shape of `W_h`?",
        answer=(3, 7),
        hint={"7 3": "That is one on top of the other.", "": "The rows stay; which length grows? " * 6},
        why="The columns add up: 3 + 4 = 7.",
    ),
    dict(
        question=f"Does h grow, if nothing is added? {IMG}",
        answer="it stays",
        hint=f"What is added? {IMG}",
        why="0 is added.",
        choices=("it grows", "it stays", f"it depends {IMG}"),
    ),
]
WIDGET = "application/vnd.jupyter.widget-view+json"


def cell_of(call):
    """As in a lecture: the source hidden, the output stored without the widget."""
    arguments = "\n".join(f"    {name}={value!r}," for name, value in call.items())
    data, _ = rnnlab.predict(**call)._repr_mimebundle_()
    data.pop(WIDGET)
    output = new_output("execute_result", data, execution_count=1)
    hidden = {"jupyter": {"source_hidden": True}}
    return new_code_cell(f"predict(\n{arguments}\n)", execution_count=1, outputs=[output], metadata=hidden)


@pytest.fixture(scope="module")
def cold(browser, lab, app, tmp_path_factory):
    """A notebook that was just opened: not trusted, nothing run."""
    path = tmp_path_factory.mktemp("predict") / "predict.ipynb"
    cells = [new_markdown_cell("# Predict"), new_code_cell("from rnnlab import predict"), *map(cell_of, CALLS)]
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=cells, metadata=spec), path)
    with Opened(browser, lab, lab.add(path, trust=False), app) as opened:
        opened.settle()
        yield opened


@pytest.fixture(scope="module")
def live(cold):
    """The same notebook after Run All."""
    cold.run_all()
    cold.page.wait_for_function("document.querySelectorAll('.rnnlab-predict .said').length === 2")
    return cold


class Card:
    """A prediction on the page, reached and answered by keyboard alone."""

    def __init__(self, opened, number):
        self.opened, self.keys = opened, opened.page.keyboard
        self.box = opened.page.locator(".rnnlab-predict").nth(number)
        self.heights = {self.box.bounding_box()["height"]}

    def tab_to(self, name):
        """Press Tab until the control with this name, in this card, has the focus."""
        wanted = f"""card => card.contains(document.activeElement) &&
            [document.activeElement.textContent, document.activeElement.tagName].includes({json.dumps(name)})"""
        for _ in range(40):
            if self.box.evaluate(wanted):
                return
            self.keys.press("Tab")
        pytest.fail(f"Tab never comes to {name!r}")

    def said(self):
        """What stands in the status line, after the kernel has answered; the height is noted."""
        self.opened.settle()
        self.heights.add(self.box.bounding_box()["height"])
        return self.box.get_by_role("status").inner_text().removesuffix("Show the answer").strip()

    def type(self, text):
        self.keys.press("Control+a")
        self.keys.type(text)
        self.keys.press("Enter")
        return self.said()

    @property
    def offer(self):
        return self.box.get_by_role("button", name="Show the answer")


def to_the_top(opened):
    opened.page.keyboard.press("Escape")
    for _ in opened.notebook.cells:
        opened.page.keyboard.press("ArrowUp")


def test_a_cold_open_shows_the_question_and_the_folded_answer(cold):
    assert cold.page.locator(".rnnlab-predict").count() == 0, "something ran by itself"
    for number, words in ((2, "3 × 7. The columns add up: 3 + 4 = 7."), (3, "it stays. 0 is added.")):
        cell = cold.cell(number)
        assert cell.locator(".jp-InputArea-editor").is_hidden()
        assert cell.locator(".jp-InputPlaceholder").inner_text().strip() == "predict("
        assert cell.get_by_text("Predict.", exact=True).evaluate("bold => getComputedStyle(bold).fontWeight") >= "600"
        answer = cell.get_by_text(words)
        assert answer.is_hidden()
        cell.get_by_text("Answer", exact=True).click()
        assert answer.is_visible()
    assert cold.cell(2).locator("p", has_text="What is the shape of W_h?").locator("code").inner_text() == "W_h"
    assert cold.cell(3).locator("li").all_inner_texts() == list(CALLS[1]["choices"])


def test_a_shape_is_typed_until_it_is_right(live):
    card = Card(live, 0)
    to_the_top(live)
    card.tab_to("INPUT")
    assert card.type("7 x 3") == "Not yet. That is one on top of the other."
    assert card.type("seven") == "Not counted. Write a shape, such as 2 × 3."
    assert card.type("1,1").startswith("Not yet. The rows stay")
    assert card.offer.count() == 0
    card.type("2,2")
    assert card.offer.is_visible()
    card.tab_to("Show the answer")
    card.keys.press("Enter")
    assert card.said() == "The answer is 3 × 7. The columns add up: 3 + 4 = 7."
    card.tab_to("Show the answer")
    for _ in range(2):
        card.keys.press("Shift+Tab")
    card.tab_to("INPUT")
    assert card.type("(3, 7)") == "✓ Right: 3 × 7. The columns add up: 3 + 4 = 7."
    assert card.offer.count() == 0
    card.keys.press("Control+a")
    card.keys.type("7 x 3")
    card.tab_to("Check")
    card.keys.press("Space")
    assert card.said() == "Not yet. That is one on top of the other."
    assert len(card.heights) == 1, f"the card jumps: it is {sorted(card.heights)} pixels high"


def test_a_choice_is_made_with_enter_or_space(live):
    card, pressed = Card(live, 1), "[aria-pressed=true]"
    to_the_top(live)
    card.tab_to("it grows")
    card.keys.press("Enter")
    assert card.said() == f"Not yet. What is added? {IMG}"
    assert card.box.locator(pressed).inner_text() == "it grows"
    card.tab_to(CALLS[1]["choices"][2])
    card.keys.press("Space")
    assert card.said() == f"Not yet. What is added? {IMG}"
    assert card.box.locator(pressed).inner_text() == CALLS[1]["choices"][2]
    card.keys.press("Shift+Tab")
    card.tab_to("it stays")
    card.keys.press("Space")
    assert card.said() == "✓ Right: it stays. 0 is added."
    assert card.box.locator(pressed).inner_text() == "it stays"
    assert len(card.heights) == 1, f"the card jumps: it is {sorted(card.heights)} pixels high"


def test_the_controls_have_the_question_as_their_name(live):
    assert live.page.get_by_role("textbox", name="Predict What is the shape of W_h?", exact=True).count() == 1
    group = live.page.get_by_role("group", name=f"Predict {CALLS[1]['question']}", exact=True)
    assert group.get_by_role("button").all_inner_texts() == list(CALLS[1]["choices"])


def test_another_view_of_an_output_says_the_same(live):
    said = live.page.locator(".rnnlab-predict .words").last.inner_text()
    live.page.evaluate("jupyterapp.commands.execute('notebook:create-output-view')")
    view = live.page.locator(".jp-LinkedOutputView .rnnlab-predict .words")
    view.wait_for()
    assert view.inner_text() == said
    live.page.evaluate("jupyterapp.shell.currentWidget.close()")
    view.wait_for(state="detached")


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing_and_has_looked_at_the_contrast(live, theme):
    found, violations = live.axe(theme, ".rnnlab-predict", resultTypes=["violations", "passes"])
    assert violations == []
    looked_at = [node["html"] for rule in found["passes"] if rule["id"] == "color-contrast" for node in rule["nodes"]]
    for text in ("<b>Predict</b>", "<b>Not yet.</b>", "<b>✓ Right:</b>", "<button>Check</button>", "Show the answer"):
        assert any(text in html for html in looked_at), f"not looked at: {text}"


def test_control_enter_on_a_choice_still_runs_the_cell(live):
    card = Card(live, 1)
    to_the_top(live)
    card.tab_to("it grows")
    card.keys.press("Control+Enter")
    expect(card.box.locator(".words")).to_have_text("")


def test_nothing_went_wrong_unseen(live):
    """The last test: it looks at all that happened on the page."""
    assert live.page.locator(".rnnlab-predict img").count() == 0
    assert live.page.locator(".jp-NotebookPanel .jp-Cell").count() == len(live.notebook.cells)
    assert live.errors == []
