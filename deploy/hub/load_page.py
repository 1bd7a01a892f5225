"""One student of the load test who sits at a real page, in Chromium: from the key to the frame with the new picture."""

import re
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

BENCHMARKS = Path(__file__).resolve().parent.parent.parent / "benchmarks"
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
ARGUMENTS += ["--disable-background-networking", "--disable-component-update"]
DONE = """() => {
    const prompts = [...document.querySelectorAll('.jp-NotebookPanel .jp-InputPrompt')].map(it => it.innerText);
    return prompts.some(it => it.includes('[')) && !prompts.some(it => it.includes('*'));
}"""


class Page:
    """A page of a student, opened at lecture 1 and run; all calls come from one thread."""

    def __init__(self, hub, name, seconds=60):
        self.playwright = sync_playwright().start()
        executable = next(filter(None, map(shutil.which, BROWSERS)), None)
        self.browser = self.playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        self.page = self.browser.new_page(viewport={"width": 1440, "height": 900})
        self.page.set_default_timeout(1000 * seconds)
        self.page.goto(f"{hub.url}/hub/login")
        self.page.get_by_label(re.compile("username", re.I)).fill(name)
        self.page.get_by_label(re.compile("password", re.I)).first.fill(hub.passwords[name])
        self.page.locator("#login_submit").click()
        self.page.wait_for_selector(".jp-NotebookPanel .jp-Cell")
        self.page.wait_for_selector("#jupyterlab-splash", state="detached")
        self.page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        self.page.wait_for_function(DONE)
        self.knob = self.page.get_by_role("slider").first
        self.knob.scroll_into_view_if_needed()
        self.knob.evaluate((BENCHMARKS / "probe.js").read_text(encoding="utf-8"))

    def move(self, moves, pause):
        """Press arrow keys on the first slider; ms of each until the picture was new, None where it was not in 5 s."""
        low, high, value = (float(self.knob.get_attribute(f"aria-value{name}")) for name in ("min", "max", "now"))
        self.knob.focus()
        up, times = True, []
        for _ in range(moves):
            up = value < high if up else value <= low
            value += 1 if up else -1
            self.page.keyboard.press("ArrowRight" if up else "ArrowLeft")
            times.append(self.page.evaluate("probe.step(5000)"))
            self.page.wait_for_timeout(1000 * pause)
        return times

    def close(self):
        self.browser.close()
        self.playwright.stop()
