"""Every explorer of the package: each control to both ends, and 1000 random moves."""

import json
import random
import re
from xml.etree import ElementTree

import pytest
from ipywidgets import Checkbox, Dropdown, FloatSlider, IntSlider

import rnnlab
from rnnlab.drawing.picture import words_of

EXPLORERS = sorted(name for name in rnnlab.__all__ if name.startswith("explore_"))
SIZES = {"H": 5, "D": 4, "B": 3, "T": 24}
MOVES = 1000
ANY_TWO = {"blocks": "any two blocks A, B"}
# What has to be set before a control has a part in the picture.
WAKES = {
    "B": {"blocks": "states h, x"},
    **dict.fromkeys(("A_rows", "A_columns", "B_rows", "B_columns"), ANY_TWO),
    "seed": {"fill": "random"},
    "scheme": {"fill": "random"},
    "dtype": {"fill": "random"},
    "f": {"pin_f": True},
    "i": {"pin_i": True},
    "o": {"pin_o": True},
}


@pytest.fixture(params=EXPLORERS)
def explorer(request):
    return getattr(rnnlab, request.param)()


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


def live(explorer):
    """The controls that have a part in the picture."""
    return {name: control for name, control in explorer.controls.items() if not control.disabled}


def check(explorer):
    """The picture shown is well-formed, of one size, small, and says the state and the shapes."""
    wrapper = ElementTree.fromstring(explorer.children[1].value)
    assert json.loads(wrapper.get("data-state")) == explorer.values
    svg = wrapper[0]
    assert svg.tag.endswith("svg"), "an error stands in the picture's place"
    assert len(explorer.children[1].value.encode()) < 25_000
    words = svg.findtext("{*}desc")
    for shape in shapes_wanted(explorer.values):
        assert shape in words, f"{shape} is missing in: {words}"
    return svg.get("width"), svg.get("height")


def shapes_wanted(v):
    """What the words must say of the shapes, from the values of the controls alone."""
    if "A_rows" in v:
        return joined_shapes(v)
    if "scheme" in v:
        return [f"W_h {v['H']} × ({v['H']}+{v['D']}) times [h ; x] ({v['H']}+{v['D']}) × {v['B']}"]
    if "radius" in v:
        return [f"x ({v['T']}, 1) and h ({v['T']}, {v['H']})"]
    return [f"LSTM with {v['H']} units on x (24, {v['D']})"]


def joined_shapes(v):
    H, D, B = v["H"], v["D"], v["B"]
    shapes = {
        "weights W_hh, W_hx": ("W_hh", (H, H), "W_hx", (H, D)),
        "states h, x": ("h", (H, B), "x", (D, B)),
        "any two blocks A, B": ("A", (v["A_rows"], v["A_columns"]), "B", (v["B_rows"], v["B_columns"])),
    }
    first, (r1, c1), second, (r2, c2) = shapes[v["blocks"]]
    said = [f"{first} ({r1}, {c1})", f"{second} ({r2}, {c2})"]
    axis = 1 if v["way"] == "beside" else 0
    if (r1 == r2) if axis else (c1 == c2):
        return [*said, f"gives ({r1}, {c1 + c2})" if axis else f"gives ({r1 + r2}, {c1})"]
    return [*said, f"{r1} rows against {r2}" if axis and v["order"] == "[h, x]" else "against", "NumPy says"]


def test_there_are_four():
    assert EXPLORERS == ["explore_formulas", "explore_forward", "explore_gates", "explore_join"]


def test_each_control_to_both_ends_changes_the_picture(explorer):
    size, start = check(explorer), explorer.values
    for name, control in explorer.controls.items():
        explorer.set(**start | {other: value for other, value in WAKES.get(name, {}).items() if other in start})
        assert not control.disabled, f"{name} is grey: say in WAKES what wakes it"
        options, pictures = values_of(control), set()
        for value in (options[0], options[-1]):
            control.value = value
            assert check(explorer) == size
            pictures.add(explorer.svg)
        assert len(pictures) == 2, f"{name} from {options[0]} to {options[-1]} changes nothing"


