"""Reads a picture back: what it says, what it paints, and where.

Everything is read by its place: transforms are followed, so a number counts for the cell it stands on.
"""

import re
from typing import NamedTuple
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|nan|inf", re.I)


class Placed(NamedTuple):
    """An element, the transform that holds for it, and what it inherits or says (font-size, stroke …)."""

    node: ElementTree.Element
    dx: float
    dy: float
    sx: float
    sy: float
    style: dict

    def at(self, x, y):
        return self.dx + self.sx * x, self.dy + self.sy * y


class Word(NamedTuple):
    """A piece of text at its anchor point."""

    text: str
    x: float
    y: float
    size: float
    anchor: str
    fill: str
    family: str


class Stroke(NamedTuple):
    """A horizontal line with the height of its stroke: how strips and bars paint. `x1` may be left of `x0`."""

    x0: float
    x1: float
    y: float
    height: float
    colour: str
    title: str | None


class Block(NamedTuple):
    """One block of a matrix: texts and fills cell by cell, and the place of its cells."""

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
    part: str | None
    shape: str
    ledger: str
    blocks: list


def parse(svg):
    return ElementTree.fromstring(str(svg))


def kind(node):
    return node.tag.removeprefix(SVG)


def numbers_in(text):
    return [float(number) for number in NUMBER.findall(text)]


def placed(node, dx=0.0, dy=0.0, sx=1.0, sy=1.0, style=None):
    """Every element that is drawn, in document order, with its place and its inherited attributes."""
    style = {**(style or {}), **node.attrib}
    for name, inside in re.findall(r"(\w+)\(([^)]*)\)", style.pop("transform", "")):
        values = numbers_in(inside)
        if name == "translate":
            dx, dy = dx + sx * values[0], dy + sy * values[1]
        elif name == "scale":
            sx, sy = sx * values[0], sy * values[-1]
        else:
            assert name == "rotate", f"a transform these helpers do not read: {name}"
    yield Placed(node, dx, dy, sx, sy, style)
    for child in node:
        if kind(child) != "defs":
            yield from placed(child, dx, dy, sx, sy, style)


def of_kind(root, *kinds):
    return [item for item in placed(root) if kind(item.node) in kinds]


def words(root):
    """Every text; the cells of a matrix row, which are tspans with an x of their own, one by one."""
    found = []
    for item in of_kind(root, "text"):
        cells = [span for span in item.node if "x" in span.attrib]
        for node in cells or [item.node]:
            own = {**item.style, **node.attrib}
            x, y = item.at(float(own.get("x", 0)), float(own.get("y", 0)))
            size, anchor = float(own["font-size"]) * item.sy, own["text-anchor"]
            found.append(Word("".join(node.itertext()), x, y, size, anchor, own["fill"], own["font-family"]))
    return found


def texts(root):
    return [word.text for word in words(root)]


def titles(root):
    """The titles inside the picture, not its own."""
    return [node.text for node in root.iter(f"{SVG}title")][1:]


def sides(root):
    """The side of the cells by the name of the shape they refer to."""
    return {f"#{node.get('id')}": float(node.get("width")) + 2 for node in root.iter(f"{SVG}rect") if node.get("id")}


def path_points(d):
    """The corners of a path of M, L, H, V, h, v, q and z."""
    x = y = 0.0
    for command, inside in re.findall(r"([A-Za-z])([^A-DF-Za-df-z]*)", d):
        values = numbers_in(inside)
        if command in "ML":
            pairs = zip(values[::2], values[1::2], strict=True)
        elif command in "Hh":
            pairs = [(value + x * (command == "h"), y) for value in values]
        elif command in "Vv":
            pairs = [(x, value + y * (command == "v")) for value in values]
        elif command == "q":
            pairs = [(x + values[0], y + values[1]), (x + values[2], y + values[3])]
        else:
            assert command in "zZ", f"a command these helpers do not read: {command}"
            pairs = []
        for x, y in pairs:
            yield x, y


