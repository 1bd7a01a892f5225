from itertools import pairwise

import numpy as np
import pytest
from reading import boxes, cell_colours, finished, parse, strokes, texts, titles, word, words

from rnnlab.drawing import draw_strips
from rnnlab.drawing.colours import ABOVE, BELOW, COLOURS, INK, LINE, OPEN, diverging, gate_tint
from rnnlab.drawing.layout import MONO
from rnnlab.drawing.matrix import show_number
from rnnlab.drawing.strips import NAME, strip, time_axis

RNG = np.random.default_rng(3)
VALUES = np.array([[1.0, -0.5], [0.0, 0.25], [-1.0, 0.75]])  # T = 3, 2 units
KEYS = {"c": ["negative", "0", "positive"], "f": ["gate", "0", "1"]}
both_ways = pytest.mark.parametrize("titles", [True, False])


def frame_of(root):
    (frame,) = boxes(root, stroke=LINE, fill="none")
    return frame


def axis_of(root):
    """The numbers of the steps."""
    return [one for one in words(root) if one.family == MONO and one.size == 11]


def expected(values, name, peak):
    paint = (lambda value: gate_tint(value)) if name in "fio" else (lambda value: diverging(value, peak))
    return [[paint(value) for value in unit] for unit in values.T]


def painted(values, name="c", **options):
    """The colours of a strip: a list for each unit."""
    root = finished(strip(values, name, **options))
    return cell_colours(root, frame_of(root), *np.shape(values))


@both_ways
def test_a_strip_has_a_row_for_each_unit_and_a_column_for_each_step(titles):
    colours = painted(VALUES, titles=titles)
    assert colours == expected(VALUES, "c", 1.0)
    assert len({fill for unit in colours for fill in unit}) == 6


@both_ways
def test_a_strip_is_violet_below_0_white_at_0_and_olive_above(titles):
    assert painted(np.array([[-2.0], [0.0], [2.0]]), titles=titles) == [[BELOW, "#ffffff", ABOVE]]


@both_ways
@pytest.mark.parametrize("name", ["f", "i", "o"])
def test_every_gate_goes_from_white_to_one_grey(name, titles):
    values = np.linspace(0, 1, 6)[:, None]
    (colours,) = painted(values, name, titles=titles)
    assert colours == [gate_tint(value) for value in values[:, 0]]
    assert (colours[0], colours[-1]) == ("#ffffff", OPEN)
    assert len(set(colours)) == 6


@both_ways
def test_the_peak_has_the_full_colour_and_is_the_largest_when_missing(titles):
    values = np.array([[0.5], [-0.25]])
    assert painted(values, titles=titles) == [[diverging(0.5, 0.5), diverging(-0.25, 0.5)]]
    assert painted(values, titles=titles, peak=1.0) == [[diverging(0.5, 1.0), diverging(-0.25, 1.0)]]


