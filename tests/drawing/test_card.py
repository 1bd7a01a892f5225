import pytest
from reading import contrast, parse, texts, words

from rnnlab.drawing.card import MOODS, draw_card


@pytest.mark.parametrize("mood", MOODS)
def test_a_card_says_how_it_went_by_sign_and_colour_and_words(mood):
    card = draw_card("rnn_step · passed", mood, ["All is well."], "rnn_step, passed. All is well.")
    headline = words(parse(card))[0]
    assert headline.text == f"{MOODS[mood][0]}  rnn_step · passed"
    assert headline.fill == MOODS[mood][1]
    assert contrast(headline.fill, "#ffffff") >= 4.5
    assert card.words == "rnn_step, passed. All is well."
    assert "All is well." in texts(parse(card))


def test_the_three_signs_differ():
    assert len({sign for sign, _ in MOODS.values()}) == len(MOODS) == 3


def test_long_sentences_are_wrapped_and_very_long_ones_cut():
    sentence = "One word after the other. " * 20
    lines = [one.text for one in words(parse(draw_card("x", "wrong", [sentence], "x")))][1:]
    assert " ".join(lines) == sentence.strip()
    assert 4 <= len(lines) <= 6
    assert max(map(len, lines)) < 120
    cut = [one.text for one in words(parse(draw_card("x", "wrong", [sentence * 20], "x")))][1:]
    assert len(cut) == 6
    assert cut[-1].endswith("…")


def test_a_card_keeps_the_size_that_is_asked_for():
    root = parse(draw_card("x", "wrong", ["y"], "z", size=(940, 700)))
    assert (root.get("width"), root.get("height")) == ("940", "700")


def test_every_text_is_escaped():
    card = draw_card("<b>x</b>", "wrong", ["<script>1</script>"], "<i>")
    assert "<b>" not in card
    assert "<script" not in card
    assert card.words == "<i>"
