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

HERE = Path(__file__).parent
VIEW = "application/vnd.jupyter.widget-view+json"
APART, SHARE, LONGEST = 0.1, 0.02, 1.0  # seconds between two frames; more where drawing takes more than this share


class Monitor(anywidget.AnyWidget):
    """The live part of `watch`.

    Parameters
    ----------
    steps : int
        How many there will be at most.
    draw : function
        Called without arguments; returns SVG text of how it stands.

    Attributes
    ----------
    frame : dict
        What the page shows now.
    """

    _esm = HERE / "monitor.js"
    _css = HERE / "monitor.css"
    frame = Dict().tag(sync=True)

    def __init__(self, steps, draw):
        self._steps, self._draw = steps, draw
        self._go, self._stop, self._heard = Event(), Event(), Event()
        self._go.set()
        self._due, self._last, self._spent = 0.0, (perf_counter(), 0), 0.0
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
            view = self._repr_mimebundle_()
            display({VIEW: (view[0] if isinstance(view, tuple) else view)[VIEW]}, raw=True)

    def look(self, step, loss):
        """Between two steps: draw if it is time to, and wait while paused.

        Returns
        -------
        bool
            Whether to go on.
        """
        if self._go.is_set() and not self._stop.is_set():
            if perf_counter() >= self._due:
                self._put(step, loss, "running", "Learning.")
            return True
        if not self._go.is_set():
            self._put(step, loss, "paused", f"Paused after step {step}. The cells below wait: go on, or stop.")
            while not self._go.wait(0.2):  # in pieces: so it can be interrupted everywhere
                pass
            self._last, self._due = (perf_counter(), step), 0.0
        return not self._stop.is_set()

    def end(self, step, loss, words, svg=None):
        """Draw a last time."""
        self._put(step, loss, "ended", words, svg)

    def _put(self, step, loss, state, words, svg=None):
        start, (then, before) = perf_counter(), self._last
        speed = (step - before) / max(start - then, 1e-9)
        numbers = f"step {step} of {self._steps}" + (f" · loss {loss:.3g} · {speed:,.0f} steps/s" if step else "")
        self.frame = {
            "state": state,
            "step": step,
            "steps": self._steps,
            "numbers": numbers,
            "words": words,
            "heard": self._heard.is_set(),
            "svg": svg or self._draw(),
        }
        now = perf_counter()
        self._last, self._due = (now, step), now + min(max(APART, (now - start) / SHARE), LONGEST)
