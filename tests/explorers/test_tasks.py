"""The shapes of tasks: which states are read, and what they should say."""

import pytest
from drawing.reading import parse, texts, words

from rnnlab.explorers.tasks import TASKS, WORD, draw_task

SHOULD = {
    "many to one": ["", "", "", "", "palindrome"],
    "many to many": ["consonant", "vowel", "consonant", "vowel", "consonant"],
    "next letter": ["e", "v", "e", "l", ""],
    "one to many": ["e", "v", "e", "l", ""],
}


def row(root, height):
    """The signs in one row of the picture, from left to right: the topmost are the answers, the lowest the inputs."""
    signs = [one for one in words(root) if one.size == 14 and one.text.isalpha() | (one.text == "?")]
    return [one.text for one in sorted(signs, key=lambda one: one.x) if one.y == height(word.y for word in signs)]


def test_every_task_is_known():
    assert list(TASKS) == list(SHOULD)
    assert WORD[::-1] == WORD, "it is a palindrome"


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("t", range(1, 6))
def test_what_is_said_up_to_step_t(task, t):
    root = parse(draw_task(task, t))
    wanted = [sign if k <= t else "?" for k, sign in enumerate(SHOULD[task], start=1) if sign]
    assert row(root, min) == wanted
    given = [*WORD[:t], *"?" * (5 - t)] if task == "one to many" else list(WORD)
    assert row(root, max) == given
    assert texts(root).count("Why") == len(wanted)


@pytest.mark.parametrize(("task", "shape"), [("many to one", "(B, K)"), ("many to many", "(B, T, K)")])
def test_the_shape_is_said(task, shape):
    assert shape in draw_task(task, 5).words


def test_only_one_to_many_feeds_its_answers_back():
    assert "What y says is the next input" in draw_task("one to many", 3).words
    assert "What y says is the next input" not in draw_task("next letter", 3).words
