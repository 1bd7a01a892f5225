"""A notebook run in this process: what its cells show, and the names that they leave to the tests of its scenes."""

import contextlib
import io
import time
from functools import cache
from types import ModuleType

import nbformat
from IPython.core.displayhook import CapturingDisplayHook
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from store_outputs import WIDGET_VIEW
from traitlets.config import Config


class Running:
    """A notebook in a shell of its own. `seconds` says how long each code cell took the last time, by its place."""

    def __init__(self, notebook, folder):
        self.notebook, self.folder = notebook, folder
        self.places = [n for n, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
        self.seconds = {}
        self.shell = InteractiveShell(
            config=Config(HistoryManager={"enabled": False}), user_module=ModuleType(f"shell_{id(self)}")
        )
        self.shell.display_pub = CapturingDisplayPublisher()
        self.shell.display_trap.hook = CapturingDisplayHook(self.shell, self.shell.display_pub.outputs)

    @property
    def names(self):
        return self.shell.user_ns

    def run_all(self):
        """What is wrong, in words: cells that raise, or that do not show what is stored."""
        return [found for n in self.places if (found := self.run(n))]

    def run(self, n):
        """Run one cell; what is wrong with it, or None."""
        cell, start = self.notebook.cells[n], time.monotonic()
        error, said, shown = self.execute(cell.source)
        self.seconds[n] = time.monotonic() - start
        if error:
            return f"{cell.id} raises {type(error).__name__}: {error}"
        return None if (said, shown) == stored(cell) else f"{cell.id} shows something else"

    def execute(self, source):
        """The error that code raises, or None; its text; and the other things that it shows."""
        outputs, text = self.shell.display_pub.outputs, io.StringIO()
        outputs.clear()
        with self._in_front(), contextlib.redirect_stdout(text), contextlib.redirect_stderr(text):
            ran = self.shell.run_cell(source)
        data = [{kind: value for kind, value in one["data"].items() if kind != WIDGET_VIEW} for one in outputs]
        return ran.error_before_exec or ran.error_in_exec, text.getvalue(), [one for one in data if one]

    @contextlib.contextmanager
    def _in_front(self):
        """This shell is the one that display and others ask for, and its folder the one that files are read from."""
        before, InteractiveShell._instance = InteractiveShell._instance, self.shell
        try:
            with contextlib.chdir(self.folder):
                yield
        finally:
            InteractiveShell._instance = before


def stored(cell):
    """The text that is stored with a cell, and the other things."""
    outputs = cell.outputs
    return "".join(one.get("text", "") for one in outputs), [one.data for one in outputs if "data" in one]


@cache
def lecture_of(path):
    """A lecture after Run All, and what went wrong."""
    lecture = Running(nbformat.read(path, as_version=4), path.parent)
    return lecture, lecture.run_all()
