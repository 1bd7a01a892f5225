"""The live lectures in a real browser: Python runs in the page, from a sub-path of a host, and nobody else is asked.

RNNLAB_PYODIDE names a folder with a Pyodide release, unpacked; without it these tests are skipped.
"""

import json
import os
import re
import subprocess
import sys
import time
from functools import partial
from html import escape
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from served import Quiet, Served
from store_outputs import WIDGET_VIEW

ROOT = Path(__file__).resolve().parents[2]
PUBLISHING = ROOT / "rnnlab" / "publishing"
LECTURES = sorted((ROOT / "notebooks").glob("*.ipynb"))
LIVE = "live/notebooks/index.html?path={}.ipynb"
BUILD = """
import sys
from pathlib import Path
from rnnlab.publishing.lite import build_lite
build_lite(sorted(Path(sys.argv[1]).glob("*.ipynb")), sys.argv[2], **{sys.argv[3]: sys.argv[4]})
"""
PANEL = "jupyterapp.shell.currentWidget"
READY = f"{PANEL}.sessionContext.session.kernel.info.then(() => true)"
OUTPUTS = f"{PANEL}.content.model.sharedModel.cells.map(cell => cell.toJSON())"
SENT = []  # the bytes of each file
WAIT = 240_000  # milliseconds: where many tests run at once, Python in a page takes its time
# Whoever watches: what the page says, and whether at each moment one of the two lectures is seen.
WATCH = """() => {
    window.said = []; window.blank = 0;
    const status = document.querySelector('#live [role=status]');
    const look = () => {
        if (window.said.at(-1) !== status.textContent) window.said.push(status.textContent);
        const live = document.documentElement.classList.contains('is-live');
        const inside = document.querySelector('iframe')?.contentDocument;
        const shown = live ? inside?.querySelector('.rnnlab-explorer svg') : document.querySelector('main h1');
        if (!shown || !shown.getBoundingClientRect().height) window.blank += 1;
        requestAnimationFrame(look);
    };
    look();
}"""


def python_of_the_site():
    """A Python that has JupyterLite."""
    own = ROOT / ".venv-site" / "bin" / "python"
    return str(own) if own.exists() else sys.executable if find_spec("jupyterlite_core") else None


@pytest.fixture(scope="module")
def pyodide():
    """The folder with a Pyodide release."""
    pyodide, python = os.environ.get("RNNLAB_PYODIDE"), python_of_the_site()
    if not pyodide or not list(Path(pyodide).glob("numpy-*.whl")):
        pytest.skip("RNNLAB_PYODIDE names no folder with a Pyodide release and its packages")
    if not python:
        pytest.skip("JupyterLite is not installed: make .venv-site/.site")
    return Path(pyodide)


@pytest.fixture(scope="module")
def site(pyodide, tmp_path_factory):
    """With Pyodide in it: an offline copy."""
    out, home = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("served")
    build(out, "pyodide_folder", pyodide)
    with Served(out, home) as served:
        served.server.RequestHandlerClass = partial(Weighed, directory=str(home))
        yield served


