"""A finished picture: SVG text that shows itself in a notebook, with its words."""

import base64
import re
from html import escape, unescape

from rnnlab.drawing.colours import CARD, INK, LINE
from rnnlab.drawing.layout import SANS, cell_shape, move
from rnnlab.drawing.svg import coordinate, tag

SIZE = re.compile(r'viewBox="[^"]*" width="[^"]*" height="[^"]*"')
CARD_SIZE = re.compile(r'<rect [^>]*data-card="([\d.]+) ([\d.]+)"/>')


class Picture(str):
    """SVG text. A notebook shows it as an image whose alternative text says what is seen."""

    @property
    def words(self):
        """The picture in words: its <desc>, or its <title>, or "picture"."""
        return words_of(self)

    def __repr__(self):
        return self.words

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": self.words, "text/html": as_image(self)}


def words_of(svg):
    """What an SVG text says of itself: its <desc>, or its <title>, or "picture"."""
    found = re.search(r"<desc>(.*?)</desc>", svg, re.S) or re.search(r"<title>(.*?)</title>", svg, re.S)
    return unescape(found[1]) if found else "picture"


def as_image(svg):
    """An <img> that carries the SVG in itself: it shows where scripts and inline SVG are not trusted."""
    data = base64.b64encode(svg.encode()).decode()
    return f'<img alt="{escape(words_of(svg))}" src="data:image/svg+xml;base64,{data}">'


def card_of(svg):
    """Width and height of a picture's card; (0, 0) for SVG text that `picture` has not made."""
    found = CARD_SIZE.search(svg)
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def enlarge(svg, card, width=0):
    """The same picture on a card (width, height) that is larger, with room to the right up to `width`.

    SVG text that `picture` has not made stays as it is.
    """
    if not CARD_SIZE.search(svg):
        return svg
    room = coordinate(float(max(width, card[0])))
    across, high = (coordinate(float(side)) for side in card)
    svg = SIZE.sub(f'viewBox="0 0 {room} {high}" width="{room}" height="{high}"', svg, count=1)
    return Picture(CARD_SIZE.sub(_card(across, high), svg, count=1))


def _card(width, height):
    sides = dict(width=float(width) - 1, height=float(height) - 1)
    return tag("rect", x=0.5, y=0.5, **sides, rx=10, fill=CARD, stroke=LINE, data_card=f"{width} {height}")


def picture(part, title, words, width=None, height=None, pad=20):
    """A part on a white card, with its title and its words; `width` and `height` keep one size."""
    width, height = width or part.width + 2 * pad, height or part.height + 2 * pad
    if part.width + 2 * pad > width + 0.5 or part.height + 2 * pad > height + 0.5:
        raise ValueError(f"The drawing needs {part.width + 2 * pad:g} × {part.height + 2 * pad:g}, more than its card.")
    width, height = coordinate(width), coordinate(height)
    cells = sorted({int(cell) for cell in re.findall('href="#c(\\d+)"', part.body)})
    return Picture(
        tag(
            "svg",
            tag("title", title),
            tag("desc", words),
            tag("defs", *map(cell_shape, cells)) if cells else "",
            _card(width, height),
            move(part.body, pad, pad),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {width} {height}",
            width=width,
            height=height,
            role="img",
            font_family=SANS,
            text_anchor="middle",
            fill=INK,
        )
    )
