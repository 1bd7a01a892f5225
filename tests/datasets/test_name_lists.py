"""Lines of names and brackets."""

import re

import numpy as np
import pytest

from rnnlab.datasets import ELEMENTS, LINE_LETTERS, name_lists

NAME = "|".join(ELEMENTS)
LINE = re.compile(rf"\.(({NAME})|\(({NAME})( ({NAME}))?\))( (({NAME})|\(({NAME})( ({NAME}))?\))){{1,2}}\.")


def test_each_line_is_two_or_three_parts_and_brackets_hold_one_or_two_names():
    lines = name_lists(300, np.random.default_rng(0))
    assert len(lines) == 300
    assert all(LINE.fullmatch(line) for line in lines)
    assert set("".join(lines)) == set(LINE_LETTERS)
    assert len(set(lines)) > 290
    inside = sum(len(part.split()) for line in lines for part in re.findall(r"\((.*?)\)", line))
    assert 0.5 < inside / sum(len(re.findall("[a-z]+", line)) for line in lines) < 0.7  # of 2.5 names, 1.5


def test_the_seed_decides():
    lines = [name_lists(3, np.random.default_rng(seed)) for seed in (1, 1, 2)]
    assert lines[0] == lines[1] != lines[2]


@pytest.mark.parametrize(("count", "rng"), [(0, np.random.default_rng(0)), (1.0, np.random.default_rng(0)), (1, 0)])
def test_bad_requests_are_refused(count, rng):
    with pytest.raises((TypeError, ValueError), match=r"count is|rng is"):
        name_lists(count, rng)