CASES = {
    "random": RNG.standard_normal((50, 3)),
    "many equal neighbours": RNG.integers(-1, 2, (40, 2)),
    "NaN and inf": np.where(RNG.random((30, 2)) < 0.3, np.nan, RNG.choice([np.inf, -1.0, 0.5], (30, 2))),
    "one cell": np.array([[-3.0]]),
    "one step": RNG.standard_normal((1, 7)),
    "gates": RNG.random((61, 4)),
    "years": RNG.standard_normal((309, 1)),
    "constant": np.full((20, 2), 0.5, np.float32),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", ["c", "f"])
@pytest.mark.parametrize("size", [{}, {"width": 370, "height": 38, "peak": 1.0}], ids=["large", "small"])
def test_with_and_without_titles_every_cell_has_the_same_colour(case, name, size):
    values = CASES[case]
    peak = size.get("peak", np.abs(values[np.isfinite(values)]).max(initial=0))
    with_titles = painted(values, name, titles=True, **size)
    assert with_titles == painted(values, name, titles=False, **size)
    assert with_titles == expected(values, name, peak)


def test_without_titles_a_strip_is_small():
    values = np.repeat(RNG.standard_normal((10, 2)), 30, axis=0)
    small, large = (strip(values, "c", titles=titles) for titles in (False, True))
    assert len(small.body) < 0.05 * len(large.body)
    assert titles(finished(small)) == []
    assert (small.width, small.height) == (large.width, large.height)


def test_every_cell_has_its_number_as_a_title():
    root = finished(strip(VALUES, "c"))
    frame = frame_of(root)
    w, h = (frame.right - frame.left) / 3, (frame.bottom - frame.top) / 2
    found = {}
    for line in strokes(root):
        t, n = round((line.start - frame.left) / w), int((line.y - frame.top) / h)
        assert line.end - line.start == pytest.approx(w, abs=0.02)
        found[t, n] = line.title
    assert found == {(t, n): show_number(VALUES[t, n]) for t in range(3) for n in range(2)}


def test_numbers_are_printed_where_they_fit():
    root = finished(strip(VALUES, "c"))
    frame = frame_of(root)
    w, h = (frame.right - frame.left) / 3, (frame.bottom - frame.top) / 2
    printed = {(int((one.x - frame.left) // w), int((one.y - frame.top) // h)): one.text for one in words(root)[1:]}
    assert printed == {(t, n): show_number(VALUES[t, n]) for t in range(3) for n in range(2)}
    assert texts(finished(strip(RNG.random((100, 2)), "c"))) == ["c"]
    assert texts(finished(strip(VALUES, "c", height=20))) == ["c"]


@pytest.mark.parametrize(("T", "wide"), [(1, 60), (3, 60), (12, 60), (24, 30), (100, 7.2), (309, 720 / 309)])
def test_a_step_is_at_most_60_wide_and_all_of_them_at_most_720(T, wide):
    frame = frame_of(finished(strip(np.zeros((T, 2)), "c")))
    assert frame.right - frame.left == pytest.approx(T * wide, abs=0.02)
    assert (frame.left, frame.bottom - frame.top) == (NAME, 44)


@both_ways
@pytest.mark.parametrize("mark", [0, 1, 6])
def test_the_mark_frames_its_column(mark, titles):
    root = finished(strip(np.zeros((7, 2)), "c", mark=mark, also=2, titles=titles))
    frame = frame_of(root)
    w = (frame.right - frame.left) / 7
    (marked,), (too,) = boxes(root, stroke=INK), boxes(root, stroke=COLOURS["h"].text)
    for box, step in ((marked, mark), (too, 2)):
        assert (box.left, box.right) == pytest.approx((frame.left + step * w, frame.left + (step + 1) * w), abs=0.02)
        assert box.top < frame.top < frame.bottom < box.bottom
        assert box.fill == "none"


def test_a_mark_after_the_last_step_or_none_frames_nothing():
    for mark in (None, 7, 100):
        assert boxes(finished(strip(np.zeros((7, 2)), "c", mark=mark)), stroke=INK) == []


@pytest.mark.parametrize(("name", "key"), [*zip("fchx", "fchx", strict=True), ("h_rnn", "h"), ("RNN", "b")])
def test_a_strip_has_its_name_in_its_colour_on_the_left(name, key):
    root = finished(strip(VALUES, name))
    label = word(root, name.replace("_", ""))
    assert (label.fill, label.anchor) == (COLOURS[key].text, "start")
    assert label.x < frame_of(root).left
    assert frame_of(root).top < label.y < frame_of(root).bottom


@pytest.mark.parametrize(
    ("T", "first", "steps"),
    [
        (5, 1, [1, 2, 3, 4, 5]),
        (5, 0, [0, 1, 2, 3, 4, 5]),
        (50, 1, [1, *range(4, 51, 2)]),
        (100, 1, [1, *range(10, 101, 5)]),
        (309, 1, [1, *range(20, 309, 10)]),
        (1, 1, [1]),
        (0, 1, []),
    ],
)
def test_the_axis_numbers_the_steps_under_their_columns(T, first, steps):
    root = finished(time_axis(T, first=first))
    label, *marks = words(root)
    wide = min(720 / max(T + 1 - first, 1), 60)
    assert label.text == "t"
    assert [mark.text for mark in marks] == [str(step) for step in steps]
    for mark, step in zip(marks, steps, strict=True):
        assert mark.x == pytest.approx(NAME + (step - first + 0.5) * wide, abs=0.01)
        assert mark.anchor == "middle"


@pytest.mark.parametrize("T", [7, 40, 99, 250, 1000, 3500, 5000, 20000])
def test_the_numbers_of_an_axis_never_touch(T):
    marks = words(finished(time_axis(T)))[1:]
    gaps = np.diff([mark.x for mark in marks])
    assert gaps.min() >= max(20, 6.7 * len(str(T)))
    assert marks[0].text == "1"


def test_strips_stand_below_each_other_with_one_axis():
    values = {"f": RNG.random((7, 2)), "c": RNG.standard_normal((7, 3)), "difference": RNG.standard_normal((7, 1))}
    svg = draw_strips("A memory", mark=5, **values)
    root = parse(svg)
    frames = boxes(root, stroke=LINE, fill="none")
    assert all(above.bottom < below.top for above, below in pairwise(frames))
    for (name, array), frame in zip(values.items(), frames, strict=True):
        assert cell_colours(root, frame, *array.shape) == expected(array, name, np.abs(array).max())
        assert frame.top < word(root, name).y < frame.bottom
    assert len(boxes(root, stroke=INK)) == 3, "each strip has the mark"
    marks = axis_of(root)
    wide = (frames[0].right - frames[0].left) / 7
    assert {round((box.left - frames[0].left) / wide) for box in boxes(root, stroke=INK)} == {4}, "step 5 of 1 … 7"
    assert [mark.text for mark in marks] == list("1234567")
    assert [mark.x for mark in marks] == pytest.approx([frames[0].left + (t + 0.5) * wide for t in range(7)], abs=0.02)
    assert svg.words == (
        "A memory. Strips over 7 steps, time from left to right, a row for each unit: "
        "f (7, 2), c (7, 3), difference (7, 1). Violet is negative, white 0, olive positive. f: white is 0, grey 1."
    )


@pytest.mark.parametrize("T", [1, 6, 7, 12, 50, 309])
def test_the_first_column_is_the_start_where_the_start_is_shown(T):
    h, x = RNG.standard_normal((T + 1, 2)), RNG.standard_normal((T, 3))
    svg = draw_strips("From the start", first=0, mark=1, x=x, h=h)
    root = parse(svg)
    over, under = boxes(root, stroke=LINE, fill="none")
    assert cell_colours(root, over, T, 3) == expected(x, "x", np.abs(x).max())
    assert cell_colours(root, under, T + 1, 2) == expected(h, "h", np.abs(h).max())
    wide = (under.right - under.left) / (T + 1)
    assert (over.left, over.right) == pytest.approx((under.left + wide, under.right), abs=0.03), "no x at t = 0"
    numbers = axis_of(root)
    assert numbers[0].text == "0"
    for number in numbers:
        assert number.x == pytest.approx(under.left + (int(number.text) + 0.5) * wide, abs=0.01)
    for box in boxes(root, stroke=INK):
        assert (box.left, box.right) == pytest.approx((over.left, over.left + wide), abs=0.03), "t = 1"
    assert len(boxes(root, stroke=INK)) == 2
    assert f"Strips over t = 0 … {T}, time from left to right, t = 0 is the start, " in svg.words


def test_the_start_itself_can_be_framed_and_what_is_not_there_cannot():
    values = dict(x=np.ones((4, 2)), h=np.ones((5, 2)))
    ((start,), *others) = [boxes(parse(draw_strips("S", mark, 0, **values)), stroke=INK) for mark in (0, 5, -1, None)]
    under = boxes(parse(draw_strips("S", 0, 0, **values)), stroke=LINE, fill="none")[1]
    assert (start.left, start.top) == pytest.approx((under.left, under.top - 2)), "x has no t = 0"
    assert others == [[], [], []]


@pytest.mark.parametrize(("first", "lengths"), [(1, (4, 5)), (0, (4, 6)), (2, (4, 5)), (0, (3, 4, 5))])
def test_arrays_of_different_lengths_are_refused(first, lengths):
    values = {f"x{k}": np.zeros((length, 2)) for k, length in enumerate(lengths)}
    with pytest.raises(ValueError, match=r"numbers of steps must be .*; here they are x0 [34], x1 [456]"):
        draw_strips("Different", first=first, **values)


@pytest.mark.parametrize("names", ["c", "f", "fc", "fioch"])
@pytest.mark.parametrize("T", [1, 3, 12, 13, 309])
def test_a_legend_says_what_is_shown_and_needs_no_line_of_its_own(names, T):
    values = {name: RNG.random((T, 2)) for name in names}
    root = parse(draw_strips("A legend", **values))
    frames = boxes(root, stroke=LINE, fill="none")
    keys = [one for one in words(root) if one.family != MONO and one.x > frames[0].right]
    kinds = [kind for kind in "cf" if any((name in "fio") == (kind == "f") for name in names)]
    assert [one.text for one in keys] == [text for kind in kinds for text in KEYS[kind]]
    assert max(one.y for one in keys) == axis_of(root)[0].y, "in the line of the axis"
    assert float(root.get("height")) == 40 + sum(46 + 10 for _ in names) + 14
    assert float(root.get("width")) <= 40 + NAME + 816 + 2
    assert all(one.x + 6 * len(one.text) * (one.anchor == "start") < float(root.get("width")) - 15 for one in keys)


@pytest.mark.parametrize("name", ["c", "apart", "difference", "a_very_long_name_for_a_strip", "x" * 60])
def test_a_name_is_not_cut_off_however_long_it_is(name):
    root = parse(draw_strips("Names", **{name: VALUES, "h": VALUES}))
    frames = boxes(root, stroke=LINE, fill="none")
    label = word(root, name.replace("_", "", 1))
    assert label.x >= 20
    assert label.x + 0.5 * label.size * len(label.text) < frames[0].left
    assert len({frame.left for frame in frames}) == 1, "all strips begin at one place"
    wide = (frames[0].right - frames[0].left) / 3
    (first, *_) = axis_of(root)
    assert first.text == "1"
    assert first.x == pytest.approx(frames[0].left + wide / 2, abs=0.01)


def test_no_steps_make_an_empty_strip():
    root = parse(draw_strips("Nothing", c=np.zeros((0, 2))))
    assert strokes(root) == []
    assert texts(root) == ["c", "t", *KEYS["c"]]


@both_ways
def test_wrong_cells_are_framed_unit_by_unit_and_neighbours_share_a_frame(titles):
    wrong = np.array([[True, False], [True, False], [False, True]])
    root = finished(strip(VALUES, "h", width=90, height=20, room=46, wrong=wrong, titles=titles))
    (frames,) = [node for node in root.iter() if node.get("data-wrong")]
    assert frames.get("data-wrong") == "3"
    assert frames.get("d") == "M1 1h58v8h-58zM61 11h28v8h-28z"
    assert frames.get("stroke") == COLOURS["mistake"].text


def test_without_wrong_cells_a_strip_is_as_it_was():
    assert strip(VALUES, "h", wrong=np.zeros((3, 2), bool)) == strip(VALUES, "h")
