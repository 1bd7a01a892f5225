"""The rooms of the package and their floors, read from its source: who may import whom."""

import ast
import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest

import rnnlab

PACKAGE = Path(rnnlab.__file__).parent
DOOR = PACKAGE / "__init__.py"
MODULES = sorted(PACKAGE.rglob("*.py"))
FLOORS = {
    0: {"datasets", "whole_files", "loopback"},
    1: {"networks", "drawing"},
    2: {"check", "frameworks"},
    3: {"explorers", "classroom", "server", "lab"},
    4: {"publishing"},
}
FLOOR = {name: floor for floor, names in FLOORS.items() for name in names}
# Inside the room of the numbers: what comes later may import what comes before.
STAIRS = [
    {"arguments"},
    {"activations", "params", "init", "variants", "pinning", "cells"},
    {"sequences", "memory"},
    {"backward"},
    {"stacks"},
    {"training", "inspection"},
]
STAIR = {name: stair for stair, names in enumerate(STAIRS) for name in names}
WIDGETS = {"ipywidgets", "anywidget", "traitlets", "IPython"}
PAGES = {"nbconvert", "nbformat", "IPython", "ipywidgets", "traitlets", "jinja2", "markupsafe", "bs4", "math_core"}
NOTEBOOKS = {"nbformat", "nbclient", "jupyter_client", "psutil"}
NBGRADER = {"nbgrader", "traitlets", "numpy"}  # it loads our modules that need it, and no others do
ALLOWED = {
    "datasets": {"numpy"},
    "networks": {"numpy"},
    "drawing": {"numpy"},
    "check": {"numpy"},
    "frameworks": {
        "numpy",
        "safetensors",
        "onnx",
        "google",
        "h5py",
    },  # it reads files with them, where they are installed
    "explorers": {"numpy", *WIDGETS},
    "classroom": NOTEBOOKS | NBGRADER,
    "publishing": {*PAGES, "packaging"},
    "lab": {"jupyter_server", "jupyterlab", "traitlets"},
}
LATE = {"safetensors", "onnx", "google", "h5py"}

each_module = pytest.mark.parametrize(
    "path", [p for p in MODULES if p != DOOR], ids=lambda path: path.relative_to(PACKAGE).as_posix()
)


