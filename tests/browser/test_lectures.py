"""Each lecture in a real JupyterLab: every cell runs, every slider moves its picture, everyone can read it."""

import json
import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

FAILED = ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']"
WARNED = ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']"

# The text of the rendered Markdown without code and without formulas that were rendered.
PLAIN_TEXT = """() => [...document.querySelectorAll('.jp-NotebookPanel .jp-RenderedMarkdown')].map(cell => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll('code, pre, mjx-container').forEach(node => node.remove());
    return copy.textContent;
}).join('\\n')"""


# A cell whose source is hidden has its number on the output alone.
PROMPTS = """cells => cells.map(cell => ['.jp-InputPrompt', '.jp-OutputPrompt']
    .map(prompt => cell.querySelector(prompt)?.textContent).find(Boolean))"""


# Within a picture: which share of its card the marks take, and which texts leave it.
MARKS = """box => {
    const svg = box.querySelector('.rnnlab-picture svg');
    const inside = node => !node.closest('defs, title, desc') && !node.hasAttribute('data-card');
    const card = svg.querySelector('[data-card]').getBoundingClientRect();
    const marks = [...svg.querySelectorAll('text, rect, path, use, circle, polyline')].filter(inside);
    const boxes = marks.map(node => node.getBoundingClientRect());
    const [left, top] = ['left', 'top'].map(side => Math.min(...boxes.map(box => box[side])));
    const [right, bottom] = ['right', 'bottom'].map(side => Math.max(...boxes.map(box => box[side])));
    const out = box => box.left < card.left || box.right > card.right || box.top < card.top || box.bottom > card.bottom;
    const cut = marks.filter((node, n) => node.tagName === 'text' && out(boxes[n]));
    const share = (right - left) * (bottom - top) / (card.width * card.height);
    return {share, cut: cut.map(node => node.textContent)};
}"""


LOOK = """box => {
    const svg = box.querySelector('.rnnlab-picture svg');
    return {
        state: svg.parentElement.dataset.state,
        svg: svg.outerHTML,
        words: svg.querySelector('desc').textContent,
        status: box.querySelector('[role=status]').textContent,
        height: svg.getBoundingClientRect().height,
    };
}"""


class Scene:
    """An explorer in the page, its first control, and what that moves."""

    def __init__(self, lecture, cell):
        self.lecture, self.box = lecture, cell.locator(".rnnlab-explorer").element_handle()
        knobs = cell.locator(".rnnlab-explorer").locator(
            "[role=slider]:visible, select:visible, [type=checkbox]:visible"
        )
        self.knob = knobs.first.element_handle()
        self.knob.scroll_into_view_if_needed()

    @property
    def is_slider(self):
        return self.knob.get_attribute("role") == "slider"

    @property
    def value(self):
        """What stands beside the slider: ipywidgets rounds aria-valuenow to one decimal."""
        readout = "knob => knob.closest('.widget-slider').querySelector('.widget-readout').innerText"
        return float(self.knob.evaluate(readout).replace("−", "-"))

    @property
    def limits(self):
        return self.knob.evaluate("knob => [Number(knob.ariaValueMin), Number(knob.ariaValueMax)]")

    def look(self):
        """What is shown: the state, the SVG text, the words, the words of the status line, the height."""
        shown = self.box.evaluate(LOOK)
        return shown | {"state": json.loads(shown["state"])}

    def marks(self):
        """Which share of the card is filled, and which texts are cut off."""
        return self.box.evaluate(MARKS)

    def press(self, *keys):
        self.knob.focus()
        for key in keys:
            self.lecture.page.keyboard.press(key)
        self.lecture.settle(150)

    def there_and_back(self):
        """The keys that move the first control by one, and those that bring it back."""
        if self.is_slider:
            keys = ("ArrowRight", "ArrowLeft")
            return keys[::-1] if self.value == self.limits[1] else keys
        if self.knob.evaluate("node => node.tagName") == "INPUT":
            return "Space", "Space"
        last = self.knob.evaluate("node => node.selectedIndex === node.options.length - 1")
        return ("ArrowUp", "ArrowDown") if last else ("ArrowDown", "ArrowUp")


