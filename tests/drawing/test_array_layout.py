import numpy as np
import pytest
from reading import of_kind, parse, points_of, texts, word

from rnnlab.drawing.array_layout import CELL, draw_layout
from rnnlab.drawing.colours import COLOURS

WIDE = np.repeat(np.array([["f", "i", "o"]] * 3), 2, axis=1)
FROM_H = np.repeat(np.array([[True], [True], [False]]), 6, axis=1)
RIGHT = np.random.default_rng(0).uniform(-1, 1, (5, 2))


def drawn(arrays=(("W", WIDE, FROM_H),), h=RIGHT, verdict="fine"):
    return draw_layout(list(arrays), "One bias.\nAnd more.", "Keras, read so", h, RIGHT, verdict)


def blocks_of(root, letter):
    return [item for item in of_kind(root, "path") if item.node.get("data-block") == letter]


def cells(root):
    """(block, whether it meets h) by row and column."""
    found = {}
    for item in of_kind(root, "path"):
        if "data-block" in item.node.attrib:
            points = [item.at(*point) for point in points_of(item.node.get("d"))]
            for x, y in points[::2]:
                found[round(y, 1), round(x, 1)] = item.node.get("data-block"), item.node.get("data-h") == "1"
    rows, columns = (sorted({place[k] for place in found}) for k in (0, 1))
    assert np.diff(rows) == pytest.approx(CELL, abs=0.2)
    assert np.diff(columns) == pytest.approx(CELL, abs=0.2)
    return [[found[row, column] for column in columns] for row in rows]


@pytest.mark.parametrize("turned", [False, True])
def test_each_entry_stands_in_its_place_in_its_block_s_colour(turned):
    blocks, from_h = (WIDE.T, FROM_H.T) if turned else (WIDE, FROM_H)
    found = cells(parse(drawn([("W", blocks, from_h)])))
    assert [[cell[0] for cell in row] for row in found] == blocks.tolist()
    assert [[cell[1] for cell in row] for row in found] == from_h.tolist()


def test_the_letters_stand_over_their_blocks_or_beside_them():
    root = parse(drawn())
    f, i, o = (word(root, letter) for letter in "fio")
    assert f.y == i.y == o.y
    x = [item.at(*point)[0] for item in blocks_of(root, "f") for point in points_of(item.node.get("d"))]
    assert min(x) < f.x < max(x)
    assert i.x - f.x == pytest.approx(o.x - i.x) == pytest.approx(2 * CELL)
    root = parse(drawn([("W", WIDE.T, FROM_H.T)]))
    f, i, o = (word(root, letter) for letter in "fio")
    assert f.x == i.x == o.x
    assert i.y - f.y == pytest.approx(o.y - i.y) == pytest.approx(2 * CELL)


def test_it_says_name_shape_and_biases():
    assert {"W  3 × 6", "One bias.", "And more.", "Keras, read so"} <= set(texts(parse(drawn())))
    assert drawn().words.startswith("W (3, 6), blocks f i o. One bias. And more. Keras, read so.")


@pytest.mark.parametrize(("off", "key"), [(0.0, "result"), (0.1, "mistake")])
def test_the_verdict_is_green_or_red(off, key):
    picture = drawn(h=RIGHT + off)
    assert word(parse(picture), "fine").fill == COLOURS[key].text
    assert ("are equal" in picture.words) == (off == 0)