def test_a_thousand_random_moves(explorer):
    rng, size = random.Random(0), check(explorer)
    for _ in range(MOVES):
        name, control = rng.choice(sorted(live(explorer).items()))
        before = explorer.values
        control.value = rng.choice(values_of(control))
        assert check(explorer) == size, (name, explorer.values)
        if explorer.values == before:
            continue
        assert explorer.values[name] == control.value


def test_one_move_is_one_drawing(explorer):
    calls, draw = [], explorer._draw
    explorer._draw = lambda **values: calls.append(values) or draw(**values)
    for name, control in live(explorer).items():
        for value in (values_of(control)[0], values_of(control)[-1]):
            calls.clear()
            control.value = value
            assert len(calls) <= 1, f"{name} = {value}: {len(calls)} drawings"


def test_twenty_runs_of_the_cell_leave_one_drawing_a_move(explorer, monkeypatch):
    calls = []
    make = getattr(rnnlab, next(n for n in EXPLORERS if set(getattr(rnnlab, n)().controls) == set(explorer.controls)))
    for _ in range(20):
        latest = make()
        draw = latest._draw
        latest._draw = lambda draw=draw, **values: calls.append(values) or draw(**values)
    latest.controls["H"].value = 4
    assert len(calls) == 1
    assert calls[0]["H"] == 4


@pytest.mark.parametrize("name", SIZES)
def test_the_same_control_has_one_label_and_one_range_everywhere(name):
    found = {
        (control.description, control.min, control.max)
        for make in EXPLORERS
        for key, control in getattr(rnnlab, make)().controls.items()
        if key == name
    }
    labels = {"H": "hidden H", "D": "inputs D", "B": "batch B", "T": "steps T"}
    assert found == {(labels[name], 1, SIZES[name])}


def test_every_control_has_a_label(explorer):
    assert all(control.description for control in explorer.controls.values())


def numbers(svg, part):
    """The numbers of the matrices called `part`, row by row."""
    root = ElementTree.fromstring(svg)
    found = root.find(f".//*[@data-part='{part}']")
    rows = [text for text in found.iter() if text.tag.endswith("text") and text.get("y") and len(text)]
    return [[span.text for span in row] for row in rows if re.fullmatch(r"[-−\d.∞]+", row[0].text)]


def test_the_formulas_show_both_sums_of_k_products():
    explorer = rnnlab.explore_formulas()
    explorer.set(H=2, D=1, k=2)
    assert numbers(explorer.svg, "formula_1") == numbers(explorer.svg, "formula_2") == [["35"], ["65"]]  # 11·1 + 12·2
    explorer.set(k=3, bias=True)
    assert numbers(explorer.svg, "formula_1") == [["75"], ["136"]]  # + 13·3 + 1


def test_k_follows_the_number_of_products_as_long_as_it_is_complete():
    explorer = rnnlab.explore_formulas()
    explorer.set(H=5, D=4)
    assert (explorer.controls["k"].max, explorer.values["k"]) == (9, 9)
    explorer.set(k=3)
    explorer.set(H=1, D=1)
    assert (explorer.controls["k"].max, explorer.values["k"]) == (2, 2)


@pytest.mark.parametrize("preset", ["remember", "forget", "overwrite", "become the RNN"])
def test_a_preset_sets_the_gates_and_is_named_until_one_is_moved(preset):
    explorer = rnnlab.explore_gates()
    menu = next(child for child in explorer.children[0].children if child.description == "preset")
    menu.value = preset
    assert explorer.values["pin_f"]
    assert menu.value == preset
    explorer.controls["pin_f"].value = False
    assert menu.value == "none"


def test_the_preset_that_becomes_the_rnn_says_that_nothing_differs():
    explorer = rnnlab.explore_gates()
    menu = next(child for child in explorer.children[0].children if child.description == "preset")
    menu.value = "become the RNN"
    assert words_of(explorer.svg).endswith("h are equal.")
    explorer.controls["output_tanh"].value = True
    assert not words_of(explorer.svg).endswith("h are equal.")


def test_the_time_slider_walks_over_the_steps_there_are():
    explorer = rnnlab.explore_forward()
    explorer.set(t=12)
    explorer.set(T=7)
    assert (explorer.controls["t"].max, explorer.values["t"]) == (7, 7)
