"""The play button walks through the steps, as many as there are, and stops at the last."""

import json

import pytest
from conftest import LECTURES

WITH_PLAY = ["03_forward_pass", "04_lstm_gates"]


@pytest.fixture
def explorer(lecture):
    return lecture.page.locator(".rnnlab-explorer").first


def shown(explorer):
    return json.loads(explorer.locator(".rnnlab-picture").get_attribute("data-state"))["t"]


def test_the_lectures_with_time_have_a_play_button(lecture, explorer):
    assert explorer.locator(".widget-play").count() == (lecture.path.stem in WITH_PLAY)


@pytest.mark.parametrize(
    "lecture", [path for path in LECTURES if path.stem in WITH_PLAY], ids=lambda path: path.stem, indirect=True
)
def test_play_goes_from_the_step_shown_to_the_last(lecture, explorer):
    if lecture.path.stem == "03_forward_pass":
        lecture.press(explorer, "steps T", "Home", "ArrowRight", "ArrowRight")
        last = 3
    else:
        lecture.press(explorer, "time t", "End", "ArrowLeft", "ArrowLeft")
        last = 24
    before = shown(explorer)
    assert before < last
    play = explorer.get_by_role("button", name="play or pause the steps").first
    play.click()
    lecture.page.wait_for_function(
        "last => JSON.parse(document.querySelector('.rnnlab-picture').dataset.state).t === last", arg=last
    )
    lecture.page.wait_for_timeout(1500)
    assert shown(explorer) == last
