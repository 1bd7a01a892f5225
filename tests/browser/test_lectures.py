"""Each lecture in a real JupyterLab: every cell runs, every slider moves its picture, everyone can read it."""

import json
import re

import pytest

FAILED = ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']"
WARNED = ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']"
WIDGET_ERRORS = re.compile("model not found|error displaying widget|error creating widget|loading widget", re.I)

# The text of the rendered Markdown without code and without formulas that were rendered.
PLAIN_TEXT = """() => [...document.querySelectorAll('.jp-NotebookPanel .jp-RenderedMarkdown')].map(cell => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll('code, pre, mjx-container').forEach(node => node.remove());
    return copy.textContent;
}).join('\\n')"""


# A cell whose source is hidden has its number on the output alone.
PROMPTS = """cells => cells.map(cell => ['.jp-InputPrompt', '.jp-OutputPrompt']
    .map(prompt => cell.querySelector(prompt)?.textContent).find(Boolean))"""


class Slider:
    """The first slider of an explorer, and what it moves."""

    def __init__(self, lecture, cell):
        self.lecture, self.box = lecture, cell.locator(".rnnlab-explorer")
        self.knob = self.box.get_by_role("slider").first
        self.knob.scroll_into_view_if_needed()

    @property
    def value(self):
        return float(self.knob.get_attribute("aria-valuenow"))

    @property
    def limits(self):
        return [float(self.knob.get_attribute(f"aria-value{end}")) for end in ("min", "max")]

    def look(self):
        """What is shown: the state, the SVG text, the words, the words of the status line, the height."""
        picture = self.box.locator(".rnnlab-picture")
        svg = picture.locator("svg")
        words = svg.locator("desc").text_content()
        status = self.box.get_by_role("status").text_content()
        state = json.loads(picture.get_attribute("data-state"))
        return {
            "state": state,
            "svg": svg.evaluate("svg => svg.outerHTML"),
            "words": words,
            "status": status,
            "height": self.box.bounding_box()["height"],
        }

    def press(self, key):
        self.knob.focus()
        self.lecture.page.keyboard.press(key)
        self.lecture.settle()


@pytest.fixture
def sliders(lecture):
    return [Slider(lecture, cell) for cell in lecture.explorer_cells]


def test_run_all_gives_no_error(lecture):
    assert lecture.page.locator(FAILED).all_inner_texts() == []
    assert lecture.page.locator(WARNED).all_inner_texts() == []
    prompts = lecture.page.locator(".jp-NotebookPanel .jp-CodeCell").evaluate_all(PROMPTS)
    assert prompts == [f"[{n}]:" for n in range(1, len(prompts) + 1)]


def test_every_explorer_is_alive(lecture):
    assert lecture.explorer_cells
    assert lecture.page.locator(".rnnlab-explorer").count() == len(lecture.explorer_cells)
    for cell in lecture.explorer_cells:
        assert cell.locator(".rnnlab-explorer .rnnlab-picture svg").is_visible()
        assert cell.get_by_role("status").text_content().strip()
        for knob in cell.get_by_role("slider").all():
            assert knob.get_attribute("aria-label").strip()


def test_the_first_slider_moves_the_picture_by_keyboard(sliders):
    for slider in sliders:
        (low, high), value, before = slider.limits, slider.value, slider.look()
        key, back = ("ArrowLeft", "ArrowRight") if value == high else ("ArrowRight", "ArrowLeft")
        slider.press(key)
        after = slider.look()
        assert low <= slider.value <= high
        assert slider.value != value, "the arrow key does not move the slider"
        moved = {name: new for name, new in after["state"].items() if new != before["state"][name]}
        assert slider.value in moved.values()
        for what in ("svg", "words", "status"):
            assert after[what] != before[what], f"the {what} stayed"
        assert after["words"] in after["status"]
        assert re.search(rf"(?<![\d.]){slider.value:g}(?![\d.]*\d)", after["words"]), (
            "the words do not name the new size"
        )
        slider.press(back)
        assert slider.look() == before


