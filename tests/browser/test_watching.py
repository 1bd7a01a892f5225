"""A training watched in a real JupyterLab: it is paused, resumed, stopped, interrupted and run again while it runs."""

import nbformat
import pytest
from lab import KERNEL, Opened
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect

CELLS = [
    "import time\nfrom collections import namedtuple\n\nfrom rnnlab import watch\n\n"
    "Record = namedtuple('Record', 'step loss norm model')\n\n\n"
    "def falling(steps, seconds=0.0, bad=None):\n"
    "    for n in range(1, steps + 1):\n"
    "        time.sleep(seconds)\n"
    "        if n == bad:\n"
    "            raise FloatingPointError(f'At step {n} the loss is nan.')\n"
    "        yield Record(n, 1 / n, 1.0, f'model {n}')",
    "learned = watch(falling(4000, 0.01), steps=4000, levels={'guessing': 0.69})",
    "(learned, learned.model)",
    "quick = watch(falling(80), steps=80)",
    "bad = watch(falling(80, bad=9), steps=80)",
    "bad.model",
]
RUN = "n => { const nb = jupyterapp.shell.currentWidget.content; nb.activeCellIndex = n; nb.deselectAll(); \
    void jupyterapp.commands.execute('notebook:run-cell'); }"

SUBSHELLS = f"setting => {{ const kernel = {KERNEL}; kernel.commsOverSubshells = setting; }}"


@pytest.fixture(scope="module")
def opened(browser, lab, app, tmp_path_factory):
    path = tmp_path_factory.mktemp("watch") / "watching.ipynb"
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=[new_code_cell(source) for source in CELLS], metadata=spec), path)
    with Opened(browser, lab, lab.add(path), app) as lecture:
        yield lecture


class Live:
    """The live view in the output of a cell."""

    def __init__(self, opened, number):
        self.opened, self.page = opened, opened.page
        self.box = opened.cell(number).locator(".rnnlab-monitor")
        self.bar, self.said = self.box.get_by_role("progressbar", name="training"), self.box.get_by_role("status")
        self.pause, self.stop = (self.box.locator("button").nth(n) for n in (0, 1))

    @property
    def step(self):
        return int(self.bar.get_attribute("aria-valuenow"))

    def goes_on(self):
        """Wait until the bar has moved."""
        value = self.bar.get_attribute("aria-valuenow")
        expect(self.bar).not_to_have_attribute("aria-valuenow", value)

    def press(self, button, key):
        button.focus()
        self.page.keyboard.press(key)


def shown(opened, number):
    """What a cell's outputs show as text, and how many pictures are in sight."""
    cell = opened.cell(number)
    images = [image.is_visible() for image in cell.locator(".jp-OutputArea-output img").all()]
    return cell.locator(".jp-OutputArea-output").all_inner_texts(), images


@pytest.fixture(scope="module")
def live(opened):
    opened.page.evaluate("void jupyterapp.commands.execute('notebook:run-all-cells')")
    return Live(opened, 1)


def test_the_buttons_come_when_the_page_is_heard_and_the_bar_moves(live):
    expect(live.pause).to_be_visible()
    expect(live.pause).to_have_text("Pause")
    expect(live.stop).to_have_text("Stop")
    expect(live.box.get_by_text("To stop:")).to_be_hidden()
    live.goes_on()
    expect(live.said).to_have_text("Learning.")
    expect(live.bar).to_have_attribute("aria-valuemax", "4000")
    live.box.evaluate("box => { window.first = {box, height: box.getBoundingClientRect().height}; }")


def test_pause_by_keyboard_stops_it_and_the_next_cells_wait(opened, live):
    opened.cell(1).locator(".jp-InputPrompt").click()
    live.press(live.pause, "Enter")
    expect(live.pause).to_have_text("Go on")
    step = live.step
    expect(live.said).to_have_text(f"Paused after step {step}. The cells below wait: go on, or stop.")
    opened.page.wait_for_timeout(300)
    assert live.step == step
    assert opened.cell(2).locator(".jp-InputPrompt").inner_text() == "[*]:"
    assert live.pause.evaluate("button => document.activeElement === button"), "the focus was lost"
    assert opened.page.evaluate("jupyterapp.shell.currentWidget.content.mode") == "command", "the cell took the key"


def test_axe_finds_nothing_while_the_buttons_are_there(opened, live):
    from axe_playwright_python.sync_playwright import Axe

    opened.page.evaluate("document.body.style.height = '100vh'")
    options = {"resultTypes": ["violations", "passes"]}
    found = Axe().run(opened.page, context={"include": [[".rnnlab-monitor"]]}, options=options).response
    assert [rule["id"] for rule in found["violations"]] == []
    looked_at = [node["html"] for rule in found["passes"] if rule["id"] == "color-contrast" for node in rule["nodes"]]
    for text in ("Go on", "Stop", "Paused", "step"):
        assert any(text in html for html in looked_at), f"not looked at: {text}"


def test_it_goes_on_where_it_was(live):
    step = live.step
    live.press(live.pause, "Space")
    expect(live.pause).to_have_text("Pause")
    live.goes_on()
    assert step < live.step < step + 300


