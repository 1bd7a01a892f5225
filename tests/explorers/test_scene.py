"""What makes a scene: starting values, the controls on the page, the button "more", a card that only grows."""

import re

import numpy as np
import pytest

from rnnlab import draw_matrices, explore
from rnnlab.drawing.picture import card_of
from rnnlab.explorers import choice, playing, real, switch, whole
from rnnlab.explorers.explorer import Explorer


def draw(n, m, way="rows", on=False, size=0.5):
    return draw_matrices(f"{n} by {m}, {way}, {on}, {size}", A=np.ones((n, m)))


def controls():
    return dict(
        n=whole("rows", 3, 1, 6),
        m=playing(whole("columns", 2, 1, 4)),
        way=choice("way", ("rows", "columns")),
        on=switch("on"),
        size=real("size", 0.5, 0.0, 1.0, 0.1),
    )


def in_page(explorer):
    """The descriptions of all that is on the page, the controls behind "more" too."""
    grids = [child for child in explorer.children if "rnnlab-controls" in child._dom_classes]
    return [[w.description for w in grid.children if w.layout.display != "none"] for grid in grids]


def sides(explorer):
    """Width and height of the picture in the page."""
    return [float(side) for side in re.search(r'width="([\d.]+)" height="([\d.]+)"', explorer.svg).groups()]


def test_all_controls_are_shown_with_their_play_button_after_them():
    assert in_page(Explorer(draw, controls())) == [["rows", "columns", "play the steps", "way", "on", "size"]]


def test_show_chooses_and_orders_and_the_others_keep_their_value():
    scene = Explorer(draw, controls(), show=("size", "n"), start=dict(m=4))
    assert in_page(scene) == [["size", "rows"]]
    assert scene.shown == ("size", "n")
    assert scene.values["m"] == 4
    assert repr(scene) == "Explorer(size=0.5, n=3)"


@pytest.mark.parametrize(
    ("start", "message"),
    [
        (dict(n=0), "n is 0, but it must be a whole number from 1 to 6."),
        (dict(n=7), "n is 7, but it must be a whole number from 1 to 6."),
        (dict(n=2.5), "n is 2.5, but it must be a whole number from 1 to 6."),
        (dict(n=True), "n is True, but it must be a whole number from 1 to 6."),
        (dict(n="3"), "n is '3', but it must be a whole number from 1 to 6."),
        (dict(n=None), "n is None, but it must be a whole number from 1 to 6."),
        (dict(n=np.nan), "n is nan, but it must be a whole number from 1 to 6."),
        (dict(size=1.5), "size is 1.5, but it must be a number from 0 to 1."),
        (dict(size=np.inf), "size is inf, but it must be a number from 0 to 1."),
        (dict(way="row"), "way is 'row', but it must be one of 'rows', 'columns'."),
        (dict(way=["rows"]), "way is ['rows'], but it must be one of 'rows', 'columns'."),
        (dict(on=1), "on is 1, but it must be True or False."),
        (dict(q=1), "There is no control 'q' to be a starting value: there are n, m, way, on, size."),
    ],
)
def test_a_starting_value_that_cannot_be_is_refused(start, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        Explorer(draw, controls(), start=start)


def test_nothing_is_moved_when_one_of_several_is_refused():
    made = controls()
    with pytest.raises(ValueError, match="way is"):
        Explorer(draw, made, start=dict(n=5, way="row"))
    assert made["n"].value == 3


@pytest.mark.parametrize(
    ("show", "message"),
    [
        (("q",), "There is no control 'q' to be a control on the page: there are n, m, way, on, size."),
        (("n", "n"), "A name stands twice in ('n', 'n'): each control is on the page once."),
        ("n", "show is 'n', but it must be a tuple of names, such as ('n',)."),
    ],
)
def test_a_show_that_cannot_be_is_refused(show, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        explore(draw, show=show, **controls())


def test_a_starting_value_that_the_others_do_not_allow_is_refused():
    def adjust(controls, moved):
        controls["m"].max = controls["n"].value

    with pytest.raises(ValueError, match=r"^m is 4, but it must be a whole number from 1 to 3\.$"):
        Explorer(draw, controls(), start=dict(m=4), adjust=adjust)


def test_what_is_rarer_is_behind_a_button():
    scene = Explorer(draw, controls(), more=("on", "size"))
    _, button, box, *_ = scene.children
    assert in_page(scene)[0] == ["rows", "columns", "play the steps", "way"]
    assert button.description == "more"
    assert box.layout.display == "none"
    button.value = True
    assert box.layout.display == ""
    assert [child.description for child in box.children] == ["on", "size"]
    button.value = False
    assert box.layout.display == "none"


def test_a_control_without_a_part_leaves_the_page_and_comes_back_with_its_value():
    scene = Explorer(draw, controls(), idle=lambda values: () if values["on"] else ("m",))
    assert in_page(scene) == [["rows", "way", "on", "size"]]
    assert "m" not in scene.on_page
    scene.controls["m"].value = 4
    scene.controls["on"].value = True
    assert in_page(scene) == [["rows", "columns", "play the steps", "way", "on", "size"]]
    assert scene.controls["m"].value == 4


def test_adjust_is_told_what_moved():
    told = []
    scene = Explorer(draw, controls(), start=dict(n=4), adjust=lambda controls, moved: told.append(set(moved)))
    scene.controls["m"].value = 3
    scene.set(n=1, on=True)
    assert told == [{"n"}, {"m"}, {"n", "on"}]


def test_the_card_grows_with_what_is_shown_and_never_shrinks_and_the_width_in_the_page_stays():
    scene = Explorer(draw, controls(), width=700)
    first, start = card_of(scene.svg), sides(scene)
    scene.set(n=6, m=4)
    largest, grown = card_of(scene.svg), sides(scene)
    scene.set(n=1, m=1)
    assert card_of(scene.svg) == largest
    assert sides(scene) == grown == [700, largest[1]]
    assert start == [700, first[1]]
    assert first[0] < largest[0] < 700
    assert first[1] < largest[1]


def test_without_a_width_the_first_picture_gives_it():
    scene = Explorer(draw, controls(), start=dict(m=4))
    assert sides(scene)[0] == card_of(scene.svg)[0]


def test_the_play_button_has_the_limits_of_its_slider():
    slider = playing(whole("step", 2, 1, 9), interval=300)
    assert (slider.play.value, slider.play.min, slider.play.max, slider.play.interval) == (2, 1, 9, 300)