@pytest.fixture
def scenes(lecture):
    return [Scene(lecture, cell) for cell in lecture.scenes.values()]


def test_run_all_gives_no_error(lecture):
    assert lecture.page.locator(FAILED).all_inner_texts() == []
    assert lecture.page.locator(WARNED).all_inner_texts() == []
    prompts = lecture.page.locator(".jp-NotebookPanel .jp-CodeCell").evaluate_all(PROMPTS)
    assert prompts == [f"[{n}]:" for n in range(1, len(prompts) + 1)]


def test_every_explorer_is_alive(lecture):
    assert lecture.scenes.values()
    assert lecture.page.locator(".rnnlab-explorer").count() == len(lecture.scenes.values())
    for cell in lecture.scenes.values():
        assert cell.locator(".rnnlab-explorer .rnnlab-picture svg").is_visible()
        assert cell.get_by_role("status").text_content().strip()
        for knob in cell.get_by_role("slider").all():
            assert knob.get_attribute("aria-label").strip()
            assert knob.is_enabled()


def test_at_first_look_nothing_is_cut_off_and_no_card_is_half_empty(scenes):
    """The first test that looks at the pictures: nothing has been moved yet."""
    for scene in scenes:
        found = scene.marks()
        assert found["cut"] == []
        assert found["share"] >= 0.7, f"{1 - found['share']:.0%} of a card is empty: {scene.look()['words']}"


def test_the_first_slider_is_on_the_first_screen_and_the_next_is_never_far(lecture):
    """Measured on 1440 × 900, before anything is to be written."""
    screen, turn = lecture.screen, lecture.top_of(lecture.cell(lecture.number_of("## Your turn")))
    moved = [cell.get_by_role("slider") for cell in lecture.scenes.values()]
    before = [y for y in (lecture.top_of(sliders.first) for sliders in moved if sliders.count()) if y < turn]
    assert before[0] < screen, "the first slider is not on the first screen"
    assert turn <= 9 * screen, f"{turn / screen:.1f} screens before Your turn"
    far = max(low - high for high, low in pairwise([0, *before, turn]))
    assert far < 4 * screen, f"{far / screen:.1f} screens without a slider"


def test_one_control_of_each_scene_moves_its_picture_by_keyboard(scenes):
    for scene in scenes:
        there, back = scene.there_and_back()
        value, before = scene.value if scene.is_slider else None, scene.look()
        scene.press(there)
        after = scene.look()
        moved = {name: new for name, new in after["state"].items() if new != before["state"][name]}
        assert moved, f"{there} does not move the first control"
        for what in ("svg", "words", "status"):
            assert after[what] != before[what], f"the {what} stayed when {moved} moved"
        assert after["words"] in after["status"]
        if value is not None:
            assert scene.value != value
            assert scene.value in moved.values()
        scene.press(back)
        again = scene.look()
        assert again["height"] == max(before["height"], after["height"]), "the picture shrank"
        assert [again[what] for what in ("state", "words", "status")] == [
            before[what] for what in ("state", "words", "status")
        ]


def test_from_end_to_end_nothing_is_cut_off_and_no_picture_shrinks(scenes):
    for scene in filter(lambda scene: scene.is_slider, scenes):
        start, heights = scene.value, []
        for key in ("Home", "End", "Home"):
            scene.press(key)
            heights.append(scene.look()["height"])
            assert scene.marks()["cut"] == []
        assert heights == sorted(heights), f"the picture is {heights} pixels high, one after the other"
        low, high = scene.limits
        near, key = ("Home", "ArrowRight") if start - low <= high - start else ("End", "ArrowLeft")
        scene.press(near)
        while scene.value != start:
            scene.lecture.page.keyboard.press(key)
        scene.press()
        assert scene.value == start