def build(out, option, pyodide):
    command = [python_of_the_site(), "-c", BUILD, str(ROOT / "notebooks"), str(out / "live"), option, str(pyodide)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    for path in LECTURES:
        (out / f"{path.stem}.html").write_text(page_of(path), encoding="utf-8")
    for path in PUBLISHING.glob("live.*"):
        (out / path.name).write_bytes(path.read_bytes())


def page_of(path):
    """A page to read, as plain as can be: its headings and texts."""
    cells = nbformat.read(path, as_version=4).cells
    lines = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown").splitlines()
    heads = re.compile(r"(#+) (.*)")
    body = [
        f"<h{len(found[1])}>{escape(found[2])}</h{len(found[1])}>" if found else f"<p>{escape(line)}</p>"
        for line in lines
        for found in [heads.fullmatch(line)]
    ]
    script = f'<script src="live.js" defer data-live="{LIVE.format(path.stem)}"></script>'
    head = f'<meta charset="utf-8"><link rel="icon" href="data:,"><title>{path.stem}</title>{script}'
    return f'<html lang="en"><head>{head}</head><body><main><div id="live"></div>{"".join(body)}</main></body></html>'


class Weighed(Quiet):
    """It notes what it sends, whoever asks: the workers of a page, too."""

    def copyfile(self, source, outputfile):
        SENT.append(os.fstat(source.fileno()).st_size)
        super().copyfile(source, outputfile)


class Visit:
    """A page of the site in a browser of its own, and whom it asked for how much."""

    def __init__(self, browser, served, **options):
        self.errors, self.hosts, self.served, self.begun = [], set(), served, len(SENT)
        self.context = browser.new_context(**options)
        self.context.set_default_timeout(WAIT)
        self.context.on("request", lambda request: self.hosts.add(urlsplit(request.url.removeprefix("blob:")).netloc))
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()

    @property
    def weight(self):
        """What was sent, not compressed."""
        sent = SENT[self.begun :]
        return f"{sum(sent) / 1e6:.1f} MB in {len(sent)} files"

    def read(self, name):
        """Open the page to read."""
        self.page.goto(f"{self.served.url}/{name}.html")
        return self.page

    def wake(self):
        """Press the button, and wait until the live lecture has taken the page's place; the seconds it took."""
        self.page.evaluate(WATCH)
        start = time.monotonic()
        self.page.get_by_role("button", name="Make this lecture live").press("Enter")
        self.page.wait_for_selector("html.is-live", timeout=WAIT)
        return time.monotonic() - start

    @property
    def inside(self):
        return self.page.frame_locator("iframe")


@pytest.fixture(scope="module")
def woken(browser, site):
    with Visit(browser, site, viewport={"width": 1280, "height": 900}) as visit:
        visit.read("01_concatenation")
        visit.first = visit.wake()
        yield visit


def slide(visit, name):
    """Move a slider of the first scene by keyboard: what the scene says before and after, and the milliseconds."""
    scene = visit.inside.locator(".rnnlab-explorer").first
    before, start = scene.get_by_role("status").text_content(), time.perf_counter()
    scene.get_by_role("slider", name=name).press("ArrowRight")
    while scene.get_by_role("status").text_content() == before and time.perf_counter() - start < 20:
        pass
    return before, scene.get_by_role("status").text_content(), 1000 * (time.perf_counter() - start)


def test_the_page_stays_until_the_live_lecture_takes_its_place(woken, capsys):
    said, blank = woken.page.evaluate("[window.said, window.blank]")
    assert blank == 0, f"{blank} moments without a lecture"
    steps = ["Loading the notebook", "Loading Pyodide: ", "Python is starting", "Running the cells up to here: 2 of 2"]
    assert [step for step in steps if any(words.startswith(step) for words in said)] == steps
    assert woken.inside.locator(".jp-RenderedMarkdown h1").first.is_visible()
    assert woken.page.locator("main").evaluate("main => main.inert")
    with capsys.disabled():
        print(f"\nlive after {woken.first:.1f} s, {woken.weight}")


def test_a_slider_moves(woken):
    before, after, _ = slide(woken, "inputs D")
    assert "W_hx (3, 2)" in before
    assert "W_hx (3, 3)" in after


def test_a_prediction_is_answered(woken):
    run_all(woken)
    card = woken.inside.locator(".rnnlab-predict").first
    card.locator("input").fill("3, 7")
    card.locator("input").press("Enter")
    card.locator(".words", has_text="Not yet.").wait_for()
    card.locator("input").fill("3 6")
    card.locator("input").press("Enter")
    card.locator(".words", has_text="✓ Right:").wait_for()


def run_all(visit):
    visit.page.locator("iframe").evaluate(
        "frame => frame.contentWindow.jupyterapp.commands.execute('notebook:run-all-cells')"
    )


def test_a_check_judges_and_ends_what_is_endless(woken):
    answer = run_code(
        woken,
        "import numpy as np; from rnnlab import check\n"
        "def for_ever(h, x):\n    while True:\n        pass\n"
        "r = check.join_state(lambda h, x: np.concatenate([h, x])), check.join_state(lambda h, x: x), \\\n"
        "    check.join_state(for_ever, seconds=0.5)\n"
        "print([bool(one) for one in r], r[2].diagnosis)",
    )
    assert answer == "[True, False, False] does not end\n"


def run_code(visit, code):
    """What some Python prints in the kernel of the page."""
    return visit.page.locator("iframe").evaluate(
        """async (frame, code) => {
            const kernel = frame.contentWindow.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
            const future = kernel.requestExecute({code}), said = [];
            future.onIOPub = message => said.push(message.content.text ?? message.content.evalue ?? "");
            await future.done;
            return said.join("");
        }""",
        code,
    )


def test_the_way_back_and_forth(woken):
    woken.page.get_by_role("button", name="Back to the page").click()
    assert woken.page.locator("main h1").is_visible()
    assert not woken.page.locator("main").evaluate("main => main.inert")
    assert woken.page.locator("iframe").evaluate("frame => getComputedStyle(frame).visibility") == "hidden"
    assert axe(woken.page, "#live") == []
    woken.page.get_by_role("button", name="Go on live").click()
    assert woken.inside.locator(".rnnlab-explorer").first.is_visible()
    assert axe(woken.page, ".live-bar") == []


def axe(page, selector):
    """What axe finds within a selector."""
    found = Axe().run(page, context={"include": [[selector]]}).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


def test_what_was_changed_is_thrown_away_when_asked(woken):
    source = woken.page.locator("iframe").evaluate(
        f"""async frame => {{
            const panel = frame.contentWindow.{PANEL};
            panel.content.model.sharedModel.cells[0].setSource("# Mine");
            await panel.context.save();
            const {{contents}} = frame.contentWindow.jupyterapp.serviceManager;
            return (await contents.get(panel.context.path, {{content: true}})).content.cells[0];
        }}"""
    )
    assert source["source"] == "# Mine"
    woken.page.on("dialog", lambda dialog: dialog.accept())
    woken.page.get_by_role("button", name="Begin anew").click()
    woken.page.wait_for_selector("html:not(.is-live)")
    woken.page.wait_for_selector("html.is-live", timeout=WAIT)
    assert woken.inside.locator(".jp-RenderedMarkdown h1").first.inner_text().startswith("Join two arrays")


def test_nobody_else_was_asked_and_nothing_went_wrong(woken):
    assert woken.hosts <= {woken.served.host, ""}  # "" is data:
    assert woken.errors == []


@pytest.mark.parametrize(
    ("script", "path", "words"),
    [
        ("delete window.WebAssembly", None, "This browser has no WebAssembly"),
        ("", "**/*.wasm", "does not answer: is there a connection?"),
        ("", "**/lock/parts.json", "does not answer: is there a connection?"),
    ],
)
def test_where_it_cannot_be_live_the_page_says_so_and_stays(browser, site, script, path, words):
    with Visit(browser, site) as visit:
        visit.context.add_init_script(script)
        if path:
            visit.context.route(path, lambda route: route.abort())
        page = visit.read("01_concatenation")
        button = page.get_by_role("button", name="Make this lecture live")
        button.click()
        page.locator("#live [role=status]", has_text=words).wait_for()
        assert page.locator("main h1").is_visible()
        assert page.locator("iframe").count() == 0
        assert button.is_enabled()


def test_it_is_live_at_the_heading_that_is_read(browser, site):
    with Visit(browser, site, color_scheme="dark", viewport={"width": 390, "height": 800}) as visit:
        page = visit.read("03_forward_pass")
        page.get_by_role("button", name="Make this lecture live").click()
        page.get_by_role("heading", name="2. Every state").evaluate("heading => heading.scrollIntoView()")
        page.wait_for_selector("html.is-live")
        top = visit.inside.get_by_role("heading", name="2. Every state").evaluate(
            "one => one.getBoundingClientRect().top"
        )
        assert 0 <= top < 300
        assert visit.inside.locator("body").get_attribute("data-jp-theme-light") == "false"
        assert visit.inside.locator(".rnnlab-explorer").count() == 3, (
            "the opening scene, and one in each section so far"
        )
        assert visit.inside.locator("html").evaluate("html => html.scrollWidth") <= 390


class OfAll(Quiet):
    """What a CDN says: any page may have it."""

    def end_headers(self):
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


def test_pyodide_may_come_from_another_host_and_no_third_one_is_asked(browser, pyodide, tmp_path):
    for name in ("site", "served", "other"):
        (tmp_path / name).mkdir()
    with Served(pyodide, tmp_path / "other") as other, Served(tmp_path / "site", tmp_path / "served") as served:
        other.server.RequestHandlerClass = partial(OfAll, directory=str(tmp_path / "other"))
        build(tmp_path / "site", "pyodide_url", f"{other.url}/")
        assert not (tmp_path / "site" / "live" / "pyodide").exists()
        with Visit(browser, served) as visit:
            visit.read("01_concatenation")
            visit.wake()
            assert visit.hosts <= {served.host, other.host, ""}
            assert other.host in visit.hosts
            assert visit.errors == []


@pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
def test_every_cell_gives_its_stored_output_in_the_page(browser, site, path, capsys):
    """Pictures, numbers and words, one by one, under another Python and another NumPy; and how fast it is."""
    stored = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    with Visit(browser, site, viewport={"width": 1280, "height": 900}) as visit:
        start, page = time.monotonic(), visit.page
        page.goto(f"{site.url}/{LIVE.format(path.stem)}")
        page.wait_for_function(f"window.jupyterapp?.{PANEL[11:]}?.sessionContext.session?.kernel")
        page.wait_for_function(READY)
        ready = time.monotonic() - start
        page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
        done = time.monotonic() - start
        page.wait_for_selector(".rnnlab-explorer svg")
        found = [
            cell for cell in json.loads(page.evaluate(f"JSON.stringify({OUTPUTS})")) if cell["cell_type"] == "code"
        ]
        assert [cell["id"] for cell in found] == [cell["id"] for cell in stored]
        pairs = [(new["id"], shown(new), shown(old)) for new, old in zip(found, stored, strict=True)]
        assert [pair for pair in pairs if pair[1] != pair[2]] == []
        assert visit.hosts <= {site.host, ""}
        with capsys.disabled():
            print(
                f"\n{path.stem}: {len(found)} cells; Python after {ready:.1f} s, the cells {done - ready:.1f} s, "
                f"{visit.weight}"
            )


def shown(cell):
    """What a cell shows, without the number of the run and the live view of a widget."""
    outputs = []
    for output in cell["outputs"]:
        data = {
            kind: "".join(text) if isinstance(text, list) else text for kind, text in output.get("data", {}).items()
        }
        data.pop(WIDGET_VIEW, None)
        text = output.get("text", output.get("evalue", ""))
        if data or text:
            outputs.append((output["output_type"], data, "".join(text)))
    return outputs
