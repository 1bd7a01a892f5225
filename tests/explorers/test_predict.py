"""Predict, then reveal: what is said to an answer, what is refused, and what is there without a kernel."""

import re

import pytest

from rnnlab import predict

IMG = "<img src=x onerror=alert(1)>"
WIDGET = "application/vnd.jupyter.widget-view+json"


def asked(**changes):
    call = dict(answer=(3, 7), hint="The rows stay; which length grows?", why="The columns add up: 3 + 4 = 7.")
    return predict("What is the shape of W_h?", **call | changes)


def said(prediction, text):
    prediction.judge(text)
    return re.sub("<.*?>", "", prediction.verdict["words"])


def test_the_right_answer_is_said_with_its_reason():
    prediction = asked()
    assert said(prediction, "3x7") == "✓ Right: 3 × 7. The columns add up: 3 + 4 = 7."
    assert prediction.verdict["how"] == "right"


def test_a_wrong_answer_gets_the_hint():
    prediction = asked()
    assert said(prediction, "7, 3") == "Not yet. The rows stay; which length grows?"
    assert prediction.verdict["how"] == "wrong"
    assert said(asked(hint=""), "7, 3") == "Not yet. Try again."


@pytest.mark.parametrize("other", ["", None])
def test_each_mistake_gets_the_hint_that_was_written_for_it(other):
    prediction = asked(hint={(7, 3): "Swapped.", "[3 by 4]": "Only one of the two.", other: "The rows stay."})
    assert said(prediction, "7×3") == "Not yet. Swapped."
    assert said(prediction, "(3, 4)") == "Not yet. Only one of the two."
    assert said(prediction, "1 1") == "Not yet. The rows stay."
    assert said(asked(hint={(7, 3): "Swapped."}), "1 1") == "Not yet. Try again."


def test_a_mistake_among_numbers_is_compared_as_answers_are():
    prediction = predict("How much is left?", answer=0.25, hint={"1/2": "Twice.", 0.75: "That is gone."})
    assert said(prediction, "0,501") == "Not yet. Twice."
    assert said(prediction, "0.75") == "Not yet. That is gone."


def test_what_cannot_be_read_is_not_counted_and_the_form_is_said():
    prediction = asked()
    for text in ("seven", ""):
        assert said(prediction, text) == "Not counted. Write a shape, such as 2 × 3."
        assert prediction.verdict["how"] == "unread"
    assert prediction.wrong == 0


def offers(prediction, *texts):
    shown = []
    for text in texts:
        prediction.judge(text)
        shown.append(prediction.verdict["offered"])
    return shown


def test_the_answer_is_offered_after_three_wrong_ones():
    assert offers(asked(), "1 1", "seven", "1 1", "", "2 2", "seven", "4 4") == [False] * 4 + [True] * 3


def test_the_right_answer_takes_the_offer_back_and_others_may_still_be_tried():
    assert offers(asked(), "1 1", "2 2", "4 4", "3 7", "seven", "1 1") == [False, False, True, False, True, True]


def test_the_answer_that_was_asked_for_is_said_and_still_offered():
    prediction = asked()
    offers(prediction, "1 1", "2 2", "4 4")
    prediction.reveal()
    assert prediction.verdict["words"] == "<b>The answer is</b> 3 × 7. The columns add up: 3 + 4 = 7."
    assert prediction.verdict["how"] == "shown"
    assert prediction.verdict["offered"]
    assert prediction.wrong == 3


def test_the_same_answer_twice_is_said_twice():
    prediction, turns = asked(), []
    prediction.observe(lambda change: turns.append(change["new"]["words"]), "verdict")
    offers(prediction, "1 1", "1 1")
    assert len(turns) == 2
    assert turns[0] == turns[1]


def test_the_page_sends_answers_and_the_wish_to_see_it():
    prediction = asked()
    prediction._handle_custom_msg({"answer": "3 7"}, [])
    assert prediction.verdict["how"] == "right"
    prediction._handle_custom_msg({"reveal": True}, [])
    assert prediction.verdict["how"] == "shown"


def test_a_choice_is_judged_by_its_words():
    choices = ("it grows", "it `stays`", "it fades")
    prediction = predict("Does h grow?", "it `stays`", {"it grows": "From what?"}, "Nothing is added.", choices)
    assert prediction.card["choices"] == ["it grows", "it <code>stays</code>", "it fades"]
    assert said(prediction, "It grows") == "Not yet. From what?"
    assert said(prediction, "it fades") == "Not yet. Try again."
    assert said(prediction, "it stays") == "✓ Right: it stays. Nothing is added."


def test_choices_may_be_of_any_kind():
    prediction = asked(choices=[(7, 3), (3, 7), 21, "it depends"], hint={(7, 3): "Swapped.", 21: "Not a shape."})
    assert prediction.card["choices"] == ["7 × 3", "3 × 7", "21", "it depends"]
    assert said(prediction, "7 × 3") == "Not yet. Swapped."
    assert said(prediction, "21") == "Not yet. Not a shape."
    assert said(prediction, "3 × 7").startswith("✓ Right: 3 × 7.")


