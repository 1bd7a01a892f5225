import pytest
from reading import boxes, finished, kind, parse, placed, text_of, word, words

from rnnlab.drawing.colours import INK, MUTED
from rnnlab.drawing.layout import (
    MONO,
    SANS,
    SERIF,
    Part,
    cell_shape,
    move,
    note,
    operator,
    row,
    stack,
    symbol,
    write,
)
from rnnlab.drawing.svg import join, tag


def brick(width, height, middle, fill):
    return Part(tag("rect", x=0, y=0, width=width, height=height, fill=fill), width, height, middle)


LOW, TALL, SMALL = brick(30, 20, 10, "#111"), brick(10, 70, 40, "#222"), brick(20, 8, 1, "#333")


def places(part):
    """Where the bricks of a part are: left, top, right, bottom."""
    return [box[:4] for box in boxes(finished(part))[1:]]


def test_a_row_goes_from_left_to_right_with_its_middles_in_one_line():
    part = row(LOW, TALL, SMALL, gap=5)
    assert places(part) == [(0, 30, 30, 50), (35, 0, 45, 70), (50, 39, 70, 47)]
    assert part[1:] == (70, 70, 40)


def test_a_stack_goes_from_top_to_bottom_with_its_left_edges_in_one_line():
    part = stack(LOW, TALL, SMALL, gap=5)
    assert places(part) == [(0, 0, 30, 20), (0, 25, 10, 95), (0, 100, 20, 108)]
    assert part[1:] == (30, 108, 54)


def test_rows_and_stacks_go_into_each_other():
    part = stack(row(LOW, LOW, gap=0), row(SMALL, LOW, gap=0), gap=0)
    assert places(part) == [(0, 0, 30, 20), (30, 0, 60, 20), (0, 29, 20, 37), (20, 20, 50, 40)]
    assert row(LOW)[1:] == LOW[1:]


MOVES = [
    (0, 0, None),
    (1e-14, -1e-14, None),
    (0.004, 0, None),
    (3, 0, "translate(3 0)"),
    (2 / 3, -1, "translate(0.67 -1)"),
    (1234.567, 7.1e-15, "translate(1234.57 0)"),
]


@pytest.mark.parametrize(("x", "y", "transform"), MOVES)
def test_moving_rounds_and_leaves_out_what_is_no_move(x, y, transform):
    group = parse(move(LOW.body, x, y))
    assert (group.get("transform") if kind(group) == "g" else None) == transform


def test_a_text_says_only_what_differs_from_every_picture():
    assert write("a", 1, 2.0) == '<text x="1" y="2" font-size="13">a</text>'
    assert parse(write("a", 1, 2, 11, MUTED, "end", MONO, font_weight=600)).attrib == {
        "x": "1",
        "y": "2",
        "font-size": "11",
        "fill": MUTED,
        "text-anchor": "end",
        "font-family": MONO,
        "font-weight": "600",
    }


def test_a_text_inherits_ink_the_middle_and_the_plain_letters():
    assert words(finished(Part(write("a", 1, 2), 9, 9, 0))) == [("a", 1, 2, 13, "middle", INK, SANS)]


@pytest.mark.parametrize(
    ("name", "spans"),
    [
        ("h", [("h", 0)]),
        ("W_hh", [("W", 0), ("hh", 4)]),
        ("W_hh h", [("W", 0), ("hh", 4), ("h", 0)]),
        ("W_hh W_hx", [("W", 0), ("hh", 4), ("W", 0), ("hx", 4)]),
        ("c_t-1", [("c", 0), ("t−1", 4)]),
        ("h_12", [("h", 0), ("12", 4)]),
        ("RNN", [("RNN", 0)]),
        ("h^⊤", [("h", 0), ("⊤", -6)]),
        ("W_hh^⊤ x", [("W", 0), ("hh", 4), ("⊤", -6), ("x", 0)]),
        ("a_b_c", [("a", 0), ("b_c", 4)]),
        ("", []),
    ],
)
def test_a_symbol_lowers_what_comes_after_the_underscore_and_raises_what_comes_after_the_caret(name, spans):
    text = parse(symbol(name, 5, 6, "#123", size=20))
    assert text.attrib["font-family"] == SERIF
    assert (text.get("x"), text.get("y"), text.get("fill"), text.get("font-size")) == ("5", "6", "#123", "20")
    height, found = 0, []
    for span in text:
        height += int(span.get("dy", 0))
        found.append((text_of(span), height))
        assert span.get("font-size") == ("14" if height else None), "what is lowered is smaller"
    assert found == spans


def test_a_note_is_a_line_from_the_left_with_room_for_its_text():
    part = note("Formula 1", 13)
    said = word(finished(part), "Formula 1")
    assert (said.x, said.y, said.anchor, said.fill, said.family) == (0, 13, "start", MUTED, MONO)
    assert part.width >= 9 * 13 * 0.6
    assert part.height > 13
    assert note("a", width=300).width == 300


def test_an_operator_stands_in_the_middle_of_its_room():
    part = operator("+", 40)
    assert part.width == 40
    assert word(finished(part), "+").x == 20


def test_a_cell_leaves_a_pixel_on_each_side():
    assert parse(cell_shape(34)).attrib == {"id": "c34", "x": "1", "y": "1", "width": "32", "height": "32", "rx": "3"}


def test_places_are_read_through_nested_moves():
    inner = join([move(tag("g", LOW.body, transform="scale(2 3)"), 10, 20)])
    assert boxes(parse(move(inner, 1, 2)))[0][:4] == (11, 22, 71, 82)
    assert [kind(item.node) for item in placed(parse(tag("g", tag("defs", LOW.body))))] == ["g"]
