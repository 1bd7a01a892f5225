"""A product on its way from column form to row form; places are read back from the SVG."""

from math import cos, pi

import numpy as np
import pytest
from reading import of_kind, parse, points_of, text_of, texts
from test_picture import check

from rnnlab.drawing.turning import draw_turning

W_HH = np.array([[11, 12, 13], [21, 22, 23], [31, 32, 33]])
W_HX = np.array([[14, 15], [24, 25], [34, 35]])
STATE, INPUT = np.array([[1], [2], [3]]), np.array([[4], [5]])
Z = W_HH @ STATE + W_HX @ INPUT
JOINED = {"W_h": np.hstack([W_HH, W_HX]), "hx": np.vstack([STATE, INPUT]), "z": Z}


def drawn(turn):
    return draw_turning(W_HH, W_HX, STATE, INPUT, Z, turn)


def cards(root):
    """The number and the middle of each cell, by the name of its card."""
    found = {}
    for item in of_kind(root, "g"):
        name = item.node.get("data-turning")
        if name:
            inside = [node for node in item.node.iter() if node.tag.endswith("text") and node.get("x")]
            found[name] = [
                (text_of(node), item.at(node.get("x"), node.get("y"))) for node in inside if text_of(node).isdigit()
            ]
    return found


def test_at_the_ends_rows_and_columns_are_those_of_the_arrays_and_of_their_transposes():
    for turn in (0, 1):
        for name, cells in cards(check(drawn(turn))).items():
            array = JOINED[name].T if turn else JOINED[name]
            rows = {}
            for text, (x, y) in cells:
                rows.setdefault(round(y), []).append((x, text))
            found = [[text for _, text in sorted(rows[y])] for y in sorted(rows)]
            assert found == array.astype(str).tolist()


def test_the_factors_have_changed_places():
    for turn, order in ((0, ["W_h", "hx", "z"]), (1, ["hx", "W_h", "z"])):
        found = cards(parse(drawn(turn)))
        assert sorted(found, key=lambda name: np.mean([x for _, (x, _) in found[name]])) == order


@pytest.mark.parametrize("turn", [0.1, 0.3, 0.7, 0.9])
def test_on_the_way_each_cell_is_on_the_line_from_its_place_to_its_mirror_image(turn):
    """Seen from the middle of its card: the part across the diagonal is cos(π turn) of what it was."""
    for name, cells in cards(check(drawn(turn))).items():
        before = dict(cards(parse(drawn(0)))[name])
        middle, was = (np.mean(list(places.values()), axis=0) for places in (dict(cells), before))
        for text, (x, y) in cells:
            dx, dy = x - middle[0], y - middle[1]
            was_x, was_y = before[text][0] - was[0], before[text][1] - was[1]
            assert dx + dy == pytest.approx(was_x + was_y, abs=0.2)
            assert dx - dy == pytest.approx(cos(pi * turn) * (was_x - was_y), abs=0.2)


def test_the_cells_are_flattened_with_their_card_and_never_vanish():
    def area(root):
        points = np.array(list(points_of(cell_paths(root)[0].get("d"))))
        x, y = points.T
        return abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2

    areas = [area(parse(drawn(turn / 10))) for turn in range(11)]
    assert areas[:6] == sorted(areas[:6], reverse=True)
    assert areas == pytest.approx(areas[::-1], abs=5)
    assert areas[5] > 0


def cell_paths(root):
    return [node for node in root.iter() if node.tag.endswith("path") and node.get("d", "").endswith("z")]


def test_numbers_are_there_where_they_can_be_read():
    assert [bool(sum(map(len, cards(parse(drawn(t / 10))).values()))) for t in range(11)] == [True] * 4 + [
        False
    ] * 3 + [True] * 4


@pytest.mark.parametrize(("turn", "mark"), [(0, ""), (0.4, ""), (0.6, "⊤"), (1, "⊤")])
def test_what_is_turned_carries_the_mark_of_it(turn, mark):
    names = [text for text in texts(parse(drawn(turn))) if text.removesuffix("⊤") in ("Whh", "Whx", "h", "x", "z")]
    assert sorted(names) == sorted(f"{name}{mark}" for name in ("Whh", "Whx", "h", "x", "z"))


def test_the_card_keeps_its_size_all_the_way():
    sizes = {(root.get("width"), root.get("height")) for root in (check(drawn(turn / 10)) for turn in range(11))}
    assert len(sizes) == 1


def test_the_words_say_the_way_and_the_shapes_at_its_ends():
    assert drawn(0).words.startswith(
        "Column form: W_h 3 × (3+2) times [h ; x] (3+2) × 1 is z 3 × 1. 13 goes from row 1"
    )
    assert drawn(0.3).words.startswith("30% of the way from column form")
    assert "the row [h, x] 1 × (3+2) times W_h turned (3+2) × 3 is z turned 1 × 3." in drawn(1).words
    assert "column form: 3 × (3+2) · (3+2) × 1 = 3 × 1" in texts(parse(drawn(0)))
    assert "row form: 1 × (3+2) · (3+2) × 3 = 1 × 3" in texts(parse(drawn(1)))


@pytest.mark.parametrize("size", [(1, 1), (5, 4), (2, 4), (4, 1)])
@pytest.mark.parametrize("turn", [0, 0.2, 0.5, 1])
def test_other_sizes_stay_on_the_card(size, turn):
    H, D = size
    check(draw_turning(np.ones((H, H)), np.ones((H, D)), np.ones((H, 1)), np.ones((D, 1)), np.ones((H, 1)), turn))
