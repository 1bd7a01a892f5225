"""Reads a picture back: what it says, what it paints, and where.

Everything is read by its place: transforms are followed, and a number counts for the cell it stands on.
"""

import re
from functools import lru_cache
from html.parser import HTMLParser
from typing import NamedTuple
from xml.etree import ElementTree

from rnnlab.drawing.layout import MONO, SERIF
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.picture import picture

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
PARTS_OF_A_PATH = re.compile(r"([A-Za-z])([^A-Za-z]*)")
LINES = re.compile(r"(?:M\S+? [^\sMh]+h[^\sMh]+)+")


class Placed(NamedTuple):
    """An element, the place and scale that its transforms give it, and the attributes that hold for it."""

    node: ElementTree.Element
    dx: float
    dy: float
    sx: float
    sy: float
    style: dict

    def at(self, x, y):
        return self.dx + self.sx * float(x), self.dy + self.sy * float(y)


class Word(NamedTuple):
    """A text at its anchor point."""

    text: str
    x: float
    y: float
    size: float
    anchor: str
    fill: str
    family: str


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float
    fill: str
    stroke: str | None


class Stroke(NamedTuple):
    """A horizontal line, drawn from `start` to `end`: what strips and bars are painted with."""

    start: float
    end: float
    y: float
    height: float
    colour: str
    title: str | None


class Block(NamedTuple):
    """One block of a matrix: its cells row by row, each row's data-row, and where they are."""

    name: str
    colour: str
    numbers: list
    fills: list
    rows: list
    left: float
    top: float
    right: float
    bottom: float


class Matrix(NamedTuple):
    """A matrix with its data-part, its data-shape, the shape that is written under it, and its blocks."""

    part: str | None
    shape: str
    ledger: str
    blocks: list


# ---- what should be there ----


def numbers(array):
    """The texts of the cells of an array (rows, columns)."""
    return [[show_number(value) for value in row] for row in array]


def finished(part):
    """A part of a drawing on its card, read back; without a margin, so that places are those of the part."""
    return parse(picture(part, "a part", "a part", pad=0))


# ---- reading ----


def parse(svg):
    return ElementTree.fromstring(str(svg))


def kind(node):
    return node.tag.removeprefix(SVG)


def text_of(node):
    return "".join(node.itertext())


def values_in(text):
    return [float(number) for number in NUMBER.findall(text)]


def placed(node, dx=0.0, dy=0.0, sx=1.0, sy=1.0, style=None):
    """Every element that is drawn, in document order; definitions are not."""
    style = {**(style or {}), **node.attrib}
    for name, inside in re.findall(r"(\w+)\(([^)]*)\)", style.pop("transform", "")):
        values = values_in(inside)
        if name == "translate":
            dx, dy = dx + sx * values[0], dy + sy * values[1]
        elif name == "scale":
            sx, sy = sx * values[0], sy * values[-1]
        else:
            assert name == "rotate", f"a transform that is not read here: {name}"
    yield Placed(node, dx, dy, sx, sy, style)
    for child in node:
        if kind(child) != "defs":
            yield from placed(child, dx, dy, sx, sy, style)


@lru_cache(maxsize=4)
def _all(root):
    return list(placed(root))


def of_kind(root, *kinds):
    return [item for item in _all(root) if kind(item.node) in kinds]


def words(root):
    """Every text; the spans of a text that have an x of their own (the numbers of a row) one by one."""
    found = []
    for item in of_kind(root, "text"):
        for node in [span for span in item.node if "x" in span.attrib] or [item.node]:
            own = {"x": 0, "y": 0, **item.style, **node.attrib}
            size = float(own["font-size"]) * item.sy
            place = item.at(own["x"], own["y"])
            found.append(Word(text_of(node), *place, size, own["text-anchor"], own["fill"], own["font-family"]))
    return found


def texts(root):
    return [word.text for word in words(root)]


def word(root, text):
    """The one text that says this."""
    (found,) = [one for one in words(root) if one.text == text]
    return found


def titles(root):
    """The titles inside the picture; its own is not one of them."""
    return [node.text for node in root.iter(f"{SVG}title")][1:]


def boxes(root, **wanted):
    """Every rectangle; of this fill, of this stroke."""
    found = []
    for item in of_kind(root, "rect"):
        x, y, width, height = (float(item.node.get(key)) for key in ("x", "y", "width", "height"))
        corner, opposite = item.at(x, y), item.at(x + width, y + height)
        found.append(Box(*corner, *opposite, item.style.get("fill"), item.style.get("stroke")))
    return [box for box in found if all(getattr(box, key) == value for key, value in wanted.items())]


def points_of(path):
    """The points that a path of M, L, H, V, h, v, l, q and z goes through."""
    x = y = 0.0
    for command, inside in PARTS_OF_A_PATH.findall(path):
        values = values_in(inside)
        if command in "ML":
            steps = list(zip(values[::2], values[1::2], strict=True))
        elif command in "Hh":
            steps = [(value + x * (command == "h"), y) for value in values]
        elif command in "Vv":
            steps = [(x, value + y * (command == "v")) for value in values]
        elif command == "l":
            steps = [(x + sum(values[: n + 1 : 2]), y + sum(values[1 : n + 2 : 2])) for n in range(0, len(values), 2)]
        elif command == "q":
            steps = [(x + values[0], y + values[1]), (x + values[2], y + values[3])]
        else:
            assert command == "z", f"a command that is not read here: {command}"
            steps = []
        for x, y in steps:
            yield x, y


def paths(root, **wanted):
    """The points of every path, of this stroke."""
    items = [item for item in of_kind(root, "path") if all(item.style.get(k) == v for k, v in wanted.items())]
    return [[item.at(*point) for point in points_of(item.node.get("d"))] for item in items]