def corners(root):
    """(what, x, y) of every corner of everything that is drawn, and of every text's anchor."""
    side = sides(root)
    for item in of_kind(root, "rect", "use", "circle", "path", "polyline"):
        node, name = item.node, kind(item.node)
        value = lambda key, node=node: float(node.get(key, 0))  # noqa: E731
        if name == "rect":
            points = [(value("x"), value("y")), (value("x") + value("width"), value("y") + value("height"))]
        elif name == "use":
            length = side[node.get("href")] - 1
            points = [(value("x") + 1, value("y") + 1), (value("x") + length, value("y") + length)]
        elif name == "circle":
            points = [(value("cx") + s * value("r"), value("cy") + s * value("r")) for s in (-1, 1)]
        elif name == "polyline":
            flat = numbers_in(node.get("points"))
            points = zip(flat[::2], flat[1::2], strict=True)
        else:
            points = path_points(node.get("d"))
        for x, y in points:
            yield name, *item.at(x, y)
    for word in words(root):
        yield f"text {word.text!r}", word.x, word.y


def strokes(root):
    """Every horizontal line of every path made of nothing else, in the order of painting."""
    found = []
    for item in of_kind(root, "path"):
        lines = re.fullmatch(r"(?:M\S+ [^\sMh]+h[^\sMh]+)+", item.node.get("d"))
        for line in re.findall(r"M(\S+?) (\S+?)h([^M]+)", lines[0]) if lines else ():
            x, y, length = map(float, line)
            title = item.node.find(f"{SVG}title")
            height = float(item.style.get("stroke-width", 1)) * item.sy
            (x0, y0), (x1, _) = item.at(x, y), item.at(x + length, y)
            found.append(Stroke(x0, x1, y0, height, item.style.get("stroke"), None if title is None else title.text))
    return found


def colour_at(lines, x, y):
    """What is painted at a point, given the strokes."""
    over = [s for s in lines if min(s.x0, s.x1) <= x <= max(s.x0, s.x1) and abs(y - s.y) <= s.height / 2]
    return over[-1].colour if over else None


def matrices(root):
    """Every matrix of a picture, in document order."""
    found = []
    for item in of_kind(root, "g"):
        if "data-shape" in item.node.attrib:
            found.append(_matrix(item, sides(root)))
    return found


def matrix_named(root, part):
    (found,) = [matrix for matrix in matrices(root) if matrix.part == part]
    return found


def _matrix(item, side):
    inside = list(placed(item.node, item.dx, item.dy, item.sx, item.sy, {"text-anchor": "middle"}))
    serif = [(w, "".join(w.node.itertext())) for w in inside if "Georgia" in w.node.get("font-family", "")]
    mono = ["".join(w.node.itertext()) for w in inside if "monospace" in w.node.get("font-family", "")]
    blocks = []
    for group in inside:
        if any("data-row" in child.attrib for child in group.node):
            blocks.append(_block(group, side, serif))
    blocks.sort(key=lambda block: (block.top, block.left))
    (ledger,) = mono
    return Matrix(item.node.get("data-part"), item.node.get("data-shape"), ledger, blocks)


def _block(group, side, serif):
    """Numbers and fills by place: which row and which column each stands on."""
    fills, numbers, rows = {}, {}, {}
    inside = [p for p in placed(group.node, 0, 0, 1, 1, {})]
    origin_x, origin_y = group.dx, group.dy
    own = numbers_in(group.node.get("transform", ""))
    shift_x, shift_y = own or (0.0, 0.0)
    (cell,) = {side[p.node.get("href")] for p in inside if kind(p.node) == "use"}
    for p in inside:
        if "data-row" in p.node.attrib:
            rows[round((p.dy - shift_y) / cell)] = int(p.node.get("data-row"))
        elif kind(p.node) == "use":
            place = round((p.dy - shift_y) / cell), round(float(p.node.get("x")) / cell)
            fills[place] = p.node.get("fill")
        elif kind(p.node) == "text":
            for span in p.node:
                place = int(float(p.node.get("y")) / cell), int(float(span.get("x")) / cell)
                assert place not in numbers, "two numbers on one cell"
                numbers[place] = span.text
    assert fills.keys() == numbers.keys(), "a cell without its number, or a number without its cell"
    height, width = (1 + max(place[k] for place in fills) for k in (0, 1))
    grid = lambda found: [[found[r, c] for c in range(width)] for r in range(height)]  # noqa: E731
    right, bottom = origin_x + width * cell, origin_y + height * cell
    centre = (origin_x + right) / 2

    def distance(item):
        x, y = item[0].at(float(item[0].node.get("x")), float(item[0].node.get("y")))
        return abs(x - centre) + min(abs(y - origin_y), abs(y - bottom))

    name, text = min(serif, key=distance)
    order = [rows[r] for r in range(height)]
    return Block(text, name.node.get("fill"), grid(numbers), grid(fills), order, origin_x, origin_y, right, bottom)
