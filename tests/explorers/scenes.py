"""The scenes of the lectures, found in their cells, and what every scene and explorer must keep to."""

import ast
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import nbformat
from drawing.reading import corners, parse, words
from ipywidgets import Checkbox, Dropdown, FloatSlider, IntSlider
from running import lecture_of

from rnnlab import Explorer
from rnnlab.drawing.layout import MONO
from rnnlab.drawing.picture import card_of

LECTURES = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
PAD = 20


def is_scene(source):
    return re.search(r"^explore\w*\(", source, re.M) is not None


def code_of(path):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


SCENES = [(path, cell.id) for path in LECTURES for cell in code_of(path) if is_scene(cell.source)]


def make_scene(path, cell_id):
    """What the cell of a scene gives when it is run again, after Run All."""
    names = lecture_of(path)[0].names
    tree = ast.parse(next(cell.source for cell in code_of(path) if cell.id == cell_id))
    *before, last = tree.body
    exec(compile(ast.Module(before, []), cell_id, "exec"), names)
    scene = eval(compile(ast.Expression(last.value), cell_id, "eval"), names)
    assert isinstance(scene, Explorer), f"{cell_id} does not end with its explorer"
    return scene


def values_of(control):
    """Every value that a reader can set."""
    if isinstance(control, IntSlider):
        return list(range(control.min, control.max + 1, control.step))
    if isinstance(control, FloatSlider):
        steps = round((control.max - control.min) / control.step)
        return [round(control.min + k * control.step, 10) for k in range(steps + 1)]
    if isinstance(control, Dropdown):
        return list(control.options)
    assert isinstance(control, Checkbox), f"{type(control).__name__}: say here which values it has"
    return [False, True]


def on_page(explorer):
    """The controls that a reader can move now."""
    return {name: explorer.controls[name] for name in explorer.on_page}


def said(explorer):
    """What the picture says of itself."""
    return ElementTree.fromstring(explorer.svg).findtext("{*}desc")


class Watch:
    """Looks at an explorer after each move: whole, small, as wide as before, and no less high."""

    def __init__(self, explorer):
        self.explorer, self.width, self.height = explorer, None, 0.0
        self.look()

    def look(self):
        wrapper = ElementTree.fromstring(self.explorer.html)
        assert json.loads(wrapper.get("data-state")) == self.explorer.values
        svg = wrapper[0]
        assert svg.tag.endswith("svg"), f"an error stands in the picture's place: {''.join(wrapper.itertext())}"
        size = len(self.explorer.html.encode())
        assert size < 25_000, f"{size} bytes at {self.explorer.values}"
        width, height = float(svg.get("width")), float(svg.get("height"))
        assert svg.get("viewBox") == f"0 0 {svg.get('width')} {svg.get('height')}"
        assert self.width in (None, width), f"the picture was {self.width} wide, and is {width}"
        assert height >= self.height, f"the picture was {self.height} high, and is {height}"
        self.width, self.height = width, height
        assert not any(control.disabled for control in self.explorer.controls.values())
        return self.explorer.svg


def assert_what_is_hidden_has_no_part(explorer, rng, rounds=25):
    """Whatever a control that is off the page says, the picture is the same; and it stays off the page."""
    for _ in range(rounds):
        explorer.set(**{name: rng.choice(values_of(explorer.controls[name])) for name in explorer.shown})
        values = explorer.values
        for name in set(explorer.shown) - set(explorer.on_page):
            other = rng.choice(values_of(explorer.controls[name]))
            assert explorer._draw(**values | {name: other}) == explorer._draw(**values), f"{name} is hidden: {values}"


def filled_share(svg):
    """Which share of its card the box around all marks takes."""
    root = parse(svg)
    across, high = card_of(svg)
    marks = [(x, y) for what, x, y in corners(root) if (what, x, y) not in edges(across, high)]
    for word in words(root):
        length = len(word.text) * word.size * (0.6 if word.family == MONO else 0.52)
        left = word.x - length * {"start": 0, "middle": 0.5, "end": 1}[word.anchor]
        marks += [(left, word.y - 0.75 * word.size), (left + length, word.y + 0.2 * word.size)]
    xs, ys = ([min(max(mark[k], 0), side) for mark in marks] for k, side in ((0, across), (1, high)))
    return (max(xs) - min(xs)) * (max(ys) - min(ys)) / (across * high)


def edges(across, high):
    """The corners of the card itself."""
    return {("rect", 0.5, 0.5), ("rect", across - 0.5, high - 0.5)}
