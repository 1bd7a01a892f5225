"""Every explorer of the package, with all of its controls: both ends, random moves, what each control is called."""

import inspect
import random
from functools import cache

import pytest
from scenes import Watch, assert_what_is_hidden_has_no_part, on_page, said, values_of

import rnnlab

EXPLORERS = sorted(name for name in rnnlab.__all__ if name.startswith("explore_"))
SIZES = {"H": 5, "D": 4, "B": 3, "T": 24}
MOVES = 1000


@pytest.fixture(params=EXPLORERS)
def make(request):
    return getattr(rnnlab, request.param)


@pytest.fixture
def explorer(make):
    return make()


def test_there_is_one_for_each_lecture():
    names = ("backward", "formulas", "forward", "gates", "join", "memory", "model", "training", "variants")
    assert [f"explore_{name}" for name in names] == EXPLORERS


@cache
def walk(make):
    """Random moves, each looked at.

    Gives which controls never changed the picture and its words, and of each move which control it was, the values of
    all of them after it, and which of them are on the page then.
    """
    explorer = make()
    rng, watch, waiting, moves = random.Random(2), Watch(explorer), set(explorer.controls), []
    for _ in range(MOVES):
        name, control = rng.choice(sorted(on_page(explorer).items()))
        value, before = control.value, explorer.svg
        words = said(explorer) if name in waiting else ""
        control.value = rng.choice(values_of(control))
        watch.look()
        if name in waiting and control.value != value and explorer.svg != before and said(explorer) != words:
            waiting.discard(name)
        values = {other: one.value for other, one in explorer.controls.items()}
        moves.append((name, values, explorer.on_page))
    return waiting, moves


def test_each_control_has_its_moment(make):
    """In some state that random moves come to, each control is on the page and changes picture and words."""
    waiting, _ = walk(make)
    assert waiting == set(), "these never changed the picture and its words"


def test_a_control_that_is_off_the_page_has_no_part_in_the_picture(explorer):
    assert_what_is_hidden_has_no_part(explorer, random.Random(3))


def test_a_control_comes_back_with_its_value(make):
    kept = {}
    for name, values, there in walk(make)[1]:
        for other, value in values.items():
            if other in there or name == "preset":  # a preset moves what it needs
                kept[other] = value
            assert value == kept.get(other, value)


def test_one_move_is_one_drawing(explorer):
    calls, draw = [], explorer._draw
    explorer._draw = lambda **values: calls.append(values) or draw(**values)
    for control in on_page(explorer).values():
        for value in (values_of(control)[0], values_of(control)[-1]):
            calls.clear()
            control.value = value
            assert len(calls) <= 1, f"{control.description} = {value}: {len(calls)} drawings"


def test_twenty_runs_of_the_cell_leave_one_drawing_a_move(make):
    calls = []
    for _ in range(20):
        latest = make()
        draw = latest._draw
        latest._draw = lambda draw=draw, **values: calls.append(values) or draw(**values)
    name, control = next(iter(on_page(latest).items()))
    control.value = next(value for value in values_of(control) if value != control.value)
    assert len(calls) == 1
    assert calls[0][name] == control.value


def test_every_control_takes_a_starting_value(make):
    """Each end of each control, as a start: it is there, and the picture is that of a move to it."""
    rng, moved = random.Random(5), make()
    first = moved.values
    for name in moved.controls:
        for value in (values_of(moved.controls[name])[0], values_of(moved.controls[name])[-1]):
            started = make(**{name: value})
            moved.set(**{name: value})
            assert started.values == moved.values
            assert said(started) == said(moved)
            for _ in range(2):  # once for the limits that depend on other controls, once for the values
                moved.set(**first)
    for _ in range(10):
        for control in on_page(moved).values():
            control.value = rng.choice(values_of(control))
    start = {name: value for name, value in moved.values.items() if name != "preset"}
    assert make(**start).values == moved.values


def test_show_puts_just_these_on_the_page_in_this_order(make):
    names = make().on_page[:3][::-1]
    scene = make(show=names)
    shown = [child for child in scene.children[0].children if child in scene.controls.values()]
    assert shown == [scene.controls[name] for name in names]
    assert scene.on_page == names
    assert repr(scene).startswith(f"Explorer({names[0]}=")
    assert not any("rnnlab-more" in child._dom_classes for child in scene.children)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (dict(no_such=1), r"There is no control 'no_such' to be a starting value: there are \w+, "),
        (dict(show=("no_such",)), r"There is no control 'no_such' to be a control on the page: there are \w+, "),
    ],
)
def test_a_name_that_no_control_has_is_refused_with_those_there_are(make, wrong, message):
    with pytest.raises(ValueError, match=message):
        make(**wrong)


def test_a_value_that_its_control_cannot_have_is_refused_with_what_it_can(make):
    for name, control in make().controls.items():
        options = values_of(control)
        wrong = "no such" if isinstance(options[0], str) else 7 if isinstance(options[0], bool) else options[-1] + 1
        with pytest.raises(ValueError, match=f"^{name} is {wrong!r}, but it must be "):
            make(**{name: wrong})


def test_the_docstring_names_every_control(make):
    words = set(inspect.getdoc(make).replace(",", " ").replace(".", " ").split())
    assert set(make().controls) <= words


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
