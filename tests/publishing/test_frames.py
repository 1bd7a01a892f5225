"""An explorer's pictures for a page: each is the one that the explorer itself draws."""

from itertools import product

import pytest
from ipywidgets import FloatSlider, IntSlider

from rnnlab import explore, explore_forward, explore_gates, explore_join
from rnnlab.explorers import choice, playing, switch, whole
from rnnlab.publishing.frames import difference, frames_of, joined, split, values_of


def draw(**values):
    words = " ".join(f"{name}={value!r}" for name, value in values.items())
    return f'<svg width="90" height="20"><desc>{words}</desc><g><rect/><text>{words}</text></g></svg>'


def pictures(explorer, frames):
    """The text of each state's picture."""
    numbers = {at: one[0] if isinstance(one, list) else one for at, one in frames["states"].items()}
    return {at: joined(frames["pictures"][number], explorer.svg) for at, number in numbers.items()}


def test_every_combination_of_a_small_scene_is_there_as_a_fresh_explorer_draws_it():
    explorer = explore_join(show=("H", "D"), width=758)
    found = pictures(explorer, frames_of(explorer))
    assert set(found) == {f"{h},{d}" for h, d in product(range(5), range(4))}
    for h, d in product(range(5), range(4)):
        fresh = explore_join(show=("H", "D"), width=758)
        fresh.set(H=h + 1, D=d + 1)
        assert found[f"{h},{d}"] == fresh.svg


def test_each_control_goes_through_all_its_values_where_the_combinations_are_too_many():
    explorer = explore_gates()
    frames = frames_of(explorer, most=10)
    assert not frames["whole"]
    for n, name in enumerate(explorer.shown):
        for place in range(len(values_of(explorer.controls[name]))):
            at = [place if n == m else one for m, one in enumerate(frames["start"])]
            assert ",".join(map(str, at)) in frames["states"]


def test_those_with_few_values_are_combined_and_the_others_move_alone():
    few = {"way": choice("way", ("a", "b")), "on": switch("on")}
    frames = frames_of(explore(draw, n=IntSlider(5, 1, 30), **few), most=10)
    assert not frames["whole"]
    assert {at for at in frames["states"] if at.startswith("4,")} == {f"4,{a},{b}" for a in (0, 1) for b in (0, 1)}
    assert len(frames["states"]) == 4 + 29


def test_the_explorer_is_where_it_was_and_its_card_has_not_grown():
    explorer = explore_join(show=("H", "D"))
    before = explorer.values, explorer.svg, explorer.html
    frames_of(explorer)
    assert (explorer.values, explorer.svg, explorer.html) == before


def test_the_same_explorer_gives_the_same_frames():
    assert frames_of(explore_join(show=("H", "way"))) == frames_of(explore_join(show=("H", "way")))


def test_a_limit_that_follows_another_control_is_told_and_where_the_control_then_stands():
    explorer = explore_forward(show=("T", "t"), T=6, t=5)
    frames = frames_of(explorer)
    number, other = frames["states"]["2,4"]  # T = 3, which leaves no step 5
    assert other["at"] == [2, 2]
    assert other["last"] == [23, 2]
    assert frames["pictures"][number] == frames["pictures"][frames["states"]["2,2"][0]]


def test_controls_without_a_part_are_told():
    fills = {"fill": choice("fill", ("ones", "random")), "seed": whole("seed", 0, 0, 3)}
    explorer = explore(draw, idle=lambda values: () if values["fill"] == "random" else ("seed",), **fills)
    frames = frames_of(explorer)
    assert [one["idle"] for one in frames["controls"]] == [False, True]
    assert frames["states"]["1,2"][1]["idle"] == []
    assert not isinstance(frames["states"]["0,2"], list)


def test_controls_are_said_as_a_page_needs_them():
    made = {"n": playing(whole("steps", 2, 0, 4), interval=250), "x": FloatSlider(0.5, min=-1, max=1, step=0.25)}
    n, x, way = frames_of(explore(draw, more=("way",), way=choice("way", ("a", "b"), "b"), **made))["controls"]
    assert (n["kind"], n["value"], n["min"], n["max"], n["step"], n["digits"], n["play"]) == (
        "slider", 2, 0, 4, 1, 0, 250,
    )  # fmt: skip
    assert (x["kind"], x["value"], x["digits"], x["play"]) == ("slider", 0.5, 2, None)
    assert (way["kind"], way["values"], way["value"], way["more"]) == ("choice", ["a", "b"], "b", True)


def test_an_explorer_that_does_not_come_back_is_refused():
    memory = []

    def forgetful(n):
        memory.append(n)
        return f'<svg width="9" height="9"><desc>{n} {len(memory) > 3}</desc></svg>'

    with pytest.raises(RuntimeError, match=r"Explorer\(n=2\) does not go back"):
        frames_of(explore(forgetful, n=IntSlider(2, 1, 5)))


@pytest.mark.parametrize(
    ("first", "other"),
    [("<a>1</a>", "<a>1</a>"), ("<a>1</a><b/>", "<b/>"), ("<a/>", "<b>x</b><a/>text"), ("", "<a/>"), ("<a/>", "")],
)
def test_a_difference_gives_the_other_text_again(first, other):
    assert joined(difference(split(first), split(other)), first) == other