def test_a_burst_of_100_keys_ends_on_the_last_value(scenes):
    for scene in (scenes[0], scenes[-1]):
        if not scene.is_slider:
            continue
        scene.press("Home")
        before = scene.look()["state"]
        scene.knob.focus()
        for key in [*["ArrowRight"] * 4, *["ArrowLeft"] * 4] * 12 + ["ArrowRight"] * 4:
            scene.lecture.page.keyboard.press(key)
        scene.lecture.settle(600)
        after = scene.look()["state"]
        assert scene.value > scene.limits[0]
        assert scene.value in [after[name] for name in after if after[name] != before[name]]


def around(locator):
    """The explorer that something stands in."""
    return locator.locator("xpath=ancestor::*[contains(@class, 'rnnlab-explorer')]")


def test_the_button_more_opens_and_closes_by_keyboard(lecture):
    buttons = lecture.page.locator(".rnnlab-more").all()
    assert buttons, "the whole explorer has rarer controls behind a button"
    for button in buttons:
        box = around(button).locator(".rnnlab-controls").nth(1)
        for key, opened in (("Enter", True), ("Space", False)):
            button.focus()
            lecture.page.keyboard.press(key)
            lecture.settle(150)
            expect(button).to_have_attribute("aria-expanded", str(opened).lower())
            expect(box).to_be_visible(visible=opened)


def test_play_goes_from_the_step_shown_to_the_last_and_stops_there(lecture):
    """All of them play at the same time: each takes its seconds."""
    playing = []
    for player in filter(lambda player: player.is_visible(), lecture.page.locator(".widget-play").all()):
        knob = player.locator("xpath=preceding-sibling::*[1]").get_by_role("slider")
        picture = around(player).locator(".rnnlab-picture")
        knob.focus()
        for key in ("End", "ArrowLeft", "ArrowLeft"):
            lecture.page.keyboard.press(key)
        lecture.settle(150)
        last = float(knob.get_attribute("aria-valuemax"))
        assert float(knob.get_attribute("aria-valuenow")) < last
        playing.append((knob, last, picture, json.loads(picture.get_attribute("data-state"))))
        player.get_by_role("button", name="play or pause the steps").first.click()
    for knob, last, *_ in playing:
        expect(knob).to_have_attribute("aria-valuenow", re.compile(rf"^{last:g}(\.0)?$"))
    lecture.page.wait_for_timeout(800)
    lecture.settle(150)
    for _, last, picture, before in playing:
        after = json.loads(picture.get_attribute("data-state"))
        assert last in [new for name, new in after.items() if new != before[name]]


def test_who_wants_no_motion_gets_no_play_button(lecture):
    players = lecture.page.locator(".widget-play")
    shown = [player.is_visible() for player in players.all()]
    lecture.page.emulate_media(reduced_motion="reduce")
    try:
        assert not any(player.is_visible() for player in players.all())
        assert lecture.page.evaluate("document.querySelector('.rnnlab-explorer').getAnimations({subtree: true})") == []
    finally:
        lecture.page.emulate_media(reduced_motion="no-preference")
    assert [player.is_visible() for player in players.all()] == shown


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


def test_the_link_to_the_next_lecture_opens_it(lecture):
    """The last but one: it opens another tab."""
    links = re.findall(r"Next: .*?\]\((\w+\.ipynb)\)", lecture.notebook.cells[-1].source)
    for name in links or ["README.md"]:
        lecture.page.locator(f".jp-RenderedMarkdown a[href*='{name}']").last.click()
        tab = lecture.page.locator(".lm-DockPanel-tabBar .lm-mod-current .lm-TabBar-tabLabel")
        expect(tab).to_have_text(name)


def test_nothing_went_wrong_unseen_and_nobody_else_was_asked(lecture):
    """The last test of a lecture: it looks at all that happened on the page."""
    assert lecture.hosts <= lecture.hosts_wanted
    assert lecture.errors == []