def top(path):
    """The module or folder of the package that a file belongs to."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path):
    """Each imported module by its full name, and whether the import is inside a function."""
    package = ("rnnlab", *path.relative_to(PACKAGE).parent.parts)
    found = []

    def visit(node, inside):
        if isinstance(node, ast.Import):
            found.extend((alias.name, inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            source = ".".join([*start, *([node.module] if node.module else [])])
            if source == "rnnlab":
                found.extend((f"rnnlab.{alias.name}", inside) for alias in node.names)
            else:
                found.append((source, inside))
        for child in ast.iter_child_nodes(node):
            visit(child, inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda))

    visit(tree_of(path), False)
    return found


def test_every_module_stands_on_a_floor_and_every_floor_is_there():
    there = {top(path) for path in MODULES if path != DOOR}
    assert there - FLOOR.keys() == set(), "on no floor: say in FLOORS (tests/test_layers.py) on which each belongs"
    assert FLOOR.keys() - there == set(), "named in FLOORS, but gone from the package"


@each_module
def test_a_module_imports_from_its_own_room_or_from_a_floor_below(path):
    room = top(path)
    for name, _ in imports_of(path):
        if name.split(".")[0] == "rnnlab":
            part = name.split(".")[1] if "." in name else "__init__"
            assert part in FLOOR, f"imports {name}: the package's door, or a module on no floor"
            assert part == room or FLOOR[part] < FLOOR[room], f"{room} imports {name}, which is not below it"


@pytest.mark.parametrize("path", sorted((PACKAGE / "networks").rglob("*.py")), ids=lambda path: path.stem)
def test_inside_the_networks_imports_go_down_only(path):
    inside = path.relative_to(PACKAGE / "networks").with_suffix("").parts[0]
    assert inside in STAIR or inside == "__init__", "on no stair: say in STAIRS on which it belongs"
    for name, _ in imports_of(path):
        if name.startswith("rnnlab.networks."):
            assert STAIR[name.split(".")[2]] <= STAIR[inside], f"{inside} imports {name}, which is above it"


@each_module
def test_a_module_imports_only_what_its_room_may(path):
    allowed = ALLOWED.get(top(path), set())
    for name, inside in imports_of(path):
        root = name.split(".")[0]
        if root != "rnnlab" and root not in sys.stdlib_module_names:
            assert root in allowed, f"imports {name}, but its room may import only {sorted(allowed)}"
            assert inside or root not in LATE, f"imports {name} outside a function: import rnnlab would load it"


def test_the_tests_have_the_same_rooms():
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and list(path.glob("*.py"))}
    tested = {path.name for path in (PACKAGE.parent / "tests").iterdir() if list(path.glob("test_*.py"))}
    assert tested == rooms | {"browser", "deploy"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_is_one_concept_of_at_most_200_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 200
    assert not {"util", "utils", "helper", "helpers", "common", "misc"} & set(path.with_suffix("").parts[-2:])


@each_module
def test_a_module_prints_nothing_and_keeps_no_state_of_its_own(path):
    for node in ast.walk(tree_of(path)):
        assert not isinstance(node, ast.Global), f"line {node.lineno}: a global"
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called != "print", f"line {node.lineno} prints"
            assert called.split(".")[-1] not in {"import_module", "__import__", "exec", "eval"}, (
                f"line {node.lineno} calls {called}: only the door imports by name"
            )


@each_module
def test_randomness_comes_only_through_a_generator(path):
    assert "random" not in {name for name, _ in imports_of(path)}, "imports Python's random"
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in {"np.random", "numpy.random"}:
            assert node.attr in {"Generator", "default_rng"}, f"line {node.lineno}: np.random.{node.attr} is global"
        if isinstance(node, ast.ImportFrom) and node.module in {"numpy", "numpy.random"}:
            names = {alias.name for alias in node.names}
            assert names <= {"Generator", "default_rng"}, f"line {node.lineno}: from {node.module} import {names}"


LOADED = f"print(sorted({{name.split('.')[0] for name in sys.modules}} & {LATE | WIDGETS}))"
FLOORS_LOADED = "print(sorted({name for name in sys.modules if name in ('rnnlab.drawing', 'rnnlab.explorers')}))"


def in_a_fresh_python(*statements):
    """What these statements print, line by line."""
    path = os.pathsep.join([str(PACKAGE.parent), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-c", "\n".join(statements)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_import_rnnlab_loads_neither_pictures_nor_widgets():
    assert in_a_fresh_python("import sys, rnnlab", LOADED, FLOORS_LOADED) == ["[]", "[]"]


def test_drawing_is_reached_when_its_name_is_used_and_loads_no_widgets():
    printed = in_a_fresh_python("import sys, rnnlab", "print(rnnlab.draw_join.__name__)", LOADED, FLOORS_LOADED)
    assert printed == ["draw_join", "[]", "['rnnlab.drawing']"]


def test_the_drawing_floor_draws_without_widgets_installed():
    blocked = "for name in ('ipywidgets', 'anywidget', 'traitlets', 'IPython'): sys.modules[name] = None"
    used = "[getattr(rnnlab, name) for name in rnnlab.__all__ if rnnlab._LATER.get(name) != 'rnnlab.explorers']"
    assert in_a_fresh_python("import sys", blocked, "import rnnlab", used, "print('drawn')") == ["drawn"]


@pytest.mark.parametrize("name", rnnlab.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name):
    thing = getattr(rnnlab, name)
    assert name in dir(rnnlab)
    if callable(thing):
        words = thing.__doc__ or ""
        assert len(words.strip()) > 10, f"{name} has no docstring"
        assert not words.startswith(f"{name}("), f"the docstring of {name} is the one that Python makes"
    if inspect.isfunction(thing):
        assert [argument for argument in inspect.signature(thing).parameters if argument not in thing.__doc__] == []


def test_the_public_names_are_named_once_and_others_are_refused():
    assert len(set(rnnlab.__all__)) == len(rnnlab.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'draw_nothing'"):
        _ = rnnlab.draw_nothing


def test_no_two_files_of_tests_have_one_name():
    """Or pytest takes one for the other."""
    names = [path.name for path in Path(__file__).parent.rglob("*.py") if path.name != "conftest.py"]
    assert sorted(set(names)) == sorted(names)