def test_another_view_shows_the_same_and_is_heard_too(opened, live):
    opened.page.evaluate("jupyterapp.commands.execute('notebook:create-output-view')")
    view = opened.page.locator(".jp-LinkedOutputView .rnnlab-monitor")
    expect(view.get_by_role("button", name="Pause")).to_be_visible()
    view.get_by_role("button", name="Pause").click()
    expect(live.pause).to_have_text("Go on")
    view.get_by_role("button", name="Go on").click()
    expect(live.pause).to_have_text("Pause")
    opened.page.evaluate("jupyterapp.shell.currentWidget.close()")
    view.wait_for(state="detached")


def test_stop_ends_it_and_the_next_cell_has_the_model(opened, live):
    live.press(live.stop, "Enter")
    opened.settle(ask=False)
    assert live.said.inner_text() == f"Ended after step {live.step}: stopped in the page."
    assert live.step < 4000
    texts, _ = shown(opened, 2)
    assert texts == [f"(Watched(steps={live.step}, stopped='stopped in the page'), 'model {live.step}')"]
    expect(live.pause).to_be_hidden()
    expect(live.stop).to_be_hidden()


def test_all_the_while_it_was_one_view_of_one_height(live):
    assert live.box.evaluate("box => box === window.first.box"), "the view was drawn anew"
    assert live.box.evaluate("box => box.getBoundingClientRect().height === window.first.height")
    assert live.box.evaluate("box => document.activeElement === box"), "the focus was lost"


def test_the_end_stands_in_the_output_and_the_live_view_before_it(opened, live):
    assert shown(opened, 1)[1] == [False], "the stored picture is shown beside the live one"
    stored = opened.page.evaluate("jupyterapp.shell.currentWidget.content.model.cells.get(1).outputs.toJSON()")
    assert [sorted(output["data"]) for output in stored] == [
        ["application/vnd.jupyter.widget-view+json"],
        ["text/html", "text/plain"],
    ]
    assert stored[1]["data"]["text/plain"] == live.box.locator("desc").text_content()


def test_a_short_one_shows_its_end(opened):
    quick = Live(opened, 3)
    assert quick.said.inner_text() == "Ended after step 80: all steps done."
    assert quick.step == 80
    assert len(quick.box.locator("polyline").get_attribute("points").split()) == 40


def test_an_error_stands_in_the_place_of_the_picture(opened):
    bad = Live(opened, 4)
    words = bad.box.locator("svg text").all_text_contents()
    assert words == [
        "✗  Training: stopped after step 8",
        "At step 9 the loss is nan.",
        "The loss was 0.75 at the start, and 0.13 after step 8.",
    ]
    assert shown(opened, 5)[0] == ["'model 8'"]


def test_run_again_it_starts_anew_and_an_interrupt_keeps_the_last_model(opened, live):
    opened.page.evaluate(RUN, 1)
    expect(live.said).to_have_text("Learning.")
    live.goes_on()
    assert live.step < 500
    assert opened.page.locator(".rnnlab-monitor").count() == 3, "the old view is still there"
    opened.page.evaluate(f"{KERNEL}.interrupt()")
    opened.settle()
    assert live.said.inner_text() == f"Ended after step {live.step}: interrupted."
    opened.page.evaluate(RUN, 2)
    opened.settle()
    assert shown(opened, 2)[0] == [f"(Watched(steps={live.step}, stopped='interrupted'), 'model {live.step}')"]
    assert opened.page.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0


def test_where_the_page_is_not_heard_there_are_no_buttons_and_it_says_what_stops(opened, live):
    """As in a JupyterLab whose setting sends no messages of widgets to subshells."""
    opened.page.evaluate(SUBSHELLS, "disabled")
    opened.page.evaluate(RUN, 1)
    expect(live.said).to_have_text("Learning.")
    expect(live.box).to_have_attribute("data-heard", "no")
    expect(live.pause).to_be_hidden()
    expect(live.box.get_by_text("To stop: ■ in the toolbar")).to_be_visible()
    live.goes_on()
    opened.page.evaluate(f"{KERNEL}.interrupt()")
    opened.settle()
    assert live.said.inner_text() == f"Ended after step {live.step}: interrupted."
    opened.page.evaluate(SUBSHELLS, "perCommTarget")


def test_who_wants_no_motion_sees_a_picture_a_second(opened, live):
    opened.page.emulate_media(reduced_motion="reduce")
    opened.page.evaluate(RUN, 1)
    expect(live.said).to_have_text("Learning.")
    live.goes_on()
    changes = live.bar.evaluate("""bar => new Promise(done => {
        let changes = 0;
        new MutationObserver(() => changes++).observe(bar, {attributeFilter: ['aria-valuenow']});
        setTimeout(() => done(changes), 2500);
    })""")
    assert 1 <= changes <= 3
    opened.page.evaluate(f"{KERNEL}.interrupt()")
    opened.settle()
    assert live.said.inner_text() == f"Ended after step {live.step}: interrupted."
    opened.page.emulate_media(reduced_motion="no-preference")


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_axe_finds_nothing_in_a_theme(opened, theme):
    _, violations = opened.axe(theme, ".jp-NotebookPanel .jp-OutputArea-output")
    assert violations == []


def test_nothing_went_wrong_unseen(opened):
    assert opened.errors == []
    assert opened.hosts <= opened.hosts_wanted
