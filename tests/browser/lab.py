"""A JupyterLab server of our own, and a notebook opened in it: for the tests here and the benchmark."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
from nbformat.sign import NotebookNotary

SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True},
    "notebook-extension/tracker": {"windowingMode": "none"},
}


BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
ARGUMENTS += ["--disable-background-networking", "--disable-component-update"]
SCROLLER = "document.querySelector('.jp-NotebookPanel .jp-WindowedPanel-outer')"
KERNEL = "window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel"
IDLE = f"{KERNEL}?.status === 'idle'"
OPEN = "async path => { await jupyterapp.commands.execute('docmanager:open', {path}); }"
CLOSE = """async () => {
    for (const tab of [...jupyterapp.shell.widgets('main')]) {
        await tab.sessionContext?.ready;
        await tab.sessionContext?.shutdown();
        tab.dispose();
    }
    document.body.style.height = '';  // axe was given another
}"""
# The kernel answers in order: what was sent before is done when these are answered. Two of them, because
# a widget that moves again before the kernel has answered holds its last value back until it has.
SETTLE = f"""async ([quiet, ask]) => {{
    const later = ms => new Promise(done => setTimeout(done, ms)), end = Date.now() + 60_000;
    while (!({IDLE})) {{
        if (Date.now() > end) throw new Error('after a minute the kernel is not idle');
        await later(10);
    }}
    for (let n = 0; ask && n < 2; n++) await {KERNEL}.requestCommInfo({{target_name: 'nobody'}});
    await new Promise(done => {{
        const rest = () => {{ observer.disconnect(); done(); }};
        let timer = setTimeout(rest, quiet);
        const observer = new MutationObserver(() => {{ clearTimeout(timer); timer = setTimeout(rest, quiet); }});
        observer.observe(document.querySelector('.jp-NotebookPanel'),
            {{subtree: true, childList: true, attributes: true, characterData: true}});
    }});
}}"""


def chromium():
    """Path of the Chromium of this machine, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


