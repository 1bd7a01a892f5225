import pytest
from reading import boxes, of_kind, parse, paths, words

from rnnlab.drawing.chain_rule import BACK, NODES, PLACES, WAYS, draw_chain_rule
from rnnlab.drawing.colours import COLOURS, INK
from rnnlab.drawing.matrix import show_number

VALUES = {name: 10.0 + n for n, name in enumerate((*WAYS, "L"))}
GRADIENTS = {name: -30.0 - n for n, name in enumerate(WAYS)}


def drawn(lit="W_hh", **options):
    return draw_chain_rule(VALUES, GRADIENTS, lit, "tanh", ["one line", "two lines"], **options)


def test_on_each_arrow_stands_its_value_and_below_it_its_gradient():
    found = words(parse(drawn()))
    for name in WAYS:
        above = [one for one in found if one.text == show_number(VALUES[name]) and one.size == 13]
        below = [one for one in found if one.text == f"← {show_number(GRADIENTS[name])}"]
        (above,), (below,) = above, below
        assert above.x == pytest.approx(below.x, abs=0.02)
        assert 15 < below.y - above.y < 30
        assert (above.fill, below.fill) == (INK, BACK)


def test_no_two_numbers_stand_on_each_other():
    numbers = [one for one in words(parse(drawn())) if one.size == 13 and one.anchor == "middle"]
    for n, one in enumerate(numbers):
        for other in numbers[:n]:
            apart = abs(one.x - other.x) >= 3.9 * (len(one.text) + len(other.text)) or abs(one.y - other.y) >= 13
            assert apart, (one.text, other.text)


def test_gradients_have_a_colour_that_no_block_has():
    assert BACK not in {colour for pair in COLOURS.values() for colour in pair}


@pytest.mark.parametrize(("lit", "nodes"), [("W_hh", 4), ("x", 4), ("b", 3)])
def test_the_way_to_the_loss_is_thick(lit, nodes):
    thick = list(paths(parse(drawn(lit)), stroke=INK, **{"stroke-width": "3"}))
    assert len(thick) == nodes + 1
    (box,) = [box for box in boxes(parse(drawn(lit))) if box.stroke == COLOURS[PLACES[lit][3]].text]
    x, y = PLACES[lit][:2]
    assert ((box.left + box.right) / 2, (box.top + box.bottom) / 2) == (x + 20, y + 20)


def test_every_circle_has_its_sign_and_every_number_its_name():
    root = parse(drawn())
    assert len(of_kind(root, "circle")) == len(NODES)
    signs = [one.text for one in words(root) if one.size == 17]
    assert signs == [sign for *_, sign in NODES.values()]
    names = [one.text for one in words(root) if one.size == 16]
    assert names == ["ht−1", "Whh", "xt", "Whx", "bh"]


def test_the_words_say_every_number_and_the_lines():
    said = drawn().words
    names = [{"from_h": "h_prev · W_hh", "from_x": "x · W_hx"}.get(name, name) for name in WAYS]
    assert all(
        f"{said_as} {VALUES[name]:g} and {GRADIENTS[name]:g}" in said for said_as, name in zip(names, WAYS, strict=True)
    )
    assert said.endswith("one line two lines")
