"""How high the parts of a slide are: an estimate on the safe side, so that a slide is full before it is too full."""

import base64
import re
from math import ceil

WIDTH, HEIGHT = 1152, 616  # in pixels, of what a slide of 1280 × 720 can hold
LETTERS, CODE_LETTERS = 84, 108  # in a line of text, of code
LINE, CODE_LINE, ROW_LINE, SMALL_LINE = 35, 26, 27, 20
HEADINGS = {"h1": 76, "h2": 62, "h3": 50, "h4": 44}
LARGER, HIGHEST = 1.25, 560  # how much a picture may be enlarged, and how high it may be then
HIGH = re.compile(r"height: (\d+)px")
LONG = 18  # lines of code, after which they are written smaller


def height_of(element):
    """The height of an element of a slide, in pixels.

    Parameters
    ----------
    element : bs4.Tag
    """
    if element.name in HEADINGS:
        return HEADINGS[element.name] * lines_of(element.get_text(), 50)
    if element.name in ("ul", "ol"):
        return 14 + sum(map(item_height, element.find_all("li", recursive=False)))
    if element.name == "figure":
        return HEIGHT
    if element.find("img") is not None:
        return 14 + sum(int(HIGH.search(image["style"])[1]) for image in element.find_all("img"))
    if element.name == "pre" or element.find("pre") is not None:
        return code_height(element.get_text())
    if element.find("table") is not None:
        return 16 + sum(map(row_height, element.find_all("tr")))
    if element.find("math", attrs={"display": "block"}) is not None:
        rows = len(element.find_all("mtr")) or 1
        return 60 + 46 * rows + 30 * bool(element.find("mfrac"))
    inside = element.find_all(["p", "ul", "ol", "div"], recursive=False)
    return sum(map(height_of, inside)) + 16 if inside else 18 + LINE * lines_of(element.get_text(), LETTERS)


def lines_of(text, letters):
    return sum(max(1, ceil(len(line) / letters)) for line in text.strip().split("\n"))


def item_height(item):
    return 10 + LINE * lines_of(" ".join(item.get_text().split()), LETTERS - 6)


def row_height(row):
    cells = row.find_all(["td", "th"])
    return 12 + ROW_LINE * max(lines_of(cell.get_text(), 115 // len(cells)) for cell in cells)


def code_height(text):
    lines = lines_of(text, CODE_LETTERS)
    return 40 + lines * (SMALL_LINE if lines > LONG else CODE_LINE)


def svg_of(source):
    """The text of a picture, from the address that carries it."""
    return base64.b64decode(source.partition("base64,")[2]).decode()


def fitted(width, height, highest=HIGHEST):
    """Width and height of a picture as large as it can be here, no more than `LARGER` times its size."""
    scale = min(LARGER, WIDTH / width, highest / height)
    return round(width * scale), round(height * scale)
