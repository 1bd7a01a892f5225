"""A folder of files on a web server of our own, below a path; and pages of it, with what they asked for."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

BELOW = "courses/2026"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


class Served:
    """A folder, served on loopback below a path.

    Starts when entered as a context, ends when left.

    Parameters
    ----------
    folder : Path
        The one that is served.
    home : Path
        A new folder, which gets a link to it.
    """

    def __init__(self, folder, home):
        self.folder = home / BELOW / "site"
        self.folder.parent.mkdir(parents=True)
        self.folder.symlink_to(folder, target_is_directory=True)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(home)))
        self.host = f"127.0.0.1:{self.server.server_port}"
        self.url = f"http://{self.host}/{BELOW}/site"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class Page:
    """A page in a browser of its own; when left, it had no errors and had asked nobody but its own host.

    Parameters
    ----------
    browser : playwright's
    url : str
    host : str
        The only one that may be asked; "" for a page from a disk.
    **options
        Of the browser's context: viewport, color_scheme, reduced_motion, java_script_enabled.
    """

    def __init__(self, browser, url, host, **options):
        self.errors, self.hosts, self.host = [], set(), host
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.hosts.add(request.url.partition("://")[2].partition("/")[0]))
        self.page.goto(url)

    def __enter__(self):
        return self.page

    def __exit__(self, kind, *_):
        self.context.close()
        if kind is None:
            assert self.errors == []
            assert self.hosts <= {self.host, ""}  # "" is data:
