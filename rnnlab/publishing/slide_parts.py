"""What stands on each slide of a lecture: one idea, and no more than a slide can hold."""

import re
from functools import partial
from html import escape

from bs4 import BeautifulSoup, Tag
from nbconvert.filters.highlight import Highlight2HTML

from rnnlab.publishing.addresses import relink
from rnnlab.publishing.frames import joined
from rnnlab.publishing.heights import (
    CODE_LETTERS,
    HEIGHT,
    HIGHEST,
    LONG,
    WIDTH,
    fitted,
    height_of,
    item_height,
    lines_of,
    row_height,
    svg_of,
)
from rnnlab.publishing.markdown import to_html
from rnnlab.publishing.pages import prepared, scene_html

ROOM = HEIGHT - 80  # for a part of a table or a list, under a heading
SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
WORDS = re.compile("<desc>(.*?)</desc>", re.S)
CONTROLS, CONTROL, WORDS_LINE, WORDS_LETTERS = 3, 44, 27, 110  # controls in a row; heights; letters in a line


def slides_of(lecture):
    """The slides: pairs of a kind and HTML.

    The kind is "slide" where a section of the lecture begins, "subslide" for those that follow in it.
    """
    slides, highlight = [], Highlight2HTML(pygments_lexer="python")
    link = partial(relink, source=lecture.source, page=lecture.slides)
    for cell in prepared(lecture).cells:
        if cell.id == "setup":
            continue
        if cell.cell_type == "markdown":
            slides += text_slides(to_html(cell.source, link))
        elif cell.metadata.part.kind == "scene":
            slides.append(scene_slide(lecture, cell.id))
        else:
            parts = code_parts(cell, highlight)
            closed = slides[-1][0].name == "figure" or "folded" in slides[-1][0].get("class", ())
            if closed or sum(map(height_of, [*slides[-1], *parts])) > HEIGHT:
                slides.append(parts)
            else:
                slides[-1] += parts
    for parts in slides:
        yield "slide" if parts[0].name in ("h1", "h2") else "subslide", "\n".join(map(str, parts))


def text_slides(html):
    """Lists of elements, each no higher than a slide; a heading, and an answer, begin a new one."""
    slides, room = [[]], HEIGHT
    for element in blocks(elements(html)):
        if element is None:
            slides.append([])
            room = HEIGHT
            continue
        high = height_of(element)
        heading = re.fullmatch("h[1-4]", element.name)
        if slides[-1] and (high > room or heading):
            slides.append([])
            room = HEIGHT
        slides[-1].append(element)
        room -= high
    return list(filter(None, slides))


def blocks(parts):
    """The elements, without tables and lists higher than a slide; what was folded has a heading, and None after it."""
    for element in parts:
        for link in element.select(".anchor-link"):
            link.decompose()
        for code in element.select("pre"):
            code["class"] = "long" if lines_of(code.get_text(), CODE_LETTERS) > LONG else "code"
        if element.name == "details":
            yield from elements(f'<h3 class="folded">{escape(element.summary.extract().get_text())}</h3>')
            yield from blocks(elements(element.decode_contents()))
            yield None
        elif element.find("tr") and height_of(element) > ROOM:
            yield from pieces_of(element, element.select("tbody tr"), row_height, row_height(element.tr) + 20)
        elif element.name in ("ul", "ol") and height_of(element) > ROOM:
            yield from pieces_of(element, element.find_all("li", recursive=False), item_height, 20)
        else:
            yield element


def pieces_of(element, rows, height, head):
    """Copies of a table or a list with as many of its rows, or items, as go on a slide."""
    groups, room = [[]], ROOM - head
    for n, row in enumerate(rows):
        if height(row) > room:
            groups.append([])
            room = ROOM - head
        groups[-1].append(n)
        room -= height(row)
    for group in filter(None, groups):
        (piece,) = elements(str(element))
        for n, row in enumerate(piece.select("tbody tr") or piece.find_all("li", recursive=False)):
            if n not in group:
                row.decompose()
        if piece.name == "ol":
            piece["start"] = str(group[0] + 1)
        yield piece


def code_parts(cell, highlight):
    """The code of a cell and what it gave; of a question, the question, and the answer with the next key."""
    kind, html = cell.metadata.part.kind, []
    if kind != "predict":
        html.append(highlight(cell.source))
    for output in cell.outputs if kind != "yours" else ():
        data = output.get("data", {})
        html.append(
            f"<div>{data['text/html']}</div>" if "text/html" in data else f"<pre>{escape(data['text/plain'])}</pre>"
        )
    parts = elements("".join(html))
    for found in [folded for part in parts for folded in part.select("details")]:
        found.summary.decompose()
        found.name, found["class"] = "div", "fragment answer"
    for image in [image for part in parts for image in part.select("img")]:
        across, high = fitted(*sizes(svg_of(image["src"])), HEIGHT - 40)
        image["style"] = f"width: {across}px; height: {high}px"
    return parts


def scene_slide(lecture, name):
    """A scene, as large as its first picture can be; what is larger when it moves is shown smaller."""
    (figure,) = elements(scene_html(lecture, name))
    for extra in figure.select(".note, .more"):
        extra.decompose()
    part = lecture.parts[name]
    first = svg_of(figure.img["src"])
    said = (WORDS.search(joined(pieces, first)) for pieces in part["pictures"])
    words = max(lines_of(found[1], WORDS_LETTERS) for found in said if found)
    rows = -(-len([one for one in part["controls"] if not one["more"]]) // CONTROLS)
    room = min(HIGHEST, HEIGHT - rows * CONTROL - words * WORDS_LINE - 40)
    across, high = sizes(first)
    zoom = fitted(across, high, room)[0] / across
    figure.select_one(".picture")["style"] = (
        f"zoom: {zoom:.3f}; --across: {WIDTH / zoom:.0f}px; --room: {room / zoom:.0f}px"
    )
    return [figure]


def sizes(svg):
    """Width and height of a picture, from its text."""
    return tuple(map(float, SIZE.search(svg).groups()))


def elements(html):
    """The elements that stand beside each other in HTML text."""
    return [part for part in BeautifulSoup(html, "html.parser").contents if isinstance(part, Tag)]