def test_each_prediction_has_a_state_of_its_own():
    first, second = asked(), asked()
    offers(first, "1 1", "2 2", "4 4")
    assert second.wrong == 0
    assert second.verdict == {}


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (dict(question=" "), ValueError, "The question is empty"),
        (dict(question=None), TypeError, "are text, but one is None"),
        (dict(why=None), TypeError, "are text, but one is None"),
        (dict(hint=("a", "b")), TypeError, r"are text, but one is \('a', 'b'\)"),
        (dict(hint={"1 1": 3}), TypeError, "are text, but one is 3"),
        (dict(answer={3, 7}), TypeError, "of type set, which cannot be compared"),
        (dict(answer=True), TypeError, r"ask with choices=\('yes', 'no'\)"),
        (dict(choices=(True, False)), TypeError, "of type bool, which cannot be compared"),
        (dict(answer=None, choices=("yes", "no")), TypeError, "of type NoneType, which cannot be compared"),
        (dict(answer=""), ValueError, "The answer '' can never be typed: it must be a word or two"),
        (dict(answer=(-1, 3)), ValueError, r"The answer \(-1, 3\) can never be typed: it must be a shape"),
        (dict(answer=float("nan")), ValueError, "The answer nan can never be typed: it must be a number"),
        (dict(answer="a", choices=("b", "c")), ValueError, "The answer 'a' is not among the choices: b, c"),
        (dict(answer="a", choices=()), ValueError, r"choices=\(\), but there must be two or more, all different"),
        (dict(answer="a", choices=("a",)), ValueError, r"choices=\('a',\), but there must be two or more"),
        (dict(answer="a", choices=("a", "b", "A ")), ValueError, "all different"),
        (dict(answer="a", choices=("a", "b"), hint={"c": "?"}), ValueError, "The hint for 'c' is not among"),
        (dict(hint={"seven": "?"}), ValueError, "The hint for 'seven' can never be typed: it must be a shape"),
        (dict(hint={"3 by 7": "?"}), ValueError, "There is a hint for 3 × 7, but that is the right answer"),
    ],
)
def test_a_bad_call_is_refused_in_words(call, error, words):
    with pytest.raises(error, match=words):
        predict(**dict(question="What?", answer=(3, 7)) | call)


def test_the_displayed_object_has_the_live_view_the_folded_answer_and_the_question():
    bundle, _ = asked()._repr_mimebundle_()
    assert set(bundle) == {WIDGET, "text/html", "text/plain"}
    assert bundle["text/plain"] == "Predict: What is the shape of W_h?"
    assert bundle["text/html"] == (
        "<p><b>Predict.</b> What is the shape of W_h?</p>"
        "<details><summary>Answer</summary><p>3 × 7. The columns add up: 3 + 4 = 7.</p></details>"
    )


def test_the_choices_stand_between_the_question_and_the_folded_answer():
    html = predict("Does h grow?", "no", choices=("yes", "no"))._repr_mimebundle_()[0]["text/html"]
    assert html.startswith("<p><b>Predict.</b> Does h grow?</p><ul><li>yes</li><li>no</li></ul><details>")
    assert html.endswith("<summary>Answer</summary><p>no.</p></details>")


def test_what_is_stored_is_the_same_in_every_run_and_after_answers():
    first, second = asked(), asked()
    first.judge("1 1")
    bundles = [prediction._repr_mimebundle_()[0] for prediction in (first, second)]
    assert [bundle.pop(WIDGET)["model_id"] for bundle in bundles] == [first.model_id, second.model_id]
    assert bundles[0] == bundles[1]
    assert repr(first) == "Predict: What is the shape of W_h?"


def test_the_text_is_one_line():
    assert repr(predict("What is\n    the shape?", answer=3)) == "Predict: What is the shape?"


def test_backticks_become_code():
    prediction = asked(hint="`W_hx` & co.", why="`a < b`")
    prediction.judge("1 1")
    assert prediction.verdict["words"] == "<b>Not yet.</b> <code>W_hx</code> &amp; co."
    prediction.judge("3 7")
    assert prediction.verdict["words"] == "<b>✓ Right:</b> 3 × 7. <code>a &lt; b</code>"


def test_every_text_is_escaped():
    prediction = predict(f"Q {IMG}?", f"a {IMG}", hint=f"h {IMG}", why=f"w {IMG}", choices=(f"a {IMG}", f"b `{IMG}`"))
    card, stored = prediction.card, prediction._repr_mimebundle_()[0]["text/html"]
    prediction.judge(f"a {IMG}")
    assert prediction.verdict["how"] == "right"
    for html, times in {
        stored: 5,
        card["question"]: 1,
        str(card["choices"]): 2,
        prediction.verdict["words"]: 2,
    }.items():
        assert html.count("&lt;img src=x onerror=alert(1)&gt;") == times
    assert "<img" not in stored + str(card)


def test_room_is_kept_for_all_that_can_be_said():
    prediction, words = asked(hint={"7 3": "Swapped.", "": "Which length grows?"}), []
    for text in ("7 3", "1 1", "seven", "3 7"):
        prediction.judge(text)
        words.append(prediction.verdict["words"])
    prediction.reveal()
    assert {*words, prediction.verdict["words"]} == set(prediction.card["room"])
    assert len(prediction.card["room"]) == 5
