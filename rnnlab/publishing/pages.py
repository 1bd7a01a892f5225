"""A stored lecture as a page to read, and the scripts with the pictures of its scenes."""

import json
import re
from copy import deepcopy
from functools import partial
from html import unescape

from bs4 import BeautifulSoup
from markupsafe import Markup
from nbformat import from_dict

from rnnlab.publishing.addresses import relink
from rnnlab.publishing.markdown import to_html
from rnnlab.publishing.rendering import cells_of, render
from rnnlab.publishing.repository import NOBODY

FIRST_OF_ALL = ("Run all cells first (*Run → Run All Cells*). Then move", "Move")  # nothing of a page needs to be run

HEADING = re.compile("<h2 id=.*?</h2>", re.S)


def lecture_page(lecture, live=False, before=None, after=None, slides=False, handout=False):
    """The page of a lecture: HTML text.

    Parameters
    ----------
    lecture : Lecture
    live, slides, handout : bool
        Whether the site has the lecture live, its slides and its handout.
    before, after : Lecture, optional
    """
    body = cells_of(
        prepared(lecture),
        partial(relink, source=lecture.source, page=lecture.page),
        needs_a_kernel=_needs_a_kernel(lecture.live if live else None),
    )
    headings = BeautifulSoup("".join(HEADING.findall(body)), "html.parser").select("h2")
    return render(
        "lecture.html",
        root="",
        title=f"{lecture.title} · rnnlab",
        description=f"Lecture {lecture.number}: {lecture.words}",
        body=body,
        headings=[(one["id"], one.get_text().removesuffix("¶")) for one in headings],
        live=lecture.live if live else None,
        notebook=lecture.source,
        before=before,
        after=after,
        slides=lecture.slides if slides else None,
        handout=lecture.handout if handout else None,
    )


def prepared(lecture):
    """The notebook with what each code cell is in its metadata, and each scene as HTML there."""
    notebook = deepcopy(lecture.notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            part = dict(lecture.parts[cell.id])
            if part["kind"] == "scene":
                part = {"kind": "scene", "still": part["still"], "html": scene_html(lecture, cell.id)}
            cell.metadata["part"] = from_dict(part)
        else:
            cell.source = cell.source.replace(*FIRST_OF_ALL)
    return notebook


def scene_html(lecture, name):
    """A scene: its controls, its picture as it starts, and the line that says it in words."""
    part = lecture.parts[name]
    words = unescape(part["still"].partition('alt="')[2].partition('"')[0])
    known = dict(name=name, still=Markup(part["still"]), words=words, frames=lecture.frames(name))
    return render("scene.html", **known, controls=part["controls"], whole=part["whole"])


def scene_script(lecture, name):
    """The script that carries the pictures of a scene."""
    part = lecture.parts[name]
    frames = {key: part[key] for key in ("start", "pictures", "states")}
    return f"rnnlabFrames({json.dumps(lecture.frames(name))}, {json.dumps(frames, separators=(',', ':'))});\n"


def document_page(source, page, text):
    """A page made of a Markdown file; `source` and `page` are as in `relink`."""

    def link(address):
        return None if NOBODY in address else relink(address, source, page)

    body = Markup(to_html(text, link, github=True))
    title = BeautifulSoup(body, "html.parser").h1.get_text().removesuffix("¶")
    root = "../" * page.count("/")
    return render("document.html", root=root, title=f"{title} · rnnlab", description=title, body=body)


def _needs_a_kernel(live):
    where = f'in the <a href="{live}">live version</a>' if live else 'where you <a href="index.html#start">start it</a>'
    return Markup(f'<p class="note needs">This needs Python: it works {where}.</p>')
