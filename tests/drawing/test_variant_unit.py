import pytest
from reading import boxes, finished, kind, of_kind, texts, word, words

from rnnlab.drawing.colours import LINE, gate_tint
from rnnlab.drawing.lstm_unit import GATE_X, GATE_Y, LINE_Y, SHOW_Y
from rnnlab.drawing.variant_unit import gru_unit, lstm_unit

LSTM = dict(f=0.8, i=0.3, o=0.6, g=-0.5, c_before=0.7, c=0.41, h=0.23)
GRU = dict(r=0.25, z=0.9, n=-0.4, h_before=0.5, h=0.41)


def number_at(root, x, y):
    """The number in the box around a place."""
    (found,) = [one.text for one in words(root) if abs(one.x - x) < 1 and 0 < one.y - y < 8]
    return found


def of_attribute(root, name):
    return [item.node for item in of_kind(root, "path", "g") if name in item.node.attrib]


def test_each_number_of_an_lstm_stands_where_its_part_is():
    root = finished(lstm_unit(**LSTM))
    assert {name: number_at(root, x, GATE_Y) for name, x in GATE_X.items()} == {
        "f": "0.80",
        "i": "0.30",
        "g": "-0.50",
        "o": "0.60",
    }
    assert number_at(root, 28, LINE_Y) == "0.70"
    assert number_at(root, 392, LINE_Y) == "0.41"
    assert number_at(root, 392, SHOW_Y) == "0.23"


@pytest.mark.parametrize("name", "fio")
def test_a_gate_that_is_missing_is_dashed_and_says_so(name):
    root = finished(lstm_unit(**LSTM | {name: 1}, missing=name))
    assert f"no {name}" in texts(root)
    assert name not in texts(root)
    dashed = [item.node for item in of_kind(root, "rect") if item.node.get("stroke-dasharray")]
    (box,) = dashed
    assert float(box.get("x")) + float(box.get("width")) / 2 == GATE_X[name]
    assert box.get("stroke") == LINE


def test_coupled_gates_say_which_is_computed_from_which():
    root = finished(lstm_unit(**LSTM, coupled=True))
    assert word(root, "1 − i").x == GATE_X["f"]
    assert word(root, "i").x == GATE_X["i"]


@pytest.mark.parametrize(
    ("switches", "seeing"),
    [({}, "fio"), (dict(missing="o"), "fi"), (dict(coupled=True), "io"), (dict(missing="fi"), "o")],
)
def test_a_peephole_leads_to_each_gate_that_is_computed(switches, seeing):
    root = finished(lstm_unit(**LSTM, peepholes=True, **switches))
    assert "".join(sorted(node.get("data-peephole") for node in of_attribute(root, "data-peephole"))) == "".join(
        sorted(seeing)
    )
    assert of_attribute(finished(lstm_unit(**LSTM)), "data-peephole") == []


def test_gate_recurrence_has_its_wire_and_its_words():
    wired, plain = finished(lstm_unit(**LSTM, recurrence=True)), finished(lstm_unit(**LSTM))
    assert "f, i, o of the step before" in texts(wired)
    assert "f, i, o of the step before" not in texts(plain)
    assert len(of_attribute(wired, "data-part")) == len(of_attribute(plain, "data-part")) + 1


@pytest.mark.parametrize(("tanhs", "sum_", "pill"), [("gc", "g = tanh(sum)", "tanh"), ("", "g = sum", "none")])
def test_each_tanh_is_there_or_not(tanhs, sum_, pill):
    found = texts(finished(lstm_unit(**LSTM, tanhs=tanhs)))
    assert sum_ in found
    assert pill in found


def test_z_stands_where_f_is_and_its_rest_where_i_is():
    root = finished(gru_unit(**GRU))
    assert [number_at(root, GATE_X[name], GATE_Y) for name in "fig"] == ["0.90", "0.10", "-0.40"]
    assert word(root, "z").x == GATE_X["f"]
    assert word(root, "1 − z").x == GATE_X["i"]
    assert number_at(root, GATE_X["o"], 96) == "0.25"
    assert (number_at(root, 28, LINE_Y), number_at(root, 392, LINE_Y)) == ("0.50", "0.41")


def test_in_the_mirror_only_the_letters_change_places():
    mirror, plain = finished(gru_unit(**GRU | dict(z=0.1), keeps=False)), finished(gru_unit(**GRU))
    assert [number_at(mirror, GATE_X[name], GATE_Y) for name in "fig"] == ["0.90", "0.10", "-0.40"]
    assert word(mirror, "z").x == word(plain, "1 − z").x == GATE_X["i"]
    assert word(mirror, "1 − z").x == word(plain, "z").x == GATE_X["f"]


def test_the_weight_is_before_or_after_the_reset():
    after, before = (word(finished(gru_unit(**GRU, reset=reset)), "·W") for reset in ("after", "before"))
    assert after.y > GATE_Y + 12  # on the way of h to the sign
    assert GATE_X["g"] < before.x < GATE_X["o"] - 12  # on the way from the sign to n


def test_gates_are_grey_as_they_are_open():
    fills = [box.fill for box in boxes(finished(gru_unit(**GRU)))]
    assert {gate_tint(0.9), gate_tint(1 - 0.9), gate_tint(0.25)} <= set(fills)
    assert all(kind(item.node) != "use" for item in of_kind(finished(gru_unit(**GRU)), "rect"))


def test_a_missing_gate_sees_no_gates_before():
    """The wire ends at the last gate that has an arrow; with none there is no wire."""
    none = finished(lstm_unit(**LSTM, recurrence=True, missing="fio"))
    assert "recurrence" not in [node.get("data-part") for node in of_attribute(none, "data-part")]
    assert "f, i, o of the step before" not in texts(none)
    first = finished(lstm_unit(**LSTM, recurrence=True, missing="io"))
    (wire,) = [node for node in of_attribute(first, "data-part") if node.get("data-part") == "recurrence"]
    assert float(wire.get("d").rpartition("H")[2]) < GATE_X["o"] - 18