def test_the_explorer_keeps_its_height(sliders):
    for slider in sliders:
        slider.press("Home")
        heights = {slider.look()["height"]}
        while slider.value < slider.limits[1] and len(heights) < 3:
            slider.press("ArrowRight")
            heights.add(slider.look()["height"])
        slider.press("End")
        assert slider.value == slider.limits[1]
        assert len(heights | {slider.look()["height"]}) == 1, f"the explorer is {sorted(heights)} pixels high"


def test_a_burst_of_100_keys_ends_on_the_last_value(sliders):
    for slider in sliders:
        slider.press("Home")
        before = slider.look()["state"]
        slider.knob.focus()
        for key in [*["ArrowRight"] * 4, *["ArrowLeft"] * 4] * 12 + ["ArrowRight"] * 4:
            slider.lecture.page.keyboard.press(key)
        slider.lecture.settle(600)
        after = slider.look()["state"]
        assert slider.value > slider.limits[0]
        assert slider.value in [after[name] for name in after if after[name] != before[name]]


def test_every_formula_is_rendered(lecture):
    text = "\n".join(cell.source for cell in lecture.notebook.cells if cell.cell_type == "markdown")
    formulas = len(
        re.findall(r"\$\$.+?\$\$|(?<![\\$])\$[^$\n]+\$", re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.S), re.S)
    )
    lecture.page.wait_for_function(
        "wanted => document.querySelectorAll('.jp-RenderedMarkdown mjx-container').length >= wanted", arg=formulas
    )
    raw = re.findall(r"\$\$|\\\(|\\\[|\$[^$\n]+\$", lecture.page.evaluate(PLAIN_TEXT))
    assert raw == []
    assert lecture.page.locator("mjx-merror, [data-mjx-error]").count() == 0


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing_in_the_outputs(lecture, theme):
    _, violations = lecture.axe(theme, ".jp-NotebookPanel .jp-OutputArea-output")
    assert violations == []


def test_nothing_went_wrong_unseen_and_nobody_else_was_asked(lecture):
    """The last test of a lecture: it looks at all that happened on the page."""
    assert lecture.hosts <= lecture.hosts_wanted
    assert lecture.errors == []


def test_a_cold_open_shows_a_picture_for_every_explorer(cold_lecture):
    assert cold_lecture.page.locator(".rnnlab-explorer").count() == 0, "something ran by itself"
    assert cold_lecture.explorer_cells
    for cell in cold_lecture.explorer_cells:
        image = cell.locator(".jp-OutputArea-output img")
        assert image.count() == 1
        image.scroll_into_view_if_needed()
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
        assert image.get_attribute("alt").strip()
    assert WIDGET_ERRORS.findall(cold_lecture.page.locator(".jp-NotebookPanel").inner_text()) == []


def test_a_cold_open_shows_every_picture(cold_lecture):
    images = cold_lecture.page.locator(".jp-NotebookPanel .jp-OutputArea-output img")
    outputs = [output for cell in cold_lecture.notebook.cells for output in cell.get("outputs", [])]
    stored = [output.get("data", {}).get("text/html", "") for output in outputs]
    assert images.count() == sum("<img" in html for html in stored)
    assert images.evaluate_all("all => all.filter(image => !image.naturalWidth).length") == 0
    assert cold_lecture.hosts <= cold_lecture.hosts_wanted


def test_a_cold_open_shows_every_question_with_its_answer_folded(cold_lecture):
    folds = cold_lecture.page.locator(".jp-NotebookPanel .jp-OutputArea-output details")
    asked = [cell for cell in cold_lecture.notebook.cells if cell.source.startswith("predict(")]
    assert folds.count() == len(asked) >= 3
    for fold in folds.all():
        assert fold.locator("summary").is_visible()
        assert fold.locator("p").is_hidden()
