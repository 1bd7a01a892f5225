"""The floors of the package, read from its source: who may import whom."""

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
    1: {"activations", "arguments", "params", "init", "cells", "pinning", "variants", "whole_files"},
    2: {"sequences", "backward", "stacks", "frameworks", "memory", "datasets"},
    3: {"drawing", "check"},
    4: {"explorers", "server"},
    5: {"classroom"},
}
FLOOR = {name: floor for floor, names in FLOORS.items() for name in names}
WIDGETS = {"ipywidgets", "anywidget", "traitlets", "IPython"}
NOTEBOOKS = {"nbformat", "nbclient", "jupyter_client", "psutil"}
ALLOWED = {1: {"numpy"}, 2: {"numpy"}, 3: {"numpy", "matplotlib"}, 4: {"numpy", *WIDGETS}, 5: NOTEBOOKS}
FILES = {"safetensors", "onnx"}  # rnnlab.frameworks reads files with them, where they are installed
LATE = {"matplotlib", *FILES}

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
def test_a_module_imports_from_its_own_floor_or_below(path):
    floor = FLOOR.get(top(path), 0)
    for name, _ in imports_of(path):
        if name.split(".")[0] == "rnnlab":
            part = name.split(".")[1] if "." in name else "__init__"
            assert part in FLOOR, f"imports {name}: the package's door, or a module on no floor"
            assert FLOOR[part] <= floor, f"floor {floor} imports {name} of floor {FLOOR[part]}"


@each_module
def test_a_module_imports_only_what_its_floor_may(path):
    allowed = ALLOWED.get(FLOOR.get(top(path)), set()) | (FILES if top(path) == "frameworks" else set())
    for name, inside in imports_of(path):
        root = name.split(".")[0]
        if root != "rnnlab" and root not in sys.stdlib_module_names:
            assert root in allowed, f"imports {name}, but its floor may import only {sorted(allowed)}"
            assert inside or root not in LATE, f"imports {name} outside a function: import rnnlab would load it"


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
