"""The names of the elements, against facts about them."""

from rnnlab.datasets import ELEMENTS


def test_there_are_118_in_the_order_of_their_numbers():
    assert len(ELEMENTS) == len(set(ELEMENTS)) == 118
    known = {1: "hydrogen", 6: "carbon", 13: "aluminium", 16: "sulfur", 26: "iron", 55: "caesium", 79: "gold"}
    known |= {50: "tin", 82: "lead", 92: "uranium", 105: "dubnium", 113: "nihonium", 118: "oganesson"}
    assert {number: ELEMENTS[number - 1] for number in known} == known


def test_they_are_of_small_letters():
    assert all(name.isascii() and name.isalpha() and name.islower() for name in ELEMENTS)
    assert set("abcdefghijklmnopqrstuvwxyz") - set("".join(ELEMENTS)) == {"j", "q"}


def test_most_of_them_end_as_metals_do():
    assert sum(name.endswith("ium") for name in ELEMENTS) == 79
    assert [name for name in ELEMENTS if name.endswith("ine")] == [
        "fluorine",
        "chlorine",
        "bromine",
        "iodine",
        "astatine",
        "tennessine",
    ]