def corners(root):
    """(what, x, y): each corner of all that is drawn, and the anchor of each text."""
    side = _cell_sides(root)
    for box in boxes(root):
        yield from (("rect", box.left, box.top), ("rect", box.right, box.bottom))
    for item in of_kind(root, "use"):
        x, end = float(item.node.get("x")), side[item.node.get("href")] - 1
        yield from (("use", *item.at(x + 1, 1)), ("use", *item.at(x + end, end)))
    for item in of_kind(root, "circle"):
        x, y, r = (float(item.node.get(key)) for key in ("cx", "cy", "r"))
        yield from (("circle", *item.at(x + sign * r, y + sign * r)) for sign in (-1, 1))
    for item in of_kind(root, "polyline"):
        flat = values_in(item.node.get("points"))
        yield from (("polyline", *item.at(*point)) for point in zip(flat[::2], flat[1::2], strict=True))
    yield from (("path", *point) for path in paths(root) for point in path)
    yield from ((f"text {one.text!r}", one.x, one.y) for one in words(root))


def strokes(root):
    """The lines of every path that is nothing but horizontal lines, in the order in which they are painted."""
    found = []
    for item in of_kind(root, "path"):
        if not LINES.fullmatch(item.node.get("d")):
            continue
        title = item.node.find(f"{SVG}title")
        height = float(item.style.get("stroke-width", 1)) * item.sy
        for line in item.node.get("d")[1:].split("M"):
            x, y, length = map(float, re.split("[ h]", line))
            start, end = item.at(x, y), item.at(x + length, y)
            says = None if title is None else title.text
            found.append(Stroke(start[0], end[0], start[1], height, item.style.get("stroke"), says))
    return found


def colour_at(lines, x, y):
    """What is painted at a point; `lines` are strokes."""
    over = [line for line in lines if line.start <= x <= line.end and abs(y - line.y) <= line.height / 2]
    return over[-1].colour if over else None


def cell_colours(root, box, T, units):
    """The colours of a strip that fills a box: a row for each unit, a column for each step."""
    lines = strokes(root)
    w, h = (box.right - box.left) / T, (box.bottom - box.top) / units

    def colour(t, n):
        first, last = (colour_at(lines, box.left + (t + s) * w, box.top + (n + s) * h) for s in (0.05, 0.95))
        assert first == last, f"the cell of step {t}, unit {n} has two colours"
        return first

    return [[colour(t, n) for t in range(T)] for n in range(units)]


def matrices(root):
    """Every matrix, in document order, its blocks from the top left to the bottom right."""
    found = []
    for item in of_kind(root, "g"):
        if "data-shape" in item.node.attrib:
            inside = list(placed(item.node, item.dx, item.dy, style=item.style))
            names = [one for one in inside if one.node.get("font-family") == SERIF]
            (ledger,) = [text_of(one.node) for one in inside if one.node.get("font-family") == MONO]
            groups = [one for one in inside if any("data-row" in child.attrib for child in one.node)]
            blocks = sorted(
                (_block(group, _cell_sides(root), names) for group in groups), key=lambda b: (b.top, b.left)
            )
            found.append(Matrix(item.node.get("data-part"), item.node.get("data-shape"), ledger, blocks))
    return found


def matrix_of(root, part):
    """The one matrix with this data-part."""
    (found,) = [one for one in matrices(root) if one.part == part]
    return found


def blocks_of(root):
    """The blocks of all matrices, one after the other."""
    return [block for one in matrices(root) for block in one.blocks]


def _cell_sides(root):
    """The side of a cell by the shape it refers to; the shape leaves one pixel on each side."""
    return {f"#{node.get('id')}": float(node.get("width")) + 2 for node in root.iter(f"{SVG}rect") if node.get("id")}


def _block(group, side, names):
    inside = [one for child in group.node for one in placed(child, group.dx, group.dy)]
    (cell,) = {side[one.node.get("href")] for one in inside if kind(one.node) == "use"}
    fills, said, rows = {}, {}, {}
    for one in inside:
        row = round((one.dy - group.dy) / cell)
        if "data-row" in one.node.attrib:
            rows[row] = int(one.node.get("data-row"))
        elif kind(one.node) == "use":
            fills[row, round(float(one.node.get("x")) / cell)] = one.node.get("fill")
        elif kind(one.node) == "text":
            for span in one.node:
                place = int(float(one.node.get("y")) // cell), int(float(span.get("x")) // cell)
                assert place not in said, "two numbers on one cell"
                said[place] = span.text
    assert fills.keys() == said.keys(), "a cell without a number, or a number without a cell"
    height, width = (1 + max(place[axis] for place in fills) for axis in (0, 1))
    right, bottom = group.dx + width * cell, group.dy + height * cell

    def distance(name):
        x, y = name.at(name.node.get("x"), name.node.get("y"))
        return abs(x - (group.dx + right) / 2) + min(abs(y - group.dy), abs(y - bottom))

    name = min(names, key=distance)
    grid = ([[found[r, c] for c in range(width)] for r in range(height)] for found in (said, fills))
    order = [rows[r] for r in range(height)]
    return Block(text_of(name.node), name.node.get("fill"), *grid, order, group.dx, group.dy, right, bottom)


def channels(colour):
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    return [int(digits[k : k + 2], 16) for k in (0, 2, 4)]


def luminance(colour):
    """Relative luminance as WCAG 2 defines it."""
    shares = [value / 255 for value in channels(colour)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class _Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.found.append(("text", data))


def elements_of(html):
    """Each element of an HTML text with its attributes, as a browser reads them."""
    reader = _Elements()
    reader.feed(html)
    reader.close()
    return reader.found
