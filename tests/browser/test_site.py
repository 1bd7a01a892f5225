"""The site in a real browser, served below a path of a host, from a disk, and without scripts.

Without more, the site is made of lecture 1 with its scenes and of all others without. The whole site, as `make site`
made it, is tested where RNNLAB_SITE names its folder: every page of it, in all its forms.
"""

import os
import re
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import urlopen

import nbformat
import pytest
from served import Page, Served
from store_outputs import NOTEBOOKS

pytest.importorskip("math_core", reason="the site's tools are not installed: pip install -e '.[site]'")

from axe_playwright_python.sync_playwright import Axe
from ipywidgets import IntSlider

from rnnlab import explore, explore_join
from rnnlab.drawing.picture import as_image
from rnnlab.explorers import join_scenes, playing, time_t
from rnnlab.publishing.frames import frames_of
from rnnlab.publishing.lectures import LISTED, Lecture
from rnnlab.publishing.pages import lecture_page, scene_script
from rnnlab.publishing.scenes import scenes_of
from rnnlab.publishing.site import build, write

FULL = os.environ.get("RNNLAB_SITE")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
LOOKS = [(PHONE, "light"), (DESK, "dark"), *([(PHONE, "dark"), (DESK, "light")] if FULL else [])]
FEW = ["index.html", "01_concatenation.html", "08_training.html", "docs/conventions.html", "readme.html"]
ALIKE = """(node, text) => {
    const box = document.createElement("div");
    box.innerHTML = text;
    return node.innerHTML === box.innerHTML;
}"""

only_full = pytest.mark.skipif(not FULL, reason="RNNLAB_SITE does not say where the whole site is")


