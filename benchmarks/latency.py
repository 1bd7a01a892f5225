"""From the slider to the picture, in a real JupyterLab and a real Chromium."""

import statistics
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import sync_playwright

from tests.browser.lab import ARGUMENTS, Lab, Opened, chromium

HERE = Path(__file__).resolve().parent
LECTURES = HERE.parent / "notebooks"
PROBE = (HERE / "probe.js").read_text(encoding="utf-8")
WARM_UP, FLICKER, BURST, GAP = 10, 10, 40, 30


def measure(steps, bursts=3):
    """One row for each explorer at its first and its largest shapes, and for the naive way.

    First as `make lab` starts JupyterLab, then the first shapes once more without TCP_NODELAY.
    """
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for nodelay in (True, False):
            for folder in (LECTURES, HERE):
                with _lab(folder, nodelay) as lab:
                    for path in sorted(folder.glob("*.ipynb")):
                        opened = Opened(browser, lab, path)
                        opened.run_all()
                        for largest in (False, True) if nodelay else (False,):
                            row = {"notebook": path.stem, "largest": largest, "nodelay": nodelay}
                            rows.append(row | Moves(opened, lab, largest).measure(steps, bursts))
                        opened.page.context.close()
        browser.close()
    return rows


@contextmanager
def _lab(folder, nodelay):
    with tempfile.TemporaryDirectory() as home, Lab(folder, Path(home) / "home", trust=False, nodelay=nodelay) as lab:
        yield lab


def scenes(steps):
    """One row for each scene of the lectures that has a slider: from a key on its first slider to the picture."""
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        with _lab(LECTURES, True) as lab:
            for path in sorted(LECTURES.glob("*.ipynb")):
                opened = Opened(browser, lab, path)
                opened.run_all()
                for name, cell in opened.scenes.items():
                    if cell.get_by_role("slider").count():
                        rows.append({"notebook": path.stem, "scene": name} | Moves(opened, lab, cell=cell).times(steps))
                opened.page.context.close()
        browser.close()
    return rows


class Moves:
    """One slider, moved: the first one of the page, or of one cell."""

    def __init__(self, opened, lab, largest=False, cell=None):
        self.opened, self.page = opened, opened.page
        self.process = kernel_process(opened, lab)
        self.received = 0
        network = opened.page.context.new_cdp_session(opened.page)
        network.on("Network.webSocketFrameReceived", self._count)
        network.send("Network.enable")
        sliders = (cell or self.page).get_by_role("slider").all()
        self.knob = sliders[0]
        if largest:
            for slider in sliders:
                slider.focus()
                self.page.keyboard.press("End")
                opened.settle()
        self.knob.evaluate(PROBE)
        self.low, self.high = (float(self.knob.get_attribute(f"aria-value{end}")) for end in ("min", "max"))
        self.value = self.now
        self.size = self._size_of_a_step()

    @property
    def now(self):
        """What stands beside the slider: ipywidgets rounds aria-valuenow to one decimal."""
        readout = self.knob.locator("xpath=ancestor::*[contains(@class, 'widget-slider')]//*[@class='widget-readout']")
        return float(readout.inner_text().replace("−", "-"))

    def _size_of_a_step(self):
        """By how much an arrow key moves the slider."""
        self.knob.focus()
        there, back = ("ArrowLeft", "ArrowRight") if self.value == self.high else ("ArrowRight", "ArrowLeft")
        self.page.keyboard.press(there)
        size = abs(self.now - self.value)
        self.page.keyboard.press(back)
        self.opened.settle()
        return size

    def _count(self, event):
        frame = event["response"]  # a binary frame (opcode 2) comes as base64
        self.received += len(frame["payloadData"]) * (0.75 if frame["opcode"] == 2 else 1)

    def keys(self, n):
        """`n` arrow keys that move the slider up and down near where it stands; each one moves it."""
        low, high, now = (round((edge - self.value) / self.size) for edge in (self.low, self.high, self.now))
        low, high, up, keys = max(low, -2), min(high, 2), True, []
        for _ in range(n):
            up = now < high if up else now <= low
            now += 1 if up else -1
            keys.append("ArrowRight" if up else "ArrowLeft")
        return keys

    def step(self, key):
        """Press a key; ms until the picture was new."""
        self.page.keyboard.press(key)
        took = self.page.evaluate("probe.step(5000)")
        self.opened.settle(120, ask=False)
        return took

    def times(self, steps):
        """The times of single steps alone."""
        self.knob.focus()
        for key in self.keys(WARM_UP):
            self.step(key)
        times = [self.step(key) for key in self.keys(steps)]
        missed = times.count(None)
        return {"missed": missed, "p50_ms": percentile(times, 50), "p95_ms": percentile(times, 95)}

    def measure(self, steps, bursts):
        self.knob.focus()
        for key in self.keys(WARM_UP):
            self.step(key)
        memory, self.received = self.process.memory_full_info().uss, 0
        times = [self.step(key) for key in self.keys(steps)]
        grown, received = self.process.memory_full_info().uss - memory, self.received
        runs = [self.page.evaluate("([k, g]) => probe.burst(k, g)", [self.keys(BURST), GAP]) for _ in range(bursts)]
        return {
            "missed": times.count(None),
            "p50_ms": percentile(times, 50),
            "p95_ms": percentile(times, 95),
            "burst_seen": statistics.median(run["seen"] for run in runs),
            "burst_of": BURST,
            "burst_last_ms": round(statistics.median(run["last"] for run in runs)),
            "kB_per_update": round(received / steps / 1000, 1),
            "MB_per_100_moves": round(grown / 2**20 / steps * 100, 2),
            **self.flicker(),
        }

    def flicker(self):
        """Frames without a picture, and steps in which the output changed its height."""
        blank = jumps = 0
        for key in self.keys(FLICKER):
            self.page.evaluate("probe.frames = [], probe.recording = true")
            self.step(key)
            frames = self.page.evaluate("probe.recording = false, probe.frames")
            blank += sum(is_blank for is_blank, _ in frames)
            jumps += len({height for _, height in frames}) > 1
        return {"blank_frames": blank, "height_changes": jumps, "flicker_steps": FLICKER}


def percentile(values, q):
    """The q-th percentile of the numbers among `values`, or None."""
    numbers = sorted(value for value in values if value is not None)
    return round(statistics.quantiles(numbers, n=100, method="inclusive")[q - 1], 1) if len(numbers) > 1 else None


def kernel_process(opened, lab):
    """The process of the page's kernel: the one that was given its connection file."""
    kernel = opened.page.evaluate("jupyterapp.shell.currentWidget.sessionContext.session.kernel.id")
    children = psutil.Process(lab.process.pid).children(recursive=True)
    return next(child for child in children if kernel in " ".join(child.cmdline()))
