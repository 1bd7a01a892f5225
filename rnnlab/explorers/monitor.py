"""What stands in the page while something runs: a bar, a picture, numbers of the moment, and two buttons.

A cell that runs keeps the kernel's main thread. Where the page's messages come in by another thread (a
subshell, as JupyterLab and ipykernel 7 do it), the buttons are heard meanwhile; elsewhere they would be
heard when it is too late. So the page says hello first, and shows them when it was answered.
"""

from pathlib import Path
from threading import Event
from time import perf_counter

import anywidget
from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display
from traitlets import Dict

from rnnlab.explorers.keys import script

HERE = Path(__file__).parent
VIEW = "application/vnd.jupyter.widget-view+json"
APART, SHARE, LONGEST = 0.1, 0.02, 1.0  # seconds between two frames; more where drawing takes more than this share


class Monitor(anywidget.AnyWidget):
    """The live part of `watch`.

    Parameters
    ----------
    steps : int
        How many there will be at most.
    draw, say : functions
        Called without arguments when a frame is due: SVG text of how it stands, and its numbers in a line.

    Attributes
    ----------
    frame : dict
        What the page shows now.
    """

    _esm = script("monitor.js")
    _css = HERE / "monitor.css"
    frame = Dict().tag(sync=True)

    def __init__(self, steps, draw, say):
        self._steps, self._draw, self._say = steps, draw, say
        self._go, self._stop, self._heard = Event(), Event(), Event()
        self._go.set()
        self._due, self._busy, self._since = 0.0, 0.0, perf_counter()  # pauses are not counted as busy
        super().__init__()
        # ipykernel 7.4 hands what a page says through a comm to the thread that spoke last through it, which is
        # the one that is busy here. Where this is not known, it changes nothing.
        self.comm._reply_subshell_for = lambda data, asked: asked
        self.on_msg(self._hear)

    def _hear(self, _, message, buffers):
        """From the page, in a thread of its own: only flags are set here, the main thread does the rest."""
        wish = message.get("wish")
        self._heard.set()
        if wish == "pause":
            self._go.clear()
        elif wish in ("go on", "stop"):
            if wish == "stop":
                self._stop.set()
            self._go.set()

    def show(self):
        """Put the live view into the output of the cell that runs, and nothing that would be stored."""
        if InteractiveShell.initialized():
            bundle, _ = self._repr_mimebundle_()
            display({VIEW: bundle[VIEW]}, raw=True)

    def look(self, step):
        """Before each step: draw if it is time to, and wait while paused.

        Parameters
        ----------
        step : int
            How many are done.

        Returns
        -------
        bool
            Whether to go on.
        """
        if self._go.is_set() and not self._stop.is_set() and perf_counter() >= self._due:
            self._put(step, "running", "Learning.")
        if not self._go.is_set():
            self._busy += perf_counter() - self._since
            self._put(step, "paused", f"Paused after step {step}. The cells below wait: go on, or stop.")
            while not self._go.wait(0.2):  # in pieces: so it can be interrupted everywhere
                pass
            self._since, self._due = perf_counter(), 0.0
        return not self._stop.is_set()

    def end(self, step, words, svg=None):
        """Show the end; `svg` stands in the place of the picture."""
        self._put(step, "ended", words, svg)

    def _put(self, step, state, words, svg=None):
        start = perf_counter()
        busy = self._busy + (start - self._since if state != "paused" else 0)
        numbers = [f"step {step} of {self._steps}", self._say(), f"{step / busy:,.0f} steps/s" if busy and step else ""]
        self.frame = {
            "state": state,
            "step": step,
            "steps": self._steps,
            "numbers": " · ".join(filter(None, numbers)),
            "words": words,
            "heard": self._heard.is_set(),
            "svg": svg or self._draw(),
        }
        now = perf_counter()
        self._due = now + min(max(APART, (now - start) / SHARE), LONGEST)
