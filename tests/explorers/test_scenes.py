"""Every scene of every lecture, found in its cells: each control to both ends, 200 random moves, no half-empty card."""

import random

import pytest
from scenes import (
    LECTURES,
    SCENES,
    Watch,
    assert_what_is_hidden_has_no_part,
    filled_share,
    make_scene,
    on_page,
    said,
    values_of,
)

MOVES, AT_MOST, AT_FIRST_LOOK = 200, 4, 6
each_scene = pytest.mark.parametrize("place", SCENES, ids=lambda place: f"{place[0].stem}-{place[1]}")


@pytest.fixture
def scene(place):
    return make_scene(*place)


def test_every_lecture_has_scenes():
    assert {path for path, _ in SCENES} == set(LECTURES)


@each_scene
def test_a_scene_has_few_controls_and_each_has_a_label(scene, place):
    in_sight = [child for child in scene.children[0].children if child.layout.display != "none"]
    whole = any("rnnlab-more" in child._dom_classes for child in scene.children)
    controls = [child for child in in_sight if child in scene.controls.values()]
    assert 1 <= len(controls) <= (AT_FIRST_LOOK if whole else AT_MOST)
    assert all(control.description for control in scene.controls.values())


@each_scene
def test_no_card_is_half_empty_at_first_look(scene, place):
    assert filled_share(scene.svg) >= 0.7


@each_scene
def test_each_control_to_both_ends_changes_picture_and_words(scene, place):
    watch, start = Watch(scene), scene.values
    for name in on_page(scene):
        options, seen = values_of(scene.controls[name]), set()
        for value in (options[0], options[-1]):
            scene.controls[name].value = value
            seen.add((watch.look(), said(scene)))
        pictures, words = (set(both) for both in zip(*seen, strict=True))
        assert len(pictures) == 2, f"{name} from {options[0]} to {options[-1]} changes nothing"
        assert len(words) == 2, f"{name} from {options[0]} to {options[-1]}: the words stay {words}"
        scene.set(**start)


@each_scene
def test_two_hundred_random_combinations(scene, place):
    rng, watch = random.Random(0), Watch(scene)
    for _ in range(MOVES):
        scene.set(**{name: rng.choice(values_of(scene.controls[name])) for name in scene.shown})
        watch.look()


@each_scene
def test_a_control_that_is_off_the_page_has_no_part_in_the_picture(scene, place):
    assert_what_is_hidden_has_no_part(scene, random.Random(1))