def small_site(out):
    """Lecture 1 as it is, all others as if none had a scene."""
    lectures = []
    for n, one in enumerate(LISTED.finditer((NOTEBOOKS / "README.md").read_text(encoding="utf-8")), start=1):
        path = NOTEBOOKS / f"{one['stem']}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        still = {cell.id: {"kind": "code"} for cell in notebook.cells if cell.cell_type == "code"}
        lectures.append(Lecture(n, *one.group("stem", "title", "words"), notebook, still if n > 1 else scenes_of(path)))
    build(lectures, NOTEBOOKS.parent, out, handouts=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    home = tmp_path_factory.mktemp("served")
    if not FULL:
        small_site(home / "made")
    with Served(Path(FULL).resolve() if FULL else home / "made", home) as server:
        yield server


@pytest.fixture
def opened(browser, site):
    """A page of the site, by its name."""
    return lambda name, **options: Page(browser, f"{site.url}/{name}", site.host, **{"viewport": DESK, **options})


@pytest.fixture
def scene(opened):
    """A scene of lecture 1, awake, by the name of its cell."""
    with opened("01_concatenation.html") as page:

        def awake(name):
            box = page.locator(f"figure[data-name='{name}']")
            box.scroll_into_view_if_needed()
            page.wait_for_selector(f"figure[data-name='{name}'] fieldset:enabled")
            return box

        yield awake


def control(box, name):
    return box.locator(f"[data-name='{name}'] :is(input, select)")


def shows(box, svg):
    return box.locator(".picture").evaluate(ALIKE, svg)


def pages(site):
    return sorted(
        path.relative_to(site.folder).as_posix()
        for path in [*site.folder.glob("*.html"), *site.folder.glob("docs/*.html")]
    )


@pytest.mark.parametrize(("viewport", "theme"), LOOKS, ids=lambda one: str(one).split(",")[0].strip("{"))
def test_pages_fit_their_width_and_axe_finds_nothing(opened, site, viewport, theme):
    wrong = []
    for name in pages(site) if FULL else FEW:
        with opened(name, viewport=viewport, color_scheme=theme) as page:
            for folded in ("", "unfolded"):
                if folded:
                    page.evaluate("for (const box of document.querySelectorAll('main details')) box.open = true")
                    page.wait_for_timeout(100)
                if page.evaluate("document.documentElement.scrollWidth") > viewport["width"]:
                    wrong.append(f"{name} is wider than the page {folded}")
            found = Axe().run(page).response["violations"]
            wrong += [f"{name}, {rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]
    assert wrong == []


def test_the_keyboard_moves_a_scene_to_the_picture_of_its_explorer(scene):
    box, explorer = scene("open-scene"), explore_join(show=("H", "D"), width=758)
    control(box, "H").press("ArrowRight")
    explorer.set(H=4)
    assert shows(box, explorer.svg)
    control(box, "D").press("Home")
    explorer.set(D=1)
    assert shows(box, explorer.svg)
    assert box.locator(".status").inner_text() == explorer.svg.words
    assert box.locator("[data-name=H] output").inner_text() == "4"
    for key, H in (("End", 5), ("ArrowLeft", 4), ("Home", 1)):
        control(box, "H").press(key)
        explorer = explore_join(show=("H", "D"), width=758)
        explorer.set(H=H, D=1)
        assert shows(box, explorer.svg)


def test_menus_move_too(scene):
    box = scene("order-scene")
    control(box, "order").select_option("[x ; h]")
    words = join_scenes.meet(order="[x ; h]", H=3, D=2).words
    assert box.locator(".status").inner_text() == " ".join(words.split())


def test_where_a_combination_is_missing_the_others_go_back_and_the_page_says_so(scene):
    box = scene("numbers-scene")
    assert "go back" in box.locator(".partly").inner_text()
    assert not box.locator("[data-name=seed]").is_visible()
    control(box, "fill").select_option("random")
    assert box.locator("[data-name=seed]").is_visible()
    random = box.locator(".picture").inner_html()
    control(box, "H").press("ArrowRight")
    assert box.locator(".picture").inner_html() != random
    assert control(box, "fill").input_value() == "random"
    control(box, "seed").press("ArrowRight")  # this was kept for the start alone: constants, which have no seed
    assert control(box, "fill").input_value() == "constants"
    assert control(box, "H").input_value() == "3"


def test_play_goes_on_to_the_end_and_begins_anew(scene):
    box = scene("what-for-scene")
    button, slider = box.get_by_role("button", name="Play time t"), control(box, "t")
    button.click()
    box.page.wait_for_function("box => box.querySelector('input').value === '6'", arg=box.element_handle())
    assert button.get_attribute("aria-pressed") == "false"
    explorer = explore(join_scenes.read_word, t=time_t(4, T=6))
    explorer.set(t=6)
    assert shows(box, explorer.svg)
    button.click()
    assert slider.input_value() == "1"
    button.click()
    box.page.wait_for_timeout(1500)
    assert slider.input_value() in "12"


def test_a_picture_that_shrinks_leaves_its_room(scene):
    box = scene("open-scene")
    control(box, "H").press("End")
    high = box.locator(".picture").bounding_box()["height"]
    control(box, "H").press("Home")
    assert box.locator(".picture").bounding_box()["height"] == high


def test_a_limit_follows_another_control(opened, site):
    def fit(controls, moved):
        controls["t"].max = controls["T"].value

    def draw(T, t):
        return f'<svg width="90" height="20"><desc>T {T}, t {t}</desc><text y="15">T {T}, t {t}</text></svg>'

    explorer = explore(draw, adjust=fit, T=IntSlider(4, 1, 6), t=playing(IntSlider(4, 1, 4)))
    part = {"kind": "scene", "still": as_image(explorer.svg), **frames_of(explorer)}
    cell = nbformat.v4.new_code_cell("explore()", id="limits")
    lecture = Lecture(9, "limits", "Limits", "none", nbformat.v4.new_notebook(cells=[cell]), {"limits": part})
    write(site.folder / lecture.frames("limits"), scene_script(lecture, "limits"))
    write(site.folder / lecture.page, lecture_page(lecture))
    try:
        with opened(lecture.page) as page:
            box = page.locator("figure")
            page.wait_for_selector("figure fieldset:enabled")
            control(box, "T").press("ArrowLeft")
            control(box, "T").press("ArrowLeft")
            assert box.locator(".status").inner_text() == "T 2, t 2"
            assert control(box, "t").get_attribute("max") == "2"
            control(box, "t").press("ArrowLeft")
            assert box.locator(".status").inner_text() == "T 2, t 1"
            control(box, "T").press("End")
            assert box.locator(".status").inner_text() == "T 6, t 1"
            control(box, "t").press("End")  # 6, which the start's limit did not keep: T goes back, t to its end
            assert box.locator(".status").inner_text() == "T 4, t 4"
    finally:
        (site.folder / lecture.page).unlink()


def test_all_scenes_wake_and_move(opened, site):
    for name in [name for name in pages(site) if re.match(r"\d\d_", name)] if FULL else ["01_concatenation.html"]:
        with opened(name) as page:
            for box in page.locator("figure.scene").all():
                box.scroll_into_view_if_needed()
                page.wait_for_function("box => !box.querySelector('fieldset').disabled", arg=box.element_handle())
                first = box.locator(".control:visible :is(input, select)").first
                before = box.locator(".status").inner_text(), first.evaluate("one => [one.value, one.checked]")
                if first.get_attribute("type") is None:
                    first.select_option(index=first.evaluate("one => (one.selectedIndex + 1) % one.length"))
                else:
                    lowest = first.evaluate("one => one.value === one.min")
                    key = "ArrowRight" if lowest else "ArrowLeft"
                    first.press("Space" if first.get_attribute("type") == "checkbox" else key)
                assert first.evaluate("one => [one.value, one.checked]") != before[1], f"{name}: {before[0]}"
                assert box.locator(".picture > svg").count() == 1


def test_without_scripts_the_pictures_stand_still_and_answers_unfold(opened):
    with opened("01_concatenation.html", java_script_enabled=False) as page:
        assert page.locator("figure.scene .picture > img").count() == page.locator("figure.scene").count() == 8
        assert page.locator("figure.scene .picture > img").first.is_visible()
        assert page.locator("fieldset:visible").count() == 0
        assert page.get_by_text("A still picture").first.is_visible()
        answer = page.get_by_text("The rows stay, the columns add up.")
        assert not answer.is_visible()
        page.locator(".a-predict summary").first.click()
        assert answer.is_visible()
        assert page.locator("#theme").is_hidden()


def test_the_pictures_move_from_a_disk_too(browser, site):
    with Page(browser, (site.folder / "01_concatenation.html").as_uri(), "", viewport=DESK) as page:
        page.wait_for_selector("figure[data-name='open-scene'] fieldset:enabled")
        box = page.locator("figure[data-name='open-scene']")
        control(box, "H").press("ArrowRight")
        assert "W_hh (4, 4)" in box.locator(".status").inner_text()


def test_pictures_that_do_not_come_are_told(browser, site):
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    page.route("**/frames/**", lambda route: route.abort())
    page.goto(f"{site.url}/01_concatenation.html")
    page.get_by_text("This picture stays still: its pictures could not be loaded.").first.wait_for()
    assert page.locator("figure fieldset:enabled").count() == 0
    context.close()


def test_a_wide_picture_scrolls_in_its_box_with_the_keyboard(opened):
    with opened("01_concatenation.html", viewport=PHONE) as page:
        box = page.locator("figure[data-name='open-scene'] .picture")
        assert box.get_attribute("tabindex") == "0"
        box.press("ArrowRight")
        page.wait_for_function("box => box.scrollLeft > 0", arg=box.element_handle())
        assert page.evaluate("scrollX") == 0


def test_the_theme_is_the_systems_until_the_button_is_pressed_and_is_kept(opened):
    def paper(page):
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    with opened("index.html", color_scheme="dark") as page:
        dark = paper(page)
        page.get_by_role("button", name="Light theme").click()
        light = paper(page)
        assert light == "rgb(255, 255, 255)" != dark
        page.get_by_role("link", name="1. Join two arrays into one").click()
        assert paper(page) == light
        page.get_by_role("button", name="Dark theme").click()
        assert paper(page) == dark


def moving(page):
    """How many pictures of the front page are another one than a moment ago."""
    now = "[...document.querySelectorAll('.moving .picture')].map(one => one.innerHTML)"
    before = page.evaluate(now)
    page.wait_for_timeout(2600)
    return sum(one != other for one, other in zip(before, page.evaluate(now), strict=True))


def test_the_front_page_moves_what_is_in_sight_until_it_is_told_to_stop(opened):
    with opened("index.html", viewport={"width": 1280, "height": 900}) as page:
        page.wait_for_selector(".moving svg")
        assert moving(page) > 0
        page.get_by_role("button", name="Hold the pictures still").click()
        assert moving(page) == 0
        page.get_by_role("button", name="Hold the pictures still").click()
        page.evaluate("document.body.style.paddingTop = '30000px'")
        page.wait_for_timeout(300)
        assert moving(page) == 0


def test_who_wants_no_motion_gets_none(opened):
    with opened("index.html", reduced_motion="reduce") as page:
        assert moving(page) == 0
        assert page.locator(".moving img").count() == page.locator(".moving").count() > 0
        assert page.locator("#pause").is_hidden()
    with opened("01_concatenation.html", reduced_motion="reduce") as page:
        assert page.locator(".play:visible").count() == 0


HEIGHTS = """async () => {
    const slides = [];
    for (const slide of Reveal.getSlides()) {
        const {h, v} = Reveal.getIndices(slide);
        Reveal.slide(h, v);
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        const boxes = [...slide.querySelectorAll("*")].map((one) => one.getBoundingClientRect());
        const inside = boxes.filter((one) => one.width);
        slides.push([Math.max(...inside.map((one) => one.bottom)), Math.max(...inside.map((one) => one.right))]);
    }
    return slides;
}"""


@only_full
def test_no_slide_is_higher_or_wider_than_the_page(opened, site):
    for path in sorted(site.folder.glob("slides/*.html")):
        with opened(f"slides/{path.name}", viewport={"width": 1280, "height": 720}) as page:
            page.wait_for_function("window.Reveal?.isReady()")
            slides = page.evaluate(HEIGHTS)
            assert len(slides) > 30
            assert [at for at, (low, right) in enumerate(slides) if low > 720 or right > 1280] == [], path.name


@only_full
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_slides(opened, theme):
    with opened("slides/01_concatenation.html", viewport={"width": 1280, "height": 720}, color_scheme=theme) as page:
        page.wait_for_function("window.Reveal?.isReady()")
        for _ in range(12):
            found = Axe().run(page).response["violations"]
            assert [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]] == []
            page.evaluate("Reveal.next()")


@only_full
def test_keys_move_the_slides_and_on_a_slider_its_picture(opened):
    with opened("slides/01_concatenation.html", viewport={"width": 1280, "height": 720}) as page:
        page.wait_for_function("window.Reveal?.isReady()")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("Reveal.getIndices().v") == 1
        page.wait_for_selector("section.present section.present fieldset:enabled")
        box = page.locator("section.present section.present figure")
        control(box, "H").press("ArrowRight")
        assert "W_hh (4, 4)" in box.locator(".status").inner_text()
        assert page.evaluate("[Reveal.getIndices().h, Reveal.getIndices().v]") == [0, 1]
        control(box, "H").blur()
        page.keyboard.press("ArrowRight")
        assert page.evaluate("Reveal.getIndices().h") == 1
        page.evaluate("Reveal.slide(2, 0)")
        answer = page.locator("section.present section.present .fragment.answer")
        assert answer.evaluate("one => getComputedStyle(one).visibility") == "hidden"
        page.keyboard.press("ArrowDown")
        page.wait_for_function("one => getComputedStyle(one).visibility === 'visible'", arg=answer.element_handle())


@only_full
def test_every_link_of_the_whole_site_is_answered(site):
    waiting, seen = [f"{site.url}/index.html"], set()
    while waiting:
        url = waiting.pop().partition("#")[0]
        if url in seen or not url.startswith(f"{site.url}/") or "/live/" in url:
            continue
        seen.add(url)
        with urlopen(url) as answer:
            text = answer.read().decode() if url.endswith(".html") else ""
        waiting += [urljoin(url, link) for link in re.findall(r'(?:href|src)="([^"#][^"]*)"', text)]
        waiting += [f"{site.url}/{link}" for link in re.findall(r'data-frames="([^"]*)"', text)]
    assert len(seen) > 100
