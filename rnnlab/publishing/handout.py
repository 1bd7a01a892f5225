"""A lecture on paper: the page with its folded answers at the end, printed as A4 by Chromium."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from bs4 import BeautifulSoup
from markupsafe import Markup

from rnnlab.publishing.addresses import ELSEWHERE
from rnnlab.publishing.pages import prepared
from rnnlab.publishing.rendering import HERE, cells_of, render

BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
QUIET = ["--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
QUIET += ["--disable-background-networking", "--disable-component-update", "--no-pdf-header-footer"]
DATE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}(?:[+-]\d\d'\d\d')?")
NODE = re.compile(rb"node\d{8}")
AT_THE_END = ("The solutions are folded below", "The solutions stand at the end")
ANSWER = re.compile(r"answer|solution", re.I)
SECONDS = 120


class Unprinted(RuntimeError):
    """Why there is no handout."""


def write_handouts(lectures, out):
    """Print each lecture to handout/ in the folder of the site, and all of them to one file.

    Raises
    ------
    Unprinted
        There is no Chromium, or it did not print.
    """
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise Unprinted(f"no Chromium on this machine: none of {', '.join(BROWSERS)} is on the path")
    bodies = [handout_body(lecture) for lecture in lectures]
    for lecture, body in zip(lectures, bodies, strict=True):
        pages = render("handout.html", title=lecture.title, bodies=[body], style=_style())
        print_page(browser, pages, out / lecture.handout)
    pages = render("handout.html", title="rnnlab: the lectures", bodies=bodies, style=_style())
    print_page(browser, pages, out / "handout" / "lectures.pdf")


def handout_body(lecture):
    """The cells of a lecture with its answers at the end, as HTML."""
    cells = cells_of(prepared(lecture), _link, needs_a_kernel="").replace(*AT_THE_END)
    soup = BeautifulSoup(cells, "html.parser")
    for extra in soup.select(".anchor-link, .scene fieldset, .status, .note, .source"):
        extra.decompose()
    answers, section = [], ""
    for found in soup.select("h2, details"):
        if found.name == "h2":
            section = found.get_text()
            continue
        summary = found.summary.extract().get_text()
        if not ANSWER.search(summary):
            found.name = "div"
            continue
        answers.append(Markup('<div class="answer"><h3>{}. {} ({})</h3>{}</div>').format(
            len(answers) + 1, summary, section or lecture.title, Markup(found.decode_contents())
        ))  # fmt: skip
        found.replace_with(BeautifulSoup(f'<p class="see">{summary} {len(answers)}: at the end.</p>', "html.parser"))
    end = Markup('<section class="answers"><h2>Answers</h2>{}</section>').format(Markup("").join(answers))
    return Markup(str(soup)) + (end if answers else "")


def print_page(browser, text, aim):
    """Print HTML text to a file, which does not say when.

    Raises
    ------
    Unprinted
        The browser gave no file.
    """
    with TemporaryDirectory() as folder:
        page, printed = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(text, encoding="utf-8")
        own = [f"--user-data-dir={folder}/profile", f"--print-to-pdf={printed}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            own.append("--no-sandbox")  # it has none as root; all it opens is this page, which has no scripts
        try:
            done = subprocess.run([browser, *QUIET, *own, page.as_uri()], capture_output=True, timeout=SECONDS)
        except subprocess.TimeoutExpired as error:
            raise Unprinted(f"{browser} was still printing after {SECONDS} seconds") from error
        if not printed.exists():
            raise Unprinted(f"{browser} printed nothing: {done.stderr.decode(errors='replace')[-500:]}")
        aim.parent.mkdir(parents=True, exist_ok=True)
        aim.write_bytes(settled(printed.read_bytes()))


def settled(pdf):
    """The bytes of a PDF without what is another each time: one date for all, and its parts numbered from 1.

    All of it keeps its length and its order, on which other parts of the file rely.
    """
    numbers = {name: b"node%08d" % n for n, name in enumerate(sorted(set(NODE.findall(pdf))), start=1)}
    pdf = NODE.sub(lambda found: numbers[found[0]], pdf)
    return DATE.sub(lambda found: found[1] + b"20000101000000+00'00'"[: len(found[0]) - len(found[1])], pdf)


def _link(address):
    """On paper, a link within the site leads nowhere."""
    return address if ELSEWHERE.match(address) and not address.startswith("#") else None


def _style():
    return Markup("".join((HERE / name).read_text(encoding="utf-8") for name in ("site.css", "handout.css")))
