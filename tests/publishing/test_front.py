"""The front page: each lecture with what there is of it."""

import pytest
from bs4 import BeautifulSoup

pytest.importorskip("math_core", reason="the site's tools are not installed: pip install -e '.[site]'")

from rnnlab.publishing.front import front_page, moving_picture


def page_of(*arguments, **options):
    return BeautifulSoup(front_page(*arguments, **options), "html.parser")


def test_each_lecture_is_there_with_its_links(lectures):
    page = page_of(lectures, live=True, slides=True, handout=True)
    cards = page.select(".cards > li")
    assert [card.h3.get_text() for card in cards] == [f"{one.number}. {one.title}" for one in lectures]
    for card, one in zip(cards, lectures, strict=True):
        links = [link["href"] for link in card.select(".links a")]
        assert links == [one.page, one.live, one.slides, one.handout, one.source]
    assert "lectures.pdf" in str(page)


def test_what_is_not_there_is_not_linked(lectures):
    page = page_of(lectures)
    aims = " ".join(link["href"] for link in page.select("a"))
    assert not any(part in aims for part in ("live/", "slides/", "handout/", "github", "mybinder"))
    assert "no live lectures" in page.get_text()
    assert page.find(id="start")


def test_the_repository_gives_the_two_commands_and_the_links(lectures):
    page = page_of(lectures, repository="jane/recurrent")
    assert page.pre.get_text() == "git clone https://github.com/jane/recurrent\nmake -C recurrent lab"
    assert "https://mybinder.org/v2/gh/jane/recurrent/HEAD" in str(page)


def test_a_scene_moves_by_the_control_that_can_be_played(lecture):
    moving = moving_picture(lecture)
    assert moving["frames"] == lecture.frames("open-scene")
    assert moving["control"] == 0
    scenes = {"one": {**lecture.parts["grow-scene"], "kind": "scene"}}
    scenes["one"]["controls"] = [dict(one, play=None) for one in scenes["one"]["controls"]]
    scenes["one"]["controls"][2]["play"] = 600
    assert moving_picture(lecture._replace(parts=scenes))["control"] == 2


def test_a_lecture_without_a_scene_has_no_picture(lectures):
    assert moving_picture(lectures[1]) is None
    assert len(page_of(lectures).select(".moving")) == 1
