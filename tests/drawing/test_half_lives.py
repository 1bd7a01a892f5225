"""A mark for each unit at its half-life."""

import numpy as np
import pytest
from reading import parse, texts, word, words

from rnnlab.drawing.half_lives import DEAD, FLAT, LIVE, Units, draw_half_lives

HALF_LIVES = np.array([1.0, np.inf, 0.02, 40.0, 7.0, 2.0])
NO = np.zeros(6, bool)
SATURATED, STILL = np.arange(6) == 3, np.arange(6) == 2
SVG = "{http://www.w3.org/2000/svg}"


def marks(root, kind):
    """Where the marks of one kind are drawn, from the top down; those of the legend are not among them."""
    pens = {LIVE: (0, 0), FLAT: (0, 5), DEAD: (4, 4)}  # from where the pen goes down to the middle of the mark
    found = []
    for node in root.iter(f"{SVG}path"):
        if node.get("data-part") == kind:
            pieces = node.get("d")[1:].split("M")[:: 2 if kind == DEAD else 1]
            found += [tuple(map(float, piece.split("h")[0].split("l")[0].split())) for piece in pieces]
    found = [(x + pens[kind][0], y + pens[kind][1]) for x, y in found]
    return sorted((place for place in found if place[0] > 8), key=lambda place: place[1])


def ticks(root):
    return {one.text: one.x for one in words(root) if one.size == 12}


def test_marks_stand_at_their_half_lives_the_longest_on_top():
    root = parse(draw_half_lives(Units(HALF_LIVES, NO, NO), 29, "f", 4))
    found, at = marks(root, LIVE), ticks(root)
    unit = (at["100"] - at["1"]) / 2
    places = [x + 20 for x, _ in found]
    assert places[1:5] == pytest.approx([at["1"] + unit * np.log10(value) for value in (40, 7, 2, 1)], abs=0.6)
    assert places[0] == pytest.approx(next(one.x for one in words(root) if one.text == "∞"), abs=0.6)
    assert places[5] == pytest.approx(at["≤ 0.1"], abs=0.6)


def test_the_marked_unit_is_ringed_and_named_with_its_half_life_and_rank():
    root = parse(draw_half_lives(Units(HALF_LIVES, NO, NO), 29, "f", 4))
    (ring,) = root.iter(f"{SVG}circle")
    assert (float(ring.get("cx")), float(ring.get("cy"))) == pytest.approx(marks(root, LIVE)[2], abs=0.6)
    assert word(root, "unit 4: half-life 7 steps, number 3 of 6")
    assert word(root, "unit 4")
    assert word(
        parse(draw_half_lives(Units(HALF_LIVES, NO, NO), 29, "f", 0)), "unit 0: half-life 1 step, number 5 of 6"
    )


def test_saturated_and_dead_units_have_shapes_of_their_own_and_are_counted():
    picture = draw_half_lives(Units(HALF_LIVES, SATURATED, STILL), 29, "f", 0)
    root = parse(picture)
    assert [len(marks(root, kind)) for kind in (LIVE, FLAT, DEAD)] == [4, 1, 1]
    assert marks(root, FLAT)[0][1] < marks(root, LIVE)[1][1] < marks(root, DEAD)[0][1]
    said = ["live: 4 of 6 units", "saturated, beyond ±0.99 at over half of the steps: 1 (unit 3)"]
    said.append("dead, it stands still: 1 (unit 2)")
    assert set(said) <= set(texts(root))
    assert picture.words.endswith(f"{'; '.join(said)}.")


def test_both_saturated_and_dead_is_drawn_dead_and_counted_in_both():
    root = parse(draw_half_lives(Units(HALF_LIVES, STILL, STILL), 29, "f", 0))
    assert [len(marks(root, kind)) for kind in (LIVE, FLAT, DEAD)] == [5, 0, 1]
    assert "live: 5 of 6 units" in texts(root)


def test_without_a_tanh_nothing_is_said_of_saturation():
    picture = draw_half_lives(Units(HALF_LIVES, None, STILL), 29, "f", 0)
    assert "saturated" not in picture.words
    assert "live: 5 of 6 units" in texts(parse(picture))


def test_eigenvalues_are_no_units():
    picture = draw_half_lives(Units(HALF_LIVES, SATURATED, STILL), 29)
    root = parse(picture)
    assert list(root.iter(f"{SVG}circle")) == []
    assert [len(marks(root, kind)) for kind in (LIVE, FLAT, DEAD)] == [6, 0, 0]
    assert word(root, "6 eigenvalues of W_hh, half-life of |λ|: from 0.02 steps to over a million steps")
    assert word(root, "from |λ|, W_hh 6 × 6, the same for every text")
    assert "of the units, dead, it stands still: 1 (unit 2)" in texts(root)
    assert "of the units, saturated, beyond ±0.99 at over half of the steps: 1 (unit 3)" in texts(root)


def test_an_eigenvalue_of_one_is_the_same_whichever_way_it_is_rounded():
    three = [draw_half_lives(Units(np.full(6, value), NO, NO), 29) for value in (6e15, 2e7, np.inf)]
    assert three[0] == three[1] == three[2]
    assert "all over a million steps" in three[0].words


def test_the_number_of_steps_is_on_the_axis_where_it_fits():
    root = parse(draw_half_lives(Units(HALF_LIVES, NO, NO), 10, "f", 0, "layer 1 of 2"))
    at = ticks(root)
    assert at["T = 10"] == pytest.approx(at["10"], abs=0.1)
    assert word(root, "from the mean of f over the steps, f 10 × 6 (T × H); layer 1 of 2")
    assert "T = 5000" not in texts(parse(draw_half_lives(Units(HALF_LIVES, NO, NO), 5000, "f", 0)))


@pytest.mark.parametrize("spread", [0.01, 3.0])
def test_two_thousand_units_are_a_small_picture(spread):
    values = 10 ** np.random.default_rng(0).normal(0.5, spread, 2000)
    picture = draw_half_lives(Units(values, values < 1, values > 9), 29, "z", 1203)
    assert len(picture) < 25_000
    assert "number " + str((values > values[1203]).sum() + 1) + " of 2000" in picture.words
    assert all(one.x < 830 for one in words(parse(picture)))


@pytest.mark.parametrize("unit", range(6))
def test_the_name_of_the_unit_is_inside_the_card_and_on_no_mark(unit):
    root = parse(draw_half_lives(Units(HALF_LIVES, NO, NO), 29, "f", unit))
    name = word(root, f"unit {unit}")
    left = name.x - (45 if name.anchor == "end" else 0)
    assert left > 20
    assert left + 45 < float(root.get("width")) - 10
    for x, y in marks(root, LIVE):
        assert not (left < x + 20 < left + 45 and name.y - 50 - 12 < y < name.y - 50 + 3)