class Lab:
    """A server on a copy of a folder, on a free port, with settings of its own.

    Starts when entered as a context, ends, with its kernels, when left.

    Parameters
    ----------
    folder : path
        Copied, and served.
    home : path
        A new folder for everything that Jupyter writes.
    trust : bool
        Trust the copied notebooks, as `make lab` does.
    nodelay : bool
        Switch our server setting on, as `make lab` does.
    """

    READY, PAGE = "api", "lab/tree/{}?reset"  # what answers when it has started, and where a notebook is

    def __init__(self, folder, home, trust=True, nodelay=True):
        self.home, self.root, self.trust = Path(home), Path(home) / "notebooks", trust
        self.nodelay = nodelay
        shutil.copytree(folder, self.root, ignore=shutil.ignore_patterns(".*"))

    def __enter__(self):
        for name, values in SETTINGS.items():
            file = self.home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(values), encoding="utf-8")
        if self.trust:
            self._trust(*sorted(self.root.glob("*.ipynb")))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        with (self.home / "lab.log").open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self.command()],
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self._wait()
        return self

    def command(self):
        """The module that is started, with its options."""
        return ["jupyterlab", *self.options("LabApp"), "--LabApp.extension_manager=readonly"]

    def options(self, app):
        """The folder, and what all of Jupyter's servers are told."""
        options = ["--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={self.port}", "--IdentityProvider.token="]
        options += ["--ServerApp.port_retries=0", "--ServerApp.disable_check_xsrf=True"]
        options += [f"--{app}.expose_app_in_browser=True"]
        options += ["--LanguageServerManager.autodetect=False"]  # it asks node for servers that nobody needs here
        options += ["--ServerApp.jpserver_extensions=rnnlab.server=True"] if self.nodelay else []
        return [str(self.root), *options]

    def add(self, path, trust=True):
        """Put one more notebook beside the others, trusted or not; the path of the copy.

        What is trusted is a content, wherever it stands: a copy that must not be is given another one.
        """
        copy = self.root / (path.name if trust else f"fresh_{path.name}")
        notebook = nbformat.read(path, as_version=4)
        if not trust:
            notebook.metadata["fresh"] = True
        nbformat.write(notebook, copy)
        if trust:
            self._trust(copy)
        return copy

    def _trust(self, *paths):
        """As `jupyter trust` does, which takes a second to start."""
        data = Path(self._environment()["JUPYTER_DATA_DIR"])
        data.mkdir(exist_ok=True)
        notary = NotebookNotary(data_dir=str(data))
        for path in paths:
            notary.sign(nbformat.read(path, as_version=4))
        notary.store.close()

    def _environment(self):
        folders = {
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "IPYTHONDIR": "ipython",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        }
        own = {name: str(self.home / folder) for name, folder in folders.items()}
        return os.environ | own | {"JUPYTER_PREFER_ENV_PATH": "1"}

    def _wait(self):
        end = time.monotonic() + 90
        while self.process.poll() is None and time.monotonic() < end:
            try:
                urllib.request.urlopen(f"{self.url}/{self.READY}", timeout=2).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        self.__exit__()
        raise RuntimeError("the server did not start:\n" + (self.home / "lab.log").read_text())

    def __exit__(self, *_):
        """Ask the server to end: it ends its kernels itself."""
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Opened:
    """A lecture opened in JupyterLab, what it said on the console and whom it asked.

    As a context it is closed when left, and an error that nobody caught in the page is one here.

    Parameters
    ----------
    browser : playwright's
    server : Lab
    path : Path
        Of a notebook in its folder.
    page : playwright's, optional
        Of a JupyterLab that was started, and then stays; without it, it is started in a page of its own.
    """

    def __init__(self, browser, server, path, page=None):
        self.path, self.notebook = path, nbformat.read(path, as_version=4)
        self.errors, self.hosts = [], set()
        self.own = page is None
        self.page = page or browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        self.listeners = {
            "console": lambda message: message.type == "error" and self.errors.append(message.text),
            "pageerror": lambda error: self.errors.append(str(error)),
            "request": lambda request: self.hosts.add(request.url.partition("://")[2].partition("/")[0]),
            "websocket": lambda socket: self.hosts.add(socket.url.partition("://")[2].partition("/")[0]),
        }
        for event, listener in self.listeners.items():
            self.page.on(event, listener)
        self.hosts_wanted = {"", server.url.partition("://")[2]}  # "" is data: and blob:
        if self.own:
            self.page.goto(f"{server.url}/{server.PAGE.format(path.name)}")
        else:
            self.page.evaluate(OPEN, path.name)
        self.page.wait_for_selector(".jp-NotebookPanel .jp-Cell")
        self.page.wait_for_function(IDLE, timeout=60_000)
        self.page.wait_for_selector("#jupyterlab-splash", state="detached")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.own:
            self.page.context.close()
        else:
            for event, listener in self.listeners.items():
                self.page.remove_listener(event, listener)
            self.page.evaluate(CLOSE)
        assert self.errors == [], f"errors in the page of {self.path.name}"

    def cell(self, number):
        """The cell with this place in the file, the first is 0."""
        return self.page.locator(".jp-NotebookPanel .jp-Cell").nth(number)

    def number_of(self, heading):
        """The place of the first cell that begins with these words."""
        return next(n for n, cell in enumerate(self.notebook.cells) if cell.source.startswith(heading))

    @property
    def scenes(self):
        """The id of each cell that calls an explorer, and the cell."""
        code = [(n, cell) for n, cell in enumerate(self.notebook.cells) if cell.cell_type == "code"]
        return {cell.id: self.cell(n) for n, cell in code if re.search(r"^explore\w*\(", cell.source, re.M)}

    @property
    def screen(self):
        """The height of the notebook that is in sight."""
        return self.page.evaluate(f"{SCROLLER}.clientHeight")

    def top_of(self, locator):
        """How far below the top of the notebook something stands, in pixels."""
        top = (
            f"node => node.getBoundingClientRect().top - {SCROLLER}.getBoundingClientRect().top + {SCROLLER}.scrollTop"
        )
        return locator.evaluate(top)

    def run_all(self):
        self.page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
        self.settle(300)

    def settle(self, quiet=100, ask=True):
        """Wait until the kernel has done all that it was asked, and nothing has changed on the page for `quiet` ms.

        With `ask=False`, what is sent to the kernel is only what the page sends: the kernel looks idle.
        """
        self.page.evaluate(SETTLE, [quiet, ask])

    def press(self, box, name, *keys):
        """Press keys on the slider with this name, in this explorer."""
        box.get_by_role("slider", name=name, exact=True).focus()
        for key in keys:
            self.page.keyboard.press(key)
        self.settle()

    def axe(self, theme, selector, **options):
        """What axe finds in a theme within a selector: its response, and the violations as text."""
        from axe_playwright_python.sync_playwright import Axe

        self.theme(theme)
        self.page.evaluate("document.body.style.height = '100vh'")  # JupyterLab's is 0: axe would see no text at all
        options = {"resultTypes": ["violations"]} | options  # it looks longer for what it finds nothing in
        found = Axe().run(self.page, context={"include": [[selector]]}, options=options).response
        return found, [f"{rule['id']}: {node['html']}" for rule in found["violations"] for node in rule["nodes"]]

    def theme(self, name):
        self.page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', {theme})", name)
        self.page.wait_for_selector(f"body[data-jp-theme-name='{name}']", state="attached")
        self.settle(300)
