"""One picture after the other: exactly one is seen at any time, and the last alone where no motion is wanted."""

import re

import numpy as np
import pytest
from reading import parse

from rnnlab import draw_matrices
from rnnlab.drawing.animation import STILL, animate
from rnnlab.drawing.picture import card_of


def frames(*sizes):
    return [draw_matrices(f"{n} rows", A=np.ones((n, 2))) for n in sizes]


def seen(svg):
    """Of each frame, from which to which share of the loop it is opaque; and how long the loop is."""
    rules = re.findall(r"@keyframes k(\d+)\{0%\{opacity:0\}([\d.]+)%\{opacity:1\}([\d.]+)%\{opacity:0\}\}", svg)
    lengths = set(re.findall(r"animation:k\d+ ([\d.]+)s step-end infinite", svg))
    assert len(lengths) == 1
    return [(int(n), float(start), float(end)) for n, start, end in rules], float(*lengths)


def test_one_frame_is_seen_at_any_time_and_the_last_rests():
    times, length = seen(animate(frames(1, 2, 3), "three", seconds=0.5, rest=1.5))
    assert length == 3.0
    assert [n for n, _, _ in times] == [0, 1, 2]
    assert [start for _, start, _ in times] == [0, *(end for _, _, end in times[:-1])]
    assert times[-1][2] == 100
    assert times[0][2] == pytest.approx(100 * 0.5 / 3, abs=0.01)


def test_equal_frames_are_drawn_once_and_stay_longer():
    svg = animate(frames(1, 2, 2, 2), "two", seconds=1, rest=0)
    times, length = seen(svg)
    assert length == 4
    assert [end for _, _, end in times] == [25, 100]
    assert svg.count("<g id=") == 2


def test_all_frames_have_the_card_of_the_largest_and_the_whole_says_what_it_is():
    pictures = frames(1, 3)
    root = parse(animate(pictures, "what it shows"))
    width, height = card_of(pictures[1])
    assert (float(root.get("width")), float(root.get("height"))) == (width, height)
    inner = [svg for svg in root.iter("{http://www.w3.org/2000/svg}svg") if svg is not root]
    assert {(float(svg.get("width")), float(svg.get("height"))) for svg in inner} == {(width, height)}
    assert root.findtext("{*}title") == "what it shows"


def test_where_no_motion_is_wanted_the_last_frame_stands_still():
    still = animate(frames(1, 2, 3), "three").partition(STILL)[2].partition("</style>")[0]
    assert still == "{g[id]{animation:none!important}#f2{opacity:1}}"


def test_without_frames_there_is_nothing_to_animate():
    with pytest.raises(ValueError, match="There are no frames"):
        animate([], "nothing")
